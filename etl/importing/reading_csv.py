"""CSV, TSV and their kin: the delimiter from the file's beginning, then rows with their lines."""

import csv
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from etl.errors import DataError
from etl.importing.reading_table import BATCH_BYTES, BATCH_ROWS, RawBatch, RawTable
from etl.importing.reading_text import Encoding

LARGEST_CELL = 16 * 1024 * 1024
"""Characters; a longer cell is a quotation mark that was never closed."""
UNCLOSED_ALLOWED = 20
_BUFFER = 4 * 1024 * 1024
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
NEVER_CLOSED = "a quotation mark is opened and never closed"


@dataclass(frozen=True)
class Dialect:
    """How cells are parted; `sep_line` where the first line is Excel's "sep=;"."""

    delimiter: str
    escape: str | None = None
    sep_line: bool = False


def read_csv(path: Path, encoding: Encoding, beginning: str) -> RawTable:
    """The raw table of a delimited text file that begins with `beginning` (decoded)."""
    dialect = find_dialect(beginning)

    def rows() -> Iterator[RawBatch]:
        return _batches(path, encoding, dialect)

    return RawTable(
        f"CSV, {_DELIMITERS[dialect.delimiter]}, {encoding.name}",
        "line",
        (encoding.note,) if encoding.note else (),
        rows,
        decimal_hint="," if dialect.delimiter == ";" else None,
    )


def find_dialect(beginning: str) -> Dialect:
    """The delimiter under which the most rows have the same number of cells, above one."""
    first = beginning.partition("\n")[0]
    mark = first.strip().removeprefix("\ufeff").strip('"')
    if mark.casefold().startswith("sep=") and mark[4:] in (*_DELIMITERS, ""):
        return Dialect(mark[4:] or "\t", sep_line=True)
    best, best_score = Dialect(","), (0.0, 0)
    escapes = (None, "\\") if '\\"' in beginning else (None,)
    for escape in escapes:
        for delimiter in _DELIMITERS:
            score = _score(beginning, delimiter, escape)
            if score > best_score:
                best, best_score = Dialect(delimiter, escape), score
    return best


def _score(beginning: str, delimiter: str, escape: str | None) -> tuple[float, int]:
    lines = beginning.splitlines(keepends=True)[:400]
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, escapechar=escape))
    except csv.Error:
        return (0.0, 0)
    widths = Counter(len(row) for row in rows[: -1 if len(rows) > 2 else None] if any(row))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0.0, 0)
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return (round(count / sum(widths.values()), 1), width)


class _End:
    """Stands after the last line of a file and notes that a reader came so far."""

    is_reached = False

    def __iter__(self) -> Iterator[str]:
        self.is_reached = True
        yield from ()


def _batches(path: Path, encoding: Encoding, dialect: Dialect) -> Iterator[RawBatch]:
    skip = 0
    for _ in range(UNCLOSED_ALLOWED + 1):
        unclosed = yield from _until_unclosed(path, encoding, dialect, skip)
        if unclosed is None:
            return
        skip = unclosed
    raise DataError(
        f"{path}: line {skip}: {NEVER_CLOSED}, for the {UNCLOSED_ALLOWED + 1}th time in the file; "
        "save it anew with quotation marks doubled inside cells."
    )


def _until_unclosed(
    path: Path, encoding: Encoding, dialect: Dialect, skip: int
) -> Generator[RawBatch, None, int | None]:
    """Batches after `skip` lines; returns the line to go on after where a quote stayed open."""
    csv.field_size_limit(LARGEST_CELL)
    with path.open(
        encoding=encoding.codec, errors=encoding.errors, newline="", buffering=_BUFFER
    ) as handle:
        for _ in range(skip):
            next(handle, None)
        end = _End()
        # Only a quotation mark that is still open makes the reader go past the last line.
        reader = csv.reader(
            chain(handle, end), delimiter=dialect.delimiter, escapechar=dialect.escape
        )
        batch, start, size = RawBatch(), skip + 1, 0
        while True:
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error:
                row = []
                end.is_reached = True
            if end.is_reached:
                shown = dialect.delimiter.join(row)[:1000].partition("\n")[0]
                batch.faults.append((start, NEVER_CLOSED, shown))
                yield batch
                return start
            batch.lines.append(start)
            batch.rows.append(row)
            start = skip + reader.line_num + 1
            size += sum(map(len, row))
            if len(batch.rows) == BATCH_ROWS or size > BATCH_BYTES:
                yield batch
                batch, size = RawBatch(), 0
        if batch.rows or batch.faults:
            yield batch
    return None
