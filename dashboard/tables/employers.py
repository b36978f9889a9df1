"""The employers that name a credential most."""

import pandas as pd
import streamlit as st

from dashboard.tables.columns import NUMBER, TEXT, UNKNOWN, height_of


def employers_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The employers to show and to take away.

    Args:
        rows: from ``queries.recognition_groups.by_employer``.
    """
    return pd.DataFrame(
        {
            "Employer": rows["employer"],
            "Postings that name it": rows["k"],
            "All its postings": rows["n"],
            "Of 100 of its postings": (rows["k"] / rows["n"] * 100).round(1),
            "Required": rows["required"],
            "Preferred": rows["preferred"],
            "Mentioned": rows["mentioned"],
        }
    )


def naming_employers(rows: pd.DataFrame, name: str) -> None:
    """Draw the employers, the one with most postings that name the credential first."""
    st.dataframe(
        employers_table(rows),
        hide_index=True,
        key="employers_table",
        height=height_of(len(rows), 460),
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} employers whose postings name {name}.",
        column_config={
            "Employer": TEXT(width=280),
            "Postings that name it": NUMBER(help="Under your choices."),
            "All its postings": NUMBER(help="Under your choices, whether they name it or not."),
            "Of 100 of its postings": NUMBER(
                help="Of few postings this says little: read it beside their number."
            ),
            "Required": NUMBER(),
            "Preferred": NUMBER(),
            "Mentioned": NUMBER(),
        },
    )
