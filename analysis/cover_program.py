"""A stack problem as an integer program, and its solution by HiGHS."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.cover_problem import HOURS, Problem, coverable, weight_of
from analysis.earning_order import MONTHS_A_YEAR, WEEKS_A_YEAR

TIE = 0.001
"""US dollars (or hours) added for each credential: of equally cheap stacks the smaller comes first.

Prices have whole cents, hours whole minutes."""
MOST_MOMENTS = 60
"""Moments at which what is due is weighed; further ones are left to the check of each answer."""
_SLACK = 1e-9
_OPTIMAL, _LIMIT = 0, 1


@dataclass(frozen=True)
class Cut:
    """A row: no more than ``limit`` of ``inside`` unless as many more of ``outside`` are chosen."""

    inside: frozenset[str]
    outside: frozenset[str]
    limit: int

    @classmethod
    def not_all_of(cls, ids: frozenset[str]) -> "Cut":
        return cls(ids, frozenset(), len(ids) - 1)


@dataclass(frozen=True)
class Solved:
    """``chosen`` ids (held ones among them), None if there is none or none was found in time.

    ``bound`` is the solver's bound on the objective, ``relaxed`` that of the linear relaxation
    (infinite where it was not asked for).
    """

    chosen: frozenset[str] | None
    bound: float
    relaxed: float
    is_proved: bool
    timed_out: bool


Rows = list[tuple[dict[int, float], float, float]]


class Program:
    """The rows and columns of a problem: a column per option, then one per need to be weighed.

    Args:
        problem: its options all reachable.
        least_weight: weight to cover at the lowest cost (or in the fewest hours); None: as much as
            possible.
    """

    def __init__(self, problem: Problem, least_weight: float | None) -> None:
        self.ids = [o.option_id for o in problem.options]
        self.column = {option_id: j for j, option_id in enumerate(self.ids)}
        options = problem.options
        needs = sorted(coverable(problem))
        whole = weight_of(problem.weights, needs)
        everything = least_weight is not None and least_weight >= whole - _SLACK
        n = len(options)
        size = n if everything else n + len(needs)
        price = np.array([0 if i in problem.held else 1 for i in self.ids], dtype=float)
        self.objective = np.zeros(size)
        rows: Rows = []
        covers: dict[str, dict[int, float]] = {need: {} for need in needs}
        for j, option in enumerate(options):
            for skill in option.skills & covers.keys():
                covers[skill][j] = 1.0
        if everything:
            rows += [(row, 1.0, np.inf) for row in covers.values()]
        else:
            for k, need in enumerate(needs, n):
                rows.append((covers[need] | {k: -1.0}, 0.0, np.inf))
            rows += [(covers[need], 1.0, np.inf) for need in needs if need in problem.always]
        weights = {k: problem.weights[need] for k, need in enumerate(needs, n)}
        cost = np.array([o.cost_usd for o in options]) * price
        hours = np.array([o.hours for o in options]) * price
        if least_weight is None:
            self.objective[list(weights)] = [-w for w in weights.values()]
        else:
            self.objective[:n] = (hours if problem.minimise == HOURS else cost) + TIE * price
            if not everything:
                rows.append((weights, least_weight - _SLACK, np.inf))
        for amounts, most in ((cost, problem.most_usd), (hours, problem.most_hours)):
            if most is not None:
                row = {j: amount for j, amount in enumerate(amounts.tolist()) if amount}
                rows.append((row, -np.inf, most + _SLACK))
        rows += _lasting(problem)
        for j, option in enumerate(options):
            if option.option_id in problem.held:
                continue
            for group in option.before:
                if not group & problem.held:
                    others = (group - {option.option_id}) & self.column.keys()
                    row = {self.column[i]: 1.0 for i in others}
                    rows.append((row | {j: -1.0}, 0.0, np.inf))
        self.rows = rows
        self.lower = np.zeros(size)
        wanted = problem.must - problem.held
        self.lower[[self.column[i] for i in wanted if i in self.column]] = 1.0
        self.whole = np.arange(size) < n
        self.is_possible = all(i in self.column or i in problem.held for i in problem.must)


def _lasting(problem: Problem) -> Rows:
    """Rows that any choice obeys which can be valid at the end, steps without order put aside.

    Read backwards in time an option must begin before its validity has run out, so that it is done
    by then and its own hours. All that are due by a moment must fit into the time up to it
    (Jackson's rule for one machine; exact but for what must come before what).
    """
    a_month = problem.hours_a_week * WEEKS_A_YEAR / MONTHS_A_YEAR
    due = {
        j: o.valid_months * a_month + o.hours
        for j, o in enumerate(problem.options)
        if o.valid_months is not None and o.hours and o.option_id not in problem.held
    }
    moments = sorted(set(due.values()))
    if len(moments) > MOST_MOMENTS:
        moments = [moments[round(i)] for i in np.linspace(0, len(moments) - 1, MOST_MOMENTS)]
    rows: Rows = []
    for moment in moments:
        row = {j: problem.options[j].hours for j, by in due.items() if by <= moment}
        if sum(row.values()) > moment:
            rows.append((row, -np.inf, moment + _SLACK * a_month))
    return rows


def solve(
    program: Program, cuts: Iterable[Cut], seconds: float, *, with_relaxed: bool = True
) -> Solved:
    """The best choice under the program's rows and the cuts."""
    size = len(program.objective)
    if not program.is_possible:
        return Solved(None, np.inf, np.inf, False, False)
    if not size:
        return Solved(frozenset(), 0.0, 0.0, True, False)
    constraints = _constraint([*program.rows, *(_row(program, c) for c in cuts)], size)
    bounds = Bounds(program.lower, np.ones(size))
    relaxed = np.inf
    if with_relaxed:
        relaxation = milp(program.objective, bounds=bounds, constraints=constraints)
        relaxed = float(relaxation.fun) if relaxation.status == _OPTIMAL else np.inf
    found = milp(
        program.objective,
        integrality=program.whole.astype(int),
        bounds=bounds,
        constraints=constraints,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return Solved(None, np.inf, relaxed, False, found.status == _LIMIT)
    chosen = frozenset(i for i, x in zip(program.ids, found.x, strict=False) if x > 0.5)
    bound = found.mip_dual_bound
    bound = relaxed if bound is None or not np.isfinite(bound) else float(bound)
    return Solved(chosen, bound, relaxed, found.status == _OPTIMAL, False)


def _row(program: Program, cut: Cut) -> tuple[dict[int, float], float, float]:
    row = {program.column[i]: 1.0 for i in cut.inside}
    row |= {program.column[i]: -1.0 for i in cut.outside if i in program.column}
    return row, -np.inf, float(cut.limit)


def _constraint(rows: Rows, size: int) -> LinearConstraint:
    where = [(r, j) for r, (row, _, _) in enumerate(rows) for j in row]
    values = [v for row, _, _ in rows for v in row.values()]
    shape = (len(rows), size)
    places = ([r for r, _ in where], [j for _, j in where])
    return LinearConstraint(
        csr_array((values, places), shape=shape), [r[1] for r in rows], [r[2] for r in rows]
    )
