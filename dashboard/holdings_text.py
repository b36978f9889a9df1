"""A text of who holds what, read line by line; every line is accounted for. Pure.

With a header the columns say what they hold. Without one a line is a name, then credentials and
dates; a date ends the credentials named since the date before it.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from analysis.teams import Holding
from dashboard.metrics import listed

MOST_LINES = 5000
LONGEST_NAME = 80
DELIMITERS = ("\t", ";", ",", "|")
PERSON = ("name", "person", "employee", "holder", "member", "full name", "employee name", "who")
FIRST, LAST = ("first name", "given name"), ("last name", "surname", "family name")
CREDENTIAL = ("credential", "certification", "certificate", "badge", "licence", "license", "holds")
UNTIL = ("until", "expires", "expiry", "expiration", "valid until", "valid to", "expiry date",
         "expiration date", "expires on", "expires_on", "valid_until", "end")  # fmt: skip
NO_END = ("never", "none", "no expiry", "does not expire", "lifetime", "n/a", "-", "–", "")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][\d:.]+Z?)?")
_DATE_LIKE = re.compile(
    r"\d{1,4}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?\d{1,4})?|\d{4}|\d{1,2}\.? \w+ \d{4}"
)
_ENDS_WITH_DATE = re.compile(
    r"(?P<name>.+?)[\s,(\[:-]+(?:valid )?(?:until|till|to|expires|exp\.?)?:?\s*"
    r"(?P<day>\d{4}-\d{2}-\d{2})[)\]]?"
)

Find = Callable[[str], tuple[str, ...]]
"""A written name -> the ids that it may stand for."""


@dataclass(frozen=True)
class Trouble:
    """What was not understood: the line's number from 1, what it says, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """What a text says of people's credentials.

    Of ``lines`` with content (without header and comments) some were ``understood`` whole,
    some ``partly`` and the others not at all. ``unused`` are columns that say nothing of it,
    ``cut`` lines beyond the limit.
    """

    holdings: tuple[Holding, ...]
    troubles: tuple[Trouble, ...]
    lines: int
    understood: int
    partly: int
    unused: tuple[str, ...] = ()
    cut: int = 0


@dataclass(frozen=True)
class _Columns:
    person: tuple[int, ...]
    credential: tuple[int, ...]
    until: int | None
    unused: tuple[str, ...]


class _NotUnderstood(ValueError):
    """Why a line or a part of it says nothing that can be counted."""


def read(text: str, find: Find, label: Callable[[str], str]) -> Reading:
    """The holdings that a text tells, and what of it was not understood.

    Args:
        find: written name -> ids (none, one, or several where it is ambiguous).
        label: id -> name, for what is said of ambiguous names.
    """
    find = cache(find)
    every = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(i, line) for i, line in enumerate(every, 1) if line.strip(" \t;,|")]
    told = [(i, line) for i, line in filled if not line.lstrip().startswith("#")]
    mark, columns = _layout([line for _, line in told[:50]])
    rows = told[1:] if columns else told
    kept, holdings, troubles, understood, partly = rows[:MOST_LINES], [], [], 0, 0
    people: dict[str, str] = {}
    for number, line in kept:
        found, wrong = _line(_cells(line, mark), columns, find, label)
        for person, credential_id, until in found:
            known = people.setdefault(person.casefold(), person)
            holdings.append(Holding(known, credential_id, until))
        troubles += [Trouble(number, line.strip()[:200], reason) for reason in wrong]
        understood += not wrong
        partly += bool(wrong and found)
    return Reading(
        tuple(dict.fromkeys(holdings)),
        tuple(troubles),
        len(kept),
        understood,
        partly,
        columns.unused if columns else (),
        len(rows) - len(kept),
    )


def _layout(lines: Sequence[str]) -> tuple[str, _Columns | None]:
    """The delimiter, and what the columns hold if the first line says so."""
    for mark in DELIMITERS:
        if lines and (columns := _header(_cells(lines[0], mark))):
            return mark, columns
    counts = {mark: sum(mark in line for line in lines) for mark in DELIMITERS}
    # A line may list credentials with commas: another mark on most lines parts the cells.
    chosen = next((m for m in DELIMITERS if counts[m] * 2 > len(lines)), None)
    return chosen or max(DELIMITERS, key=lambda m: counts[m]), None


def _header(cells: Sequence[str]) -> _Columns | None:
    heads = [" ".join(c.casefold().replace("_", " ").split()) for c in cells]

    def of(words: Sequence[str]) -> tuple[int, ...]:
        return tuple(i for i, h in enumerate(heads) if h in words)

    first, last = of(FIRST), of(LAST)
    person = of(PERSON)[:1] or (first[:1] + last[:1] if first and last else ())
    until = of(UNTIL)
    credential = tuple(
        i
        for i, h in enumerate(heads)
        if i not in (*person, *until) and re.sub(r"s?( name)?( \d+)?$", "", h) in CREDENTIAL
    )
    if not person or not credential:
        return None
    used = {*person, *credential, *until[:1]}
    return _Columns(
        person,
        credential,
        until[0] if until else None,
        tuple(c or "(no title)" for i, c in enumerate(cells) if i not in used),
    )


Found = list[tuple[str, str, date | None]]


def _line(
    cells: Sequence[str], columns: _Columns | None, find: Find, label: Callable[[str], str]
) -> tuple[Found, list[str]]:
    if columns is None:
        person, groups = (cells[0] if cells else ""), _by_dates(cells[1:])
    else:
        person = " ".join(_at(cells, i) for i in columns.person).strip()
        written = [c for i in columns.credential if (c := _at(cells, i))]
        groups = [(written, _at(cells, columns.until) if columns.until is not None else "")]
    if not person:
        return [], ["no name of a person"]
    if not any(written for written, _ in groups):
        return [], ["no credential: write a name; a credential; the last valid day"]
    found: Found = []
    wrong: list[str] = []
    for written, day in groups:
        try:
            until = _day(day)
        except _NotUnderstood as error:
            wrong.append(str(error))
            continue
        for cell in written:
            for piece in _pieces(cell, find):
                try:
                    found.append((person[:LONGEST_NAME], *_one(piece, until, find, label)))
                except _NotUnderstood as error:
                    wrong.append(str(error))
    return found, wrong


def _by_dates(cells: Sequence[str]) -> list[tuple[list[str], str]]:
    """Cells without a header: credentials, each group ended by its date."""
    groups: list[tuple[list[str], str]] = []
    since: list[str] = []
    for cell in cells:
        if since and (_DATE_LIKE.fullmatch(cell) or _ISO.fullmatch(cell) or _is_no_end(cell)):
            groups.append((since, cell))
            since = []
        elif cell:
            since.append(cell)
    return [*groups, (since, "")] if since else groups


def _is_no_end(cell: str) -> bool:
    return bool(cell) and cell.casefold() in NO_END


def _pieces(cell: str, find: Find) -> list[str]:
    """A cell's credentials: the whole where it is one name, else its parts."""
    if find(cell):
        return [cell]
    found: list[str] = []
    for part in (p.strip() for p in re.split(r"[|,;]", cell)):
        closer = [p.strip() for p in re.split(r"/|&|\band\b", part) if p.strip()]
        is_list = len(closer) > 1 and not find(part) and all(find(p) for p in closer)
        found += closer if is_list else [part] if part else []
    return found


def _one(
    piece: str, until: date | None, find: Find, label: Callable[[str], str]
) -> tuple[str, date | None]:
    ids = find(piece)
    dated = None if ids else _ENDS_WITH_DATE.fullmatch(piece)
    if dated:
        ids, until = find(dated["name"]), _day(dated["day"])
    if not ids:
        raise _NotUnderstood(f"no credential of the catalog is called “{piece[:80]}”")
    if len(ids) > 1:
        raise _NotUnderstood(
            f"“{piece[:80]}” may be {listed([label(i) for i in ids], shown=4)}: write which"
        )
    return ids[0], until


def _day(text: str) -> date | None:
    if text.casefold() in NO_END:
        return None
    match = _ISO.fullmatch(text)
    try:
        if match:
            return date.fromisoformat(match[1])
    except ValueError:
        pass
    raise _NotUnderstood(f"the date “{text[:40]}” is not understood: write it as 2027-03-01")


def _at(cells: Sequence[str], i: int) -> str:
    return cells[i] if i < len(cells) else ""


def _cells(line: str, mark: str) -> list[str]:
    try:
        return [_clean(c) for c in next(csv.reader([line], delimiter=mark), [])]
    except csv.Error:
        # A cell longer than Python's reader takes.
        return []


def _clean(cell: str) -> str:
    """A cell without signs that cannot be seen, and with single blanks."""
    seen = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in cell)
    return " ".join(seen.split())
