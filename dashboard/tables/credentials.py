"""Tables of credentials: recognition, prices, comparison."""

import pandas as pd
import streamlit as st

from analysis.statistics import MEASURED, figure_state
from dashboard.metrics import KIND_LABELS, MEASURES, dollars, price
from dashboard.tables.columns import NAME, NUMBER, TEXT


def _prices(rows: pd.DataFrame) -> list[str]:
    return [
        price(status, amount, year)
        for status, amount, year in zip(
            rows["price_status"], rows["price_usd"], rows["price_year"], strict=True
        )
    ]


def recognition(rows: pd.DataFrame) -> None:
    """Every credential asked for, with n, interval, strengths, employers and price."""
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Asked for in": rows["share"] * 100,
            "From": rows["low"] * 100,
            "To": rows["high"] * 100,
            "Postings": rows["postings"],
            "of": rows["n"],
            "Required": rows["required"],
            "Preferred": rows["preferred"],
            "Mentioned": rows["mentioned"],
            "Employers": rows["employers"],
            "Largest employer": rows["top_employer_share"] * 100,
            "Sources": rows["sources"],
            "Price to earn": _prices(rows),
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="recognition_table",
        height=430,
        alt=f"Table of {len(rows)} credentials with share, interval, counts and price.",
        column_config={
            "Credential": NAME,
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
            "From": NUMBER(format="%.2f %%", help=MEASURES["interval"].help),
            "To": NUMBER(format="%.2f %%", help=MEASURES["interval"].help),
            "Employers": NUMBER(help=MEASURES["employers"].help),
            "Largest employer": NUMBER(
                format="%.0f %%", help="Share of these postings that the largest employer makes."
            ),
            "Price to earn": TEXT(help=MEASURES["price"].help),
        },
    )


def overview(rows: pd.DataFrame) -> None:
    """The leading credentials: share, employers, price, renewal."""
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Asked for in": rows["share"] * 100,
            "Postings": rows["postings"],
            "of": rows["n"],
            "Employers": rows["employers"],
            "Required": rows["required"] / rows["postings"] * 100,
            "Price to earn": _prices(rows),
            "Renewal fee": [dollars(v) or "" for v in rows["renewal_fee_usd"]],
            "Every (months)": rows["renewal_period_months"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="overview_table",
        alt=f"Table of the {len(rows)} credentials with the strongest evidence.",
        column_config={
            "Credential": NAME,
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
            "Required": NUMBER(format="%.0f %%", help="Of the postings that name it."),
            "Price to earn": TEXT(help=MEASURES["price"].help),
        },
    )


def industries(rows: pd.DataFrame) -> None:
    """Every industry with its postings, employers and whether its shares can be told."""
    shown = pd.DataFrame(
        {
            "Industry": rows["short_name"],
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            "Sources": rows["sources"],
            "Largest source": rows["top_source_share"] * 100,
            "Largest employer": rows["top_employer_share"] * 100,
            "Shares are": [
                figure_state(int(p), int(e))
                for p, e in zip(rows["postings"], rows["employers"], strict=True)
            ],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="industries_table",
        alt="Table of industries with postings, employers and sources.",
        column_config={
            "Industry": NAME,
            "Largest source": NUMBER(format="%.0f %%", help="Share of postings from one source."),
            "Largest employer": NUMBER(format="%.0f %%", help="Share of postings of one employer."),
            "Shares are": TEXT(help=MEASURES["too_few"].help),
        },
    )
    told = sum(shown["Shares are"] == MEASURED)
    st.caption(f"Shares can be told for {told} of {len(shown)} industries.")


def costs(rows: pd.DataFrame, years: int) -> None:
    """Every credential under the choices with its price to earn and to keep."""
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Price to earn": _prices(rows),
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
