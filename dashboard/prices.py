"""Prices over a horizon for a table of credentials. Pure; frames in, frames out."""

from datetime import date
from typing import Any

import pandas as pd

from analysis.costs import KeepingCost, cost_to_keep, is_stale


def with_keeping_cost(rows: pd.DataFrame, years: int, today: date) -> pd.DataFrame:
    """Add earn_usd, renewals, renewals_usd, total_usd (US dollars; NA where unknown) and is_stale.

    Args:
        rows: the price and renewal columns of ``marts.credentials``.
        years: how long the credential is held.
        today: the day against which a price's age is judged.
    """
    costs = [_keep(row, years) for row in rows.to_dict("records")]
    result = rows.copy()
    for column in ("earn_usd", "renewals", "renewals_usd", "total_usd"):
        result[column] = pd.array([getattr(c, column) for c in costs], dtype="Float64")
    result["is_stale"] = [
        pd.notna(row["price_usd"]) and is_stale(_day(row["price_fresh_until"]), today)
        for row in rows.to_dict("records")
    ]
    return result


def yearly_totals(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """credential_id, name, year (0 to ``years``), total_usd: known totals only."""
    lines = [
        {
            "credential_id": row["credential_id"],
            "name": row["name"],
            "year": year,
            "total_usd": _keep(row, year).total_usd,
        }
        for row in rows.to_dict("records")
        for year in range(years + 1)
    ]
    table = pd.DataFrame(lines, columns=["credential_id", "name", "year", "total_usd"])
    known = table.groupby("credential_id")["total_usd"].transform(lambda v: v.notna().all())
    return table[known.astype(bool)].astype({"total_usd": float})


def _keep(row: dict[Any, Any], years: int) -> KeepingCost:
    return cost_to_keep(
        years=years,
        price_status=_known(row["price_status"]),
        price_usd=_known(row["price_usd"]),
        renewal_status=_known(row["renewal_status"]),
        renewal_fee_usd=_known(row["renewal_fee_usd"]),
        renewal_period_months=_known(row["renewal_period_months"]),
    )


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
