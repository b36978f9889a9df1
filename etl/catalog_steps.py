"""Steps between credentials that cannot all be true, found before a build.

``etl.catalog`` checks each row of ``edges.csv`` by itself; here rows are held against each other.
A fault names the lines that contradict each other, so that whoever edits the file sees which to
mend.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

NEEDING = ("prerequisite", "part_of")
"""Relations whose far end cannot be had without the near one, if their strength says so."""
WORDS = {
    "prerequisite": "is a prerequisite of",
    "part_of": "is part of",
    "supersedes": "supersedes",
}
SAME = "automatic"
"""Strength of an ``equivalent`` that holds both ways and without a condition."""


@dataclass(frozen=True)
class Step:
    """A row of ``edges.csv``: ``line`` in the file, ``credits`` None where the cell is empty."""

    line: int
    from_id: str
    to_id: str
    relation: str
    strength: str
    credits: float | None
    credits_of: float | None


def steps_of(rows: Iterable[Mapping[str, str | None]]) -> list[Step]:
    """Rows of ``raw.catalog_edges`` that have passed ``etl.catalog``'s rules, typed."""
    return [
        Step(
            int(str(r["line"])),
            str(r["from_id"]),
            str(r["to_id"]),
            str(r["relation"]),
            str(r["strength"]),
            _number(r["credits"]),
            _number(r["credits_of"]),
        )
        for r in rows
    ]


def step_faults(steps: Sequence[Step]) -> list[tuple[int, str]]:
    """What contradicts itself, as (line, sentence), by line."""
    others = [s for s in steps if s.from_id != s.to_id]
    checks: tuple[Callable[[Sequence[Step]], Iterator[tuple[int, str]]], ...] = (
        _too_many_credits,
        _replacing_circles,
        _never_within_reach,
        _same_and_needed,
        _needs_what_is_replaced,
    )
    faults = [(s.line, f"'{s.from_id}' {s.relation} itself.") for s in steps if s not in others]
    faults += [fault for check in checks for fault in check(others)]
    return sorted(faults)


def _too_many_credits(steps: Sequence[Step]) -> Iterator[tuple[int, str]]:
    for s in steps:
        if s.credits is not None and s.credits_of is not None and s.credits > s.credits_of:
            yield s.line, f"credits {s.credits:g} are more than credits_of {s.credits_of:g}."


def _replacing_circles(steps: Sequence[Step]) -> Iterator[tuple[int, str]]:
    rows = [s for s in steps if s.relation == "supersedes"]
    for circle in _circles(rows):
        yield circle[0].line, f"supersedes in a circle: {_told(circle)}."


def _never_within_reach(steps: Sequence[Step]) -> Iterator[tuple[int, str]]:
    """Credentials that nobody can earn, because what they need needs them in turn.

    Within reach is what needs nothing, then what needs only such, until nothing is added. Of
    alternatives (``one_of_required``, of one relation) one within reach is enough.
    """
    needing = [s for s in steps if s.relation in NEEDING]
    required = [s for s in needing if s.strength == "required"]
    routes: dict[tuple[str, str], list[Step]] = {}
    for s in needing:
        if s.strength == "one_of_required":
            routes.setdefault((s.to_id, s.relation), []).append(s)
    left = {end for s in needing for end in (s.from_id, s.to_id)}
    while True:
        blocking = [s for s in required if {s.from_id, s.to_id} <= left]
        for (to_id, _), rows in routes.items():
            if to_id in left and all(s.from_id in left for s in rows):
                blocking += rows
        still = {s.to_id for s in blocking}
        if still == left:
            break
        left = still
    for circle in _circles(blocking):
        yield circle[0].line, f"can never be earned, each needs the other first: {_told(circle)}."


def _same_and_needed(steps: Sequence[Step]) -> Iterator[tuple[int, str]]:
    same = {frozenset((s.from_id, s.to_id)): s for s in steps if s.relation == "equivalent"}
    for s in steps:
        other = same.get(frozenset((s.from_id, s.to_id)))
        if s.relation in NEEDING and other is not None:
            yield (
                s.line,
                f"'{s.from_id}' is {s.relation} of '{s.to_id}', and line {other.line} says that "
                "they are equivalent.",
            )


def _needs_what_is_replaced(steps: Sequence[Step]) -> Iterator[tuple[int, str]]:
    """What is still offered must not need what is not, unless something else is accepted."""
    replaced = {s.to_id: s for s in steps if s.relation == "supersedes"}
    same = nx.Graph(
        (s.from_id, s.to_id) for s in steps if s.relation == "equivalent" and s.strength == SAME
    )

    def is_gone(node: str) -> bool:
        stands_for_it = nx.node_connected_component(same, node) if node in same else {node}
        return all(n in replaced for n in stands_for_it)

    needing = [s for s in steps if s.relation in NEEDING and s.to_id not in replaced]
    for s in needing:
        routes = [
            o
            for o in needing
            if (o.to_id, o.relation, o.strength) == (s.to_id, s.relation, "one_of_required")
        ]
        accepted = s.strength == "one_of_required" and not all(is_gone(o.from_id) for o in routes)
        if s.strength in ("required", "one_of_required") and is_gone(s.from_id) and not accepted:
            by = replaced[s.from_id]
            yield (
                s.line,
                f"'{s.to_id}' needs '{s.from_id}', which '{by.from_id}' has replaced "
                f"(line {by.line}) and nothing else is accepted for it.",
            )


def _circles(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """One circle of every knot of steps, from its first line on."""
    by_ends = {(s.from_id, s.to_id): s for s in reversed(steps)}
    graph = nx.DiGraph(list(by_ends))
    for knot in sorted(nx.strongly_connected_components(graph), key=min):
        if len(knot) > 1:
            circle = [by_ends[(a, b)] for a, b in nx.find_cycle(graph.subgraph(sorted(knot)))]
            first = min(range(len(circle)), key=lambda i: circle[i].line)
            yield circle[first:] + circle[:first]


def _told(circle: Sequence[Step]) -> str:
    return ", ".join(
        f"'{s.from_id}' {WORDS[s.relation]} '{s.to_id}' (line {s.line})" for s in circle
    )


def _number(cell: str | None) -> float | None:
    return None if cell is None else float(cell)
