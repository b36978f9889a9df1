"""A role and its cheapest stacks under the reader's choices; worked out once for each of them."""

from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor, log10
from time import monotonic

import pandas as pd
import streamlit as st

from analysis.cover import Answer, cheapest, most_coverage
from analysis.cover_greedy import greedy
from analysis.needs import LEAST_SHARE
from analysis.stack_options import needed_before
from dashboard import role_needs
from dashboard.filters import Filters, describe
from dashboard.pathways import as_edges
from dashboard.prices import with_keeping_cost
from dashboard.queries import catalog, recognition
from dashboard.queries import roles as queries
from dashboard.ranking import with_shares
from dashboard.role_needs import CREDENTIAL, Role
from dashboard.role_stack import LICENCE, Solved, Task, Wishes, eligible, task, usual_hours
from dashboard.warehouse import session_build

ALTERNATIVES = 4
"""Next-best stacks beside the cheapest."""
BUDGETS = 12
"""About how many budgets the most coverage is worked out for."""


@dataclass(frozen=True)
class RoleQuestion:
    """What a stack is asked for: a role under the shared choices, and the reader's wishes.

    ``least_share``: share of the role's postings from which a skill is a need. ``years``: how long
    the credentials are kept. ``today``: the day against which a price's age is judged.
    """

    filters: Filters
    soc_code: str
    wishes: Wishes
    today: date
    least_share: float = LEAST_SHARE
    years: int = 0


def role(filters: Filters, soc_code: str) -> Role:
    """A role under the choices."""
    return _role(str(session_build()), filters, soc_code)


def task_of(question: RoleQuestion) -> Task:
    """The stack problem of a role, not yet solved."""
    return _task(str(session_build()), question)


def solved(question: RoleQuestion) -> Solved:
    """The cheapest stack for a role, with what is next best."""
    return _solved(str(session_build()), question)


@dataclass(frozen=True)
class Shown:
    """What every view draws from: what is asked, the role, and its needs over the threshold."""

    question: RoleQuestion
    role: Role
    needs: pd.DataFrame

    @property
    def words(self) -> str:
        return f"{self.role.name} · {describe(self.question.filters)}"

    def solved(self) -> Solved:
        """The cheapest stack for these choices, worked out once."""
        return solved(self.question)


def round_budgets(most: float) -> list[float]:
    """Budgets in round steps from 0 to ``most`` US dollars or a little more, about ``BUDGETS``."""
    scale = 10.0 ** floor(log10(max(most, 1.0) / BUDGETS))
    step = next(s * scale for s in (1, 2, 2.5, 5, 10) if s * scale * BUDGETS >= most)
    return [step * i for i in range(ceil(most / step) + 1)]


def frontier(question: RoleQuestion) -> list[tuple[float, Answer]]:
    """The most coverage for budgets from nothing to that of the cheapest whole stack."""
    return _frontier(str(session_build()), question)


@st.cache_data(max_entries=300, show_spinner=False)
def _role(build: str, filters: Filters, soc_code: str) -> Role:
    # The build is a part of the key; the queries read the session's, which is the same.
    occupations = queries.roles(filters)
    row = occupations[occupations["soc_code"] == soc_code].iloc[0]
    credentials = queries.credentials_by_occupation(filters, row["minor_group"])
    asked = role_needs.needs(
        row,
        occupations,
        queries.skills_by_occupation(filters, row["minor_group"]),
        credentials,
        queries.skills_everywhere(filters),
        filters.least,
    )
    own = credentials[credentials["soc_code"] == soc_code]
    named = own.assign(named_share=own["named"] / int(row["postings"]))
    every = catalog.kinds_and_countries()
    fits = role_needs.fitting(every, queries.credential_skills(), asked, named)
    return Role(
        row,
        role_needs.state(row, filters.least),
        role_needs.with_names(asked, queries.skills(), catalog.names()),
        frozenset(every.loc[fits, "credential_id"]),
    )


@st.cache_data(max_entries=300, show_spinner=False)
def _task(build: str, question: RoleQuestion) -> Task:
    filters, wishes = question.filters, question.wishes
    chosen = role(filters, question.soc_code)
    needs = chosen.needs(question.least_share)
    required = [i.removeprefix(CREDENTIAL) for i in needs["need_id"] if i.startswith(CREDENTIAL)]
    every = with_keeping_cost(catalog.everything(), question.years, question.today)
    stay = {*required, *wishes.held, *wishes.must}
    edges = as_edges(catalog.edges())
    # A licence allows an occupation: one that does not fit leads to other work than this.
    licences = set(every.loc[every["kind"] == LICENCE, "credential_id"])
    only_before = needed_before(chosen.fits | stay, edges) - licences
    pool = eligible(every, filters.kinds, filters.country, stay)
    pool = pool[pool["credential_id"].isin(chosen.fits | stay | only_before)]
    return task(
        needs,
        pool,
        queries.credential_skills(),
        edges,
        _recognition(filters) if wishes.least_recognition else {},
        wishes,
        usual_hours(every),
        only_before,
    )


def _recognition(filters: Filters) -> dict[str, float]:
    rows = with_shares(
        recognition.credentials(filters.side_by_side()), recognition.denominators(filters)
    )
    return dict(zip(rows["credential_id"], rows["low"].astype(float), strict=True))


@st.cache_data(max_entries=300, show_spinner=False)
def _solved(build: str, question: RoleQuestion) -> Solved:
    one = _task(build, question)
    return Solved(
        one, cheapest(one.problem, alternatives=ALTERNATIVES, clock=monotonic), greedy(one.problem)
    )


@st.cache_data(max_entries=100, show_spinner=False)
def _frontier(build: str, question: RoleQuestion) -> list[tuple[float, Answer]]:
    everything_covered = replace(question.wishes, share=1.0)
    whole = _task(build, replace(question, wishes=everything_covered))
    # A small budget may not reach what the postings require; it then buys the rest.
    problem = replace(whole.problem, always=frozenset(), most_usd=None)
    everything = most_coverage(problem, clock=monotonic)
    if not everything.stacks:
        return []
    budgets = round_budgets(everything.stacks[0].cost_usd)
    return [(b, most_coverage(replace(problem, most_usd=b), clock=monotonic)) for b in budgets]
