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
class NearWords:
    """Words looked for in a window: first as plain text, which is quick and mostly says no."""

    stems: tuple[str, ...]
    pattern: re.Pattern[str]

    def occur(self, text: str, left: int, right: int, window: str) -> bool:
        """Whether one of them stands in text[left:right]; `window` is that in lower case."""
        return any(stem in window for stem in self.stems) and bool(
            self.pattern.search(text, left, right)
        )


@dataclass(frozen=True)
class SenseRule:
    """Compiled sense rule of one alias; None where a side has no words."""

    needs: NearWords | None
    refuses: NearWords | None
    needs_beside: bool = False


def sense_rule(
    needs_near: Sequence[str], refuses_near: Sequence[str], needs_beside: bool = False
) -> SenseRule | None:
    """Compile the two word lists of an alias; None where there is no rule at all."""
    if not needs_near and not refuses_near and not needs_beside:
        return None
    return SenseRule(_near_pattern(needs_near), _near_pattern(refuses_near), needs_beside)


def broken(text: str, start: int, end: int, rule: SenseRule) -> str | None:
    """What of `rule` text[start:end] breaks, by name; None where it keeps the whole rule."""
    left, right = _around(text, start, end)
    # The form itself is inside the window: "PMP Recruitment" refuses the PMP of that employer.
    window = text[left:right].lower()
    if rule.needs is not None and not rule.needs.occur(text, left, right, window):
        return "needs_near"
    if rule.refuses is not None and rule.refuses.occur(text, left, right, window):
        return "refuses_near"
    if rule.needs_beside and not is_certified_beside(text, start, end):
        return "needs_beside"
    return None


def is_refused(text: str, start: int, end: int, rule: SenseRule) -> bool:
    """Whether a word near text[start:end] shows another sense, whatever else is missing."""
    left, right = _around(text, start, end)
    window = text[left:right].lower()
    return rule.refuses is not None and rule.refuses.occur(text, left, right, window)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    left, right = max(0, start - NEAR), min(len(text), end + NEAR)
    limit = min(len(text), right + LONGEST_WORD)
    while right < limit and text[right].isalnum():
        right += 1  # do not cut a word in two
    return left, right


_CERTIFYING = re.compile(
    r"\b(?:certif(?!ie[rs]\b|y|iable)|licen[cs](?!ing)|accredit(?!ing)|credential|qualified\b"
    r"|qualifications?\b|registered\b|registration\b|designations?\b|membership\b)",
    re.IGNORECASE,
)
_SMALL_WORDS = """
    in such as like including include includes e g i eg ie from and or of the a an are is
    with etc other any another related relevant ideally preferably following for by at least
    one level foundation associate professional developer administrator architect engineer
    training cloud platform desktop to equivalent similar more administration security
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_LOWER_WORD = re.compile(r"(?<![\w+#.-])[a-z]+")
_SENTENCE_END = re.compile(r"[.!?;](?:\s+[A-Z(]|\s*\n|$)|\n\s*\n|\n\s*[-*\u2022]")
BESIDE_BEFORE, BESIDE_AFTER = 90, 50


def is_certified_beside(text: str, start: int, end: int) -> bool:
    """Whether a word of certifying belongs to the name: "AWS and Azure certifications".

    Between the two stand only names, signs and small words.
    """
    after = _CERTIFYING.search(text, end, min(len(text), end + BESIDE_AFTER))
    if after and _joins(text[end : after.start()]):
        return True
    last = None
    for found in _CERTIFYING.finditer(text, max(0, start - BESIDE_BEFORE), start):
        last = found
    if last is None:
        return False
    word_end = last.end()
    while word_end < start and text[word_end].isalpha():
        word_end += 1
    return _joins(text[word_end:start])


def _joins(between: str) -> bool:
    return not _SENTENCE_END.search(between) and all(
        word in _SMALL for word in _LOWER_WORD.findall(between)
    )


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


def _near_pattern(words: Sequence[str]) -> NearWords | None:
    if not words:
        return None
    parts, stems = [], []
    for word in words:
        stem = word.strip().rstrip("*")
        body = r"\s+".join(re.escape(part) for part in stem.split())
        parts.append(body if word.strip().endswith("*") else rf"{body}(?![^\W_])")
        stems.append(stem.split()[0].lower())
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})", re.IGNORECASE)
    return NearWords(tuple(dict.fromkeys(stems)), pattern)
