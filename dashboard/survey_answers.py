"""Which survey answers can stand beside each other, and how sure each of them is. Pure."""

import re
from dataclasses import dataclass

import pandas as pd

from analysis.statistics import wilson_interval
from dashboard.metrics import count

SAY, HIRES = "say", "hires"
STATED, NOT_STATED = "stated", "not stated"


@dataclass(frozen=True)
class Question:
    """Survey answers that can stand under one heading, each with the words that set it apart."""

    key: str
    title: str
    answers: dict[str, str]
    section: str = SAY


QUESTIONS = (
    Question(
        "value",
        "Say: holders bring value",
        {
            "People who hold alternative credentials bring value to the workplace": "",
            "Microcredentials are as valuable as or more valuable than degrees": "worth at least "
            "a degree",
        },
    ),
    Question(
        "application",
        "Say: one helps an application",
        {
            "A professional certificate strengthens a candidate's application": "professional "
            "certificate",
            "An industry microcredential strengthens a candidate's application": "microcredential",
            "Micro-credentials help a candidate's application": "microcredential",
            "Micro-credentials strengthen a candidate's application": "microcredential",
        },
    ),
    Question(
        "hire",
        "Say: we hire their holders",
        {
            "More likely to hire a candidate with a micro-credential": "more likely to hire",
            "Hired at least one micro-credential holder in the past year": "hired at least one "
            "in a year",
        },
    ),
    Question(
        "recognise",
        "Say: we recognise them",
        {
            "Our applicant tracking system recognises alternative credentials": "our applicant "
            "system does",
            "Alternative credentials may be equivalent to a bachelor degree": "may equal a "
            "bachelor degree",
        },
    ),
    Question(
        "require",
        "Say: we require one (cyber security only)",
        {
            "Enterprise typically requires a security certification for open positions": "any "
            "security certification",
            "Company requires security staff to hold one or more security certifications "
            "(roughly half)": "one or more, about half",
            "Requires CISSP on the security team": "CISSP",
        },
    ),
    Question(
        "published_hires",
        "Did: firms that dropped degree requirements (published)",
        {
            "Made skills-based hiring change in name only (no difference in hires)": "hired no "
            "differently",
            "Hires that the increased opportunity reached (fewer than 1 in 700)": "reached by "
            "it, at most",
        },
        HIRES,
    ),
)
UNCLEAR_BASE = re.compile(r"\d+ of \d+|subset")
"""Notes that say the answer's base is smaller than the n beside it."""


def said(surveys: pd.DataFrame) -> pd.DataFrame:
    """The survey answers that are compared, question by question, each with its interval.

    Args:
        surveys: from ``queries.surveys.surveys``.

    Returns:
        section, key, group (heading), label, mark (``stated`` or ``not stated``), share, low, high
        (shares of 1; both ends missing where n is not stated), n_words, statement, population,
        year, region, source, verified, note.
    """
    rows = [
        _answer(row, question)
        for question in QUESTIONS
        for statement in question.answers
        for row in surveys[surveys["statement"] == statement].to_dict("records")
    ]
    return pd.DataFrame(rows)


def other_answers(surveys: pd.DataFrame) -> pd.DataFrame:
    """The answers to questions that are not compared."""
    shown = {statement for question in QUESTIONS for statement in question.answers}
    return surveys[~surveys["statement"].isin(shown)].reset_index(drop=True)


def people(n: object, note: object = "") -> tuple[int | None, str]:
    """How many answered, as a number where it is known, and in words.

    ``1000+`` counts as 1,000: the interval is then no narrower than the true one.
    """
    text = "" if pd.isna(n) else str(n).strip()
    if not text:
        return None, "n not stated"
    number = re.fullmatch(r"(\d+)(\+?)", text)
    if number is None:
        first, _, unit = text.partition(" ")
        return None, f"{count(float(first))} {unit}"
    size = int(number[1])
    words = f"n over {count(size)}" if number[2] else f"n {count(size)}"
    if UNCLEAR_BASE.search("" if pd.isna(note) else str(note)):
        return None, f"{words}, base unclear"
    return size, words


def _answer(row: dict[object, object] | dict[str, object], question: Question) -> dict[str, object]:
    values = {str(k): v for k, v in row.items()}
    size, words = people(values["n"], values["note"])
    share = float(str(values["share"]))
    bounds = None if size is None else wilson_interval(share * size, size)
    place = str(values["region"]).partition(" (")[0]
    what = question.answers[str(values["statement"])]
    who = f"{str(values['population']).partition(' (')[0]}, {place}"
    if question.section == SAY:
        who += f" {values['year']}"
    return {
        "section": question.section,
        "key": question.key,
        "group": question.title,
        "label": f"{what}: {who}" if what else who,
        "mark": NOT_STATED if bounds is None else STATED,
        "share": share,
        "low": float("nan") if bounds is None else float(bounds.low),
        "high": float("nan") if bounds is None else float(bounds.high),
        "n_words": words,
        **{
            c: values[c]
            for c in ("statement", "population", "year", "region", "source", "verified", "note")
        },
    }
