"""The words on either side of a place in a text, as far as they may belong to one name."""

from __future__ import annotations

import re

from analysis import cues

REACH = 90
"""Code points read on either side of an anchor for the words of a name."""

_WORD = re.compile(r"[^\W_](?:[\w+#'\u2019`&-]*[\w+#])?(?:/[\w+#'\u2019&-]*[\w+#])*")
_GAP_LEFT = re.compile(
    r"\)?[ \t\u00a0]+|[ \t\u00a0]*\n[ \t]*|\u00ae ?|\u2122 ?|(?<=[A-Z])/(?=[A-Z])"
)
_GLUED = re.compile(r"[a-z]{3}[A-Z][a-z]")
"""Two words without the space or line end that once stood between them."""


def words_before(text: str, start: int) -> list[re.Match[str]]:
    """Words right before `start`, nearest first, up to any sign but "/" and spaces."""
    left = max(0, start - REACH)
    for mark in cues.BREAK.finditer(text, left, start):
        left = mark.end()
    found = list(_WORD.finditer(text, left, start))
    kept: list[re.Match[str]] = []
    edge = start
    for word in reversed(found):
        if not _GAP_LEFT.fullmatch(text, word.end(), edge) or _GLUED.search(word.group()):
            break
        if word.start() == left > 0 and text[left - 1].isalnum():
            break  # cut in two by the reach
        kept.append(word)
        edge = word.start()
    return kept


def words_after(text: str, end: int) -> list[re.Match[str]]:
    """Words right after `end`, up to any sign but spaces."""
    kept: list[re.Match[str]] = []
    edge = end
    for word in _WORD.finditer(text, end, min(len(text), end + REACH)):
        gap = text[edge : word.start()]
        if gap.strip(" \t\u00a0") or (not gap and edge != end):
            break
        kept.append(word)
        edge = word.end()
    return kept
