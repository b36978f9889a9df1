"""Regular blocks of CSV to columns: quotation marks, delimiters and line ends found by numpy.

A block is regular where every quotation mark opens or closes a cell or is doubled inside one; the
`csv` module then parts it the same way, some ten times slower. What is not regular is left to it.
"""

import csv
import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.importing.reading_table import ColumnBatch

_QUOTE, _LINE_END, _RETURN = 34, 10, 13
_MOSTLY_QUOTED = 4
"""Where less than one byte in so many stands outside quotation marks, only those are looked at."""
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """A block's rows, how many bytes and line ends they take, and the longest row in bytes."""

    batch: ColumnBatch
    size: int
    line_ends: int
    longest: int


class IrregularError(ValueError):
    """The block's quotation marks, or its line ends, are not regular."""


class StrayReturnError(IrregularError):
    """Its quotation marks are regular, but a carriage return stands without a line feed.

    `size` is where its last row ends.
    """

    def __init__(self, size: int) -> None:
        super().__init__("a carriage return without a line feed")
        self.size = size


def cut_block(data: bytes, delimiter: str, first_line: int) -> Block | None:
    """The whole rows at the beginning of `data`; None where it holds no whole row.

    Args:
        data: UTF-8 that begins with a row.
        delimiter: one ASCII character.
        first_line: the line on which `data` begins.

    Raises:
        IrregularError: the `csv` module must read it.
    """
    signs = np.frombuffer(data, np.uint8)
    opens, closes, doubled = _quoted(np.flatnonzero(signs == _QUOTE), len(signs))
    marks = _outside(signs, opens, closes, ord(delimiter))
    line_ends = np.flatnonzero(signs[marks] == _LINE_END)
    if not len(line_ends):
        return None
    marks = marks[: line_ends[-1] + 1]
    size = int(marks[-1]) + 1
    opens, closes = opens[opens < size], closes[: np.count_nonzero(opens < size)]
    doubled = doubled[doubled < size]
    _check_quotes(signs, opens, closes, ord(delimiter))
    row_ends = marks[line_ends]
    returned = (signs[row_ends - 1] == _RETURN) & (row_ends > 0)
    _check_returns(signs[:size], int(np.count_nonzero(returned)))

    starts = np.concatenate([[0], marks[:-1] + 1])
    ends = marks.copy()
    ends[line_ends] -= returned
    counts = np.diff(line_ends, prepend=-1)
    first_cells = line_ends - counts + 1
    row_starts = starts[first_cells]
    blank = (counts == 1) & (row_starts == ends[line_ends])
    width = int(np.bincount(counts).argmax())
    regular = (counts == width) & ~blank

    is_quoted = (signs[starts] == _QUOTE) & (ends > starts)
    starts += is_quoted
    ends -= is_quoted
    kept = data
    if len(doubled):
        stays = np.ones(len(signs), np.bool_)
        stays[doubled] = False
        kept = signs[stays]
        starts -= np.searchsorted(doubled, starts)
        ends -= np.searchsorted(doubled, ends)
    held = pa.py_buffer(kept)
    at = first_cells[regular]
    columns = [_strings(held, starts[at + n], ends[at + n]) for n in range(width)]
    feeds = np.flatnonzero(signs[:size] == _LINE_END)
    lines = first_line + np.searchsorted(feeds, row_starts)
    others = [
        (int(lines[n]), [] if blank[n] else _row(data[row_starts[n] : row_ends[n] + 1], delimiter))
        for n in np.flatnonzero(~regular)
    ]
    longest = int((row_ends - row_starts).max())
    return Block(ColumnBatch(lines[regular], columns, others), size, len(feeds), longest)


def _quoted(quotes: Places, size: int) -> tuple[Places, Places, Places]:
    """Where quoted cells open and close, and the first of each two marks that mean one.

    A cell that is not closed ends with the block.
    """
    if len(quotes) % 2:
        quotes = np.append(quotes, size)
    opens, closes = quotes[0::2], quotes[1::2]
    is_doubled = opens[1:] - closes[:-1] == 1
    opened = np.concatenate([opens[:1], opens[1:][~is_doubled]])
    closed = np.concatenate([closes[:-1][~is_doubled], closes[-1:]])
    return opened, closed, closes[:-1][is_doubled]


def _outside(
    signs: npt.NDArray[np.uint8], opens: Places, closes: Places, delimiter: int
) -> Places:
    """Delimiters and line ends that stand outside quoted cells."""
    starts = np.concatenate([[0], closes + 1])
    lengths = np.maximum(np.append(opens, len(signs)) - starts, 0)
    total = int(lengths.sum())
    if total * _MOSTLY_QUOTED < len(signs):
        before = np.cumsum(lengths) - lengths
        places = np.repeat(starts - before, lengths) + np.arange(total)
        there = signs[places]
        return places[(there == delimiter) | (there == _LINE_END)]
    marks = np.flatnonzero((signs == delimiter) | (signs == _LINE_END))
    if not len(opens):
        return marks
    cell = np.searchsorted(opens, marks) - 1
    return marks[(cell < 0) | (marks > closes[cell])]


def _check_quotes(
    signs: npt.NDArray[np.uint8], opens: Places, closes: Places, delimiter: int
) -> None:
    before = signs[opens[opens > 0] - 1]
    after = signs[closes + 1]
    if not (
        np.all((before == delimiter) | (before == _LINE_END))
        and np.all((after == delimiter) | (after == _LINE_END) | (after == _RETURN))
    ):
        raise IrregularError("a quotation mark inside a cell")


def _check_returns(signs: npt.NDArray[np.uint8], at_row_ends: int) -> None:
    """Each carriage return must stand before a line feed; elsewhere it ends a line or a row."""
    if np.count_nonzero(signs == _RETURN) == at_row_ends:
        return
    returns = np.flatnonzero(signs == _RETURN)
    if not np.all(signs[returns + 1] == _LINE_END):
        raise StrayReturnError(len(signs))


def _strings(held: pa.Buffer, starts: Places, ends: Places) -> pa.Array:
    """Cells of one column, copied together from where they stand."""
    offsets = np.empty(2 * len(starts) + 1, np.int32)
    offsets[0:-1:2], offsets[1::2] = starts, ends
    offsets[-1] = offsets[-2] if len(starts) else 0
    cells_and_gaps = pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), held)
    return cells_and_gaps.take(pa.array(np.arange(0, len(offsets) - 1, 2, dtype=np.int32)))


def _row(data: bytes, delimiter: str) -> list[str]:
    text = io.StringIO(data.decode("utf-8"), newline="")
    return next(csv.reader(text, delimiter=delimiter, strict=True))
