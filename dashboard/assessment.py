"""A plan for somebody who does not know where to start: four aims, one exact solver.

What matters most is a setting of the stack problem and no method of its own: lowest cost minimises
dollars, soonest minimises hours of study, most recognised is lowest cost with a floor under the
recognition of what counts, most coverage maximises the covered weight within the limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic

import pandas as pd
import streamlit as st

from analysis.cover import COSTS_MORE, TAKES_LONGER, Answer, cheapest, most_coverage, soonest
from analysis.cover_problem import Problem
from analysis.earning_order import WEEKS_A_YEAR
from dashboard import role
from dashboard.filters import Filters
from dashboard.pathways import as_edges
from dashboard.prices import with_keeping_cost
from dashboard.queries import catalog
from dashboard.queries import roles as queries
from dashboard.role_stack import Solved, Task, Wishes, eligible, task, usual_hours
from dashboard.warehouse import session_build

COST, SOON, RECOGNISED, COVERAGE = AIMS = (
    "Lowest cost",
    "Soonest",
    "Most recognised",
    "Most coverage",
)
FLOOR = 0.001
"""Share of postings that must ask for a recognised credential, where nothing else is said."""
FOLLOWING = 2
"""Next-best plans beside the best."""
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Asked:
    """What somebody said: a role (``soc_code``) or a credential to reach, and the limits.

    ``floor`` is the lower end of the share of postings that must ask for a credential to count; it
    matters for ``RECOGNISED`` only.
    """

    soc_code: str | None
    credential_id: str | None
    aim: str
    held: tuple[str, ...] = ()
    most_usd: float | None = None
    months: float | None = None
    hours_a_week: float = 10.0
    floor: float = 0.0

    @property
    def most_hours(self) -> float | None:
        """Hours of study that fit into the months."""
        if self.months is None:
            return None
        return self.months * self.hours_a_week * WEEKS_A_YEAR / MONTHS_A_YEAR


@dataclass(frozen=True)
class Plan:
    """What was asked, and the answer for each aim; ``without_limits`` where limits forbid all."""

    asked: Asked
    found: Solved
    without_limits: Answer | None


def plan(filters: Filters, asked: Asked, today: date) -> Plan:
    """The plan for what was asked, worked out once for each wish.

    A role's aim of most recognised looks at the industry and place of the filters.
    """
    return _plan(str(session_build()), filters, asked, today)


def other_aims(filters: Filters, asked: Asked, today: date) -> dict[str, Plan]:
    """The plans of the other aims under the same limits."""
    aims = AIMS if asked.soc_code else (COST, SOON)
    return {
        aim: plan(
            filters, replace(asked, aim=aim, floor=FLOOR if aim == RECOGNISED else 0.0), today
        )
        for aim in aims
        if aim != asked.aim
    }


@st.cache_data(max_entries=300, show_spinner=False)
def _plan(build: str, filters: Filters, asked: Asked, today: date) -> Plan:
    # The build is a part of the key; the queries read the session's, which is the same.
    one = _task(filters, asked, today)
    answer = solve(one.problem, asked.aim)
    free = None
    if answer.reason in (COSTS_MORE, TAKES_LONGER):
        free = cheapest(replace(one.problem, most_usd=None, most_hours=None), clock=monotonic)
    return Plan(asked, Solved(one, answer, None), free)


def solve(problem: Problem, aim: str) -> Answer:
    """The answer to a stack problem for an aim."""
    if aim == COVERAGE:
        return most_coverage(problem, clock=monotonic)
    way = soonest if aim == SOON else cheapest
    return way(problem, alternatives=FOLLOWING, clock=monotonic)


def _task(filters: Filters, asked: Asked, today: date) -> Task:
    wishes = Wishes(
        held=asked.held,
        most_usd=asked.most_usd,
        most_hours=asked.most_hours,
        hours_a_week=asked.hours_a_week,
        least_recognition=asked.floor if asked.aim == RECOGNISED else 0.0,
    )
    if asked.soc_code:
        return role.task_of(role.RoleQuestion(filters, asked.soc_code, wishes, today))
    goal = str(asked.credential_id)
    every = with_keeping_cost(catalog.everything(), 0, today)
    edges = as_edges(catalog.edges())
    return task(
        pd.DataFrame({"need_id": [], "share": [], "is_general": []}),
        eligible(every, (), filters.country, (goal, *asked.held)),
        queries.credential_skills(),
        edges,
        {},
        replace(wishes, must=(goal,)),
        usual_hours(every),
    )


def priced(credential_ids: Sequence[str], today: date) -> pd.DataFrame:
    """The catalog's rows of some credentials with their price to earn."""
    return with_keeping_cost(catalog.named(tuple(credential_ids)), 0, today)
