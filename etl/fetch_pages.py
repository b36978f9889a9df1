"""Page by page: asked for, read, sifted, put on disk, with a line in the journal."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from etl.connector import Answer, Ask, Client, Connector, Page, Reject, Target
from etl.errors import DataError
from etl.fetched_rows import Sieve
from etl.journal import Journal, PageKept
from etl.snapshots import ANSWERS, AnswerKept, file_sha256

MOST_PAGES = 100_000
MOST_REPEATING_PAGES = 3
MOST_FAILURES_ON_END = 3
"""Targets that may fail one after the other before the fetch is given up."""
OLDER = "from before the day asked for"
FAILED = "not read"
"""Reason of a target that failed; its `where` is the whole sentence."""

Progress = Callable[[int, int], None]
"""Told the pages and the new rows so far."""


def fetch_pages(
    connector: Connector,
    ask: Ask,
    client: Client,
    journal: Journal,
    sieve: Sieve,
    *,
    limit: int | None,
    progress: Progress,
) -> None:
    """Ask for all pages after the journal's last one and put them on disk.

    Of a source with targets one that fails does not stop the others; it is told with the next
    page that is kept (`failures`).

    Raises:
        DataError: the source failed, or so many targets one after the other that it must have.
    """
    pending: list[Reject] = []
    number, cursor = _place(journal.cursor)
    targets: list[Target | None] = [*ask.targets] or [None]
    while number < len(targets):
        target, is_last = targets[number], number == len(targets) - 1
        alone = ask if target is None else replace(ask, targets=(target,))
        try:
            for page in _pages(connector, replace(alone, cursor=cursor), client, journal):
                at = None if page.cursor is None and is_last else _cursor(number, page.cursor)
                is_cut = _keep(connector, alone, page, at, journal, sieve, limit, tuple(pending))
                pending.clear()
                if is_cut:
                    return
                progress(len(journal.pages), journal.rows)
        except DataError as error:
            pending.append(Reject(str(error), connector.MANNERS.targets or "source", FAILED))
            if target is None or len(pending) >= min(MOST_FAILURES_ON_END, len(targets)):
                raise
        number, cursor = number + 1, None
    if pending or not journal.pages:
        # The last target failed, or there was no page at all: a line says that this is the end.
        refused = {FAILED: len(pending)} if pending else {}
        journal.keep(PageKept(None, {}, refused, tuple(pending), {}, ()), {})


def failures(journal: Journal) -> list[str]:
    """A sentence for every target that could not be read."""
    return [fault.where for fault in journal.faults() if fault.reason == FAILED]


def _place(cursor: str | None) -> tuple[int, str | None]:
    """The target to go on with, and where in it; the journal's cursor holds both."""
    if cursor is None:
        return 0, None
    number, inner, is_done = json.loads(cursor)
    return (number + 1, None) if is_done else (number, inner)


def _cursor(number: int, inner: str | None) -> str:
    return json.dumps([number, inner, inner is None])


def _pages(connector: Connector, ask: Ask, client: Client, journal: Journal) -> Iterator[Page]:
    """The connector's pages, up to a number that no source has."""
    for page in connector.fetch(ask, client):
        yield page
        if len(journal.pages) >= MOST_PAGES:
            raise DataError(f"{_where(connector, page)}: the pages do not end.")


def _keep(
    connector: Connector,
    ask: Ask,
    page: Page,
    cursor: str | None,
    journal: Journal,
    sieve: Sieve,
    limit: int | None,
    pending: tuple[Reject, ...],
) -> bool:
    """Read a page and put it on disk; whether the limit is reached with it.

    Raises:
        DataError: its format changed, or the pages bring the same rows again and again.
    """
    parsed = connector.parse(page, ask)
    left = None if limit is None else max(limit - journal.rows, 0)
    sifted = sieve.sift(parsed, _day(page), most=left)
    faults = (*pending, *parsed.rejects)
    refused = Counter(fault.reason for fault in faults)
    refused.update(sifted.refused)
    release = _release(connector, page)  # before the answers are moved
    is_cut = left is not None and sifted.new >= left
    journal.keep(
        PageKept(
            cursor=cursor,
            rows={name: rows.num_rows for name, rows in sifted.tables.items()},
            refused=dict(refused),
            faults=faults,
            passed_over=sifted.passed_over | ({OLDER: parsed.older} if parsed.older else {}),
            answers=_kept(page.answers, journal, keep=connector.SOURCE.keeps_text),
            is_cut=is_cut,
            release=release,
        ),
        sifted.tables,
    )
    sieve.repeating = sieve.repeating + 1 if sifted.is_repeat else 0
    if sieve.repeating >= MOST_REPEATING_PAGES:
        where = _where(connector, page)
        raise DataError(f"{where}: the pages do not end; they bring the same rows again.")
    return is_cut


def _where(connector: Connector, page: Page) -> str:
    return page.answers[-1].url if page.answers else connector.SOURCE.source_id


def _release(connector: Connector, page: Page) -> str | None:
    """The publisher's own name for the edition, from connectors that know it."""
    edition = getattr(connector, "edition", None)
    return edition(page) if edition else None


def _day(page: Page) -> date:
    return page.answers[-1].retrieved_at.date() if page.answers else datetime.now(UTC).date()


def _kept(answers: tuple[Answer, ...], journal: Journal, *, keep: bool) -> tuple[AnswerKept, ...]:
    """Describe the answers; move their bytes to where they stay, or away."""
    described = []
    number = sum(len(page.answers) for page in journal.pages)
    for answer in answers:
        number += 1
        file = f"{ANSWERS}/{number:06d}{_suffix(answer)}" if keep else None
        size, sha256 = answer.path.stat().st_size, file_sha256(answer.path)
        if file:
            answer.path.replace(journal.folder / file)
        else:
            answer.path.unlink()
        described.append(
            AnswerKept(
                answer.url, answer.status, answer.retrieved_at.isoformat(), size, sha256, file
            )
        )
    return tuple(described)


def _suffix(answer: Answer) -> str:
    with answer.path.open("rb") as handle:
        start = handle.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return ".zip"
    return ".json" if start[:1] in (b"{", b"[") else ".txt"
