"""When a badge was earned, from when to when it is valid, and whether that includes the day."""

import re
from datetime import UTC, datetime
from typing import Any

from badges.values import Finding, Json, failed, passed, warned

_DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})?)?"
)


def moment_of(value: Any) -> datetime | None:
    """The moment an ISO 8601 date or time names (UTC where it has no zone), None if it is none."""
    if not isinstance(value, str) or not _DATE_TIME.fullmatch(value):
        return None
    text = re.sub(r"(\.\d{6})\d+", r"\1", value.upper())
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def of_seconds(value: Any) -> datetime | None:
    """The moment of a JWT's NumericDate, None where it is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def check_dates(
    document: Json, starts: tuple[str, ...], ends: tuple[str, ...], at: datetime
) -> Finding:
    """Whether `at` lies between the dates under the keys `starts` and `ends`, both included."""
    named = [key for key in (*starts, *ends) if document.get(key) is not None]
    unread = [key for key in named if moment_of(document[key]) is None]
    if unread:
        return failed("bad_dates", **{key: str(document[key])[:100] for key in unread})
    begin = [m for key in starts if (m := moment_of(document.get(key))) is not None]
    end = [m for key in ends if (m := moment_of(document.get(key))) is not None]
    evidence = {key: document[key] for key in named}
    if begin and end and min(end) < max(begin):
        return failed("bad_dates", **evidence)
    if end and min(end) < at:
        return failed("expired", **evidence)
    if begin and max(begin) > at:
        return failed("not_yet_valid", **evidence)
    return passed(**evidence) if begin else warned(note="no date of issue")


def first_date(document: Json, keys: tuple[str, ...]) -> str:
    """The first of the dates that is there and can be read, as the badge has it; or ""."""
    return next((document[key] for key in keys if moment_of(document.get(key))), "")
