"""The components of a credential's depth as a table."""

import pandas as pd
import streamlit as st

from analysis.depth import MOST
from dashboard.metrics import MEASURES, NOT_FOUND
from dashboard.tables.columns import NUMBER, UNKNOWN


def depth_table(parts: pd.DataFrame) -> pd.DataFrame:
    """Components with their value and their place.

    Args:
        parts: from ``depth.components_table``.
    """
    return pd.DataFrame(
        {
            "Component": parts["component"],
            "Value": parts["value"].fillna(NOT_FOUND),
            f"Place, 0 to {MOST}": parts["ordinal"],
        }
    )


def depth(shown: pd.DataFrame) -> None:
    """Each component of one credential's depth."""
    st.dataframe(
        shown,
        hide_index=True,
        key="depth_table",
        placeholder=UNKNOWN,
        alt=f"Table of {len(shown)} components of depth.",
        column_config={f"Place, 0 to {MOST}": NUMBER(help=MEASURES["depth"].help)},
    )
