"""One credential across groups: what is measured is drawn, what is not is said."""

import pandas as pd

from analysis.statistics import MEASURED, NOT_COLLECTED, TOO_FEW
from dashboard.charts.by_group import by_group
from dashboard.charts.style import LIGHT
from dashboard.ranking import heatmap_cells
from tests.bases import groups_of, with_sums

GROUPS = groups_of(
    [
        {"naics_sector": "62", "label": "<b>Health</b>", "postings": 1400, "employers": 300},
        {"naics_sector": "54", "label": "Services", "postings": 588, "employers": 90},
        {"naics_sector": "11", "label": "Farms", "postings": 12, "employers": 9},
        {"naics_sector": "55", "label": "Companies", "postings": 0, "employers": 0},
    ]
)
COUNTS = with_sums(
    pd.DataFrame({"credential_id": ["rn"] * 2, "naics_sector": ["62", "11"], "postings": [140, 6]})
).assign(employers=[40, 3])
ONE = pd.DataFrame({"credential_id": ["rn"], "name": ["Registered Nurse"], "abbreviation": ["RN"]})
CELLS = heatmap_cells(COUNTS, GROUPS, ONE, "naics_sector")


def test_measured_groups_are_dots_and_the_others_words() -> None:
    figure = by_group(CELLS, LIGHT, groups="industries").figure
    counted = next(t for t in figure.data if t.name == "as counted")
    assert list(counted.x) == [10.0, 0.0]
    assert list(counted.y) == [0, 1]
    words = next(t for t in figure.data if t.mode == "text" and t.xaxis != "x2")
    assert [text.strip() for text in words.text] == ["too few postings to say", "not collected"]
    assert set(CELLS["state"]) == {MEASURED, TOO_FEW, NOT_COLLECTED}


def test_the_shrunk_share_lies_between_its_own_and_that_of_all() -> None:
    told = CELLS[CELLS["state"] == MEASURED].set_index("key")
    assert told.loc["62", "shrunk"] <= told.loc["62", "share"]
    assert told.loc["54", "shrunk"] >= told.loc["54", "share"]
    assert CELLS[CELLS["state"] != MEASURED]["shrunk"].isna().all()


def test_the_words_of_the_picture_name_the_groups_and_no_tag_is_drawn() -> None:
    chart = by_group(CELLS, LIGHT, groups="industries")
    assert chart.alt.startswith("Registered Nurse across 4 industries, 2 of them with enough")
    assert "<b>Health" not in "".join(chart.figure.layout.yaxis.ticktext)
    assert "Too few to say: Farms" in chart.alt
    assert "Not collected: Companies." in chart.alt


def test_the_scale_and_the_rows_drawn_are_the_caller_s() -> None:
    figure = by_group(CELLS, LIGHT, groups="employers", most=2, scale="of its postings").figure
    assert figure.layout.xaxis.title.text == "of its postings"
    assert list(figure.layout.yaxis.ticktext) == ["&lt;b&gt;Health&lt;/b&gt;", "Services"]


def test_nothing_measured_is_a_picture_of_words() -> None:
    chart = by_group(CELLS[CELLS["state"] != MEASURED], LIGHT, groups="industries")
    assert "0 of them with enough postings. Too few to say: Farms" in chart.alt
    assert not any(len(t.x) for t in chart.figure.data if t.mode == "markers")
