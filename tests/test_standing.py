"""What stands for a badge: only what follows for certain, and the steps that say why."""

import pytest

from analysis.standing import CONTAINS, EQUIVALENT, REPLACES, REQUIRES, Step, standing_for
from tests.test_stacks import edge


@pytest.mark.parametrize(
    ("relation", "strength", "reason"),
    [
        ("prerequisite", "required", REQUIRES),
        ("prerequisite", "one_of_required", None),
        ("prerequisite", "recommended", None),
        ("part_of", "required", CONTAINS),
        ("part_of", "one_of_required", None),
        ("part_of", "credit_articulated", None),
        ("credit_toward", "automatic", None),
        ("renews", "automatic", None),
    ],
)
def test_the_higher_one_counts_where_it_cannot_be_held_without_the_lower(
    relation: str, strength: str, reason: str | None
) -> None:
    steps = [edge("low", "high", relation, strength=strength)]
    expected = {"high": (Step("high", "low", reason),)} if reason else {}
    assert standing_for(steps, "low") == expected
    assert standing_for(steps, "high") == {}


def test_a_successor_counts_for_what_it_replaced_and_not_the_other_way() -> None:
    steps = [edge("new", "old", "supersedes", strength="automatic")]
    assert standing_for(steps, "old") == {"new": (Step("new", "old", REPLACES),)}
    assert standing_for(steps, "new") == {}


@pytest.mark.parametrize(
    ("strength", "both_ways"),
    [("automatic", True), ("one_of_required", False)],
)
def test_equals_count_for_each_other_where_both_bodies_say_so(
    strength: str, both_ways: bool
) -> None:
    steps = [edge("a", "b", "equivalent", strength=strength)]
    assert standing_for(steps, "b") == {"a": (Step("a", "b", EQUIVALENT),)}
    assert bool(standing_for(steps, "a")) is both_ways
    assert standing_for([edge("a", "b", "equivalent", strength="credit_recommendation")], "b") == {}


def test_steps_lead_on_by_the_shortest_way_and_circles_end() -> None:
    steps = [
        edge("a", "b"),
        edge("b", "c"),
        edge("c", "a", "part_of"),
        edge("a", "c", "part_of"),
        edge("new-c", "c", "supersedes", strength="automatic"),
    ]
    found = standing_for(steps, "a")
    assert set(found) == {"b", "c", "new-c"}
    assert found["c"] == (Step("c", "a", CONTAINS),)
    assert found["new-c"] == (Step("new-c", "c", REPLACES), Step("c", "a", CONTAINS))
