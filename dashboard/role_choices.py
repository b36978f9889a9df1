"""What the reader chooses of a role and of the stack for it; every choice is in the URL."""

import re
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


def occupation(roles: pd.DataFrame) -> str:
    """The chosen occupation; a link made when it had other postings is understood."""
    names = role_names(roles)
    # Only on arrival: later the address lags behind, as the numbers change with the filters.
    if "role" not in st.session_state:
        given = st.query_params.get("role", "")
        codes = dict(zip(roles["occupation_name"], roles["soc_code"], strict=True))
        code = codes.get(re.sub(r" \([\d,]+\)$", "", given))
        if code is not None and given not in names.values():
            st.query_params["role"] = code
        choices.say_unknown("role", names)
    return choices.one_of("role", "Role (postings)", names, DEFAULT)


def role(roles: pd.DataFrame) -> tuple[str, float]:
    """The chosen occupation, and the share of its postings from which a skill is a need."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        code = occupation(roles)
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


def held(names: Mapping[str, str]) -> tuple[str, ...]:
    """Credentials that are held already."""
    return choices.several_of("held", "Already held", names, (), at_most=MOST_HELD)


def budget() -> float | None:
    """The most that may be spent, None without a limit."""
    return choices.number("budget", "Budget in US dollars (0: no limit)", 100_000, 100) or None


def pace() -> float:
    """Hours of study a week."""
    return choices.hours_a_week(round(HOURS_A_WEEK))


def wishes(names: Mapping[str, str]) -> tuple[Wishes, int]:
    """Budget, time, what is held and what must be there, and the years to keep it all.

    Folded until asked for.
    """
    with st.expander("Budget, time, and what is held", icon=":material/tune:"):
        left, right = st.columns(2, gap="large")
        with left:
            already = held(names)
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
            most_usd = budget()
            most_hours = choices.number("study", "Hours of study in all (0: no limit)", 10_000, 10)
            years = choices.number("kept", "Years to keep it all (0: only to earn it)", 10, 1)
            a_week = choices.number(
                "pace", "Hours of study a week", 60, 1, round(HOURS_A_WEEK), least=1
            )
            recognised = choices.number(
                "recognised",
                "Count only credentials asked for in at least so many of 1,000 postings",
                500,
                1,
                help="The lower end of the interval counts, in the industry and place chosen in "
                "the sidebar. Others may only come in as prerequisites.",
            )
    chosen = Wishes(
        already,
        must,
        share / 100,
        most_usd,
        most_hours or None,
        a_week,
        recognised / 1000,
        general,
    )
    return chosen, years
