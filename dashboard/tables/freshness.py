"""Table of how fresh and how complete each source is."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.metrics import count, percent
from dashboard.tables.columns import NAME, NUMBER, UNKNOWN

SHARE = st.column_config.ProgressColumn
STATES = {
    "fresh": "fresh",
    "due": "due",
    "closed": "closed set",
    "kept": "as edited",
    "never": "never fetched",
    "failed": "last try failed",
}
"""What a source's state is called."""


def state(row: pd.Series) -> str:
    """The state of a source, as a word.

    Args:
        row: last_success, cadence_days, is_due, outcome (of the last attempt), cadence.
    """
    if row["outcome"] == "failed":
        return STATES["failed"]
    if pd.isna(row["last_success"]):
        return STATES["never"]
    if pd.isna(row["cadence_days"]):
        return STATES["closed"] if row["kind"] == "hiring" else STATES["kept"]
    return STATES["due"] if row["is_due"] else STATES["fresh"]


def freshness(rows: pd.DataFrame) -> None:
    """Every source: last success against cadence, rows, what the kept ones lack, the last try.

    Args:
        rows: a row of `etl.freshness.Freshness` each, with outcome, sentence and at of the last
            attempt.
    """
    # What can be refreshed comes first.
    rows = rows.sort_values("cadence_days", kind="stable", na_position="last")
    shares = {"No industry": "industry", "No pay": "pay", "No month": "month"}
    shown = pd.DataFrame(
        {
            "Source": rows["title"],
            "State": rows.apply(state, axis=1),
            "Last success": rows["last_success"],
            "Age": rows["age_days"],
            "Expected within": rows["cadence_days"],
            "Rows kept": rows["rows_kept"],
            "Left out": [_left_out(kept, came) for kept, came in _pairs(rows)],
            **{
                title: [_percent(lacks.get(what)) for lacks in rows["without"]]
                for title, what in shares.items()
            },
            "Last try": [
                UNKNOWN if pd.isna(at) else f"{at[:16].replace('T', ' ')}: {outcome}. {sentence}"
                for at, outcome, sentence in rows[["at", "outcome", "sentence"]].itertuples(
                    index=False
                )
            ],
            "Licence": rows["licence"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="freshness_table",
        height="content",
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} sources with their age, rows and gaps.",
        column_config={
            "Source": NAME,
            "State": st.column_config.TextColumn(width=115),
            "Age": NUMBER(width=110, format="%d days", help="From the last success until today."),
            "Expected within": NUMBER(
                format="%d days",
                help="After so many days a newer edition is to be expected; a closed set has none.",
            ),
            "Rows kept": NUMBER(),
            "Left out": st.column_config.TextColumn(
                help="Of the rows that came; the reasons stand under Hiring data."
            ),
            **{
                title: SHARE(
                    format="%.0f %%",
                    min_value=0,
                    max_value=100,
                    width=90,
                    help=f"Postings kept that state no {what}.",
                )
                for title, what in shares.items()
            },
        },
    )


def offers(rows: pd.DataFrame) -> None:
    """What fetched and imported catalogs offer, a row a source."""
    st.table(
        pd.DataFrame(
            {
                "Catalog": rows["title"],
                "Offers": [count(n) for n in rows["offers"]],
                "In our catalog": [
                    f"{count(n)} ({percent(n / k)})"
                    for n, k in zip(rows["linked"], rows["offers"], strict=True)
                ],
                "With a price": [count(n) for n in rows["priced"]],
                "With hours": [count(n) for n in rows["with_hours"]],
            }
        ),
        hide_index=True,
    )


def unlinked_offers(rows: pd.DataFrame) -> None:
    """Offers that no row of the catalog stands for."""
    st.dataframe(
        rows,
        hide_index=True,
        key="unlinked_offers",
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} offers that are not in the catalog.",
        column_config={
            "name": st.column_config.TextColumn("Offer", width="large"),
            "issuer": "Issuer",
            "type": "Type",
            "price_amount": NUMBER("Price", format="%.2f"),
            "price_currency": "Currency",
            "hours": NUMBER("Hours"),
            "url": st.column_config.LinkColumn("Link", display_text="open"),
            "title": "Source",
        },
    )


def _pairs(rows: pd.DataFrame) -> Sequence[tuple[float, float]]:
    return list(zip(rows["rows_kept"], rows["rows_in"], strict=True))


def _left_out(kept: float, came: float) -> str | None:
    if pd.isna(came) or not came:
        return None
    return percent((came - kept) / came) if kept < came else "none"


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100
