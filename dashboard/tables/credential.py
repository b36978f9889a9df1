"""Tables of a credential's own page."""

import pandas as pd
import streamlit as st

from dashboard.metrics import MEASURES
from dashboard.tables.columns import NUMBER, TEXT, UNKNOWN

ITEMS = {"earn": "To earn", "membership": "Membership", "renewal": "Renewal"}


def costs(rows: pd.DataFrame) -> None:
    """Every price, with its basis, year and source.

    Args:
        rows: from ``queries.credential.costs``.
    """
    shown = pd.DataFrame(
        {
            "What": rows["item"].map(ITEMS),
            "For whom": rows["audience"],
            "US dollars": rows["amount_usd"],
            "from": rows["amount_low_usd"],
            "to": rows["amount_high_usd"],
            "Status": rows["status"],
            "Every, months": rows["period_months"],
            "What it covers": rows["basis"],
            "Asked for": rows["requirement"],
            "Price year": rows["price_year"].astype("string"),
            "Source": rows["source"],
            "Date": rows["as_of"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="credential_costs",
        height="content",
        placeholder=UNKNOWN,
        alt=f"Table of {len(shown)} prices with basis and source.",
        column_config={
            "US dollars": NUMBER(format="dollar", help=MEASURES["price"].help),
            "from": NUMBER(format="dollar"),
            "to": NUMBER(format="dollar"),
        },
    )


def elements(rows: pd.DataFrame) -> None:
    """The elements of the European approach, and whether they are known."""
    st.dataframe(
        rows,
        hide_index=True,
        key="credential_elements",
        height="content",
        placeholder=UNKNOWN,
        alt="Table of the elements of the European approach to micro-credentials.",
        column_config={"Value": TEXT(width="large")},
    )


def published(rows: pd.DataFrame) -> None:
    """Figures that others published.

    Args:
        rows: from ``queries.credential.published``.
    """
    st.dataframe(
        pd.DataFrame(
            {
                "Of": rows["about"],
                "What": rows["metric"],
                "Value": rows["value"],
                "Unit": rows["unit"],
                "n": rows["denominator"],
                "Year": rows["year"],
                "Region": rows["region"],
                "Source": rows["source"],
                "Link": rows["url"].where(rows["url"].str.startswith("http")),
            }
        ),
        hide_index=True,
        key="credential_published",
        height="content",
        placeholder=UNKNOWN,
        alt=f"Table of {len(rows)} published figures.",
        column_config={"Link": st.column_config.LinkColumn(display_text="open")},
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
