"""Intervals of shares where postings of one employer resemble each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clustering import Clusters, clustered_interval, effective_n
from analysis.statistics import wilson_interval

EMPLOYERS = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=40,
)


def sums(employers: list[tuple[int, int]]) -> tuple[float, float, float, Clusters]:
    """k, k_squared, k_times_n and the denominator of (k_i, n_i)."""
    k, n = (np.array(side, dtype=float) for side in zip(*employers, strict=True))
    clusters = Clusters(float(n.sum()), float((n**2).sum()), len(n))
    return float(k.sum()), float((k**2).sum()), float((k * n).sum()), clusters


def test_postings_of_as_many_employers_tell_almost_what_independent_ones_do() -> None:
    """Every employer has one posting: nothing resembles anything."""
    clusters = Clusters(2000.0, 2000.0, 2000)
    ours, plain = clustered_interval(100, 100, 100, clusters), wilson_interval(100, 2000)
    assert ours.low == pytest.approx(plain.low, abs=2e-4)
    assert ours.high == pytest.approx(plain.high, abs=2e-4)


def test_employers_that_always_or_never_ask_count_as_one_posting_each() -> None:
    """Forty employers of fifty postings, ten of which name it everywhere: ten of forty."""
    employers = [(50, 50)] * 10 + [(0, 50)] * 30
    k, k_squared, k_times_n, clusters = sums(employers)
    # One employer tells as much as one posting, less the correction for estimating the mean.
    assert float(effective_n(k, k_squared, k_times_n, clusters)) == pytest.approx(39 * 39 / 40)
    ours, of_forty = clustered_interval(k, k_squared, k_times_n, clusters), wilson_interval(10, 40)
    assert ours.low == pytest.approx(of_forty.low, abs=0.04)
    assert ours.high == pytest.approx(of_forty.high, abs=0.04)


def test_the_variance_is_that_of_a_ratio_estimate() -> None:
    """Cochran's linearised variance, worked out by hand for four employers.

    k = 2, 0, 3, 1 of n = 4, 6, 5, 5: p = 0.3, residuals 0.8, -1.8, 1.5, -0.5, squares 6.38.
    Variance 4/3 * 6.38 / 400 = 0.0212667, times Kish 400/102 = 3.92157 over 2.92157 = 0.0285458;
    p q / variance = 0.21 / 0.0285458 = 7.35660.
    """
    k, k_squared, k_times_n, clusters = sums([(2, 4), (0, 6), (3, 5), (1, 5)])
    assert clusters.effective_count == pytest.approx(400 / 102)
    found = float(effective_n(k, k_squared, k_times_n, clusters))
    assert found == pytest.approx(7.35660, abs=1e-4)


def test_zero_of_n_is_measured_and_wider_where_employers_resemble_themselves() -> None:
    clusters = Clusters(1000.0, 20_000.0, 50)
    others = np.array([0.0, 200.0]), np.array([0.0, 4000.0]), np.array([0.0, 4000.0])
    ours, plain = clustered_interval(*others, clusters), wilson_interval(0, 1000)
    assert ours.low[0] == 0
    assert ours.high[0] > 5 * plain.high
    # Alone it takes the usual correlation: 1 + 19 * 0.1 postings tell as much as one.
    alone = effective_n(0, 0, 0, clusters)
    assert float(alone) == pytest.approx(1000 / 2.9)


@pytest.mark.parametrize(
    "clusters", [Clusters(0.0, 0.0, 0), Clusters(1.0, 1.0, 1), Clusters(50.0, 2500.0, 1)]
)
def test_nothing_is_known_from_one_employer(clusters: Clusters) -> None:
    found = clustered_interval([0.0], [0.0], [0.0], clusters)
    assert (found.low[0], found.high[0]) == (0, 1)


def test_one_employer_that_makes_most_postings_leaves_a_wide_interval() -> None:
    k, k_squared, k_times_n, clusters = sums([(40, 400)] + [(1, 10)] * 40)
    found = clustered_interval(k, k_squared, k_times_n, clusters)
    assert 0 < found.low < 0.1 < found.high < 0.9


def test_no_credentials_give_no_intervals() -> None:
    assert clustered_interval([], [], [], Clusters(100.0, 300.0, 40)).low.shape == (0,)


@pytest.mark.parametrize("k", [-1.0, 101.0])
def test_impossible_counts_are_refused(k: float) -> None:
    with pytest.raises(ValueError, match="between 0 and n"):
        clustered_interval([k], [k * k], [k], Clusters(100.0, 300.0, 40))


@given(EMPLOYERS)
def test_the_share_lies_inside_and_the_interval_is_never_narrower_than_wilson(
    employers: list[tuple[int, int]],
) -> None:
    k, k_squared, k_times_n, clusters = sums(employers)
    found = clustered_interval(k, k_squared, k_times_n, clusters)
    plain = wilson_interval(k, clusters.n)
    assert 0 <= found.low <= k / clusters.n <= found.high <= 1
    assert found.low <= plain.low + 1e-9
    assert found.high >= plain.high - 1e-9
    counted = effective_n(k, k_squared, k_times_n, clusters)
    assert 1 <= counted <= clusters.n


@given(st.lists(EMPLOYERS, min_size=1, max_size=4))
def test_what_is_named_at_all_does_not_depend_on_its_neighbours(
    several: list[list[tuple[int, int]]],
) -> None:
    size = min(map(len, several))
    n = np.array([pair[1] for pair in several[0][:size]], dtype=float)
    k = np.array([[min(pair[0], m) for pair, m in zip(s[:size], n, strict=True)] for s in several])
    clusters = Clusters(float(n.sum()), float((n**2).sum()), size)
    together = effective_n(k.sum(1), (k**2).sum(1), (k * n).sum(1), clusters)
    for row, found in zip(k, together, strict=True):
        if 0 < row.sum() < n.sum():
            alone = effective_n(row.sum(), (row**2).sum(), (row * n).sum(), clusters)
            assert float(alone) == pytest.approx(found)


@pytest.mark.parametrize(
    ("employers", "postings", "share", "correlation"),
    [(30, 300, 0.05, 0.2), (30, 3000, 0.05, 0.2), (30, 3000, 0.5, 0.0), (100, 1000, 0.1, 0.1)],
)
def test_the_interval_holds_the_truth_where_plain_wilson_does_not(
    employers: int, postings: int, share: float, correlation: float
) -> None:
    """The hard corners of ``python -m benchmarks coverage``, on another draw."""
    chance = np.random.default_rng(12)
    weights = chance.lognormal(0, 0.7, size=employers)
    sizes = np.maximum(1, np.floor(weights / weights.sum() * postings)).astype(int)
    own = np.full((3000, employers), share)
    if correlation:
        weight = (1 - correlation) / correlation
        own = chance.beta(share * weight, (1 - share) * weight, size=own.shape)
    named = chance.binomial(sizes, own)
    clusters = Clusters(float(sizes.sum()), float((sizes**2).sum()), employers)
    k = named.sum(1)
    found = clustered_interval(k, (named**2).sum(1), (named * sizes).sum(1), clusters)
    assert 0.93 <= np.mean((found.low <= share) & (share <= found.high)) <= 0.98
    plain = wilson_interval(k, clusters.n)
    if correlation:
        assert np.mean((plain.low <= share) & (share <= plain.high)) < 0.85


def test_mentions_of_few_employers_count_for_less_than_as_many_of_many() -> None:
    """Twelve mentions in 2,000 postings of forty equal employers: of three, or of twelve."""
    clusters = Clusters(2000.0, 100_000.0, 40)
    few = clustered_interval(12, 3 * 16, 12 * 50, clusters)
    many = clustered_interval(12, 12, 12 * 50, clusters)
    assert few.high > many.high
    assert few.low < many.low


@given(EMPLOYERS)
def test_naming_and_not_naming_mirror_each_other(employers: list[tuple[int, int]]) -> None:
    named = clustered_interval(*sums(employers))
    others = clustered_interval(*sums([(n - k, n) for k, n in employers]))
    assert float(named.low) == pytest.approx(1 - float(others.high), abs=1e-9)
    assert float(named.high) == pytest.approx(1 - float(others.low), abs=1e-9)
