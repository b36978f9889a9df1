"""Column kinds that every table shares."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.metrics import price

TEXT = st.column_config.TextColumn
NUMBER = partial(st.column_config.NumberColumn, format="localized")
"""A number with the reader's thousands separators, unless a format is given."""
NAME = TEXT(width=250)
UNKNOWN = "–"
"""What a table shows where a value is not known."""


def prices(rows: pd.DataFrame) -> list[str]:
    """Prices with their year, or why there is none, of rows with the price columns."""
    return [
        price(status, amount, year)
        for status, amount, year in zip(
            rows["price_status"], rows["price_usd"], rows["price_year"], strict=True
        )
    ]
