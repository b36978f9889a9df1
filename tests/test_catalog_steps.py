"""Steps that contradict each other: a bad catalog in, the named rows out."""

import csv
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.build import build
from etl.catalog_steps import Step, step_faults
from etl.errors import DataError
from etl.paths import Paths
from etl.publish import Shelf

Row = tuple[str, str, str, str]


def steps(*rows: Row) -> list[Step]:
    return [Step(line, *row, None, None) for line, row in enumerate(rows, 2)]


NEEDS, ANY = ("prerequisite", "required"), ("prerequisite", "one_of_required")
PART, ADVISED = ("part_of", "required"), ("prerequisite", "recommended")
NEWER, SAME = ("supersedes", "automatic"), ("equivalent", "automatic")


@pytest.mark.parametrize(
    ("rows", "lines", "words"),
    [
        ([("a", "a", *NEEDS)], [2], "'a' prerequisite itself"),
        ([("a", "b", *NEWER), ("b", "a", *NEWER)], [2], "supersedes 'a' (line 3)"),
        ([("a", "b", *NEEDS), ("b", "a", *NEEDS)], [2], "can never be earned"),
        (
            [("x", "a", *NEEDS), ("c", "a", *PART), ("a", "b", *NEEDS), ("b", "c", *NEEDS)],
            [3],
            "'c' is part of 'a' (line 3), 'a' is a prerequisite of 'b' (line 4), "
            "'b' is a prerequisite of 'c' (line 5)",
        ),
        # Both routes to b lead back to it.
        (
            [("b", "a", *NEEDS), ("a", "b", *ANY), ("b", "c", *NEEDS), ("c", "b", *ANY)],
            [4],
            "line 5",
        ),
        ([("a", "b", *NEEDS), ("b", "a", *SAME)], [2], "line 3 says that they are equivalent"),
        ([("a", "b", *PART), ("a", "b", *SAME)], [2], "part_of of 'b'"),
        ([("old", "c", *NEEDS), ("new", "old", *NEWER)], [2], "'new' has replaced (line 3)"),
        ([("old", "c", *ANY), ("new", "old", *NEWER)], [2], "nothing else is accepted"),
        (
            [("old", "c", *NEEDS), ("new", "old", *NEWER), ("new", "c", *NEEDS)],
            [2],
            "'c' needs 'old'",
        ),
        ([("old", "new", *NEEDS), ("new", "old", *NEWER)], [2], "'new' needs 'old'"),
    ],
)
def test_rows_that_contradict_each_other_are_named(
    rows: list[Row], lines: list[int], words: str
) -> None:
    found = step_faults(steps(*rows))
    assert [line for line, _ in found] == lines, found
    assert words in found[0][1]


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "b", *NEEDS), ("b", "c", *NEEDS), ("a", "c", *PART)],
        # Advice may run both ways, and of two routes one leads out of the circle.
        [("a", "b", *ADVISED), ("b", "a", *ADVISED)],
        [("b", "a", *NEEDS), ("a", "b", *ANY), ("d", "b", *ANY)],
        [("a", "b", *SAME), ("b", "a", *SAME)],
        [("new", "old", *NEWER), ("old", "c", *ANY), ("new", "c", *ANY)],
        [("new", "old", *NEWER), ("old", "c", *NEEDS), ("new", "old", *SAME)],
        # What is itself replaced may need what was replaced with it.
        [("n", "o", *NEWER), ("p", "q", *NEWER), ("o", "q", *NEEDS)],
        [("n", "o", *NEWER), ("o", "c", *ADVISED), ("m", "n", *NEWER)],
    ],
)
def test_rows_that_can_all_be_true_pass(rows: list[Row]) -> None:
    assert step_faults(steps(*rows)) == []


def test_more_credits_than_there_are_is_named() -> None:
    wrong = Step(7, "a", "b", "credit_toward", "automatic", 60.0, 36.0)
    right = Step(8, "a", "c", "credit_toward", "automatic", 36.0, 36.0)
    assert step_faults([wrong, right]) == [(7, "credits 60 are more than credits_of 36.")]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_required_steps_pass_exactly_where_they_have_no_circle(
    pairs: list[tuple[int, int]],
) -> None:
    graph = nx.DiGraph((a, b) for a, b in pairs if a != b)
    found = step_faults(steps(*((f"n{a}", f"n{b}", *NEEDS) for a, b in graph.edges)))
    assert (found == []) == nx.is_directed_acyclic_graph(graph)
    knots = [k for k in nx.strongly_connected_components(graph) if len(k) > 1]
    assert len(found) == len(knots)


def append(path: Path, *rows: dict[str, str]) -> int:
    """Add rows to a CSV; returns the line of the first."""
    with path.open(encoding="utf-8", newline="") as handle:
        known = list(csv.DictReader(handle))
    with path.open("a", encoding="utf-8", newline="") as handle:
        csv.DictWriter(handle, list(known[0]), lineterminator="\n").writerows(rows)
    return len(known) + 2


def test_a_catalog_that_contradicts_itself_is_not_published(inputs: Paths) -> None:
    facts = {"evidence": "documented", "source": "a page", "as_of": "2026"}
    step = {"relation": "prerequisite", "strength": "required"} | facts
    line = append(
        inputs.catalog / "edges.csv",
        {"from_id": "comptia-pentest-plus", "to_id": "registered-nurse", **step},
        {"from_id": "registered-nurse", "to_id": "comptia-pentest-plus", **step},
    )
    with pytest.raises(DataError) as error:
        build(inputs)
    told = str(error.value)
    assert f"edges.csv: line {line}: can never be earned" in told
    assert f"(line {line + 1})" in told
    assert Shelf(inputs.warehouse).current() is None
