"""Figures of adverse impact by condition, their words, picture and export."""

import numpy as np
import pandas as pd
import pytest

from analysis.fairness import BELOW, NO_SIGN, REFERENCE, TOO_FEW
from dashboard.charts.impact import impact
from dashboard.charts.style import LIGHT
from dashboard.fairness import (
    IN_ORDER,
    POOL,
    WITHOUT,
    Source,
    answer,
    by_condition,
    cause,
    exported,
    impact_rows,
    ratio_words,
    stated,
    whole_filter,
)

LEFT = {
    ("Everybody in the pool", POOL): (1000, 800, 6),
    ("holds RN", IN_ORDER): (500, 390, 3),
    ("10 years or more", IN_ORDER): (300, 120, 1),
    ("holds RN", WITHOUT): (600, 245, 2),
    ("10 years or more", WITHOUT): (500, 390, 3),
}
GROUPS = ("Men", "Women", "<b>Other</b>")


def counts(left: dict[tuple[str, str], tuple[int, ...]] = LEFT) -> pd.DataFrame:
    people = left["Everybody in the pool", POOL]
    return pd.DataFrame(
        [
            ("gender", condition, basis, group, n, k)
            for (condition, basis), selected in left.items()
            for group, n, k in zip(GROUPS, people, selected, strict=True)
        ],
        columns=["dimension", "condition", "basis", "group_name", "people", "selected"],
    )


def test_the_whole_filter_has_its_worst_group_first_and_says_so() -> None:
    final = whole_filter(impact_rows(counts()), "gender")
    assert list(final["verdict"]) == [BELOW, REFERENCE, TOO_FEW]
    worst = final.iloc[0]
    assert (worst["group_name"], worst["reference"]) == ("Women", "Men")
    assert worst["ratio"] == pytest.approx(0.5)
    said = answer(final, "gender")
    assert said.startswith(
        "Of the group “Women” 15 of 100 are kept, of “Men” 30 of 100: a ratio of 0.50 (0.4"
    )
    assert said.endswith("), below four fifths, beyond chance.")


def test_groups_too_small_tell_nothing_but_their_size() -> None:
    rows = impact_rows(counts())
    small = rows[rows["group_name"] == "<b>Other</b>"]
    assert (small["verdict"] == TOO_FEW).all()
    told = ["selected", "rate", "rate_low", "rate_high", "ratio", "low", "high", "p_value"]
    assert small[told].isna().all(axis=None)
    assert set(small["people"]) == {6}
    leaves = exported(rows, Source("b", "f", "d"))
    assert leaves[leaves["Group"] == "<b>Other</b>"]["Selected"].isna().all()


def test_the_condition_that_makes_it_is_named() -> None:
    frame, rows = counts(), impact_rows(counts())
    group = whole_filter(rows, "gender").iloc[0]
    conditions = by_condition(frame, rows, group)
    assert list(conditions["condition"]) == ["holds RN", "10 years or more"]
    assert conditions["ratio_after"].tolist() == pytest.approx([0.975, 0.5])
    assert conditions["step_ratio"].tolist() == pytest.approx([0.975, 0.5 / 0.975])
    assert np.prod(conditions["step_ratio"]) == pytest.approx(group["ratio"])
    assert conditions["ratio_without"].tolist() == pytest.approx([245 / 800 / 0.6, 0.975])
    said = cause(conditions, group)
    assert said.startswith("Without “10 years or more” the ratio of “Women” would be 0.97 (")
    assert said.endswith("instead of 0.50, not below four fifths.")


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ({"Everybody in the pool|p": (1000, 800, 12), "a|o": (300, 120, 1), "a|w": (1000, 800, 12)},
         "The only condition, “a”, makes all of it."),
        ({"Everybody in the pool|p": (1000, 800, 12), "a|o": (600, 360, 5), "b|o": (300, 120, 1),
          "a|w": (400, 120, 2), "b|w": (900, 320, 5)},
         "No single condition makes it: without any one of them “Women” fares no better."),
        ({"Everybody in the pool|p": (1000, 800, 12), "a|o": (600, 360, 5), "b|o": (300, 120, 1),
          "a|w": (1000, 800, 12), "b|w": (4, 3, 0)},
         "Which condition makes it cannot be said: too few of “Women” without any of them."),
        ({"Everybody in the pool|p": (1000, 800, 12), "a|o": (600, 360, 5), "b|o": (300, 120, 1),
          "a|w": (300, 300, 3), "b|w": (600, 360, 5)},
         "Without “a” no group would be kept more often than “Women”."),
    ],
)  # fmt: skip
def test_causes(left: dict[str, tuple[int, ...]], said: str) -> None:
    bases = {"p": POOL, "o": IN_ORDER, "w": WITHOUT}
    frame = counts(
        {(k.split("|")[0], bases[k.split("|")[1]]): selected for k, selected in left.items()}
    )
    rows = impact_rows(frame)
    group = whole_filter(rows, "gender").iloc[0]
    assert cause(by_condition(frame, rows, group), group) == said


def test_answers_without_a_finding() -> None:
    alike = impact_rows(counts(LEFT | {("10 years or more", IN_ORDER): (300, 240, 3)}))
    final = whole_filter(alike, "gender")
    assert NO_SIGN in set(final["verdict"])
    assert answer(final, "gender").startswith("No sign of adverse impact by gender")
    few = whole_filter(impact_rows(counts(LEFT | {("10 years or more", IN_ORDER): (3, 1, 0)})),
                       "gender")  # fmt: skip
    assert answer(few, "gender").startswith("Too few to say by gender")
    nothing = whole_filter(impact_rows(counts().head(3)), "gender")
    assert "nobody is left out" in answer(nothing, "gender")


def test_how_many_state_a_group() -> None:
    assert stated(counts(), "gender", 2000).startswith("1,806 of 2,000 candidates state it")


def test_the_picture_says_what_it_shows_and_runs_no_tags() -> None:
    final = whole_filter(impact_rows(counts()), "gender")
    chart = impact(final, LIGHT)
    assert "Women: 15 %, ratio 0.50 (n 800): below four fifths, beyond chance" in chart.alt
    assert "too few to say (n 6)" in chart.alt
    assert "<b>Other" not in str(chart.figure.to_dict()["layout"]["yaxis"]["ticktext"])
    assert len([t for t in chart.figure.data if t.mode == "markers"]) == 2


def test_the_audit_has_every_figure_and_where_it_comes_from() -> None:
    rows = impact_rows(counts())
    leaves = exported(rows, Source("20260101T0Z", "holds RN · 10 years or more", "2026-01-02"))
    assert len(leaves) == 12
    assert {"Condition", "Group", "n", "Selected", "Rate", "Ratio", "Ratio low", "Ratio high",
            "p (Fisher)", "Pool", "Filter", "Date"} <= set(leaves.columns)  # fmt: skip
    assert not {c for c in leaves.columns if "candidate" in c.casefold()}
    assert (leaves["Filter"] == "holds RN · 10 years or more").all()
    assert np.isfinite(leaves["Ratio high"].dropna()).all()


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        (0.5, "0.50"),
        (0.8, "0.80"),
        (0.797, "0.797"),
        (0.7996, "0.7996"),
        (0.8004, "0.80"),
        (0.79999999, "just below 0.80"),
        (1.0, "1.00"),
    ],
)
def test_a_ratio_is_told_on_its_side_of_four_fifths(ratio: float, told: str) -> None:
    assert ratio_words(ratio) == told
