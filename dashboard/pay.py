"""Pay premiums in words. Pure; no Streamlit."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.statistics import MIN_EMPLOYERS, MIN_POSTINGS
from analysis.wages import (
    HIGHER,
    LOWER,
    MIN_DEGREES,
    MIN_OVERLAP,
    NONE,
    SELECTION,
    SELECTION_PREMIUM,
    TOO_FEW,
)
from dashboard.composition import MOST
from dashboard.metrics import count, dollars, listed, percent, plural

ONE_SOURCE = 0.8
"""Share of the naming postings above which one source is said to make a premium."""
VERDICTS = {
    HIGHER: "higher pay",
    LOWER: "lower pay",
    NONE: "none",
    SELECTION: "likely selection",
    TOO_FEW: "too few",
}
MEASURES_SHOWN = ("pay_premium", "advertised_pay")
METHOD = [
    "Like postings are those of the same occupation and seniority (each within a country), the "
    "same region, quarter and way of stating pay (each within a source). These are held equal one "
    "beside the other, not in every combination. Each credential is compared by itself; the "
    "postings without it may name others.",
    "Raw gap. The same postings with nothing held equal. It mostly says in which occupations a "
    "credential is asked for, not what it adds.",
    "Postings of one employer are not independent, so errors are clustered by employer (CR2 with "
    "Satterthwaite's degrees of freedom); the fewer employers carry a figure, the wider its "
    "interval. On simulated markets it covers the planted premium in 93 to 97 of 100.",
    f"None. The interval holds zero. Likely selection: beyond {SELECTION_PREMIUM:.0%} up or down; "
    "controlled studies find a few per cent, so a larger gap likelier comes from who is hired "
    "and where than from the credential. Of 20 credentials without any premium one misses zero "
    "by chance.".replace("%", " %"),
    f"Too few. Fewer than {MIN_POSTINGS} postings with pay that name it or {MIN_EMPLOYERS} "
    f"employers; or less than {MIN_OVERLAP * 100:.0f} % of them have a like posting (same source "
    f"and occupation) without it; or a few employers carry all (under {MIN_DEGREES:.0f} degrees "
    "of freedom).",
    "Advertised, not paid: what a posting offers, not what somebody earns. Premiums are ratios, "
    "so that currencies, which sources and countries hold apart, cancel. Postings without a "
    "stated pay or a known occupation are left out; estimates of pay are never used.",
    "Wages of the roles are published for whole occupation groups in the United States (OEWS, "
    "May 2025), for the chosen state over all industries, else for the chosen industry. They are "
    "no pay of holders.",
]


def signed(ratio: float) -> str:
    """A premium as ``+8 %`` or ``−4 %``; what rounds to zero has no sign."""
    return f"{_number(ratio, sign=True)} %"


def signed_range(low: float, high: float) -> str:
    """An interval of premiums as ``−4 to 12 %``."""
    return f"{_number(low)} to {_number(high)} %"


def _number(ratio: float, *, sign: bool = False) -> str:
    value = ratio * 100
    text = f"{abs(value):.0f}" if abs(value) >= 0.95 else f"{abs(value):.1f}"
    if text == "0.0":
        return "0"
    return ("−" if value < 0 else "+" if sign else "") + text


def measured(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a fit whose premium can be told."""
    return rows[rows["verdict"] != TOO_FEW]


def sentence(row: Mapping[str, Any]) -> str:
    """What the postings say of one credential's pay.

    Args:
        row: of ``pay_fit.Fit.rows`` (a mapping or a Series).
    """
    n, employers = int(row["with_n"]), int(row["employers"])
    if row["verdict"] == TOO_FEW:
        return f"No premium can be told: {why_too_few(row)}."
    counted = f"{plural(n, 'posting')} of {plural(employers, 'employer')}"
    said = (
        f"postings that name it offer {signed(row['estimate'])} against like postings "
        f"({signed_range(row['low'], row['high'])}; {counted})"
    )
    raw = f"With nothing held equal the gap looks like {signed(row['raw'])}."
    if row["verdict"] == NONE:
        return f"No premium beyond chance: {said}. {raw}{_one_source(row)}"
    if row["verdict"] == SELECTION:
        return (
            f"Likely selection: {said}, more than a credential is known to add. "
            f"{raw}{_one_source(row)}"
        )
    word = "Higher" if row["verdict"] == HIGHER else "Lower"
    return f"{word} advertised pay: {said}. {raw}{_one_source(row)}"


def why_too_few(row: Mapping[str, Any]) -> str:
    """Which part of the rule a credential misses."""
    n, employers = int(row["with_n"]), int(row["employers"])
    if n < MIN_POSTINGS or employers < MIN_EMPLOYERS:
        return (
            f"{plural(n, 'posting')} with pay of {plural(employers, 'known employer')} name it; "
            f"we ask for {MIN_POSTINGS} of {MIN_EMPLOYERS}"
        )
    if row["overlap"] < MIN_OVERLAP:
        return (
            f"only {percent(row['overlap'])} of the postings that name it have a like posting "
            "that does not"
        )
    if not pd.isna(row["degrees"]) and row["degrees"] < MIN_DEGREES:
        return "too few employers carry the figure, most of it comes from one or two"
    return "nearly all like postings name it, so that nothing is left to compare"


def _one_source(row: Mapping[str, Any]) -> str:
    if row["top_source_share"] <= ONE_SOURCE:
        return ""
    return f" {percent(row['top_source_share'])} of the postings that name it: {row['top_source']}."


def answer(rows: pd.DataFrame) -> str:
    """The page's sentence: which credentials go with higher pay, and how sure that is."""
    told = measured(rows)
    if told.empty:
        return (
            "Too few to say: no credential is named by enough postings with pay "
            f"({MIN_POSTINGS} of {MIN_EMPLOYERS} employers, with like postings to compare)."
        )
    higher, n = told[told["verdict"] == HIGHER], len(told)
    selection = told[told["verdict"] == SELECTION]
    if len(higher):
        first = higher.iloc[0]
        so = "So does" if len(higher) == 2 else "So do"
        others = f" {so} {listed(higher['name'].iloc[1:])}." if len(higher) > 1 else ""
        said = (
            f"{first['name']} goes with higher advertised pay among like postings: "
            f"{signed(first['estimate'])} ({signed_range(first['low'], first['high'])}, "
            f"{plural(first['with_n'], 'posting')} of {plural(first['employers'], 'employer')})."
            f"{others} That is {len(higher)} of {plural(n, 'credential')} with enough postings."
        )
    else:
        nearest = told.loc[(told["with_n"]).idxmax()]
        said = (
            f"None of {plural(n, 'credential')} with enough postings goes with higher advertised "
            "pay beyond chance once like is compared with like"
            if n > 1
            else "The one credential with enough postings does not go with higher advertised pay "
            "beyond chance once like is compared with like"
        )
        if nearest["verdict"] in (NONE, LOWER):
            said += (
                f": {nearest['name']} {signed(nearest['estimate'])} "
                f"({signed_range(nearest['low'], nearest['high'])}), where the raw gap is "
                f"{signed(nearest['raw'])}"
            )
        said += "."
    if len(selection):
        first = selection.iloc[0]
        said += (
            f" {first['name']} shows {signed(first['estimate'])} "
            f"({signed_range(first['low'], first['high'])}): likelier selection than its worth."
        )
    return said


def headline(
    rows: pd.DataFrame, known: Mapping[str, Any], r_squared: float
) -> list[tuple[str, str, str]]:
    """Four figures: title, value, explanation.

    Args:
        known: from ``queries.pay.coverage``.
    """
    states = rows["verdict"].value_counts()
    told = len(measured(rows))
    return [
        (
            "Postings compared",
            count(known["fitted"]),
            f"Of {plural(known['postings'], 'posting')} under your choices "
            f"{count(known['with_pay'])} state a pay; these also have a known occupation.",
        ),
        (
            "Credentials told",
            f"{told} of {len(rows)}",
            "Credentials named in these postings, and those with enough of them to say.",
        ),
        (
            "Higher · none · lower",
            f"{states.get(HIGHER, 0)} · {states.get(NONE, 0)} · {states.get(LOWER, 0)}",
            f"Premiums whose interval lies above, on and below zero; "
            f"{states.get(SELECTION, 0)} more likely selection.",
        ),
        (
            "Explained already",
            "not told" if pd.isna(r_squared) or not told else percent(r_squared),
            "Share of the differences in log pay that occupation, region, time, source and "
            "seniority explain before any credential is looked at (R squared).",
        ),
    ]


def warnings(known: Mapping[str, Any], every: int = 1) -> list[str]:
    """When only a part of the postings is compared, or one source makes most of them.

    Args:
        known: from ``queries.pay.coverage``.
        every: one posting of so many was drawn.
    """
    told = []
    if every > 1:
        told.append(
            f"So many postings state their pay that one of {count(every)} was drawn at random. The "
            "intervals allow for it; they would be a little narrower with all of them."
        )
    share = known["top_source_share"]
    if pd.isna(share) or share <= MOST:
        return told
    return [
        *told,
        f"{known['top_source']} makes {percent(share)} of the postings compared. Where a source "
        "pays by bands, as a public service does, a credential can move pay only by moving the "
        "band. The table says which source makes each premium.",
    ]


def picture_note(rows: pd.DataFrame, shown: int) -> str:
    """How the picture is sorted, what one source makes, and what is not shown."""
    told = measured(rows)
    alone = [
        f"{r['name']} ({percent(r['top_source_share'])} {r['top_source']})"
        for r in told.to_dict("records")
        if r["top_source_share"] > ONE_SOURCE
    ]
    left = [
        f"{plural(n, 'credential')} {why}"
        for n, why in (
            (len(told) - shown, "more in the table"),
            (len(rows) - len(told), "with too few to say"),
        )
        if n > 0
    ]
    return (
        "Sorted by the lower end of the interval. The hollow mark is the raw gap, with nothing "
        "held equal: what lies between the two marks is occupation, place, time, source and "
        "seniority."
        + (f" Made by one source: {listed(alone)}." if alone else "")
        + (f" Not shown: {' and '.join(left)}." if left else "")
    )


def roles_sentence(name: str, roles: pd.DataFrame, place: str) -> str:
    """What the occupation groups that ask for a credential are paid.

    Args:
        roles: from ``queries.pay.roles``.
        place: the country that was chosen, ``all`` for none.
    """
    if roles.empty:
        return f"No posting under your choices that asks for {name} has a known occupation."
    first = roles.iloc[0]
    said = f"{percent(first['share'])} of the postings that ask for {name} are in "
    said += f"{str(first['group_name']).lower()}"
    if pd.isna(first["annual_median_usd"]):
        return f"{said}, for which no wage is published here."
    elsewhere = (
        "" if place in ("all", "US") else " Wages are those of the United States: no others are in."
    )
    return (
        f"{said}, where half of all employees earn more than "
        f"{dollars(first['annual_median_usd'])} a year (the middle half "
        f"{dollars(first['annual_p25_usd'])} to {dollars(first['annual_p75_usd'])}; "
        f"{first['wages_of']}, United States, OEWS May 2025), with or without it.{elsewhere}"
    )
