"""Total cost of ownership for a table of credentials. Pure; frames in, frames out."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis.costs import Amount, published_amount
from analysis.ownership import (
    EARN,
    MEMBERSHIP,
    NOT_ON_RECORD,
    RETAKES,
    SUBSIDISED,
    TRAINING,
    UNKNOWN,
    Facts,
    Ownership,
    Price,
    Terms,
    ownership,
)
from dashboard.metrics import dollars
from dashboard.metrics.labels import COST_PARTS
from dashboard.prices import APPROXIMATE, is_stale_price, known

OPTIONAL = "optional"
"""How the words of a price begin where nobody must pay it."""
COURSE = "course_completion"
IS_COURSE = ("microcredential", "certificate", "degree")
"""Kinds that are a course themselves, so that their price is its price."""
A_COURSE = re.compile(r"\b(courses?|programmes?|training|tuition|instruction|provider)\b", re.I)
"""Words of a price that is that of a course."""
EXTRA = re.compile(r"\bextra\b", re.I)
OF_ELSE = re.compile(r"\b(extra|hours|not found)\b", re.I)
"""Words of a clause that tells of something else than what the price covers."""
ONE_PART = re.compile(r"one (level|part|section)\b", re.I)
"""How a price of a second attempt begins that is not of the whole exam."""
ASIDE = re.compile(r"\([^)]*\)")


def facts_of(rows: pd.DataFrame, items: pd.DataFrame) -> list[Facts]:
    """What is known of the cost of each row.

    Args:
        rows: credential_id, kind, hours, assessment, pass_rate (``queries.cost.credentials``).
        items: ``queries.cost.items``.
    """
    wanted = items[items["credential_id"].isin(rows["credential_id"])]
    found: dict[str, list[dict[Any, Any]]] = defaultdict(list)
    for item in wanted.to_dict("records"):
        found[item["credential_id"]].append(item)
    columns = ["credential_id", "kind", "hours", "assessment", "pass_rate"]
    return [_facts(row, found[row["credential_id"]]) for row in rows[columns].to_dict("records")]


def _facts(row: Mapping[Any, Any], items: Sequence[Mapping[Any, Any]]) -> Facts:
    words = "; ".join(
        str(known(item["basis"]) or "")
        for item in items
        if item["item"] == EARN and item["audience"] != SUBSIDISED
    )
    priced = {item["item"] for item in items}
    # The prices for different people say the same of what is left out: once is enough.
    clauses = list(dict.fromkeys(clause.strip(" )") for clause in words.split(";")))
    covered = ASIDE.sub("", words).split(";")
    of_course = any(A_COURSE.search(c) and not OF_ELSE.search(c) for c in covered)
    asks = COURSE in str(row["assessment"]).split("|")
    covers = of_course or (asks and row["kind"] in IS_COURSE)
    return Facts(
        tuple(_price(item) for item in items),
        known(row["hours"]),
        known(row["pass_rate"]),
        covers_course=covers,
        needs_course=asks and not covers,
        extras="; ".join(c for c in clauses if EXTRA.search(c) and not _is_priced(c, priced)),
    )


def _is_priced(clause: str, items: Collection[str]) -> bool:
    """Whether what a price leaves out has a price of its own on record."""
    return (TRAINING in items and bool(A_COURSE.search(clause))) or (
        MEMBERSHIP in items and "membership" in clause.lower()
    )


def with_total_cost(
    rows: pd.DataFrame, items: pd.DataFrame, terms: Terms, today: date
) -> pd.DataFrame:
    """Add what a credential costs under the terms, in US dollars for all seats.

    Adds total_usd (NA where a part is unknown), at_least_usd (NA where nothing is known), most_usd,
    unknown and not_on_record (names of parts in words), covers_learning (the total has the price of
    a course in it), is_approximate (a range, or an amount that varies) and is_stale (its price to
    earn).
    """
    known_of = facts_of(rows, items)
    found = [ownership(facts, terms) for facts in known_of]
    result = rows.copy()
    for column, end in (("total_usd", "typical"), ("at_least_usd", "low"), ("most_usd", "high")):
        values = [getattr(one.total, end) for one in found]
        result[column] = pd.array(values, dtype="Float64")
    # That something costs at least nothing is no news.
    result["at_least_usd"] = result["at_least_usd"].mask(
        result["total_usd"].isna() & (result["at_least_usd"] == 0)
    )
    for column, state in (("unknown", UNKNOWN), ("not_on_record", NOT_ON_RECORD)):
        result[column] = [words_of(one.named(state)) for one in found]
    result["covers_learning"] = [
        facts.covers_course or any(p.name == TRAINING and p.amount.typical for p in one.parts)
        for facts, one in zip(known_of, found, strict=True)
    ]
    result["is_approximate"] = [
        one.total.typical is not None and (one.total.low != one.total.high or status in APPROXIMATE)
        for one, status in zip(found, rows["price_status"], strict=True)
    ]
    result["is_stale"] = [is_stale_price(row, today) for row in rows.to_dict("records")]
    return result


def parts_table(one: Ownership) -> pd.DataFrame:
    """The parts of a cost in words.

    Returns:
        Part, State, Low, Typical, High (US dollars; NA where not known), Times, Why.
    """
    table = pd.DataFrame(
        [
            (
                COST_PARTS[part.name],
                part.state,
                part.amount.low,
                part.amount.typical,
                part.amount.high,
                part.times,
                part.why,
            )
            for part in one.parts
        ],
        columns=["Part", "State", "Low", "Typical", "High", "Times", "Why"],
    )
    return table.astype(dict.fromkeys(("Low", "Typical", "High", "Times"), "Float64"))


def words_of(parts: Sequence[str]) -> str:
    """Parts in words, as ``retakes, training``; empty where there are none."""
    return ", ".join(COST_PARTS[name].lower() for name in parts)


def total_in_words(total: float | None, at_least: float | None, unknown: str) -> str:
    """A total, or what it costs at least and which parts are not known."""
    if not pd.isna(total):
        return "nothing" if total == 0 else dollars(total)
    if pd.isna(at_least) or at_least == 0:
        return f"not known ({unknown})"
    return f"at least {dollars(at_least)} ({unknown} not known)"


def told(one: Ownership) -> str:
    """The total of one credential in words."""
    unknown = words_of(one.named(UNKNOWN))
    words = total_in_words(one.total.typical, one.total.low, unknown)
    low, high = one.total.low, one.total.high
    if one.total.typical is not None and low != high:
        words += f" ({dollars(low)} to {dollars(high)})" if high else f" (from {dollars(low)})"
    return words


def _price(item: Mapping[Any, Any]) -> Price:
    status = known(item["status"])
    amount = published_amount(
        status,
        known(item["amount_usd"]),
        known(item["amount_low_usd"]),
        known(item["amount_high_usd"]),
    )
    if item["item"] == RETAKES and ONE_PART.match(str(item["basis"])):
        # How many parts are taken again is not known: it is at least one.
        amount = Amount(None, amount.low, None)
    period = known(item["period_months"])
    return Price(
        item["item"],
        item["audience"],
        status,
        amount,
        None if period is None else int(period),
        str(item["requirement"]).startswith(OPTIONAL),
        known(item["ce_hours"]),
    )
