"""How a record of a live source of postings becomes a row of `postings`.

A record is read field by field: one that is missing although it is needed, or is of another type
than its publisher documents, refuses the record with the field's name; nothing is guessed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from etl.connector import Answer, Ask, Client, Page, Parsed, Reject, Target
from etl.errors import DataError, NotFound
from etl.normalise.places import parse_place
from etl.sources import Source

Row = dict[str, Any]
FEWEST_TO_TELL = 3
"""Records of a page that must all be refused before its format is said to have changed."""


class Refused(Exception):
    """A record cannot be used: its field `column`, and `reason` as a short fixed phrase."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.reason = reason


class Record:
    """One record of an answer. A path is the names of nested fields; null is a missing field.

    Every reader raises `Refused` where the field is of another type.
    """

    def __init__(self, fields: Any) -> None:
        if not isinstance(fields, Mapping):
            raise Refused("record", "not an object")
        self._fields = fields

    def value(self, *path: str) -> Any:
        """Whatever stands there; None where it is missing."""
        here: Any = self._fields
        for depth, name in enumerate(path):
            if here is None:
                return None
            if not isinstance(here, Mapping):
                raise Refused(".".join(path[:depth]), "not an object")
            here = here.get(name)
        return here

    def text(self, *path: str) -> str | None:
        """A text without the spaces around it; None where it is missing or blank."""
        value = self.value(*path)
        if value is not None and not isinstance(value, str):
            raise Refused(".".join(path), "not text")
        return (value or "").strip() or None

    def needed(self, meaning: str, *path: str) -> str:
        """A text that must be there; `meaning` says what it is to us ("title")."""
        value = self.text(*path)
        if value is None:
            raise Refused(".".join(path), f"no {meaning}")
        return value

    def identifier(self, *path: str) -> str:
        """The record's own number or text, which must be there."""
        value = self.value(*path)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.needed("id", *path)

    def number(self, *path: str) -> float | None:
        """A number, also one written as text ("103409.0")."""
        value = self.value(*path)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise Refused(".".join(path), "not a number")
        try:
            return float(value)
        except ValueError as error:
            raise Refused(".".join(path), "not a number") from error

    def many(self, *path: str) -> list[Any]:
        """A list; empty where it is missing."""
        value = self.value(*path)
        if value is not None and not isinstance(value, list):
            raise Refused(".".join(path), "not a list")
        return value or []

    def records(self, *path: str) -> list["Record"]:
        """A list of nested records."""
        return [Record(item) for item in self.many(*path)]

    def day(self, *path: str) -> str | None:
        """The ISO day of an ISO date or time, as it was where it was written."""
        value = self.text(*path)
        if value is None:
            return None
        try:
            return date.fromisoformat(value[:10]).isoformat()
        except ValueError as error:
            raise Refused(".".join(path), "not a date") from error

    def epoch_day(self, *path: str, per_second: int = 1) -> str | None:
        """The ISO day (UTC) of a count of seconds, or of 1/`per_second` seconds, since 1970."""
        value = self.value(*path)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused(".".join(path), "not a time")
        try:
            return datetime.fromtimestamp(value / per_second, UTC).date().isoformat()
        except (OverflowError, ValueError, OSError) as error:
            raise Refused(".".join(path), "not a time") from error


def listed(answer: Answer, source: Source, *path: str) -> list[Any]:
    """The records of an answer: the list in the field `path`, or the whole document.

    Raises:
        DataError: there is no such list, so the publisher's format changed.
    """
    here = answer.json()
    for name in path:
        here = here.get(name) if isinstance(here, Mapping) else None
    if not isinstance(here, list):
        field = f"field {'.'.join(path)!r} holds no list" if path else "the answer is no list"
        raise DataError(f"{source.source_id}: {answer.url}: {field}; the format changed.")
    return here


def read_page(
    page: Page,
    source: Source,
    since: date | None,
    records_of: Callable[[Answer], list[Any]],
    row_of: Callable[[Record, Answer], Row],
) -> Parsed:
    """The rows of a page; records posted before `since` are not wanted and left out.

    A source that always gives all that is open passes None: an employer may list today what it
    wrote a month ago, and a board may be new to us.

    Raises:
        DataError: every record of the page was refused, so the publisher's format changed.
    """
    rows: list[Row] = []
    rejects: list[Reject] = []
    count = older = 0
    for answer in page.answers:
        for number, fields in enumerate(records_of(answer), start=1):
            count += 1
            try:
                row = row_of(Record(fields), answer)
            except Refused as refused:
                where = f"{answer.url} record {number}"
                rejects.append(Reject(where, refused.column, refused.reason))
                continue
            if since and row["posted"] and row["posted"] < since.isoformat():
                older += 1
            else:
                rows.append(row)
    if len(rejects) == count >= FEWEST_TO_TELL:
        first = rejects[0]
        raise DataError(
            f"{source.source_id}: {first.where}: field {first.column!r}: {first.reason}; none of "
            f"{count} records can be used; the format changed."
        )
    return Parsed({"postings": rows}, tuple(rejects), older)


def posting(
    source: Source,
    identifier: str,
    *,
    title: str,
    employer: str | None,
    industry_label: str | None,
    location: str | None,
    posted: str | None,
    salary: str | None,
    text: str,
    url: str | None,
) -> Row:
    """A row of `postings`: `etl.derive.RAW_COLUMNS` and `url`."""
    return {
        "posting_id": f"{source.source_id}:{identifier}",
        "source": source.source_id,
        "title": title,
        "employer": employer,
        "industry_label": industry_label,
        "location": location,
        "posted": posted,
        "salary": salary,
        "text": text,
        "url": url,
    }


def salary_text(
    low: float | None, high: float | None, currency: str | None, period: str | None
) -> str | None:
    """Structured pay as `etl.normalise.pay` reads it: "50000 - 70000 USD per year".

    `period` is hour, day, week, month or year; None where the source does not tell. Amounts of
    zero or less stand for an absent end.
    """
    low, high = (end if end and end > 0 else None for end in (low, high))
    if not currency or (low is None and high is None):
        return None
    currency = currency.upper()
    per = f" per {period}" if period else ""
    if low is not None and high is not None:
        first, last = _plain(min(low, high)), _plain(max(low, high))
        return (
            f"{first} - {last} {currency}{per}"
            if per
            else f"{first} {currency} - {last} {currency}"
        )
    if low is not None:
        return f"from {_plain(low)} {currency}{per}"
    return f"up to {_plain(high or 0)} {currency}{per}"


def _plain(amount: float) -> str:
    return f"{amount:.2f}".removesuffix(".00")


def place_text(text: str | None, country: str | None) -> str | None:
    """A place; with the stated ISO country where the text names none ("Remote"), or can be read as
    that country's ("Smalltown, DE", which is no place in Delaware then)."""
    if not country:
        return text
    stated = country.upper()
    named = parse_place(text, None).country if text else None
    if text and named and (named == stated or parse_place(text, stated).country != stated):
        return text
    return json.dumps({"addressLocality": text or "", "addressCountry": stated})


def sections_html(sections: Iterable[tuple[str, str | None]]) -> str | None:
    """Sections under headings on lines of their own; those without content are left out."""
    parts = [f"<h3>{heading}</h3>\n{content}" for heading, content in sections if content]
    return "\n".join(parts) or None


def boards_left(ask: Ask) -> tuple[tuple[Target, ...], int]:
    """The boards still to be asked, and how many records of the first one were kept already.

    A cursor whose board is no longer listed starts from the beginning; keys make rows unique.
    """
    if ask.cursor is None:
        return ask.targets, 0
    at = json.loads(ask.cursor)
    names = [target.target for target in ask.targets]
    if at["board"] not in names:
        return ask.targets, 0
    return ask.targets[names.index(at["board"]) :], at["skip"]


def board_cursor(boards: tuple[Target, ...], skip: int = 0) -> str | None:
    """The cursor that goes on with the first of `boards`; None where none is left."""
    return json.dumps({"board": boards[0].target, "skip": skip}) if boards else None


def board_path(target: Target) -> str:
    """The board's name as one segment of a path."""
    return quote(target.target, safe="")


def answers_of_board(client: Client, path: str, params: Mapping[str, str]) -> tuple[Answer, ...]:
    """The answer for a whole board; none where its host does not know the board."""
    try:
        return (client.get(path, params),)
    except NotFound:
        return ()


def no_such_board(page: Page) -> Parsed:
    """What is told of a board that its host does not know."""
    where = page.target.target if page.target else "board"
    return Parsed({"postings": []}, (Reject(where, "board", "no such board"),))
