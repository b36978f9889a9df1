"""Credentials, and kinds of credential, side by side. Pure; frames in, frames out."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from analysis.stacks import STEPS
from analysis.statistics import MEASURED, wilson_interval
from dashboard.metrics import (
    KIND_LABELS,
    NOT_FOUND,
    count,
    dollars,
    interval,
    percent,
    plural,
    price,
)


def side_by_side(
    rows: pd.DataFrame,
    shares: pd.DataFrame,
    skills: pd.DataFrame,
    edges: pd.DataFrame,
    state: str,
) -> pd.DataFrame:
    """A column per credential and a row per measure, as text; unknown is said.

    Args:
        rows: ``prices.with_keeping_cost`` of the chosen credentials (five years).
        shares: ``ranking.with_shares`` of the same.
        skills: credential_id, skill_name.
        edges: ``marts.edges``.
        state: measured, too few or not collected, of the denominator.
    """
    by_id = shares.set_index("credential_id")
    columns = {}
    for row in rows.to_dict("records"):
        own = skills[skills["credential_id"] == row["credential_id"]]["skill_name"]
        onward = edges[(edges["from_id"] == row["credential_id"]) & edges["relation"].isin(STEPS)]
        needs = edges[
            (edges["to_id"] == row["credential_id"]) & (edges["relation"] == "prerequisite")
        ]
        columns[row["name"]] = {
            "Kind": KIND_LABELS[row["kind"]],
            "Issuer": row["issuer_name"],
            **_recognition(by_id.loc[row["credential_id"]], state),
            "Price to earn": price(row["price_status"], row["price_usd"], row["price_year"])
            + (" · stale" if row["is_stale"] else ""),
            "Price to keep, 5 years": dollars(row["total_usd"]) or "a part is not known",
            "Renewal": _renewal(row),
            "Hours": NOT_FOUND if pd.isna(row["hours"]) else f"{row['hours']:,.0f}",
            "Delivery": _words(row["delivery"]),
            "Assessment": _words(row["assessment"]),
            "Level": row["level"] or NOT_FOUND,
            "Needs first": _names(needs["from_name"], "none known"),
            "Leads on to": _names(onward["to_name"], "none known"),
            "Skills": _names(own, NOT_FOUND, shown=8),
            "Source": f"{row['source']} ({row['as_of']})",
        }
    return pd.DataFrame(columns)


def kinds_side_by_side(summary: pd.DataFrame, asked: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    """A row per kind: recognition, price, scope, renewal, delivery and stacking, each with n.

    Args:
        summary: ``queries.catalog.kind_summary``.
        asked: ``queries.recognition.credentials`` of every kind.
        base: ``queries.recognition.denominators``.
    """
    mentions = asked.groupby("kind")["postings"].sum()
    named = asked.groupby("kind")["credential_id"].count()
    by_kind = summary.set_index("kind")
    rows = []
    for kind, label in KIND_LABELS.items():
        if kind not in by_kind.index:
            continue
        r = by_kind.loc[kind]
        rows.append(
            {
                "Kind": label,
                "In the catalog": count(r["credentials"]),
                "Named in postings": f"{count(named.get(kind, 0))} of {count(r['credentials'])}",
                "Mentions": f"{count(mentions.get(kind, 0))} in {count(base['postings'])} postings",
                "Median price": _median(r["median_price_usd"], dollars, r["with_price"]),
                "Median hours": _median(
                    r["median_hours"], lambda v: f"{v:,.0f} h", r["with_hours"]
                ),
                "Median skills": _median(
                    r["median_skills"], lambda v: f"{v:.0f}", r["with_skills"]
                ),
                "Expire": _of(r["expiring"], r["with_renewal"]),
                "Online or at home": _of(r["online"], r["with_delivery"]),
                "Lead on": _of(r["with_onward"], r["credentials"]),
                "Bear academic credit": _of(r["credit_bearing"], r["credentials"]),
            }
        )
    return pd.DataFrame(rows)


def _recognition(row: pd.Series, state: str) -> dict[str, str]:
    if state != MEASURED:
        return {"Asked for in": state, "Required": state, "Employers": state}
    required = wilson_interval(row["required"], row["n"])
    return {
        "Asked for in": f"{percent(row['share'])} ({interval(row['low'], row['high'])}), "
        f"{count(row['postings'])} of {count(row['n'])} postings",
        "Required": f"{percent(row['required'] / row['n'])} "
        f"({interval(float(required.low), float(required.high))})",
        "Employers": plural(row["employers"], "employer"),
    }


def _renewal(row: dict[str, Any]) -> str:
    months, fee = row["renewal_period_months"], row["renewal_fee_usd"]
    if pd.isna(months):
        return NOT_FOUND
    if months == 0:
        return "does not expire"
    every = f"every {months / 12:g} years" if months != 12 else "every year"
    if row["renewal_status"] in ("none", "free"):
        return f"{every}, no fee"
    return f"{every}, " + (dollars(fee) if not pd.isna(fee) else "fee not found yet")


def _words(values: Sequence[str]) -> str:
    items = [str(v).replace("_", " ") for v in values]
    return ", ".join(items) or NOT_FOUND


def _names(names: pd.Series, none: str, shown: int = 4) -> str:
    if names.empty:
        return none
    more = len(names) - shown
    return "; ".join(map(str, names.head(shown))) + (f"; and {more} more" if more > 0 else "")


def _median(value: float, write: Callable[[float], str], n: float) -> str:
    return NOT_FOUND if pd.isna(value) else f"{write(value)} (n = {count(n)})"


def _of(part: float, whole: float) -> str:
    return NOT_FOUND if not whole else f"{part / whole:.0%} of {count(whole)}"
