"""What a stack of credentials must do, and which credentials can take part in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from analysis.earning_order import Option

COST, HOURS = "cost_usd", "hours"
"""What a stack is to have least of; names of fields of an option and of a stack."""


@dataclass(frozen=True)
class Problem:
    """What a stack must do.

    ``weights`` are the needs, skill -> weight above 0. Of the weight that the options can cover the
    part ``share`` must be covered, and of the needs in ``always`` every one that can be. ``held``
    ids cost nothing; ``must`` ids have to be in the stack. Without a limit ``most_usd`` and
    ``most_hours`` are None. ``minimise`` is ``COST`` or ``HOURS``.
    """

    weights: Mapping[str, float]
    options: tuple[Option, ...]
    held: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    share: float = 1.0
    always: frozenset[str] = frozenset()
    most_usd: float | None = None
    most_hours: float | None = None
    hours_a_week: float = 10.0
    minimise: str = COST

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError("share must be above 0 and at most 1")
        if self.hours_a_week <= 0:
            raise ValueError("hours_a_week must be above 0")
        if self.minimise not in (COST, HOURS):
            raise ValueError("minimise must be COST or HOURS")
        if any(weight <= 0 for weight in self.weights.values()):
            raise ValueError("every weight must be above 0")


def reachable(problem: Problem) -> Problem:
    """The problem with those options only that can take part in an answer.

    Left out are options that can never be earned, because nothing gives what they need, and those
    that neither cover a need nor lead to one that does.
    """
    left = {option.option_id: option for option in problem.options}
    while True:
        known = left.keys() | problem.held
        lost = [
            i
            for i, option in left.items()
            if i not in problem.held and any(not group & known for group in option.before)
        ]
        if not lost:
            break
        for i in lost:
            del left[i]
    waiting = [i for i, o in left.items() if i in problem.must or o.skills & problem.weights.keys()]
    kept: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one in left and one not in kept:
            kept.add(one)
            waiting += [i for group in left[one].before for i in group]
    return replace(problem, options=tuple(o for i, o in left.items() if i in kept))


def coverable(problem: Problem) -> frozenset[str]:
    """The needs that at least one option covers."""
    return frozenset().union(*(o.skills for o in problem.options)) & problem.weights.keys()


def weight_of(weights: Mapping[str, float], skills: Iterable[str]) -> float:
    """Sum of the weights of some needs."""
    return sum(weights[s] for s in skills if s in weights)
