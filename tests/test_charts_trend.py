"""The trend: gaps stay gaps, a change of mix is marked, and the table says the same."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import MEASURED, NOT_COLLECTED, TOO_FEW, wilson_interval
from dashboard.charts.style import DARK, LIGHT, Chart
from dashboard.charts.trend import BREAK_WORD, trend
from dashboard.tables.trend import trend_table


def periods(*states: str) -> pd.DataFrame:
    count = len(states)
    k, n = np.arange(10, 10 + count), np.full(count, 200)
    bounds = wilson_interval(k, n)
    return pd.DataFrame(
        {
            "posted_month": pd.date_range("2024-01-01", periods=count, freq="MS"),
            "share": k / n,
            "low": bounds.low,
            "high": bounds.high,
            "k": k,
            "n": n,
            "state": states,
        }
    )


def lines(chart: Chart) -> list[int]:
    """Lengths of the drawn lines, without bands."""
    return [
        len(trace.x)
        for trace in chart.figure.data
        if trace.mode == "lines" and trace.fill is None and trace.line.dash is None
    ]


def words(chart: Chart) -> list[str]:
    return [note.text.replace("<br>", " ") for note in chart.figure.layout.annotations]


def test_a_whole_run_is_one_line_with_one_band() -> None:
    chart = trend(periods(*[MEASURED] * 6), (), LIGHT)
    assert lines(chart) == [6]
    assert [trace.fill for trace in chart.figure.data].count("toself") == 1
    assert words(chart) == []
    assert "5.0 %" in chart.alt and "January 2024" in chart.alt and "June 2024" in chart.alt


@pytest.mark.parametrize("state", [TOO_FEW, NOT_COLLECTED])
def test_a_period_that_is_not_measured_is_a_gap_and_says_so(state: str) -> None:
    rows = periods(MEASURED, MEASURED, state, MEASURED, MEASURED)
    chart = trend(rows, (), LIGHT)
    assert lines(chart) == [2, 2]
    drawn = pd.DatetimeIndex([x for trace in chart.figure.data for x in trace.x])
    assert pd.Timestamp("2024-03-01") not in drawn
    assert words(chart) == [state]
    assert "1 period without enough postings" in chart.alt


def test_a_change_of_mix_is_marked_and_the_line_is_only_dotted_across_it() -> None:
    chart = trend(periods(*[MEASURED] * 6), (3,), LIGHT)
    assert lines(chart) == [3, 3]
    dotted = [t for t in chart.figure.data if t.mode == "lines" and t.line.dash == "dot"]
    assert [len(t.x) for t in dotted] == [2]
    assert words(chart) == [BREAK_WORD]
    (mark,) = chart.figure.layout.shapes
    assert pd.Timestamp("2024-03-01") < pd.Timestamp(mark.x0) < pd.Timestamp("2024-04-01")
    assert "changes in April 2024" in chart.alt


def test_words_of_marks_close_together_do_not_lie_on_each_other() -> None:
    chart = trend(periods(*[MEASURED] * 40), (10, 11, 30), LIGHT)
    assert len(chart.figure.layout.shapes) == 3
    assert words(chart) == [BREAK_WORD, BREAK_WORD]


def test_a_gap_and_a_change_of_mix_at_the_same_place() -> None:
    chart = trend(periods(MEASURED, MEASURED, TOO_FEW, MEASURED, MEASURED), (3,), DARK)
    assert lines(chart) == [2, 2]
    assert not [t for t in chart.figure.data if t.mode == "lines" and t.line.dash == "dot"]


@pytest.mark.parametrize("states", [(), (TOO_FEW,), (MEASURED,), (TOO_FEW, MEASURED, TOO_FEW)])
def test_short_histories_are_drawn_too(states: tuple[str, ...]) -> None:
    chart = trend(periods(*states), (), LIGHT)
    assert chart.alt
    json.loads(chart.figure.to_json())
    markers = [t for t in chart.figure.data if t.mode == "markers"]
    assert sum(len(t.x) for t in markers) == states.count(MEASURED)


def test_a_share_of_zero_is_a_measurement() -> None:
    rows = periods(MEASURED, MEASURED, MEASURED).assign(share=0.0, low=0.0, k=0)
    chart = trend(rows, (), LIGHT)
    assert lines(chart) == [3]
    assert "0 %" in chart.alt


@pytest.mark.parametrize(
    ("period", "first", "named"),
    [
        ("month", "2024-01", "January 2024"),
        ("quarter", "2024 Q1", "2024 Q1"),
        ("year", "2024", "2024"),
    ],
)
def test_the_table_says_what_the_picture_shows(period: str, first: str, named: str) -> None:
    rows = periods(MEASURED, TOO_FEW, MEASURED)
    table = trend_table(rows, (2,), period)
    assert table["Period"].iloc[0] == first
    chart = trend(rows, (2,), LIGHT, period)
    assert f"in {named} to" in chart.alt
    hovers = [text for trace in chart.figure.data for text in trace.hovertext or ()]
    assert f"<b>{named}</b>" in hovers[0]
    assert table["Asked for in"].isna().tolist() == [False, True, False]
    assert table["95 % interval"].isna().tolist() == [False, True, False]
    assert table["Mix"].tolist() == ["", "", BREAK_WORD]
    assert table["Postings"].tolist() == [200, 200, 200]
