"""Column kinds that every table shares."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

from analysis.costs import is_stale
from dashboard.metrics import interval, price

TEXT = st.column_config.TextColumn
NUMBER = partial(st.column_config.NumberColumn, format="localized")
"""A number with the reader's thousands separators, unless a format is given."""
SHARE_FORMAT = "%.2g %%"
"""Two digits that count, so that one posting of many thousands does not read as none."""
NAME = TEXT(width=250)
HEAD_PX, ROW_PX = 38, 35
UNKNOWN = "–"
"""What a table shows where a value is not known."""


PRICE_COLUMNS = [
    "price_status",
    "price_usd",
    "price_year",
    "price_low_usd",
    "price_high_usd",
    "price_fresh_until",
]


def prices(rows: pd.DataFrame) -> list[str]:
    """Prices with their year and whether they are stale, or why there is none."""
    today = datetime.now(UTC).date()
    return [_price(row, today) for row in rows[PRICE_COLUMNS].to_dict("records")]


def _price(row: Mapping[Any, Any], today: date) -> str:
    low, high = row["price_low_usd"], row["price_high_usd"]
    written = price(row["price_status"], row["price_usd"], row["price_year"], low, high)
    has_amount = not all(pd.isna(v) for v in (row["price_usd"], low, high))
    until = row["price_fresh_until"]
    stale = has_amount and is_stale(None if pd.isna(until) else until.date(), today)
    return written + (" · stale" if stale else "")


def height_of(rows: int, most_px: int = 430) -> int | Literal["content"]:
    """A long table scrolls; a short one ends with its last row."""
    return "content" if HEAD_PX + ROW_PX * rows <= most_px else most_px


def ranks(rows: pd.DataFrame) -> list[str]:
    """Between which ranks each row lies, in words, of rows with rank_low and rank_high."""
    return [
        f"{low}" if low == high else f"{low} to {high}"
        for low, high in zip(rows["rank_low"], rows["rank_high"], strict=True)
    ]


def intervals(rows: pd.DataFrame, lower: str = "low", upper: str = "high") -> pd.Series:
    """Intervals in words, of columns with shares of 1; None where there is none."""
    return pd.Series(
        [
            None if pd.isna(low) else interval(low, high)
            for low, high in zip(rows[lower], rows[upper], strict=True)
        ],
        index=rows.index,
        dtype=object,
    )
