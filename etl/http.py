"""Asks the servers of the sources: paced, retried with back-off, bounded, and only them.

An answer counts only when it is complete and is what was expected; an error page in HTML or JSON
cut short is asked for again like a failing server. Redirects may not leave the source's hosts,
and no connection is kept to an address inside a private network, so that nothing a stranger
publishes can make this machine ask its neighbours. The analyst's own `--base-url` is trusted.
"""

import json
import time
import zipfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

import requests
import tenacity
import urllib3

from etl.addresses import PrivateAddress, guarded_adapter
from etl.connector import Answer, Manners
from etl.errors import DataError, NotFound
from etl.urls import masked

USER_AGENT = "Credence/1.0 (dashboard of credentials; reads public data)"
MOST_REDIRECTS = 3
LONGEST_WAIT_SECONDS = 900
"""A server that asks for more patience than this is left for another day."""
CHUNK_BYTES = 65_536
NO_CONTENT = 204
"""An answer without a body, which some servers give where there is nothing to list."""
TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Patience:
    """How long to wait for a server, in seconds, and how often to ask again."""

    connect: float = 10
    read: float = 30
    whole_answer: float = 600
    tries: int = 6
    first_wait: float = 1
    longest_wait: float = 60


class _Failing(Exception):
    """A fault that may pass; `wait` is what the server asked for, in seconds."""

    def __init__(self, what: str, wait: float = 0) -> None:
        super().__init__(what)
        self.wait = wait


class HttpClient:
    """`etl.connector.Client` over the network, for one source.

    Args:
        manners: of the source.
        folder: where bodies are written, one file an answer.
        base_url: asked in place of the source's own host; may be a private address, and is not
            paced, because it is the analyst's own.
        hosts: further hosts that the analyst listed (the hosts of target URLs).
        patience: time limits and tries.
        say: told of each fault that is tried again.
        secrets: values of keys, which no message and no sidecar may show.
        contact: how the analyst can be reached, for publishers that refuse anonymous programs.
    """

    def __init__(
        self,
        manners: Manners,
        folder: Path,
        *,
        base_url: str | None = None,
        hosts: tuple[str, ...] = (),
        patience: Patience = Patience(),
        say: Callable[[str], None] = lambda line: None,
        secrets: Collection[str] = (),
        contact: str | None = None,
    ) -> None:
        self._manners = manners
        self._folder = folder
        self._own_base = base_url.rstrip("/") if base_url else None
        self._base = self._own_base or manners.base_url.rstrip("/")
        public = {urlsplit(manners.base_url).netloc, *manners.follows_hosts, *hosts} - {""}
        self._public_hosts = frozenset(public)
        self._patience = patience
        self._say = say
        self._secrets = tuple(value for value in secrets if value)
        self._asked_at: float | None = None
        self._number = 0
        self._session = requests.Session()
        # Neither proxies nor credentials are taken from the environment.
        self._session.trust_env = False
        trusted = urlsplit(self._own_base).hostname if self._own_base else None
        adapter = guarded_adapter(trusted_host=trusted)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        self._session.headers["User-Agent"] = " ".join(filter(None, (USER_AGENT, contact)))

    def get(
        self,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        expect: str = "json",
    ) -> Answer:
        """See `etl.connector.Client`."""
        url = self._whole(path, params)
        patience = self._patience
        backing_off = tenacity.wait_exponential_jitter(
            multiplier=patience.first_wait, max=patience.longest_wait, jitter=patience.first_wait
        )

        def wait(state: tenacity.RetryCallState) -> float:
            fault = state.outcome.exception() if state.outcome else None
            asked = fault.wait if isinstance(fault, _Failing) else 0
            return max(asked, backing_off(state))

        def told(state: tenacity.RetryCallState) -> None:
            fault = state.outcome.exception() if state.outcome else None
            pause = state.next_action.sleep if state.next_action else 0
            self._say(f"{self._shown(url)}: {fault}; asking again in {pause:.1f} s")

        trying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Failing),
            stop=tenacity.stop_after_attempt(patience.tries),
            wait=wait,
            before_sleep=told,
            reraise=True,
        )
        try:
            return trying(self._once, url, dict(headers or {}), expect)
        except _Failing as fault:
            raise DataError(
                f"{self._shown(url)}: {fault}; given up after {patience.tries} tries."
            ) from fault

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _whole(self, path: str, params: Mapping[str, str] | None) -> str:
        """The URL to ask; a whole URL of the source's hosts is asked of the analyst's base."""
        if urlsplit(path).scheme:
            parts = urlsplit(path)
            if parts.netloc not in self._public_hosts | {urlsplit(self._base).netloc}:
                raise DataError(f"{self._shown(path)}: another host than the source's; not asked.")
            if self._own_base:
                own = urlsplit(self._own_base)
                parts = parts._replace(scheme=own.scheme, netloc=own.netloc)
            url = urlunsplit(parts)
        else:
            url = f"{self._base}/{path.lstrip('/')}"
        if params:
            url += ("&" if urlsplit(url).query else "?") + urlencode(params)
        self._check_scheme(url)
        return url

    def _check_scheme(self, url: str) -> None:
        parts = urlsplit(url)
        own = self._own_base is not None and url.startswith(self._own_base)
        if parts.scheme != "https" and not own:
            raise DataError(f"{self._shown(url)}: not https; not asked.")
        if "@" in parts.netloc:
            raise DataError(f"{self._shown(url)}: a user name in the address; not asked.")

    def _once(self, url: str, headers: dict[str, str], expect: str) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            self._pace()
            try:
                response = self._session.get(
                    url,
                    headers=headers,
                    stream=True,
                    allow_redirects=False,
                    timeout=(self._patience.connect, self._patience.read),
                )
            except requests.Timeout as error:
                raise _Failing("no answer in time") from error
            except PrivateAddress as error:
                raise DataError(f"{self._shown(url)}: {error}; not asked.") from error
            except requests.ConnectionError as error:
                if _is_unknown_name(error):
                    host = urlsplit(url).hostname
                    raise DataError(
                        f"{self._shown(url)}: no address for {host}; online?"
                    ) from error
                raise _Failing("no connection") from error
            except requests.RequestException as error:
                raise DataError(
                    f"{self._shown(url)}: cannot be asked ({type(error).__name__})."
                ) from error
            except ValueError as error:  # requests looks where a redirect leads
                raise DataError(f"{self._shown(url)}: redirects to no address.") from error
            with response:
                if not response.is_redirect:
                    return self._answer(url, response, expect)
                url = self._redirected(url, response.headers["Location"])
        raise DataError(f"{self._shown(url)}: more than {MOST_REDIRECTS} redirects.")

    def _redirected(self, url: str, location: str) -> str:
        target = urljoin(url, location)
        host = urlsplit(target).netloc
        allowed = {urlsplit(url).netloc} | (set() if self._own_base else self._public_hosts)
        if host not in allowed:
            raise DataError(
                f"{self._shown(url)}: redirects to another host ({host}); not followed."
            )
        self._check_scheme(target)
        return target

    def _answer(self, url: str, response: requests.Response, expect: str) -> Answer:
        status = response.status_code
        if status in TRY_AGAIN:
            raise _Failing(f"HTTP {status}", self._wanted_wait(url, response))
        if status in (404, 410):
            raise NotFound(f"{self._shown(url)}: not there (HTTP {status}).")
        if status in (401, 403):
            raise DataError(f"{self._shown(url)}: refused (HTTP {status}); is the key right?")
        if status not in (200, NO_CONTENT):
            raise DataError(f"{self._shown(url)}: unexpected answer (HTTP {status}).")
        path = self._save(url, response)
        if status != NO_CONTENT and (fault := unexpected(path, expect)):
            raise _Failing(fault)
        return Answer(
            url=self._shown(url),
            status=status,
            retrieved_at=datetime.now(UTC),
            path=path,
            links={rel: link["url"] for rel, link in response.links.items()},
            headers={name.lower(): value for name, value in response.headers.items()},
        )

    def _save(self, url: str, response: requests.Response) -> Path:
        """Write the unpacked body to a file, and stop where it is larger than it may be."""
        largest = self._manners.largest_body
        too_large = DataError(
            f"{self._shown(url)}: larger than {largest / 2**20:,.0f} MiB; refused."
        )
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > largest:
            raise too_large
        self._folder.mkdir(parents=True, exist_ok=True)
        self._number += 1
        path = self._folder / f"{self._number:06d}.body"
        begun, size = time.monotonic(), 0
        try:
            with path.open("wb") as handle:
                # What has come is taken at once, so that a slow drip meets the clock.
                while chunk := response.raw.read1(CHUNK_BYTES, decode_content=True):
                    size += len(chunk)
                    if size > largest:
                        raise too_large
                    if time.monotonic() - begun > self._patience.whole_answer:
                        raise _Failing("the answer took too long")
                    handle.write(chunk)
        except urllib3.exceptions.ProtocolError as error:
            raise _Failing("the answer was cut short") from error
        except urllib3.exceptions.DecodeError as error:
            raise _Failing("the answer cannot be unpacked") from error
        except urllib3.exceptions.ReadTimeoutError as error:
            raise _Failing("no answer in time") from error
        except urllib3.exceptions.HTTPError as error:
            raise _Failing("the connection broke") from error
        return path

    def _wanted_wait(self, url: str, response: requests.Response) -> float:
        value = response.headers.get("Retry-After")
        if value is None:
            return 0
        try:
            seconds = float(urllib3.Retry(0).parse_retry_after(value))
        except urllib3.exceptions.InvalidHeader:
            return 0
        if seconds > LONGEST_WAIT_SECONDS:
            raise DataError(
                f"{self._shown(url)}: HTTP {response.status_code}, asks to wait {seconds / 60:.0f} "
                "minutes; try again later."
            )
        return seconds

    def _pace(self) -> None:
        if self._own_base is None and self._asked_at is not None:
            time.sleep(max(0.0, self._asked_at + self._manners.seconds_between - time.monotonic()))
        self._asked_at = time.monotonic()

    def _shown(self, url: str) -> str:
        return masked(url, self._secrets)


def unexpected(path: Path, expect: str) -> str | None:
    """What is wrong with a body that should be "json", "zip" or "text"; None where it is right."""
    with path.open("rb") as handle:
        start = handle.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return "an empty answer"
    if expect == "zip":
        return None if zipfile.is_zipfile(path) else "not a whole zip file"
    if expect == "json":
        if start[:1] == b"<":
            return "HTML instead of JSON"
        try:
            json.loads(path.read_bytes())
        except (ValueError, RecursionError):
            return "JSON cut short or damaged"
    return None


def _is_unknown_name(error: requests.ConnectionError) -> bool:
    """Whether the host's name could not be resolved, which asking again soon does not mend."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, urllib3.exceptions.NameResolutionError)
