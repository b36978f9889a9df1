"""Tables of pay: premiums of credentials, and wages of the roles that ask for one."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.wages import TOO_FEW
from dashboard.metrics import KIND_LABELS, percent
from dashboard.pay import VERDICTS, signed, signed_range, why_too_few
from dashboard.tables.columns import NAME, NUMBER, TEXT, UNKNOWN, height_of


def premiums_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The table behind the picture: a row per credential that these postings name.

    Args:
        rows: of ``pay_fit.Fit.rows``.
    """
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Premium": [_figure(r, "estimate") for r in records],
            "95 % interval": [_interval(r, "low", "high") for r in records],
            "It is": [
                f"too few: {why_too_few(r)}" if r["verdict"] == TOO_FEW else VERDICTS[r["verdict"]]
                for r in records
            ],
            "Raw gap": [_figure(r, "raw") for r in records],
            "Raw gap, 95 %": [_interval(r, "raw_low", "raw_high") for r in records],
            "Postings with pay": rows["with_n"],
            "Without it": rows["without_n"],
            "Employers": rows["employers"],
            "Have a like posting": rows["overlap"] * 100,
            "Largest source": [
                f"{r['top_source']} ({percent(r['top_source_share'])})" for r in records
            ],
        }
    )


def draw_premiums(table: pd.DataFrame) -> None:
    """Show the table of premiums."""
    st.dataframe(
        table,
        hide_index=True,
        key="premiums_table",
        height=height_of(len(table)),
        placeholder=UNKNOWN,
        alt=f"Table of the pay premiums of {len(table)} credentials.",
        column_config={
            "Credential": NAME,
            "Kind": TEXT(),
            "Premium": TEXT(help="Advertised pay of postings that name it against like postings."),
            "95 % interval": TEXT(help="Clustered by employer."),
            "It is": TEXT(help="None: the interval holds zero.", width=170),
            "Raw gap": TEXT(help="The same postings, nothing held equal."),
            "Raw gap, 95 %": TEXT(),
            "Postings with pay": NUMBER(help="Postings with pay and occupation that name it."),
            "Without it": NUMBER(help="Those that do not, from which the controls are learned."),
            "Employers": NUMBER(help="Known employers among those that name it."),
            "Have a like posting": NUMBER(
                format="%.0f %%",
                help="Share of the postings that name it for which a posting of the same source "
                "and occupation does not.",
            ),
            "Largest source": TEXT(help="And its share of the postings that name it.", width=250),
        },
    )


def roles_table(roles: pd.DataFrame) -> pd.DataFrame:
    """Occupation groups that ask for a credential, with their published wages.

    Args:
        roles: from ``queries.pay.roles``.
    """
    return pd.DataFrame(
        {
            "Occupation group": roles["group_name"],
            "Postings that ask for it": roles["postings"],
            "Share": roles["share"] * 100,
            "A quarter earn less than": roles["annual_p25_usd"],
            "Median": roles["annual_median_usd"],
            "A quarter earn more than": roles["annual_p75_usd"],
            "Employees": roles["employment"],
            "Wages of": roles["wages_of"],
        }
    )


def draw_roles(table: pd.DataFrame) -> None:
    """Show the wages of the roles."""
    money = NUMBER(format="$%,.0f", help="Per year, US dollars, OEWS of May 2025.")
    st.dataframe(
        table,
        hide_index=True,
        key="roles_table",
        height="content",
        placeholder="not published",
        alt=f"Table of the wages of {len(table)} occupation groups that ask for the credential.",
        column_config={
            "Occupation group": NAME,
            "Postings that ask for it": NUMBER(),
            "Share": NUMBER(format="%.1f %%", help="Of those whose occupation is known."),
            "A quarter earn less than": money,
            "Median": money,
            "A quarter earn more than": money,
            "Employees": NUMBER(help="In the whole group, with or without the credential."),
            "Wages of": TEXT(),
        },
    )


def _figure(row: Mapping[Any, Any], name: str) -> str | None:
    return None if pd.isna(row[name]) else signed(row[name])


def _interval(row: Mapping[Any, Any], low: str, high: str) -> str | None:
    return None if pd.isna(row[low]) else signed_range(row[low], row[high])
