"""The recruiter's conditions: widgets bound to the URL, as one ``CandidateFilter``.

A bound multiselect puts the names of what is chosen into the URL, not their ids; names are unique
within the pool. A name that the pool does not know is dropped by Streamlit, which would widen the
list in silence, so the page says which condition of a link it left out.
"""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard.metrics import count
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.pool import (
    Choice,
    badge_choices,
    details,
    issuer_choices,
    place_choices,
    skill_choices,
)
from dashboard.show import escaped

MULTIPLE = ("all_of", "any_of", "none_of", "issuer", "skill", "where")
YEARS = (0, 1, 2, 3, 5, 8, 10, 15, 20)


def conditions() -> CandidateFilter:
    """Draw the conditions and return what they say. Every condition is in the URL."""
    today = details().reference_on
    unknown: list[str] = []

    def several(
        key: str, label: str, choices: Callable[[], list[Choice]], help: str
    ) -> tuple[str, ...]:
        return _several(key, label, choices(), help, unknown)

    with st.container(border=True):
        # Rows of three, so that a narrow screen stacks them in reading order.
        first, second, third = st.columns(3)
        with first:
            all_of = several(
                "all_of", "Holds all of", badge_choices, "Each of these badges must be held."
            )
        with second:
            any_of = several(
                "any_of",
                "Holds any of",
                badge_choices,
                "At least one of these badges must be held.",
            )
        with third:
            none_of = several(
                "none_of",
                "Holds none of",
                badge_choices,
                "Whoever holds one of these badges on the date is left out.",
            )
        first, second, third = st.columns(3)
        with first:
            issuers = several(
                "issuer",
                "Badge issued by",
                issuer_choices,
                "At least one badge of any of these issuers.",
            )
        with second:
            skills = several(
                "skill",
                "Badge covers skill",
                skill_choices,
                "For each of these skills, a badge whose issuer says it covers it.",
            )
        with third:
            places = several(
                "where", "Lives in", place_choices, "Any of these countries or regions."
            )
        first, second, third = st.columns(3, vertical_alignment="bottom")
        with first:
            valid_on = st.date_input(
                "Badges valid on",
                value=today,
                key="valid_on",
                bind="query-params",
                persist_state="session",
                min_value=date(2000, 1, 1),
                max_value=date(2100, 12, 31),
                format="YYYY-MM-DD",
                help="A badge counts if it is earned by this day and has not "
                "expired, or has no known expiry date.",
            )
        with second:
            # Not a number input: Streamlit 1.67 fails on a link with an endless number in it.
            least_years = st.selectbox(
                "Years of experience, at least",
                YEARS,
                key="experience",
                bind="query-params",
                persist_state="session",
                format_func=lambda years: str(years) if years else "Any",
            )
        with third:
            expired_too = st.toggle(
                "Count expired badges too",
                key="expired",
                bind="query-params",
                persist_state="session",
                help="The date then decides nothing: a badge counts whenever it was held.",
            )
        chosen = CandidateFilter(
            all_of,
            any_of,
            none_of,
            issuers,
            skills,
            places,
            least_years,
            None if expired_too else valid_on,
        )
        st.button(
            "Reset the conditions",
            icon=":material/restart_alt:",
            on_click=_reset,
            args=(today,),
            disabled=chosen == CandidateFilter(valid_on=today),
        )
    if unknown:
        st.warning(
            f"The link asks for what this pool does not know: {escaped(', '.join(unknown))}. "
            "The list is made without it.",
            icon=":material/link_off:",
        )
    return chosen


def _several(
    key: str, label: str, choices: list[Choice], help: str, unknown: list[str]
) -> tuple[str, ...]:
    """A multiselect over choices by name; names in the URL that are none go to ``unknown``."""
    names = {c.choice_id: c.name for c in choices}
    known = set(names.values())
    unknown += [n for n in st.query_params.get_all(key) if n and n not in known]
    return tuple(
        st.multiselect(
            label,
            list(names),
            key=key,
            bind="query-params",
            persist_state="session",
            format_func=names.__getitem__,
            help=help,
            placeholder=f"Any ({count(len(names))})",
        )
    )


def _reset(today: date) -> None:
    for key in MULTIPLE:
        st.session_state[key] = []
    st.session_state.valid_on = today
    st.session_state.experience = 0
    st.session_state.expired = False
