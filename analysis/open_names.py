"""The span of a credential's name that no alias knows, and the words such names are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.open_words import NO_BODIES, STOPS

UNCATALOGUED, GENERIC_KIND = "uncatalogued", "generic"
MOST_WORDS = 6
"""Words of a name on one side of its anchor."""


@dataclass(frozen=True)
class OpenName:
    """A span and its kind; `needs_cue`: too bare to count unless the text asks for it."""

    start: int
    end: int
    kind: str
    needs_cue: bool = False


def is_name(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()


def is_body(word: re.Match[str]) -> bool:
    """Whether a word is the abbreviation of a body that certifies persons."""
    name = word.group()
    return name.isupper() and 2 < len(name) <= 12 and name.lower() not in (STOPS | NO_BODIES)


def end_of_phrase(words: list[re.Match[str]]) -> int | None:
    """End of the words of one name: capitals, or small words before the first stop word."""
    end = None
    for number, word in enumerate(words[: MOST_WORDS + 2]):
        value = word.group()
        lower = value.lower()
        if lower in STOPS or lower in ("is", "are"):
            following = words[number + 1].group() if number + 1 < len(words) else ""
            joins = lower in ("of", "and", "in", "the", "for", "&") and end is not None
            if not (joins and is_name(following)):
                break
            continue
        end = word.end()
        if not is_name(value) and number >= 3:
            break
    return end
