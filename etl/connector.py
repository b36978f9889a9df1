"""What a live source is made of: how it may be asked, its pages, and the rows of a page.

A connector is a module in `etl/sources` with `SOURCE`, `MANNERS`, `TABLES`, `fetch` and `parse`.
`fetch` only asks (a generator over pages), `parse` only reads (bytes to rows), so that kept bytes
can be read again; `etl.fetch` does the rest: resuming, counting, matching, publishing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from etl.errors import DataError
from etl.sources import Source

MEBIBYTE = 1024 * 1024
OFFERS = "offered_credentials"
OWNED_BY = {"offered_edges": "stated_by", "offered_skills": "offer_id"}
"""Tables of which a row belongs to a row of `offered_credentials`, and the column that says which:
a newer version of an offer takes their place as well."""


@dataclass(frozen=True)
class Manners:
    """How a source may be asked.

    Attributes:
        base_url: scheme and host that every path is appended to; `--base-url` takes its place.
        seconds_between: shortest time between two requests.
        hours_between_fetches: a fetch within so many hours of the last success is skipped.
        key_names: environment variables that must all be set; without them the source is skipped.
        largest_body: bytes of one answer, unpacked, above which it is refused.
        targets: what the source's lines in `data/reference/targets.csv` name ("board", "URL");
            None where the source needs no list.
        follows_hosts: further hosts that a redirect or a next-page link may lead to.
        first_days: on the first fetch only rows of so many days are asked for, unless the analyst
            says since when; None asks for all there is.
        covers: "increment" where a fetch brings what is new since the last one, "whole" where it
            brings the complete present edition, which takes the place of the last one.
    """

    base_url: str
    seconds_between: float
    hours_between_fetches: float = 0
    key_names: tuple[str, ...] = ()
    largest_body: int = 64 * MEBIBYTE
    targets: str | None = None
    follows_hosts: tuple[str, ...] = ()
    first_days: int | None = None
    covers: str = "increment"


@dataclass(frozen=True)
class Target:
    """A board, or the URL of a catalog, that an analyst listed for a source."""

    target: str
    name: str | None = None
    naics_sector: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Ask:
    """What is wanted of a source.

    Attributes:
        since: day of the newest row that earlier fetches brought; rows before it are not wanted.
            None asks for everything.
        targets: what the analyst listed for this source; empty where it needs no list.
        keys: values of `Manners.key_names`.
        cursor: the `Page.cursor` of the last page that is safely kept; None at the beginning.
    """

    since: date | None = None
    targets: tuple[Target, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    cursor: str | None = None


@dataclass(frozen=True)
class Answer:
    """One answer of a server, its body unpacked and complete in `path`."""

    url: str
    status: int
    retrieved_at: datetime
    path: Path
    links: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        """The body."""
        return self.path.read_bytes()

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            DataError: it is not JSON.
        """
        try:
            return json.loads(self.bytes())
        except ValueError as error:
            raise DataError(f"{self.url}: not JSON ({error}).") from error


@dataclass(frozen=True)
class Page:
    """What was asked for in one step: kept, or asked for again, as a whole.

    Attributes:
        answers: in the order in which they were asked for.
        cursor: where to go on after this page; None where it was the last one.
        target: the target whose page this is, where the source has targets.
    """

    answers: tuple[Answer, ...]
    cursor: str | None
    target: Target | None = None


@dataclass(frozen=True)
class Reject:
    """A record that cannot be used: where it stands (URL and place in it), which field, and why.

    `reason` is a short fixed phrase ("no title"), so that rejects can be counted by it.
    """

    where: str
    column: str
    reason: str


@dataclass(frozen=True)
class Parsed:
    """The rows of a page by raw table, and the records that cannot be used.

    `older` counts records left out because they are from before the day asked for.
    """

    rows: Mapping[str, list[dict[str, Any]]]
    rejects: tuple[Reject, ...] = ()
    older: int = 0


class Client(Protocol):
    """Asks a source's server; paced, retried, bounded (`etl.http`)."""

    def get(
        self,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        expect: str = "json",
    ) -> Answer:
        """Ask for `path` below the base URL, or for a whole URL that the source gave.

        `expect` is "json", "zip" or "text": an answer that is something else (an error page in
        HTML, JSON cut short) is asked for again like a failing one.

        Raises:
            DataError: refused, not found, or still failing after the last try; names the URL.
        """
        ...


class Connector(Protocol):
    """The shape of a connector's module (its functions stand for the methods here).

    `TABLES` gives the columns of each raw table; a hiring source has the one table `postings`,
    whose rows hold `etl.derive.RAW_COLUMNS` and `url` as text or None, and whose schema is not
    listed. The first column of a table is its key: the same key twice is one row, the newest.
    A module may offer `edition(page)`, the publisher's own name for what the page is of ("30.3").
    """

    @property
    def SOURCE(self) -> Source: ...

    @property
    def MANNERS(self) -> Manners: ...

    @property
    def TABLES(self) -> Mapping[str, pa.Schema]: ...

    def fetch(self, ask: Ask, client: Client) -> Iterator[Page]: ...

    def parse(self, page: Page, ask: Ask) -> Parsed: ...
