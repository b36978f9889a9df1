"""Tables of a credential's own page."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from analysis.costs import is_stale
from dashboard import show
from dashboard.metrics import MEASURES, NOT_FOUND, price
from dashboard.scrolling import at_least
from dashboard.tables.columns import TEXT, UNKNOWN

ITEMS = {
    "earn": "To earn",
    "retake": "Second attempt",
    "training": "Training",
    "materials": "Materials",
    "membership": "Membership",
    "renewal": "Renewal",
}
STALE = " · stale"
LINK = st.column_config.LinkColumn
WRAPPED_PX = 720
"""Narrowest width at which wrapped cells can still be read."""


def costs(rows: pd.DataFrame) -> None:
    """Every price, with its basis, year and source.

    Args:
        rows: from ``queries.credential.costs``.
    """
    shown = costs_table(rows, datetime.now(UTC).date())
    alt = f"Table of {len(shown)} prices with basis and source."
    sources = shown[shown["Source"] != UNKNOWN]["Source"].unique()
    # One source for all of them is said once.
    _wrapped(shown.drop(columns="Source") if len(sources) == 1 else shown, alt)
    notes = [f"Source: {sources[0]}."] if len(sources) == 1 else []
    if shown["Price"].str.endswith(STALE).any():
        notes.append(f"Stale: {MEASURES['stale'].help}")
    for note in notes:
        show.caption(note)


def costs_table(rows: pd.DataFrame, today: date) -> pd.DataFrame:
    """Prices in words, and a row for each item of which none has been found.

    Args:
        rows: from ``queries.credential.costs``.
        today: the day against which a price's age is judged.
    """
    found = [
        {
            "What": ITEMS[row["item"]],
            "For whom": str(row["audience"]).replace("_", "-"),
            "Price": _price(row, today),
            "Every": _period(row["period_months"]),
            "What it covers, what it asks": _joined(row["basis"], row["requirement"]),
            "Source": f"{row['source']} ({row['as_of']}, {row['source_quality']})",
        }
        for row in rows.to_dict("records")
    ]
    missing = [
        {"What": title, "Price": NOT_FOUND}
        for item, title in ITEMS.items()
        if item not in set(rows["item"])
    ]
    return pd.DataFrame(found + missing).fillna(UNKNOWN)


def _price(row: Mapping[Any, Any], today: date) -> str:
    low, high, amount = row["amount_low_usd"], row["amount_high_usd"], row["amount_usd"]
    written = price(row["status"], amount, row["price_year"], low, high)
    if not pd.isna(row["amount"]) and row["currency"] not in (None, "USD"):
        written += f", published as {row['amount']:,.0f} {row['currency']}"
    has_amount = not all(pd.isna(value) for value in (amount, low, high))
    until = row["fresh_until"]
    stale = has_amount and is_stale(None if pd.isna(until) else until.date(), today)
    return written + (STALE if stale else "")


def _joined(*texts: Any) -> str:
    return "; ".join(str(text) for text in texts if not pd.isna(text)) or UNKNOWN


def _period(months: float) -> str:
    if pd.isna(months):
        return UNKNOWN
    return "does not expire" if months == 0 else f"{months:.0f} months"


def elements(rows: pd.DataFrame) -> None:
    """The elements of the European approach, and whether they are known."""
    _wrapped(
        rows.fillna(UNKNOWN), "Table of the elements of the European approach to micro-credentials."
    )


def _wrapped(rows: pd.DataFrame, alt: str) -> None:
    """A table whose long cells wrap; a narrow screen scrolls it."""
    shown = rows.map(show.escaped)
    if "Source" in shown:
        shown["Source"] = [f":small[{source}]" for source in shown["Source"]]
    with at_least(WRAPPED_PX, "credential_scroll"):
        st.table(shown.set_index(shown.columns[0]), border="horizontal", alt=alt)


def published(rows: pd.DataFrame, key: str) -> None:
    """Figures that its issuer or others published.

    Args:
        rows: from ``queries.credential.published``.
        key: the table's own name on the page.
    """
    st.dataframe(
        pd.DataFrame(
            {
                "Of": rows["about"],
                "What": rows["metric"],
                "Figure": [
                    f"{value:,.10g} {unit}"
                    for value, unit in zip(rows["value"], rows["unit"], strict=True)
                ],
                "Who says so": rows["source"],
                "How": rows["method"],
                "Year": rows["year"],
                "n": rows["denominator"],
                "Region": rows["region"],
                "Seen": rows["verified"],
                "Link": rows["url"].where(rows["url"].str.startswith("http").fillna(False)),
            }
        ),
        hide_index=True,
        key=key,
        height="content",
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} published figures, each with who says so.",
        column_config={
            "Of": TEXT(width=110),
            "What": TEXT(width=230),
            "Figure": TEXT(width=180),
            "Who says so": TEXT(width=240),
            "How": TEXT(width=180, help="As its publisher counted; raw means nothing held equal."),
            "Seen": TEXT(help="Where the figure was seen: at its publisher or in a report on it."),
            "Link": LINK(display_text="open"),
        },
    )


def offers(rows: pd.DataFrame) -> None:
    """What catalogs of others say.

    Args:
        rows: from ``queries.credential.offers``.
    """
    st.dataframe(
        rows.rename(columns=lambda name: name.replace("_", " ").capitalize()),
        hide_index=True,
        key="credential_offers",
        height="content",
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} entries of other catalogs.",
    )
