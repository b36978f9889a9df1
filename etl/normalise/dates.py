"""When a posting was published: a raw date string to a date, or nothing."""

import re
from datetime import UTC, date, datetime, timedelta

EARLIEST_POSTED_ON = date(1995, 1, 1)
"""Job advertisements were not collected from the web before; an earlier date is damage."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_UNIT_DAYS = {
    "minute": 0, "hour": 0, "heure": 0, "day": 1, "jour": 1, "week": 7, "semaine": 7,
}  # fmt: skip
_SEEN = re.compile(r"\(seen (\d{4}-\d{2}-\d{2})\)\s*$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?!\d)")
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{2})(?:\s*\(.*\))?$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?(?:\.0)?$")
_MONTH_FIRST = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$")
_LONG_US = re.compile(r"(?:^|,\s*)([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})")
_LONG_DAY_FIRST = re.compile(r"^(?:[A-Z][a-z]{2},\s*)?(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})")
_YEAR_THEN_DAY = re.compile(
    r"^(\d{4})\s+(?:(\d{1,2})-([A-Z][a-z]{2})|([A-Z][a-z]{2})-(\d{1,2})|(\d{2})-(\d{2}))$"
)
_RELATIVE = re.compile(
    r"^(?:re)?(?:posted\s+)?(?:il y a\s+)?(?P<count>\d+|an?)\s+"
    r"(?P<unit>minute|hour|heure|day|jour|week|semaine)s?(?:\s+ago)?$",
    re.IGNORECASE,
)
_TODAY = re.compile(r"^(?:posted\s+)?(?:today|just posted|just now|aujourd'hui)$", re.IGNORECASE)
_YESTERDAY = re.compile(r"^(?:posted\s+)?(?:yesterday|hier)$", re.IGNORECASE)


def parse_posted(text: str, collected_on: date | None) -> date | None:
    """The day a posting was published, or None when the string does not tell.

    Relative dates count back from `collected_on`, or from the day inside the string itself
    (`(seen 2025-09-03)`); with neither they are refused. Open ones ("30+ days", "over 1 month
    ago"), months ("2 months ago" spans two calendar months), spreadsheet damage (`########`), bare
    years, dates before 1995 and dates later than a day after collection are refused too. A string
    that gives only a month returns its first day.
    """
    stripped = text.strip()
    seen = _SEEN.search(stripped)
    if seen:
        stripped = stripped[: seen.start()].strip()
        collected_on = _date(*(int(part) for part in seen[1].split("-")))
    posted_on = _absolute(stripped)
    if posted_on is None and collected_on is not None:
        posted_on = _relative(stripped, collected_on)
    if posted_on is None or posted_on < EARLIEST_POSTED_ON:
        return None
    if collected_on is not None and posted_on > collected_on + timedelta(days=1):
        return None
    return posted_on


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _absolute(text: str) -> date | None:
    if match := _ISO.match(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_MONTH.match(text):
        return _date(int(match[1]), int(match[2]), 1)
    if _EPOCH.match(text):
        seconds = int(text.removesuffix(".0")) / (1000 if len(text.removesuffix(".0")) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    if match := _MONTH_FIRST.match(text):
        year = int(match[3])
        if year < 100:
            # Two-digit years run from 1970 to 2069, as POSIX reads them.
            year += 1900 if year >= 70 else 2000
        return _date(year, int(match[1]), int(match[2]))
    if match := _LONG_US.search(text):
        return _named(match[3], match[1], match[2])
    if match := _LONG_DAY_FIRST.match(text):
        return _named(match[3], match[2], match[1])
    if match := _YEAR_THEN_DAY.match(text):
        if match[6]:
            return _date(int(match[1]), int(match[6]), int(match[7]))
        return _named(match[1], match[3] or match[4], match[2] or match[5])
    return None


def _named(year: str, month_name: str, day: str) -> date | None:
    month = _MONTHS.get(month_name[:3].lower())
    return None if month is None else _date(int(year), month, int(day))


def _relative(text: str, collected_on: date) -> date | None:
    if _TODAY.match(text):
        return collected_on
    if _YESTERDAY.match(text):
        return collected_on - timedelta(days=1)
    match = _RELATIVE.match(text)
    if match is None:
        return None
    count = 1 if match["count"].lower() in ("a", "an") else int(match["count"])
    if count > 1000:
        return None
    return collected_on - timedelta(days=count * _UNIT_DAYS[match["unit"].lower()])
