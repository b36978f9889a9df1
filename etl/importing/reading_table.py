"""A file as one table of text cells, whatever its format; rows come in batches, as often as asked.

Every reader gives raw rows with their place in the file: the line a row begins on (text files),
the row of the sheet (Excel), the number of the record (Parquet, JSON arrays). A batch is bounded in
rows and in bytes, so memory does not grow with the file.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

BATCH_ROWS = 1_000
BATCH_BYTES = 16 * 1024 * 1024
SAMPLE_ROWS = 60
"""Raw rows among which the header is looked for."""
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORDS = re.compile(r"[^\W_]+")
_NUMBER_LIKE = re.compile(r"[$£€]?[\d.,:/%+\-\s]+")


@dataclass
class RawBatch:
    """Rows as they stand in the file.

    `faults` are (line, reason, what stands there) of what is no row at all: JSON cut short, a
    quotation mark that is never closed.
    """

    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    def after(self, lines: int) -> "RawBatch":
        """The same rows, so many lines further down."""
        faults = [(line + lines, reason, text) for line, reason, text in self.faults]
        return RawBatch([line + lines for line in self.lines], self.rows, faults)


@dataclass(frozen=True)
class ColumnBatch:
    """Rows as they stand in the file, as columns.

    Attributes:
        lines: the line of each row.
        columns: string arrays as long as `lines`, without nulls.
        others: (line, cells) of rows among them that have another number of cells; none is empty
            but a blank line.
    """

    lines: npt.NDArray[np.int64]
    columns: list[pa.Array]
    others: list[tuple[int, list[str]]]

    def after(self, lines: int) -> "ColumnBatch":
        """The same rows, so many lines further down."""
        others = [(line + lines, row) for line, row in self.others]
        return ColumnBatch(self.lines + lines, self.columns, others)

    def as_rows(self) -> RawBatch:
        """The same rows as lists of cells, in the order of the file."""
        columns = [column.to_pylist() for column in self.columns]
        rows = [
            *zip(self.lines.tolist(), map(list, zip(*columns, strict=True)), strict=True),
            *self.others,
        ]
        rows.sort(key=lambda row: row[0])
        return RawBatch([line for line, _ in rows], [row for _, row in rows])


@dataclass(frozen=True)
class RawTable:
    """What a reader found in a file.

    Attributes:
        format: for people ("CSV, semicolons, Windows-1252").
        place: what the numbers of rows count: "line", "row" or "record".
        notes: what was found and decided, one sentence each.
        rows: the raw rows from the top, anew at every call.
        columns: the same rows, as columns where that is quicker; None where the format has no
            such way.
        header: column names, where the format has them; None where a row of the table holds them.
        decimal_hint: "," where the format makes a decimal comma likely.
    """

    format: str
    place: str
    notes: tuple[str, ...]
    rows: Callable[[], Iterator[RawBatch]]
    header: tuple[str, ...] | None = None
    decimal_hint: str | None = None
    columns: Callable[[], Iterator[RawBatch | ColumnBatch]] | None = None


@dataclass(frozen=True)
class Table:
    """A raw table whose header is known: names are filled and unique, `written` is as they stand.

    `header_line` is 0 where the format has no header row.
    """

    raw: RawTable
    header: tuple[str, ...]
    written: tuple[str, ...]
    header_line: int
    notes: tuple[str, ...]


def fold(header: str) -> str:
    """A header reduced for comparison: casefolded words of letters and digits, one space between.

    Accents go, and words joined by capitals part ("jobTitle" is "job title").
    """
    spaced = _CAMEL.sub(" ", header)
    folded = unicodedata.normalize("NFKD", spaced).casefold()
    folded = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(_WORDS.findall(folded.replace("'", "").replace("’", "")))


def with_header(raw: RawTable, known: frozenset[str]) -> Table | None:
    """Find the header row; None where the file has no rows.

    The header is the row among the first 60 with the most cells that are spelled like a known
    header (`known`, folded); where none is, the first row as wide as most, all words.
    """
    if raw.header is not None:
        names, notes = _named(raw.header)
        return Table(raw, names, raw.header, 0, (*raw.notes, *notes))
    lines, rows = _sample(raw)
    at = _header_index(rows, known)
    if at is None:
        return None
    written = _trimmed(rows[at])
    names, notes = _named(written)
    where = f"The header stands on {raw.place} {lines[at]}."
    return Table(raw, names, written, lines[at], (*raw.notes, *((where,) if at else ()), *notes))


def _sample(raw: RawTable) -> tuple[list[int], list[list[str]]]:
    lines: list[int] = []
    rows: list[list[str]] = []
    for batch in raw.rows():
        lines += batch.lines
        rows += batch.rows
        if len(rows) >= SAMPLE_ROWS:
            break
    return lines[:SAMPLE_ROWS], rows[:SAMPLE_ROWS]


def _header_index(rows: Sequence[Sequence[str]], known: frozenset[str]) -> int | None:
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    if not any(filled):
        return None
    scores = [sum(len(cell) < 80 and fold(cell) in known for cell in cells) for cells in filled]
    best = max(scores)
    if best >= 2 or (best and max(map(len, filled)) <= 2):
        return scores.index(best)
    widths = sorted(len(cells) for cells in filled if cells)
    usual = widths[len(widths) // 2]
    for at, cells in enumerate(filled):
        if len(cells) >= usual and not any(_NUMBER_LIKE.fullmatch(cell) for cell in cells):
            return at
    return next(at for at, cells in enumerate(filled) if cells)


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """Without the empty cells at the end, which many programs write."""
    cells = [" ".join(cell.split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _named(header: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Names without gaps and repeats, and what was changed."""
    names: list[str] = []
    notes: list[str] = []
    taken = set(header)
    for at, name in enumerate(header, 1):
        unique = name or f"(column {at})"
        if unique in names:
            copy = 2
            while f"{name} ({copy})" in taken or f"{name} ({copy})" in names:
                copy += 1
            unique = f"{name} ({copy})"
            notes.append(
                f"The column {name!r} occurs again (column {at}); it is called {unique!r}."
            )
        names.append(unique)
    return tuple(names), notes
