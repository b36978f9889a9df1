"""The sentence that answers a page's question, with its uncertainty. Pure; no Streamlit."""

import pandas as pd

from analysis.statistics import (
    MEASURED,
    MIN_EMPLOYERS,
    MIN_POSTINGS,
    NOT_COLLECTED,
)
from dashboard.metrics import count, dollars, listed, of_100, percent, plural, range_of_100
from dashboard.ranking import leaders

STRENGTHS_NOTE = (
    "In the order of all mentions together. Required gates the job, preferred helps; mentioned "
    "stands there without either word."
)
INDUSTRIES_NOTE = (
    "Postings of 100 that name the credential; beside an industry, its postings. Every industry is "
    "shown, whatever the sidebar says; the other choices hold. Darker is more, on a square-root "
    "scale. Click a cell to choose its industry."
)


def recognition(ranked: pd.DataFrame, base: pd.Series, state: str, where: str) -> str:
    """Who leads, by how much, and who cannot be told apart from the leader.

    Args:
        ranked: from ``ranking.with_shares``.
        base: from ``queries.recognition.denominators``.
        where: the choices in words.
    """
    n, employers = int(base["postings"]), int(base["employers"])
    if state == NOT_COLLECTED:
        return f"Not collected: no postings for {where}."
    if state != MEASURED:
        return (
            f"Too few postings to say: {count(n)} of {plural(employers, 'known employer')}; "
            f"we ask for {MIN_POSTINGS} of {MIN_EMPLOYERS}."
        )
    if ranked.empty:
        return f"None of the catalog's credentials is named in {count(n)} postings."
    first, tied = ranked.iloc[0], leaders(ranked).iloc[1:]
    verb = "is asked for" if len(tied) else "leads: asked for"
    sentence = (
        f"{first['name']} {verb} in {of_100(first['share'])} postings "
        f"({range_of_100(first['low'], first['high'])}), by "
        f"{plural(first['employers'], 'employer')}"
    )
    if len(tied):
        sentence += f"; too close to call with {listed(tied['name'])}"
    if first["top_employer_share"] > 0.5 and first["postings"] > 1:
        sentence += (
            f". {first['top_employer']} alone makes {percent(first['top_employer_share'])} of that"
        )
    return sentence + "."


def ranking_note(ranked: pd.DataFrame, shown: int, rest: str = "in the table below") -> str:
    """What the ranking leaves out, and how it is sorted."""
    more = len(ranked) - shown
    others = f" {plural(more, 'more credential')} {rest}." if more > 0 else ""
    return (
        "Sorted by the lower end of the interval, so that luck does not lead. Click a dot to "
        f"compare the credential with its neighbour.{others}"
    )


def recognition_notes(base: pd.Series) -> list[str]:
    """What the reader must know of the denominators."""
    notes = [
        "A credential that the law or custom takes for granted is often not named in a posting: "
        "a low share of a licence is no sign that it can be done without.",
        "Industry comes from the source's industry label or, failing that, from the employer's "
        "name; search terms are never taken for an industry. Postings without either are counted "
        "under all industries only.",
    ]
    left_out = int(base["questionnaires_left_out"])
    if left_out:
        notes.append(
            f"{count(left_out)} applicant questionnaires of US federal agencies are left out; the "
            "sidebar can count them."
        )
    return notes


def headline(
    base: pd.Series, ranked: pd.DataFrame, filed: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """Four figures on the chosen industry: title, value, explanation.

    Args:
        filed: the catalog's credentials under the choices.
    """
    n = int(base["postings"])
    priced = filed["price_usd"].dropna()
    return [
        (
            "Postings",
            count(n),
            "Under your choices, without duplicates: the n of every share here.",
        ),
        ("Employers", count(base["employers"]), "Distinct employers behind these postings."),
        (
            "Credentials asked for",
            count(len(ranked)),
            "Named in at least one of these postings as required, preferred or mentioned.",
        ),
        (
            "Median price to earn",
            dollars(priced.median()) if len(priced) else "not found yet",
            f"Of the {count(len(priced))} credentials with a known price, of {count(len(filed))} "
            "that the catalog files under your choices.",
        ),
    ]


def sources(rows: pd.DataFrame) -> str:
    """How many sources and rows, and how many were left out."""
    hiring = rows[rows["kind"] == "hiring"]
    kept, came = int(hiring["rows_kept"].sum()), int(hiring["rows_in"].sum())
    return (
        f"{count(kept)} postings of {len(hiring)} hiring sources, and "
        f"{len(rows) - len(hiring)} other sources. {count(came - kept)} of {count(came)} rows were "
        f"left out ({percent((came - kept) / came)}), each with its reason."
        if came
        else "No hiring source has been loaded."
    )
