"""The pay premiums under the shared choices: fitted on the filtered postings, kept for a build."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from analysis.wages import premiums
from dashboard.filters import Filters
from dashboard.queries import pay as queries
from dashboard.queries import recognition
from dashboard.warehouse import session_build

CONTROLS = ["occupation", "place", "period", "basis", "seniority"]
FIGURES = (
    "with_n", "without_n", "employers", "overlap", "estimate", "low", "high", "raw", "raw_low",
    "raw_high", "degrees", "verdict",
)  # fmt: skip
"""What is fitted of a credential; the names of ``analysis.wages.Premiums``."""


MOST_FITTED = 100_000
"""Postings with pay beyond which a random part of them is fitted: more would hardly narrow an
interval, and a reader would wait."""


@dataclass(frozen=True)
class Fit:
    """The premiums (a row per credential, best evidence first) and what they are fitted on.

    ``every``: one posting with pay of so many was drawn; 1 where all of them are fitted.
    """

    rows: pd.DataFrame
    postings: int
    r_squared: float
    every: int = 1


def fitted(filters: Filters) -> Fit:
    """The premiums under the choices; worked out once for each build and choice."""
    return _fitted(str(session_build()), filters)


@st.cache_data(max_entries=200, show_spinner=False)
def _fitted(build: str, filters: Filters) -> Fit:
    # The build is a part of the key; the queries read the session's, which is the same.
    every = -(-int(recognition.denominators(filters)["with_pay"]) // MOST_FITTED) or 1
    found = fit(
        queries.postings(filters, every),
        queries.mentions(filters, every),
        queries.named(filters, every),
    )
    return replace(found, every=every)


def fit(postings: pd.DataFrame, mentions: pd.DataFrame, named: pd.DataFrame) -> Fit:
    """Fit the premiums.

    Args:
        postings, mentions, named: from the queries of the same names; ``named`` has a row for
            every credential that is mentioned.

    Returns:
        rows of ``named`` with with_n, without_n, employers, overlap, estimate, low, high, raw,
        raw_low, raw_high (ratios minus 1), degrees and verdict.
    """
    if postings.empty or named.empty:
        return Fit(_ranked(named.assign(**dict.fromkeys(FIGURES))), len(postings), float("nan"))
    codes = pd.Index(named["credential_id"]).get_indexer(mentions["credential_id"])
    found = premiums(
        postings["pay_usd"].to_numpy(),
        [postings[control].astype("category").cat.codes.to_numpy() for control in CONTROLS],
        postings["employer"].to_numpy(),
        postings["cell"].astype("category").cat.codes.to_numpy(),
        mentions["posting"].to_numpy(),
        codes,
        len(named),
    )
    figures = {name: getattr(found, name) for name in FIGURES}
    return Fit(_ranked(named.assign(**figures)), found.postings, found.r_squared)


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Measured ones first, by the lower end of the interval; then by postings."""
    return rows.sort_values(
        ["low", "with_n", "credential_id"], ascending=[False, False, True], na_position="last"
    ).reset_index(drop=True)
