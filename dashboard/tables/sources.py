"""Tables of sources, measures and what is in the build."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.metrics import Measure, count, percent
from dashboard.scrolling import at_least
from dashboard.show import escaped
from dashboard.tables.columns import NAME, NUMBER, UNKNOWN

SHARE = st.column_config.ProgressColumn
NO_BREAK_HYPHEN, NO_BREAK_SPACE = "\u2011", "\u00a0"
WRAPPED_PX = 860
"""Narrowest table of sources whose words can still be read."""


def hiring_sources(rows: pd.DataFrame, rejects: pd.DataFrame) -> None:
    """Hiring sources: publisher, licence, rows kept, rows left out and why.

    Args:
        rows: of ``marts.sources``.
        rejects: source_id, reason, rows.
    """
    why = {
        source_id: "; ".join(
            f"{count(k)} {reason}" for reason, k in zip(g["reason"], g["rows"], strict=True)
        )
        for source_id, g in rejects.groupby("source_id")
    }
    rows = rows.sort_values("rows_kept", ascending=False)
    with at_least(WRAPPED_PX, "hiring_sources"):
        st.table(
            pd.DataFrame(
                {
                    "Source": _titles(rows),
                    "Period": _dated(rows),
                    "Rows kept": [
                        f"{count(kept)} of {count(came)}".replace(" ", NO_BREAK_SPACE)
                        for kept, came in zip(rows["rows_kept"], rows["rows_in"], strict=True)
                    ],
                    "Left out": [
                        f"{percent(out / came)}: {escaped(why[source_id])}" if out else "none"
                        for source_id, out, came in rows[
                            ["source_id", "rows_rejected", "rows_in"]
                        ].itertuples(index=False)
                    ],
                    "Licence": rows["licence"].map(escaped),
                    "To know": rows["note"].map(escaped),
                }
            ),
            hide_index=True,
            border="horizontal",
            alt=f"Table of {len(rows)} hiring sources with rows, dates, licences and rows left "
            "out.",
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
                title: SHARE(
                    format="%.0f %%", min_value=0, max_value=100, color="primary", width=96
                )
                for title in shares
            },
        },
    )


def other_sources(rows: pd.DataFrame) -> None:
    """Sources other than postings."""
    with at_least(WRAPPED_PX, "other_sources"):
        st.table(
            pd.DataFrame(
                {
                    "Source": _titles(rows),
                    "Date": rows["as_of"].str.replace("-", NO_BREAK_HYPHEN),
                    "Renewed": rows["cadence"],
                    "Rows": [count(k) for k in rows["rows_in"]],
                    "Licence": rows["licence"].map(escaped),
                    "To know": rows["note"].map(escaped),
                }
            ),
            hide_index=True,
            border="horizontal",
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
                "Reason": by_reason.index,
                "Rows": [count(k) for k in by_reason["sum"]],
                "Of those left out": [percent(k / total) for k in by_reason["sum"]],
                "Sources": by_reason["size"],
            }
        ),
        hide_index=True,
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
                "Measure": [f"**{m.title}**" for m in chosen],
                "What it says": [m.help for m in chosen],
                "Formula": [m.formula for m in chosen],
            }
        ),
        hide_index=True,
    )


def build_tables(rows: Mapping[str, int]) -> None:
    """The marts of the build and their rows."""
    shown = pd.DataFrame({"Table": list(rows), "Rows": list(rows.values())})
    st.dataframe(
        shown,
        hide_index=True,
        key="build_table",
        height="content",
        width=420,
        column_config={"Rows": NUMBER()},
        alt="Table of the build's tables.",
    )


def _titles(rows: pd.DataFrame) -> list[str]:
    """Title with the publisher below it."""
    return [
        f"**{escaped(title)}**  \n{escaped(publisher)}"
        for title, publisher in zip(rows["title"], rows["publisher"], strict=True)
    ]


def _dated(rows: pd.DataFrame) -> list[str]:
    """Period of the postings, and whether they are forms rather than advertisements."""
    return [
        f"{period}" + ("" if what == "posting" else f" ({what}s)")
        for period, what in zip(rows["period"], rows["document_type"], strict=True)
    ]
