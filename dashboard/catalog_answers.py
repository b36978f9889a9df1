"""Answers on prices and comparisons, each with its uncertainty. Pure; no Streamlit."""

import pandas as pd

from analysis.statistics import MEASURED
from dashboard.metrics import count, dollars, listed, of_100, plural, range_of_100
from dashboard.prices import to_keep
from dashboard.ranking import leaders, state_of

MIN_PRICES = 5
"""Fewest known prices of a kind for their median to stand beside those of credentials."""


def steps_note(rows: pd.DataFrame, crossings: str) -> str:
    """Which of the chosen have no line, and where lines cross.

    Args:
        rows: ``prices.with_keeping_cost`` of the chosen.
        crossings: the lettered crossing points in words.
    """
    unknown = rows[rows["total_usd"].isna()]["name"]
    parts = ["A step is a renewal fee that falls due; list prices of today."]
    if crossings:
        parts.append(crossings[0].upper() + crossings[1:])
    if len(unknown):
        parts.append(f"No line where a part is not known: {listed(unknown)}.")
    return " ".join(parts)


def references(summary: pd.DataFrame) -> dict[str, float]:
    """Median prices to earn a certificate and a degree with their n, where enough are known.

    Args:
        summary: ``queries.catalog.kind_summary``.
    """
    by_kind = summary.set_index("kind")
    return {
        f"median {kind} (n = {count(by_kind.at[kind, 'with_price'])})": float(
            by_kind.at[kind, "median_price_usd"]
        )
        for kind in ("certificate", "degree")
        if kind in by_kind.index and by_kind.at[kind, "with_price"] >= MIN_PRICES
    }


def compare(shares: pd.DataFrame, rows: pd.DataFrame, base: pd.Series, years: int) -> str:
    """Which of the chosen is most asked for, whether beyond luck, and which costs least.

    Args:
        shares: ``ranking.with_shares`` of the chosen.
        rows: ``prices.with_keeping_cost`` of the same.
    """
    if len(rows) < 2:
        return "Choose two to six credentials, and see what each is asked for, costs and leads to."
    return f"{_most_asked(shares, base)}. {_cheapest(rows, years)}."


def compare_notes() -> list[str]:
    """What the reader must know of a comparison."""
    return [
        "Every kind and every strength stands here side by side; the sidebar's choices of kind and "
        "strength do not narrow this page.",
        "Degrees and certificates in the catalog are named programmes and published averages. A "
        "posting that asks for a bachelor's degree in general names none of them, so the shares of "
        "degrees here say nothing on how widely a degree is asked for.",
        "Medians are over the credentials of a kind with a known figure (n); where the sidebar "
        "names an industry, over those that the catalog files there or under all industries.",
    ]


def _most_asked(shares: pd.DataFrame, base: pd.Series) -> str:
    state = state_of(base)
    if state != MEASURED:
        return (
            "How widely they are asked for cannot be told here "
            f"({state}: {plural(base['postings'], 'posting')})"
        )
    first = shares.iloc[0]
    if not first["postings"]:
        return f"None of them is named in {count(first['n'])} postings"
    sentence = (
        f"{first['name']} is asked for in {of_100(first['share'])} postings "
        f"({range_of_100(first['low'], first['high'])})"
    )
    tied = leaders(shares).iloc[1:]
    if tied.empty:
        return sentence + (", more than the other" + ("s" if len(shares) > 2 else ""))
    return f"{sentence}, too close to call with {listed(tied['name'])}"


def _cheapest(rows: pd.DataFrame, years: int) -> str:
    known = rows.dropna(subset=["total_usd"])
    unknown = rows[rows["total_usd"].isna()]["name"]
    over = to_keep(years)
    if known.empty:
        return f"Of none is the price {over} known in full"
    if len(known) == 1 and len(unknown):
        only = known.iloc[0]
        return (
            f"{only['name']} {_costs(only)} {over}; a part of the price of {listed(unknown)} is "
            "not known"
        )
    totals = known["total_usd"].astype(float).round()
    least = known[totals == totals.min()]
    if len(least) == len(known):
        sentence = f"{listed(known['name'])} cost the same {over}: {_total(least.iloc[0])}"
    elif len(least) > 1:
        sentence = f"{listed(least['name'])} cost least {over}: {_total(least.iloc[0])} each"
    elif least.iloc[0]["total_usd"] == 0:
        sentence = f"{least.iloc[0]['name']} costs nothing {over}"
    else:
        sentence = f"{least.iloc[0]['name']} costs least {over}: {_total(least.iloc[0])}"
    if len(unknown):
        sentence += f", as far as prices are known (a part is missing for {listed(unknown)})"
    return sentence


def _costs(row: pd.Series) -> str:
    return "is free" if row["total_usd"] == 0 else f"costs {_total(row)}"


def _total(row: pd.Series) -> str:
    if row["total_usd"] == 0:
        return "nothing"
    return ("about " if row["is_approximate"] else "") + dollars(row["total_usd"])
