"""The only way to the network: https on port 443, public addresses, small answers, few of them.

A badge is a stranger's file, and the addresses in it are a stranger's wishes. So an address is
looked at before it is asked, the connection goes to the very IP address that was looked at (a name
that resolves differently a moment later gains nothing), and each redirect is looked at again.
Nothing is taken from the environment: no proxies, no credentials.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from badges.values import Fetched, NoAnswer

CONNECT_SECONDS: Final = 5.0
TOTAL_SECONDS: Final = 15.0
REDIRECTS: Final = 3
PORT: Final = 443
_LONGEST: Final = 2048
_HEADERS: Final = {
    "Accept": "application/ld+json, application/json, application/vc+jwt, text/plain;q=0.5",
    "Accept-Encoding": "identity",
    "User-Agent": "credence-badges",
}
# Addresses inside of which another, private one can hide.
_TUNNELS: Final = tuple(
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


def secured(url: str) -> str:
    """The address as it may be asked, https in the place of http.

    Raises NoAnswer (`fetch_refused`) for other schemes, ports, user names and IP addresses.
    """
    if len(url) > _LONGEST or any(ord(sign) <= 32 or ord(sign) == 127 for sign in url):
        raise NoAnswer("fetch_refused", "no address")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise NoAnswer("fetch_refused", f"{url[:200]} is no address") from None
    if parts.scheme not in ("https", "http") or not host or "\\" in url:
        raise NoAnswer("fetch_refused", f"{url[:200]} is no web address")
    if "@" in parts.netloc:
        raise NoAnswer("fetch_refused", f"{url[:200]} has a user name in it")
    if port not in (None, PORT) and not (port == 80 and parts.scheme == "http"):
        raise NoAnswer("fetch_refused", f"{url[:200]} asks another port")
    if _is_numeric(host) or host == "localhost" or host.endswith((".localhost", ".local")):
        raise NoAnswer("fetch_refused", f"{url[:200]} is not on the public web")
    path = parts.path or "/"
    return f"https://{host}{path}" + (f"?{parts.query}" if parts.query else "")


def _is_numeric(host: str) -> bool:
    """IP addresses, in the spellings too that only some resolvers read (0x7f.1, 2130706433)."""
    last = host.rstrip(".").rpartition(".")[2]
    return ":" in host or last.isdigit() or last.startswith("0x") or not host.strip(".")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None or any(found in net for net in _TUNNELS):
            return False
        if found.packed[:12] == bytes(12):
            return False
    return found.is_global and not (
        found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback
    )


def resolved(host: str) -> list[str]:
    """The addresses of a name, when all of them are public. Raises NoAnswer."""
    try:
        answers = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAnswer("not_fetched", f"{host} was not found") from None
    addresses = [str(answer[4][0]) for answer in answers]
    if not addresses or not all(is_public(address) for address in addresses):
        raise NoAnswer("fetch_refused", f"{host} is not on the public web")
    return list(dict.fromkeys(addresses))


class _Pinned(http.client.HTTPSConnection):
    """A connection to an IP address that was checked, under the name that was asked for."""

    def __init__(self, host: str, addresses: list[str], context: ssl.SSLContext) -> None:
        super().__init__(host, PORT, timeout=CONNECT_SECONDS, context=context)
        self._addresses, self._context_used = addresses, context

    def connect(self) -> None:
        for number, address in enumerate(self._addresses, start=1):
            try:
                raw = socket.create_connection((address, PORT), CONNECT_SECONDS)
                break
            except OSError:
                if number == len(self._addresses):
                    raise
        self.sock = self._context_used.wrap_socket(raw, server_hostname=self.host)

    def cut(self) -> None:
        """End it from outside: each read may wait, but not all of them together."""
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


@dataclass
class Online:
    """A fetch over the network with a budget. One for each import; call it as a `Fetch`."""

    budget: int = 500
    resolve: Callable[[str], list[str]] = resolved
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def __call__(self, url: str, limit: int) -> Fetched:
        """What `url` answers, at most `limit` bytes. Raises NoAnswer."""
        end = time.monotonic() + TOTAL_SECONDS
        for _ in range(REDIRECTS + 1):
            url = secured(url)
            if self.budget <= 0:
                raise NoAnswer("not_fetched", "this import has asked enough addresses")
            self.budget -= 1
            status, place, body = self._asked(url, limit, end)
            if status not in (301, 302, 303, 307, 308) or not place:
                return Fetched(status, body, url, datetime.now(UTC).isoformat(timespec="seconds"))
            url = urljoin(url, place)
        raise NoAnswer("not_fetched", "too many redirects")

    def _asked(self, url: str, limit: int, end: float) -> tuple[int, str, bytes]:
        parts = urlsplit(url)
        host = parts.hostname or ""
        connection = _Pinned(host, self.resolve(host), self.context)
        watch = threading.Timer(max(0.0, end - time.monotonic()), connection.cut)
        watch.daemon = True
        watch.start()
        try:
            connection.connect()
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            _leave(connection, end)
            connection.request("GET", path, headers=_HEADERS)
            response = connection.getresponse()
            return (
                response.status,
                response.getheader("Location") or "",
                _body(response, connection, limit, end),
            )
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer("not_fetched", f"{host}: {type(error).__name__}") from None
        finally:
            watch.cancel()
            with contextlib.suppress(OSError):
                connection.close()


def _body(response: http.client.HTTPResponse, connection: _Pinned, limit: int, end: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        _leave(connection, end)
        part = response.read1(min(65536, limit + 1 - size))
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > limit:
            raise NoAnswer("too_big", f"more than {limit} bytes")


def _leave(connection: _Pinned, end: float) -> None:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    if connection.sock is not None:
        connection.sock.settimeout(min(left, TOTAL_SECONDS))
