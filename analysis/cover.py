"""The cheapest set of credentials for a role: weighted set cover with prerequisites, exactly.

The integer program is solved by HiGHS (Huangfu and Hall 2018, Mathematical Programming Computation
10(1), 119-142) through SciPy, with its proof: no stack costs less than the bound. What no linear
row says, that nothing supports itself in a circle and nothing has expired at the end, is checked on
each answer and forbidden by a cut where it fails.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from analysis.cover_problem import COST, HOURS, Problem, coverable, reachable, weight_of
from analysis.cover_program import TIE, Cut, Program, solve
from analysis.earning_order import Option, Order, order_of

SECONDS = 10.0
"""Time for an answer; what is not proved by then says how far from the bound it may be."""
Clock = Callable[[], float]
ROUNDS = 200

NOTHING_COVERS, NOT_TO_BE_HAD, COSTS_MORE, TAKES_LONGER, EXPIRES, NO_TIME = (
    "nothing_covers",
    "not_to_be_had",
    "costs_more",
    "takes_longer",
    "expires",
    "no_time",
)
"""Why there is no stack."""


def no_clock() -> float:
    """A clock that stands still: every single solve then has the whole time."""
    return 0.0


@dataclass(frozen=True)
class Stack:
    """Credentials still to earn, in order; ``covered`` needs include those the held ones cover."""

    steps: tuple[str, ...]
    cost_usd: float
    hours: float
    covered: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """Stacks, best first, and how sure it is that none is better.

    For the cheapest: no stack costs less than ``bound`` US dollars; for the soonest: none takes
    fewer hours (``least_of`` says which). For most coverage: none covers more weight than
    ``bound``. ``relaxed`` is the bound of the linear relaxation, in the same unit.
    ``uncovered`` are needs that no option covers. ``reason`` says why there is no stack.
    """

    stacks: tuple[Stack, ...]
    bound: float
    relaxed: float
    is_proved: bool
    uncovered: frozenset[str]
    reason: str | None = None
    least_of: str = COST

    @property
    def gap(self) -> float:
        """How far the best stack's cost (or hours) may lie above the bound, as a part of it."""
        found = float(getattr(self.stacks[0], self.least_of)) if self.stacks else 0.0
        return max(0.0, found - self.bound) / found if found else 0.0


def cheapest(
    problem: Problem,
    *,
    alternatives: int = 0,
    seconds: float = SECONDS,
    clock: Clock = no_clock,
) -> Answer:
    """The cheapest stack, and the next ones that each do without a part of every earlier one.

    Args:
        seconds: time for the whole answer, by ``clock`` (such as ``time.monotonic``).
    """
    until = _Until(clock, clock() + seconds)
    usable = reachable(problem)
    uncovered = frozenset(usable.weights) - coverable(usable)
    if not usable.must and len(uncovered) == len(usable.weights):
        return Answer((), 0.0, 0.0, True, uncovered, NOTHING_COVERS)
    program = Program(usable, _least_weight(usable))
    first = _search(program, usable, (), until)
    if first.stack is None:
        return Answer((), 0.0, first.relaxed, False, uncovered, _why(usable, first, until))
    stacks, cuts = [first.stack], first.cuts
    while len(stacks) <= alternatives:
        own = frozenset(stacks[-1].steps) - usable.must
        if not own:
            break
        following = _search(program, usable, (*cuts, Cut.not_all_of(own)), until, first.relaxed)
        if following.stack is None or not following.is_proved:
            break
        stacks.append(following.stack)
        cuts = following.cuts
    found = float(getattr(first.stack, problem.minimise))
    bound = max(found if first.is_proved else first.bound - TIE * len(usable.options), 0.0)
    return Answer(
        tuple(stacks),
        bound,
        first.relaxed,
        first.is_proved,
        uncovered,
        least_of=problem.minimise,
    )


def soonest(
    problem: Problem,
    *,
    alternatives: int = 0,
    seconds: float = SECONDS,
    clock: Clock = no_clock,
) -> Answer:
    """The stack of fewest hours, of several such the cheapest; then the next ones in hours.

    Args: as for ``cheapest``.
    """
    end = clock() + seconds
    quick = cheapest(
        replace(problem, minimise=HOURS), alternatives=alternatives, seconds=seconds, clock=clock
    )
    if not quick.stacks:
        return quick
    within = replace(problem, most_hours=quick.stacks[0].hours)
    of_these = cheapest(within, seconds=end - clock(), clock=clock)
    first = of_these.stacks[:1] or quick.stacks[:1]
    others = tuple(s for s in quick.stacks if set(s.steps) != set(first[0].steps))
    return replace(
        quick,
        stacks=first + others[:alternatives],
        is_proved=quick.is_proved and of_these.is_proved,
    )


def most_coverage(problem: Problem, *, seconds: float = SECONDS, clock: Clock = no_clock) -> Answer:
    """The stack that covers most weight within the limits; of several such the cheapest."""
    until = _Until(clock, clock() + seconds)
    usable = reachable(problem)
    most = _search(Program(usable, None), usable, (), until)
    uncovered = frozenset(usable.weights) - coverable(usable)
    if most.stack is None:
        return Answer((), 0.0, -most.relaxed, False, uncovered, _why(usable, most, until))
    weight = weight_of(usable.weights, most.stack.covered)
    cheap = _search(Program(usable, weight), usable, most.cuts, until)
    stack = cheap.stack or most.stack
    bound = weight if most.is_proved else -most.bound
    return Answer((stack,), bound, -most.relaxed, most.is_proved and cheap.is_proved, uncovered)


@dataclass(frozen=True)
class _Until:
    clock: Clock
    end: float

    def left(self) -> float:
        return self.end - self.clock()


@dataclass(frozen=True)
class _Found:
    stack: Stack | None
    bound: float
    relaxed: float
    is_proved: bool
    timed_out: bool
    cuts: tuple[Cut, ...]


def _search(
    program: Program,
    problem: Problem,
    cuts: Iterable[Cut],
    until: _Until,
    relaxed: float | None = None,
) -> _Found:
    """Solve, check what the rows do not say, forbid it, and solve again."""
    added = tuple(cuts)
    for _ in range(ROUNDS):
        left = until.left()
        if left <= 0:
            break
        solved = solve(program, added, left, with_relaxed=relaxed is None)
        relaxed = solved.relaxed if relaxed is None else relaxed
        if solved.chosen is None:
            return _Found(None, solved.bound, relaxed, False, solved.timed_out, added)
        order = _order(problem, solved.chosen)
        if order.holds:
            stack = _stack(problem, solved.chosen, order)
            return _Found(stack, solved.bound, relaxed, solved.is_proved, False, added)
        added = (*added, _cut(problem, solved.chosen, order))
    return _Found(None, 0.0, relaxed or 0.0, False, True, added)


def _least_weight(problem: Problem) -> float:
    return problem.share * weight_of(problem.weights, coverable(problem))


def _stack(problem: Problem, chosen: Collection[str], order: Order) -> Stack:
    options = [o for o in problem.options if o.option_id in chosen]
    earned = [o for o in options if o.option_id not in problem.held]
    covered = frozenset().union(*(o.skills for o in options)) & problem.weights.keys()
    cost, hours = sum(o.cost_usd for o in earned), sum(o.hours for o in earned)
    return Stack(order.steps, cost, hours, covered)


def _order(problem: Problem, chosen: Collection[str]) -> Order:
    options = [o for o in problem.options if o.option_id in chosen]
    gain = {o.option_id: weight_of(problem.weights, o.skills) for o in options}
    return order_of(options, problem.hours_a_week, held=problem.held, first=gain)


def _cut(problem: Problem, chosen: frozenset[str], order: Order) -> Cut:
    if order.stuck:
        # All of these wait for each other: one of them needs a supporter from outside.
        groups = (g for o in problem.options if o.option_id in order.stuck for g in o.before)
        outside = frozenset().union(*(g for g in groups if not g & set(order.steps)))
        outside -= order.stuck | problem.held
        return Cut(order.stuck, outside, len(order.stuck) - 1)
    firm = tuple(_firm(o) for o in problem.options if o.option_id in chosen)
    if order_of(firm, problem.hours_a_week, held=problem.held).holds:
        # Only which prerequisite is taken makes it expire: a larger stack may do.
        others = frozenset(o.option_id for o in problem.options) - chosen
        return Cut(chosen, others, len(chosen) - 1)
    return Cut.not_all_of(_smallest_conflict(firm, problem))


def _firm(option: Option) -> Option:
    """With those prerequisites only that have no alternative; they bind in any larger stack."""
    return replace(option, before=tuple(g for g in option.before if len(g) == 1))


def _smallest_conflict(options: tuple[Option, ...], problem: Problem) -> frozenset[str]:
    """A part of the options that cannot all be valid at the end, none of which can be spared."""
    kept = list(options)
    for option in options:
        fewer = [o for o in kept if o is not option]
        ids = {o.option_id for o in fewer}
        inside = [replace(o, before=tuple(g for g in o.before if g & ids)) for o in fewer]
        if not order_of(inside, problem.hours_a_week, held=problem.held).holds:
            kept = fewer
    return frozenset(o.option_id for o in kept)


def _why(problem: Problem, found: _Found, until: _Until) -> str:
    """Why there is no stack: the limit without which there would be one."""
    if found.timed_out:
        return NO_TIME
    if not problem.must <= {o.option_id for o in problem.options} | problem.held:
        return NOT_TO_BE_HAD
    if _exists(replace(problem, most_usd=None), until):
        return COSTS_MORE
    if _exists(replace(problem, most_hours=None), until):
        return TAKES_LONGER
    return (
        COSTS_MORE if _exists(replace(problem, most_usd=None, most_hours=None), until) else EXPIRES
    )


def _exists(problem: Problem, until: _Until) -> bool:
    return _search(Program(problem, _least_weight(problem)), problem, (), until).stack is not None
