"""Rank intervals, ties, and the chance to be among the first."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ranks import rank_intervals, tied_with_next
from etl.paths import PROJECT

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def cyber() -> dict[str, float]:
    """The five shares of 11,938 cyber security postings (Marquardson and Elnoshokaty 2020)."""
    path = PROJECT / "data" / "reference" / "published_figures.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            row["credential_or_group"]: float(row["value"]) / 100
            for row in csv.DictReader(handle)
            if row["denominator"].startswith("11938") and "any" not in row["credential_or_group"]
        }


def test_security_plus_and_pmp_are_a_tie_and_the_first_is_not() -> None:
    named = sorted(cyber().items(), key=lambda pair: -pair[1])
    names, shares = [name for name, _ in named], [share for _, share in named]
    assert len(names) == 5
    n = [11938] * 5
    tied = dict(zip(names, tied_with_next(shares, n), strict=False))
    found = rank_intervals(shares, n, top=2)
    place = {name: index for index, name in enumerate(names)}
    assert "CISSP" in names[0]
    assert not tied[names[0]]
    assert (found.low[0], found.high[0]) == (1, 1)
    first, second = sorted((place["Security+"], place["PMP"]))
    assert second == first + 1
    assert tied[names[first]]
    assert found.high[first] >= found.low[second]


def test_far_shares_have_one_rank_and_equal_ones_all_of_theirs() -> None:
    found = rank_intervals([0.5, 0.1, 0.1, 0.001], [5000] * 4, top=1)
    assert found.low.tolist() == [1, 2, 2, 4]
    assert found.high.tolist() == [1, 3, 3, 4]
    assert found.p_top[0] == 1


@given(SHARES, st.integers(1, 5), st.integers(1, 3000))
def test_ranks_lie_between_one_and_all_and_the_chances_add_up(
    shares: list[float], top: int, n: int
) -> None:
    found = rank_intervals(shares, [n] * len(shares), top=top, draws=200)
    assert (found.low >= 1).all()
    assert (found.low <= found.high).all()
    assert (found.high <= len(shares)).all()
    assert found.p_top.sum() == pytest.approx(min(top, len(shares)))


def test_the_same_input_gives_the_same_answer_and_nothing_gives_nothing() -> None:
    shares, n = np.linspace(0.3, 0.01, 40), np.full(40, 300)
    first, second = rank_intervals(shares, n, top=5), rank_intervals(shares, n, top=5)
    assert np.array_equal(first.low, second.low)
    assert np.array_equal(first.p_top, second.p_top)
    assert rank_intervals([], [], top=5).low.size == 0


def test_fewer_postings_widen_the_ranks() -> None:
    shares = [0.10, 0.09, 0.08, 0.07]
    many, few = (rank_intervals(shares, [n] * 4, top=1) for n in (50_000, 100))
    assert (many.high - many.low).sum() < (few.high - few.low).sum()
