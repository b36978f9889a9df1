"""Tables of credentials: recognition, industries."""

import pandas as pd
import streamlit as st

from analysis.statistics import MEASURED, figure_state
from dashboard.metrics import KIND_LABELS, MEASURES, dollars
from dashboard.tables.columns import NAME, NUMBER, TEXT, prices


def recognition(rows: pd.DataFrame) -> None:
    """Every credential asked for, with n, interval, strengths, employers and price."""
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Asked for in": rows["share"] * 100,
            "From": rows["low"] * 100,
            "To": rows["high"] * 100,
            "Postings": rows["postings"],
            "of": rows["n"],
            "Required": rows["required"],
            "Preferred": rows["preferred"],
            "Mentioned": rows["mentioned"],
            "Employers": rows["employers"],
            "Largest employer": rows["top_employer_share"] * 100,
            "Sources": rows["sources"],
            "Price to earn": prices(rows),
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="recognition_table",
        height=430,
        alt=f"Table of {len(rows)} credentials with share, interval, counts and price.",
        column_config={
            "Credential": NAME,
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
            "From": NUMBER(format="%.2f %%", help=MEASURES["interval"].help),
            "To": NUMBER(format="%.2f %%", help=MEASURES["interval"].help),
            "Employers": NUMBER(help=MEASURES["employers"].help),
            "Largest employer": NUMBER(
                format="%.0f %%", help="Share of these postings that the largest employer makes."
            ),
            "Price to earn": TEXT(help=MEASURES["price"].help),
        },
    )


def overview(rows: pd.DataFrame) -> None:
    """The leading credentials: share, employers, price, renewal."""
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Asked for in": rows["share"] * 100,
            "Postings": rows["postings"],
            "of": rows["n"],
            "Employers": rows["employers"],
            "Required": rows["required"] / rows["postings"] * 100,
            "Price to earn": prices(rows),
            "Renewal fee": [dollars(v) or "" for v in rows["renewal_fee_usd"]],
            "Every (months)": rows["renewal_period_months"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="overview_table",
        alt=f"Table of the {len(rows)} credentials with the strongest evidence.",
        column_config={
            "Credential": NAME,
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
            "Required": NUMBER(format="%.0f %%", help="Of the postings that name it."),
            "Price to earn": TEXT(help=MEASURES["price"].help),
        },
    )


def industries(rows: pd.DataFrame) -> None:
    """Every industry with its postings, employers and whether its shares can be told."""
    shown = pd.DataFrame(
        {
            "Industry": rows["short_name"],
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            "Sources": rows["sources"],
            "Largest source": rows["top_source_share"] * 100,
            "Largest employer": rows["top_employer_share"] * 100,
            "Shares are": [
                figure_state(int(p), int(e))
                for p, e in zip(rows["postings"], rows["employers"], strict=True)
            ],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="industries_table",
        alt="Table of industries with postings, employers and sources.",
        column_config={
            "Industry": NAME,
            "Largest source": NUMBER(format="%.0f %%", help="Share of postings from one source."),
            "Largest employer": NUMBER(format="%.0f %%", help="Share of postings of one employer."),
            "Shares are": TEXT(help=MEASURES["too_few"].help),
        },
    )
    told = sum(shown["Shares are"] == MEASURED)
    st.caption(f"Shares can be told for {told} of {len(shown)} industries.")
