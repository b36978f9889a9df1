"""The journal of a fetch under way: which pages are safely kept, and where to go on.

``data/snapshots/<source>/.fetching/`` holds the rows of each page in Parquet, the bytes where the
licence lets us keep them, and one line a page in ``journal.jsonl``, written when everything else
of the page is on disk. A line that a crash cut short does not count, so its page is asked for
again; nothing is lost and nothing comes twice.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.connector import Reject
from etl.snapshots import ANSWERS, AnswerKept

FOLDER = ".fetching"
LONGEST_PAUSE = timedelta(hours=24)
"""A fetch that was cut off longer ago begins anew, because the source's pages have moved on."""


@dataclass(frozen=True)
class Begun:
    """What a fetch was begun with; a fetch that wants something else does not go on with it.

    `wanted` stands for the analyst's day and list of targets.
    """

    edition: str
    since: str | None
    base_url: str | None
    started_at: str
    wanted: str


@dataclass(frozen=True)
class PageKept:
    """A page that is on disk: rows by table, refused records, rows passed over, and the answers."""

    cursor: str | None
    rows: dict[str, int]
    refused: dict[str, int]
    faults: tuple[Reject, ...]
    passed_over: dict[str, int]
    answers: tuple[AnswerKept, ...]
    is_cut: bool = False
    release: str | None = None


class Journal:
    """The pages of one fetch, oldest first; `open_journal` makes or reads it."""

    def __init__(self, folder: Path, begun: Begun, pages: list[PageKept]) -> None:
        self.folder = folder
        self.begun = begun
        self.pages = pages

    @property
    def cursor(self) -> str | None:
        """Where to go on; None at the beginning and at the end."""
        return self.pages[-1].cursor if self.pages else None

    @property
    def is_finished(self) -> bool:
        """Whether the last page is kept, or a limit was reached."""
        return bool(self.pages) and (self.pages[-1].cursor is None or self.pages[-1].is_cut)

    @property
    def rows(self) -> int:
        """Rows kept so far, of the source's first table."""
        return sum(next(iter(page.rows.values()), 0) for page in self.pages)

    def keep(self, page: PageKept, tables: Mapping[str, pa.Table]) -> None:
        """Put a page on disk: its rows, then its line."""
        for name, rows in tables.items():
            if rows.num_rows:
                path = self._part(len(self.pages), name)
                with path.open("wb") as handle:
                    pq.write_table(rows, handle)
                    handle.flush()
                    os.fsync(handle.fileno())
        with (self.folder / "journal.jsonl").open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(asdict(page)) + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        self.pages.append(page)

    def table(self, name: str, schema: pa.Schema) -> pa.Table:
        """All rows of a table so far."""
        parts = [
            pq.read_table(self._part(number, name))
            for number, page in enumerate(self.pages)
            if page.rows.get(name)
        ]
        return pa.concat_tables([schema.empty_table(), *parts], promote_options="default")

    def counted(self, field: str) -> dict[str, int]:
        """Rows by reason over all pages, of `refused` or `passed_over`."""
        total: Counter[str] = Counter()
        for page in self.pages:
            total.update(getattr(page, field))
        return dict(sorted(total.items()))

    def faults(self) -> Iterable[Reject]:
        """Every refused record whose place is known."""
        for page in self.pages:
            yield from page.faults

    def discard(self) -> None:
        """Forget the fetch; what it kept is published or not wanted."""
        shutil.rmtree(self.folder)

    def _part(self, number: int, table: str) -> Path:
        return self.folder / f"page-{number + 1:06d}.{table}.parquet"


def open_journal(
    source: Path, since: date | None, base_url: str | None, wanted: str, now: datetime
) -> Journal:
    """Go on with the fetch under way in a source's folder, or begin one.

    A fetch from another address, for another day or list, or cut off too long ago begins anew.
    """
    folder = source / FOLDER
    found = _read(folder)
    if found is not None:
        age = now - datetime.fromisoformat(found.begun.started_at)
        same = (found.begun.base_url, found.begun.wanted) == (base_url, wanted)
        if same and age < LONGEST_PAUSE:
            return found
    if folder.exists():
        shutil.rmtree(folder)
    (folder / ANSWERS).mkdir(parents=True)
    begun = Begun(
        edition=f"{now:%Y-%m-%dT%H%M%S}{now.microsecond // 1000:03d}Z",
        since=str(since) if since else None,
        base_url=base_url,
        started_at=now.isoformat(),
        wanted=wanted,
    )
    partial = folder / "begun.partial"
    partial.write_text(json.dumps(asdict(begun)), encoding="utf-8")
    partial.replace(folder / "begun.json")
    return Journal(folder, begun, [])


def _read(folder: Path) -> Journal | None:
    begun = folder / "begun.json"
    if not begun.is_file():
        return None
    lines = folder / "journal.jsonl"
    pages = []
    whole = 0
    if lines.is_file():
        for line in lines.read_bytes().splitlines(keepends=True):
            try:
                pages.append(_page(json.loads(line)))
            except (ValueError, TypeError, KeyError):
                break
            if not line.endswith(b"\n"):
                pages.pop()
                break
            whole += len(line)
        os.truncate(lines, whole)
    try:
        return Journal(folder, Begun(**json.loads(begun.read_text(encoding="utf-8"))), pages)
    except (ValueError, TypeError):
        return None


def _page(line: dict[str, Any]) -> PageKept:
    return PageKept(
        **line
        | {
            "faults": tuple(Reject(**f) for f in line["faults"]),
            "answers": tuple(AnswerKept(**a) for a in line["answers"]),
        }
    )
