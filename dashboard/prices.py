"""Prices over a horizon for a table of credentials. Pure; frames in, frames out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from analysis.costs import (
    Amount,
    KeepingCost,
    cost_to_keep,
    is_stale,
    published_amount,
    renewal_months,
)
from dashboard.metrics import plural

APPROXIMATE = ("varies", "subscription")
"""Statuses under which an amount is one of several that people pay."""
Line = tuple[tuple[float, float], ...]
"""(year, US dollars) at the moments at which a price changes."""
PRICE_COLUMNS = [
    "price_status",
    "price_usd",
    "price_low_usd",
    "price_high_usd",
    "price_fresh_until",
    "renewal_status",
    "renewal_fee_usd",
    "renewal_period_months",
]
"""Columns of ``marts.credentials`` that decide a total; reading all of them takes far longer."""
LINE_COLUMNS = ["credential_id", "name", "year", "total_usd"]


def to_keep(years: int) -> str:
    """The horizon in words: ``to earn and keep for 5 years``."""
    return f"to earn and keep for {plural(years, 'year')}" if years else "to earn"


def with_keeping_cost(rows: pd.DataFrame, years: int, today: date) -> pd.DataFrame:
    """Add what a credential costs over the years (US dollars; NA where unknown).

    Adds earn_usd (the middle of a published range), earn_low_usd, earn_high_usd, renewals,
    renewals_usd, total_usd, is_approximate (a range, or an amount that varies) and is_stale.

    Args:
        rows: the price and renewal columns of ``marts.credentials``.
        years: how long the credential is held.
        today: the day against which a price's age is judged.
    """
    records = rows[PRICE_COLUMNS].to_dict("records")
    prices = [_price(row) for row in records]
    costs = [_keep(row, price, years) for row, price in zip(records, prices, strict=True)]
    result = rows.copy()
    for column in ("earn_usd", "renewals", "renewals_usd", "total_usd"):
        result[column] = pd.array([getattr(c, column) for c in costs], dtype="Float64")
    result["earn_low_usd"] = pd.array([p.low for p in prices], dtype="Float64")
    result["earn_high_usd"] = pd.array([p.high for p in prices], dtype="Float64")
    result["is_approximate"] = [
        p.typical is not None and (p.low != p.high or row["price_status"] in APPROXIMATE)
        for row, p in zip(records, prices, strict=True)
    ]
    result["is_stale"] = [is_stale_price(row, today) for row in records]
    return result


def is_stale_price(row: Mapping[Any, Any], today: date) -> bool:
    """Whether a row's price to earn is too old; one without an amount is not."""
    price = _price(row)
    has_amount = price.low is not None or price.high is not None
    return has_amount and is_stale(_day(row["price_fresh_until"]), today)


def price_lines(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """What each credential has cost at the moments at which that changes.

    Returns:
        credential_id, name, year (in years after earning, ``years`` the last), total_usd; only
        credentials whose price and renewals are known. A renewal falls due at its month; one on
        the last day is not counted.
    """
    lines = []
    for row in rows.to_dict("records"):
        price = _price(row)
        whole = _keep(row, price, years)
        if whole.total_usd is None or price.typical is None:
            continue
        due = renewal_months(years, known(row["renewal_period_months"])) if whole.renewals else ()
        fee = whole.renewals_usd / len(due) if due and whole.renewals_usd is not None else 0.0
        points = [(0.0, price.typical)]
        points += [(month / 12, price.typical + fee * i) for i, month in enumerate(due, 1)]
        points.append((float(years), whole.total_usd))
        lines += [(row["credential_id"], row["name"], *point) for point in points]
    return pd.DataFrame(lines, columns=LINE_COLUMNS)


def totals_by_year(lines: pd.DataFrame, years: int) -> pd.DataFrame:
    """``price_lines`` as a table: a row per credential, a column for each of some years."""
    moments = sorted({year for year in (0, 1, 2, 3, 5, 7, years) if year <= years})
    return pd.DataFrame(
        [
            {"Credential": name}
            | {("To earn" if y == 0 else f"{y} years"): _at(line, y) for y in moments}
            for name, line in _by_name(lines).items()
        ]
    ).rename(columns={"1 years": "1 year"})


def overtakings(lines: pd.DataFrame, references: Mapping[str, float]) -> pd.DataFrame:
    """Where a line that starts lower comes to lie above another, or above a reference.

    Args:
        lines: from ``price_lines``.
        references: name -> US dollars.

    Returns:
        year, total_usd, name (the one that grows dearer), other; earliest first. Lines may cross
        more than once: the first time counts, and only if the line is still above at the end.
    """
    drawn = _by_name(lines)
    others = drawn | {name: ((0.0, usd),) for name, usd in references.items()}
    found = []
    for name, line in drawn.items():
        for other, against in others.items():
            if line[0][1] > against[0][1] or line[-1][1] <= against[-1][1]:
                continue
            moments = sorted({year for year, _ in (*line, *against)})
            year = next(y for y in moments if _at(line, y) > _at(against, y))
            if year > 0:
                found.append((year, _at(line, year), name, other))
    table = pd.DataFrame(found, columns=["year", "total_usd", "name", "other"])
    return table.sort_values(["year", "name"]).reset_index(drop=True)


def _by_name(lines: pd.DataFrame) -> dict[str, Line]:
    result: dict[str, Line] = {}
    for name, year, usd in zip(lines["name"], lines["year"], lines["total_usd"], strict=True):
        result[name] = (*result.get(name, ()), (float(year), float(usd)))
    return result


def _at(line: Line, year: float) -> float:
    """What has been paid at a moment."""
    return next(usd for moment, usd in reversed(line) if moment <= year)


def _price(row: Mapping[Any, Any]) -> Amount:
    return published_amount(
        known(row["price_status"]),
        known(row["price_usd"]),
        known(row["price_low_usd"]),
        known(row["price_high_usd"]),
    )


def _keep(row: Mapping[Any, Any], price: Amount, years: int) -> KeepingCost:
    return cost_to_keep(
        years=years,
        price_status=known(row["price_status"]),
        price_usd=price.typical,
        renewal_status=known(row["renewal_status"]),
        renewal_fee_usd=known(row["renewal_fee_usd"]),
        renewal_period_months=known(row["renewal_period_months"]),
    )


def known(value: Any) -> Any:
    """A cell of a table; None where it is empty."""
    return None if pd.isna(value) else value


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
