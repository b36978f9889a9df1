"""Tables of sources, measures and what is in the build."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.metrics import Measure, count, percent
from dashboard.tables.columns import NAME, NUMBER, TEXT, UNKNOWN

SHARE = st.column_config.ProgressColumn


def hiring_sources(rows: pd.DataFrame, rejects: pd.DataFrame) -> None:
    """Hiring sources: publisher, licence, rows in, kept, left out and why.

    Args:
        rows: of ``marts.sources``.
        rejects: source_id, reason, rows.
    """
    why = {
        source_id: ", ".join(
            f"{count(k)} {reason}" for reason, k in zip(g["reason"], g["rows"], strict=True)
        )
        for source_id, g in rejects.groupby("source_id")
    }
    rows = rows.sort_values("rows_kept", ascending=False)
    shown = pd.DataFrame(
        {
            "Source": rows["title"],
            "Publisher": rows["publisher"],
            "Period": rows["period"],
            "Rows": rows["rows_in"],
            "Kept": rows["rows_kept"],
            "Left out": rows["rows_rejected"] / rows["rows_in"] * 100,
            "Why": rows["source_id"].map(why),
            "Licence": rows["licence"],
            "What": rows["document_type"],
            "Collected by": rows["as_of"],
            "Renewed": rows["cadence"],
            "To know": rows["note"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="hiring_table",
        height="content",
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} hiring sources with rows, dates, licences and rows left out.",
        column_config={
            "Source": NAME,
            "Rows": NUMBER(),
            "Kept": NUMBER(help="Rows counted, duplicates removed."),
            "Left out": NUMBER(format="%.0f %%", help="Of the source's rows."),
            "Why": TEXT(width="medium"),
            "Licence": TEXT(width="medium"),
            "To know": TEXT(width="large"),
        },
    )


def completeness(rows: pd.DataFrame) -> None:
    """What each hiring source tells of its postings, as shares of the rows kept."""
    rows = rows.sort_values("rows_kept", ascending=False)
    kept = rows["rows_kept"].where(rows["rows_kept"] > 0)
    shares = {
        "Industry": "rows_with_industry",
        "Occupation": "rows_with_occupation",
        "Country": "rows_with_country",
        "Month": "rows_with_month",
        "Pay": "rows_with_pay",
        "Names a credential": "rows_with_credential",
    }
    shown = pd.DataFrame(
        {
            "Source": rows["title"],
            "Postings": rows["rows_kept"],
            "Employers": rows["employers"],
            **{title: rows[column] / kept * 100 for title, column in shares.items()},
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="completeness_table",
        height="content",
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} hiring sources with the share of postings that state each fact.",
        column_config={
            "Source": NAME,
            "Postings": NUMBER(),
            "Employers": NUMBER(help="Distinct employers that the source names."),
            **{
                title: SHARE(format="%.0f %%", min_value=0, max_value=100, color="primary")
                for title in shares
            },
        },
    )


def other_sources(rows: pd.DataFrame) -> None:
    """Sources other than postings."""
    shown = pd.DataFrame(
        {
            "Source": rows["title"],
            "Publisher": rows["publisher"],
            "Rows": rows["rows_in"],
            "Date": rows["as_of"],
            "Renewed": rows["cadence"],
            "Licence": rows["licence"],
            "To know": rows["note"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="other_sources_table",
        height="content",
        placeholder=UNKNOWN,
        column_config={
            "Source": NAME,
            "Publisher": TEXT(width="medium"),
            "Rows": NUMBER(),
            "Licence": TEXT(width="medium"),
            "To know": TEXT(width="large"),
        },
        alt=f"Table of {len(rows)} sources other than postings.",
    )


def rejects(rows: pd.DataFrame) -> None:
    """Rows left out, by reason over all sources."""
    total = int(rows["rows"].sum())
    by_reason = rows.groupby("reason", sort=False)["rows"].agg(["sum", "size"])
    by_reason = by_reason.sort_values("sum", ascending=False)
    st.table(
        pd.DataFrame(
            {
                "Rows": [count(k) for k in by_reason["sum"]],
                "Of those left out": [percent(k / total) for k in by_reason["sum"]],
                "Sources": by_reason["size"],
            },
            index=pd.Index(by_reason.index, name="Reason"),
        )
    )


def coverage(rows: pd.DataFrame) -> None:
    """How much of the catalog is known."""
    shown = pd.DataFrame(
        {
            "Fact": rows["fact"],
            "Known for": rows["known"],
            "Share": rows["known"] / rows["credentials"] * 100,
        }
    )
    total = count(rows.iloc[0]["credentials"])
    st.dataframe(
        shown,
        hide_index=True,
        key="coverage_table",
        height="content",
        alt=f"Table of how many of {total} credentials have each fact.",
        column_config={
            "Known for": NUMBER(help=f"Of {total} credentials."),
            "Share": SHARE(format="%.0f %%", min_value=0, max_value=100, color="primary"),
        },
    )


def measures(known: Mapping[str, Measure], names: Sequence[str]) -> None:
    """The named measures with their sentence and their formula, all of it readable at once."""
    chosen = [known[name] for name in names]
    st.table(
        pd.DataFrame(
            {
                "What it says": [m.help for m in chosen],
                "Formula": [m.formula for m in chosen],
            },
            index=pd.Index([m.title for m in chosen], name="Measure"),
        )
    )


def build_tables(rows: Mapping[str, int]) -> None:
    """The marts of the build and their rows."""
    shown = pd.DataFrame({"Table": list(rows), "Rows": list(rows.values())})
    st.dataframe(
        shown,
        hide_index=True,
        key="build_table",
        height="content",
        column_config={"Rows": NUMBER()},
        alt="Table of the build's tables.",
    )
