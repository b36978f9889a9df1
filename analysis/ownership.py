"""Total cost of ownership of a credential: to earn it and to hold it over a number of years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.costs import NOTHING_KNOWN, Amount, exactly, renewal_months, renewals_due

EARN, RETAKES, TRAINING, MATERIALS = "earn", "retake", "training", "materials"
MEMBERSHIP, RENEWALS = "membership", "renewal"
EXTRAS, STUDY, EDUCATION = "extras", "study", "education"
PRICED = (EARN, RETAKES, TRAINING, MATERIALS, MEMBERSHIP, RENEWALS)
"""The parts that are also items of published prices."""
MEMBER, NON_MEMBER, SUBSIDISED = "member", "non_member", "subsidised"
AUDIENCES = {
    NON_MEMBER: (NON_MEMBER, "all"),
    MEMBER: (MEMBER, "all", NON_MEMBER),
    SUBSIDISED: (SUBSIDISED, "all", NON_MEMBER),
}
"""Whose price is taken for whom: the first that is published."""
COUNTED, UNKNOWN, NOT_ON_RECORD, LEFT_OUT = "counted", "unknown", "not on record", "left out"
"""The states of a part. Unknown: it is to be paid, but how much is not known. Not on record: no
source says whether there is such a part. Left out: by the reader's choice."""
MOST_ATTEMPTS = 4
"""Most attempts that are counted: people give up, and issuers limit the tries of a year."""
DISCOUNT_RATE = 0.03
"""A year; what future payments are worth today, unless the reader says otherwise."""


@dataclass(frozen=True)
class Price:
    """One published price of a credential, in US dollars.

    ``item`` is one of ``PRICED``; ``status`` as in the catalog, None where nothing
    is published; ``period_months`` of what is paid again; ``is_optional`` where its own words say
    so; ``ce_hours`` of continuing education in a renewal's period, None where not known.
    """

    item: str
    audience: str
    status: str | None
    amount: Amount
    period_months: int | None = None
    is_optional: bool = False
    ce_hours: float | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of a credential's cost.

    ``covers_course``: its price to earn is that of a course, not of an exam alone.
    ``needs_course``: it asks for a course that this price is not of. ``extras``: words on what its
    price leaves out.
    """

    prices: tuple[Price, ...]
    hours: float | None = None
    pass_rate: float | None = None
    covers_course: bool = False
    needs_course: bool = False
    extras: str = ""


@dataclass(frozen=True)
class Terms:
    """What the reader chose. ``hourly_usd`` (loaded) is None where time is not valued."""

    years: int = 5
    seats: int = 1
    audience: str = NON_MEMBER
    hourly_usd: float | None = None
    discount_rate: float = DISCOUNT_RATE

    def __post_init__(self) -> None:
        if self.years < 0 or self.seats < 1 or self.discount_rate < 0:
            raise ValueError("years and discount must not be negative, seats at least 1")
        if self.audience not in AUDIENCES or (self.hourly_usd or 0) < 0:
            raise ValueError("no such audience, or a negative wage")


@dataclass(frozen=True)
class Part:
    """One part of the cost: present value for all seats in US dollars, and why it is what it is.

    ``times``: how often it is paid for one seat (hours for time), None where not known.
    """

    name: str
    state: str
    amount: Amount
    times: float | None
    why: str


@dataclass(frozen=True)
class Ownership:
    """The parts and their sum in US dollars.

    ``total.typical`` and ``total.high`` are None where a part is unknown; ``total.low`` is what it
    costs at least: the low ends of all that is known, None where nothing is.
    """

    parts: tuple[Part, ...]
    total: Amount

    def named(self, state: str) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts if part.state == state)


def ownership(facts: Facts, terms: Terms) -> Ownership:
    """What a credential costs under the terms.

    Payments are discounted from the month in which they fall due. A renewal that falls due on the
    last day is not counted; a membership is paid for every period that begins before it.
    """
    earn = _price(facts, EARN, terms)
    parts = (
        _once(EARN, earn, terms),
        *([_gap(EXTRAS, UNKNOWN, facts.extras)] if facts.extras else []),
        _retakes(facts, earn, terms),
        _training(facts, terms),
        _once(MATERIALS, _price(facts, MATERIALS, terms), terms),
        _membership(facts, terms),
        _renewals(facts, terms),
        _study(facts, terms),
        _education(facts, terms),
    )
    return Ownership(parts, _total(parts))


def expected_attempts(pass_rate: float) -> float:
    """Attempts until the first pass where each passes with the same chance, at most so many.

    The mean of a geometric distribution, 1 / p, cut at ``MOST_ATTEMPTS``.

    Raises:
        ValueError: not a rate from 0 to 1.
    """
    if not 0 <= pass_rate <= 1:
        raise ValueError("a pass rate lies from 0 to 1")
    return MOST_ATTEMPTS if pass_rate * MOST_ATTEMPTS <= 1 else 1 / pass_rate


def present_value(months: Iterable[float], discount_rate: float) -> float:
    """What payments of 1 in those months are worth in month 0."""
    return sum((1 + discount_rate) ** (-month / 12) for month in months)


def _price(facts: Facts, item: str, terms: Terms) -> Price | None:
    for audience in AUDIENCES[terms.audience]:
        for price in facts.prices:
            if (price.item, price.audience) == (item, audience):
                return price
    return None


def _part(
    name: str,
    unit: Amount,
    months: Sequence[float],
    terms: Terms,
    why: str,
    times: float | None = None,
) -> Part:
    """A part that is paid in those months, whether or not its price is known."""
    worth = terms.seats * present_value(months, terms.discount_rate)
    amount = unit.times(worth) if months else exactly(0)
    state = UNKNOWN if amount.typical is None else COUNTED
    return Part(name, state, amount, len(months) if times is None else times, why)


def _gap(name: str, state: str, why: str) -> Part:
    return Part(name, state, NOTHING_KNOWN, None, why)


def _once(name: str, price: Price | None, terms: Terms) -> Part:
    if price is None:
        # Everything has a price to earn it; the other parts need not exist.
        return _gap(name, UNKNOWN if name == EARN else NOT_ON_RECORD, "no price on record")
    if price.is_optional:
        optional = Amount(0.0, 0.0, price.amount.high)
        return _part(name, optional, [0], terms, "optional: in the high figure only")
    why = "" if price.amount.typical is not None else "price not known"
    return _part(name, price.amount, [0], terms, why or _whose(price, terms))


def _whose(price: Price, terms: Terms) -> str:
    """Says so where the price for the chosen audience is not published."""
    if terms.audience == NON_MEMBER or price.audience == terms.audience:
        return ""
    return f"no {terms.audience.replace('subsidised', 'subsidy')} price on record: the usual one"


def _training(facts: Facts, terms: Terms) -> Part:
    price = _price(facts, TRAINING, terms)
    if price is None and facts.covers_course:
        return _gap(TRAINING, LEFT_OUT, "in the price to earn it")
    if price is None and facts.needs_course:
        return _gap(TRAINING, UNKNOWN, "asks for a course whose price is not known")
    return _once(TRAINING, price, terms)


def _retakes(facts: Facts, earn: Price | None, terms: Terms) -> Part:
    if facts.pass_rate is None:
        return _gap(RETAKES, NOT_ON_RECORD, "no pass rate on record: one attempt is counted")
    attempts = expected_attempts(facts.pass_rate)
    # A course with its exam in one price does not tell what a second attempt costs.
    again = _price(facts, RETAKES, terms) or (None if facts.covers_course else earn)
    unit = (again.amount if again else NOTHING_KNOWN).times(attempts - 1)
    why = f"{facts.pass_rate * 100:.0f} % pass: {attempts:.3g} attempts expected"
    if attempts == 1:
        unit = exactly(0)
    elif unit.typical is None:
        why += "; price of a second attempt not known"
    return _part(RETAKES, unit, [0], terms, why, times=attempts - 1)


def _membership(facts: Facts, terms: Terms) -> Part:
    price = _price(facts, MEMBERSHIP, terms)
    takes_member_price = terms.audience == MEMBER and any(
        found is not None and found.audience == MEMBER
        for found in (_price(facts, item, terms) for item in PRICED if item != MEMBERSHIP)
    )
    if price is None:
        if takes_member_price:
            return _gap(MEMBERSHIP, UNKNOWN, "member price taken, membership fee not known")
        return _gap(MEMBERSHIP, NOT_ON_RECORD, "no price on record")
    if price.is_optional and not takes_member_price:
        return _gap(MEMBERSHIP, LEFT_OUT, "optional, and no member price is taken")
    if price.period_months is None:
        return _gap(MEMBERSHIP, UNKNOWN, "how often it is paid is not known")
    # A period of 0 months is paid once. Only to earn it takes one period as well.
    step = price.period_months or max(terms.years * 12, 1)
    months = range(0, max(terms.years * 12, 1), step)
    return _part(MEMBERSHIP, price.amount, months, terms, "")


def _renewals(facts: Facts, terms: Terms) -> Part:
    price = _price(facts, RENEWALS, terms)
    due = _due(price, terms)
    if due is None:
        return _gap(RENEWALS, UNKNOWN, "when it is to be renewed is not known")
    unit = price.amount if price else NOTHING_KNOWN
    why = "" if due else "none falls due"
    if due and unit.typical is None:
        why = "renewal fee not known"
    return _part(RENEWALS, unit, due, terms, why)


def _due(price: Price | None, terms: Terms) -> tuple[int, ...] | None:
    """Months in which renewals fall due; None where that is not known."""
    period, status = (price.period_months, price.status) if price else (None, None)
    if renewals_due(terms.years, period, status) is None:
        return None
    return renewal_months(terms.years, period)


def _study(facts: Facts, terms: Terms) -> Part:
    if terms.hourly_usd is None:
        return _gap(STUDY, LEFT_OUT, "time is not valued")
    if facts.hours is None:
        return _gap(STUDY, UNKNOWN, "hours not known")
    unit = exactly(terms.hourly_usd * facts.hours)
    return _part(STUDY, unit, [0], terms, f"{facts.hours:,.0f} hours", times=facts.hours)


def _education(facts: Facts, terms: Terms) -> Part:
    if terms.hourly_usd is None:
        return _gap(EDUCATION, LEFT_OUT, "time is not valued")
    price = _price(facts, RENEWALS, terms)
    due = _due(price, terms)
    if due is None:
        return _gap(EDUCATION, UNKNOWN, "when it is to be renewed is not known")
    if not due:
        return _part(EDUCATION, exactly(0), [], terms, "no renewal falls due")
    if price is None or price.ce_hours is None:
        return _gap(EDUCATION, UNKNOWN, "hours for a renewal not known")
    unit = exactly(terms.hourly_usd * price.ce_hours)
    why = f"{price.ce_hours:,.0f} hours for each renewal"
    return _part(EDUCATION, unit, due, terms, why, times=price.ce_hours * len(due))


def _total(parts: Iterable[Part]) -> Amount:
    due = [part.amount for part in parts if part.state in (COUNTED, UNKNOWN)]
    typical = [amount.typical for amount in due]
    high = [amount.high for amount in due]
    low = [amount.low for amount in due if amount.low is not None]
    return Amount(_sum(typical), sum(low) if low else None, _sum(high))


def _sum(values: Sequence[float | None]) -> float | None:
    """The sum; None where one is not known."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
