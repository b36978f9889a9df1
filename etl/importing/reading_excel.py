"""Excel workbooks (.xlsx): the sheet with the rows, typed cells as text, merged cells filled."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.cell import range_boundaries  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from etl.errors import DataError
from etl.importing.reading_parquet import typed_text
from etl.importing.reading_table import BATCH_BYTES, BATCH_ROWS, RawBatch, RawTable, fold

LARGEST_UNPACKED = 4 * 1024**3
LARGEST_STRINGS = 512 * 1024**2
"""Bytes; a workbook's shared texts are held in memory."""
_SAMPLE = 60
_MARKS = re.compile(
    rb'<mergeCell [^>]{0,99}?ref="(?P<merge>[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"'
    rb"|</f>(?:<v\s?/>)?</c>"
)
_LONGEST_MARK = 200
_DAMAGE = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    EOFError, OSError, AttributeError, IndexError,
)  # fmt: skip
"""What openpyxl raises on a damaged workbook: it does not check before it reads."""


@dataclass(frozen=True)
class _Merge:
    """A merged range of a sheet, rows and columns counted from 1."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int


def read_excel(path: Path, known: frozenset[str]) -> RawTable:
    """The raw table of a workbook's sheet whose rows look most like a table (`known` headers).

    Raises:
        DataError: the workbook is damaged, too large to unpack, or no sheet has rows.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bombs(archive, path)
        chosen, notes = _choose(path, known)
        merges, unstored = _scan(path, chosen)
    except _DAMAGE as error:
        raise _damaged(path, error) from error
    if unstored:
        notes.append(
            f"{unstored} formula cells have no stored value and count as empty; "
            "open the workbook in Excel, save it, and import it again."
        )
    down = [m for m in merges if m.last_row > m.first_row]
    if down:
        notes.append(
            f"{len(down)} merged cells span several rows (the first from row {down[0].first_row}); "
            "their value was filled down."
        )

    def rows() -> Iterator[RawBatch]:
        try:
            yield from _batches(path, chosen, down)
        except _DAMAGE as error:
            raise _damaged(path, error) from error

    return RawTable(f"Excel, sheet {chosen!r}", "row", tuple(notes), rows)


def _damaged(path: Path, error: Exception) -> DataError:
    return DataError(f"{path}: the Excel workbook is damaged or cut short ({error}).")


def _refuse_bombs(archive: zipfile.ZipFile, path: Path) -> None:
    unpacked = sum(item.file_size for item in archive.infolist())
    strings = sum(i.file_size for i in archive.infolist() if i.filename.endswith("Strings.xml"))
    if unpacked > LARGEST_UNPACKED or strings > LARGEST_STRINGS:
        raise DataError(
            f"{path}: the workbook unpacks to {unpacked / 1e9:.1f} GB; save it as CSV first."
        )


def _open(path: Path) -> Any:
    with warnings.catch_warnings():
        # Styles and extensions that openpyxl does not know do not touch the values.
        warnings.simplefilter("ignore")
        return load_workbook(path, read_only=True, data_only=True)


def _choose(path: Path, known: frozenset[str]) -> tuple[str, list[str]]:
    book = _open(path)
    try:
        found: list[tuple[int, int, str]] = []
        hidden, empty = [], []
        for sheet in book.worksheets:
            top = [r for r in _values(sheet, _SAMPLE) if any(r)]
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
            elif not top:
                empty.append(sheet.title)
            else:
                score = max(len({fold(c) for c in row if c} & known) for row in top)
                found.append((score, len(top), sheet.title))
    finally:
        book.close()
    if not found:
        raise DataError(f"{path}: no visible sheet of the workbook has rows.")
    best = max(found, key=lambda item: item[:2])
    others = [title for _, _, title in found if title != best[2]]
    notes = [f"Sheet {best[2]!r} was read."] if others or hidden or empty else []
    for titles, state in ((others, "has rows too"), (hidden, "is hidden"), (empty, "is empty")):
        notes += [f"Sheet {title!r} {state}; it was not read." for title in titles]
    return best[2], notes


def _values(sheet: Any, limit: int | None = None) -> Iterator[list[str]]:
    # The stated size of a sheet is often wrong; without it openpyxl reads what is there.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=limit, values_only=True):
        yield [v if type(v) is str else typed_text(v) for v in row]


def _scan(path: Path, title: str) -> tuple[list[_Merge], int]:
    """The merged ranges of a sheet, which openpyxl leaves out when it streams, and formula cells
    without a stored value."""
    book = _open(path)
    try:
        part = str(book[title]._worksheet_path).lstrip("/")
    finally:
        book.close()
    merges: list[_Merge] = []
    unstored, rest = 0, b""
    with zipfile.ZipFile(path) as archive, archive.open(part) as handle:
        while piece := handle.read(1024 * 1024):
            data, end = rest + piece, 0
            for found in _MARKS.finditer(data):
                end = found.end()
                if found["merge"]:
                    merges.append(_merge(found["merge"]))
                else:
                    unstored += 1
            rest = data[max(end, len(data) - _LONGEST_MARK) :]
    return merges, unstored


def _merge(found: bytes) -> _Merge:
    return _Merge(*cast(tuple[int, int, int, int], range_boundaries(found.decode())))


def _batches(path: Path, title: str, merges: list[_Merge]) -> Iterator[RawBatch]:
    book = _open(path)
    try:
        by_row: dict[int, list[_Merge]] = {}
        for merge in merges:
            by_row.setdefault(merge.first_row, []).append(merge)
        open_merges: list[tuple[_Merge, str]] = []
        blank: list[int] = []
        batch, size, width = RawBatch(), 0, 0
        for number, row in enumerate(_values(book[title]), 1):
            for merge, value in open_merges:
                if merge.first_column <= len(row):
                    row[merge.first_column - 1] = value
                else:
                    row += [""] * (merge.first_column - 1 - len(row)) + [value]
            for merge in by_row.get(number, ()):
                if merge.first_column <= len(row):
                    open_merges.append((merge, row[merge.first_column - 1]))
            open_merges = [(m, v) for m, v in open_merges if m.last_row > number]
            if not any(row):
                # Rows below the last value are formatting, not rows; they never come out.
                blank.append(number)
                continue
            width = max(width, len(row))
            batch.lines += [*blank, number]
            batch.rows += [[""] * width for _ in blank]
            batch.rows.append(row + [""] * (width - len(row)))
            blank = []
            size += sum(map(len, row))
            if len(batch.rows) >= BATCH_ROWS or size > BATCH_BYTES:
                yield batch
                batch, size = RawBatch(), 0
        if batch.rows:
            yield batch
    finally:
        book.close()
