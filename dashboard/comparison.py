"""Credentials, and kinds of credential, side by side. Pure; frames in, frames out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.stacks import STEPS
from analysis.statistics import MEASURED, wilson_interval
from dashboard.metrics import (
    EDGE_STRENGTH_LABELS,
    KIND_LABELS,
    NOT_COUNTED,
    NOT_FOUND,
    count,
    dollars,
    of_100,
    plural,
    price,
    range_of_100,
)
from dashboard.ranking import state_of


def side_by_side(
    rows: pd.DataFrame,
    shares: pd.DataFrame,
    skills: pd.DataFrame,
    edges: pd.DataFrame,
    state: str,
    years: int,
    fit: Mapping[str, Mapping[str, str]],
) -> pd.DataFrame:
    """A column per credential and a row per measure, as text; unknown is said.

    Args:
        rows: ``prices.with_keeping_cost`` of the chosen credentials over ``years``.
        shares: ``ranking.with_shares`` of the same.
        skills: credential_id, skill_name.
        edges: ``marts.edges``.
        state: measured, too few or not collected, of the denominator.
        fit: ``depth.rows_in_words`` of the chosen.
    """
    by_id = shares.set_index("credential_id")
    columns = {}
    for row in rows.to_dict("records"):
        one = row["credential_id"]
        onward = edges[(edges["from_id"] == one) & edges["relation"].isin(STEPS)]
        needs = edges[(edges["to_id"] == one) & (edges["relation"] == "prerequisite")]
        columns[row["name"]] = {
            "Kind": KIND_LABELS[row["kind"]],
            "Issuer": _known(row["issuer_name"]),
            **_recognition(by_id.loc[one], state),
            "Price to earn": _price(row),
            **({f"Price to keep, {plural(years, 'year')}": _total(row)} if years else {}),
            "Renewal": _renewal(row),
            "Delivery": _words(row["delivery"]),
            **fit[one],
            "Comes before it": _before(needs),
            "Leads on to": _names(onward["to_name"].drop_duplicates(), "none known"),
            **_skills(one, skills),
            **_sources(row),
        }
    return pd.DataFrame(columns)


def counts_of(rows: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """The counts of the chosen credentials; zero where no posting asks for one.

    Args:
        rows: credential_id, name, kind.
        asked: ``queries.recognition.credentials`` of every kind.
    """
    counted = rows[["credential_id", "name", "kind"]].merge(
        asked.drop(columns=["name", "kind"]), on="credential_id", how="left"
    )
    counts = ["postings", "required", "preferred", "mentioned", "employers", "sources"]
    counted[counts] = counted[counts].fillna(0).astype(int)
    sums = ["k_squared", "k_times_n"]
    counted[sums] = counted[sums].fillna(0.0)
    return counted


def kinds_note(summary: pd.DataFrame, area: str | None) -> str:
    """Which credentials the kinds are compared by, and which kinds have none.

    Args:
        summary: ``queries.catalog.kind_summary``, of the skill area if one is chosen.
    """
    n = plural(summary["credentials"].sum(), "credential")
    text = f"Of {n} under your choices"
    text += f" that teach a skill of {area}." if area else "."
    none = [
        label.lower() for kind, label in KIND_LABELS.items() if kind not in set(summary["kind"])
    ]
    return text + (f" None of them is a {' or '.join(none)}." if none else "")


def kinds_side_by_side(
    summary: pd.DataFrame, asked: pd.DataFrame, base: pd.Series, *, in_area: bool = False
) -> pd.DataFrame:
    """A column per kind: recognition, price, scope, renewal, delivery, stacking, each with n.

    Args:
        summary: ``queries.catalog.kind_summary``.
        asked: ``queries.recognition.credentials`` of every kind (and of the skill area).
        base: ``queries.recognition.denominators``.
        in_area: whether a skill area was chosen; scope and specificity within it are then told.
    """
    asked = asked.merge(summary[["kind"]], on="kind")
    state = state_of(base)
    columns = {
        KIND_LABELS[r["kind"]]: {
            "In the catalog": count(r["credentials"]),
            "Asked for": NOT_COUNTED
            if kind == "degree"
            else _asked(asked[asked["kind"] == kind], r["credentials"], state),
            "Most asked for": NOT_COUNTED
            if kind == "degree"
            else _most(asked[asked["kind"] == kind], base, state),
            "Median price": _median(r["median_price_usd"], dollars, r["with_price"]),
            "Median hours": _median(r["median_hours"], lambda v: f"{v:,.0f} h", r["with_hours"]),
            "Median skills": _median(r["median_skills"], lambda v: f"{v:.0f}", r["with_skills"]),
            **(_within_area(r) if in_area else {}),
            "By a college or university": _of(r["academic"], r["credentials"]),
            "Expire": _of(r["expiring"], r["with_renewal"]),
            "Online or at home": _of(r["online"], r["with_delivery"]),
            "Lead on": _of(r["with_onward"], r["credentials"]),
            "Bear academic credit": _of(r["credit_bearing"], r["credentials"]),
        }
        for kind in KIND_LABELS
        for r in summary[summary["kind"] == kind].to_dict("records")
    }
    return pd.DataFrame(columns)


def _within_area(row: dict[str, Any]) -> dict[str, str]:
    n = row["with_skills"]
    return {
        "Skills of this area, median": _median(row["median_area_skills"], lambda v: f"{v:g}", n),
        "Part of all its skills, median": _median(
            row["median_area_share"], lambda v: f"{v * 100:.0f} %", n
        ),
    }


def _recognition(row: pd.Series, state: str) -> dict[str, str]:
    shown = NOT_COUNTED if row["kind"] == "degree" else state
    if shown != MEASURED:
        return dict.fromkeys(("Asked for in", "Required in", "Preferred in", "Employers"), shown)
    return {
        "Asked for in": f"{of_100(row['share'])} postings "
        f"({range_of_100(row['low'], row['high'])}); {count(row['postings'])} of {count(row['n'])}",
        "Required in": _part(row["required"], row["n"], row["n_effective"]),
        "Preferred in": _part(row["preferred"], row["n"], row["n_effective"]),
        "Employers": plural(row["employers"], "employer"),
    }


def _part(k: float, n: float, counted: float) -> str:
    """A share with its interval; ``counted`` is the effective n of all mentions."""
    bounds = wilson_interval(k / n * counted, counted)
    return f"{of_100(k / n)} ({range_of_100(float(bounds.low), float(bounds.high))})"


def _price(row: dict[str, Any]) -> str:
    written = price(
        row["price_status"],
        row["price_usd"],
        row["price_year"],
        row["price_low_usd"],
        row["price_high_usd"],
    )
    basis = "" if pd.isna(row["price_basis"]) else f"; {row['price_basis']}"
    return written + (" · stale" if row["is_stale"] else "") + basis


def _total(row: dict[str, Any]) -> str:
    if pd.isna(row["total_usd"]):
        missing = "price" if pd.isna(row["earn_usd"]) else "cost of renewal"
        return f"cannot be told: {missing} not known"
    about = "about " if row["is_approximate"] else ""
    total = "nothing" if row["total_usd"] == 0 else about + dollars(row["total_usd"])
    renewals = int(row["renewals"])
    if not renewals or not row["renewals_usd"]:
        return total
    return f"{total}, with {plural(renewals, 'renewal')} for {dollars(row['renewals_usd'])}"


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


def _skills(credential_id: str, skills: pd.DataFrame) -> dict[str, str]:
    """Skills that another of the chosen has too, and those that only this one has."""
    own = skills[skills["credential_id"] == credential_id]["skill_name"]
    elsewhere = set(skills[skills["credential_id"] != credential_id]["skill_name"])
    shared = own[own.isin(elsewhere)]
    if own.empty:
        return {"Skills in common": NOT_FOUND, "Skills only here": NOT_FOUND}
    return {
        "Skills in common": _names(shared, "none", shown=8)
        + (f" ({len(shared)} of {len(own)})" if len(shared) else ""),
        "Skills only here": _names(own[~own.isin(elsewhere)], "none", shown=8),
    }


def _before(edges: pd.DataFrame) -> str:
    """What comes first, entry rules before advice, each with how firm it is."""
    order = list(EDGE_STRENGTH_LABELS)
    ranked = edges.sort_values("strength", key=lambda s: s.map(order.index), kind="stable")
    names = [
        f"{name} ({EDGE_STRENGTH_LABELS[strength]})"
        for name, strength in zip(ranked["from_name"], ranked["strength"], strict=True)
    ]
    return _names(pd.Series(names, dtype=str), "none known")


def _sources(row: dict[str, Any]) -> dict[str, str]:
    own = f"{row['source']} ({row['as_of']})"
    if pd.isna(row["price_source"]):
        return {"Source": own, "Source of the price": NOT_FOUND}
    of_price = f"{row['price_source']} ({row['price_as_of']})"
    return {"Source": own, "Source of the price": "the same" if of_price == own else of_price}


def _known(value: Any) -> str:
    return NOT_FOUND if pd.isna(value) or not value else str(value)


def _words(values: Sequence[str]) -> str:
    items = [str(v).replace("_", " ") for v in values]
    return ", ".join(items) or NOT_FOUND


def _names(names: pd.Series, none: str, shown: int = 4) -> str:
    if names.empty:
        return none
    more = len(names) - shown
    return "; ".join(map(str, names.head(shown))) + (f"; and {more} more" if more > 0 else "")


def _asked(asked: pd.DataFrame, credentials: int, state: str) -> str:
    if state != MEASURED:
        return state
    return f"{count(len(asked))} of {count(credentials)}"


def _most(asked: pd.DataFrame, base: pd.Series, state: str) -> str:
    if state != MEASURED:
        return state
    if asked.empty:
        return "none"
    first = asked.loc[asked["postings"].idxmax()]
    return f"{of_100(first['postings'] / base['postings'])}: {first['name']}"


def _median(value: float, write: Callable[[float], str], n: float) -> str:
    return NOT_FOUND if pd.isna(value) else f"{write(value)} (n = {count(n)})"


def _of(part: float, whole: float) -> str:
    return NOT_FOUND if not whole else f"{part / whole * 100:.0f} % of {count(whole)}"
