"""The next credential that covers most for its price: for one person, and for one of a team.

A credential is priced with everything that must come before it and is not held yet, by the same
exact program as a whole stack. Greedy advice, said to be so: the cheapest way to cover all that
is missing (``everything_missing``) need not begin with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf

from analysis.cover import Answer, Clock, Stack, cheapest, no_clock
from analysis.cover_problem import Problem, reachable, weight_of
from analysis.earning_order import Option


@dataclass(frozen=True)
class NextStep:
    """A credential with what has to come before it.

    ``steps`` in the order of earning end with the credential; ``cost_usd`` and ``hours`` are of all
    of them, ``gained`` the needs that they newly cover (of a team: the gaps and single points that
    they close), ``weight`` their weight. ``person`` is empty in advice for one.
    """

    option_id: str
    steps: tuple[str, ...]
    cost_usd: float
    hours: float
    gained: frozenset[str]
    weight: float
    person: str = ""

    @property
    def per_usd(self) -> float:
        """Weight for a US dollar; infinite where it costs nothing."""
        return self.weight / self.cost_usd if self.cost_usd else inf


def of_person(problem: Problem, ids: Iterable[str], has: Iterable[str]) -> Problem:
    """A role's problem as it stands for somebody who holds ``ids`` and has needs covered."""
    done = frozenset(has)
    return replace(
        problem,
        weights={need: w for need, w in problem.weights.items() if need not in done},
        held=frozenset(ids),
        must=frozenset(),
        share=1.0,
        most_usd=None,
        most_hours=None,
    )


def bundles(
    problem: Problem, told: dict[tuple[str, frozenset[str]], Stack | None] | None = None
) -> dict[str, Stack]:
    """Every credential that covers a need of the problem, with what must come before it.

    Args:
        told: what was worked out for others with the same options, added to here.
    """
    known = {} if told is None else told
    found = {}
    usable = reachable(problem)
    options = {o.option_id: o for o in usable.options}
    for i, option in options.items():
        if i in problem.held or not option.skills & problem.weights.keys():
            continue
        if all(group & problem.held for group in option.before):
            found[i] = Stack((i,), option.cost_usd, option.hours, option.skills)
            continue
        # Only what is held of all that may come before it makes a difference.
        key = i, _before(i, options) & problem.held
        if key not in known:
            stacks = cheapest(replace(usable, weights={}, must=frozenset({i}))).stacks
            known[key] = stacks[0] if stacks else None
        stack = known[key]
        if stack is not None:
            every = frozenset().union(*(options[s].skills for s in stack.steps))
            found[i] = replace(stack, covered=every)
    return found


def _before(i: str, options: Mapping[str, Option]) -> frozenset[str]:
    """All that may come before a credential, directly or through others."""
    reached: set[str] = set()
    waiting = [i]
    while waiting:
        one = options.get(waiting.pop())
        new = {j for group in one.before for j in group} - reached if one else set()
        reached |= new
        waiting += new
    return frozenset(reached)


def for_one(problem: Problem) -> tuple[NextStep, ...]:
    """What to earn next, most newly covered weight for a dollar first.

    Args:
        problem: from ``of_person``.
    """
    return _ranked(_step(i, b, b.covered, problem.weights) for i, b in bundles(problem).items())


def for_all(
    problems: Mapping[str, Problem],
    weights: Mapping[str, float],
    holders: Mapping[str, tuple[str, ...]],
) -> tuple[NextStep, ...]:
    """Who of a team should earn what next: most weight of closed gaps for a dollar first.

    A need that nobody has covered is a gap; one that only somebody else has is a single point of
    failure, which a second holder closes.

    Args:
        problems: person -> from ``of_person``.
        weights: all the needs.
        holders: from ``analysis.teams.holders``.
    """
    told: dict[frozenset[str], dict[str, Stack]] = {}
    known: dict[tuple[str, frozenset[str]], Stack | None] = {}
    found = []
    for person, problem in problems.items():
        # People who hold the same have the same choice.
        if problem.held not in told:
            told[problem.held] = bundles(problem, known)
        thin = {n for n, who in holders.items() if not who or (len(who) == 1 and who[0] != person)}
        found += [
            _step(i, b, b.covered & thin, weights, person) for i, b in told[problem.held].items()
        ]
    return _ranked(found)


def everything_missing(problem: Problem, *, clock: Clock = no_clock) -> Answer:
    """The cheapest way to all that is missing and can be covered.

    Args:
        problem: from ``of_person``.
    """
    return cheapest(problem, clock=clock)


def _step(
    i: str, bundle: Stack, gained: frozenset[str], weights: Mapping[str, float], person: str = ""
) -> NextStep:
    new = frozenset(gained & weights.keys())
    return NextStep(
        i, bundle.steps, bundle.cost_usd, bundle.hours, new, weight_of(weights, new), person
    )


def _ranked(steps: Iterable[NextStep]) -> tuple[NextStep, ...]:
    return tuple(
        sorted(
            (s for s in steps if s.gained),
            key=lambda s: (-s.per_usd, -s.weight, s.hours, s.option_id, s.person),
        )
    )
