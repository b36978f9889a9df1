"""What a credential costs to earn and to keep."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Amount:
    """A price in US dollars; ``typical`` is None where it is not known.

    ``low`` and ``high`` equal ``typical`` unless the issuer publishes a range; ``high`` is None
    for a price that is only known "from" an amount.
    """

    typical: float | None
    low: float | None
    high: float | None

    def times(self, factor: float) -> "Amount":
        """So many of it; what is not known stays so."""
        ends = (self.typical, self.low, self.high)
        return Amount(*(None if end is None else end * factor for end in ends))


HOURS_A_YEAR = 2080
LOADING = 48.05 / 33.02
"""What an employer pays for an hour of a civilian worker, for each dollar of its wage: US Bureau
of Labor Statistics, Employer Costs for Employee Compensation, June 2025 (USDL-25-1358)."""
LOADING_SOURCE = "BLS Employer Costs for Employee Compensation, civilian workers, June 2025"
NOTHING_KNOWN = Amount(None, None, None)


def exactly(usd: float) -> Amount:
    """An amount without a range."""
    return Amount(usd, usd, usd)


@dataclass(frozen=True)
class KeepingCost:
    """Price of holding a credential over a number of years, in US dollars.

    ``earn_usd``, ``renewals_usd`` and ``total_usd`` are None where a part is not known; a missing
    part is never taken for zero. ``renewals`` counts renewals that fall due.
    """

    earn_usd: float | None
    renewals: int | None
    renewals_usd: float | None
    total_usd: float | None


def cost_to_keep(
    *,
    years: int,
    price_status: str | None,
    price_usd: float | None,
    renewal_status: str | None,
    renewal_fee_usd: float | None,
    renewal_period_months: int | None,
) -> KeepingCost:
    """Cost to earn a credential and keep it valid until ``years`` years after earning it.

    A renewal that falls due on the last day is not counted: the credential is valid until then.
    A period of 0 months means that it does not expire. Fees are those of today, undiscounted.

    Raises:
        ValueError: ``years`` is negative.
    """
    if years < 0:
        raise ValueError("years must not be negative")
    earn = amount_of(price_status, price_usd)
    renewals = renewals_due(years, renewal_period_months, renewal_status)
    fee = amount_of(renewal_status, renewal_fee_usd)
    if renewals == 0:
        fees: float | None = 0.0
    else:
        fees = None if fee is None or renewals is None else fee * renewals
    total = None if earn is None or fees is None else earn + fees
    return KeepingCost(earn, renewals, fees, total)


def amount_of(status: str | None, amount: float | None) -> float | None:
    """The amount that a status stands for: zero if nothing is to pay, else what is published."""
    if status in ("free", "none"):
        return 0.0
    return amount


def published_amount(
    status: str | None, amount: float | None, low: float | None, high: float | None
) -> Amount:
    """A price as published: one amount, or a range with its middle.

    A range with one open end has no middle: taking the known end for the price would make it look
    cheaper or dearer than it is.
    """
    known = amount_of(status, amount)
    if known is None and low is not None and high is not None:
        known = (low + high) / 2
    if known is None:
        return Amount(None, low, high)
    return Amount(known, known if low is None else low, known if high is None else high)


def renewal_months(years: int, period_months: int | None) -> tuple[int, ...]:
    """Months after earning at which a renewal falls due, before the last day of ``years``.

    A period of 0 months, or one that is not known, gives none.
    """
    if not period_months:
        return ()
    return tuple(range(period_months, years * 12, period_months))


def renewals_due(years: int, period_months: int | None, status: str | None) -> int | None:
    """How many renewals fall due before the last day of ``years``; None where not known."""
    if years == 0:
        return 0
    if period_months is None:
        # Nothing to pay is known although the period is not: no renewal costs anything.
        return 0 if status == "none" else None
    return len(renewal_months(years, period_months))


def loaded_hourly_usd(annual_usd: float) -> float:
    """What an hour of work costs an employer, from a yearly wage without benefits."""
    return annual_usd / HOURS_A_YEAR * LOADING


def is_stale(fresh_until: date | None, today: date) -> bool:
    """Whether a price is more than three years old; an undated one cannot be called fresh."""
    return fresh_until is None or fresh_until < today


def pareto_frontier(costs: list[float], values: list[float]) -> list[int]:
    """Positions of the points that no other point beats: none is cheaper and worth as much.

    Cheapest first. Two equal points: the earlier one is kept.
    """
    order = sorted(range(len(costs)), key=lambda i: (costs[i], -values[i], i))
    frontier: list[int] = []
    best = float("-inf")
    for i in order:
        if values[i] > best:
            frontier.append(i)
            best = values[i]
    return frontier
