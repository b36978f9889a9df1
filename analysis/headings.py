"""Section headings of job postings that tell how strongly the lines below them ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.scanning import Form, Hit, build_scanner, scan

HEADING_REACH = 2_500
"""Code points below a heading within which it still speaks."""


@dataclass(frozen=True)
class Heading:
    """`kind` is required, preferred, requirements (a bare "Requirements"), offered or neutral."""

    start: int
    end: int
    kind: str


LONGEST = 60
"""No heading phrase has more code points, signs within it included."""

BULLETS = "\u2022\u00b7\u25cf\u25aa\u25e6\u2023\u2666\u25a0\u27a2\u2713\uf0b7"

_NOUNS = (
    "qualification", "qualifications", "requirement", "requirements", "skills", "criteria",
    "experience", "certification", "certifications", "education", "credentials", "licenses",
    "knowledge", "attributes", "skill", "skill-set", "skill set", "skillset", "competencies",
    "licensure",
)  # fmt: skip
_STRONG = ("required", "minimum", "basic", "essential", "mandatory", "must-have", "necessary")
_WEAK = (
    "preferred", "desired", "desirable", "ideal", "nice-to-have", "bonus", "recommended",
    "optional",
)  # fmt: skip
_SINGLE: dict[str, str] = {
    "required": """
        essential, required, must have, must haves, what you must have, mandatory""",
    "preferred": """
        desirable, desired, preferred, nice to have, nice to haves, good to have, bonus points,
        bonus points if, it's a plus if, pluses, even better if, you may also have,
        qualifications we prefer, what we prefer, we prefer, what we would prefer,
        nice-to-haves, good to haves, what would be nice to have, what would be great,
        what sets you apart, what will set you apart, extra credit, added advantage""",
    "requirements": """
        requirement, requirements, job requirements, position requirements, role requirements,
        entry requirements, special requirements, other requirements, additional requirements,
        required and preferred qualifications, required & preferred qualifications,
        minimum and preferred qualifications, required skills and abilities, what you need,
        what you'll need, what you will need, what we require, conditions of employment,
        qualifications you must have, what qualifications you will need, what you must bring,
        you must have, you will need, you'll need, you need, qualifications you need""",
    "offered": """
        benefits, our benefits, employee benefits, perks, benefits and perks, perks and benefits,
        what we offer, we offer, what's in it for you, compensation and benefits, why join us,
        why work for us, learning and development, training and development""",
    "neutral": """
        responsibilities, key responsibilities, duties, job duties, essential functions,
        essential duties, essential duties and responsibilities, job description, description,
        overview, summary, about us, about the role, about the company, about you, who we are,
        who you are, the role, what you'll do, what you will do, qualifications, skills, key skills,
        experience, education, education and experience, qualifications and experience,
        skills and experience, certifications, licenses, licensure, knowledge, profile,
        working conditions, physical demands, how to apply, questionnaire, schedule, work location,
        job type, job types, salary, pay, what you'll bring, what you will bring, what you bring,
        you have, you bring, your profile, about our company, our values""",
}


def _phrases() -> dict[str, str]:
    """Every heading phrase with its kind."""
    phrases = {
        " ".join(phrase.split()): kind
        for kind, listed in _SINGLE.items()
        for phrase in listed.split(",")
    }
    for words, kind in ((_STRONG, "required"), (_WEAK, "preferred")):
        for word in words:
            for noun in _NOUNS:
                phrases[f"{word} {noun}"] = kind
                phrases[f"{noun} {word}"] = kind
    return phrases


HEADING_PHRASES: dict[str, str] = _phrases()
HEADING_FORMS: tuple[Form, ...] = tuple(
    Form(phrase, starts_capital=True) for phrase in HEADING_PHRASES
)
_KINDS: tuple[str, ...] = tuple(HEADING_PHRASES.values())
_LINE_START = re.compile(rf"(?:^|\n|[.!?:;)*#_>|{BULLETS}])[\s*#_>{BULLETS}\d.-]*$")
_LINE_END = re.compile(r"[ \t*_)]*(?:\([^)\n]{0,30}\))?[ \t*_]*(?::|\n|$|\s[-\u2013]\s)")


def headings_above(places: Sequence[tuple[str, int]]) -> list[list[Heading]]:
    """For each text and place in it the headings that may speak there, in order.

    Many places are read in one go, since most of a text has nothing to say.
    """
    begins = [max(0, place - HEADING_REACH - LONGEST) for _, place in places]
    regions = [text[a : place + LONGEST] for a, (text, place) in zip(begins, places, strict=True)]
    found: list[list[Heading]] = [[] for _ in places]
    for hits in scan(regions, _SCANNER):
        number = hits[0].text_index
        text, begin = places[number][0], begins[number]
        is_cut = begin > 0 and text[begin - 1].isalnum()
        moved = (h._replace(start=h.start + begin, end=h.end + begin) for h in hits)
        found[number] = headings_of_hits(text, (h for h in moved if h.start > begin or not is_cut))
    return found


def find_headings(text: str) -> list[Heading]:
    """Headings of one text, in order."""
    hits = next(scan([text], _SCANNER), [])
    return headings_of_hits(text, hits)


def headings_of_hits(text: str, hits: Iterable[Hit], first_form: int = 0) -> list[Heading]:
    """Headings among `hits` of HEADING_FORMS, whose numbers start at `first_form`."""
    headings: list[Heading] = []
    for hit in hits:
        if headings and hit.start < headings[-1].end:
            continue  # the longest phrase from the left has it
        if _is_heading(text, hit.start, hit.end):
            kind = _KINDS[hit.form_index - first_form]
            above = headings[-1] if headings else None
            if above and kind == "neutral" and hit.start - above.end < TOPIC_REACH:
                is_topic = text[hit.start : hit.end].lower() in _TOPICS
                kind = above.kind if is_topic and above.kind in _ASKING else kind
            headings.append(Heading(hit.start, hit.end, kind))
    return headings


def _is_heading(text: str, start: int, end: int) -> bool:
    """Alone on its line, followed by a colon, or (flattened text) all words capitalised."""
    opens = start == 0 or bool(_LINE_START.search(text, max(0, start - 12), start))
    closes = bool(_LINE_END.match(text, end))
    words = text[start:end].split()
    if words[-1].lower() in _FOR_SOMEONE and opens and _FOR.match(text, end):
        return True
    if words[0] in _FLATTENED and text[end : end + 2] == ": " and text[start - 1 : start] == " ":
        return True
    if len(words) > 1 and all(word[0].isupper() or word in _SMALL_WORDS for word in words):
        return opens or closes or text[end : end + 2].strip()[:1].isupper()
    return opens and closes


_FOR_SOMEONE = frozenset(("requirements", "qualifications"))
_FOR = re.compile(r"[ \t]+(?:for|of)[ \t]+[^\n.:;]{1,60}(?::|\n|$)")
"""Whom the list below is for: "Requirements for Lifeguards"."""
_FLATTENED = frozenset(("Essential", "Desirable"))
TOPIC_REACH = 200
"""A topic so near below a telling heading is part of its section: "Required: Education: ..."."""
_TOPICS = frozenset(
    ("education", "experience", "skills", "certifications", "licenses", "licensure", "knowledge",
     "education and experience", "skills and experience")
)  # fmt: skip
_ASKING = ("required", "preferred", "requirements")
_SMALL_WORDS = frozenset(("and", "to", "of", "the", "in", "it"))
_SCANNER = build_scanner(HEADING_FORMS)
