"""Advertised pay: a raw salary string to an annual range, or nothing.

The rule of the module is to refuse rather than guess. An amount is taken only when its currency,
its pay period and its place in the sentence are clear; bonuses, allowances, rates per session or
per shift, and amounts no job pays in a year are refused. An estimate ("Glassdoor est.") is read and
says so in its basis, since it is no offer.

Factors to a year: hour x 2,080 (52 weeks of 40 hours), day x 260, week x 52, month x 12. A pro
rata salary is the full-time rate, which is what such advertisements state.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from etl.normalise.pay_amounts import money, one_period, scaled_values, without_extras
from etl.normalise.pay_rules import (
    ANNUAL_BY_CUSTOM,
    ANNUALISED_BY_SOURCE,
    ANNUALISED_FROM,
    ASSUMED_ANNUAL,
    CODED,
    CURRENCY_BY_COUNTRY,
    DOLLAR_LIKE,
    ESTIMATE,
    ESTIMATED,
    FROM,
    FROM_AFTER,
    HIGHEST_RATE,
    MACHINE,
    MACHINE_LIKE,
    MAXIMUM_RATIO,
    MINIMUM_WITHOUT_PERIOD,
    PER_PROGRAMMED_ACTIVITY,
    PERIOD_FACTORS,
    PLAUSIBLE_ANNUAL,
    PRO_RATA,
    QUANTITATIVE,
    REFUSED,
    REPORTED_PERIODS,
    STATED,
    UP_TO,
)


@dataclass(frozen=True)
class Pay:
    """Advertised pay for a year, full time, in the currency of the advertisement.

    `min_annual` is None after "up to", `max_annual` is None after "from". `period` is the period
    the advertisement used (hour, day, week, month, year); `basis` says how the period is known:
    `stated`, `assumed_annual`, `annualised_by_source` or `estimated` (no offer: an estimate).
    """

    min_annual: float | None
    max_annual: float | None
    currency: str
    period: str
    basis: str


def parse_pay(text: str, country: str | None = None) -> Pay | None:
    """The annual pay that `text` advertises, or None when it is not certain.

    `country` (ISO alpha-2) decides what a bare `$` means (US dollar unless the country has its own)
    and allows an amount without a currency sign in GB and US strings.
    """
    return _parse_pay(text, country)


@lru_cache(maxsize=65_536)
def _parse_pay(text: str, country: str | None) -> Pay | None:
    cleaned = re.sub(r"[\u2010-\u2015\u2212\ufffd]", "-", unescape(text)).replace("\u00a0", " ")
    cleaned = re.sub(r"(?<=[£$€])\s+(?=\d)", "", cleaned).strip()
    machine = MACHINE.match(cleaned)
    if machine:
        return _machine_pay(machine, country)
    if MACHINE_LIKE.match(cleaned):
        return None
    coded = CODED.match(cleaned)
    if coded:
        high = coded["high"] or coded["low"]
        return _annual(
            float(coded["low"]),
            float(high),
            coded["currency"].upper(),
            coded["period"].lower(),
            STATED,
        )
    if QUANTITATIVE.search(cleaned):
        return _structured_pay(cleaned)
    return _free_text_pay(cleaned, country)


def _machine_pay(match: re.Match[str], country: str | None) -> Pay | None:
    """`52.5-60.0 hourly`: -1, 0 and nan stand for an absent end."""
    currency = CURRENCY_BY_COUNTRY.get(country or "US")
    if currency is None:
        return None
    ends = [
        None if end == "nan" or float(end) <= 0 else float(end)
        for end in (match["low"], match["high"].lower())
    ]
    low, high = ends
    word = match["period"].lower()
    period = {
        "yearly": "year",
        "monthly": "month",
        "weekly": "week",
        "biweekly": "fortnight",
        "daily": "day",
        "hourly": "hour",
    }[word]
    present = [end for end in ends if end is not None]
    threshold = ANNUALISED_FROM.get(period)
    if present and threshold is not None and min(present) >= threshold:
        return _bounded(low, high, currency, period, ANNUALISED_BY_SOURCE)
    if any(end > HIGHEST_RATE.get(period, float("inf")) for end in present):
        return None
    factor = PERIOD_FACTORS[period]
    return _bounded(
        None if low is None else low * factor,
        None if high is None else high * factor,
        currency,
        period,
        STATED,
    )


def _structured_pay(text: str) -> Pay | None:
    """A schema.org MonetaryAmount printed as a dictionary."""
    found = {
        key: re.search(rf"'{key}': '?([\w.]+)'?", text)
        for key in ("currency", "minValue", "maxValue", "unitText")
    }
    currency, low, high, unit = (found[key][1] if found[key] else None for key in found)  # type: ignore[index]
    if currency is None or low is None or unit is None or unit.lower() not in PERIOD_FACTORS:
        return None
    try:
        return _annual(float(low), float(high or low), currency, unit.lower(), STATED)
    except ValueError:
        return None


def _free_text_pay(text: str, country: str | None) -> Pay | None:
    text = re.sub(r"^employer provided salary:", "", text, flags=re.IGNORECASE)
    if REFUSED.search(text) or PER_PROGRAMMED_ACTIVITY.search(text):
        return None
    amounts = list(money(text, country))
    if not amounts:
        return None
    currencies = {amount.currency for amount in amounts if amount.currency}
    if len(currencies) > 1:
        return None
    currency = currencies.pop() if currencies else CURRENCY_BY_COUNTRY.get(country or "")
    if currency is None:
        return None
    first = amounts[0]
    amounts, period = one_period(text, amounts)
    amounts = without_extras(text, amounts)
    if not amounts or (period is None and currency not in ANNUAL_BY_CUSTOM):
        return None
    values = scaled_values(amounts)
    if period is None:
        if min(values) < MINIMUM_WITHOUT_PERIOD:
            return None
        basis, period = ASSUMED_ANNUAL, "year"
    else:
        basis = STATED
    if ESTIMATE.search(text):
        basis = ESTIMATED
    is_part_pay = period == "year" and min(values) < MINIMUM_WITHOUT_PERIOD
    if is_part_pay and PRO_RATA.search(text):
        return None
    if len(set(values)) == 1:
        # "Up to" and "from" hold for the amount that replaces the first one ("up to £20,000
        # (full time £40,000)") as well.
        after = text[amounts[-1].end :]
        leads = [text[: amount.start] for amount in dict.fromkeys((first, amounts[0]))]
        factor = PERIOD_FACTORS[period]
        if any(UP_TO.search(lead) for lead in leads):
            return _bounded(None, values[0] * factor, currency, period, basis)
        if any(FROM.search(lead) for lead in leads) or FROM_AFTER.match(after):
            return _bounded(values[0] * factor, None, currency, period, basis)
    return _annual(min(values), max(values), currency, period, basis)


def _annual(low: float, high: float, currency: str, period: str, basis: str) -> Pay | None:
    if min(low, high) <= 0:
        return None
    if currency in DOLLAR_LIKE and max(low, high) > HIGHEST_RATE.get(period, float("inf")):
        return None
    factor = PERIOD_FACTORS[period]
    return _bounded(min(low, high) * factor, max(low, high) * factor, currency, period, basis)


def _bounded(
    low: float | None, high: float | None, currency: str, period: str, basis: str
) -> Pay | None:
    """A `Pay` when every amount is plausible for a year."""
    if currency not in PLAUSIBLE_ANNUAL:
        return None
    floor, ceiling = PLAUSIBLE_ANNUAL[currency]
    present = [value for value in (low, high) if value is not None]
    if not present or not all(floor <= value <= ceiling for value in present):
        return None
    if low is not None and high is not None and not 1 <= high / low <= MAXIMUM_RATIO:
        return None
    rounded = [None if value is None else round(value, 2) for value in (low, high)]
    return Pay(rounded[0], rounded[1], currency, REPORTED_PERIODS.get(period, period), basis)
