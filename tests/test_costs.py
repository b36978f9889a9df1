from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.costs import KeepingCost, cost_to_keep, is_stale, pareto_frontier


def keep(years: int, **changes: object) -> KeepingCost:
    facts: dict[str, object] = {
        "price_status": "priced",
        "price_usd": 400.0,
        "renewal_status": "priced",
        "renewal_fee_usd": 150.0,
        "renewal_period_months": 36,
    }
    return cost_to_keep(years=years, **(facts | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("years", "renewals", "total"),
    [(0, 0, 400), (1, 0, 400), (3, 0, 400), (4, 1, 550), (6, 1, 550), (7, 2, 700), (10, 3, 850)],
)
def test_renewals_fall_due_every_three_years(years: int, renewals: int, total: float) -> None:
    found = keep(years)
    assert (found.renewals, found.total_usd) == (renewals, total)


@pytest.mark.parametrize(
    ("changes", "total"),
    [
        ({"renewal_period_months": 0, "renewal_fee_usd": None, "renewal_status": "none"}, 400),
        ({"renewal_status": "none", "renewal_fee_usd": None}, 400),
        ({"renewal_status": "none", "renewal_fee_usd": None, "renewal_period_months": None}, 400),
        ({"price_status": "free", "price_usd": None}, 150),
        ({"price_status": "free", "price_usd": 0.0}, 150),
        ({"price_status": "not_published", "price_usd": None}, None),
        ({"price_status": None, "price_usd": None}, None),
        ({"renewal_status": None, "renewal_fee_usd": None}, None),
        ({"renewal_period_months": None}, None),
        ({"renewal_status": "varies", "renewal_fee_usd": None}, None),
    ],
)
def test_a_missing_part_is_never_zero(changes: dict[str, object], total: float | None) -> None:
    assert keep(5, **changes).total_usd == total


def test_what_is_known_is_kept_beside_what_is_not() -> None:
    found = keep(5, renewal_fee_usd=None, renewal_status=None)
    assert found == KeepingCost(400.0, 1, None, None)


def test_negative_years_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        keep(-1)


@given(st.integers(0, 30), st.integers(1, 120), st.floats(0, 1000))
def test_keeping_longer_never_costs_less(years: int, period: int, fee: float) -> None:
    now = keep(years, renewal_period_months=period, renewal_fee_usd=fee).total_usd
    later = keep(years + 1, renewal_period_months=period, renewal_fee_usd=fee).total_usd
    assert now is not None
    assert later is not None
    assert later >= now


@pytest.mark.parametrize(
    ("fresh_until", "stale"),
    [(None, True), (date(2026, 6, 30), True), (date(2026, 7, 1), False), (date(2027, 1, 1), False)],
)
def test_prices_are_stale_after_three_years(fresh_until: date | None, stale: bool) -> None:
    assert is_stale(fresh_until, date(2026, 7, 1)) is stale


@pytest.mark.parametrize(
    ("costs", "values", "frontier"),
    [
        ([], [], []),
        ([1.0], [1.0], [0]),
        ([1.0, 2.0, 3.0], [1.0, 3.0, 2.0], [0, 1]),
        ([2.0, 2.0], [1.0, 5.0], [1]),
        ([1.0, 1.0], [2.0, 2.0], [0]),
        ([3.0, 1.0, 2.0], [9.0, 1.0, 1.0], [1, 0]),
    ],
)
def test_frontier(costs: list[float], values: list[float], frontier: list[int]) -> None:
    assert pareto_frontier(costs, values) == frontier


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 1)), max_size=20))
def test_nothing_beats_a_point_of_the_frontier(points: list[tuple[float, float]]) -> None:
    costs, values = [p[0] for p in points], [p[1] for p in points]
    for i in pareto_frontier(costs, values):
        assert not any(
            c <= costs[i] and v >= values[i] and (c < costs[i] or v > values[i]) for c, v in points
        )
