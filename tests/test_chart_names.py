"""Names from sources are text in every chart: no tag in them is drawn as one."""

import json
from collections.abc import Callable

import pandas as pd
import pytest

from analysis.stacks import Edge, pathway
from dashboard.charts.costs import price_against_recognition
from dashboard.charts.funnel import funnel
from dashboard.charts.heatmap import industry_heatmap, source_heatmap
from dashboard.charts.pathways import pathway_graph
from dashboard.charts.price_steps import price_steps
from dashboard.charts.shares import ranking, strengths
from dashboard.charts.stacks import industry_stackability
from dashboard.charts.style import LIGHT, Chart, plain, shortened, two_lines
from dashboard.ranking import heatmap_cells, with_shares
from tests.bases import base_of, groups_of, with_sums

HOSTILE = "<b>x</b>"
ROWS = with_shares(
    with_sums(
        pd.DataFrame(
            {
                "credential_id": ["a", "b"],
                "name": [HOSTILE, f"{HOSTILE} & more"],
                "abbreviation": [HOSTILE, None],
                "kind": ["certification", "licence"],
                "postings": [30, 90],
                "required": [10, 10],
                "preferred": [10, 10],
                "mentioned": [10, 70],
                "employers": [10, 20],
                "total_usd": [100.0, 900.0],
                "is_stale": False,
                "is_approximate": False,
                "price_year": 2025.0,
            }
        )
    ),
    base_of(1000),
)
GROUPS = pd.DataFrame(
    {"key": ["1", "2"], "label": [HOSTILE, "B"], "postings": [900, 5], "employers": [90, 2]}
)
GROUPS = groups_of(GROUPS.to_dict("records"))
CELLS = heatmap_cells(
    with_sums(
        pd.DataFrame({"credential_id": ["a"], "key": ["1"], "postings": [30], "employers": [9]})
    ),
    GROUPS,
    ROWS,
    "key",
)
LINES = pd.DataFrame(
    [
        ("a", HOSTILE, 0.0, 100.0),
        ("a", HOSTILE, 5.0, 900.0),
        ("b", f"{HOSTILE} & more", 0.0, 300.0),
        ("b", f"{HOSTILE} & more", 5.0, 300.0),
    ],
    columns=["credential_id", "name", "year", "total_usd"],
)


def steps_with_references() -> Chart:
    return price_steps(LINES, {f"near {HOSTILE}": 500.0, f"far {HOSTILE}": 90000.0}, LIGHT, 5)


def graph() -> Chart:
    path = pathway([Edge("a", "b", "prerequisite", "required", "i", "j", False)], "a")
    nodes = pd.DataFrame(
        {
            "node_name": HOSTILE,
            "node_kind": "certification",
            "is_catalogued": [True, False],
            "note": HOSTILE,
        },
        index=["a", "b"],
    )
    return pathway_graph(path, nodes, LIGHT, {("a", "b", "prerequisite"): "why"})


def stacked(chosen: str | None) -> Chart:
    rows = pd.DataFrame(
        {
            "industry": [HOSTILE],
            "credentials": [20],
            "with_onward_step": [5],
            "credit_bearing": [2],
            "onward_edges": [6],
            "receiving_issuers": [3],
            "onward_share": [0.25],
            "credit_share": [0.1],
        }
    )
    return industry_stackability(rows, LIGHT, chosen)


CHARTS: dict[str, Callable[[], Chart]] = {
    "ranking": lambda: ranking(ROWS, LIGHT),
    "strengths": lambda: strengths(ROWS, LIGHT, ("required", "preferred", "mentioned")),
    "costs": lambda: price_against_recognition(ROWS, LIGHT, "to earn"),
    "price steps": steps_with_references,
    "industries": lambda: industry_heatmap(CELLS, LIGHT),
    "sources": lambda: source_heatmap(CELLS, LIGHT),
    "pathway": graph,
    "stacks": lambda: stacked(None),
    "stacks, one chosen": lambda: stacked(HOSTILE),
    "funnel": lambda: funnel(
        pd.DataFrame({"condition": ["All", HOSTILE], "candidates": [9, 4]}), LIGHT
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_name_with_a_tag_is_drawn_as_it_is_written(name: str) -> None:
    # Plotly's JSON writes < as an escape: it is read back before it is searched.
    drawn = json.dumps(json.loads(CHARTS[name]().figure.to_json()), ensure_ascii=False)
    assert HOSTILE not in drawn.replace(f"<b>{plain(HOSTILE)}</b>", "")
    assert plain(HOSTILE) in drawn


@pytest.mark.parametrize("label", [shortened, two_lines])
def test_labels_are_plain_once_and_signs_are_never_cut(label: Callable[[str], str]) -> None:
    assert label("R&D") == "R&amp;D"
    cut = label("& " * 60)
    assert cut.replace("<br>", " ").replace("&amp;", "").strip(" …") == ""
