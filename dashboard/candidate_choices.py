"""The recruiter's conditions: widgets bound to the URL, as one ``CandidateFilter``.

A bound multiselect puts the names of what is chosen into the URL, not their ids; names are unique
within the pool. A name that the pool does not know is dropped by Streamlit, which would widen the
list in silence, so the page says which condition of a link it left out.
"""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard.metrics import count, plural
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.pool import (
    Choice,
    details,
    issuer_choices,
    place_choices,
    skill_choices,
    term_choices,
    verified_awards,
)
from dashboard.show import escaped

MULTIPLE = ("all_of", "any_of", "none_of", "issuer", "skill", "where")
YEARS = (0, 1, 2, 3, 5, 8, 10, 15, 20)
EARNED_WITHIN = (0, 1, 2, 3, 5, 10)
OLDEST, FARTHEST = date(2000, 1, 1), date(2100, 12, 31)


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
                "all_of",
                "Holds all of",
                term_choices,
                "Each of these badges must be held. An issuer, a skill or a level stands for a "
                "badge by, for or of it.",
            )
        with second:
            any_of = several(
                "any_of",
                "Holds any of",
                term_choices,
                "At least one of these badges must be held.",
            )
        with third:
            none_of = several(
                "none_of",
                "Holds none of",
                term_choices,
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
                min_value=OLDEST,
                max_value=FARTHEST,
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
            or_higher = st.toggle(
                "Equivalent or higher count too",
                key="higher",
                bind="query-params",
                persist_state="session",
                help="What equals a badge, replaced it, requires it or contains it counts for it, "
                "and a higher level for a level. What nobody may hold is taken as it is.",
            )
        first, second, third = st.columns(3, vertical_alignment="bottom")
        with first:
            within = st.selectbox(
                "Earned within",
                EARNED_WITHIN,
                key="earned_within",
                bind="query-params",
                persist_state="session",
                format_func=_within,
                help="Before the date on which badges must be valid, or before the pool's own day "
                "where expired badges count. A badge without a known date does not.",
            )
        with second:
            not_before = st.date_input(
                "Not expiring before",
                value=None,
                key="not_before",
                bind="query-params",
                persist_state="session",
                min_value=OLDEST,
                max_value=FARTHEST,
                format="YYYY-MM-DD",
                help="A badge that does not expire counts, and so does one whose expiry is not "
                "known.",
            )
        with third:
            verified = st.toggle(
                "Only verified badges",
                key="verified",
                bind="query-params",
                persist_state="session",
                help="Badges that were checked and hold."
                if verified_awards()
                else "No badge of this pool has been checked yet, so none would count.",
            )
        chosen = CandidateFilter(
            all_of,
            any_of,
            none_of,
            issuers,
            skills,
            places,
            least_years,
            valid_on=None if expired_too else valid_on,
            earned_from=years_before(today if expired_too else valid_on, within),
            expires_from=not_before,
            verified_only=verified,
            or_higher=or_higher,
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


def years_before(day: date, years: int) -> date | None:
    """The same day so many years before, the last of February for a leap day; None for none."""
    if not years:
        return None
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def _within(years: int) -> str:
    return plural(years, "year") if years else "Any time"


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
    st.session_state.earned_within = 0
    st.session_state.not_before = None
    for key in ("expired", "higher", "verified"):
        st.session_state[key] = False
