"""Cleaned text that remembers where in the published text each of its characters came from."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape

from etl.normalise import texts

_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
_OUTER = re.compile(r"\A\s+|\s+\Z")
_LINE_EDGES = re.compile(r"[^\S\n]+(?=\n)|(?<=\n)[^\S\n]+")


@dataclass(frozen=True)
class Cleaned:
    """`starts[i]` and `ends[i]`: code points of the published text behind character i of `text`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the published text behind text[start:end], which is not empty."""
        return self.starts[start], self.ends[end - 1]


def clean_with_spans(raw: str) -> Cleaned:
    """What `etl.normalise.texts.clean_text` gives for `raw`, with the way back."""
    plain = Cleaned(raw, range(len(raw)), range(1, len(raw) + 1))
    if texts.clean_text(raw) == raw:
        return plain
    step = _replaced(plain, re.compile("\r\n?"), lambda match: "\n")
    for _ in range(texts.MAXIMUM_UNESCAPES):
        if not texts.ENTITY.search(step.text):
            break
        step = _replaced(step, _REFERENCE, lambda match: unescape(match.group()))
    for pattern, value in texts.REPLACEMENTS:
        step = _replaced(step, pattern, _constant(value))
    step = _replaced(step, _LINE_EDGES, lambda match: "")
    step = _replaced(step, texts.BLANK_LINES, lambda match: "\n\n")
    return _replaced(step, _OUTER, lambda match: "")


def _constant(value: str) -> Callable[[re.Match[str]], str]:
    return lambda match: value


def _replaced(
    source: Cleaned, pattern: re.Pattern[str], value: Callable[[re.Match[str]], str]
) -> Cleaned:
    """`pattern.sub(value, ...)`; what stands for a match comes from all of it."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in pattern.finditer(source.text):
        start, end = match.span()
        new = value(match)
        pieces += (source.text[at:start], new)
        starts += source.starts[at:start]
        ends += source.ends[at:start]
        if start < end:
            starts += [source.starts[start]] * len(new)
            ends += [source.ends[end - 1]] * len(new)
        at = end
    if not at:
        return source
    pieces.append(source.text[at:])
    starts += source.starts[at:]
    ends += source.ends[at:]
    return Cleaned("".join(pieces), starts, ends)
