"""The funnel: bars that descend, what each condition removes, and a text that says the same."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.charts.funnel import LABEL_CHARACTERS, funnel, plain
from dashboard.charts.style import DARK, LIGHT, Palette

STEPS = pd.DataFrame(
    {
        "condition": ["Everybody in the pool", "holds A", "lives in B", "holds none of C"],
        "candidates": [5000, 1200, 1200, 0],
    }
)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_bars_say_what_is_left_and_what_is_removed(palette: Palette) -> None:
    left, removed = funnel(STEPS, palette).figure.data
    assert list(left.x) == [5000, 1200, 1200, 0]
    assert list(removed.x) == [0, 3800, 0, 1200]
    assert left.marker.color == palette.accent
    assert removed.marker.pattern.shape == "/"


def test_counts_stand_at_the_bars() -> None:
    texts = [a.text for a in funnel(STEPS, LIGHT).figure.layout.annotations]
    assert texts == [
        "Everybody in the pool",
        "<b>5,000</b>",
        "Holds A",
        "<b>1,200</b>  −3,800",
        "Lives in B",
        "<b>1,200</b>",
        "Holds none of C",
        "<b>0</b>  −1,200",
    ]


def test_the_first_condition_stands_on_top() -> None:
    low, high = funnel(STEPS, LIGHT).figure.layout.yaxis.range
    assert low > high


def test_the_text_alternative_holds_every_step() -> None:
    alt = funnel(STEPS, LIGHT).alt
    assert "holds A: 1,200 left, 3,800 removed" in alt
    assert "holds none of C: 0 left, 1,200 removed" in alt


def test_strangers_text_cannot_set_tags() -> None:
    steps = pd.DataFrame(
        {"condition": ["Everybody", "holds <a href='x'>A & B</a>"], "candidates": [2, 1]}
    )
    figure = funnel(steps, LIGHT).figure
    written = [a.text for a in figure.layout.annotations] + list(figure.data[0].hovertext)
    assert not [t for t in written if "<a" in t]
    assert plain("<b>&") == "&lt;b&gt;&amp;"


def test_an_empty_pool_has_a_figure() -> None:
    figure = funnel(pd.DataFrame({"condition": ["Everybody"], "candidates": [0]}), LIGHT).figure
    assert figure.layout.xaxis.range[1] > 0


@given(
    counts=some.lists(some.integers(0, 10_000), min_size=1, max_size=12),
    words=some.text(max_size=200),
)
def test_left_and_removed_add_up_to_the_step_before(counts: list[int], words: str) -> None:
    counts = sorted(counts, reverse=True)
    steps = pd.DataFrame({"condition": [words] * len(counts), "candidates": counts})
    chart = funnel(steps, LIGHT)
    left, removed = (list(trace.x) for trace in chart.figure.data)
    assert [n + r for n, r in zip(left, removed, strict=True)] == [counts[0], *counts[:-1]]
    labels = [a.text for a in chart.figure.layout.annotations][::2]
    longest = max(len(label) for label in labels)
    assert longest <= 5 * LABEL_CHARACTERS  # an escaped sign takes up to five
