"""The table of postings behind a number."""

import pandas as pd
import streamlit as st

from dashboard.job_ad_words import reason
from dashboard.metrics import MEASURES, STRENGTH_LABELS
from dashboard.tables.columns import NUMBER, TEXT, UNKNOWN


def evidence_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The postings to show and to take away.

    Args:
        rows: from ``queries.evidence.postings_behind``.
    """
    return pd.DataFrame(
        {
            "Job": rows["title"],
            "Employer": rows["employer"],
            "Month": rows["posted_month"],
            "Asked for as": rows["strength"].map(STRENGTH_LABELS),
            "Words found": rows["surface_form"],
            "Sentence": rows["sentence"],
            "Because of": rows["reason"].map(reason),
            "Industry": rows["industry"],
            "Place": rows["place"],
            "Pay a year, USD": rows["pay_usd"].round(),
            "Source": rows["source"],
            "Link": rows["url"],
        }
    )


def evidence(shown: pd.DataFrame, name: str) -> None:
    """Draw what ``evidence_table`` gave."""
    unused = [name for name in ("Link", "Sentence") if shown[name].isna().all()]
    st.dataframe(
        shown.drop(columns=unused),
        hide_index=True,
        key="evidence_table",
        height=460,
        placeholder=UNKNOWN,
        alt=f"Table of {len(shown)} postings that ask for {name}.",
        column_config={
            "Job": TEXT(width=260),
            "Employer": TEXT(width=180),
            "Month": st.column_config.DateColumn(format="MMM YYYY"),
            "Asked for as": TEXT(help=MEASURES["strength"].help),
            "Words found": TEXT(help="The credential as the posting writes it."),
            "Sentence": TEXT(width=360, help="Kept only where the source's licence allows it."),
            "Because of": TEXT(width=200, help="What in the posting told how it is asked for."),
            "Pay a year, USD": NUMBER(help=MEASURES["advertised_pay"].help),
            "Link": st.column_config.LinkColumn(display_text="open"),
        },
    )
