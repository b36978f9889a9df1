from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from analysis.stacks import (
    Edge,
    all_before,
    longest_chains,
    longest_of,
    pathway,
    receiving_issuers,
    stack_indicators,
)


def edge(a: str, b: str, relation: str = "prerequisite", **facts: object) -> Edge:
    known: dict[str, object] = {
        "strength": "required",
        "from_issuer": f"{a} body",
        "to_issuer": f"{b} body",
        "is_credit_bearing": False,
    }
    return Edge(a, b, relation, **(known | facts))  # type: ignore[arg-type]


CHAIN = [edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("d", "e"), edge("x", "c", "part_of")]


def test_layers_run_from_what_is_needed_to_what_it_leads_to() -> None:
    assert pathway(CHAIN, "c").layers == {"c": 0, "b": -1, "x": -1, "a": -2, "d": 1, "e": 2}


def test_reach_bounds_the_path() -> None:
    assert set(pathway(CHAIN, "c", reach=1).layers) == {"b", "c", "d", "x"}


def test_what_does_not_fit_is_counted() -> None:
    edges = [edge("hub", f"n{i:02}") for i in range(40)]
    found = pathway(edges, "hub", limit=30)
    assert set(found.layers) == {"hub", *(f"n{i:02}" for i in range(12))}
    assert found.left_out == {f"n{i:02}": 1 for i in range(12, 40)}


def test_of_many_abreast_the_most_important_are_kept() -> None:
    edges = [edge(f"n{i:02}", "hub") for i in range(40)]
    found = pathway(edges, "hub", abreast=2, importance={"n39": 0.2, "n07": 0.1})
    assert found.layers == {"hub": 0, "n39": -1, "n07": -1}
    assert len(found.left_out) == 38
    assert set(found.left_out.values()) == {-1}


def test_nothing_hangs_in_the_air_where_what_joins_it_was_left_out() -> None:
    edges = [edge("hub", f"n{i}") for i in range(3)] + [edge("n2", "far")]
    found = pathway(edges, "hub", abreast=2)
    assert set(found.layers) == {"hub", "n0", "n1"}
    assert found.left_out == {"n2": 1, "far": 2}


def test_the_whole_stays_within_the_limit() -> None:
    edges = [edge("hub", f"n{i:02}") for i in range(10)]
    edges += [edge(f"n{i:02}", f"m{i:02}{j}") for i in range(10) for j in range(4)]
    found = pathway(edges, "hub", limit=15)
    assert len(found.layers) == 15
    assert len(found.left_out) == 51 - 15


def test_renewals_and_successors_are_no_steps() -> None:
    found = pathway([edge("a", "b", "renews"), edge("a", "c", "supersedes")], "a")
    assert found.layers == {"a": 0}


def test_a_credential_without_steps_stands_alone() -> None:
    assert pathway([], "lonely").layers == {"lonely": 0}


def test_a_circle_does_not_hang() -> None:
    found = pathway([edge("a", "b"), edge("b", "a")], "a")
    assert found.layers["a"] == 0


def test_indicators_count_credentials_and_others_issuers() -> None:
    edges = [
        edge("a", "b", to_issuer="U1", from_issuer="I"),
        edge("a", "c", "credit_toward", to_issuer="U2", from_issuer="I", is_credit_bearing=True),
        edge("b", "c", to_issuer="I", from_issuer="I"),
        edge("z", "c", to_issuer="U3", from_issuer="I"),
        edge("a", "d", "renews", to_issuer="U4", from_issuer="I"),
    ]
    found = stack_indicators(edges, ["a", "b", "lonely"])
    assert found.credentials == 3
    assert found.with_onward_step == 2
    assert found.onward_edges == 3
    assert found.credit_bearing == 1
    assert found.receiving_issuers == 2


def test_the_part_of_a_higher_award_is_told_where_both_credits_are_known() -> None:
    edges = [
        edge("a", "d", "credit_toward", credits=36.0, credits_of=72.0),
        edge("b", "d", "credit_toward", credits=18.0, credits_of=72.0),
        edge("c", "d", "credit_toward", credits=12.0),
        edge("a", "e", "renews", credits=1.0, credits_of=1.0),
    ]
    assert [e.covered for e in edges] == [0.5, 0.25, None, 1.0]
    found = stack_indicators(edges, ["a", "b", "c"])
    assert (found.covered, found.with_covered) == (0.375, 2)
    assert stack_indicators(edges[2:], ["c"]).covered is None


def chain_from(edges: list[Edge], *starts: str) -> tuple[str, ...]:
    return longest_of(longest_chains(edges), starts)


def test_the_longest_chain_starts_in_the_group_and_passes_no_node_twice() -> None:
    assert chain_from(CHAIN, "b", "x") == ("b", "c", "d", "e")
    assert chain_from(CHAIN, "e", "unknown") == ()
    assert chain_from([edge("a", "c"), edge("a", "b"), edge("b", "c")], "a") == ("a", "b", "c")
    assert chain_from([edge("a", "c"), edge("a", "b")], "a") == ("a", "b")
    round_trip = [edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("c", "d")]
    assert chain_from(round_trip, "a") == ("a", "b", "c", "d")


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_a_longest_chain_is_as_long_as_any_path_of_a_graph_without_circles(
    pairs: list[tuple[int, int]],
) -> None:
    edges = [edge(f"n{min(p)}", f"n{max(p)}") for p in pairs if p[0] != p[1]]
    graph = nx.DiGraph((e.from_id, e.to_id) for e in edges)
    found = chain_from(edges, *(f"n{i}" for i in range(7)))
    assert len(found) == len(nx.dag_longest_path(graph))
    assert all(pair in graph.edges for pair in pairwise(found))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=14))
def test_a_chain_through_circles_passes_no_node_twice(pairs: list[tuple[int, int]]) -> None:
    edges = [edge(f"n{a}", f"n{b}") for a, b in pairs if a != b]
    for chain in longest_chains(edges).values():
        assert len(set(chain)) == len(chain)


def test_the_own_issuer_receives_nothing() -> None:
    own = edge("a", "b", from_issuer="I", to_issuer="I")
    assert receiving_issuers([own, edge("a", "c", to_issuer="U")]) == {"U"}


def test_all_that_leads_to_a_goal_stands_before_it() -> None:
    assert all_before(CHAIN, "c") == {"a", "b", "x", "c"}
    assert all_before([edge("a", "g", "renews")], "g") == {"g"}
