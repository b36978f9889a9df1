"""Credentials told by an adjective: "Certified Arborist", "registered with the NMC"."""

from __future__ import annotations

import re

from analysis.open_names import (
    GENERIC_KIND,
    MOST_WORDS,
    UNCATALOGUED,
    OpenName,
    end_of_phrase,
    is_name,
)
from analysis.open_words import (
    ACCREDITED_PLACES,
    ADJECTIVE_REFUSES_NEXT,
    BODIES,
    NO_BODIES,
    NO_HEADS,
    NO_SUBJECTS,
    OCCUPATION_ENDINGS,
    OF_BODIES,
    QUALITY,
    STOPS,
)
from analysis.words_around import words_after, words_before

_ITEM_START = re.compile(r"(?:^|\n|[\u2022\u00b7\u25cf*:;-])\s*$")
_ITEM_END = re.compile(r"\s*(?:\(|\n|[.,;]|$)")
_WANTED = re.compile(
    r"\b(?:(?:ideal|looking|open)\s+(?:for|to)|seeking|hiring|recruiting)\s+$", re.IGNORECASE
)
_CLIENTS = re.compile(
    r"\b(?:patients?|clients?|people|users?|residents?|children|members)\s+$", re.IGNORECASE
)


def adjective_name(text: str, start: int, end: int, anchor: str) -> OpenName | str:
    """The name around an adjective such as "certified", or why there is none (a short code)."""
    after = words_after(text, end)
    before = words_before(text, start)
    first = before[0].group() if before else ""
    following = after[0].group() if after else ""
    low_next = following.lower()
    if text[start - 1 : start] == "-" or first.lower() in ("non", "not"):
        return "not_held"
    if low_next == "with" and anchor == "registered":
        if _CLIENTS.search(text, max(0, start - 20), start):
            return "people"
        return _body(start, after[1:])
    if low_next in ("in", "as", "to") and anchor != "accredited" and len(after) > 1:
        wanted = {"to": ("practice", "practise", "teach")}.get(low_next)
        target = after[1:]
        if target[0].group().lower() in ("a", "an"):
            target = target[1:]
        if wanted and (not target or target[0].group().lower() not in wanted):
            return "not_held"
        if not target or target[0].group().lower() in NO_SUBJECTS:
            return "not_held"
        stop = end_of_phrase(target)
        return OpenName(start, stop, UNCATALOGUED) if stop else "not_held"
    is_body = first.isupper() and 2 < len(first) <= 12 and first.lower() not in STOPS
    if anchor == "accredited" and low_next in ACCREDITED_PLACES:
        return "not_of_a_person"
    if anchor == "certified" and first.lower().endswith(OCCUPATION_ENDINGS):
        begin = before[min(1, len(before) - 1)].start()
        opens = _ITEM_START.search(text, max(0, begin - 6), begin)
        if opens and _ITEM_END.match(text, end) and first.islower():
            return OpenName(begin, end, UNCATALOGUED)
    if first.lower() == "board" and anchor in ("certified", "registered", "licensed"):
        return OpenName(before[0].start(), _head(after) or end, UNCATALOGUED)
    if low_next in ADJECTIVE_REFUSES_NEXT and following.islower() and not is_body:
        return "not_of_a_person"
    if is_body and anchor in ("registered", "certified", "accredited", "chartered", "licensed"):
        if first.lower() in NO_BODIES:
            return "not_of_a_person"
        whole = _head(after) if anchor == "registered" else None
        # A body accredits hospitals and courses more often than persons.
        is_bare = anchor == "accredited"
        return OpenName(before[0].start(), whole or end, UNCATALOGUED, needs_cue=is_bare)
    if anchor in ("certified", "chartered", "licensed", "registered"):
        stop = _head(after)
        is_wanted = bool(_WANTED.search(text, max(0, start - 20), start))
        is_plural = stop is not None and text[stop - 1] == "s"
        if is_plural and anchor in ("licensed", "registered") and not is_wanted:
            return "people"
        if stop is not None and (is_name(text[start:end]) or anchor != "certified"):
            begin = before[0].start() if first and is_name(first) and len(first) > 2 else start
            if first.lower() in STOPS or first.lower() in QUALITY:
                begin = start
            is_bare = anchor in ("licensed", "registered") and not is_wanted
            return OpenName(begin, stop, UNCATALOGUED, is_bare)
    if anchor == "certified" and first and is_name(first) and first.lower() not in STOPS:
        if first.lower() in NO_BODIES or not text[start - 1 : start].isspace():
            return "not_of_a_person"
        return OpenName(before[0].start(), end, UNCATALOGUED, needs_cue=not first[1:].isupper())
    return "no_name"


def _head(after: list[re.Match[str]]) -> int | None:
    """End of "Certified X Y Z" where one of the words names who someone is."""
    end = None
    for number, word in enumerate(after[: MOST_WORDS + 1]):
        value = word.group()
        lower = value.lower()
        if lower in STOPS and not (lower in ("in", "of", "and") and end is None and number):
            break
        if lower.endswith(OCCUPATION_ENDINGS) and len(lower) > 3 and lower not in NO_HEADS:
            end = word.end()
        elif not is_name(value) and end is not None:
            break
    return end


def _body(start: int, words: list[re.Match[str]]) -> OpenName | str:
    """ "registered with the NMC": the body's name in capitals, or "a professional body"."""
    told = [word.group().lower() for word in words[:6]]
    if told and OF_BODIES.intersection(told[:3]) and BODIES.intersection(told):
        last = max(i for i, word in enumerate(told) if word in BODIES)
        return OpenName(start, words[last].end(), GENERIC_KIND)
    if words and words[0].group().lower() in ("the", "a", "an"):
        words = words[1:]
    if not words or not is_name(words[0].group()):
        return "no_name"
    if words[0].group().lower() in NO_BODIES:
        return "not_of_a_person"
    stop = end_of_phrase(words)
    return OpenName(start, stop, UNCATALOGUED) if stop else "no_name"
