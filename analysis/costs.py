"""What a credential costs to earn and to keep."""

from dataclasses import dataclass
from datetime import date
from math import floor

KNOWN = ("priced", "free", "none")
"""Statuses that stand for an amount (``free`` and ``none`` for zero)."""


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
    earn = _amount(price_status, price_usd)
    renewals = _renewals_due(years, renewal_period_months, renewal_status)
    fee = _amount(renewal_status, renewal_fee_usd)
    if renewals == 0:
        fees: float | None = 0.0
    else:
        fees = None if fee is None or renewals is None else fee * renewals
    total = None if earn is None or fees is None else earn + fees
    return KeepingCost(earn, renewals, fees, total)


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


def _amount(status: str | None, amount: float | None) -> float | None:
    if status in ("free", "none"):
        return 0.0
    return amount


def _renewals_due(years: int, period_months: int | None, status: str | None) -> int | None:
    if period_months is None:
        # Nothing to pay is known although the period is not: no renewal costs anything.
        return 0 if status == "none" else None
    if period_months == 0 or years == 0:
        return 0
    months = years * 12
    return floor((months - 1) / period_months)
