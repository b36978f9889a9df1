"""Whether groups differ beyond chance; where the mix changes; how many employers stand behind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, chi2_contingency

from analysis.breadth import effective_employers, is_one_employer
from analysis.clustering import Clusters, effective_n
from analysis.trends import BREAK_DISTANCE, mix_breaks
from analysis.variability import heterogeneity


@given(
    st.lists(
        st.integers(200, 900).flatmap(lambda n: st.tuples(st.integers(60, n - 60), st.just(n))),
        min_size=2,
        max_size=12,
    )
)
def test_the_statistic_is_that_of_a_contingency_table(groups: list[tuple[int, int]]) -> None:
    k, n = (np.array(side, dtype=float) for side in zip(*groups, strict=True))
    found = heterogeneity(k, n)
    if found.groups == len(k):
        oracle = chi2_contingency(np.array([k, n - k]), correction=False)
        assert found.statistic == pytest.approx(oracle.statistic)
        assert found.degrees == oracle.dof
        assert found.p_value == pytest.approx(oracle.pvalue, abs=1e-12)


def test_one_share_is_called_different_about_one_time_in_twenty() -> None:
    chance = np.random.default_rng(5)
    n = np.array([300, 500, 900, 400, 700])
    values = [heterogeneity(chance.binomial(n, 0.1), n).p_value for _ in range(1000)]
    assert np.mean([v is not None and v < 0.05 for v in values]) == pytest.approx(0.05, abs=0.02)


def test_real_differences_are_found_and_sized() -> None:
    found = heterogeneity([10, 100, 200], [1000, 1000, 1000])
    assert found.p_value is not None
    assert found.p_value < 1e-6
    assert found.i_squared is not None
    assert found.i_squared > 0.9


def test_equal_shares_of_employers_that_differ_are_rarely_called_different() -> None:
    """Twelve groups of 30 employers, correlation 0.1: without the common design effect 16 %."""
    chance = np.random.default_rng(8)
    sizes = np.maximum(1, chance.lognormal(2.2, 0.7, size=(12, 30)).astype(int))
    named = chance.binomial(sizes, chance.beta(0.9, 8.1, size=(400, 12, 30)))
    called = {True: 0, False: 0}
    for run in named:
        k, squares, crossed = run.sum(1), (run**2).sum(1), (run * sizes).sum(1)
        n = sizes.sum(1).astype(float)
        counted = np.array(
            [
                float(effective_n(*sums, Clusters(float(s.sum()), float((s**2).sum()), 30)))
                for *sums, s in zip(k, squares, crossed, sizes, strict=True)
            ]
        )
        for with_postings in (True, False):
            found = heterogeneity(k / n * counted, counted, n if with_postings else None)
            called[with_postings] += found.p_value is not None and found.p_value < 0.05
    assert called[True] / 400 < 0.1
    assert called[False] > called[True]


def test_the_typical_spread_is_that_of_the_true_shares() -> None:
    """Shares drawn from beta(4, 36): eight in ten lie between 0.046 and 0.164."""
    chance = np.random.default_rng(6)
    n = np.full(300, 2000.0)
    found = heterogeneity(chance.binomial(2000, chance.beta(4, 36, size=300)), n)
    low, high = beta.ppf([0.1, 0.9], 4, 36)
    assert found.low_share == pytest.approx(low, abs=0.008)
    assert found.high_share == pytest.approx(high, abs=0.012)
    same = heterogeneity(chance.binomial(2000, 0.1, size=300), n)
    assert same.low_share is None or (same.high_share or 1) - same.low_share < 0.012
    assert heterogeneity([50, 60], [500, 500]).low_share is None


def test_eight_true_shares_of_ten_lie_in_the_typical_spread_of_unequal_groups() -> None:
    chance = np.random.default_rng(9)
    n = np.array([15000, 2000, 1600, 1500, 1400, 1200, 1100, 330, 260, 150, 140, 140, 90, 60, 50])
    inside = []
    for _ in range(200):
        true = chance.beta(1.0, 60.0, size=len(n))
        found = heterogeneity(chance.binomial(n, true), n)
        assert found.low_share is not None
        assert found.high_share is not None
        inside.append(np.mean((found.low_share <= true) & (true <= found.high_share)))
    assert 0.72 < np.mean(inside) < 0.85


def test_one_large_group_that_never_names_it_does_not_make_the_spread() -> None:
    """As PMP across industries: the largest at 0.01 %, most of the others near 1 %."""
    n = np.array([15453, 1996, 1572, 1474, 1414, 1186, 1105, 330, 265, 150, 141, 139, 138, 94, 52])
    k = np.array([2, 9, 41, 11, 16, 11, 28, 1, 0, 0, 2, 0, 8, 2, 2])
    found = heterogeneity(k, n)
    assert found.low_share is not None
    assert found.high_share is not None
    inside = (found.low_share <= k / n) & (k / n <= found.high_share)
    assert inside[1:7].all()
    assert 0.02 < found.high_share < 0.06


def test_no_spread_is_told_where_no_difference_is_found() -> None:
    assert heterogeneity([100] * 6, [1000] * 6).low_share is None


@pytest.mark.parametrize(
    ("k", "n"), [([], []), ([3], [100]), ([0, 0], [50, 50]), ([1, 2], [40, 50]), ([0, 0], [0, 0])]
)
def test_too_few_to_say_is_no_p_value(k: list[int], n: list[int]) -> None:
    assert heterogeneity(k, n).p_value is None


def test_a_planted_break_of_the_mix_is_found_where_it_is() -> None:
    chance = np.random.default_rng(1)
    before, after = [0.6, 0.3, 0.1], [0.2, 0.5, 0.3]
    counts = [chance.multinomial(400, before) for _ in range(6)]
    counts += [chance.multinomial(400, after) for _ in range(4)]
    assert mix_breaks(counts) == (6,)


@pytest.mark.parametrize("seed", range(20))
def test_chance_alone_breaks_no_mix(seed: int) -> None:
    chance = np.random.default_rng(seed)
    sizes = chance.integers(30, 500, size=12)
    assert mix_breaks([chance.multinomial(n, [0.4, 0.3, 0.2, 0.1]) for n in sizes]) == ()


def test_small_periods_are_passed_over_and_small_shifts_are_no_break() -> None:
    assert mix_breaks([[400, 400], [0, 9], [400, 400]]) == ()
    shift = int(4000 * BREAK_DISTANCE / 2)
    assert mix_breaks([[4000, 4000], [4000 + shift, 4000 - shift]]) == ()
    assert mix_breaks([]) == ()


def test_effective_employers_are_inverse_simpson() -> None:
    """Simpson (1949): shares 0.5, 0.25, 0.25 have 1 / (0.25 + 0.0625 + 0.0625) = 2.6667."""
    assert float(effective_employers(8, 16 + 4 + 4)) == pytest.approx(8 / 3)
    assert effective_employers([10, 0], [10, 0]).tolist() == [10, 0]
    assert is_one_employer(0.51)
    assert not is_one_employer(0.5)
