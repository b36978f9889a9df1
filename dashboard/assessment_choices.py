"""What somebody who does not know where to start is asked; every choice is in the URL."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import choices, role_choices
from dashboard.assessment import AIMS, COST, FLOOR, RECOGNISED, SOON, Asked
from dashboard.filters import Filters

ROLE, CREDENTIAL = "A role", "A credential"
DEFAULT_GOAL = "cissp-certified-information-systems-security-professional"
MOST_MONTHS = 60


def asked(filters: Filters, roles: pd.DataFrame, names: Mapping[str, str]) -> Asked:
    """Draw the questions; what was answered.

    Args:
        roles: ``queries.roles.roles``, not empty.
        names: credential_id -> name.
    """
    left, right = st.columns(2, gap="large")
    with left:
        kind = _one_of("toward", "Where do you want to get to?", (ROLE, CREDENTIAL))
        if kind == ROLE:
            code, goal = role_choices.occupation(roles), None
        else:
            choices.say_unknown("goal", names)
            code, goal = None, choices.one_of("goal", "Credential to earn", names, DEFAULT_GOAL)
        choices.industry(
            filters,
            "Industry",
            "plan_industry",
            "The same choice as in the sidebar, where place and more can be chosen too. What a "
            "role is asked for, and how widely a credential is, are counted there.",
        )
        held = role_choices.held(names)
    with right:
        aims = AIMS if kind == ROLE else (COST, SOON)
        aim = _one_of("matters", "What matters most?", aims)
        floor = 0
        if aim == RECOGNISED:
            floor = choices.number(
                "floor",
                "Count only credentials asked for in at least so many of 1,000 postings",
                500,
                1,
                round(FLOOR * 1000),
                least=1,
                help="The lower end of the interval counts. Others may only come in where one of "
                "these needs them first.",
            )
        budget = role_choices.budget()
        one, two = st.columns(2)
        with one:
            pace = role_choices.pace()
        with two:
            months = choices.number("months", "Months in all (0: no limit)", MOST_MONTHS, 1)
    return Asked(code, goal, aim, held, budget, months or None, pace, floor / 1000)


def _one_of(key: str, label: str, options: tuple[str, ...]) -> str:
    if st.session_state.get(key) not in (None, *options):
        # Chosen where there were other options.
        del st.session_state[key]
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        bind="query-params",
        persist_state="session",
        wrap=True,
    )
