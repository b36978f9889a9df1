"""The table of hires with and without each credential, beside what the market asks for."""

import pandas as pd
import streamlit as st

from analysis.hires import MEASURED, TOO_FEW
from analysis.statistics import wilson_interval
from dashboard.metrics import KIND_LABELS, MEASURES, NOT_COUNTED, count, interval, percent
from dashboard.tables.columns import NAME, TEXT

PEOPLE = {
    "company_hire": "application",
    "company_interview": "application",
    "company_retention": "hire",
}


def points(difference: float) -> str:
    """A difference of shares in percentage points, signed."""
    value = f"{abs(difference) * 100:.0f}"
    sign = "" if value == "0" else "+" if difference > 0 else "−"
    return f"{sign}{value} points"


def points_range(low: float, high: float) -> str:
    """An interval of a difference, as ``−3 to 12``."""
    return f"{_signed(low)} to {_signed(high)}"


def _signed(share: float) -> str:
    """A share as a whole number of points; what rounds to zero has no sign."""
    text = f"{share * 100:.0f}"
    return "0" if text == "-0" else text.replace("-", "−")


def shown_table(rows: pd.DataFrame, market: pd.DataFrame, n: int, state: str) -> pd.DataFrame:
    """The table behind the picture: one row a credential, every cell in words.

    Args:
        rows: from ``for_measure``.
        market: credential_id, share, low, high of postings, from ``ranking.with_shares``.
        n: postings in the market's denominator.
        state: whether the market's shares are measured, too few or not collected.
    """
    people = PEOPLE[str(rows["measure"].iloc[0])].capitalize() + "s"
    asked = market.set_index("credential_id")
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "With it": [_share(r, "with") for r in rows.to_dict("records")],
            "Without it": [_share(r, "without") for r in rows.to_dict("records")],
            "Difference": [_difference(r, "difference", "") for r in rows.to_dict("records")],
            "Within the same role": [
                _difference(r, "adjusted", "adjusted_") for r in rows.to_dict("records")
            ],
            "Postings that ask for it": [
                _market(i, k, asked, n, state)
                for i, k in zip(rows["credential_id"], rows["kind"], strict=True)
            ],
            f"{people} with it": rows["with_n"],
            f"{people} without it": rows["without_n"],
            "Kind": rows["kind"].map(KIND_LABELS).fillna("Not in the catalog"),
        }
    )


def _share(row: dict[str, object], group: str) -> str:
    if row["state"] != MEASURED:
        return f"{count(float(str(row[f'{group}_k'])))} of {count(float(str(row[f'{group}_n'])))}"
    share, low, high = (float(str(row[f"{group}_{c}"])) for c in ("share", "low", "high"))
    return f"{percent(share)} ({interval(low, high)})"


def _difference(row: dict[str, object], value: str, prefix: str) -> str:
    if row["state"] != MEASURED:
        return TOO_FEW
    if pd.isna(row[value]):
        return "too few in shared roles"
    number, low, high = (float(str(row[c])) for c in (value, f"{prefix}low", f"{prefix}high"))
    return f"{points(number)} ({points_range(low, high)})"


def _market(credential_id: str, kind: str, asked: pd.DataFrame, n: int, state: str) -> str:
    """How many of the market's postings ask for it; what is not counted is said."""
    if kind == "badge":
        return "not in the catalog"
    if kind == "degree":
        return NOT_COUNTED
    if state != MEASURED:
        return state
    if credential_id not in asked.index:
        return f"0 % ({interval(0.0, float(wilson_interval(0, n).high))})"
    row = asked.loc[credential_id]
    return f"{percent(row['share'])} ({interval(row['low'], row['high'])})"


def draw_table(table: pd.DataFrame) -> None:
    """The table behind the picture, every cell explained."""
    st.dataframe(
        table,
        hide_index=True,
        key="company_table",
        height=min(460, 38 + 35 * len(table)),
        alt=f"Table of {len(table)} credentials: outcomes with and without each, and the market.",
        column_config={
            "Credential": NAME,
            "Difference": TEXT(help=MEASURES["company_difference"].help),
            "Within the same role": TEXT(help=MEASURES["company_within_role"].help),
            "Postings that ask for it": TEXT(help=MEASURES["share"].help),
        },
    )
