import itertools
from collections.abc import Sequence

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.routes import (
    NEEDING,
    counting_as_held,
    drawn,
    in_order,
    leads_from,
    replaced_by,
    timings,
    way_to,
)
from analysis.stacks import Edge


def step(a: str, b: str, strength: str = "required", relation: str = "prerequisite") -> Edge:
    return Edge(a, b, relation, strength, None, None, False)


ANY, ADVISED = "one_of_required", "recommended"


def one(_: str) -> tuple[float, ...]:
    return (1.0,)


def test_all_required_steps_and_one_of_several_are_taken_in_order() -> None:
    edges = [
        step("a", "g"),
        step("b", "g", ANY),
        step("c", "g", ANY),
        step("d", "b"),
        step("x", "g", ADVISED),
    ]
    found = way_to(edges, "g", (), one)
    assert found is not None
    assert set(found.order) == {"a", "c", "g"}
    assert found.order[-1] == "g"
    assert [(e.from_id, e.to_id) for e in found.alternatives] == [("b", "g")]


def test_the_cheaper_route_may_have_more_steps() -> None:
    edges = [step("b", "g", ANY), step("c", "g", ANY), step("d", "b")]
    prices = {"b": 10.0, "c": 500.0, "d": 20.0, "g": 0.0}
    found = way_to(edges, "g", (), lambda node: (prices[node],))
    assert found is not None
    assert found.order == ("d", "b", "g")


def test_a_step_that_two_need_is_paid_once() -> None:
    edges = [step("s", "a"), step("s", "b", ANY), step("t", "b", ANY), step("a", "g"),
             step("b", "g")]  # fmt: skip
    found = way_to(edges, "g", (), lambda node: (9.0 if node == "s" else 5.0,))
    assert found is not None
    assert set(found.order) == {"s", "a", "b", "g"}


def test_what_is_held_costs_nothing_and_stands_at_the_start() -> None:
    edges = [step("a", "b"), step("b", "g"), step("c", "g", ANY), step("h", "g", ANY)]
    found = way_to(edges, "g", ("b", "h"), one)
    assert found is not None
    assert found.order == ("g",)
    assert {e.from_id for e in found.edges} == {"b", "h"}
    held = way_to(edges, "g", ("g",), one)
    assert held is not None
    assert held.order == ()


def test_equals_count_both_ways_and_a_conditional_one_only_forward() -> None:
    edges = [
        step("a", "b", "automatic", "equivalent"),
        step("s66", "s63", ANY, "equivalent"),
        step("c", "level", "credit_recommendation", "equivalent"),
        step("new", "old", "automatic", "supersedes"),
    ]
    assert counting_as_held(edges, ("b", "s66", "c")) == {"a", "b", "s66", "s63", "c"}
    assert counting_as_held(edges, ("s63",)) == {"s63"}
    assert counting_as_held(edges, ("new",)) == {"new", "old"}
    assert counting_as_held(edges, ("old",)) == {"old"}


def test_what_was_replaced_is_not_offered_and_still_counts_where_it_is_held() -> None:
    edges = [step("old", "g"), step("new", "old", "automatic", "supersedes")]
    assert replaced_by(edges) == {"old": ["new"]}
    assert way_to(edges, "g", (), one) is None
    held = way_to(edges, "g", ("old",), one)
    assert held is not None
    assert held.order == ("g",)


def test_a_goal_without_needs_is_one_step() -> None:
    found = way_to([], "g", ("h",), one)
    assert found is not None
    assert (found.order, found.edges) == (("g",), ())


GRAPHS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from(["required", ANY, ADVISED])),
    max_size=14,
)


def brute_force(edges: Sequence[Edge], goal: str, prices: dict[str, float]) -> float:
    """The least cost over all sets of nodes that hold the goal and meet their own needs."""
    nodes = sorted(prices)
    best = float("inf")
    for size in range(1, len(nodes) + 1):
        for chosen in itertools.combinations(nodes, size):
            if goal in chosen and all(meets(edges, n, set(chosen)) for n in chosen):
                best = min(best, sum(prices[n] for n in chosen))
    return best


def meets(edges: Sequence[Edge], node: str, chosen: set[str]) -> bool:
    needs = [e for e in edges if e.to_id == node and e.relation in NEEDING]
    routes = [e for e in needs if e.strength == ANY]
    return all(e.from_id in chosen for e in needs if e.strength == "required") and (
        not routes or any(e.from_id in chosen for e in routes)
    )


@given(GRAPHS, st.lists(st.integers(0, 9), min_size=7, max_size=7))
def test_no_way_costs_less(links: list[tuple[int, int, str]], costs: list[int]) -> None:
    # Steps lead upward, so that no circle makes a goal unreachable.
    edges = list({
        (a, b): step(f"n{min(a, b)}", f"n{max(a, b)}", strength)
        for a, b, strength in links
        if a != b
    }.values())  # fmt: skip
    prices = {f"n{i}": float(cost) for i, cost in enumerate(costs)}
    found = way_to(edges, "n6", (), lambda node: (prices[node],))
    assert found is not None
    assert sum(prices[n] for n in found.order) == brute_force(edges, "n6", prices)
    place = {node: i for i, node in enumerate(found.order)}
    assert all(place[e.from_id] < place[e.to_id] for e in found.edges)
    assert nx.is_directed_acyclic_graph(nx.DiGraph([(e.from_id, e.to_id) for e in found.edges]))


def test_a_way_round_in_a_circle_is_no_way() -> None:
    edges = [step("b", "g", ANY), step("c", "g", ANY), step("g", "b")]
    found = way_to(edges, "g", (), lambda node: (5.0 if node == "c" else 0.0,))
    assert found is not None
    assert set(found.order) == {"c", "g"}


def test_what_expires_soonest_is_earned_last() -> None:
    way = way_to([step("a", "g"), step("b", "g"), step("c", "b")], "g", (), one)
    assert way is not None
    hours = {"a": 100.0, "b": 100.0, "c": 100.0, "g": 50.0}
    renewals = {"a": 6, "b": 0, "c": 24, "g": 12}
    assert in_order(way, (), hours, renewals, 5.0) == ("c", "b", "a", "g")


def test_advice_sets_the_order_unless_something_would_expire_for_it() -> None:
    way = way_to([step("a", "g"), step("b", "g")], "g", (), one)
    assert way is not None
    hours = {"a": 100.0, "b": 100.0, "g": 50.0}
    advice = [step("a", "b", ADVISED), step("b", "a", ADVISED)]
    assert in_order(way, advice, hours, {"a": 12, "b": 24}, 5.0) == ("a", "b", "g")
    # At one hour a week a would have expired: b takes two years.
    assert in_order(way, advice, hours, {"a": 12, "b": 48}, 1.0) == ("b", "a", "g")


HOURS = {"a": 52.0, "b": 104.0, "g": 52.0}


@pytest.mark.parametrize(
    ("hours", "renewal", "expires", "waits"),
    [
        # One hour a week: 52 hours are a year.
        (HOURS, {"a": 36}, False, 36.0),
        (HOURS, {"a": 35}, True, 36.0),
        (HOURS, {"a": 0}, False, 36.0),
        (HOURS, {}, None, 36.0),
        (HOURS | {"b": None}, {"a": 36}, None, None),
        # The hours that are known outlast it already.
        (HOURS | {"b": None}, {"a": 11}, True, None),
        (HOURS | {"b": None}, {"a": 0}, False, None),
    ],
)
def test_a_credential_waits_for_what_comes_after_it(
    hours: dict[str, float | None],
    renewal: dict[str, float | None],
    expires: bool | None,
    waits: float | None,
) -> None:
    found = timings(("a", "b", "g"), hours, renewal, 1.0)
    assert found["a"].expires_first is expires
    assert found["a"].wait_months == (None if waits is None else pytest.approx(waits))
    assert found["a"].earned_month == pytest.approx(12.0)
    assert found["g"].expires_first is False
    assert found["g"].earned_month == (None if hours["b"] is None else pytest.approx(48.0))


def test_a_pace_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="hours_a_week"):
        timings(("a",), {}, {}, 0.0)


def test_what_is_held_leads_by_the_fewest_steps_to_the_nearest_target() -> None:
    edges = [step("h", "m", ADVISED), step("m", "g", ADVISED), step("h", "k"), step("x", "g")]
    found = leads_from(edges, ("h", "alone"), ("g",))
    assert [(e.from_id, e.to_id) for e in found] == [("h", "m"), ("m", "g")]
    assert leads_from(edges, ("h",), ("g", "k"))[0].to_id == "k"
    assert leads_from(edges, ("h",), ("g",), at_most=1) == ()


def test_a_way_is_drawn_from_left_to_right_with_the_goal_last() -> None:
    edges = [step("a", "b"), step("b", "g"), step("h", "g", ADVISED), step("g", "h", ADVISED)]
    way = way_to(edges, "g", (), one)
    assert way is not None
    found = drawn(way, leads_from(edges, ("h",), way.order))
    assert found.layers == {"g": 0, "b": -1, "a": -2, "h": -1}
    assert {(e.from_id, e.to_id) for e in found.edges} == {("a", "b"), ("b", "g"), ("h", "g")}
    alone = way_to([], "g", (), one)
    assert alone is not None
    assert drawn(alone).layers == {"g": 0}
