"""What the reader chooses of a role and of the stack for it; every choice is in the URL."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.needs import LEAST_SHARE
from dashboard import choices
from dashboard.metrics import count
from dashboard.role_stack import HOURS_A_WEEK, SHARE, Wishes

DEFAULT = "17-2051"
MOST_HELD = 40


def role_names(roles: pd.DataFrame) -> dict[str, str]:
    """soc_code -> the occupation with its postings, as the select box shows it."""
    return {
        r.soc_code: f"{r.occupation_name} ({count(r.postings)})"
        for r in roles.itertuples(index=False)
    }


def role(roles: pd.DataFrame) -> tuple[str, float]:
    """The chosen occupation, and the share of its postings from which a skill is a need."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        code = choices.one_of("role", "Role (postings)", role_names(roles), DEFAULT)
    with right:
        share = st.slider(
            "A need is asked for in at least so many of 100 postings",
            5,
            50,
            round(LEAST_SHARE * 100),
            key="need_share",
            bind="query-params",
            persist_state="session",
        )
    return code, share / 100


def wishes(names: Mapping[str, str]) -> tuple[Wishes, int]:
    """Budget, time, what is held and what must be there, and the years to keep it all.

    Folded until asked for.
    """
    with st.expander("Budget, time, and what is held", icon=":material/tune:"):
        left, right = st.columns(2, gap="large")
        with left:
            held = choices.several_of("held", "Already held", names, (), at_most=MOST_HELD)
            must = choices.several_of("must", "Must be in the stack", names, (), at_most=MOST_HELD)
            share = st.slider(
                "Cover so much of what the catalog can cover, %",
                50,
                100,
                round(SHARE * 100),
                step=5,
                key="cover",
                bind="query-params",
                persist_state="session",
                help="Weighted by how often a need is asked for. The last few needs often cost "
                "most.",
            )
            general = st.toggle(
                "Count general skills",
                key="general",
                bind="query-params",
                persist_state="session",
                help="Skills asked for about as often in all postings, such as teamwork. Few "
                "credentials prove them.",
            )
        with right:
            most_usd = _number("budget", "Budget in US dollars (0: no limit)", 100_000, 100)
            most_hours = _number("study", "Hours of study in all (0: no limit)", 10_000, 10)
            years = _number("kept", "Years to keep it all (0: only to earn it)", 10, 1)
            a_week = _number("pace", "Hours of study a week", 60, 1, round(HOURS_A_WEEK), least=1)
            recognised = _number(
                "recognised",
                "Count only credentials asked for in at least so many of 1,000 postings",
                500,
                1,
                help="The lower end of the interval counts, in the industry and place chosen in "
                "the sidebar. Others may only come in as prerequisites.",
            )
    chosen = Wishes(
        held,
        must,
        share / 100,
        most_usd or None,
        most_hours or None,
        float(a_week),
        recognised / 1000,
        general,
    )
    return chosen, years


def _number(
    key: str,
    label: str,
    most: int,
    step: int,
    value: int = 0,
    *,
    least: int = 0,
    help: str | None = None,
) -> int:
    return int(
        st.number_input(
            label,
            min_value=least,
            max_value=most,
            value=value if key not in st.session_state else "min",
            step=step,
            key=key,
            bind="query-params",
            persist_state="session",
            help=help,
        )
    )
