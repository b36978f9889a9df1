"""Differences of shares against published examples, and within roles against what must hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.hires import (
    MEASURED,
    MIN_IN_GROUP,
    NONE,
    TOO_FEW,
    comparison_state,
    newcombe_difference,
    within_strata,
)

counts = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_newcombes_own_examples(
    k1: int, n1: int, k2: int, n2: int, low: float, high: float
) -> None:
    """Newcombe (1998), Table II, method 10, all eight of its examples."""
    found = newcombe_difference(k1, n1, k2, n2)
    assert float(found.value) == pytest.approx(k1 / n1 - k2 / n2)
    assert float(found.low) == pytest.approx(low, abs=5e-5)
    assert float(found.high) == pytest.approx(high, abs=5e-5)


@given(counts, counts)
def test_a_difference_lies_in_its_interval_and_turns_with_its_groups(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    there, back = newcombe_difference(*first, *second), newcombe_difference(*second, *first)
    assert -1 - 1e-9 <= there.low <= there.value <= there.high <= 1 + 1e-9
    assert float(there.low) == pytest.approx(-float(back.high))


def test_an_empty_group_gives_no_knowledge() -> None:
    found = newcombe_difference([3, 0], [10, 0], [0, 1], [0, 5])
    assert np.isnan(found.value).all()
    assert found.low.tolist() == [-1, -1]
    assert found.high.tolist() == [1, 1]


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        newcombe_difference(11, 10, 0, 10)
    with pytest.raises(ValueError, match="between 0 and"):
        within_strata([11], [10], [0], [10])


def test_the_textbook_example_of_a_pooled_difference() -> None:
    """Deaths under tolbutamide and placebo in two age groups (UGDP), the stock example of
    Rothman and Greenland, Modern Epidemiology: 5/120 and 8/106 below 55, 16/85 and 22/98 above,
    differences 0.034 and 0.036, pooled 0.035 and not beyond chance.
    """
    found = within_strata([8, 22], [106, 98], [5, 16], [120, 85])
    assert found is not None
    assert found.value == pytest.approx(0.035, abs=5e-4)
    assert found.low < 0 < found.high
    assert (found.strata, found.with_n, found.without_n) == (2, 204, 205)


def test_the_variance_agrees_with_that_of_greenland_and_robins_in_large_strata() -> None:
    """In few large strata both variance estimators mean the same."""
    a, n1 = np.array([800.0, 2200.0]), np.array([10600.0, 9800.0])
    b, n0 = np.array([500.0, 1600.0]), np.array([12000.0, 8500.0])
    found = within_strata(a, n1, b, n0)
    assert found is not None
    n = n1 + n0
    spread = np.sum((a * (n1 - a) * n0**3 + b * (n0 - b) * n1**3) / (n1 * n0 * n**2))
    expected = 1.959964 * np.sqrt(spread) / np.sum(n1 * n0 / n)
    assert (found.high - found.low) / 2 == pytest.approx(expected, rel=1e-3)


@given(counts, counts)
def test_one_stratum_gives_the_plain_difference(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = within_strata([first[0]], [first[1]], [second[0]], [second[1]])
    assert found is not None
    assert found.value == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert -1 <= found.low <= found.value <= found.high <= 1
    plain = newcombe_difference(*first, *second)
    assert (found.low, found.high) == pytest.approx((float(plain.low), float(plain.high)))


@pytest.mark.parametrize(
    ("with_k", "without_k", "value"), [(30, 0, 1.0), (30, 30, 0.0), (0, 0, 0.0), (0, 30, -1.0)]
)
@pytest.mark.parametrize("strata", [1, 3])
def test_where_everybody_is_alike_chance_is_left(
    with_k: int, without_k: int, value: float, strata: int
) -> None:
    people = [30] * strata
    found = within_strata([with_k] * strata, people, [without_k] * strata, people)
    assert found is not None
    assert found.value == pytest.approx(value)
    assert found.high - found.low > 0.05
    assert -1 <= found.low <= value <= found.high <= 1


def test_roles_can_turn_a_raw_difference_round() -> None:
    """Holders apply where few are hired; within each role they are hired more often."""
    with_k, with_n = [20, 9], [100, 10]
    without_k, without_n = [1, 80], [10, 100]
    raw = newcombe_difference(sum(with_k), sum(with_n), sum(without_k), sum(without_n))
    within = within_strata(with_k, with_n, without_k, without_n)
    assert within is not None
    assert float(raw.value) < 0 < within.value


def test_strata_without_both_groups_say_nothing() -> None:
    assert within_strata([3, 0], [5, 0], [0, 2], [0, 9]) is None
    some = within_strata([3, 5], [5, 10], [0, 2], [0, 10])
    alone = within_strata([5], [10], [2], [10])
    assert some == alone


@pytest.mark.parametrize(
    ("roles", "sizes", "base", "true"),
    [
        (12, (2, 30), (0.05, 0.8), 0.1),
        (40, (1, 4), (0.2, 0.7), 0.1),
        (12, (5, 40), (0.9, 0.95), 0.02),
        (6, (30, 90), (0.05, 0.85), 0.05),
    ],
)
def test_coverage_of_the_pooled_interval(
    roles: int, sizes: tuple[int, int], base: tuple[float, float], true: float
) -> None:
    """Roles small, sparse, near the border and unlike each other: about 95 % coverage."""
    rng = np.random.default_rng(20261123)
    n1, n0 = rng.integers(*sizes, roles), rng.integers(*sizes, roles)
    chance = rng.uniform(*base, roles)
    covered = 0
    for _ in range(1_500):
        found = within_strata(rng.binomial(n1, chance + true), n1, rng.binomial(n0, chance), n0)
        assert found is not None
        covered += found.low <= true <= found.high
    assert 0.93 <= covered / 1_500 <= 0.97


@pytest.mark.parametrize(
    ("with_n", "without_n", "state"),
    [
        (0, 500, NONE),
        (MIN_IN_GROUP - 1, 500, TOO_FEW),
        (500, MIN_IN_GROUP - 1, TOO_FEW),
        (MIN_IN_GROUP, MIN_IN_GROUP, MEASURED),
    ],
)
def test_both_groups_must_be_large_enough(with_n: int, without_n: int, state: str) -> None:
    assert comparison_state(with_n, without_n) == state
