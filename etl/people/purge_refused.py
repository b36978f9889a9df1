"""Rows that imports refused or passed over: which of them are about the people of a purge.

They are nobody's: no id or address was read from them. A row goes if a cell holds an address of
these people, if their id stands where an id belongs, or if cells spell a name of theirs of at least
two words. A row too many may go; nothing is counted from such rows.
"""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from etl.importing.headers import guess_columns
from etl.importing.kinds import KINDS
from etl.importing.people_values import folded, identity
from etl.importing.quarantine import HEADER
from etl.paths import Paths
from etl.people.private import QUARANTINE
from etl.people.purge_files import replace_text
from etl.people.purge_plan import Plan

_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]]+@[^\s<>\"',;:()\[\]]+")
_STAMP = re.compile(r"-(\d{8})T\d{12}(?:-ignored)?$")
_IDS = ("candidate_id", "applicant_id")


@dataclass(frozen=True)
class Wanted:
    """Addresses in lower case, ids, and the words of names.

    Where `is_strict` an id counts only in a column that is known to hold ids.
    """

    addresses: frozenset[str]
    ids: frozenset[str]
    names: frozenset[frozenset[str]]
    is_strict: bool = False


def wanted(plan: Plan) -> Wanted:
    """What refused rows of the people of a plan may be known by."""
    names = (frozenset(folded(name).split()) for name in plan.names)
    return Wanted(
        frozenset(a.casefold() for a in plan.addresses),
        frozenset(plan.people),
        frozenset(words for words in names if len(words) > 1),
    )


def surely_about(paths: Paths, plan: Plan) -> list[dict[str, str]]:
    """Refused rows that are about the people of a plan for sure: by an address, or by an id in a
    column of ids. Others of the same name must not be told of them."""
    about = Wanted(frozenset(plan.addresses), frozenset(plan.people), frozenset(), is_strict=True)
    return [
        {"quarantine_file": file.name} | dict(zip(HEADER, row, strict=True))
        for file in files(paths)
        for row, is_about in _judged(file, about)
        if is_about
    ]


def files(paths: Paths) -> list[Path]:
    """All files of refused and of ignored rows about people."""
    return sorted((paths.people / QUARANTINE).glob("*.csv"))


def older_files(paths: Paths, before: date) -> list[Path]:
    """Those that were written before a day, by the stamp in their names."""
    return [f for f in files(paths) if written_on(f) < before]


def written_on(file: Path) -> date:
    """The day of the import, from the file's name, or else from the file."""
    if found := _STAMP.search(file.stem):
        return datetime.strptime(found[1], "%Y%m%d").replace(tzinfo=UTC).date()
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).date()


def count_rows(file: Path, about: Wanted | None) -> int:
    """Rows of a file that are about these people; all of them where nobody is named."""
    return sum(is_about for _, is_about in _judged(file, about))


def rewrite(file: Path, about: Wanted) -> None:
    """Take these people out of a file; it goes if no row is left."""
    left, is_changed = [], False
    for row, is_about in _judged(file, about):
        is_changed = is_changed or is_about
        if not is_about:
            left.append(row)
    if is_changed and not left:
        file.unlink()
    elif is_changed:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([HEADER, *left])
        replace_text(file, text.getvalue())


def _judged(file: Path, about: Wanted | None) -> Iterator[tuple[list[str], bool]]:
    """Each row under the header, and whether it is about these people."""
    csv.field_size_limit(sys.maxsize)
    kind = next((k for k in KINDS if file.name.startswith(f"{k}-")), None)
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream):
            if tuple(row) != HEADER and row:
                yield row, about is None or _is_about(row[0], row[-1], kind, about)


def _is_about(source: str, cell: str, kind: str | None, about: Wanted) -> bool:
    # A file that is named after somebody tells of all its rows whose they may be.
    if not about.is_strict and _names_somebody(source, about):
        return True
    told = _told(cell)
    cells = [str(c) for c in told.values()] if isinstance(told, dict) else told
    # Of a badge that was refused only the file's place is kept, and it may be named after somebody.
    place = str(told.get("file", "")) if isinstance(told, dict) else ""
    cells += re.split(r"[/\\]", place)
    if about.addresses & {a.casefold() for c in cells for a in _ADDRESS.findall(c)}:
        return True
    columns = _id_columns(tuple(map(str, told)), kind) if isinstance(told, dict) and kind else ()
    if isinstance(told, dict) and (columns or about.is_strict):
        ids = [str(v) for column, v in told.items() if column in columns]
    else:
        # Its meaning was told by hand, or the row is in pieces.
        ids = [] if about.is_strict else cells
    if any(_id(text) in about.ids for text in ids):
        return True
    words = [frozenset(folded(c).split()) for c in cells]
    pairs = (one | two for one, two in pairwise(words))
    if any(name <= frozenset(folded(place).split()) for name in about.names):
        return True
    return any(name in about.names for name in (*words, *pairs))


@lru_cache(maxsize=256)
def _names_somebody(file: str, about: Wanted) -> bool:
    stem = Path(file.removeprefix("'")).stem
    if (
        _id(stem) in about.ids
        or stem.casefold() in about.addresses
        or any(a.casefold() in about.addresses for a in _ADDRESS.findall(stem))
    ):
        return True
    return any(name <= frozenset(folded(stem).split()) for name in about.names)


def _told(cell: str) -> "dict[str, Any] | list[str]":
    """The refused row: cells by column, or a list of cells, or the pieces of a line."""
    try:
        told = json.loads(cell)
    except ValueError:
        told = cell
    if isinstance(told, dict):
        return told
    if isinstance(told, list):
        return [str(c) for c in told]
    return [piece.strip() for piece in re.split(r"[,;|\t\n\"]", str(told))]


def _id(text: str) -> str:
    try:
        return identity(text)
    except ValueError:
        return text


@lru_cache(maxsize=256)
def _id_columns(header: tuple[str, ...], kind: str) -> frozenset[str]:
    """Columns that are known to hold an id."""
    guessed = guess_columns(header, KINDS[kind]).columns
    return frozenset(c for c, name in guessed.items() if name in _IDS)
