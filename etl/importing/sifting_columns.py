"""Sifting by columns: rows that are plainly good pass together, the others one by one.

What is said of a row is what `Sifter` says of it: only rows that it would keep without a word, but
for a repeated key, are let past it here. Exact repeats are found by DuckDB's hash of all cells.
"""

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from etl.importing import InColumns, Row
from etl.importing.reading_table import ColumnBatch, RawBatch
from etl.importing.sifting import (
    EMPTY_WORDS,
    EXCEL_ERRORS,
    LONGEST_TOTAL,
    TOTAL_INITIALS,
    Sifter,
)

Mask = npt.NDArray[np.bool_]
_LONGEST_WORD_BYTES = max(len(word.encode()) for word in EMPTY_WORDS | EXCEL_ERRORS)
_WORDS, _ERRORS = pa.array(sorted(EMPTY_WORDS)), pa.array(sorted(EXCEL_ERRORS))
_ASCII_BYTES = 3
"""A sign that casefolds to one or more of ASCII takes at most so many bytes a letter."""


class ColumnSifter(Sifter):
    """Sifts one file; iterate `tables` once, then read `counts`."""

    def tables(self) -> Iterator[pa.Table]:
        """The good rows, in the order of the file, as tables that are never empty.

        Their columns are those of the kind's `InColumns.schema` and `line`.
        """
        if self._table.raw.columns is None:
            for rows in self.batches():
                yield self._as_table(rows)
            return
        with duckdb.connect(":memory:", config={"threads": 1}) as self._hasher:
            for batch in self._table.raw.columns():
                if isinstance(batch, RawBatch):
                    yield from self._from_rows(batch)
                elif len(batch.columns) < self._width:
                    yield from self._from_rows(batch.as_rows())
                else:
                    yield from self._from_columns(batch)

    @property
    def _in_columns(self) -> InColumns:
        told = self._kind.in_columns
        if told is None:
            raise TypeError(f"{self._kind.name} are not taken in columns")
        return told

    def _from_rows(self, batch: RawBatch) -> Iterator[pa.Table]:
        for line, reason, text in batch.faults:
            self.counts.rows_in += 1
            self._reject(line, "", reason, text)
        lines = np.array(batch.lines, np.int64)
        firsts = self._firsts(lines, self._cell_hashes(batch.rows))
        kept = self._with_keys(self._good(*self._whole(batch.lines, batch.rows, firsts.tolist())))
        if kept:
            self.counts.good += len(kept)
            yield self._as_table(kept)

    def _from_columns(self, batch: ColumnBatch) -> Iterator[pa.Table]:
        lines = batch.lines
        other_lines = np.array([line for line, _ in batch.others], np.int64)
        hashes = self._column_hashes(batch.columns)
        others = self._cell_hashes([row for _, row in batch.others])
        firsts = self._firsts(
            np.concatenate([lines, other_lines]), np.concatenate([hashes, others])
        )
        values, plain = self._values(batch)
        plain &= (lines > self._table.header_line) & (firsts[: len(lines)] == lines)
        self.counts.rows_in += int(np.count_nonzero(plain))
        at = np.flatnonzero(~plain)
        taken = [column.take(pa.array(at)).to_pylist() for column in batch.columns]
        doubtful = [
            *zip(lines[at].tolist(), map(list, zip(*taken, strict=True)),
                 firsts[at].tolist(), strict=True),
            *((line, row, first) for (line, row), first
              in zip(batch.others, firsts[len(lines):].tolist(), strict=True)),
        ]  # fmt: skip
        doubtful.sort(key=lambda one: one[0])
        good = self._good(
            *self._whole(
                [line for line, _, _ in doubtful],
                [row for _, row, _ in doubtful],
                [first for _, _, first in doubtful],
            )
        )
        plain, kept = self._new_keys(batch, values, plain, good)
        table = self._as_columns(values, lines)
        if not plain.all():
            table = table.filter(pa.array(plain))
        if kept:
            table = pa.concat_tables([table, self._as_table(kept)]).combine_chunks()
            table = table.take(pc.sort_indices(table["line"]))
        if table.num_rows:
            self.counts.good += table.num_rows
            yield table

    def _firsts(
        self, lines: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint64]
    ) -> npt.NDArray[np.int64]:
        """The line on which the same cells stood first, for rows below the header."""
        firsts = lines.copy()
        order = np.argsort(lines, kind="stable")
        order = order[lines[order] > self._table.header_line]
        first_of = self._seen.setdefault
        firsts[order] = [
            first_of(told, line)
            for told, line in zip(hashes[order].tolist(), lines[order].tolist(), strict=True)
        ]
        return firsts

    def _column_hashes(self, columns: list[pa.Array]) -> npt.NDArray[np.uint64]:
        names = [f"c{n}" for n in range(len(columns))]
        cells = self._hasher.from_arrow(pa.table(columns, names))
        found = cells.project(f"hash({', '.join(names)}) AS told").fetchnumpy()["told"]
        return np.asarray(found, np.uint64)

    def _cell_hashes(self, rows: list[list[str]]) -> npt.NDArray[np.uint64]:
        """The same of rows of cells; those with as many cells are hashed together."""
        hashes = np.zeros(len(rows), np.uint64)
        widths = np.array([len(row) for row in rows], np.int64)
        for width in set(widths.tolist()) - {0}:
            at = np.flatnonzero(widths == width)
            cells = zip(*(rows[n] for n in at), strict=True)
            hashes[at] = self._column_hashes([pa.array(column, pa.string()) for column in cells])
        return hashes

    def _values(self, batch: ColumnBatch) -> tuple[dict[str, pa.Array], Mask]:
        """Values by field, null where empty, and the rows that nothing speaks against."""
        columns = batch.columns
        lengths = [_byte_lengths(column) for column in columns]
        filled = sum((length > 0).astype(np.int16) for length in lengths)
        plain: Mask = np.asarray(filled > 2)
        for length in lengths[self._width :]:
            plain &= length == 0
        first = pc.utf8_trim_whitespace(columns[0])
        plain &= ~self._like_header_or_total(columns[0], first)
        values = {}
        for at, name, read in self._plan:
            cells = first if at == 0 else pc.utf8_trim_whitespace(columns[at])
            kind = self._in_columns.schema.field(name).type
            values[name], is_wrong = _read(cells, read, kind)
            plain &= ~is_wrong
        for name in self._needed:
            plain &= values[name].is_valid().to_numpy(zero_copy_only=False)
        sure = self._in_columns.passes(self._as_columns(values, batch.lines))
        return values, plain & sure

    def _like_header_or_total(self, column: pa.Array, first: pa.Array) -> Mask:
        """Rows whose first cell may be that of the header, or the word "total"; or is blank."""
        lengths = _byte_lengths(first)
        found = lengths == 0
        header = self._written[0] if self._table.header_line and self._written else None
        longest = max(LONGEST_TOTAL, len((header or "").encode())) * 2 * _ASCII_BYTES
        at = np.flatnonzero(~found & (lengths <= longest))
        cells = first.take(pa.array(at)).to_pylist()
        found[at] = [
            (cell[0] in TOTAL_INITIALS and len(cell) <= LONGEST_TOTAL) or cell.casefold() == header
            for cell in cells
        ]
        return found

    def _new_keys(
        self,
        batch: ColumnBatch,
        values: dict[str, pa.Array],
        plain: Mask,
        good: list[tuple[Row, list[str]]],
    ) -> tuple[Mask, list[Row]]:
        """Plain rows and other good ones whose key did not occur before, in the file's order."""
        name = self._in_columns.key
        if name not in values:
            return plain, [row for row, _ in good]
        plain = plain.copy()
        lines = batch.lines.tolist()
        keys: list[tuple[int, int, Any]] = [
            (line, n, told)
            for n, (line, told, is_plain) in enumerate(
                zip(lines, values[name].to_pylist(), plain.tolist(), strict=True)
            )
            if is_plain and told is not None
        ]
        if good:
            keys += [(row.line, -1 - n, row.values.get(name)) for n, (row, _) in enumerate(good)]
            keys.sort(key=lambda key: key[0])
        lost = set()
        for line, n, told in keys:
            first = line if told is None else self._keys.setdefault(told, line)
            if first == line:
                continue
            if n < 0:
                lost.add(-1 - n)
                cells = good[-1 - n][1]
            else:
                plain[n] = False
                cells = [column[n].as_py() for column in batch.columns[: self._width]]
            self._reject_key(line, name, first, cells)
        return plain, [row for n, (row, _) in enumerate(good) if n not in lost]

    def _as_columns(self, values: dict[str, pa.Array], lines: npt.NDArray[np.int64]) -> pa.Table:
        columns = {
            field.name: values.get(field.name, pa.nulls(len(lines), field.type))
            for field in self._in_columns.schema
        }
        return pa.table(columns | {"line": pa.array(lines, pa.int64())})

    def _as_table(self, rows: list[Row]) -> pa.Table:
        values = {
            field.name: pa.array([row.values.get(field.name) for row in rows], field.type)
            for field in self._in_columns.schema
        }
        return self._as_columns(values, np.array([row.line for row in rows], np.int64))


def _byte_lengths(cells: pa.Array) -> npt.NDArray[np.int32]:
    return np.asarray(pc.binary_length(cells).to_numpy(zero_copy_only=False))


def _read(
    cells: pa.Array, read: Callable[[str], Any] | None, kind: pa.DataType
) -> tuple[pa.Array, Mask]:
    """Values of trimmed cells, null where empty, and the rows whose cell cannot be read."""
    lengths = _byte_lengths(cells)
    empty, wrong = lengths == 0, np.zeros(len(cells), np.bool_)
    at = np.flatnonzero(~empty & (lengths <= _LONGEST_WORD_BYTES))
    short = cells.take(pa.array(at))
    empty[at] = pc.is_in(short, _WORDS).to_numpy(zero_copy_only=False)
    wrong[at] = pc.is_in(short, _ERRORS).to_numpy(zero_copy_only=False)
    if empty.any():
        cells = pc.if_else(pa.array(empty), pa.scalar(None, pa.string()), cells)
    if read is None:
        return cells, wrong
    encoded = cells.dictionary_encode()
    values, unread = [], np.zeros(len(encoded.dictionary) + 1, np.bool_)
    for n, word in enumerate(encoded.dictionary.to_pylist()):
        try:
            values.append(read(word))
        except ValueError:
            values.append(None)
            unread[n] = True
    # An empty cell has no index; it takes that of the last entry, which can be read.
    places = encoded.indices.fill_null(len(values)).to_numpy()
    values.append(None)
    return pa.array(values, kind).take(pa.array(places)), wrong | unread[places]
