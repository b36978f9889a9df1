"""Tables of a job ad: the credentials it asks for, what else it names, what was refused."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.statistics import MEASURED
from dashboard.job_ad import Bill
from dashboard.job_ad_words import KINDS, STANDINGS, STRENGTHS, reason, rule
from dashboard.metrics import (
    KIND_LABELS,
    MEASURES,
    NOT_COUNTED,
    NOT_FOUND,
    count,
    dollars,
    interval,
    percent,
)
from dashboard.tables.columns import NAME, NUMBER, TEXT, UNKNOWN, prices

HOLD = "Candidates"
SHARE = "Asked for in"
PRICE = "Price to earn"
YEARLY = "To keep, a year"


def asked_table(rows: pd.DataFrame, state: str) -> pd.DataFrame:
    """What the page shows and exports: a row for each credential that the ad names, in words.

    Args:
        rows: ``job_ad.with_market`` with the catalog's columns, candidates and yearly_usd.
        state: whether the industry's shares are measured, too few or not collected.
    """
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "This ad": rows["strength"].map(STRENGTHS).where(
                rows["is_asked"] | rows["strength"].eq("negated"), "Offered"
            ),
            "Why": [reason(code) for code in rows["reason"]],
            PRICE: prices(rows),
            YEARLY: [yearly(row) for row in records],
            SHARE: [_share(row, state) for row in records],
            HOLD: rows["candidates"],
            "Postings": [_of(row, state) for row in records],
            "Against 1 of 100": [_standing(row, state) for row in records],
            "Issuer": rows["issuer_name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "As written": rows["surface_form"],
            "Times": rows["times"],
        }
    )  # fmt: skip


def asked(table: pd.DataFrame, pool: str) -> None:
    """Draw the credentials that the ad names.

    Args:
        table: from ``asked_table``.
        pool: whose candidates are counted, in words.
    """
    st.dataframe(
        table,
        hide_index=True,
        key="job_ad_table",
        height="content" if len(table) <= 12 else 460,
        placeholder=UNKNOWN,
        alt=f"Table of {len(table)} credentials of the ad: strength, price, holders, share.",
        column_config={
            "Credential": TEXT(width=220),
            "This ad": TEXT(width=80, help=MEASURES["strength"].help),
            "Why": TEXT(width=165, help="What in the ad tells how strongly it is asked for."),
            PRICE: TEXT(width=145, help=MEASURES["price"].help),
            YEARLY: TEXT(width=115, help=MEASURES["yearly"].help),
            HOLD: NUMBER(width=85, help=f"How many hold it. {pool}"),
            SHARE: TEXT(width=150, help=f"{MEASURES['share'].help} {MEASURES['interval'].help}"),
            "Postings": TEXT(help="Postings that ask for it, of all under your choices."),
        },
    )


def beside(rows: pd.DataFrame) -> None:
    """What the ad names that counts for no credential.

    Args:
        rows: ``job_ad.beside``.
    """
    shown = pd.DataFrame(
        {
            "As written": rows["surface_form"],
            "What it is": [
                f"{KINDS.get(kind, kind)}" + (f": {family}" if family else "")
                for kind, family in zip(rows["kind"], rows["family"], strict=True)
            ],
            "This ad": rows["strength"].map(STRENGTHS),
            "Why": [reason(code) for code in rows["reason"]],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="job_ad_beside",
        height="content" if len(shown) <= 8 else 320,
        alt=f"Table of {len(shown)} names that stand for no single credential of the catalog.",
        column_config={"As written": NAME, "What it is": TEXT(width=340), "Why": TEXT(width=240)},
    )


def refused(rows: pd.DataFrame) -> None:
    """Forms that were seen and not counted, with the rule.

    Args:
        rows: ``job_ad.refused``.
    """
    shown = pd.DataFrame(
        {
            "As written": rows["surface_form"],
            "Looks like": rows["credential"].replace("", None),
            "Not counted because": [rule(code) for code in rows["rule"]],
            "Times": rows["times"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="job_ad_refused",
        height="content" if len(shown) <= 8 else 320,
        placeholder=UNKNOWN,
        alt=f"Table of {len(shown)} forms that were seen in the ad and not counted.",
        column_config={
            "As written": NAME,
            "Looks like": TEXT(width=260),
            "Not counted because": TEXT(width=340),
        },
    )


def total(bill: Bill) -> str:
    """A total: ``$320``, ``$320+`` where a price is not known, or why there is none."""
    if not bill.known:
        return "none required" if not bill.unknown else NOT_FOUND
    return dollars(bill.total_usd) + ("+" if bill.unknown else "")


def yearly(row: Mapping[Any, Any]) -> str:
    """What keeping a credential costs a year, in words; unknown is said."""
    value, months = row["yearly_usd"], row["renewal_period_months"]
    if months == 0:
        return "does not expire"
    if not pd.isna(value):
        return "no fee" if value == 0 else f"{dollars(value)} a year"
    if not pd.isna(months):
        return f"fee {NOT_FOUND}"
    return NOT_FOUND


def _share(row: Mapping[Any, Any], state: str) -> str:
    if blank := _uncounted(row, state):
        return blank
    low, high = row["low"], row["high"]
    return f"{percent(row['share'])} ({interval(low, high)})"


def _of(row: Mapping[Any, Any], state: str) -> str:
    counted = not _uncounted(row, state)
    return f"{count(row['postings'])} of {count(row['n'])}" if counted else ""


def _standing(row: Mapping[Any, Any], state: str) -> str:
    return "" if _uncounted(row, state) else STANDINGS[str(row["standing"])]


def _uncounted(row: Mapping[Any, Any], state: str) -> str:
    """Why no share can be told; empty where it can."""
    if row["is_elsewhere"]:
        return f"licence of another country ({row['country']})"
    if row["kind"] == "degree":
        return NOT_COUNTED
    return "" if state == MEASURED else state
