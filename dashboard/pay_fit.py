"""The pay premiums under the shared choices: fitted on the filtered postings, kept for a build."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st

from analysis.wages import premiums
from dashboard.filters import Filters
from dashboard.queries import pay as queries
from dashboard.warehouse import session_build

CONTROLS = ["occupation", "place", "period", "basis", "seniority"]
FIGURES = (
    "with_n", "without_n", "employers", "overlap", "estimate", "low", "high", "raw", "raw_low",
    "raw_high", "degrees", "verdict",
)  # fmt: skip
"""What is fitted of a credential; the names of ``analysis.wages.Premiums``."""


MOST_FITTED = 50_000
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
    every = -(-int(queries.coverage(filters)["fitted"]) // MOST_FITTED) or 1
    asked = queries.mentions(filters, every)
    named = queries.named(tuple(asked["credential_id"].unique()))
    found = fit(queries.postings(filters, every), asked, named)
    titles = queries.source_titles()
    rows = found.rows.assign(top_source=found.rows["top_source"].map(titles))
    return replace(found, rows=rows, every=every)


def fit(postings: pd.DataFrame, mentions: pd.DataFrame, named: pd.DataFrame) -> Fit:
    """Fit the premiums.

    Args:
        postings, mentions, named: from the queries of the same names; ``named`` has a row for
            every credential that is mentioned.

    Returns:
        rows of ``named`` with with_n, without_n, employers, overlap, estimate, low, high, raw,
        raw_low, raw_high (ratios minus 1), degrees and verdict; top_source (its id) and
        top_source_share, of the postings that ask for it.
    """
    if postings.empty or named.empty:
        nothing = dict.fromkeys((*FIGURES, "top_source", "top_source_share"))
        return Fit(_ranked(named.assign(**nothing)), len(postings), float("nan"))
    codes = pd.Index(named["credential_id"]).get_indexer(mentions["credential_id"])
    rows = np.searchsorted(postings["pay_no"].to_numpy(), mentions["pay_no"].to_numpy())
    found = premiums(
        postings["pay_usd"].to_numpy(),
        [postings[control].cat.codes.to_numpy() for control in CONTROLS],
        postings["employer"].to_numpy(),
        postings["cell"].cat.codes.to_numpy(),
        rows,
        codes,
        len(named),
    )
    figures = {name: getattr(found, name) for name in FIGURES}
    top, share = _top_source(postings["source"], rows, codes, len(named))
    told = named.assign(**figures, top_source=top, top_source_share=share)
    return Fit(_ranked(told), found.postings, found.r_squared)


def _top_source(
    source: pd.Series, rows: np.ndarray, codes: np.ndarray, credentials: int
) -> tuple[np.ndarray, np.ndarray]:
    """The source that makes most of each credential's postings, and its share of them."""
    names = source.cat.categories.to_numpy()
    pairs = codes * len(names) + source.cat.codes.to_numpy()[rows]
    counts = np.bincount(pairs, minlength=credentials * len(names)).reshape(credentials, -1)
    return names[counts.argmax(axis=1)], counts.max(axis=1) / counts.sum(axis=1)


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Measured ones first, by the lower end of the interval; then by postings."""
    return rows.sort_values(
        ["low", "with_n", "credential_id"], ascending=[False, False, True], na_position="last"
    ).reset_index(drop=True)
