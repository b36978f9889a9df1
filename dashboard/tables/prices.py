"""Tables of prices and of credentials side by side."""

import re

import pandas as pd
import streamlit as st

from dashboard import show
from dashboard.scrolling import at_least
from dashboard.tables.columns import NAME, NUMBER

SMALL = ("Source", "Source of the price")
"""Rows of the comparison that are set small."""
LABEL_PX, COLUMN_PX = 130, 168
ADDRESS = re.compile(r"https?://[^\s<>()\[\],;]+")


def side_by_side(table: pd.DataFrame) -> None:
    """A column per credential, a row per measure; long cells wrap, narrow screens scroll."""
    _wrapped(table, "compare_scroll", "Comparison of " + ", ".join(table.columns) + ".")


def kinds(table: pd.DataFrame) -> None:
    """A column per kind of credential, a row per measure."""
    _wrapped(table, "kinds_scroll", "Kinds of credential side by side.")


def totals(table: pd.DataFrame) -> None:
    """What is behind the stepped lines: a row per credential, a column per year."""
    with st.expander("These lines as a table", icon=":material/table:"):
        st.dataframe(
            table,
            hide_index=True,
            key="totals_table",
            column_config={
                "Credential": NAME,
                **{str(c): NUMBER(format="$%,.0f") for c in table.columns[1:]},
            },
            alt="What each credential has cost after so many years, in US dollars.",
        )


def _wrapped(table: pd.DataFrame, key: str, alt: str) -> None:
    shown = table.map(_cell)
    for row in shown.index.intersection(SMALL):
        shown.loc[row] = [f":small[{cell}]" for cell in shown.loc[row]]
    shown.columns = [f"**{show.escaped(name)}**" for name in shown.columns]
    with at_least(LABEL_PX + COLUMN_PX * len(table.columns), key):
        st.table(shown, border="horizontal", alt=alt)


def _cell(text: str) -> str:
    """A cell in Markdown; the addresses in it, which are those of the catalog, are links."""
    said, end = "", 0
    for found in ADDRESS.finditer(text):
        said += show.escaped(text[end : found.start()])
        said += f"[{show.escaped(found[0])}](<{found[0]}>)"
        end = found.end()
    return said + show.escaped(text[end:])
