"""Payback of a cost by a premium: worked by hand, and what holds of every one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.payback import LOWER_PAY, NO_PREMIUM, PAID_BACK, Payback, payback


@pytest.mark.parametrize(
    ("premium", "low", "high", "expected"),
    [
        # 60,000 a year and 5 % of it are 250 a month; 2 % are 100, 8 % are 400.
        (0.05, 0.02, 0.08, Payback(PAID_BACK, 4.0, 2.5, 10.0)),
        (0.05, 0.0, 0.08, Payback(NO_PREMIUM)),
        (0.05, -0.01, 0.11, Payback(NO_PREMIUM)),
        (-0.05, -0.11, 0.0, Payback(NO_PREMIUM)),
        (-0.05, -0.08, -0.01, Payback(LOWER_PAY)),
    ],
)
def test_worked_by_hand(premium: float, low: float, high: float, expected: Payback) -> None:
    found = payback(1000, 60_000, premium, low, high)
    assert found.verdict == expected.verdict
    assert (found.months, found.low_months, found.high_months) == pytest.approx(
        (expected.months, expected.low_months, expected.high_months)
    )


def test_what_is_free_is_paid_back_at_once_where_there_is_a_premium() -> None:
    assert payback(0, 60_000, 0.05, 0.02, 0.08) == Payback(PAID_BACK, 0, 0, 0)
    assert payback(0, 60_000, 0.05, -0.02, 0.08) == Payback(NO_PREMIUM)


@pytest.mark.parametrize(
    "facts",
    [(-1, 60_000, 0.1, 0, 0.2), (1, 0, 0.1, 0, 0.2), (1, 60_000, 0.3, 0, 0.2),
     (1, 60_000, 0.1, float("nan"), 0.2), (float("nan"), 60_000, 0.1, 0, 0.2),
     (1, float("nan"), 0.1, 0, 0.2)],
)  # fmt: skip
def test_nonsense_is_refused(facts: tuple[float, float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="needs a cost"):
        payback(*facts)


PREMIUMS = st.floats(-0.5, 0.9)


@given(st.floats(0, 1e6), st.floats(1e3, 1e6), st.lists(PREMIUMS, min_size=3, max_size=3))
def test_there_is_a_payback_where_the_interval_lies_above_zero(
    cost: float, pay: float, ends: list[float]
) -> None:
    low, premium, high = sorted(ends)
    assume(abs(low) > 1e-9)
    found = payback(cost, pay, premium, low, high)
    assert (found.verdict == PAID_BACK) == (low > 0)
    if found.months is not None:
        assert found.low_months is not None
        assert found.high_months is not None
        assert found.low_months <= found.months <= found.high_months
        # What has come in by then is the cost.
        assert found.months * pay * premium / 12 == pytest.approx(cost)
