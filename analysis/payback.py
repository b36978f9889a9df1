"""In how many months a pay premium pays back what a credential costs."""

from dataclasses import dataclass
from math import inf

PAID_BACK, NO_PREMIUM, LOWER_PAY = "paid back", "none", "lower pay"


@dataclass(frozen=True)
class Payback:
    """Months until the cost is paid back, with an interval; None where it never is.

    ``low_months`` belongs to the upper end of the premium, ``high_months`` to its lower end.
    """

    verdict: str
    months: float | None = None
    low_months: float | None = None
    high_months: float | None = None


def payback(
    cost_usd: float, annual_pay_usd: float, premium: float, low: float, high: float
) -> Payback:
    """Months after which a premium on yearly pay has added up to a cost.

    Args:
        cost_usd: what the credential costs, of the same dollars as the pay.
        annual_pay_usd: yearly pay without the credential.
        premium, low, high: share of that pay that it adds, with its interval.

    Returns:
        cost / (annual pay x premium / 12), and the same for both ends of the interval. An interval
        that holds 0 gives no payback: the premium may be none. A premium below 0 never pays back.

    Raises:
        ValueError: the cost is negative, the pay not above 0, or the ends are out of order.
    """
    if not 0 <= cost_usd < inf or not 0 < annual_pay_usd < inf or not low <= premium <= high:
        raise ValueError("needs a cost, a pay above 0, and low <= premium <= high")
    if high < 0:
        return Payback(LOWER_PAY)
    if low <= 0:
        return Payback(NO_PREMIUM)
    monthly = annual_pay_usd / 12
    return Payback(PAID_BACK, *(cost_usd / (monthly * ratio) for ratio in (premium, high, low)))
