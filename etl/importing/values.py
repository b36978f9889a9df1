"""Readers for single cells: text in, value out, or ValueError with a short fixed phrase.

What one cell cannot tell (is 03/04/2025 in March or April, is 1.234 a thousand) is settled for a
whole column by `etl.importing.columns` before a reader sees the cell; a reader refuses it.
"""

import re
from datetime import UTC, date, datetime, timedelta

from etl.importing.date_parts import NOT_A_DATE, full_year, iso_text, month_number, shown

DAY_FIRST, MONTH_FIRST = "day first", "month first"
DATE_ORDERS = (DAY_FIRST, MONTH_FIRST)
DECIMAL_MARKS = (".", ",")

AMBIGUOUS_DATE = "day and month cannot be told apart"
NOT_A_NUMBER = "not a number"
AMBIGUOUS_NUMBER = "thousands and decimals cannot be told apart"

NUMERIC_DATE = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[/.\-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"
    r"(?P<time>,?[ T]\s*\d{1,2}[:.]\d{2}.*)?"
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?P<time>[T ]\s*\d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,](\d+))?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_WEEKDAY = re.compile(
    r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.I
)
_NAMED_MONTH_FIRST = re.compile(
    r"([^\W\d]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4}|\d{2})(?P<time>,?\s+.*)?", re.I
)
_NAMED_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*(?:of\s+)?([^\W\d]{3,9})\.?,?[\s-]+(\d{4}|\d{2})"
    r"(?P<time>,?\s+.*)?",
    re.I,
)
_YES = frozenset({"true", "yes", "y", "1", "t", "x", "oui", "ja", "✓"})
_NO = frozenset({"false", "no", "n", "0", "f", "non", "nein"})
_FREE = frozenset({"free", "no cost", "gratis", "kostenlos", "gratuit", "free of charge"})
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")
_MAILBOX = re.compile(r"(?:.*<|mailto:)\s*([^<>]+?)\s*>?", re.I)
_LIST_MARK = re.compile(r"\s*[;|\n]\s*")
_COMMA = re.compile(r"\s*,\s*")
_CURRENCY = re.compile(r"^(?:[A-Z]{3}\s*|[A-Z]{0,2}[$£€₹¥]\s*)|\s*(?:[$£€₹¥]|[A-Z]{3})$")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.I)


def day(text: str) -> date:
    """The day of a date in any unmistakable spelling; of a time stamp, the day it is written with.

    ISO, 20250304, "Nov 3, 2025", "3-Nov-25", day and month as numbers where one is above 12 (or
    the mark is a point: day first), spreadsheet serials (45719), (milli)seconds since 1970.

    Raises:
        ValueError: `NOT_A_DATE` or `AMBIGUOUS_DATE`.
    """
    return date.fromisoformat(iso_moment(text)[:10])


def moment(text: str) -> datetime:
    """The time stamp, midnight where no time is given; in UTC where a zone or offset is given.

    Raises:
        ValueError: as for `day`.
    """
    found = datetime.fromisoformat(iso_moment(text))
    return found.astimezone(UTC) if found.tzinfo else found


def iso_moment(text: str, order: str | None = None) -> str:
    """A date as YYYY-MM-DD, with THH:MM:SS and an offset where the cell has them.

    Args:
        text: one cell.
        order: `DAY_FIRST` or `MONTH_FIRST`, for what the cell alone does not tell.

    Raises:
        ValueError: `NOT_A_DATE` or `AMBIGUOUS_DATE`.
    """
    cell = " ".join(text.split())
    if found := _ISO.fullmatch(cell):
        return iso_text(int(found[1]), int(found[3]), int(found[4]), found["time"])
    if found := NUMERIC_DATE.fullmatch(cell):
        first, second = int(found["a"]), int(found["b"])
        told = order_of(found)
        if told is None and first != second:
            told = order
            if told is None:
                raise ValueError(AMBIGUOUS_DATE)
        if told == MONTH_FIRST:
            first, second = second, first
        return iso_text(full_year(found["year"]), second, first, found["time"])
    if found := _COMPACT.fullmatch(cell):
        return iso_text(int(found[1]), int(found[2]), int(found[3]), None)
    if found := _SERIAL.fullmatch(cell):
        # Days since the spreadsheet epoch; its false leap day of 1900 is behind us.
        moment_ = datetime(1899, 12, 30) + timedelta(days=float(cell.replace(",", ".")))
        return shown(moment_.replace(microsecond=0) if found[2] else moment_)
    if _EPOCH.fullmatch(cell):
        seconds = int(cell) / (1000 if len(cell) == 13 else 1)
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    cell = _WEEKDAY.sub("", cell, count=1) if _WEEKDAY.match(cell) else cell
    if found := _NAMED_MONTH_FIRST.fullmatch(cell):
        return iso_text(full_year(found[3]), month_number(found[1]), int(found[2]), found["time"])
    if found := _NAMED_DAY_FIRST.fullmatch(cell):
        return iso_text(full_year(found[3]), month_number(found[2]), int(found[1]), found["time"])
    raise ValueError(NOT_A_DATE)


def order_of(found: re.Match[str]) -> str | None:
    """The order that a `NUMERIC_DATE` shows by itself, None where both orders make a date."""
    first, second = int(found["a"]), int(found["b"])
    if first > 12:
        return DAY_FIRST
    if second > 12:
        return MONTH_FIRST
    return DAY_FIRST if found["mark"] == "." else None


def number(text: str) -> float:
    """A number; currency signs and codes, a percent sign and thousand separators are left out.

    Raises:
        ValueError: `NOT_A_NUMBER` or `AMBIGUOUS_NUMBER` ("1.234").
    """
    return float(plain_number(text))


def whole_number(text: str) -> int:
    """A number without a fraction.

    Raises:
        ValueError: as for `number`; "not a whole number".
    """
    value = number(text)
    if value != int(value):
        raise ValueError("not a whole number")
    return int(value)


def amount(text: str) -> float:
    """An amount of money of at least zero; "free" is zero.

    Raises:
        ValueError: as for `number`; "an amount below zero".
    """
    value = 0.0 if text.casefold() in _FREE else number(text)
    if value < 0:
        raise ValueError("an amount below zero")
    return value


NUMBER_READERS: frozenset[object] = frozenset({number, whole_number, amount})
"""Fields read by one of these have their decimal mark settled for the whole column."""


def plain_number(text: str, decimal: str | None = None) -> str:
    """`text` as digits with a point before the decimals, or ValueError as for `number`.

    Args:
        text: one cell.
        decimal: the decimal mark of its column, where that is known.
    """
    cell = bare_number(text)
    if _PLAIN.fullmatch(cell) and not (decimal == "," and "." in cell):
        if decimal is None and re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", cell):
            raise ValueError(AMBIGUOUS_NUMBER)
        return cell
    told = decimal_of(cell) or decimal
    if told is None:
        if re.fullmatch(r"[+-]?\d{1,3},\d{3}", cell):
            raise ValueError(AMBIGUOUS_NUMBER)
        raise ValueError(NOT_A_NUMBER)
    thousands = "," if told == "." else "."
    pattern = rf"[+-]?\d{{1,3}}(?:[{thousands} '’]\d{{2,3}})*(?:[{told}]\d*)?|[+-]?\d+[{told}]\d*"
    if not re.fullmatch(pattern, cell):
        raise ValueError(NOT_A_NUMBER)
    for mark in (thousands, " ", "'", "’"):
        cell = cell.replace(mark, "")
    return cell.replace(told, ".").rstrip(".")


def decimal_of(cell: str) -> str | None:
    """The decimal mark that a bare number shows by itself, None where it does not.

    Both marks: the last one; one mark twice: it parts thousands; once, without three digits after
    it: decimals.
    """
    last = max(cell.rfind("."), cell.rfind(","))
    if last < 0:
        return "." if re.search(r"\d[ '’]\d{3}", cell) else None
    mark, other = cell[last], "," if cell[last] == "." else "."
    if other in cell:
        return mark
    if cell.count(mark) > 1:
        return other
    return mark if len(cell) - last - 1 != 3 or cell.lstrip("+-")[0] == "0" else None


def bare_number(text: str) -> str:
    """A cell without currency, percent sign and the spaces around; accounting brackets negate."""
    cell = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if cell.startswith("(") and cell.endswith(")"):
        cell = "-" + cell[1:-1]
    return _CURRENCY.sub("", cell.removesuffix("%").strip()).strip()


def truth(text: str) -> bool:
    """Yes or no in the usual spellings.

    Raises:
        ValueError: "neither yes nor no".
    """
    word = text.strip().casefold().removesuffix(".0")
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError("neither yes nor no")


def email(text: str) -> str:
    """An e-mail address, lower case; "Ann <ann@example.org>" and "mailto:" are understood.

    Raises:
        ValueError: "not an e-mail address".
    """
    cell = text.strip()
    if found := _MAILBOX.fullmatch(cell):
        cell = found[1]
    if not _EMAIL.fullmatch(cell):
        raise ValueError("not an e-mail address")
    return cell.casefold()


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list: at `;`, `|` or line breaks; at commas where there are none of these."""
    mark = _LIST_MARK if _LIST_MARK.search(text.strip()) else _COMMA
    return tuple(dict.fromkeys(part for part in mark.split(text.strip()) if part))
