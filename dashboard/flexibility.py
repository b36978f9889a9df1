"""How flexible a credential is: pace, languages and the form of its exam. Pure."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.metrics import NOT_FOUND, percent

ROWS = ("Pace", "Languages", "Exam")
LANGUAGES = {
    "ar": "Arabic",
    "cs": "Czech",
    "cy": "Welsh",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
PACES = {"self_paced": "at one's own pace", "instructor_led": "with an instructor"}
"""What the catalog files under delivery of the pace, not of the place."""


def flexibility(row: Mapping[Any, Any], exam: Mapping[Any, Any]) -> dict[str, str]:
    """Pace, languages and form of the exam, each in words; unknown is said.

    Args:
        row: of ``queries.catalog.named``.
        exam: of ``queries.depth.exams``; empty where none is known.
    """
    paces = [words for way, words in PACES.items() if way in row["delivery"]]
    codes = dict.fromkeys([*row["languages"], *exam.get("languages", ())])
    form = ", ".join(str(f).replace("_", " ") for f in exam.get("form", ()))
    minutes = exam.get("minutes")
    length = "" if minutes is None or pd.isna(minutes) else f"{int(minutes)} minutes"
    rate = exam.get("pass_rate")
    passed = (
        ""
        if rate is None or pd.isna(rate)
        else f"{percent(float(rate))} pass ({exam['pass_rate_of']})"
    )
    return {
        "Pace": " or ".join(paces) or NOT_FOUND,
        "Languages": ", ".join(LANGUAGES.get(c, c) for c in codes) or NOT_FOUND,
        "Exam": "; ".join(part for part in (form, length, passed) if part) or NOT_FOUND,
    }
