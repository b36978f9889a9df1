"""Tables of industries: which shares can be told, and credentials by industry or source."""

import pandas as pd
import streamlit as st

from analysis.statistics import MEASURED, NOT_COLLECTED, TOO_FEW
from dashboard.metrics import MEASURES, count
from dashboard.ranking import state_of
from dashboard.tables.columns import NAME, NUMBER, SHARE_FORMAT, TEXT, UNKNOWN, height_of, intervals

STATES = {
    MEASURED: (":material/check_circle:", "Shares can be told", "green"),
    TOO_FEW: (":material/data_thresholding:", "Too few postings to say", "orange"),
    NOT_COLLECTED: (":material/inbox:", "Not collected", "gray"),
}


def industry_states(rows: pd.DataFrame) -> None:
    """Every industry under its state: shares can be told, too few, not collected."""
    states = _states(rows)
    for state, (icon, title, colour) in STATES.items():
        group = rows[states == state].sort_values("postings", ascending=False)
        if group.empty:
            continue
        badges = " ".join(
            f":{colour}-badge[{name}{f' {count(k)}' if k else ''}]"
            for name, k in group[["label", "postings"]].itertuples(index=False)
        )
        st.markdown(f"{icon} **{title}** in {len(group)} of {len(rows)} industries  \n{badges}")
    st.caption("Beside each industry: its postings under your other choices.")


def industries(rows: pd.DataFrame) -> None:
    """Every industry with its postings, employers and whether its shares can be told."""
    rows = rows.assign(state=_states(rows)).sort_values("postings", ascending=False)
    shown = pd.DataFrame(
        {
            "Industry": rows["label"],
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
    """The table behind a picture of groups: a row per credential and group, with k, n, interval.

    Where all rows are of one credential it is not repeated.

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
            "95 % interval": intervals(rows).where(told),
            # Smaller ones would be written with an exponent.
            "Drawn to the whole": (rows["shrunk"] * 100).round(4).where(told),
            "Postings that name it": rows["postings"],
            "Postings": rows["n"],
            "Shares are": rows["state"],
        }
    )
    is_one = rows["credential_id"].nunique() == 1
    st.dataframe(
        shown.drop(columns="Credential") if is_one else shown,
        hide_index=True,
        key=key,
        height=height_of(len(rows)),
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} pairs of a credential and a group of postings.",
        column_config={
            "Credential": NAME,
            group: TEXT(width=250),
            "Asked for in": NUMBER(format=SHARE_FORMAT, help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "Drawn to the whole": NUMBER(format=SHARE_FORMAT, help=MEASURES["shrunk"].help),
            "Postings that name it": NUMBER(),
            "Postings": NUMBER(help="All postings of the group under your choices."),
            "Shares are": TEXT(help=MEASURES["too_few"].help),
        },
    )


def _states(rows: pd.DataFrame) -> pd.Series:
    return pd.Series([state_of(row) for _, row in rows.iterrows()], index=rows.index, dtype=object)
