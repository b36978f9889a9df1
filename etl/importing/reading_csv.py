"""CSV, TSV and their kin: the delimiter from the file's beginning, then rows with their lines."""

import csv
import io
from collections import Counter, deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from etl.errors import DataError
from etl.importing.reading_blocks import IrregularError, StrayReturnError, cut_block, last_row_end
from etl.importing.reading_table import (
    BATCH_BYTES,
    BATCH_ROWS,
    ColumnBatch,
    RawBatch,
    RawTable,
)
from etl.importing.reading_text import Encoding

LARGEST_CELL = 16 * 1024 * 1024
"""Characters; a longer cell is a quotation mark that was never closed."""
UNCLOSED_ALLOWED = 100
"""Each time the file is read again from there."""
_BUFFER = 4 * 1024 * 1024
_BLOCK, _LARGEST_BLOCK = 8 * 1024 * 1024, 64 * 1024 * 1024
_THREADS = 1
"""A second one gained nothing: sifting and writing take the other core."""
_OVER_ASCII = frozenset(
    {"utf-8", "utf-8-sig", "cp1252", "latin_1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255",
     "cp1256", "koi8_r", "mac_roman"}
)  # fmt: skip
"""Encodings in which the bytes of ASCII mean ASCII wherever they stand."""
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
        columns=(
            None
            if dialect.escape or encoding.codec not in _OVER_ASCII
            else partial(_columns, path, encoding, dialect)
        ),
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


@dataclass(frozen=True)
class _Start:
    """A place in the file where a row begins: bytes and lines before it."""

    size: int = 0
    lines: int = 0


def _columns(path: Path, encoding: Encoding, dialect: Dialect) -> Iterator[RawBatch | ColumnBatch]:
    """The rows of `_batches`, as columns up to the first quotation marks that are not regular.

    Blocks are parted in a thread while earlier ones are used; numpy lets go of the interpreter.
    """
    csv.field_size_limit(LARGEST_CELL)
    start = _Start(3 if encoding.codec == "utf-8-sig" else 0)
    blocks = _blocks(path, start.size)
    coming: deque[tuple[int, Future[tuple[RawBatch | ColumnBatch, int] | None]]] = deque()
    with ThreadPoolExecutor(_THREADS) as pool:
        while True:
            while len(coming) <= _THREADS and (data := next(blocks, None)) is not None:
                coming.append((len(data), pool.submit(_parted, data, encoding, dialect)))
            if not coming:
                return
            length, future = coming.popleft()
            parted = future.result()
            if parted is None:
                break
            found, lines = parted
            yield found.after(start.lines)
            start = _Start(start.size + length, start.lines + lines)
    yield from _batches(path, encoding, dialect, start)


def _blocks(path: Path, place: int) -> Iterator[bytes]:
    """Pieces of the file that end with a row, if its quotation marks are regular."""
    size = _BLOCK
    with path.open("rb", buffering=0) as handle:
        while True:
            handle.seek(place)
            data = handle.read(size)
            if not data:
                return
            end = last_row_end(data)
            if len(data) < size:
                yield data
                return
            if not end and size < _LARGEST_BLOCK:
                size *= 2
                continue
            # Where no row ends it is no block, and found not to be one.
            yield data[: end or None]
            place, size = place + (end or len(data)), _BLOCK


def _parted(
    data: bytes, encoding: Encoding, dialect: Dialect
) -> tuple[RawBatch | ColumnBatch, int] | None:
    """The rows of a block and how many lines it has; None where it is not regular."""
    if not data.endswith(b"\n"):
        data += b"\n"
    if encoding.codec != "utf-8" or encoding.errors != "strict":
        codec = encoding.codec.removesuffix("-sig")
        data = data.decode(codec, encoding.errors).encode("utf-8")
    try:
        block = cut_block(data, dialect.delimiter)
    except StrayReturnError:
        try:
            return _rows(data, dialect)
        except csv.Error:
            return None
    except IrregularError:
        return None
    return (block.batch, block.lines) if block.longest <= LARGEST_CELL else None


def _rows(data: bytes, dialect: Dialect) -> tuple[RawBatch, int]:
    """The rows of a piece of UTF-8, and how many lines it has; csv.Error where one is wrong."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")
    reader = csv.reader(text, delimiter=dialect.delimiter, strict=True)
    batch, start = RawBatch(), 1
    for row in reader:
        batch.lines.append(start)
        batch.rows.append(row)
        start = reader.line_num + 1
    return batch, reader.line_num


def _batches(
    path: Path, encoding: Encoding, dialect: Dialect, begin: _Start = _Start()
) -> Iterator[RawBatch]:
    skip = begin.lines
    for _ in range(UNCLOSED_ALLOWED + 1):
        unclosed = yield from _until_unclosed(path, encoding, dialect, skip, begin)
        if unclosed is None:
            return
        skip = unclosed
    raise DataError(
        f"{path}: line {skip}: {BAD_QUOTES}, for the {UNCLOSED_ALLOWED + 1}th time in the file; "
        "save it anew with quotation marks doubled inside cells."
    )


def _until_unclosed(
    path: Path, encoding: Encoding, dialect: Dialect, skip: int, begin: _Start
) -> Generator[RawBatch, None, int | None]:
    """Batches after `skip` lines of the file, none of which is before `begin`.

    Returns the line after which to go on where quotation marks that do not pair ran over several
    lines: these are read again one by one.
    """
    csv.field_size_limit(LARGEST_CELL)
    codec = encoding.codec.removesuffix("-sig") if begin.size else encoding.codec
    with path.open("rb", buffering=_BUFFER) as binary:
        binary.seek(begin.size)
        handle = io.TextIOWrapper(binary, encoding=codec, errors=encoding.errors, newline="")
        deque(islice(handle, skip - begin.lines), maxlen=0)
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
