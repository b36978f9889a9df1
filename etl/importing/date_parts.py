"""Parts of a date to its ISO text: years of two digits, names of months, times of the day."""

import re
from datetime import datetime

NOT_A_DATE = "not a date"
YEARS = (1900, 2200)
"""First and last year (excluded) of a date that is believed."""

_TIME = re.compile(
    r"[,T\s]*(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{2,4})?",
    re.I,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier januar", "feb february fev février februar", "mar march mars märz",
            "apr april avril", "may mai", "jun june juin juni", "jul july juillet juli",
            "aug august aout août", "sep sept september septembre", "oct october octobre oktober",
            "nov november novembre", "dec december décembre dezember",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


def full_year(text: str) -> int:
    """The year; two digits below 70 are of this century."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def month_number(name: str) -> int:
    """1 to 12 for an English, French or German name or its short form; ValueError `NOT_A_DATE`."""
    number_ = _MONTHS.get(name.casefold())
    if number_ is None:
        raise ValueError(NOT_A_DATE)
    return number_


def iso_text(year: int, month: int, day_: int, time: str | None) -> str:
    """A day as ISO text, with time and offset where `time` tells; ValueError `NOT_A_DATE`."""
    if not YEARS[0] <= year < YEARS[1]:
        raise ValueError(NOT_A_DATE)
    try:
        found = datetime(year, month, day_)
    except ValueError:
        raise ValueError(NOT_A_DATE) from None
    if not time or not time.strip():
        return shown(found)
    clock = _TIME.fullmatch(time.strip())
    if clock is None:
        raise ValueError(NOT_A_DATE)
    hour, half = int(clock["hour"]), (clock["half"] or "")[:1].casefold()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    zone = (clock["zone"] or "").upper()
    try:
        found = found.replace(
            hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0)
        )
    except ValueError:
        raise ValueError(NOT_A_DATE) from None
    # Zones by letters are not one offset (CST is three); their times stay without one.
    offset = "+00:00" if zone in ("Z", "UTC", "GMT") else zone if zone[:1] in "+-" else ""
    if offset and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    return shown(found, always=bool(offset)) + offset


def shown(found: datetime, *, always: bool = False) -> str:
    """ISO text; the time is left out at midnight, but if `always`."""
    is_midnight = (found.hour, found.minute, found.second) == (0, 0, 0)
    return found.date().isoformat() if is_midnight and not always else found.isoformat()
