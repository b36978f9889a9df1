"""Shares of small groups drawn toward the share in all groups."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import betabinom

from analysis.shrinkage import LEAST_PRIOR, MOST_PRIOR, shrink

# Hits of 18 baseball players in their first 45 at-bats of 1970, and the rest of the season's
# averages: Efron and Morris (1975), JASA 70, table 1.
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
SEASON = [
    0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269, 0.230, 0.264, 0.256, 0.303,
    0.264, 0.226, 0.285, 0.316, 0.200,
]  # fmt: skip
GROUPS = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=20,
)


def test_baseball_averages_are_foretold_three_times_better() -> None:
    """Efron and Morris: total squared error of the raw averages is about 3.5 times as large."""
    raw = np.array(HITS) / 45
    error = np.sum((shrink(HITS, [45] * 18).share - SEASON) ** 2)
    assert np.sum((raw - SEASON) ** 2) / error > 2.5


def test_the_strength_is_the_likeliest_one() -> None:
    k, n = np.array([5, 40, 90, 12, 60]), np.array([100, 200, 300, 150, 200])
    found = shrink(k, n)

    def likelihood(strength: float) -> float:
        a, b = strength * found.prior_share, strength * (1 - found.prior_share)
        return float(betabinom.logpmf(k, n, a, b).sum())

    best = likelihood(found.prior_n)
    assert all(best >= likelihood(found.prior_n * factor) for factor in (0.5, 0.9, 1.1, 2.0))


def test_groups_that_differ_by_chance_only_are_taken_for_one() -> None:
    chance = np.random.default_rng(3)
    k = chance.binomial(500, 0.1, size=15)
    found = shrink(k, [500] * 15)
    assert found.prior_n > 2000
    assert np.ptp(found.share) < np.ptp(k / 500) / 3


@given(GROUPS)
def test_a_shrunk_share_lies_between_its_own_and_the_whole(groups: list[tuple[int, int]]) -> None:
    k, n = (np.array(side, dtype=float) for side in zip(*groups, strict=True))
    found = shrink(k, n)
    raw = k / n
    assert (found.share >= np.minimum(raw, found.prior_share) - 1e-9).all()
    assert (found.share <= np.maximum(raw, found.prior_share) + 1e-9).all()
    assert (found.low <= found.share).all()
    assert (found.share <= found.high).all()
    assert LEAST_PRIOR * 0.99 <= found.prior_n <= MOST_PRIOR * 1.01


@given(st.integers(1, 20), st.integers(2, 30))
def test_more_postings_shrink_less(k: int, times: int) -> None:
    assume(k < 20)
    found = shrink([k, k * times, 300], [20, 20 * times, 3000])
    raw = k / 20
    assert abs(found.share[1] - raw) <= abs(found.share[0] - raw) + 1e-12


def test_a_group_without_postings_gets_the_prior_and_no_groups_get_nothing() -> None:
    found = shrink([10, 0], [100, 0])
    assert found.share[1] == pytest.approx(found.prior_share)
    assert shrink([0, 0], [0, 0]).high.tolist() == [1, 1]
    with pytest.raises(ValueError, match="between 0 and n"):
        shrink([5], [4])
