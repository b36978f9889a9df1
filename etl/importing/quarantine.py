"""Rows that were not kept, with file, line, column, reason and what stood there, as a CSV."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from etl.paths import Paths
from etl.people.private import private_folder

PEOPLE_KINDS = frozenset({"candidates", "awards", "hires", "groups"})
HEADER = ("file", "line", "column", "reason", "row")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def quarantine_stem(paths: Paths, kind: str, file: Path) -> Path:
    """Where the rows of an import go that are not kept, without ending.

    Rows about people stay below `data/people`, apart from everything that may be shared.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    if kind in PEOPLE_KINDS:
        return paths.people / "quarantine" / f"{kind}-{file.stem}-{stamp}"
    return paths.root / "quarantine" / kind / f"{file.stem}-{stamp}"


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class Heap:
    """A CSV of rows that is there once it is closed without an error, and only if it has rows."""

    def __init__(self, path: Path | None, file: Path) -> None:
        """`path` None keeps nothing (a dry run)."""
        self.path = path
        self._file = neutral(file.name)
        self._partial = path.with_name(f"{path.name}.partial") if path else None
        self._handle: TextIO | None = None

    def __enter__(self) -> "Heap":
        return self

    def add(
        self, line: int, column: str, reason: str, row: Mapping[str, str] | Iterable[str] | str
    ) -> None:
        """Add a row: the cells by column, a list of cells, or what stands there."""
        if self._partial is None:
            return
        if self._handle is None:
            private_folder(self._partial.parent)
            self._handle = self._partial.open("w", encoding="utf-8", newline="")
            csv.writer(self._handle, lineterminator="\n").writerow(HEADER)
        told = row if isinstance(row, str | Mapping) else list(row)
        shown = json.dumps(told, ensure_ascii=False)
        csv.writer(self._handle, lineterminator="\n").writerow(
            [self._file, line, neutral(column), neutral(reason), shown]
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._handle is None or self._partial is None or self.path is None:
            return
        self._handle.close()
        if kind is None:
            self._partial.replace(self.path)
        else:
            self._partial.unlink()

    @property
    def written(self) -> Path | None:
        """The file, where rows were added to it."""
        return self.path if self._handle is not None else None
