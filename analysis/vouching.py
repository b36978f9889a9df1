"""Other evidence for an abbreviation near which no word of its field stands.

It counts where the text asks for it right beside it ("Required: PMP"), or where it stands in one
list with a credential that is sure ("CCNA & PMP"). Looked at only where the sense rule failed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

LEAST = 3
"""Letters an abbreviation must have; shorter ones stand for too many things."""

_LINK = re.compile(
    r"\)?\s?(?:,\s?(?:(?:and/or|and|or|&)\s)?|/|&|(?<=\s)(?:and/or|and|or)(?=\s))\s?"
)
_ASKED_AFTER = re.compile(
    r"\)?\s?(?:[-\u2013(]\s?|(?:is|are)\s)?(?:(?:strongly|highly)\s)?"
    r"(?:required|preferred|mandatory|desir(?:ed|able)|an?\s(?:must|plus)|essential)\b",
    re.IGNORECASE,
)
_ASKED_BEFORE = re.compile(
    r"(?<!skills )(?<!experience )(?<!knowledge )(?<!software )"
    r"\b(?:(?:required|preferred|desired|desirable|essential)\s?:|must\s(?:have|hold))\s?(?:an?\s)?$",
    re.IGNORECASE,
)


def is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is long enough, and all in capitals, to be vouched for."""
    return end - start >= LEAST and text[start:end].isupper()


def is_asked_beside(text: str, start: int, end: int) -> bool:
    """Whether a word of asking stands directly before or behind text[start:end]."""
    return bool(
        _ASKED_AFTER.match(text, end) or _ASKED_BEFORE.search(text, max(0, start - 30), start)
    )


def listed_with_sure(
    text: str, doubtful: Sequence[tuple[int, int]], sure: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Those of the `doubtful` spans that a list joins to a `sure` one, at once or by others."""
    told = set(sure)
    for spans in (order := sorted([*doubtful, *sure])), order[::-1]:
        for near, span in pairwise(spans):
            first, second = min(near, span), max(near, span)
            if near in told and span not in told and _LINK.fullmatch(text, first[1], second[0]):
                told.add(span)
    return told.difference(sure)
