"""Tables of prices and of credentials side by side."""

import pandas as pd
import streamlit as st

from dashboard.metrics import KIND_LABELS, MEASURES, dollars
from dashboard.tables.columns import NAME, NUMBER, TEXT, prices


def costs(rows: pd.DataFrame, years: int) -> None:
    """Every credential under the choices with its price to earn and to keep."""
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Price to earn": prices(rows),
            "Stale": rows["is_stale"],
            "Renewal fee": [dollars(v) for v in rows["renewal_fee_usd"]],
            "Every (months)": rows["renewal_period_months"],
            f"Total, {years} years": rows["total_usd"].astype("Float64"),
            "Hours": rows["hours"],
            "Asked for in": rows["share"] * 100,
            "Postings": rows["postings"],
            "Source of the price": rows["price_source"],
            "Date": rows["price_as_of"],
        }
    ).sort_values("Postings", ascending=False, na_position="last")
    st.dataframe(
        shown,
        hide_index=True,
        key="cost_table",
        height=430,
        alt=f"Table of {len(rows)} credentials with prices, renewal fees and totals.",
        column_config={
            "Credential": NAME,
            "Price to earn": TEXT(help=MEASURES["price"].help),
            "Stale": st.column_config.CheckboxColumn(help=MEASURES["stale"].help),
            f"Total, {years} years": NUMBER(format="$%,.0f", help=MEASURES["keep"].help),
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
        },
    )


def side_by_side(table: pd.DataFrame) -> None:
    """A column per credential, a row per measure."""
    st.dataframe(
        table.rename_axis("Measure"),
        key="compare_table",
        height=38 * (len(table) + 1),
        alt="Comparison of " + ", ".join(table.columns) + ".",
        column_config={name: TEXT(width="medium") for name in table.columns},
    )


def kinds(table: pd.DataFrame) -> None:
    """A row per kind of credential."""
    st.dataframe(
        table,
        hide_index=True,
        key="kinds_table",
        column_config={"Kind": NAME},
        alt="Kinds of credential side by side: recognition, price, scope, stacking.",
    )
