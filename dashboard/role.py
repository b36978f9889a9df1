"""A role and its cheapest stacks under the reader's choices; worked out once for each of them."""

from dataclasses import replace
from datetime import date
from math import ceil, floor, log10
from time import monotonic

import streamlit as st

from analysis.cover import Answer, cheapest, most_coverage
from analysis.cover_greedy import greedy
from analysis.stack_options import needed_before
from dashboard import role_needs
from dashboard.filters import Filters
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


def role(filters: Filters, soc_code: str) -> Role:
    """A role under the choices."""
    return _role(str(session_build()), filters, soc_code)


def task_of(
    filters: Filters, soc_code: str, least_share: float, wishes: Wishes, years: int, today: date
) -> Task:
    """The stack problem of a role, not yet solved."""
    return _task(str(session_build()), filters, soc_code, least_share, wishes, years, today)


def solved(
    filters: Filters, soc_code: str, least_share: float, wishes: Wishes, years: int, today: date
) -> Solved:
    """The cheapest stack for a role, with what is next best."""
    return _solved(str(session_build()), filters, soc_code, least_share, wishes, years, today)


def round_budgets(most: float) -> list[float]:
    """Budgets in round steps from 0 to ``most`` US dollars or a little more, about ``BUDGETS``."""
    scale = 10.0 ** floor(log10(max(most, 1.0) / BUDGETS))
    step = next(s * scale for s in (1, 2, 2.5, 5, 10) if s * scale * BUDGETS >= most)
    return [step * i for i in range(ceil(most / step) + 1)]


def frontier(
    filters: Filters, soc_code: str, least_share: float, wishes: Wishes, years: int, today: date
) -> list[tuple[float, Answer]]:
    """The most coverage for budgets from nothing to that of the cheapest whole stack."""
    build = str(session_build())
    return _frontier(build, filters, soc_code, least_share, wishes, years, today)


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
def _task(
    build: str,
    filters: Filters,
    soc_code: str,
    least_share: float,
    wishes: Wishes,
    years: int,
    today: date,
) -> Task:
    chosen = role(filters, soc_code)
    needs = chosen.needs(least_share)
    required = [i.removeprefix(CREDENTIAL) for i in needs["need_id"] if i.startswith(CREDENTIAL)]
    every = with_keeping_cost(catalog.everything(), years, today)
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
def _solved(
    build: str,
    filters: Filters,
    soc_code: str,
    least_share: float,
    wishes: Wishes,
    years: int,
    today: date,
) -> Solved:
    one = _task(build, filters, soc_code, least_share, wishes, years, today)
    return Solved(
        one, cheapest(one.problem, alternatives=ALTERNATIVES, clock=monotonic), greedy(one.problem)
    )


@st.cache_data(max_entries=100, show_spinner=False)
def _frontier(
    build: str,
    filters: Filters,
    soc_code: str,
    least_share: float,
    wishes: Wishes,
    years: int,
    today: date,
) -> list[tuple[float, Answer]]:
    whole = _task(build, filters, soc_code, least_share, replace(wishes, share=1.0), years, today)
    # A small budget may not reach what the postings require; it then buys the rest.
    problem = replace(whole.problem, always=frozenset(), most_usd=None)
    everything = most_coverage(problem, clock=monotonic)
    if not everything.stacks:
        return []
    budgets = round_budgets(everything.stacks[0].cost_usd)
    return [(b, most_coverage(replace(problem, most_usd=b), clock=monotonic)) for b in budgets]
