"""In which order to earn credentials: each after what it needs, none expired when all are earned.

Studied one after the other, a credential must stay valid while the ones after it are studied for.
Of those that may come next the one that may lie longest before the end goes first. That is Lawler's
rule (1973, Management Science 19(5), 544-546) for one machine, precedence and the largest lateness,
read backwards in time; it stays exact where one of several prerequisites is enough, because what
may come next only ever grows (Boyd and Faigle 1990, Discrete Applied Mathematics 26(2-3), 121-137).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import inf

MONTHS_A_YEAR, WEEKS_A_YEAR = 12, 52


@dataclass(frozen=True)
class Option:
    """A credential that a stack may hold.

    ``cost_usd`` is what it costs to earn, at least 0; ``hours`` how long it takes to study for it.
    ``skills`` are those for which it counts (none if it is only there as a prerequisite). Of each
    group of ``before`` at least one must come before it. ``valid_months`` is how long it is valid
    once earned, None for ever.
    """

    option_id: str
    cost_usd: float
    hours: float
    skills: frozenset[str] = frozenset()
    before: tuple[frozenset[str], ...] = ()
    valid_months: float | None = None

    def __post_init__(self) -> None:
        if self.cost_usd < 0 or self.hours < 0:
            raise ValueError(f"{self.option_id}: neither cost nor hours can be negative")


@dataclass(frozen=True)
class Order:
    """``steps`` in the order of earning; ``stuck`` are those that never get what they need.

    ``expired`` are those that would not be valid any more at the end.
    """

    steps: tuple[str, ...]
    stuck: frozenset[str]
    expired: frozenset[str]

    @property
    def holds(self) -> bool:
        return not self.stuck and not self.expired


def months_of(hours: float, hours_a_week: float) -> float:
    """Calendar months that so many hours of study take."""
    return hours / hours_a_week * MONTHS_A_YEAR / WEEKS_A_YEAR


def order_of(
    options: Iterable[Option],
    hours_a_week: float,
    *,
    held: Collection[str] = (),
    first: Mapping[str, float] | None = None,
) -> Order:
    """The order in which ``options`` can all be earned and be valid together, if there is one.

    Args:
        options: what is to be held in the end; those in ``held`` take no time and need nothing.
        hours_a_week: time to study, above 0.
        held: ids of what is held already; ``valid_months`` of such an option is what is left.
        first: a higher value goes first where the rule leaves a choice.
    """
    wishes = first or {}
    left = {option.option_id: option for option in options}
    here = {i for i in held if i in left}
    remaining = sum(option.hours for i, option in left.items() if i not in here)
    total = months_of(remaining, hours_a_week)
    expired = {i for i in here if _limit(left[i]) < total}
    done = set(held)
    for i in here:
        del left[i]
    steps: list[str] = []
    while left:
        ready = [o for o in left.values() if all(group & done for group in o.before)]
        if not ready:
            break
        one = max(
            ready,
            key=lambda o: (
                _limit(o) + months_of(o.hours, hours_a_week),
                wishes.get(o.option_id, 0.0),
                -o.cost_usd,
                o.option_id,
            ),
        )
        remaining -= one.hours
        if _limit(one) < months_of(max(remaining, 0.0), hours_a_week) - 1e-9:
            expired.add(one.option_id)
        steps.append(one.option_id)
        done.add(one.option_id)
        del left[one.option_id]
    return Order(tuple(steps), frozenset(left), frozenset(expired))


def _limit(option: Option) -> float:
    return inf if option.valid_months is None else option.valid_months
