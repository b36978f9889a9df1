"""How numbers are written."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from dashboard.metrics.labels import NOT_FOUND, PRICE_STATUS_LABELS


def day(when: date) -> str:
    """A day as ``1 November 2026``."""
    return f"{when.day} {when:%B %Y}"


def percent(share: float, *, digits: int | None = None) -> str:
    """A share as a percentage, with as many digits as a share of its size supports."""
    value = share * 100
    if digits is None:
        digits = 0 if value >= 10 or value == 0 else 1 if value >= 1 else 2 if value >= 0.01 else 3
    return f"{value:.{digits}f} %"


def interval(low: float, high: float) -> str:
    """An interval of shares as ``9 to 15 %``, both ends with the same digits."""
    digits = 0 if high >= 0.1 else 1 if high >= 0.01 else 2 if high >= 0.0005 else 3
    return f"{low * 100:.{digits}f} to {high * 100:.{digits}f} %"


def of_100(share: float) -> str:
    """A share in words, as ``1.5 of 100``."""
    return f"{percent(share).removesuffix(' %')} of 100"


def range_of_100(low: float, high: float) -> str:
    """An interval of shares without its unit, as ``1.4 to 1.7``."""
    return interval(low, high).removesuffix(" %")


def dollars(amount: float | None) -> str:
    """US dollars without cents, with thousands separators; empty where unknown."""
    return "" if amount is None or pd.isna(amount) else f"${amount:,.0f}"


def price(
    status: str | None,
    amount: float | None,
    year: float | None,
    low: float | None = None,
    high: float | None = None,
) -> str:
    """A price with its year, a range as a range, or the reason why there is no amount."""
    if status is None or pd.isna(status):
        return NOT_FOUND
    words = PRICE_STATUS_LABELS[status]
    has_low, has_high = not pd.isna(low), not pd.isna(high)
    if status == "free":
        return words
    if has_low and has_high and low != high:
        shown = f"{dollars(low)} to {dollars(high)}"
    elif not pd.isna(amount):
        shown = ("about " if status == "varies" else "") + dollars(amount)
    elif has_low or has_high:
        shown = f"from {dollars(low)}" if has_low else f"up to {dollars(high)}"
    else:
        return words or NOT_FOUND
    dated = f"({int(year)})" if year is not None and not pd.isna(year) else "(undated)"
    return f"{shown} {dated}" + (f", {words}" if words else "")


def count(number: float) -> str:
    """A whole number with thousands separators."""
    return f"{int(number):,}"


def plural(number: float, word: str) -> str:
    """``1 employer``, ``12 employers``."""
    return f"{count(number)} {word}" + ("" if int(number) == 1 else "s")


def listed(names: Iterable[object], shown: int = 3) -> str:
    """``A, B and C``, or the first of them and how many more."""
    items = [str(name) for name in names]
    more = len(items) - shown
    if more > 0:
        return ", ".join(items[:shown]) + f" and {more} more"
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
