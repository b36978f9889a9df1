"""Tables of steps between credentials, and of how far industries' credentials stack."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.metrics import EDGE_STRENGTH_LABELS, MEASURES, RELATION_LABELS
from dashboard.pathways import credits
from dashboard.tables.columns import NAME, NUMBER, TEXT, UNKNOWN


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


def steps(shown: pd.DataFrame, key: str = "steps_table") -> None:
    """Steps with their evidence."""
    st.dataframe(
        shown,
        hide_index=True,
        key=key,
        placeholder="",
        alt=f"Table of {len(shown)} steps with evidence and sources.",
        column_config={"From": NAME},
    )


def stackability_table(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Stackability by industry in words and numbers.

    Args:
        rows: from ``pathways.indicators_by_industry``.
        names: node_id -> name.
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
            "Into what": [", ".join(f"{kind} {n}" for kind, n in into) for into in rows["into"]],
            "How far (steps)": rows["steps"],
            "Longest chain": [", then ".join(names[n] for n in way) for way in rows["longest"]],
            MEASURES["covered"].title: rows["covered"].astype(float) * 100,
            "Known for": rows["with_covered"],
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
            "Into what": TEXT(help="Kinds at the far end of onward steps, with their number."),
            "How far (steps)": NUMBER(help=MEASURES["chain"].help),
            MEASURES["covered"].title: NUMBER(format="%.0f %%", help=MEASURES["covered"].help),
            "Known for": NUMBER(help="Onward steps of which the part covered is known."),
        },
    )


def left_out(shown: pd.DataFrame) -> None:
    """What the picture leaves out, folded."""
    with st.expander(f"{len(shown)} left out of the picture", icon=":material/table:"):
        st.dataframe(
            shown,
            hide_index=True,
            key="left_out_table",
            placeholder=UNKNOWN,
            alt=f"Table of {len(shown)} credentials and awards left out of the picture.",
            column_config={"Credential": NAME, "Asked for in": NUMBER(format="%.2f %%")},
        )


def way(shown: pd.DataFrame) -> None:
    """The way to a goal in order."""
    st.dataframe(
        shown,
        hide_index=True,
        key="way_table",
        placeholder=UNKNOWN,
        alt=f"Table of {len(shown)} credentials on the way, in order.",
        column_config={
            "Credential": NAME,
            "Price to earn": NUMBER(format="$%,.0f", help=MEASURES["price"].help),
            "Earned after (months)": NUMBER(format="%.1f"),
            "At the goal": TEXT(help=MEASURES["expires_first"].help),
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
        },
    )


def overlap_table(rows: pd.DataFrame) -> pd.DataFrame:
    """How much each credential repeats the others, in words and numbers.

    Args:
        rows: from ``overlap.table``.
    """
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "Skills": rows["skills"],
            MEASURES["redundancy"].title: rows["redundancy"].astype(float) * 100,
            "Most like": rows["like"],
            MEASURES["overlap"].title: rows["likeness"].astype(float) * 100,
            "Taught only here": rows["only_here"],
        }
    )


def overlap(shown: pd.DataFrame) -> None:
    """How much each credential repeats the others."""
    st.dataframe(
        shown,
        hide_index=True,
        key="overlap_table",
        placeholder=UNKNOWN,
        alt=f"Table of {len(shown)} credentials with what the others teach already.",
        column_config={
            "Credential": NAME,
            MEASURES["redundancy"].title: NUMBER(
                format="%.0f %%", help=MEASURES["redundancy"].help
            ),
            MEASURES["overlap"].title: NUMBER(format="%.0f %%", help=MEASURES["overlap"].help),
        },
    )
