"""How deep a credential goes, component by component, and never as one number.

Each component keeps its original value and gets an ordinal from 0 (none) to 5 by the tables below.
They are not averaged: a long course without an exam and a hard exam without a course are not "3".
What is not known has no ordinal. The tables are ours; they say what is more, not by how much.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from analysis.conditions import asks_nothing, is_advice, is_stated, least_years, names_degree

MOST = 5

HOURS_UP_TO = (2, 8, 40, 150, 600)
"""Hours up to which 0 to 4 is given: two hours, a day, a week, 6 ECTS of 25 hours, 24 ECTS."""
LEVELS = {"entry": 1, "intermediate": 3, "advanced": 5}
"""The catalog's own (editorial) levels."""
EQF_LEVELS = {1: 0, 2: 1, 3: 1, 4: 2, 5: 3, 6: 4, 7: 5, 8: 5}
"""European Qualifications Framework: 4 is a school-leaving level, 6 a bachelor's, 7 a master's."""
SUPERVISION = {"none": 0, "online_proctored": 3, "both": 3, "test_centre": 5}
"""Who watches the exam. Where the holder may choose, the weaker of the two counts."""
WORK_IS_JUDGED = {"practical", "portfolio"}
FORMS_OF_WORK = {"performance", "oral", "portfolio"}

YEARS_FROM = ((5.0, 5), (3.0, 4), (1.0, 3), (0.0, 2))
"""Years of experience from which an ordinal is given; advice alone is 1."""


@dataclass(frozen=True)
class Component:
    """One component: its name, the original value in words, and its place from 0 to 5.

    ``ordinal`` is None where the value is not known, or known without its size.
    """

    name: str
    value: str | None
    ordinal: int | None


@dataclass(frozen=True)
class LevelFit:
    """Shares of the postings that name a credential, by their seniority against its level.

    Counts of ``n`` postings whose seniority is known: ``below`` are junior ones of a credential
    above entry level, ``above`` senior ones of one below the advanced level.
    """

    n: int
    below: int
    alike: int
    above: int


def hours(value: float | None, basis: str | None = None) -> Component:
    """Hours of learning or recommended study, with what they are counted of."""
    if value is None:
        return Component("Hours", None, None)
    ordinal = next((i for i, most in enumerate(HOURS_UP_TO) if value <= most), MOST)
    return Component("Hours", f"{value:,.0f} h" + (f" ({basis})" if basis else ""), ordinal)


def level(value: str | None) -> Component:
    """The level that the catalog's editors give."""
    return Component("Level (editorial)", value, LEVELS.get(value or ""))


def eqf(value: int | None) -> Component:
    """The level in the European Qualifications Framework, where a register states it."""
    if value is None:
        return Component("Level (EQF)", None, None)
    return Component("Level (EQF)", f"EQF {value} of 8", EQF_LEVELS[value])


def assessment(kinds: Collection[str], forms: Collection[str] = ()) -> Component:
    """What is judged, by whom credential is given: attendance, knowledge, or work itself.

    0 nothing is assessed, 1 a course completed, 2 experience vouched for, 3 an exam, 4 work judged
    (a practical test or a portfolio), 5 both an exam and work.

    Args:
        kinds: as in the catalog; none is not known.
        forms: of the exam; a performance, oral or portfolio form means that work is judged.
    """
    if not kinds:
        return Component("Assessment", None, None)
    known = set(kinds)
    is_work = bool(known & WORK_IS_JUDGED or set(forms) & FORMS_OF_WORK)
    has_exam = "exam" in known
    ordinal = (
        5
        if has_exam and is_work
        else 4
        if is_work
        else 3
        if has_exam
        else 2
        if "experience" in known
        else 1
    )
    told = ", ".join(form.replace("_", " ") for form in forms)
    words = [
        f"exam ({told})" if kind == "exam" and told else kind.replace("_", " ") for kind in kinds
    ]
    return Component("Assessment", ", ".join(words), ordinal)


def supervision(value: str | None, kinds: Collection[str] = ()) -> Component:
    """Who watches the exam; where a course is only completed, there is none to watch."""
    if value is None and set(kinds) == {"course_completion"}:
        return Component("Supervision", "no exam", 0)
    words = {
        "none": "not supervised",
        "online_proctored": "supervised online",
        "both": "in a centre or supervised online",
        "test_centre": "in a centre",
    }
    if value is None:
        return Component("Supervision", None, None)
    return Component("Supervision", words[value], SUPERVISION[value])


def prerequisites(text: str | None, required: int, routes: int, advised: int) -> Component:
    """What must be had first: 0 nothing, 1 advice, 2 another condition, 3 one credential,
    4 several, 5 a degree (if only as one of several ways).

    Args:
        text: the issuer's conditions in the catalog's words; None where not known.
        required, routes, advised: documented steps to it from other credentials: needed ones, ones
            of which one is enough, recommended ones.
    """
    counted = (
        f"{required} required" if required else "",
        f"one of {routes}" if routes > 1 else "one named route" if routes else "",
        f"{advised} recommended" if advised else "",
    )
    steps = ", ".join(part for part in counted if part)
    told = f"credentials first: {steps}" if steps else None
    value = "; ".join(part for part in (text, told) if part)
    needed = required + (1 if routes else 0)
    if text and names_degree(text):
        ordinal: int | None = 5
    elif needed:
        ordinal = 4 if needed > 1 else 3
    elif text and is_stated(text) and not asks_nothing(text):
        ordinal = 1 if is_advice(text) else 2
    elif advised:
        ordinal = 1
    else:
        ordinal = 0 if text and asks_nothing(text) else None
    return Component("Prerequisites", value or None, ordinal)


def experience(text: str | None, kinds: Collection[str] = ()) -> Component:
    """Years of experience asked for: 0 none, 1 advised, 2 under one year, 3 from one, 4 from
    three, 5 from five.

    Of several routes the shortest counts. That experience is asked for without its length has no
    ordinal.

    Args:
        text: the issuer's conditions in the catalog's words; None where not known.
        kinds: how the credential is assessed; ``experience`` means that some is asked for.
    """
    years = least_years(text, is_asked="experience" in kinds) if text else None
    if years is not None and text:
        advised = is_advice(text)
        ordinal = 1 if advised else next(place for least, place in YEARS_FROM if years >= least)
        words = f"{years:.2g} year{'' if years == 1 else 's'}"
        return Component("Experience", ("advised: " if advised else "from ") + words, ordinal)
    if text and asks_nothing(text):
        return Component("Experience", "none", 0)
    if "experience" in kinds:
        return Component("Experience", "asked for, length not found", None)
    return Component("Experience", None, None)


SENIORITY_BANDS = {
    "intern": 0,
    "junior": 0,
    "standard": 1,
    "senior": 2,
    "lead": 2,
    "manager": 2,
    "director": 2,
}
"""Seniority of a title: 0 says junior, 2 senior; 1 says neither, which fits any level."""


def level_fit(credential_level: str, postings: Mapping[str, int]) -> LevelFit:
    """A credential's level against the seniority of the postings that name it.

    Args:
        credential_level: entry, intermediate or advanced.
        postings: seniority -> postings; others than ``SENIORITY_BANDS`` are not known and left out.
    """
    bands = [0, 0, 0]
    for seniority, count in postings.items():
        if seniority in SENIORITY_BANDS:
            bands[SENIORITY_BANDS[seniority]] += count
    below = bands[0] if credential_level != "entry" else 0
    above = bands[2] if credential_level != "advanced" else 0
    return LevelFit(sum(bands), below, sum(bands) - below - above, above)
