"""What a stack can be made of: prerequisites, successors, equals."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cover import cheapest, most_coverage
from analysis.cover_greedy import greedy
from analysis.cover_problem import Problem
from analysis.stack_options import Candidate, needed_before, offer, stand_ins
from analysis.stacks import Edge

IDS = [f"c{i}" for i in range(7)]


def edge(from_id: str, to_id: str, relation: str, strength: str = "required") -> Edge:
    return Edge(from_id, to_id, relation, strength, None, None, False)


def candidate(i: str, cost: float | None = 100.0, *skills: str) -> Candidate:
    return Candidate(i, cost, 10.0, frozenset(skills))


def before(found_of: str, *edges: Edge) -> tuple[frozenset[str], ...]:
    offered = offer([candidate(found_of)], edges)
    return offered.options[0].before


def test_firm_rules_each_and_alternatives_together() -> None:
    assert set(
        before(
            "z",
            edge("a", "z", "prerequisite"),
            edge("b", "z", "prerequisite"),
            edge("c", "z", "prerequisite", "one_of_required"),
            edge("d", "z", "prerequisite", "one_of_required"),
            edge("e", "z", "prerequisite", "recommended"),
            edge("f", "z", "part_of"),
            edge("g", "z", "credit_toward"),
        )
    ) == {frozenset("a"), frozenset("b"), frozenset("cd")}


def test_what_may_have_to_come_before_is_found_through_others_and_stand_ins() -> None:
    rules = [
        edge("b", "c", "prerequisite"),
        edge("a", "b", "prerequisite", "one_of_required"),
        edge("newer", "a", "supersedes", "automatic"),
        edge("advice", "c", "prerequisite", "recommended"),
        edge("c", "after", "prerequisite"),
        edge("c", "b", "prerequisite", "one_of_required"),
    ]
    assert needed_before({"c"}, rules) == {"a", "b", "newer"}
    assert needed_before({"a"}, rules) == set()


def test_a_successor_and_an_equal_meet_a_rule_a_forerunner_does_not() -> None:
    rules = [
        edge("a", "z", "prerequisite"),
        edge("newer", "a", "supersedes", "automatic"),
        edge("a", "older", "supersedes", "automatic"),
        edge("a", "same", "equivalent", "automatic"),
        edge("more", "a", "equivalent", "one_of_required"),
        edge("a", "level", "equivalent", "credit_recommendation"),
    ]
    assert before("z", *rules) == (frozenset({"a", "newer", "same", "more"}),)


def test_one_way_equals_stand_in_one_way_and_chains_are_followed() -> None:
    found = stand_ins(
        [
            edge("b", "a", "equivalent", "one_of_required"),
            edge("c", "b", "supersedes", "automatic"),
        ]
    )
    assert found == {"a": frozenset({"b", "c"}), "b": frozenset({"c"})}


def test_what_has_no_price_or_was_replaced_is_no_option_unless_it_is_held() -> None:
    rules = [edge("new", "old", "supersedes", "automatic")]
    every = [candidate("old", 5.0), candidate("new"), candidate("dear", None)]
    found = offer(every, rules)
    assert [o.option_id for o in found.options] == ["new"]
    assert (found.unpriced, found.superseded) == ({"dear"}, {"old"})
    held = offer(every, rules, held={"old", "dear"})
    assert {o.option_id: o.cost_usd for o in held.options} == {"old": 0, "new": 100, "dear": 0}


def test_what_does_not_count_may_still_lead_to_what_does() -> None:
    first = Candidate("a", 50.0, 10.0, frozenset({"x"}), counts=False)
    found = offer([first, candidate("b", 100.0, "x")], [edge("a", "b", "prerequisite")])
    stack = cheapest(Problem({"x": 1.0}, found.options)).stacks[0]
    assert stack.steps == ("a", "b")


@st.composite
def catalogs(draw: st.DrawFn) -> tuple[list[Candidate], list[Edge]]:
    candidates = [
        Candidate(
            i,
            draw(st.sampled_from([None, 0.0, 50.0, 120.0, 300.0])),
            draw(st.sampled_from([5.0, 40.0, 200.0])),
            frozenset(draw(st.sets(st.sampled_from(["x", "y", "z"]), max_size=2))),
            draw(st.sampled_from([None, 6.0, 24.0])),
        )
        for i in IDS
    ]
    relations = st.sampled_from(
        [
            ("prerequisite", "required"),
            ("prerequisite", "one_of_required"),
            ("prerequisite", "recommended"),
            ("supersedes", "automatic"),
            ("equivalent", "automatic"),
            ("equivalent", "one_of_required"),
            ("part_of", "required"),
        ]
    )
    ends = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda e: e[0] != e[1])
    pairs = draw(st.lists(st.tuples(ends, relations), max_size=8))
    return candidates, [edge(a, b, relation, firm) for (a, b), (relation, firm) in pairs]


@settings(max_examples=150, deadline=None)
@given(catalogs(), st.sets(st.sampled_from(IDS), max_size=2))
def test_no_stack_lists_what_is_replaced_or_comes_too_early(
    catalog: tuple[list[Candidate], list[Edge]], held: set[str]
) -> None:
    candidates, edges = catalog
    offered = offer(candidates, edges, held)
    problem = Problem(
        {"x": 0.5, "y": 0.3, "z": 0.1}, offered.options, frozenset(held), hours_a_week=5.0
    )
    replaced = {e.to_id for e in edges if e.relation == "supersedes"}
    same = stand_ins(edges)
    hurried = greedy(problem)
    for stack in (
        *cheapest(problem, alternatives=2).stacks,
        *most_coverage(problem).stacks,
        *([hurried] if hurried else []),
    ):
        assert not set(stack.steps) & replaced
        for place, step in enumerate(stack.steps):
            have = held | set(stack.steps[:place])
            for e in edges:
                if e.to_id == step and (e.relation, e.strength) == ("prerequisite", "required"):
                    assert have & ({e.from_id} | same.get(e.from_id, frozenset()))
