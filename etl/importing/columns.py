"""How a column's dates and numbers are to be read, settled by the evidence of the whole column.

03/04/2025 says nothing, 25/04/2025 in the same column does. A column without evidence takes that
of the file's other columns, then what the mapping says; else its ambiguous cells are refused.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from etl.importing import Field
from etl.importing.mapping import FileMapping
from etl.importing.reading_table import Table
from etl.importing.values import (
    AMBIGUOUS_DATE,
    AMBIGUOUS_NUMBER,
    DAY_FIRST,
    NUMBER_READERS,
    NUMERIC_DATE,
    bare_number,
    decimal_of,
    iso_moment,
    order_of,
    plain_number,
)

_REMEMBERED = 16_384
"""Spellings of dates and numbers whose reading is kept: a column repeats them."""


@dataclass(frozen=True)
class Conventions:
    """Date order and decimal mark by field name, absent where nothing tells; what was found."""

    date_orders: Mapping[str, str] = field(default_factory=dict)
    decimal_marks: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def is_date(meant: Field) -> bool:
    """Whether a field holds a date or a moment: their names end so."""
    return meant.name.endswith(("_on", "_at"))


def conventions(table: Table, columns: Mapping[str, Field], mapping: FileMapping) -> Conventions:
    """What the columns with dates and numbers tell, read over the whole file where it matters.

    Args:
        table: the file.
        columns: column name -> the field it means.
        mapping: what the analyst said.
    """
    at = {name: n for n, name in enumerate(table.header)}
    dates = {f.name: at[c] for c, f in columns.items() if is_date(f)}
    numbers = {f.name: at[c] for c, f in columns.items() if f.read in NUMBER_READERS}
    named = {f.name: c for c, f in columns.items()}
    orders, date_evidence = _evidence(table, dates, _date_order)
    marks, mark_evidence = _evidence(table, numbers, _decimal_mark)
    notes: list[str] = []
    settled_orders = _settled(orders, mapping.date_order, None)
    settled_marks = _settled(marks, mapping.decimal_mark, table.raw.decimal_hint)
    for name, found in orders.items():
        if len(found) > 1:
            notes.append(f"{named[name]!r} holds dates of both orders: day first and month first.")
        elif name in settled_orders:
            why = f" ({date_evidence[name]})" if name in date_evidence else ""
            notes.append(f"{named[name]!r}: dates are read {settled_orders[name]}{why}.")
        else:
            notes.append(
                f"{named[name]!r}: {AMBIGUOUS_DATE}; say date_order in a mapping file (--map)."
            )
    for name, found in marks.items():
        if len(found) <= 1 and name in settled_marks:
            why = f" ({mark_evidence[name]})" if name in mark_evidence else ""
            word = {",": "comma", ".": "point"}[settled_marks[name]]
            notes.append(f"{named[name]!r}: the decimal mark is a {word}{why}.")
        elif name not in settled_marks:
            notes.append(
                f"{named[name]!r}: nothing tells thousands from decimals; "
                "say decimal_mark in a mapping file (--map)."
            )
    return Conventions(settled_orders, settled_marks, tuple(notes))


def reader(meant: Field, settled: Conventions) -> Callable[[str], Any] | None:
    """How a cell of this field is read: None where its text is its value.

    Dates come to the field's own `read` as ISO text and numbers with a point; what is neither
    comes as it stands.
    """
    if is_date(meant):
        order = settled.date_orders.get(meant.name)

        def read_date(cell: str) -> Any:
            return meant.read(_iso_or_as_is(cell, order))

        return lru_cache(_REMEMBERED)(read_date)
    if meant.read in NUMBER_READERS:
        mark = settled.decimal_marks.get(meant.name)

        def read_number(cell: str) -> Any:
            try:
                plain = plain_number(cell, mark)
            except ValueError as error:
                if str(error) == AMBIGUOUS_NUMBER:
                    raise
                plain = cell
            # A zero more keeps 1.234 from looking like a thousand again.
            return meant.read(
                f"{plain}0" if mark and re.fullmatch(r"[+-]?\d+\.\d+", plain) else plain
            )

        return lru_cache(_REMEMBERED)(read_number)
    return None if meant.read is str else meant.read


def _iso_or_as_is(cell: str, order: str | None) -> str:
    try:
        return iso_moment(cell, order)
    except ValueError as error:
        if str(error) == AMBIGUOUS_DATE:
            raise
        return cell


def _evidence(
    table: Table,
    places: Mapping[str, int],
    tells: Callable[[str], tuple[bool, str | None]],
) -> tuple[dict[str, set[str]], dict[str, str]]:
    """What the cells of some columns tell, by field, and the first cell that told.

    Only columns whose first cells need it are read on to the end of the file.
    """
    found: dict[str, set[str]] = {}
    first: dict[str, str] = {}
    looked = 0
    for lines, rows in _body(table) if places else ():
        looked += 1
        wanted = places if looked == 1 else {n: places[n] for n in found}
        for name, place in wanted.items():
            for line, row in zip(lines, rows, strict=True):
                cell = row[place] if place < len(row) else ""
                if not cell:
                    continue
                needs, told = tells(cell)
                if needs:
                    found.setdefault(name, set())
                    if told:
                        found[name].add(told)
                        first.setdefault(name, f"{table.raw.place} {line}: {cell.strip()[:40]}")
        if not found:
            break
    return found, first


def _body(table: Table) -> Iterator[tuple[list[int], list[list[str]]]]:
    for batch in table.raw.rows():
        after = [n for n, line in enumerate(batch.lines) if line > table.header_line]
        yield [batch.lines[n] for n in after], [batch.rows[n] for n in after]


def _date_order(cell: str) -> tuple[bool, str | None]:
    match = NUMERIC_DATE.fullmatch(cell.strip())
    if match is None or (match["a"] == match["b"]):
        return False, None
    told = order_of(match)
    try:
        iso_moment(cell, told or DAY_FIRST)
    except ValueError:
        return False, None
    return True, told


def _decimal_mark(cell: str) -> tuple[bool, str | None]:
    bare = bare_number(cell)
    if not re.fullmatch(r"[+-]?\d[\d., '’]*", bare) or not re.search(r"[., '’]", bare):
        return False, None
    return True, decimal_of(bare)


def _settled(found: Mapping[str, set[str]], said: str | None, likely: str | None) -> dict[str, str]:
    """One answer a field: its column's evidence, the mapping's word, the other columns', a hint."""
    everywhere = set().union(*found.values()) if found else set()
    shared = next(iter(everywhere)) if len(everywhere) == 1 else None
    settled = {}
    for name, told in found.items():
        own = next(iter(told)) if len(told) == 1 else None
        answer = said or own or (None if told else shared or likely)
        if answer:
            settled[name] = answer
    return settled
