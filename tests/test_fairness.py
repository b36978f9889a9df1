"""Adverse impact: the ratio's interval against published and simulated truth, verdicts, steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import fairness
from analysis.fairness import (
    ABOVE_YET_UNLIKE,
    BELOW,
    BELOW_BY_CHANCE,
    MIN_EXPECTED,
    NO_SIGN,
    REFERENCE,
    TOO_FEW,
    UNSURE,
    adverse_impact,
    fisher_p,
    ratio_interval,
    step_ratios,
)


def test_the_interval_is_the_one_koopman_published() -> None:
    found = ratio_interval(36, 40, 16, 80)
    assert (round(float(found.low), 2), round(float(found.high), 2)) == (2.94, 7.15)


def test_fishers_test_gives_the_tea_tasters_p() -> None:
    assert fisher_p(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)


def test_the_interval_covers_the_true_ratio_in_simulations() -> None:
    rng = np.random.default_rng(20261101)
    cells, runs = [], 2_000
    for n in (20, 50, 200):
        for n_ref in (20, 60, 500):
            for rate in (0.1, 0.3, 0.6, 0.9):
                for ratio in (0.5, 0.8, 1.0):
                    k = rng.binomial(n, rate * ratio, runs)
                    k_ref = rng.binomial(n_ref, rate, runs)
                    found = ratio_interval(k, n, k_ref, n_ref)
                    cells.append(np.mean((found.low <= ratio) & (ratio <= found.high)))
    assert min(cells) > 0.925
    assert 0.945 < np.mean(cells) < 0.96


@given(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)
def test_the_interval_holds_the_ratio_and_turns_with_it(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    found, turned = ratio_interval(*one, *two), ratio_interval(*two, *one)
    assert 0 <= found.low <= found.high
    if two[0]:
        ratio = (one[0] / one[1]) / (two[0] / two[1])
        assert found.low <= ratio * (1 + 1e-9)
        assert ratio <= found.high * (1 + 1e-9)
    if one[0] and two[0]:
        assert float(turned.low) == pytest.approx(1 / float(found.high), rel=1e-6)
        assert float(turned.high) == pytest.approx(1 / float(found.low), rel=1e-6)
    assert (found.low == 0) == (one[0] == 0)
    assert np.isinf(found.high) == (two[0] == 0)


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="selected"):
        ratio_interval(5, 4, 1, 4)
    with pytest.raises(ValueError, match="between"):
        adverse_impact([4, 4], [5, 1])


@pytest.mark.parametrize(
    ("people", "selected", "verdict"),
    [
        ((1000, 1000), (300, 200), BELOW),
        ((50, 40), (20, 11), BELOW_BY_CHANCE),
        ((5000, 5000), (3000, 2700), ABOVE_YET_UNLIKE),
        ((100, 90), (50, 42), UNSURE),
        ((5000, 5000), (3000, 2990), NO_SIGN),
        ((1000, 12), (500, 1), BELOW),
        ((1000, 9), (500, 0), TOO_FEW),
        ((1000, 8), (900, 8), TOO_FEW),
    ],
)
def test_verdicts(people: tuple[int, int], selected: tuple[int, int], verdict: str) -> None:
    found = adverse_impact(people, selected)
    if verdict == TOO_FEW:
        assert found.verdict == (TOO_FEW, TOO_FEW)
        assert found.reference is None
        assert np.isnan(found.ratio).all()
    else:
        assert found.verdict == (REFERENCE, verdict)


def test_a_handful_of_people_is_no_reference() -> None:
    found = adverse_impact([400, 300, 3], [200, 120, 3])
    assert found.rate[2] == 1
    assert found.reference == 0
    assert found.verdict[2] == TOO_FEW


@pytest.mark.parametrize("selected", [(0, 0, 0), (300, 200, 100)])
def test_nothing_is_said_where_nobody_or_everybody_is_selected(selected: tuple[int, ...]) -> None:
    found = adverse_impact([300, 200, 100], selected)
    assert set(found.verdict) == {TOO_FEW}
    assert found.reference is None


groups = st.lists(
    st.integers(0, 3000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=1,
    max_size=6,
)


@given(groups)
def test_what_is_said_follows_from_the_counts(counts: list[tuple[int, int]]) -> None:
    people, selected = (np.array(c) for c in zip(*counts, strict=True))
    found = adverse_impact(people, selected)
    share = selected.sum() / max(people.sum(), 1)
    for n, enough in zip(people, found.is_enough, strict=True):
        assert enough == (min(n * share, n * (1 - share)) >= MIN_EXPECTED)
    if found.reference is None:
        assert found.is_enough.sum() < 2
        return
    assert found.is_enough[found.reference]
    assert found.rate[found.reference] == found.rate[found.is_enough].max()
    assert (found.ratio[found.is_enough] <= 1).all()
    assert [v == TOO_FEW for v in found.verdict] == [not e for e in found.is_enough]
    for g, verdict in enumerate(found.verdict):
        if verdict in (BELOW, BELOW_BY_CHANCE):
            assert found.ratio[g] < fairness.FOUR_FIFTHS
    # The order of the groups changes nothing that is said of them.
    turned = adverse_impact(people[::-1], selected[::-1])
    ties = np.sum(found.rate[found.is_enough] == found.rate[found.reference]) > 1
    if not ties:
        assert turned.verdict[::-1] == found.verdict


@pytest.mark.parametrize("people", [[500, 500], [400, 300, 200, 100], [300] * 8])
def test_groups_that_are_selected_alike_are_rarely_told_apart(people: list[int]) -> None:
    rng = np.random.default_rng(7)
    n = np.array(people)
    found = [adverse_impact(n, rng.binomial(n, 0.3)) for _ in range(400)]
    apart = [{BELOW, ABOVE_YET_UNLIKE} & set(f.verdict) for f in found]
    assert np.mean([bool(a) for a in apart]) < 0.08
    # Fisher's test alone finds one far more often once there are several groups.
    alone = np.mean([f.p_value.min() < fairness.ALPHA for f in found])
    assert alone > 0.12 or len(people) == 2


def test_a_group_that_is_selected_less_is_found() -> None:
    rng = np.random.default_rng(7)
    n = np.array([300] * 4)
    found = [adverse_impact(n, rng.binomial(n, [0.3, 0.3, 0.3, 0.15])) for _ in range(200)]
    assert np.mean([f.verdict[3] == BELOW for f in found]) > 0.95


@given(st.lists(st.tuples(*[st.floats(0.2, 1.0)] * 3), min_size=1, max_size=5))
def test_the_steps_multiply_to_the_whole(keep: list[tuple[float, ...]]) -> None:
    left = [np.array([10_000, 8_000, 9_000])]
    for shares in keep:
        left.append(np.floor(left[-1] * np.array(shares)).astype(int))
    whole = (left[-1] / left[0])[1] / (left[-1] / left[0])[0]
    assert np.prod(step_ratios(left, 1, 0)) == pytest.approx(whole)


def test_a_step_that_leaves_nobody_has_no_ratio_after_it() -> None:
    left = [[100, 100], [50, 0], [20, 0]]
    assert step_ratios(left, 1, 0)[0] == 0
    assert np.isnan(step_ratios(left, 1, 0)[1])
