"""The pictures of shares as objects: what they draw, what they say, what they never colour."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.statistics import wilson_interval
from dashboard.charts.heatmap import _luminance, _rgb, industry_heatmap, readable, source_heatmap
from dashboard.charts.shares import ranking, strengths
from dashboard.charts.style import DARK, LIGHT, Palette, two_lines
from dashboard.ranking import heatmap_cells, with_shares
from tests.bases import base_of, groups_of, with_sums

N = 2000
ROWS = with_shares(
    with_sums(
        pd.DataFrame(
            {
                "credential_id": ["pmp", "rn", "cissp"],
                "name": [
                    "Project Management Professional",
                    "Registered Nurse",
                    "CISSP - Certified Information Systems Security Professional of the long name",
                ],
                "kind": ["certification", "licence", "certification"],
                "abbreviation": ["PMP", "RN", "CISSP"],
                "postings": [300, 120, 10],
                "required": [100, 100, 2],
                "preferred": [150, 0, 3],
                "mentioned": [50, 20, 5],
                "employers": [120, 40, 9],
            }
        )
    ),
    base_of(N),
)
GROUPS = pd.DataFrame(
    {
        "naics_sector": ["62", "54", "11", "55"],
        "label": ["Health care", "Professional services", "Agriculture", "Company management"],
        "postings": [1400, 588, 12, 0],
        "employers": [300, 90, 9, 0],
    }
)
GROUPS = groups_of(GROUPS.to_dict("records"))
COUNTS = pd.DataFrame(
    {
        "credential_id": ["rn", "pmp", "pmp", "pmp"],
        "naics_sector": ["62", "62", "54", "11"],
        "postings": [118, 40, 250, 10],
    }
)
COUNTS = with_sums(COUNTS).assign(employers=[40, 9, 60, 7])
CELLS = heatmap_cells(COUNTS, GROUPS, ROWS, "naics_sector")


def traces(figure: go.Figure, kind: str) -> list[go.Figure]:
    return [trace for trace in figure.data if trace.type == kind]


def test_a_ranking_is_a_dot_with_its_interval_for_each_credential() -> None:
    figure = ranking(ROWS, LIGHT).figure
    of_kind = [t for t in figure.data if t.mode == "markers"]
    assert [t.name for t in of_kind] == ["Certification", "Licence"]
    assert len({t.marker.symbol for t in of_kind}) == len(of_kind)
    for dots in of_kind:
        own = ROWS.set_index("credential_id").loc[list(dots.customdata)]
        assert list(dots.x) == pytest.approx((own["share"] * 100).tolist())
        assert [ROWS["credential_id"][y] for y in dots.y] == list(dots.customdata)
        ends = dots.x + dots.error_x.array
        assert list(ends) == pytest.approx((own["high"] * 100).tolist())
        assert (dots.x - dots.error_x.arrayminus >= 0).all()
    assert sum(len(t.x) for t in of_kind) == len(ROWS)


def test_a_ranking_says_the_share_at_the_dot_and_the_counts_at_the_right_edge() -> None:
    figure = ranking(ROWS, LIGHT).figure
    at_dot, counts = [t for t in figure.data if t.mode == "text"]
    assert [t.strip() for t in at_dot.text] == ["15 %", "6.0 %", "0.50 %"]
    assert [t.strip() for t in counts.text] == ["300 · 120", "120 · 40", "10 · 9"]
    assert counts.xaxis == "x2"
    assert tuple(figure.layout.xaxis2.range) == (0, 1)
    assert figure.layout.margin.r >= 60
    assert f"{N:,}" in figure.layout.xaxis.title.text


def test_a_ranking_leaves_room_after_its_longest_interval() -> None:
    figure = ranking(ROWS, LIGHT).figure
    assert figure.layout.xaxis.range[1] > ROWS["high"].max() * 100 * 1.3


def test_an_empty_ranking_still_has_a_text_alternative() -> None:
    assert ranking(ROWS.head(0), LIGHT).alt == "No credential to show."


def test_the_text_alternative_names_shares_and_the_denominator() -> None:
    alt = ranking(ROWS, LIGHT).alt
    assert "2,000 postings" in alt
    assert "Project Management Professional 15 %" in alt


def test_required_and_preferred_stand_on_one_line_and_mentioned_is_hollow() -> None:
    figure = strengths(ROWS, LIGHT, ("required", "preferred", "mentioned")).figure
    dots = {t.name: t for t in figure.data if t.mode == "markers"}
    assert list(dots) == ["Mentioned", "Preferred", "Required"]
    assert dots["Mentioned"].marker.symbol == "circle-open"
    assert list(dots["Required"].y) == list(dots["Preferred"].y) == [0, 1, 2]
    assert list(dots["Required"].x) == pytest.approx([5, 5, 0.1])
    # One trace for all lines: shapes are slow where there are many.
    assert not figure.layout.shapes
    assert "Registered Nurse: 100 required, 0 preferred, 20 mentioned" in (
        strengths(ROWS, LIGHT, ("required", "preferred", "mentioned")).alt
    )


def test_colours_and_shapes_of_the_strengths_all_differ() -> None:
    figure = strengths(ROWS, DARK, ("required", "preferred", "mentioned")).figure
    dots = [t.marker for t in figure.data if t.mode == "markers"]
    assert len({m.color for m in dots}) == len({m.symbol for m in dots}) == 3


def test_too_few_and_not_collected_are_never_coloured_as_zero() -> None:
    figure = industry_heatmap(CELLS, LIGHT).figure
    heat = traces(figure, "heatmap")[0]
    assert heat.z.shape == (3, 4)
    assert pd.isna(heat.z[:, 2:]).all()
    assert not pd.isna(heat.z[:, :2]).any()
    gaps = {t.name: t.marker.pattern.shape for t in traces(figure, "bar")}
    assert gaps == {"too few postings or employers to say": "/", "not collected": "."}


def test_a_measured_zero_is_written() -> None:
    cells = traces(industry_heatmap(CELLS, LIGHT).figure, "scatter")[0]
    at = {(x, y): text for x, y, text in zip(cells.x, cells.y, cells.text, strict=True)}
    assert at[1, 1] == "0"  # nurse in professional services
    assert at[0, 1] == "8.4"
    assert at[2, 0] == ""  # too few, though ten postings name it


def test_a_cell_carries_its_industry_for_the_click() -> None:
    cells = traces(industry_heatmap(CELLS, LIGHT).figure, "scatter")[0]
    assert list(cells.customdata[:4]) == ["62", "54", "11", "55"]
    assert "12 postings" in cells.hovertext[2]
    assert "not collected" in cells.hovertext[3]


def test_industries_show_their_n() -> None:
    ticks = industry_heatmap(CELLS, LIGHT).figure.layout.xaxis.ticktext
    assert list(ticks)[:2] == ["Health care · 1,400", "Professional services · 588"]


def test_sources_stand_below_each_other_with_their_n() -> None:
    figure = source_heatmap(CELLS, LIGHT).figure
    assert figure.layout.yaxis.ticktext[0] == "Health care<br>n = 1,400"
    assert list(figure.layout.xaxis.ticktext) == ["PMP", "RN", "CISSP"]


def test_a_heat_map_without_any_share_says_so() -> None:
    chart = industry_heatmap(CELLS[CELLS["state"] != "measured"], LIGHT)
    assert chart.alt == "None of the industries has enough postings to show a share."


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("place", [0, 0.13, 0.25, 0.4, 0.5, 0.62, 0.75, 0.9, 1])
def test_text_in_a_cell_can_be_read(palette: Palette, place: float) -> None:
    position = place * (len(palette.scale) - 1)
    first = min(int(position), len(palette.scale) - 2)
    below, above = _rgb(palette.scale[first]), _rgb(palette.scale[first + 1])
    cell = _luminance(below + (above - below) * (position - first))
    ink = _luminance(_rgb(readable(palette, place)))
    contrast = (max(cell, ink) + 0.05) / (min(cell, ink) + 0.05)
    assert contrast >= 4.5


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Registered Nurse", "Registered Nurse"),
        (
            "CISSP - Certified Information Systems Security Professional",
            "CISSP - Certified Information<br>Systems Security Professional",
        ),
    ],
)
def test_labels_take_two_lines_at_most(text: str, label: str) -> None:
    assert two_lines(text) == label
    assert two_lines("word " * 40).count("<br>") == 1


def test_each_strength_has_its_interval() -> None:
    figure = strengths(ROWS, LIGHT, ("required", "preferred", "mentioned")).figure
    dots = {t.name: t for t in figure.data if t.mode == "markers"}
    for name in ("required", "preferred", "mentioned"):
        trace = dots[name.capitalize()]
        bounds = wilson_interval(ROWS[name], ROWS["n"])
        assert list(trace.x + trace.error_x.array) == pytest.approx(
            list(bounds.high * 100), rel=2e-3
        )
        assert list(trace.x - trace.error_x.arrayminus) == pytest.approx(
            list(bounds.low * 100), rel=2e-3
        )
