from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.layering import PASSING, arrange, crossings
from analysis.stacks import Edge, pathway
from dashboard.pathways import (
    credits,
    drawn_steps,
    evidence,
    indicators_by_industry,
    left_out_table,
    with_notes,
)


def edge(a: str, b: str, relation: str = "prerequisite", strength: str = "required") -> Edge:
    return Edge(a, b, relation, strength, f"{a} body", f"{b} body", relation == "credit_toward")


def rows(*edges: Edge) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "from_id": [e.from_id for e in edges],
            "to_id": [e.to_id for e in edges],
            "from_name": [e.from_id.upper() for e in edges],
            "to_name": [e.to_id.upper() for e in edges],
            "relation": [e.relation for e in edges],
            "strength": [e.strength for e in edges],
            "credits": [3.0 if e.is_credit_bearing else None for e in edges],
            "credits_unit": ["semester_credit" if e.is_credit_bearing else None for e in edges],
            "evidence": "documented",
            "source": "somewhere",
            "as_of": "2026",
        }
    )


def test_no_step_stays_in_a_layer_or_leads_back() -> None:
    path = pathway([edge("a", "b"), edge("a", "c"), edge("b", "c"), edge("x", "a")], "a")
    assert path.layers == {"a": 0, "b": 1, "c": 2, "x": -1}
    assert all(path.layers[e.from_id] < path.layers[e.to_id] for e in path.edges)


def test_a_step_past_the_focus_is_counted_and_not_drawn() -> None:
    path = pathway([edge("x", "a"), edge("a", "b"), edge("x", "b")], "a")
    assert path.passing_by == 1
    assert {(e.from_id, e.to_id) for e in path.edges} == {("x", "a"), ("a", "b")}


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_any_graph_with_circles_has_layers(pairs: list[tuple[int, int]]) -> None:
    path = pathway([edge(f"n{a}", f"n{b}") for a, b in pairs if a != b], "n0")
    assert path.layers["n0"] == 0
    assert sum(layer == 0 for layer in path.layers.values()) == 1
    placed = arrange(path.layers, [(e.from_id, e.to_id) for e in path.edges])
    assert set(placed.nodes) == set(path.layers)
    columns: dict[float, list[float]] = {}
    for x, y in placed.nodes.values():
        columns.setdefault(x, []).append(y)
        assert 0 <= y <= placed.rows
    for ys in columns.values():
        ys.sort()
        assert all(b - a > 1 - 1e-9 for a, b in pairwise(ys))


def test_order_within_layers_avoids_crossings() -> None:
    layers = {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1, "z": 1}
    placed = arrange(layers, [("a", "z"), ("b", "y"), ("c", "x")])
    assert crossings(placed) == 0


def test_a_long_edge_is_led_past_what_stands_between() -> None:
    layers = {"a": 0, "m": 1, "b": 2}
    placed = arrange(layers, [("a", "m"), ("m", "b"), ("a", "b")])
    route = placed.routes[("a", "b")]
    assert len(route) == 3
    assert abs(route[1][1] - placed.nodes["m"][1]) >= (1 + PASSING) / 2 - 1e-9


def test_steps_of_the_focus_come_first_and_renewals_last() -> None:
    edges = [
        edge("x", "a"),
        edge("b", "c"),
        edge("a", "b"),
        edge("a", "x", "renews"),
        edge("p", "q"),
    ]
    shown = drawn_steps(rows(*edges), pathway(edges, "a"))
    pairs = list(zip(shown["from_id"], shown["to_id"], shown["relation"], strict=True))
    assert pairs == [
        ("x", "a", "prerequisite"),
        ("a", "b", "prerequisite"),
        ("b", "c", "prerequisite"),
        ("a", "x", "renews"),
    ]


def test_evidence_says_how_firm_a_step_is_and_who_says_so() -> None:
    words = evidence(rows(edge("a", "b", "credit_toward", "credit_articulated")))
    assert words[("a", "b", "credit_toward")] == (
        "<b>A</b> counts toward <b>B</b><br>credit agreed · documented · 3 semester credits"
        "<br>somewhere (2026)"
    )


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (3.0, "semester_credit", "3 semester credits"),
        (1.0, "course", "1 course"),
        (1.5, None, "1.5 credits"),
        (None, "ects", ""),
        (float("nan"), "ects", ""),
    ],
)
def test_credits_in_words(number: float | None, unit: str | None, words: str) -> None:
    assert credits(number, unit) == words


def test_a_node_says_price_hours_and_recognition_as_far_as_known() -> None:
    nodes = pd.DataFrame(
        {
            "node_id": ["a", "b", "w"],
            "node_name": ["A", "B", "Award"],
            "is_catalogued": [True, True, False],
            "issuer_name": ["i", None, "College"],
        }
    )
    facts = pd.DataFrame(
        {
            "credential_id": ["a", "b"],
            "kind": ["certification", "microcredential"],
            "earn_usd": pd.array([294.0, 0.0], dtype="Float64"),
            "is_approximate": [True, False],
            "hours": [170.0, None],
            "renewal_period_months": pd.array([36.0, 0.0], dtype="Float64"),
        }
    )
    asked = pd.DataFrame({"credential_id": ["a"], "share": [0.005]})
    assert with_notes(nodes, facts, asked)["note"].tolist() == [
        "about $294 · 170 h · valid 3 y · 0.50 %",
        "free · no expiry · 0 %",
        "College",
    ]
    assert with_notes(nodes, facts, asked, {"b": "held", "w": "held"})["note"].tolist()[1:] == [
        "held · free · no expiry · 0 %",
        "held · College",
    ]
    degree = facts.assign(kind="degree")
    assert with_notes(nodes, degree, asked)["note"].tolist()[1] == "free · no expiry"
    assert with_notes(nodes, facts, asked.head(0))["note"].tolist()[0] == (
        "about $294 · 170 h · valid 3 y"
    )


def test_indicators_by_industry_carry_their_n() -> None:
    members = pd.DataFrame(
        {
            "naics_sector": ["62", "62", "51"],
            "short_name": ["Health care", "Health care", "Information"],
            "credential_id": ["a", "b", "z"],
        }
    )
    kinds = {"w": "degree_programme", "v": "certification"}
    edges = [edge("a", "w", "credit_toward"), edge("b", "v"), edge("a", "v"), edge("v", "w")]
    found = indicators_by_industry(members, edges, kinds)
    assert found["naics_sector"].tolist() == ["62", "51"]
    assert found.loc[0, ["credentials", "with_onward_step", "credit_bearing"]].tolist() == [2, 2, 1]
    assert found["onward_share"].tolist() == [1.0, 0.0]
    assert found["into"].tolist() == [(("certification", 2), ("degree", 1)), ()]
    assert found["longest"].tolist() == [("a", "v", "w"), ()]
    assert found["steps"].tolist() == [2, 0]
    assert found["with_covered"].tolist() == [0, 0]
    assert found["covered"].isna().all()


def test_what_a_picture_leaves_out_is_a_table() -> None:
    edges = [edge(f"n{i}", "hub") for i in range(4)] + [edge("far", "n3")]
    nodes = pd.DataFrame(
        {
            "node_id": ["n0", "n1", "n2", "n3", "far", "hub"],
            "node_name": ["N0", "N1", "N2", "N3", "Far", "Hub"],
            "node_kind": ["certification"] * 4 + ["credit_pool", "degree"],
            "issuer_name": ["body"] * 6,
        }
    )
    importance = {"n3": 0.5, "n2": 0.1}
    path = pathway(edges, "hub", abreast=1, importance=importance)
    shown = left_out_table(path, nodes, importance)
    assert shown["Credential"].tolist() == ["N0", "N1", "N2"]
    assert shown["Where"].tolist() == ["1 step before"] * 3
    assert shown["Asked for in"].dropna().tolist() == [10.0]
