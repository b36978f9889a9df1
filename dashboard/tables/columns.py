"""Column kinds that every table shares."""

import pandas as pd
import streamlit as st

from dashboard.metrics import price

TEXT, NUMBER = st.column_config.TextColumn, st.column_config.NumberColumn
NAME = TEXT(pinned=True, width="medium")


def prices(rows: pd.DataFrame) -> list[str]:
    """Prices with their year, or why there is none, of rows with the price columns."""
    return [
        price(status, amount, year)
        for status, amount, year in zip(
            rows["price_status"], rows["price_usd"], rows["price_year"], strict=True
        )
    ]
