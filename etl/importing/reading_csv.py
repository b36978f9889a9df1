"""CSV, TSV and their kin: the delimiter from the file's beginning, then rows with their lines."""

import csv
from collections import Counter, deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from etl.errors import DataError
from etl.importing.reading_table import BATCH_BYTES, BATCH_ROWS, RawBatch, RawTable
from etl.importing.reading_text import Encoding

LARGEST_CELL = 16 * 1024 * 1024
"""Characters; a longer cell is a quotation mark that was never closed."""
UNCLOSED_ALLOWED = 100
"""Each time the file is read again from there."""
_BUFFER = 4 * 1024 * 1024
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
BAD_QUOTES = "quotation marks that do not pair, or stand inside a cell without being doubled"


@dataclass(frozen=True)
class Dialect:
    """How cells are parted; `sep_line` where the first line is Excel's "sep=;"."""

    delimiter: str
    escape: str | None = None
    sep_line: bool = False


def read_csv(path: Path, encoding: Encoding, beginning: str) -> RawTable:
    """The raw table of a delimited text file that begins with `beginning` (decoded)."""
    dialect = find_dialect(beginning)

    return RawTable(
        f"CSV, {_DELIMITERS[dialect.delimiter]}, {encoding.name}",
        "line",
        (encoding.note,) if encoding.note else (),
        partial(_batches, path, encoding, dialect),
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


def _batches(path: Path, encoding: Encoding, dialect: Dialect) -> Iterator[RawBatch]:
    skip = 0
    for _ in range(UNCLOSED_ALLOWED + 1):
        unclosed = yield from _until_unclosed(path, encoding, dialect, skip)
        if unclosed is None:
            return
        skip = unclosed
    raise DataError(
        f"{path}: line {skip}: {BAD_QUOTES}, for the {UNCLOSED_ALLOWED + 1}th time in the file; "
        "save it anew with quotation marks doubled inside cells."
    )


def _until_unclosed(
    path: Path, encoding: Encoding, dialect: Dialect, skip: int
) -> Generator[RawBatch, None, int | None]:
    """Batches after `skip` lines.

    Returns the line after which to go on where quotation marks that do not pair ran over several
    lines: these are read again one by one.
    """
    csv.field_size_limit(LARGEST_CELL)
    with path.open(
        encoding=encoding.codec, errors=encoding.errors, newline="", buffering=_BUFFER
    ) as handle:
        deque(islice(handle, skip), maxlen=0)
        reader = csv.reader(
            handle, delimiter=dialect.delimiter, escapechar=dialect.escape, strict=True
        )
        batch, start, size = RawBatch(), skip + 1, 0
        while True:
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                batch.faults.append((start, BAD_QUOTES, f"({error})"))
                if reader.line_num > start - skip:
                    yield batch
                    return start
                start = skip + reader.line_num + 1
                continue
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
