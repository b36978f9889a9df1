"""What a trend is said to be: judged within one mix, against how periods differ anyway."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import MEASURED, TOO_FEW, wilson_interval
from dashboard.over_time import sentence


def rows(*k: int, n: int = 1000, unmeasured: tuple[int, ...] = ()) -> pd.DataFrame:
    named, size = np.array(k), np.full(len(k), n)
    bounds = wilson_interval(named, size)
    return pd.DataFrame(
        {
            "posted_month": pd.date_range("2024-01-01", periods=len(k), freq="MS"),
            "k": named,
            "n": size,
            "n_effective": size.astype(float),
            "share": named / size,
            "low": bounds.low,
            "high": bounds.high,
            "state": [TOO_FEW if place in unmeasured else MEASURED for place in range(len(k))],
        }
    )


@pytest.mark.parametrize(
    ("given", "breaks", "said"),
    [
        (rows(20, 40, 60, 80), (), "X: rises by more than the months differ anyway, from 2.0 of"),
        (rows(80, 60, 40, 20), (), "X: falls by more than the months differ anyway"),
        (rows(50, 52, 49, 51), (), "X: no trend beyond chance, from 5.0 of 100"),
        # The ends alone do not overlap, and the months between show that this says nothing.
        (rows(30, 90, 20, 85, 25, 80), (), "X: no trend beyond chance"),
        (rows(1, 0, 1), (), "too few postings to tell a trend from chance"),
        (rows(20, 40), (), "X: only 2 measured months, too few for a trend; we ask for 3."),
        (rows(20, 40, 60, unmeasured=(1,)), (), "only 2 measured months"),
        (rows(20, 40, unmeasured=(0, 1)), (), "X: no month has enough postings of enough"),
        (
            rows(500, 50, 52, 51),
            (1,),
            "no trend beyond chance since February 2024, when the mix of occupations last changed",
        ),
        (rows(20, 40, 60, 80), (2,), "2 measured months since March 2024, when the mix"),
        # A change before the first measured month parts nothing.
        (rows(1, 20, 40, 60, 80, unmeasured=(0,)), (1,), "rises by more than the months differ"),
    ],
)
def test_what_is_said_of_a_trend(given: pd.DataFrame, breaks: tuple[int, ...], said: str) -> None:
    assert said in sentence(given, breaks, "X", "month")


def test_clustered_postings_weigh_as_much_as_they_count() -> None:
    """Few large employers: the same shares are no trend with a tenth of the postings' weight."""
    plain = rows(40, 48, 56, 64, 72, 80)
    assert "rises" in sentence(plain, (), "X", "month")
    clustered = plain.assign(n_effective=plain["n_effective"] / 10)
    assert "no trend beyond chance" in sentence(clustered, (), "X", "month")


def test_the_odds_lie_near_those_of_the_ends() -> None:
    said = sentence(rows(20, 40, 60, 80), (), "X", "month")
    # Odds .08/.92 over .02/.98 are 4.3; the line through all four is a little flatter.
    assert "end at 3.8 times (1.5 to 9.3)" in said
