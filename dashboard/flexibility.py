"""Where, when and in which language one learns and is examined. Pure; frames in, frames out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.metrics import NOT_FOUND, percent


@dataclass(frozen=True)
class Trait:
    """A way in which credentials differ: its title, the columns it is read from, its words."""

    title: str
    columns: tuple[str, ...]
    labels: Mapping[str, str]


LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "th": "Thai", "tr": "Turkish", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
TRAITS = {
    "learning": Trait(
        "Learning",
        ("delivery",),
        {"online": "online", "on_site": "on site", "blended": "blended"},
    ),
    "pace": Trait(
        "Pace",
        ("delivery",),
        {"self_paced": "self-paced", "instructor_led": "instructor-led"},
    ),
    "exam_place": Trait(
        "Exam place",
        ("delivery",),
        {"exam_at_home": "at home", "exam_in_centre": "in a centre"},
    ),
    "supervision": Trait(
        "Supervision",
        ("supervision",),
        {
            "test_centre": "test centre",
            "online_proctored": "watched online",
            "both": "centre or online",
            "none": "not supervised",
        },
    ),
    "exam_form": Trait(
        "Exam form",
        ("exam_form",),
        {
            "multiple_choice": "multiple choice",
            "performance": "practical tasks",
            "oral": "oral",
            "essay": "essay",
            "portfolio": "portfolio",
        },
    ),
    "language": Trait("Language", ("languages", "exam_languages"), LANGUAGES),
}
"""The traits in the order of the page; a value that has no word of its own is shown as it is."""
ROWS = ("Pace", "Languages", "Exam")
"""Rows of a comparison, from ``in_words``."""
MET_BY_BOTH = ("test_centre", "online_proctored")


def values(row: Mapping[Any, Any], trait: Trait) -> list[str]:
    """What is known of a trait: the codes of its labels; of delivery only its own."""
    found = [code for column in trait.columns for code in _codes(row[column])]
    shared = trait.columns == ("delivery",)
    return list(dict.fromkeys(c for c in found if not shared or c in trait.labels))


def matching(
    rows: pd.DataFrame, wanted: Mapping[str, Sequence[str]]
) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows that have at least one of the wanted values of every trait.

    Returns:
        The rows, and by trait how many were left out because the trait is not known of them; a row
        counts at the first trait that is not known of it.
    """
    if not wanted:
        return rows, {}
    kept, unknown = [], dict.fromkeys(wanted, 0)
    for position, row in enumerate(rows.to_dict("records")):
        fits = True
        for key, codes in wanted.items():
            have = values(row, TRAITS[key])
            if not have:
                unknown[key] += 1
            if not _meets(have, codes):
                fits = False
                break
        if fits:
            kept.append(position)
    return rows.iloc[kept], {key: n for key, n in unknown.items() if n}


def columns(rows: pd.DataFrame) -> dict[str, list[str]]:
    """A column of words for every trait; what is not known says so."""
    records = rows[sorted({c for t in TRAITS.values() for c in t.columns})].to_dict("records")
    return {
        trait.title: [_words(values(row, trait), trait) for row in records]
        for trait in TRAITS.values()
    }


def in_words(row: Mapping[Any, Any], exam: Mapping[Any, Any]) -> dict[str, str]:
    """Pace, languages and exam of one credential, as rows of a comparison; unknown is said.

    Args:
        row: of ``queries.catalog.named``.
        exam: of ``queries.depth.exams``; empty where none is known.
    """
    pace, languages, form = (TRAITS[key] for key in ("pace", "language", "exam_form"))
    paces = [words for way, words in pace.labels.items() if way in row["delivery"]]
    codes = dict.fromkeys([*row["languages"], *exam.get("languages", ())])
    minutes, rate = exam.get("minutes"), exam.get("pass_rate")
    parts = [
        ", ".join(form.labels.get(code, code) for code in exam.get("form", ())),
        "" if minutes is None or pd.isna(minutes) else f"{int(minutes)} minutes",
        ""
        if rate is None or pd.isna(rate)
        else f"{percent(float(rate))} pass ({exam['pass_rate_of']})",
    ]
    return {
        "Pace": " or ".join(paces) or NOT_FOUND,
        "Languages": _words(codes, languages),
        "Exam": "; ".join(part for part in parts if part) or NOT_FOUND,
    }


def _words(codes: Iterable[str], trait: Trait) -> str:
    return ", ".join(trait.labels.get(code, code) for code in codes) or NOT_FOUND


def _meets(have: Iterable[str], wanted: Iterable[str]) -> bool:
    own = set(have)
    if "both" in own:
        own |= set(MET_BY_BOTH)
    return bool(own & set(wanted))


def _codes(cell: Any) -> list[str]:
    """The codes that a cell joins by ``|``; none where it is empty."""
    return cell.split("|") if isinstance(cell, str) and cell else []
