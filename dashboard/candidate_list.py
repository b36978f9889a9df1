"""The list of candidates and the panel of the one who is selected."""

import zlib
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pandas as pd
import streamlit as st

from dashboard.candidate_words import NOT_CHECKED, expiry
from dashboard.metrics import KIND_LABELS
from dashboard.queries.candidates import badges_of
from dashboard.queries.conditions import CandidateFilter
from dashboard.show import escaped

SORT_LABELS = {
    "days_left": "Longest valid first",
    "badges": "Most matching badges first",
    "experience": "Most experience first",
    "name": "Name",
}
EXPIRY_LABELS = {
    "dated": "dated",
    "does_not_expire": "does not expire",
    "not_known": "not known",
}
NO_DATE = "no date"
NONE: Mapping[str, str] = MappingProxyType({})
TITLES = {
    "display_name": "Candidate",
    "role": "Role",
    "place": "Place",
    "experience_years": "Years",
    "matching_badges": "Matching badges",
    "earned_on": "Last earned",
    "expires_on": "First to expire",
    "days_left": "Days left",
}


def shown_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that recruiters use, under their titles."""
    return rows[list(TITLES)].rename(columns=TITLES)


def exported_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """The same for files, with the id and, on every row, whether the person is invented."""
    invented = rows["is_invented"].map({True: "yes", False: "no"})
    return shown_columns(rows).assign(
        **{
            "Expiry": rows["expiry_state"].map(EXPIRY_LABELS),
            "Country": rows["country_name"],
            "Candidate id": rows["candidate_id"],
            "Invented": invented,
        }
    )


def sort_choice() -> str:
    """The order of the list, a key of ``queries.candidates.SORTS``."""
    return st.selectbox(
        "Sorted by",
        list(SORT_LABELS),
        key="candidates_by",
        bind="query-params",
        persist_state="session",
        format_func=SORT_LABELS.__getitem__,
        width=280,
    )


def table(rows: pd.DataFrame, chosen: CandidateFilter, sort: str) -> pd.Series | None:
    """Draw the list; the row that the reader selects, or None."""
    # A selection is a row number: another list must not inherit it and show somebody else.
    key = f"candidates_{zlib.crc32(repr((chosen, sort)).encode()):08x}"
    state = st.dataframe(
        shown_columns(rows),
        hide_index=True,
        key=key,
        height=min(430, 38 + 35 * len(rows)),
        on_select="rerun",
        selection_mode="single-row",
        placeholder=NO_DATE,
        alt=f"List of {len(rows)} candidates with role, place, experience and matching badges.",
        column_config={
            "Candidate": st.column_config.TextColumn(width=118),
            "Role": st.column_config.TextColumn(width=142),
            "Place": st.column_config.TextColumn(width=135),
            "Years": st.column_config.NumberColumn(width=55, help="Years of experience."),
            "Matching badges": st.column_config.TextColumn(
                width=172,
                help="The badges that meet a condition and count on the date; all that count "
                "where no condition asks for a badge.",
            ),
            "Last earned": st.column_config.DateColumn(width=92, format="D MMM YYYY"),
            "First to expire": st.column_config.DateColumn(
                width=100,
                format="D MMM YYYY",
                help="No date where no matching badge has one: it does not expire, or its expiry "
                "is not known. The candidate's panel says which.",
            ),
            "Days left": st.column_config.NumberColumn(
                width=72, help="From the validity date until the first matching badge expires."
            ),
        },
    )
    selected = state.selection.rows
    return rows.iloc[selected[0]] if selected and selected[0] < len(rows) else None


def panel(
    candidate: pd.Series, valid_on: date | None, stands_for: Mapping[str, str] = NONE
) -> None:
    """Who the selected candidate is and every badge, with how far each is verified.

    Args:
        stands_for: credential id -> why it counts for a badge that is asked for, where it does.
    """
    badges = badges_of(str(candidate["candidate_id"]))
    with st.container(border=True):
        st.markdown(f"#### {escaped(str(candidate['display_name']))}")
        place, country = str(candidate["place"]), str(candidate["country_name"])
        lives = place if place.endswith(country) else f"{place}, {country}"
        invented = " · invented" if candidate["is_invented"] else ""
        st.caption(
            escaped(f"{candidate['headline']} · {lives} · {candidate['candidate_id']}{invented}")
        )
        if badges.empty:
            st.write("Holds no badge that we know of.")
            return
        shown = pd.DataFrame(
            {
                "Badge": badges["name"],
                "Verification": NOT_CHECKED,
                "Expires": [
                    expiry(e, s, valid_on)
                    for e, s in zip(badges["expires_on"], badges["expiry_state"], strict=True)
                ],
                "Earned": badges["earned_on"],
                "Issuer": badges["issuer_name"],
                "Kind": badges["kind"].map(KIND_LABELS),
            }
        )
        why = badges["credential_id"].map(dict(stands_for))
        if why.notna().any():
            shown.insert(1, "Counts because", why)
        st.dataframe(
            shown,
            hide_index=True,
            key="candidate_badges",
            placeholder="",
            alt=f"The {len(shown)} badges of the selected candidate.",
            column_config={
                "Earned": st.column_config.DateColumn(format="D MMM YYYY"),
                "Verification": st.column_config.TextColumn(
                    help="These badges are stated, not verified: nothing was asked of an issuer."
                ),
            },
        )
