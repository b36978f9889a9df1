"""Whether a form found has the sense of its credential: words near it, capitals, codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NEAR = 80
"""Code points on either side of a mention in which its sense rule looks for words."""

LONGEST_WORD = 40
"""A word cut by that reach is read on for at most so many code points."""


@dataclass(frozen=True)
class SenseRule:
    """Compiled sense rule of one alias; None where a side has no words."""

    needs: re.Pattern[str] | None
    refuses: re.Pattern[str] | None


def sense_rule(needs_near: Sequence[str], refuses_near: Sequence[str]) -> SenseRule | None:
    """Compile the two word lists of an alias; None where both are empty."""
    if not needs_near and not refuses_near:
        return None
    return SenseRule(_near_pattern(needs_near), _near_pattern(refuses_near))


def holds(text: str, start: int, end: int, rule: SenseRule) -> bool:
    """Whether `rule` holds for text[start:end]: a needed word within NEAR, no refused one."""
    left, right = max(0, start - NEAR), min(len(text), end + NEAR)
    limit = min(len(text), right + LONGEST_WORD)
    while right < limit and text[right].isalnum():
        right += 1  # do not cut a word in two
    # The form itself is inside the window: "PMP Recruitment" refuses the PMP of that employer.
    if rule.needs is not None and not rule.needs.search(text, left, right):
        return False
    return rule.refuses is None or not rule.refuses.search(text, left, right)


_SUFFIX = re.compile(r"-[A-Z0-9]{1,2}(?![^\W_])")


def is_part_of_code(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation is only part of another: "CPC-A", "25-CPP-1270"."""
    if end - start > 6 or not text[start:end].isupper():
        return False
    return bool(
        _SUFFIX.match(text, end)
        or text[end : end + 1] in ("_", "@")
        or (start > 1 and text[start - 1] == "-" and text[start - 2].isdigit())
        or (start > 0 and text[start - 1] in "_@")
    )


_WORDS = frozenset(
    ("ACE", "APP", "ARE", "ARM", "ASP", "CAMS", "CAP", "PACE", "PAL", "PASS", "POST", "TIPS")
)
_CAPITALS_BEFORE = re.compile(r"\b[A-Z]{2,}\W+(?:[A-Z]+\W+)?$")
_TWO_BEFORE = re.compile(r"\b[A-Z]+\W+[A-Z]{2,}\W+$")
_CAPITALS_AFTER = re.compile(r"\W+[A-Z]{2,}\b")


def is_shouted_word(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation that is also a word stands in a sentence all in capitals."""
    if text[start:end] not in _WORDS:
        return False
    before = text[max(0, start - 30) : start]
    if _TWO_BEFORE.search(before):
        return True
    return bool(_CAPITALS_BEFORE.search(before) and _CAPITALS_AFTER.match(text, end))


def _near_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    parts = []
    for word in words:
        stem = word.strip().rstrip("*")
        body = r"\s+".join(re.escape(part) for part in stem.split())
        parts.append(body if word.strip().endswith("*") else rf"{body}(?![^\W_])")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})", re.IGNORECASE)
