"""Tables of sources, measures and what is in the build."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.metrics import Measure
from dashboard.tables.columns import NAME, NUMBER


def hiring_sources(rows: pd.DataFrame) -> None:
    """Hiring sources: publisher, licence, rows in, kept and left out, what is known of them."""
    kept = rows["rows_kept"].where(rows["rows_kept"] > 0)
    shown = pd.DataFrame(
        {
            "Source": rows["title"],
            "Publisher": rows["publisher"],
            "Licence": rows["licence"],
            "What": rows["document_type"],
            "Rows": rows["rows_in"],
            "Kept": rows["rows_kept"],
            "Left out": rows["rows_rejected"] / rows["rows_in"] * 100,
            "Period": rows["period"],
            "Collected": rows["as_of"],
            "Employers": rows["employers"],
            "With industry": rows["rows_with_industry"] / kept * 100,
            "With occupation": rows["rows_with_occupation"] / kept * 100,
            "With pay": rows["rows_with_pay"] / kept * 100,
            "With date": rows["rows_with_month"] / kept * 100,
            "Name a credential": rows["rows_with_credential"] / kept * 100,
        }
    )
    percents = (
        "Left out",
        "With industry",
        "With occupation",
        "With pay",
        "With date",
        "Name a credential",
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="hiring_table",
        height=430,
        alt=f"Table of {len(rows)} hiring sources with rows, dates, licences and completeness.",
        column_config={"Source": NAME, **{p: NUMBER(format="%.0f %%") for p in percents}},
    )


def other_sources(rows: pd.DataFrame) -> None:
    """Sources other than postings."""
    shown = pd.DataFrame(
        {
            "Source": rows["title"],
            "Publisher": rows["publisher"],
            "Licence": rows["licence"],
            "Rows": rows["rows_in"],
            "Date": rows["as_of"],
            "Renewed": rows["cadence"],
            "Note": rows["note"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="other_sources_table",
        column_config={"Source": NAME},
        alt=f"Table of {len(rows)} sources other than postings.",
    )


def rejects(rows: pd.DataFrame) -> None:
    """Rows left out, by source and reason."""
    shown = pd.DataFrame(
        {
            "Source": rows["title"],
            "Reason": rows["reason"],
            "Rows": rows["rows"],
            "Of the source": rows["share"] * 100,
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="rejects_table",
        column_config={"Of the source": NUMBER(format="%.1f %%")},
        alt="Table of rows left out by source and reason.",
    )


def coverage(rows: pd.DataFrame) -> None:
    """How much of the catalog is known."""
    shown = pd.DataFrame(
        {
            "Fact": rows["fact"],
            "Known for": rows["known"],
            "of": rows["credentials"],
            "Share": rows["known"] / rows["credentials"] * 100,
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="coverage_table",
        alt="Table of how many credentials have each fact.",
        column_config={
            "Share": st.column_config.ProgressColumn(format="%.0f %%", min_value=0, max_value=100)
        },
    )


def measures(known: Mapping[str, Measure]) -> None:
    """Every measure with its sentence and its formula."""
    shown = pd.DataFrame(
        [{"Measure": m.title, "What it says": m.help, "Formula": m.formula} for m in known.values()]
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="measures_table",
        column_config={"Measure": NAME},
        alt="Table of measures with their formulas.",
    )


def build_tables(rows: Mapping[str, int]) -> None:
    """The marts of the build and their rows."""
    shown = pd.DataFrame({"Table": list(rows), "Rows": list(rows.values())})
    st.dataframe(shown, hide_index=True, key="build_table", alt="Table of the build's tables.")
