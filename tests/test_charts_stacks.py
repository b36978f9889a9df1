import pandas as pd
import pytest

from analysis.stacks import Edge, Pathway, pathway
from dashboard.charts.pathways import CARD, least_width, pathway_graph
from dashboard.charts.stacks import FEW, industry_stackability
from dashboard.charts.style import DARK, LIGHT, Chart, Palette


def edge(a: str, b: str, relation: str = "prerequisite", strength: str = "required") -> Edge:
    return Edge(a, b, relation, strength, "i", "j", False)


EDGES = [edge("a", "f"), edge("f", "b", "credit_toward", "credit_articulated"), edge("b", "c"),
         edge("f", "c", "part_of", "recommended")]  # fmt: skip


def draw(path: Pathway, palette: Palette = LIGHT) -> Chart:
    ids = list(path.layers)
    nodes = pd.DataFrame(
        {
            "node_name": [f"A rather long name of the credential {i}" for i in ids],
            "node_kind": ["certification" if i != "c" else "degree_programme" for i in ids],
            "is_catalogued": [i != "c" for i in ids],
            "note": ["$400 · 100 h · 0.5 %"] * len(ids),
        },
        index=ids,
    )
    words = {(e.from_id, e.to_id, e.relation): f"why {e.from_id}" for e in path.edges}
    return pathway_graph(path, nodes, palette, words)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_node_has_a_mark_with_its_id_and_every_edge_its_evidence(palette: Palette) -> None:
    chart = draw(pathway(EDGES, "f"), palette)
    marks = [t for t in chart.figure.data if t.mode == "markers" and t.customdata is not None]
    assert sorted(i for t in marks for i in t.customdata) == ["a", "b", "c", "f"]
    tips = next(t for t in chart.figure.data if t.marker.symbol == "triangle-right")
    assert sorted(tips.hovertext) == ["why a", "why b", "why f", "why f"]


def test_arrowheads_stand_at_the_card_they_lead_to() -> None:
    chart = draw(pathway([edge("f", "b")], "f"))
    tip = next(t for t in chart.figure.data if t.marker.symbol == "triangle-right")
    assert 0.9 - CARD / 2 < tip.x[0] < 1 - CARD / 2


def test_relation_is_a_dash_and_an_entry_rule_a_thick_line() -> None:
    drawn = [t for t in draw(pathway(EDGES, "f")).figure.data if t.mode == "lines" and not t.fill]
    lines = [t for t in drawn if t.x[0] is not None]
    styles = {(t.line.dash, t.line.width > 2) for t in lines}
    assert styles == {("solid", True), ("dash", False), ("dot", False)}


def test_relations_in_use_are_in_the_legend() -> None:
    named = {t.name for t in draw(pathway(EDGES, "f")).figure.data if t.name}
    assert {"comes before", "counts toward", "is part of", "Other award"} <= named


def test_what_is_no_credential_of_the_catalog_says_so() -> None:
    chart = draw(pathway(EDGES, "f"))
    hover = [h for t in chart.figure.data if t.name == "Other award" for h in t.hovertext]
    assert "not in the catalog itself" in hover[0]


def test_a_credential_without_steps_is_one_card() -> None:
    chart = draw(Pathway({"f": 0}, ()))
    assert "no steps known" in chart.alt


def test_more_layers_need_more_width() -> None:
    assert least_width(pathway(EDGES, "f")) == 2 * least_width(Pathway({"f": 0, "b": 1}, ()))


INDUSTRIES = pd.DataFrame(
    {
        "industry": ["Health care", "Agriculture"],
        "credentials": [100, FEW - 1],
        "with_onward_step": [40, 3],
        "credit_bearing": [10, 0],
        "onward_share": [0.4, 1 / 3],
        "credit_share": [0.1, 0.0],
    }
)


def test_industries_show_n_and_few_is_marked() -> None:
    chart = industry_stackability(INDUSTRIES, LIGHT, "Health care")
    words = [w for t in chart.figure.data if t.text for w in t.text]
    assert words == ["100", f"{FEW - 1} · few"]
    lead_on = next(t for t in chart.figure.data if t.name == "lead on")
    assert list(lead_on.marker.symbol) == ["circle", "circle-open"]
    assert "40% and 10% of 100" in chart.alt.replace(" %", "%")


def test_the_chosen_industry_is_set_off_and_another_is_not() -> None:
    def bold(chosen: str | None) -> list[bool]:
        ticks = industry_stackability(INDUSTRIES, LIGHT, chosen).figure.layout.yaxis.ticktext
        return ["<b>" in t for t in ticks]

    assert bold("Health care") == [True, False]
    assert bold(None) == [False, False]
