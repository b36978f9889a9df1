import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import (
    MEASURED,
    NOT_COLLECTED,
    TOO_FEW,
    figure_state,
    tied_with_first,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Marquardson & Elnoshokaty 2020: 9 of 1,873 and 70 of 1,873 postings.
        (9, 1873, 0.0025, 0.0091),
        (70, 1873, 0.0297, 0.0470),
        (3406, 11938, 0.2773, 0.2935),
        # Agresti & Coull 1998: 0 of 10 has the upper end z^2 / (n + z^2).
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_wilson_agrees_with_published_values(k: int, n: int, low: float, high: float) -> None:
    found = wilson_interval(k, n)
    assert found.low == pytest.approx(low, abs=6e-5)
    assert found.high == pytest.approx(high, abs=6e-5)


def test_wilson_without_trials_says_anything_is_possible() -> None:
    found = wilson_interval([0], [0])
    assert (found.low[0], found.high[0]) == (0.0, 1.0)


@pytest.mark.parametrize(("k", "n"), [(-1, 10), (11, 10)])
def test_wilson_refuses_impossible_counts(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="between 0 and trials"):
        wilson_interval(k, n)


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_wilson_holds_the_share_and_stays_within_0_and_1(k: int, n: int) -> None:
    k = min(k, n)
    found = wilson_interval(k, n)
    assert 0 <= found.low <= k / n <= found.high <= 1


@given(st.integers(0, 100), st.integers(100, 1000))
def test_wilson_narrows_with_more_trials(k: int, n: int) -> None:
    narrow, wide = wilson_interval(10 * k, 10 * n), wilson_interval(k, n)
    assert narrow.high - narrow.low <= wide.high - wide.low


@pytest.mark.parametrize(
    ("postings", "employers", "state"),
    [
        (0, 0, NOT_COLLECTED),
        (29, 29, TOO_FEW),
        (30, 4, TOO_FEW),
        (30, 5, MEASURED),
        (10_000, 1, TOO_FEW),
    ],
)
def test_figure_state(postings: int, employers: int, state: str) -> None:
    assert figure_state(postings, employers) == state


def test_ties_are_those_that_reach_the_best_lower_end() -> None:
    tied = tied_with_first([0.10, 0.05, 0.01], [0.15, 0.11, 0.04])
    assert tied.tolist() == [True, True, False]
    assert tied_with_first([], []).tolist() == []


def test_security_plus_and_pmp_cannot_be_told_apart() -> None:
    # Of 11,938 cyber security postings: the published shares put the two a hair apart.
    shares = np.array([576, 553])
    bounds = wilson_interval(shares, 11938)
    assert tied_with_first(bounds.low, bounds.high).all()
