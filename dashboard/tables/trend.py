"""The table behind a trend."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.statistics import MEASURED
from dashboard.charts.trend import BREAK_WORD
from dashboard.metrics import MEASURES
from dashboard.tables.columns import NUMBER, SHARE_FORMAT, TEXT, UNKNOWN, height_of, intervals


def trend_table(rows: pd.DataFrame, breaks: Sequence[int], period: str) -> pd.DataFrame:
    """A row per period, to read or take away; a share stands only where it is measured.

    Args:
        rows: as for ``charts.trend.trend``.
        breaks: positions in ``rows`` of the periods whose mix differs from that of the one before.
        period: ``month``, ``quarter`` or ``year``.
    """
    rows = rows.reset_index(drop=True)
    told = rows["state"] == MEASURED
    periods = pd.to_datetime(rows["posted_month"])
    written = "%Y" if period == "year" else "%Y-%m"
    return pd.DataFrame(
        {
            "Period": [
                f"{day.year} Q{day.quarter}" if period == "quarter" else f"{day:{written}}"
                for day in periods
            ],
            "Asked for in": (rows["share"] * 100).where(told),
            "95 % interval": intervals(rows).where(told, None),
            "Postings that name it": rows["k"],
            "Postings": rows["n"],
            "Shares are": rows["state"],
            "Mix": [BREAK_WORD if place in breaks else "" for place in range(len(rows))],
        }
    )


def draw_trend(table: pd.DataFrame, key: str) -> None:
    """The table behind a trend, every column explained."""
    st.dataframe(
        table,
        hide_index=True,
        key=key,
        height=height_of(len(table)),
        placeholder=UNKNOWN,
        alt=f"Table of {len(table)} periods with share, interval and counts.",
        column_config={
            "Asked for in": NUMBER(format=SHARE_FORMAT, help=MEASURES["share"].help),
            "95 % interval": TEXT(help=MEASURES["interval"].help),
            "Postings that name it": NUMBER(),
            "Postings": NUMBER(help="All postings of the period under your choices."),
            "Shares are": TEXT(help=MEASURES["too_few"].help),
            "Mix": TEXT(
                help="Where the occupations that make the postings change so much that the periods "
                "before and after count different things."
            ),
        },
    )
