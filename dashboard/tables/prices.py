"""Tables of prices and of credentials side by side."""

import pandas as pd
import streamlit as st

from dashboard import show
from dashboard.metrics import KIND_LABELS, MEASURES, plural
from dashboard.scrolling import at_least
from dashboard.tables.columns import NAME, NUMBER, SHARE_FORMAT, TEXT, height_of, prices

SMALL = ("Source", "Source of the price")
"""Rows of the comparison that are set small."""
LABEL_PX, COLUMN_PX = 130, 168


def cost_table(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """What the Cost page shows and exports: most asked for first, unknown cells empty.

    Args:
        rows: ``prices.with_keeping_cost``, with postings and share (empty if not asked for).
    """
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Price to earn": rows["earn_usd"].astype("Float64"),
            "As published": prices(rows),
            "Renewal fee": rows["renewal_fee_usd"].where(
                rows["renewal_status"].ne("none").fillna(True), 0.0
            ),
            "Every (months)": rows["renewal_period_months"],
            _total_title(years): rows["total_usd"].astype("Float64"),
            "Hours": rows["hours"],
            "Asked for in": rows["share"] * 100,
            "Postings": rows["postings"],
            "Source of the price": rows["price_source"],
            "Date": rows["price_as_of"],
        }
    ).sort_values(["Postings", "Credential"], ascending=[False, True], na_position="last")


def costs(shown: pd.DataFrame, years: int) -> None:
    """Every credential under the choices with its price to earn and to keep.

    Args:
        shown: from ``cost_table``.
    """
    st.dataframe(
        shown,
        hide_index=True,
        key="cost_table",
        height=height_of(len(shown)),
        placeholder="–",
        alt=f"Table of {len(shown)} credentials with prices, renewal fees and totals.",
        column_config={
            "Credential": NAME,
            "Price to earn": NUMBER(format="$%,.0f", help=MEASURES["price"].help),
            "As published": TEXT(
                help="Year, range or reason. " + MEASURES["stale"].help, width=220
            ),
            "Renewal fee": NUMBER(format="$%,.0f"),
            "Every (months)": NUMBER(help="0 means that it does not expire."),
            _total_title(years): NUMBER(format="$%,.0f", help=MEASURES["keep"].help),
            "Asked for in": NUMBER(format=SHARE_FORMAT, help=MEASURES["share"].help),
        },
    )
    st.caption("– stands for what is not known, or for a credential that no posting names.")


def side_by_side(table: pd.DataFrame) -> None:
    """A column per credential, a row per measure; long cells wrap, narrow screens scroll."""
    _wrapped(table, "compare_scroll", "Comparison of " + ", ".join(table.columns) + ".")


def kinds(table: pd.DataFrame) -> None:
    """A column per kind of credential, a row per measure."""
    _wrapped(table, "kinds_scroll", "Kinds of credential side by side.")


def totals(table: pd.DataFrame) -> None:
    """What is behind the stepped lines: a row per credential, a column per year."""
    with st.expander("These lines as a table", icon=":material/table:"):
        st.dataframe(
            table,
            hide_index=True,
            key="totals_table",
            column_config={
                "Credential": NAME,
                **{str(c): NUMBER(format="$%,.0f") for c in table.columns[1:]},
            },
            alt="What each credential has cost after so many years, in US dollars.",
        )


def _wrapped(table: pd.DataFrame, key: str, alt: str) -> None:
    shown = table.map(show.escaped)
    for row in shown.index.intersection(SMALL):
        shown.loc[row] = [f":small[{cell}]" for cell in shown.loc[row]]
    shown.columns = [f"**{show.escaped(name)}**" for name in shown.columns]
    with at_least(LABEL_PX + COLUMN_PX * len(table.columns), key):
        st.table(shown, border="horizontal", alt=alt)


def _total_title(years: int) -> str:
    return f"Total, {plural(years, 'year')}" if years else "Total, to earn"
