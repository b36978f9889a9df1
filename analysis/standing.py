"""Which credentials stand for another: what equals it, replaced it, requires it or contains it."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.stack_options import ALL_OF, BOTH_WAYS, ONE_WAY
from analysis.stacks import Edge

EQUIVALENT, REPLACES, REQUIRES, CONTAINS = "equivalent", "replaces", "requires", "contains"


@dataclass(frozen=True)
class Step:
    """``holder_id`` stands for ``asked_id``, and why (one of the four words above)."""

    holder_id: str
    asked_id: str
    why: str


def standing_for(edges: Iterable[Edge], asked_id: str) -> dict[str, tuple[Step, ...]]:
    """Every credential that stands for ``asked_id`` -> the shortest chain of steps that says why.

    A chain begins at what is held and ends at ``asked_id``. Only what follows for certain counts:
    an entry rule with alternatives, a recommendation, credit or a renewal says nothing about
    holding the lower one.
    """
    direct: dict[str, list[Step]] = {}
    for edge in edges:
        for step in _steps(edge):
            direct.setdefault(step.asked_id, []).append(step)
    found: dict[str, tuple[Step, ...]] = {asked_id: ()}
    waiting = [asked_id]
    for one in waiting:
        for step in sorted(direct.get(one, []), key=lambda s: (s.holder_id, s.why)):
            if step.holder_id not in found:
                found[step.holder_id] = (step, *found[one])
                waiting.append(step.holder_id)
    del found[asked_id]
    return found


def _steps(edge: Edge) -> Iterable[Step]:
    if edge.relation == "equivalent" and edge.strength in (BOTH_WAYS, ONE_WAY):
        yield Step(edge.from_id, edge.to_id, EQUIVALENT)
        if edge.strength == BOTH_WAYS:
            yield Step(edge.to_id, edge.from_id, EQUIVALENT)
    elif edge.relation == "supersedes":
        yield Step(edge.from_id, edge.to_id, REPLACES)
    elif edge.relation == "prerequisite" and edge.strength == ALL_OF:
        yield Step(edge.to_id, edge.from_id, REQUIRES)
    elif edge.relation == "part_of" and edge.strength == ALL_OF:
        yield Step(edge.to_id, edge.from_id, CONTAINS)
