"""From a catalog to the options of a stack: prerequisites, successors and equals resolved."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from analysis.earning_order import Option
from analysis.stacks import Edge

NEEDED = "prerequisite"
"""The relation whose lower end must come first, if the step is an entry rule.

A part is none: the price of a whole is that of its parts together.
"""
ALL_OF, ONE_OF = "required", "one_of_required"
BOTH_WAYS, ONE_WAY = "automatic", "one_of_required"
"""Strengths of an equivalence that stands for holding the other; credit or a level does not."""


@dataclass(frozen=True)
class Candidate:
    """A credential that might join a stack.

    ``cost_usd`` is None where its price is not known, ``hours`` the time to study for it (the
    caller says which are assumed). ``valid_months``: how long it is valid once earned, None for
    ever or not known. ``counts``: False if it may only come in as a prerequisite.
    """

    credential_id: str
    cost_usd: float | None
    hours: float
    skills: frozenset[str]
    valid_months: float | None = None
    counts: bool = True


@dataclass(frozen=True)
class Offer:
    """Options for a stack, and candidates that are none: no price, or replaced by a newer one."""

    options: tuple[Option, ...]
    unpriced: frozenset[str]
    superseded: frozenset[str]


def offer(
    candidates: Iterable[Candidate], edges: Iterable[Edge], held: Collection[str] = ()
) -> Offer:
    """What a stack can be made of.

    Of a credential that is required once directly and once as one of several, both rules hold. A
    requirement is also met by what equals or replaces the required credential. What is held costs
    nothing and stays an option even if it has been replaced.
    """
    steps = list(edges)
    superseded = {e.to_id for e in steps if e.relation == "supersedes"} - set(held)
    same = stand_ins(steps)
    before = _before(steps, same)
    options, unpriced = [], set()
    for one in candidates:
        i = one.credential_id
        if i in superseded:
            continue
        if i in held:
            options.append(Option(i, 0.0, 0.0, one.skills, (), one.valid_months))
        elif one.cost_usd is None:
            unpriced.add(i)
        else:
            skills = one.skills if one.counts else frozenset[str]()
            options.append(
                Option(i, one.cost_usd, one.hours, skills, before.get(i, ()), one.valid_months)
            )
    return Offer(tuple(options), frozenset(unpriced), frozenset(superseded))


def _before(
    edges: Iterable[Edge], same: Mapping[str, frozenset[str]]
) -> dict[str, tuple[frozenset[str], ...]]:
    """For each credential the groups of which at least one must come before it."""
    groups: dict[str, dict[str, set[str]]] = {}
    for e in edges:
        if e.relation != NEEDED or e.strength not in (ALL_OF, ONE_OF):
            continue
        # All alternatives make one group; each firm rule makes its own.
        key = "" if e.strength == ONE_OF else e.from_id
        ways = groups.setdefault(e.to_id, {}).setdefault(key, set())
        ways |= {e.from_id} | same.get(e.from_id, frozenset())
    return {
        to_id: tuple(frozenset(ways - {to_id}) for ways in own.values())
        for to_id, own in groups.items()
    }


def needed_before(ids: Collection[str], edges: Iterable[Edge]) -> frozenset[str]:
    """All that may have to come before some credentials, directly or through others; not these."""
    steps = list(edges)
    before = _before(steps, stand_ins(steps))
    reached, waiting = set(ids), list(ids)
    while waiting:
        new = {i for group in before.get(waiting.pop(), ()) for i in group} - reached
        reached |= new
        waiting += new
    return frozenset(reached) - frozenset(ids)


def stand_ins(edges: Iterable[Edge]) -> dict[str, frozenset[str]]:
    """What is accepted in a credential's place: what equals it, and what replaced it."""
    direct: dict[str, set[str]] = {}
    for e in edges:
        if e.relation == "equivalent" and e.strength in (BOTH_WAYS, ONE_WAY):
            direct.setdefault(e.to_id, set()).add(e.from_id)
            if e.strength == BOTH_WAYS:
                direct.setdefault(e.from_id, set()).add(e.to_id)
        elif e.relation == "supersedes":
            direct.setdefault(e.to_id, set()).add(e.from_id)
    found = {}
    for one in direct:
        reached, waiting = {one}, [one]
        while waiting:
            for following in direct.get(waiting.pop(), set()) - reached:
                reached.add(following)
                waiting.append(following)
        found[one] = frozenset(reached - {one})
    return found
