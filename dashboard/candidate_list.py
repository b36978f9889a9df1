"""The list of candidates, and what of it goes into files."""

import zlib

import pandas as pd
import streamlit as st

from dashboard.blind import SALT, blind
from dashboard.queries.candidate_badges import matching_badges
from dashboard.queries.candidates import matching
from dashboard.queries.conditions import CandidateFilter
from dashboard.verdict_words import (
    FORMATS,
    TRUST_SHORT,
    VERDICT_LABELS,
    VERIFIED_MEANS,
    belongs_short,
    days_left,
    verdict_sentence,
)

SORT_LABELS = {
    "days_left": "Longest valid first",
    "badges": "Most matching badges first",
    "verified": "Most verified badges first",
    "experience": "Most experience first",
    "name": "Name",
}
BY_NAME = "name"
EXPIRY_LABELS = {
    "dated": "dated",
    "does_not_expire": "does not expire",
    "not_known": "not known",
}
NOTHING = "–"
TITLES = {
    "display_name": "Candidate",
    "role": "Role",
    "place": "Place",
    "experience_years": "Years",
    "matching_badges": "Matching badges",
    "verified_badges": "Verified",
    "earned_on": "Last earned",
    "expires_on": "First to expire",
    "days_left": "Days left",
}
EXPORTED = {
    "candidate_id": "Candidate ID",
    "display_name": "Full name",
    "role": "Current title",
    "place": "Location",
    "country_name": "Country",
    "experience_years": "Years of experience",
    "matching_badges": "Certifications",
    "badge_count": "Number matching",
    "verified_badges": "Number verified",
    "verified_names": "Verified",
    "verified_on": "Newest check that verified one",
    "earned_on": "Last earned",
    "expires_on": "First to expire",
    "days_left": "Days left",
    "expiry_state": "Expiry",
    "is_invented": "Invented",
}
"""Headers that applicant tracking systems know, and that an import of ours reads back."""


def rows(chosen: CandidateFilter, limit: int | None, sort: str, *, is_blind: bool) -> pd.DataFrame:
    """The candidates that meet the conditions, as ``queries.candidates.matching``; blind where
    names, contact and what else tells who somebody is are to be hidden."""
    found = matching(chosen, limit, sort)
    return blind(found, SALT).reset_index(drop=True) if is_blind else found


def shown_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that recruiters use, under their titles."""
    return rows[list(TITLES)].rename(columns=TITLES)


def exported_columns(rows: pd.DataFrame, *, is_blind: bool) -> pd.DataFrame:
    """The same for files, with the id (unless it is blind) and, on every row, whether the person
    is invented."""
    told = rows.assign(
        is_invented=rows["is_invented"].map({True: "yes", False: "no"}),
        expiry_state=rows["expiry_state"].map(EXPIRY_LABELS),
        days_left=rows["days_left"].astype("Int64"),
    )
    columns = [c for c in EXPORTED if not (is_blind and c == "candidate_id")]
    return told[columns].rename(columns=EXPORTED)


def exported_badges(
    chosen: CandidateFilter, limit: int, sort: str, *, is_blind: bool
) -> pd.DataFrame:
    """The matching badges of the first candidates of the list, a row each, with what their newest
    check says."""
    found = matching_badges(chosen, limit, sort)
    if is_blind:
        # As in the list, the order of the candidates is not that of their names.
        found = blind(found, SALT)
    rows = found.to_dict("records")
    told = pd.DataFrame(
        {
            "Candidate ID": found["candidate_id"],
            "Full name": found["display_name"],
            "Badge": found["name"],
            "Issuer": found["issuer_name"],
            "Issuer domain": found["issuer_domain"],
            "Verdict": found["verdict"].map(VERDICT_LABELS),
            "Reason": [verdict_sentence(r) for r in rows],
            "Belongs to this person": [belongs_short(r) for r in rows],
            "Issuer trust": found["issuer_trust"].map(TRUST_SHORT),
            "Issuer awards this credential": found["issuer_fits"].map({True: "yes", False: "no"}),
            "Verified": found["verified_on"].notna().map({True: "yes", False: "no"}),
            "Last checked (UTC)": found["checked_at"].dt.floor("s"),
            "How checked": found["checked_mode"],
            "Earned on": found["earned_on"],
            "Expires on": found["expires_on"],
            "Days left": [days_left(d, chosen.valid_on) for d in found["expires_on"]],
            "Expiry": found["expiry_state"].map(EXPIRY_LABELS),
            "Skills": found["skills"],
            "Format": found["badge_format"].map(FORMATS),
            "Linked by": found["linked_by"],
            "Invented": found["is_invented"].map({True: "yes", False: "no"}),
        }
    )
    if is_blind:
        return told.drop(columns="Candidate ID")
    return told.assign(**{"Source file": found["source_file"]})


def sort_choice(*, is_blind: bool) -> str:
    """The order of the list, a key of ``queries.candidates.SORTS``.

    Names in order would tell what they begin with, so blind review has no such order.
    """
    return st.selectbox(
        "Sorted by",
        [sort for sort in SORT_LABELS if not (is_blind and sort == BY_NAME)],
        key="candidates_by",
        bind="query-params",
        persist_state="session",
        format_func=SORT_LABELS.__getitem__,
        width=280,
    )


def table(
    rows: pd.DataFrame, chosen: CandidateFilter, sort: str, *, is_blind: bool
) -> pd.DataFrame:
    """Draw the list; the rows that the reader selects."""
    # A selection is a row number: another list must not inherit it and show somebody else.
    key = f"candidates_{zlib.crc32(repr((chosen, sort, is_blind)).encode()):08x}"
    state = st.dataframe(
        shown_columns(rows),
        hide_index=True,
        key=key,
        height=min(430, 38 + 35 * len(rows)),
        on_select="rerun",
        selection_mode="multi-row",
        placeholder=NOTHING,
        alt=f"List of {len(rows)} candidates with role, place, experience and matching badges.",
        column_config={
            # An alias is longer than most names.
            "Candidate": st.column_config.TextColumn(width=155 if is_blind else 140),
            "Role": st.column_config.TextColumn(width=140),
            "Place": st.column_config.TextColumn(width=130),
            "Years": st.column_config.NumberColumn(width=50, help="Years of experience."),
            "Matching badges": st.column_config.TextColumn(
                width=145 if is_blind else 160,
                help="The badges that meet a condition and count on the date; all that count "
                "where no condition asks for a badge.",
            ),
            "Verified": st.column_config.NumberColumn(
                width=62, help=f"How many of the matching badges are verified. {VERIFIED_MEANS}"
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
    selected = [n for n in state.selection.rows if n < len(rows)]
    return rows.iloc[selected]
