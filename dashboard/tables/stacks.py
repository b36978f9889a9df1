"""Tables of steps between credentials, and of how far industries' credentials stack."""

import pandas as pd
import streamlit as st

from dashboard.metrics import EDGE_STRENGTH_LABELS, MEASURES, RELATION_LABELS
from dashboard.pathways import credits
from dashboard.tables.columns import NAME, NUMBER


def steps_table(edges: pd.DataFrame) -> pd.DataFrame:
    """Steps in words, with evidence and source.

    Args:
        edges: rows of ``marts.edges``.
    """
    return pd.DataFrame(
        {
            "From": edges["from_name"],
            "Step": edges["relation"].map(RELATION_LABELS),
            "To": edges["to_name"],
            "How firm": edges["strength"].map(EDGE_STRENGTH_LABELS),
            "Credits": [
                credits(c, u) for c, u in zip(edges["credits"], edges["credits_unit"], strict=True)
            ],
            "Evidence": edges["evidence"],
            "Source": edges["source"],
            "Date": edges["as_of"],
            "Note": edges["note"],
        }
    )


def steps(shown: pd.DataFrame) -> None:
    """The steps of the picture, those of the credential itself first."""
    st.dataframe(
        shown,
        hide_index=True,
        key="steps_table",
        placeholder="",
        alt=f"Table of {len(shown)} steps with evidence and sources.",
        column_config={"From": NAME},
    )


def stackability_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Stackability by industry in words and numbers.

    Args:
        rows: from ``pathways.indicators_by_industry``.
    """
    return pd.DataFrame(
        {
            "Industry": rows["industry"],
            "n": rows["credentials"],
            "Lead on": rows["with_onward_step"],
            "Lead on, share": rows["onward_share"] * 100,
            "Onward steps": rows["onward_edges"],
            "Bear credit": rows["credit_bearing"],
            "Bear credit, share": rows["credit_share"] * 100,
            MEASURES["receiving"].title: rows["receiving_issuers"],
        }
    )


def stackability(shown: pd.DataFrame) -> None:
    """Stackability by industry, with n."""
    st.dataframe(
        shown,
        hide_index=True,
        key="stackability_table",
        alt=f"Table of stackability in {len(shown)} industries.",
        column_config={
            "Industry": NAME,
            "Lead on, share": NUMBER(format="%.0f %%"),
            "Onward steps": NUMBER(help=MEASURES["onward"].help),
            "Bear credit, share": NUMBER(format="%.0f %%", help=MEASURES["credit_bearing"].help),
            MEASURES["receiving"].title: NUMBER(help=MEASURES["receiving"].help),
        },
    )
