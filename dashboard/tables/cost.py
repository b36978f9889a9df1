"""The tables of the page Cost."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.cost_payback import WORDS, in_time, premium_words
from dashboard.flexibility import TRAITS
from dashboard.metrics import KIND_LABELS, MEASURES
from dashboard.tables.columns import NAME, NUMBER, SHARE_FORMAT, TEXT

DOLLARS = NUMBER(format="$%,.0f")
CENTS = NUMBER(format="$%,.2f")
MISSING = "– stands for what is not known"


def recognition_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Cost, flexibility and recognition of every credential, most asked for first.

    Args:
        rows: ``cost_views.whole_catalog``, with postings and share (empty if not asked for).
    """
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Total cost": rows["total_usd"],
            "At least": rows["at_least_usd"],
            "Parts not known": rows["unknown"],
            "Asked for in": rows["share"] * 100,
            "Postings": rows["postings"],
            "Hours": rows["hours"],
            **{trait.title: rows[trait.title] for trait in TRAITS.values()},
            "Price to earn, as published": rows["published"],
            "Not on record": rows["not_on_record"],
            "Source of the price": rows["price_source"],
            "Date": rows["price_as_of"],
        }
    ).sort_values(["Postings", "Credential"], ascending=[False, True], na_position="last")


def recognition(shown: pd.DataFrame) -> None:
    """Draw ``recognition_table``."""
    _draw(
        shown,
        "cost_table",
        f"Table of {len(shown)} credentials with total cost, recognition and flexibility.",
        {
            "Credential": NAME,
            "Total cost": NUMBER(format="$%,.0f", help=MEASURES["ownership"].help),
            "At least": NUMBER(format="$%,.0f", help="The low ends of all parts that are known."),
            "Parts not known": TEXT(width=220),
            "Asked for in": NUMBER(format=SHARE_FORMAT, help=MEASURES["share"].help),
            "Price to earn, as published": TEXT(
                help="Year, range or reason. " + MEASURES["stale"].help, width=220
            ),
        },
    )
    st.caption(f"{MISSING}, or for a credential that no posting names.")


def parts(shown: pd.DataFrame) -> None:
    """Draw ``ownership.parts_table``."""
    _draw(
        shown,
        "parts_table",
        "Table of the parts of the cost, low, typical and high, with what is not known.",
        {
            "Part": TEXT(width=150),
            **dict.fromkeys(("Low", "Typical", "High"), DOLLARS),
            "Times": NUMBER(format="%.3g", help="Payments or hours of one person."),
            "Why": TEXT(width=330),
        },
        height=None,
    )
    st.caption(f"{MISSING} or not counted. Amounts are for all people, discounted.")


def units_table(rows: pd.DataFrame) -> pd.DataFrame:
    """What an hour, a skill and a new skill cost, of ``cost_buys.with_units``."""
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Total cost": rows["total_usd"],
            "Hours": rows["hours"].astype("Float64"),
            "Skills": rows["skills_n"],
            "New skills": rows["new_skills"],
            "For an hour": rows["per_hour_usd"],
            "For a skill": rows["per_skill_usd"],
            "For a new skill": rows["per_new_skill_usd"],
            "Parts not known": rows["unknown"],
        }
    )


def units(shown: pd.DataFrame) -> None:
    """Draw ``units_table``."""
    _draw(
        shown,
        "units_table",
        f"Table of {len(shown)} credentials with their cost for an hour, a skill and a new skill.",
        {
            "Credential": NAME,
            "Total cost": DOLLARS,
            "Hours": NUMBER(help="As the issuer or programme publishes them."),
            "New skills": NUMBER(help="Skills that nothing you hold teaches."),
            **{
                title: NUMBER(format="$%,.2f", help=MEASURES[key].help)
                for title, key in (
                    ("For an hour", "per_hour"),
                    ("For a skill", "per_skill"),
                    ("For a new skill", "per_new_skill"),
                )
            },
        },
    )
    st.caption(f"{MISSING}; a credential that adds no new skill has no cost for one.")


def payback_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Cost, premium and payback of ``cost_payback.paybacks``."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Payback": [WORDS[row["outcome"]] for row in records],
            "After": [_time(row["months"]) for row in records],
            "Between": [
                None
                if pd.isna(row["months"])
                else f"{in_time(row['low_months'])} and {in_time(row['high_months'])}"
                for row in records
            ],
            "Cost of one": rows["cost_usd"],
            "Pay without it": rows["pay_usd"],
            "Premium, 95 % interval": [premium_words(row) for row in records],
            "Postings with pay": rows["with_n"],
            "Employers": rows["employers"],
        }
    )


def payback(shown: pd.DataFrame) -> None:
    """Draw ``payback_table``."""
    _draw(
        shown,
        "payback_table",
        f"Table of {len(shown)} credentials with cost, pay premium and payback.",
        {
            "Credential": NAME,
            "Payback": TEXT(width=250, help=MEASURES["payback"].help),
            "After": TEXT(width=90),
            "Between": TEXT(width=170),
            "Cost of one": DOLLARS,
            "Pay without it": DOLLARS,
        },
    )


def growth_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The stack member by member, of ``stack_cost.growing``."""
    return pd.DataFrame(
        {
            "Step": rows["step"],
            "Credential": rows["name"],
            "Its cost": rows["cost_words"],
            "Stack so far": rows["sum_usd"],
            "Known in full": rows["is_whole"].map({True: "yes", False: "no, at least"}),
            "Skills so far": rows["skills"],
            "New skills": rows["new_skills"],
            "Hours so far": rows["hours"],
        }
    )


def growth(shown: pd.DataFrame) -> None:
    """Draw ``growth_table``."""
    _draw(
        shown,
        "growth_table",
        "Table of the stack, step by step, with its cost, skills and hours so far.",
        {"Credential": NAME, "Its cost": TEXT(width=180), "Stack so far": DOLLARS},
        height=None,
    )
    st.caption(f"{MISSING}: hours so far are given as long as those of every member are known.")


def _time(months: float | None) -> str | None:
    return None if months is None or pd.isna(months) else in_time(months)


def _draw(
    shown: pd.DataFrame,
    key: str,
    alt: str,
    config: Mapping[str, object],
    height: int | None = 430,
) -> None:
    st.dataframe(
        shown,
        hide_index=True,
        key=key,
        height=height or "auto",
        placeholder="–",
        alt=alt,
        column_config=dict(config),  # type: ignore[arg-type]
    )
