"""Answers of the page Cost, each with its uncertainty. Pure; no Streamlit."""

from collections.abc import Mapping

import pandas as pd

from analysis.ownership import LEFT_OUT, NOT_ON_RECORD, UNKNOWN, Ownership
from dashboard.flexibility import TRAITS
from dashboard.metrics import count, dollars, listed, of_100, plural, range_of_100
from dashboard.metrics.labels import COST_PARTS
from dashboard.ownership import told, words_of

NONE_CHOSEN = "The catalog files no credential under these choices."


def recognition(rows: pd.DataFrame, priced: pd.DataFrame, over: str) -> str:
    """What owning a credential costs, for how many that is known, and the most asked for.

    Args:
        rows: ``ownership.with_total_cost`` of the credentials under the choices.
        priced: those that have a known total and are asked for, with share, low, high, n.
        over: what the total is for, as ``to earn and keep for 5 years``.
    """
    if rows.empty:
        return NONE_CHOSEN
    known = rows["total_usd"].dropna()
    if known.empty:
        return (
            f"None of the {plural(len(rows), 'credential')} under these choices has a cost that "
            "is known in full."
        )
    middle = known.median()
    half = "are free" if middle == 0 else f"cost at most {dollars(middle)}"
    sentence = (
        f"Half of the {plural(len(known), 'credential')} whose cost is known in full {half} "
        f"{over}; for {count(len(rows) - len(known))} more a part of it is not known"
    )
    if not priced.empty:
        first = priced.sort_values("low", ascending=False).iloc[0]
        about = "about " if first["is_approximate"] else ""
        costs = (
            "is free" if first["total_usd"] == 0 else f"costs {about}{dollars(first['total_usd'])}"
        )
        sentence += (
            f". The one most surely asked for, {first['name']} ({of_100(first['share'])} postings, "
            f"{range_of_100(first['low'], first['high'])}), {costs}"
        )
    return sentence + "."


def recognition_note(rows: pd.DataFrame, priced: pd.DataFrame) -> str:
    """How to read the picture, and what it leaves out."""
    stale, n = int(priced["is_stale"].sum()), int(priced["n"].iloc[0])
    return (
        f"{count(len(priced))} of {count(len(rows))} credentials: those with a cost known in full "
        f"that at least one of {count(n)} postings asks for. Higher is more asked for, further "
        "left is cheaper. The named ones are asked for more than anything cheaper, judged by the "
        "lower end of their 95 % interval, so that luck does not lead. "
        f"{plural(stale, 'price')} {'is' if stale == 1 else 'are'} stale "
        "(hollow). Click a mark to open the credential."
    )


def left_out(kept: int, before: int, unknown: Mapping[str, int], wanted: str) -> str:
    """What the choices of flexibility leave, and how many are gone for not being known."""
    gone = [f"{TRAITS[key].title.lower()} of {count(n)}" for key, n in unknown.items()]
    words = f"Only {wanted}: {count(kept)} of {plural(before, 'credential')}."
    return words + (f" Not found yet, so left out: {listed(gone, 6)}." if gone else "")


def parts(name: str, one: Ownership, over: str) -> str:
    """What one credential costs, its largest part, and what is not known."""
    known = [(p.amount.typical, p.name) for p in one.parts if p.amount.typical]
    words = told(one)
    costs = "The cost of {} is {}" if words.startswith("not known") else "{} costs {}"
    sentence = costs.format(name, words) + f" {over}"
    if len(known) > 1:
        largest, part = max(known)
        sentence += (
            f"; the largest known part is the {COST_PARTS[part].lower()}, {dollars(largest)}"
        )
    return sentence + "."


def parts_note(one: Ownership) -> str:
    """Which parts are not in the total, and why."""
    said = [
        (UNKNOWN, "Not known, so the total is only what it costs at least"),
        (NOT_ON_RECORD, "Nothing on record, which is no proof that there is none"),
        (LEFT_OUT, "Left out by the settings"),
    ]
    return " ".join(
        f"{words}: {words_of(one.named(state))}." for state, words in said if one.named(state)
    )


def buys(rows: pd.DataFrame, column: str, unit: str, over: str) -> str:
    """Which credential gives most for its cost, with n and what is not known.

    Args:
        rows: from ``cost_buys.with_units``.
        column: which of its ratios.
        unit: what one of it is, as ``learning hour``.
    """
    if rows.empty:
        return NONE_CHOSEN
    known = rows[rows[column].notna()]
    if known.empty:
        return (
            f"Of none of {plural(len(rows), 'credential')} under these choices is the cost for a "
            f"{unit} known."
        )
    free = known[known[column] == 0]
    paid = known[known[column] > 0].sort_values(column)
    middle = known[column].median()
    half = "are free" if middle == 0 else f"cost at most {cents(middle)} for a {unit}"
    sentence = (
        f"Half of the {plural(len(known), 'credential')} for which it is known {half} ({over})"
    )
    if len(paid):
        first = paid.iloc[0]
        sentence += f"; the cheapest that is not free, {first['name']}, {cents(first[column])}"
    if len(free):
        sentence += f"; {count(len(free))} {'is' if len(free) == 1 else 'are'} free"
    return f"{sentence}. Not known for {count(len(rows) - len(known))} more."


def cents(usd: float) -> str:
    """A small amount with cents, a large one without."""
    return dollars(usd) if usd >= 100 or usd == 0 else f"${usd:,.2f}"


def notes() -> list[str]:
    """What the reader must know of costs."""
    return [
        "A missing part is never taken for zero. A part that must be paid but is not known leaves "
        "the total open: it is then said what it costs at least. A part of which no source says "
        "whether there is one (training, materials, membership, retakes) is named as not on "
        "record.",
        "A renewal that falls due on the last day is not counted: the credential is valid until "
        "then. A membership is counted where the credential requires it, or where the member's "
        "price is chosen and exists, for every period that begins within the years. What is "
        "optional stands in the high figure only.",
        "Low and high are the ends of the ranges that issuers publish, not of chance. Where only a "
        "range is published its middle is typical; a price known only from an amount has no "
        "typical one. Retakes are an expectation over many people: with a published pass rate p, "
        "1 / p attempts, four at most; without one a single attempt is counted.",
        "Hours are valued only if you ask for it, at the published median wage without and "
        "then with benefits. Prices are converted at the average rate of their own year, not "
        "adjusted for inflation; later renewals are counted at today's fees.",
    ]
