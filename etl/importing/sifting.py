"""Raw rows to good rows: what is ignored, what goes to the quarantine, and why.

Every row of the file is counted once: kept, quarantined, or ignored. Rows are compared by 64-bit
hashes for exact repeats (some 100 bytes of memory a row); two different rows among a million share
one with a likelihood of 3 in 100 million.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.importing import Fault, Field, Kind, Row
from etl.importing.columns import Conventions, reader
from etl.importing.quarantine import Heap
from etl.importing.reading_table import Table

SHOWN = 1_000
"""Rejected and ignored rows that an outcome lists; the quarantine's files list all."""
BLANK, ABOVE, HEADER_AGAIN, FOOTER = (
    "blank row",
    "stands above the header",
    "the header again",
    "footer or note, no row",
)
EMPTY_WORDS = frozenset(
    {"#N/A", "N/A", "n/a", "NULL", "null", "NaN", "nan", "None", "none", "-", "–", "—", "--"}
)
EXCEL_ERRORS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_LONGEST_WORD = 8
_FOOTER = re.compile(
    r"(?:(?:grand |sub ?)?totals?|sum|count|(?:number|total) of \w+|records?|rows?|results?)"
    r"(?: \w+){0,2}\s*(?:[:=]\s*[\d.,]*|\s[\d.,]+)"
    r"|(?:grand |sub ?)?totals?"
    r"|\d[\d.,]* (?:rows?|records?|results?|candidates?|applications?|jobs?|postings?|badges?)"
    r"(?: (?:found|total|exported|returned|in total))?\.?"
    r"|(?:report |export |file |data |list )?(?:was )?(?:generated|exported|created|printed|run|"
    r"produced|downloaded)(?: (?:on|by|at|from)\b|:| \d).{0,120}"
    r"|(?:report|run|export|print) (?:date|time|run|by|id|name)\s?[:\d].{0,120}"
    r"|page \d+(?: (?:of|/) ?\d+)?"
    r"|(?:strictly |company |private (?:and|&) |internal,? )*confidential(?:[\s.:,;–-].{0,120})?"
    r"|(?:for )?internal use only.{0,60}"
    r"|(?:©|\(c\)|copyright\b).{0,120}"
    r"|[-– ]*end of (?:report|file|list|data|export).{0,40}"
    r"|(?:filters?(?: applied)?|as of|source|notes?|disclaimer|legend)\s?:.{0,300}"
    r"|\* .{0,300}",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:grand |sub[ -]?)?totals?\s*:?|sum\s*:?", re.IGNORECASE)
LONGEST_TOTAL, TOTAL_INITIALS = 14, "TtGgSs"
_FIGURE = re.compile(r"[$£€]?[\d.,%\s]+")


@dataclass
class Counts:
    """What came of the rows so far; the lists hold the first `SHOWN`."""

    rows_in: int = 0
    good: int = 0
    quarantined: int = 0
    ignored: int = 0
    rejects: list[Fault] = field(default_factory=list)
    ignored_lines: list[Fault] = field(default_factory=list)


class Sifter:
    """Sifts one file; iterate `batches` once, then read `counts`."""

    def __init__(
        self,
        table: Table,
        kind: Kind,
        columns: Mapping[str, Field],
        settled: Conventions,
        rejects: Heap,
        ignored: Heap,
    ) -> None:
        self.counts = Counts()
        self._table, self._kind = table, kind
        self._rejects, self._ignored = rejects, ignored
        self._width = len(table.header)
        self._written = [cell.strip().casefold() for cell in table.written]
        self._column_of = {f.name: column for column, f in columns.items()}
        at = {column: n for n, column in enumerate(table.header)}
        self._plan: list[tuple[int, str, Callable[[str], Any] | None]] = [
            (at[column], f.name, reader(f, settled)) for column, f in columns.items()
        ]
        self._needed = [f.name for f in kind.fields if f.is_needed]
        self._seen: dict[int, int] = {}
        self._keys: dict[Hashable, int] = {}

    def batches(self) -> Iterator[list[Row]]:
        """The good rows, in the order of the file, in batches that are never empty."""
        for batch in self._table.raw.rows():
            for line, reason, text in batch.faults:
                self.counts.rows_in += 1
                self._reject(line, "", reason, text)
            firsts = [
                line if line <= self._table.header_line else self._seen.setdefault(told, line)
                for line, told in zip(batch.lines, self._hashes(batch.rows), strict=True)
            ]
            good = self._good(*self._whole(batch.lines, batch.rows, firsts))
            kept = self._with_keys(good)
            if kept:
                self.counts.good += len(kept)
                yield kept

    def refuse(self, faults: Mapping[int, Fault]) -> None:
        """Move rows that were good to the quarantine, for what showed only when they were kept."""
        for batch in self._table.raw.rows():
            for line, row in zip(batch.lines, batch.rows, strict=True):
                if line in faults and line > self._table.header_line:
                    fault = faults[line]
                    self.counts.good -= 1
                    self._reject(line, self._named(fault.column), fault.reason, row)

    def _hashes(self, rows: list[list[str]]) -> list[int]:
        return [hash(tuple(row)) for row in rows]

    def _whole(
        self, lines_in: list[int], rows_in: list[list[str]], firsts: list[int]
    ) -> tuple[list[int], list[list[str]]]:
        """Rows that are neither ignored nor ragged, with their lines.

        `firsts` are the lines on which the same cells stood first.
        """
        first_header = self._written[0] if self._table.header_line else None
        lines: list[int] = []
        rows: list[list[str]] = []
        width, header_line = self._width, self._table.header_line
        for line, row, first in zip(lines_in, rows_in, firsts, strict=True):
            if line <= header_line:
                if line < header_line:
                    self._ignore(line, ABOVE if any(row) else BLANK, row)
                continue
            self.counts.rows_in += 1
            empty = row.count("")
            if (empty >= len(row) - 2 or not row[0].strip()) and self._is_blank(line, row):
                continue
            if first != line:
                self._set_aside(line, f"repeats {self._table.raw.place} {first}", row)
            elif (
                len(row) - empty <= 2
                or (len(row[0]) <= LONGEST_TOTAL and row[0].strip()[:1] in TOTAL_INITIALS)
                or row[0].strip().casefold() == first_header
            ) and self._is_header_or_footer(row, len(row) - empty):
                self._set_aside(line, FOOTER if not self._is_header(row) else HEADER_AGAIN, row)
            elif len(row) == width:
                lines.append(line)
                rows.append(row)
            elif len(row) > width and not any(cell.strip() for cell in row[width:]):
                lines.append(line)
                rows.append(row[:width])
            else:
                self._reject(line, "", f"{len(row)} cells where the header has {width}", row)
        return lines, rows

    def _good(self, lines: list[int], rows: list[list[str]]) -> list[tuple[Row, list[str]]]:
        """Rows whose cells could all be read, checked as a whole; their keys are not looked at."""
        faults: dict[int, list[tuple[str, str]]] = {}
        columns = [
            self._column([row[at].strip() for row in rows], name, read, faults)
            for at, name, read in self._plan
        ]
        names = [name for _, name, _ in self._plan]
        values = [
            {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
            for cells in zip(*columns, strict=True)
        ]
        good: list[tuple[Row, list[str]]] = []
        for n, (line, found) in enumerate(zip(lines, values, strict=True)):
            wrong = faults.get(n) or self._missing(found) or self._checked(found)
            if wrong:
                (name, reason), *others = wrong
                if others:
                    more = "; ".join(f"{self._named(o)}: {r}" for o, r in others)
                    reason = f"{reason} (and {more})"
                self._reject(line, self._named(name), reason, rows[n])
            else:
                good.append((Row(line, found), rows[n]))
        return good

    def _with_keys(self, good: list[tuple[Row, list[str]]]) -> list[Row]:
        """Good rows whose key did not occur before."""
        if self._kind.key is None:
            return [row for row, _ in good]
        kept = []
        for row, cells in good:
            told = self._kind.key(row.values)
            first = row.line if told is None else self._keys.setdefault(told[1], row.line)
            if told is None or first == row.line:
                kept.append(row)
            else:
                self._reject_key(row.line, told[0], first, cells)
        return kept

    def _reject_key(self, line: int, name: str, first: int, cells: list[str]) -> None:
        reason = f"stands on {self._table.raw.place} {first} already, with other cells"
        self._reject(line, self._named(name), reason, cells)

    def _column(
        self,
        cells: list[str],
        name: str,
        read: Callable[[str], Any] | None,
        faults: dict[int, list[tuple[str, str]]],
    ) -> list[Any]:
        """The values of a field, None for empty cells and for those that `faults` are noted of."""
        values: list[Any] = []
        for n, cell in enumerate(cells):
            value: Any = None
            if not cell or (len(cell) < _LONGEST_WORD and cell in EMPTY_WORDS):
                pass
            elif cell[0] == "#" and cell in EXCEL_ERRORS:
                faults.setdefault(n, []).append((name, f"an Excel error ({cell})"))
            elif read is None:
                value = cell
            else:
                try:
                    value = read(cell)
                except ValueError as error:
                    faults.setdefault(n, []).append((name, str(error)))
            values.append(value)
        return values

    def _missing(self, found: dict[str, Any]) -> list[tuple[str, str]]:
        return [(name, "empty") for name in self._needed if name not in found]

    def _checked(self, found: dict[str, Any]) -> list[tuple[str, str]]:
        wrong = self._kind.check(found)
        return [wrong] if wrong else []

    def _is_blank(self, line: int, row: list[str]) -> bool:
        if any(cell.strip() for cell in row):
            return False
        self._set_aside(line, BLANK, row)
        return True

    def _is_header(self, row: list[str]) -> bool:
        if not self._table.header_line or not row or row[0].strip().casefold() != self._written[0]:
            return False
        cells = [" ".join(cell.split()).casefold() for cell in row]
        return cells[: self._width] == self._written and not any(cells[self._width :])

    def _is_header_or_footer(self, row: list[str], filled: int) -> bool:
        if self._is_header(row):
            return True
        if filled <= 2 and filled < max(2, self._width):
            first = next(cell for cell in row if cell.strip()).strip()
            if _FOOTER.fullmatch(" ".join(first.split())):
                return True
        if len(row[0]) <= LONGEST_TOTAL and _TOTAL.fullmatch(row[0].strip()):
            return all(not c.strip() or _FIGURE.fullmatch(c.strip()) for c in row[1:])
        return False

    def _ignore(self, line: int, reason: str, row: list[str]) -> None:
        self.counts.rows_in += 1
        self._set_aside(line, reason, row)

    def _set_aside(self, line: int, reason: str, row: list[str]) -> None:
        self.counts.ignored += 1
        if len(self.counts.ignored_lines) < SHOWN:
            self.counts.ignored_lines.append(Fault(line, "", reason))
        self._ignored.add(line, "", reason, row)

    def _reject(self, line: int, column: str, reason: str, row: list[str] | str) -> None:
        self.counts.quarantined += 1
        if len(self.counts.rejects) < SHOWN:
            self.counts.rejects.append(Fault(line, column, reason))
        is_whole = isinstance(row, list) and len(row) == self._width
        told = dict(zip(self._table.header, row, strict=True)) if is_whole else row
        self._rejects.add(line, column, reason, told)

    def _named(self, name: str) -> str:
        """The column that means a field, as the file spells it."""
        return self._column_of.get(name, name)
