from math import log10

import pandas as pd
import pytest

from dashboard.charts.costs import price_against_recognition
from dashboard.charts.price_steps import crossings_note, price_steps
from dashboard.charts.scales import round_values
from dashboard.charts.style import DARK, KIND_SYMBOLS, LIGHT
from dashboard.ranking import with_shares
from tests.bases import base_of, with_sums


def rows(*facts: tuple[str, str, float, int, bool]) -> pd.DataFrame:
    columns = ["name", "kind", "total_usd", "postings", "is_stale"]
    frame = pd.DataFrame(list(facts), columns=columns)
    frame["credential_id"] = frame["name"].str.lower()
    frame["is_approximate"] = False
    frame["price_year"] = 2025.0
    return with_shares(with_sums(frame), base_of(1000))


OVER = "to earn and keep for 5 years"
SOME = rows(
    ("Free one", "microcredential", 0.0, 5, False),
    ("Cheap", "certification", 100.0, 20, False),
    ("Beaten", "certification", 300.0, 10, True),
    ("Best", "licence", 5000.0, 90, True),
)


def traces(chart) -> dict[str, object]:  # type: ignore[no-untyped-def]
    return {t.name: t for t in chart.figure.data if t.name}


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_credential_is_a_dot_with_its_id_n_and_interval(palette: object) -> None:
    chart = price_against_recognition(SOME, palette, OVER)  # type: ignore[arg-type]
    dots = [t for t in chart.figure.data if t.customdata is not None]
    assert sorted(i for t in dots for i in t.customdata) == sorted(SOME["credential_id"])
    words = " ".join(h for t in dots for h in t.hovertext)
    assert "2.0 % of 1,000 postings (1.3 to 3.1 %)" in words
    assert "20 postings" in words


def test_what_is_free_stands_left_of_every_price_under_its_own_tick() -> None:
    figure = price_against_recognition(SOME, LIGHT, OVER).figure
    free = traces(price_against_recognition(SOME, LIGHT, OVER))["Microcredential"].x[0]  # type: ignore[attr-defined]
    assert free < log10(100)
    assert figure.layout.xaxis.ticktext[0] == "free"
    assert figure.layout.xaxis.tickvals[0] == free


def test_no_tick_for_free_where_nothing_is() -> None:
    figure = price_against_recognition(SOME[SOME["total_usd"] > 0], LIGHT, OVER).figure
    assert "free" not in figure.layout.xaxis.ticktext


def test_only_what_nothing_cheaper_beats_is_named() -> None:
    figure = price_against_recognition(SOME, LIGHT, OVER).figure
    named = " ".join(t for trace in figure.data if trace.mode == "text" for t in trace.text)
    assert all(name in named for name in ("Free one", "Cheap", "Best"))
    assert "Beaten" not in named


def test_names_stand_one_above_the_other_inside_the_picture() -> None:
    figure = price_against_recognition(SOME, LIGHT, OVER).figure
    heights = next(t for t in figure.data if t.mode == "text").y
    assert list(heights) == sorted(heights, reverse=True)
    assert len(set(heights)) == len(heights)
    assert max(heights) < figure.layout.yaxis.range[1]


def test_kinds_differ_in_shape_and_stale_prices_are_hollow() -> None:
    by_name = traces(price_against_recognition(SOME, LIGHT, OVER))
    certification = by_name["Certification"].marker.symbol  # type: ignore[attr-defined]
    assert certification == (KIND_SYMBOLS["certification"], KIND_SYMBOLS["certification"] + "-open")
    assert "hollow: stale price" in by_name


def test_a_single_free_credential_can_be_drawn() -> None:
    chart = price_against_recognition(SOME.head(4).query("total_usd == 0"), LIGHT, "to earn")
    assert "1 credentials" in chart.alt or "1 " in chart.alt


@pytest.mark.parametrize(
    ("start", "end", "values"),
    [
        (0.0, 2.0, [1, 3, 10, 30, 100]),
        (2.0, 3.0, [100, 200, 500, 1000]),
        (2.4, 2.7, [300, 400, 500]),
    ],
)
def test_ticks_are_round(start: float, end: float, values: list[float]) -> None:
    assert round_values(start, end) == values


def lines(**prices: list[tuple[float, float]]) -> pd.DataFrame:
    table = [(n.lower(), n, y, usd) for n, points in prices.items() for y, usd in points]
    return pd.DataFrame(table, columns=["credential_id", "name", "year", "total_usd"])


NEAR = lines(A=[(0, 300), (2, 600), (5, 600)], B=[(0, 500), (5, 500)])


def test_lines_are_steps_and_crossing_points_are_named() -> None:
    figure = price_steps(NEAR, {"median certificate (n = 9)": 700.0}, LIGHT, 5).figure
    drawn = [t for t in figure.data if t.line.shape == "hv"]
    assert [t.name for t in drawn] == ["A", "B"]
    assert len({t.line.dash for t in drawn}) == 2
    assert crossings_note(NEAR, {}) == "(a) from year 2 A has cost more than B."


def test_a_reference_far_above_is_named_and_not_drawn() -> None:
    figure = price_steps(NEAR, {"median degree (n = 9)": 26800.0}, LIGHT, 5).figure
    words = [t for trace in figure.data if trace.text for t in trace.text]
    assert any("$26,800" in w and "above" in w for w in words)
    assert figure.layout.yaxis.range[1] < 1000


def test_prices_that_differ_much_share_a_logarithmic_scale_with_free() -> None:
    wide = lines(A=[(0, 0), (5, 0)], B=[(0, 100), (5, 100)], C=[(0, 40000), (5, 40000)])
    figure = price_steps(wide, {"median degree (n = 9)": 26800.0}, LIGHT, 5).figure
    assert "logarithmic" in figure.layout.yaxis.title.text
    assert figure.layout.yaxis.ticktext[0] == "free"
    by_name = {t.name: t for t in figure.data if t.name}
    assert by_name["A"].y[0] < by_name["B"].y[0] < by_name["C"].y[0]


def test_nothing_to_pay_can_be_drawn() -> None:
    assert "A $0" in price_steps(lines(A=[(0, 0), (5, 0)]), {}, LIGHT, 5).alt
