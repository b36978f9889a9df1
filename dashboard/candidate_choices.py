"""The recruiter's conditions: widgets bound to the URL, as one ``CandidateFilter``.

A bound multiselect puts the names of what is chosen into the URL, not their ids; names are unique
within the pool. A name that the pool does not know is dropped by Streamlit, which would widen the
list in silence, so the page says which condition of a link it left out.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from dashboard.candidate_words import only_verified
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

MULTIPLE: dict[str, tuple[str, Callable[[], list[Choice]], str]] = {
    "all_of": (
        "Holds all of",
        term_choices,
        "Each of these badges must be held. An issuer, a skill or a level stands for a badge by, "
        "for or of it.",
    ),
    "any_of": ("Holds any of", term_choices, "At least one of these badges must be held."),
    "none_of": (
        "Holds none of",
        term_choices,
        "Whoever holds one of these badges on the date is left out.",
    ),
    "issuer": (
        "Badge issued by",
        issuer_choices,
        "At least one badge of any of these issuers.",
    ),
    "skill": (
        "Badge covers skill",
        skill_choices,
        "For each of these skills, a badge whose issuer says it covers it.",
    ),
    "where": ("Lives in", place_choices, "Any of these countries or regions."),
}
"""Key in the URL -> label, what can be chosen, explanation."""
YEARS = (0, 1, 2, 3, 5, 8, 10, 15, 20)
EARNED_WITHIN = (0, 1, 2, 3, 5, 10)
CHECKED_WITHIN = (0, 30, 90, 180, 365)
"""Days; 0 is any time."""
OLDEST, FARTHEST = date(2000, 1, 1), date(2100, 12, 31)
BOUND: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}


def conditions() -> CandidateFilter:
    """Draw the conditions and return what they say. Every condition is in the URL."""
    today = details().reference_on
    unknown: list[str] = []
    chosen: dict[str, tuple[str, ...]] = {}
    # Rows of three and four, so that a narrow screen stacks them in reading order.
    for keys in (("all_of", "any_of", "none_of"), ("issuer", "skill", "where")):
        for key, column in zip(keys, st.columns(3), strict=True):
            with column:
                chosen[key] = _several(key, unknown)
    first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
    with first:
        valid_on = _day(
            "valid_on",
            "Badges valid on",
            today,
            "A badge counts if it is earned by this day and has not expired, or has no known "
            "expiry date.",
        )
    with second:
        not_before = _day(
            "not_before",
            "Not expiring before",
            None,
            "A badge that does not expire counts, and so does one whose expiry is not known.",
        )
    with third:
        within = st.selectbox(
            "Earned within",
            EARNED_WITHIN,
            key="earned_within",
            format_func=_years,
            help="Before the date on which badges must be valid, or before the pool's own day "
            "where expired badges count. A badge without a known date does not.",
            **BOUND,
        )
    with fourth:
        # Not a number input: Streamlit 1.67 fails on a link with an endless number in it.
        least_years = st.selectbox(
            "Years of experience, at least",
            YEARS,
            key="experience",
            format_func=lambda years: str(years) if years else "Any",
            **BOUND,
        )
    first, second, third, fourth = st.columns([4, 4, 5, 4], vertical_alignment="bottom")
    with first:
        verified = st.toggle(
            "Only verified badges", key="verified", help=only_verified(verified_awards()), **BOUND
        )
    with second:
        checked_within = st.selectbox(
            "Checked within",
            CHECKED_WITHIN,
            key="checked_within",
            format_func=_days,
            disabled=not verified,
            help="For verified badges: before the pool's own day. An issuer can withdraw a badge "
            "at any time, so a check grows old.",
            **BOUND,
        )
    with third:
        expired_too = st.toggle(
            "Count expired badges too",
            key="expired",
            help="The date then decides nothing: a badge counts whenever it was held.",
            **BOUND,
        )
        or_higher = st.toggle(
            "Equivalent or higher count too",
            key="higher",
            help="What equals a badge, replaced it, requires it or contains it counts for it, "
            "and a higher level for a level. What nobody may hold is taken as it is.",
            **BOUND,
        )
    asked = CandidateFilter(
        chosen["all_of"],
        chosen["any_of"],
        chosen["none_of"],
        chosen["issuer"],
        chosen["skill"],
        chosen["where"],
        least_years,
        valid_on=None if expired_too else valid_on,
        earned_from=years_before(today if expired_too else valid_on, within),
        expires_from=not_before,
        verified_only=verified,
        verified_within=(checked_within or None) if verified else None,
        or_higher=or_higher,
    )
    with fourth:
        st.button(
            "Reset the conditions",
            icon=":material/restart_alt:",
            on_click=_reset,
            args=(today,),
            disabled=asked == CandidateFilter(valid_on=today),
        )
    if unknown:
        st.warning(
            f"The link asks for what this pool does not know: {escaped(', '.join(unknown))}. "
            "The list is made without it.",
            icon=":material/link_off:",
        )
    return asked


def years_before(when: date, years: int) -> date | None:
    """The same day so many years before, the last of February for a leap day; None for none."""
    if not years:
        return None
    leap = when.month == 2 and when.day == 29
    return when.replace(year=when.year - years, day=28 if leap else when.day)


def _years(years: int) -> str:
    return plural(years, "year") if years else "Any time"


def _days(days: int) -> str:
    return plural(days, "day") if days else "Any time"


def _several(key: str, unknown: list[str]) -> tuple[str, ...]:
    """A multiselect over choices by name; names in the URL that are none go to ``unknown``."""
    label, choices, help = MULTIPLE[key]
    names = {c.choice_id: c.name for c in choices()}
    known = set(names.values())
    unknown += [n for n in st.query_params.get_all(key) if n and n not in known]
    return tuple(
        st.multiselect(
            label,
            list(names),
            key=key,
            format_func=names.__getitem__,
            help=help,
            placeholder=f"Any ({count(len(names))})",
            select_all=False,  # else Enter takes everything that matches what was typed
            wrap=True,
            **BOUND,
        )
    )


def _day(key: str, label: str, value: date | None, help: str) -> Any:
    return st.date_input(
        label,
        value=value,
        key=key,
        min_value=OLDEST,
        max_value=FARTHEST,
        format="YYYY-MM-DD",
        help=help,
        **BOUND,
    )


def _reset(today: date) -> None:
    for key in MULTIPLE:
        st.session_state[key] = []
    st.session_state.valid_on = today
    st.session_state.not_before = None
    for key in ("experience", "earned_within", "checked_within"):
        st.session_state[key] = 0
    for key in ("expired", "higher", "verified"):
        st.session_state[key] = False
