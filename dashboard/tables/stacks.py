"""Tables of steps between credentials."""

import pandas as pd
import streamlit as st

from dashboard.metrics import EDGE_STRENGTH_LABELS, MEASURES, RELATION_LABELS
from dashboard.tables.columns import NAME, NUMBER


def steps(edges: pd.DataFrame, focus: str) -> None:
    """Every step that starts or ends at one credential, with evidence and source."""
    own = edges[(edges["from_id"] == focus) | (edges["to_id"] == focus)]
    shown = pd.DataFrame(
        {
            "From": own["from_name"],
            "Step": own["relation"].map(RELATION_LABELS),
            "To": own["to_name"],
            "How firm": own["strength"].map(EDGE_STRENGTH_LABELS),
            "Credits": [
                "" if pd.isna(c) else f"{c:g} {str(u or '').replace('_', ' ')}"
                for c, u in zip(own["credits"], own["credits_unit"], strict=True)
            ],
            "Evidence": own["evidence"],
            "Source": own["source"],
            "Date": own["as_of"],
            "Note": own["note"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="steps_table",
        alt=f"Table of {len(own)} steps from or to this credential, with their sources.",
    )


def stackability(rows: pd.DataFrame) -> None:
    """Stackability by industry, with n."""
    shown = pd.DataFrame(
        {
            "Industry": rows["industry"],
            "Credentials (n)": rows["credentials"],
            "Lead on": rows["onward_share"] * 100,
            "Onward steps": rows["onward_edges"],
            "Bear academic credit": rows["credit_share"] * 100,
            "Receiving issuers": rows["receiving_issuers"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="stackability_table",
        alt=f"Table of stackability in {len(rows)} industries.",
        column_config={
            "Industry": NAME,
            "Lead on": NUMBER(format="%.0f %%"),
            "Onward steps": NUMBER(help=MEASURES["onward"].help),
            "Bear academic credit": NUMBER(format="%.0f %%", help=MEASURES["credit_bearing"].help),
            "Receiving issuers": NUMBER(help=MEASURES["receiving"].help),
        },
    )
