"""Tables of credentials: recognition, industries, sources."""

import pandas as pd
import streamlit as st

from analysis.statistics import MEASURED, NOT_COLLECTED, TOO_FEW, figure_state
from dashboard.metrics import (
    KIND_LABELS,
    MEASURES,
    NOT_COUNTED,
    NOT_FOUND,
    count,
    dollars,
    interval,
)
from dashboard.tables.columns import NAME, NUMBER, TEXT, UNKNOWN, prices

STATES = {
    MEASURED: (":material/check_circle:", "Shares can be told", "green"),
    TOO_FEW: (":material/data_thresholding:", "Too few postings to say", "orange"),
    NOT_COLLECTED: (":material/inbox:", "Not collected", "gray"),
}


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
            "95 % interval": _intervals(rows),
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            "Required": rows["required"],
            "Preferred": rows["preferred"],
            "Mentioned": rows["mentioned"],
            "Largest employer": rows["top_employer_share"] * 100,
            "Largest source": rows["top_source_share"] * 100,
            "Price to earn": prices(rows),
        }
    )
    state = st.dataframe(
        shown,
        hide_index=True,
        key="recognition_table",
        height=460,
        placeholder=UNKNOWN,
        on_select="rerun",
        selection_mode="multi-row",
        alt=f"Table of {len(rows)} credentials with share, interval, counts and price.",
        column_config={
            "Credential": NAME,
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "Postings": NUMBER(help=f"Postings that name it, of {n}."),
            "Employers": NUMBER(help=MEASURES["employers"].help),
            "Required": NUMBER(help="Postings that require it."),
            "Preferred": NUMBER(help="Postings that prefer it."),
            "Mentioned": NUMBER(help="Postings that name it without either word."),
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


def overview(rows: pd.DataFrame) -> None:
    """The leading credentials: share, employers, price, renewal."""
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Asked for in": rows["share"] * 100,
            "95 % interval": _intervals(rows),
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            "Required": rows["required"] / rows["postings"] * 100,
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
            "Credential": NAME,
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "Postings": NUMBER(),
            "Employers": NUMBER(help=MEASURES["employers"].help),
            "Required": NUMBER(format="%.0f %%", help="Of the postings that name it."),
            "Price to earn": TEXT(width=130, help=MEASURES["price"].help),
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
            "95 % interval": _intervals(rows),
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
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "Postings": NUMBER(),
            "Employers": NUMBER(help=MEASURES["employers"].help),
            "Named in postings": TEXT(help="Credentials of the catalog that postings name."),
        },
    )


def industry_states(rows: pd.DataFrame) -> None:
    """Every industry under its state: shares can be told, too few, not collected."""
    states = _states(rows)
    for state, (icon, title, colour) in STATES.items():
        group = rows[states == state].sort_values("postings", ascending=False)
        if group.empty:
            continue
        badges = " ".join(
            f":{colour}-badge[{name}{f' {count(k)}' if k else ''}]"
            for name, k in group[["short_name", "postings"]].itertuples(index=False)
        )
        st.markdown(f"{icon} **{title}** in {len(group)} of {len(rows)} industries  \n{badges}")
    st.caption("Beside each industry: its postings under your other choices.")


def industries(rows: pd.DataFrame) -> None:
    """Every industry with its postings, employers and whether its shares can be told."""
    rows = rows.assign(state=_states(rows)).sort_values("postings", ascending=False)
    shown = pd.DataFrame(
        {
            "Industry": rows["short_name"],
            "Shares are": rows["state"],
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            "Sources": rows["sources"],
            "Largest source": rows["top_source_share"] * 100,
            "Largest employer": rows["top_employer_share"] * 100,
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="industries_table",
        height="content",
        placeholder=UNKNOWN,
        alt="Table of industries with postings, employers and sources.",
        column_config={
            "Industry": TEXT(width="medium"),
            "Shares are": TEXT(help=MEASURES["too_few"].help),
            "Postings": NUMBER(),
            "Employers": NUMBER(),
            "Sources": NUMBER(),
            "Largest source": NUMBER(format="%.0f %%", help="Share of postings from one source."),
            "Largest employer": NUMBER(format="%.0f %%", help="Share of postings of one employer."),
        },
    )


def cells(rows: pd.DataFrame, group: str, key: str) -> None:
    """The table behind a heat map: a row per credential and group, with k, n and interval.

    Args:
        rows: from ``ranking.heatmap_cells``.
        group: what the cells' ``label`` is, such as ``Industry``.
    """
    told = rows["state"] == MEASURED
    shown = pd.DataFrame(
        {
            "Credential": rows["name"],
            group: rows["label"],
            "Asked for in": (rows["share"] * 100).where(told),
            "95 % interval": _intervals(rows).where(told),
            "Postings that name it": rows["postings"],
            "Postings": rows["n"],
            "Shares are": rows["state"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key=key,
        height=430,
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} pairs of a credential and a group of postings.",
        column_config={
            "Credential": NAME,
            group: TEXT(width=250),
            "Asked for in": NUMBER(format="%.2f %%", help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "Postings that name it": NUMBER(),
            "Postings": NUMBER(help="All postings of the group under your choices."),
            "Shares are": TEXT(help=MEASURES["too_few"].help),
        },
    )


def _intervals(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(
        [
            None if pd.isna(low) else interval(low, high)
            for low, high in zip(rows["low"], rows["high"], strict=True)
        ],
        index=rows.index,
        dtype=object,
    )


def _states(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(
        [
            figure_state(int(p), int(e))
            for p, e in zip(rows["postings"], rows["employers"], strict=True)
        ],
        index=rows.index,
        dtype=object,
    )


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
