"""Tables of credentials: recognition, the leaders, the leader of each kind."""

import pandas as pd
import streamlit as st

from dashboard.metrics import (
    KIND_LABELS,
    MEASURES,
    NOT_COUNTED,
    NOT_FOUND,
    STRENGTH_LABELS,
    count,
    dollars,
)
from dashboard.ranking import intensity
from dashboard.tables.columns import (
    NAME,
    NUMBER,
    SHARE_FORMAT,
    TEXT,
    UNKNOWN,
    height_of,
    intervals,
    prices,
    ranks,
)


def recognition(rows: pd.DataFrame) -> list[str]:
    """Every credential asked for, with n, interval, strengths, employers and price.

    Returns:
        The ids of the rows that the reader ticked.
    """
    n = count(rows.iloc[0]["n"]) if len(rows) else "0"
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Asked for in": rows["share"] * 100,
            "95 % interval": intervals(rows),
            "If independent": intervals(rows, "plain_low", "plain_high"),
            "Rank": ranks(rows),
            "Among first 5": rows["p_top"] * 100,
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            "Required": rows["required"],
            "Preferred": rows["preferred"],
            "Mentioned": rows["mentioned"],
            "How strongly": intensity(rows) * 100,
            "5 largest employers": rows["top_five_share"] * 100,
            "Largest employer": rows["top_employer_share"] * 100,
            "Largest source": rows["top_source_share"] * 100,
            "Price to earn": prices(rows),
        }
    )
    state = st.dataframe(
        shown,
        hide_index=True,
        key="recognition_table",
        height=height_of(len(rows), 460),
        placeholder=UNKNOWN,
        on_select="rerun",
        selection_mode="multi-row",
        alt=f"Table of {len(rows)} credentials with share, interval, counts and price.",
        column_config={
            "Credential": NAME,
            "Asked for in": NUMBER(format=SHARE_FORMAT, help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "If independent": TEXT(help=MEASURES["plain_interval"].help),
            "Rank": TEXT(help=MEASURES["rank"].help),
            "Among first 5": NUMBER(format="%.0f %%", help=MEASURES["rank"].help),
            "Postings": NUMBER(help=f"Postings that name it, of {n}."),
            "Employers": NUMBER(help=MEASURES["employers"].help),
            "Required": NUMBER(help="Postings that require it."),
            "Preferred": NUMBER(help="Postings that prefer it."),
            "Mentioned": NUMBER(help="Postings that name it without either word."),
            "How strongly": NUMBER(format="%.0f", help=MEASURES["intensity"].help),
            "5 largest employers": NUMBER(
                format="%.0f %%", help="Share of these postings that the five largest make."
            ),
            "Largest employer": NUMBER(
                format="%.0f %%", help="Share of these postings that the largest employer makes."
            ),
            "Largest source": NUMBER(
                format="%.0f %%", help="Share of these postings that the largest source makes."
            ),
            "Price to earn": TEXT(width=130, help=MEASURES["price"].help),
        },
    )
    return rows["credential_id"].iloc[state["selection"]["rows"]].tolist()


def recognition_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``recognition`` to take away: titled columns with their units.

    Args:
        rows: from ``queries.recognition.credentials``, with ``ranking.with_shares``.

    Returns:
        A row per credential, in the order given. Shares and both ends of the interval are in
        postings of 100, to three significant digits; the largest employer's and source's shares
        are whole % of the postings that name the credential.
    """
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Issuer": rows["issuer_name"],
            "Asked for, of 100 postings": _significant(rows["share"] * 100),
            "95 % low": _significant(rows["low"] * 100),
            "95 % high": _significant(rows["high"] * 100),
            "95 % low if independent": _significant(rows["plain_low"] * 100),
            "95 % high if independent": _significant(rows["plain_high"] * 100),
            "Rank, from": rows["rank_low"],
            "Rank, to": rows["rank_high"],
            "Chance to be among the first 5, %": (rows["p_top"] * 100).round(),
            "Postings": rows["postings"],
            "of n": rows["n"],
            "Required": rows["required"],
            "Preferred": rows["preferred"],
            "Mentioned": rows["mentioned"],
            "How strongly, 0 to 100": (intensity(rows) * 100).round(),
            "Employers": rows["employers"],
            "5 largest employers, %": (rows["top_five_share"] * 100).round(),
            "Largest employer": rows["top_employer"],
            "Largest employer, %": (rows["top_employer_share"] * 100).round(),
            "Sources": rows["sources"],
            "Largest source": rows["top_source"],
            "Largest source, %": (rows["top_source_share"] * 100).round(),
            "Price to earn, as published": prices(rows),
        }
    )


def overview(rows: pd.DataFrame) -> None:
    """The leading credentials: share, employers, price, renewal."""
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Asked for in": rows["share"] * 100,
            "95 % interval": intervals(rows),
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            # Of every mention, whichever strengths are chosen.
            "Required": rows["required"] / rows[list(STRENGTH_LABELS)].sum(axis=1) * 100,
            "Price to earn": prices(rows),
            "Renewal": [
                _renewal(status, fee, months)
                for status, fee, months in zip(
                    rows["renewal_status"],
                    rows["renewal_fee_usd"],
                    rows["renewal_period_months"],
                    strict=True,
                )
            ],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="overview_table",
        height="content",
        placeholder=UNKNOWN,
        alt=f"Table of the {len(rows)} credentials with the strongest evidence.",
        column_config={
            "Credential": TEXT(width=205),
            "Asked for in": NUMBER(format=SHARE_FORMAT, help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "Postings": NUMBER(),
            "Employers": NUMBER(help=MEASURES["employers"].help),
            "Required": NUMBER(format="%.0f %%", help="Of the postings that name it."),
            "Price to earn": TEXT(width=165, help=MEASURES["price"].help),
            "Renewal": TEXT(width=170, help="Fee and period after which it must be renewed."),
        },
    )


def kind_leaders(rows: pd.DataFrame) -> None:
    """The most asked for of each kind: the kinds compete, so none hides behind another."""
    shown = pd.DataFrame(
        {
            "Kind": rows["kind"].map(KIND_LABELS),
            "Most asked for": rows["name"],
            "Asked for in": rows["share"] * 100,
            "95 % interval": intervals(rows),
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            "Named in postings": [
                NOT_COUNTED if kind == "degree" else f"{count(named)} of {count(catalogued)}"
                for kind, named, catalogued in zip(
                    rows["kind"], rows["named"], rows["catalogued"], strict=True
                )
            ],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="kinds_table",
        height="content",
        placeholder=UNKNOWN,
        alt="Table of the most asked for credential of each kind.",
        column_config={
            "Kind": TEXT(),
            "Most asked for": NAME,
            "Asked for in": NUMBER(format=SHARE_FORMAT, help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "Postings": NUMBER(),
            "Employers": NUMBER(help=MEASURES["employers"].help),
            "Named in postings": TEXT(help="Credentials of the catalog that postings name."),
        },
    )


def _significant(values: pd.Series) -> pd.Series:
    """Numbers to three significant digits."""
    return values.map(lambda value: float(f"{value:.3g}"))


def _renewal(status: str | None, fee: float | None, months: float | None) -> str:
    """``$150 every 3 years``, as much of it as is known."""
    if not pd.isna(months) and int(months or 0) == 0:
        return "does not expire"
    known_fee = dollars(fee)
    paid = "no fee," if status == "none" or known_fee == "$0" else known_fee
    if pd.isna(months):
        return paid.rstrip(",") or NOT_FOUND
    years, rest = divmod(int(months or 0), 12)
    period = (
        f"every {int(months or 0)} months"
        if rest
        else "every year"
        if years == 1
        else f"every {years} years"
    )
    return f"{paid} {period}" if paid else f"{period}, fee not found yet"
