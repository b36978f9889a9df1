"""Credentials that the catalog lacks, found by open patterns around a few words.

An automaton finds the anchors ("certificate", "licence", "registered", ...); a small grammar of
the words on either side tells how far the name reaches, whether it names a credential
(`uncatalogued`), only speaks of one (`generic`), or is another thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.open_words import (
    ADJECTIVE_REFUSES_NEXT,
    GENERIC,
    MAKES_CARD,
    NO_BODIES,
    NO_CERTIFICATES_OF,
    NO_HEADS,
    NO_SUBJECTS,
    NOUNS,
    OCCUPATION_ENDINGS,
    OTHER_THINGS,
    PLACED_NOUNS,
    POSSESSIVES,
    QUALITY,
    REFUSING_NEXT,
    STOPS,
)
from analysis.words_around import words_after, words_before

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


_LABEL = re.compile(r"(?:\s*/\s*\w+)?\s*:|\s*(?:\n|$)")
_DOCUMENT = re.compile(
    r"\b(?:cop(?:y|ies)\s+of|upload|submit\w*|provide|documentation|proof|transcripts?|attach\w*|letter"
    r"|statement|evidence\s+of|disclos\w+|status\s+of)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s*(?:,|/|or|and|and/or)\s*(?:licen|certif|registr|credential)", re.IGNORECASE)
_EXAMPLES = re.compile(r"\s*[,(:]?\s*(?:e\.?g\b|i\.?e\b|such as\b|like\b|includ)", re.IGNORECASE)
_OBTAINS_OWN = re.compile(r"\b(?:obtain|earn|receiv|gain)\w*\s+(?:your|their)\s+$", re.IGNORECASE)
_MEET = re.compile(r"\bmeets?\s+(?:\w+\s+){0,2}$")
_PLURAL = re.compile(r"\(s\)")


def open_name(text: str, start: int, end: int) -> OpenName | str:
    """The name around the anchor text[start:end], or why there is none (a short code)."""
    anchor = text[start:end].lower()
    joined = text[max(0, start - 1) : start]
    if (joined and joined in "-_@") or (joined == "/" and anchor not in NOUNS):
        return "part_of_word"
    if anchor in NOUNS or anchor in PLACED_NOUNS:
        return _noun(text, start, end, anchor)
    return _adjective(text, start, end, anchor)


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()


def _noun(text: str, start: int, end: int, anchor: str) -> OpenName | str:
    plural = _PLURAL.match(text, end)
    close = plural.end() if plural else end
    after = words_after(text, close)
    following = after[0].group().lower() if after else ""
    before = words_before(text, start)
    if following in REFUSING_NEXT and not _closes_item(after[0].group(), text[start:end]):
        is_held = following in _HELD and before and before[0].group()[:1].isupper()
        if _MEET.search(text, max(0, start - 40), start) and following.startswith("requirement"):
            return OpenName(start, close, GENERIC_KIND)
        if not is_held or before[0].group().lower() in (STOPS | GENERIC):
            return "adjective_of_other_noun"
    first = before[0].group().lower() if before else ""
    if first in OTHER_THINGS or (len(before) > 1 and f"{before[1].group().lower()}" in _DRIVING):
        return "other_thing"
    name: list[re.Match[str]] = []
    for word in before[:MOST_WORDS]:
        lower = word.group().lower().rstrip(".")
        if lower in STOPS or (lower in QUALITY and lower not in GENERIC):
            break
        name.append(word)
    while name and name[-1].group().lower() in (QUALITY if len(name) > 1 else QUALITY - GENERIC):
        name.pop()
    begin = name[-1].start() if name else start
    stopped_by = before[len(name)].group().lower() if len(before) > len(name) else ""
    told = [word for word in name if word.group().lower() not in GENERIC]
    if anchor in PLACED_NOUNS:
        if told and first in MAKES_CARD:
            return OpenName(begin, close, UNCATALOGUED)
        if anchor.startswith(("designation", "accreditation")) and first == "professional":
            return OpenName(begin, close, GENERIC_KIND, needs_cue=True)
        return "not_of_a_person"
    complement = _complement(text, after, anchor)
    if isinstance(complement, str):
        return complement
    if anchor.startswith("registration"):
        return _registration(begin, close, name, complement)
    if complement is not None:
        return OpenName(begin, complement, UNCATALOGUED)
    if told and not all(_is_weak(word.group()) for word in told):
        is_small = not _is_name(told[0].group()) and not _EXAMPLES.match(text, close)
        return OpenName(begin, close, UNCATALOGUED, needs_cue=is_small)
    if _DOCUMENT.search(text, max(0, start - 80), start):
        return "document_to_submit"
    if _PAIR.match(text, close):
        return "first_of_a_pair"
    if name:
        is_label = bool(_LABEL.match(text, close)) and text[begin].isupper()
        return OpenName(begin, close, GENERIC_KIND, needs_cue=is_label or first == "it")
    label = _LABEL.match(text, close)
    opens = label is not None and (":" in label.group() or text[start].isupper())
    if opens or text[start - 1 : start] == "/":
        return "heading"
    if _OBTAINS_OWN.search(text, max(0, start - 40), start):
        return OpenName(start, close, GENERIC_KIND)
    if stopped_by in POSSESSIVES or first in POSSESSIVES:
        return "of_someone"
    return OpenName(start, close, GENERIC_KIND, needs_cue=True)


_DRIVING = frozenset(("vehicle", "driver's", "driver\u2019s", "driving", "drivers", "driver"))


_HELD = frozenset(("number", "program", "programme"))
"""After a name in capitals these still speak of what someone holds."""


def _is_weak(word: str) -> bool:
    """Lower-case words that end like verbs or adverbs are no part of a name."""
    return not _is_name(word) and word.endswith(("ly", "ed"))


def _closes_item(word: str, anchor: str) -> bool:
    """A capital after a small noun starts another item in flattened text."""
    return word[:1].isupper() and anchor[:1].islower()


def _complement(text: str, after: list[re.Match[str]], anchor: str) -> int | str | None:
    """Where "certificate in X", "licence as a X" ends; None without one, a code if refused."""
    if len(after) < 2:
        return None
    link = after[0].group().lower()
    if link not in ("as", "in", "of", "from", "through", "to", "by", "with"):
        return None
    rest = after[1:]
    if link == "of":
        if rest[0].group().lower() in NO_CERTIFICATES_OF:
            return "certificate_of_other_thing"
        return _end_of_phrase(rest) if anchor.startswith("certificate") else None
    if link == "to":
        is_practice = rest[0].group().lower() in ("practice", "practise", "teach")
        return rest[0].end() if is_practice and anchor.startswith("licen") else None
    if link == "as":
        if rest[0].group().lower() not in ("a", "an", "either", "the"):
            return _end_of_phrase(rest) if _is_name(rest[0].group()) else None
        return _end_of_phrase(rest[1:]) if len(rest) > 1 else None
    if link in ("by", "with", "from", "through") and rest[0].group().lower() in ("the", "a", "an"):
        rest = rest[1:]
    if not rest or rest[0].group().lower() in NO_SUBJECTS:
        return None
    if link in ("from", "through", "by", "with") and not any(_is_name(w.group()) for w in rest[:3]):
        return None
    return _end_of_phrase(rest)


def _end_of_phrase(words: list[re.Match[str]]) -> int | None:
    """End of the words of one name: capitals, or small words before the first stop word."""
    end = None
    for number, word in enumerate(words[: MOST_WORDS + 2]):
        value = word.group()
        lower = value.lower()
        if lower in STOPS or lower in ("is", "are"):
            following = words[number + 1].group() if number + 1 < len(words) else ""
            joins = lower in ("of", "and", "in", "the", "for", "&") and end is not None
            if not (joins and _is_name(following)):
                break
            continue
        end = word.end()
        if not _is_name(value) and number >= 3:
            break
    return end


def _registration(
    begin: int, close: int, name: list[re.Match[str]], complement: int | None
) -> OpenName | str:
    """Registers are told by their body in capitals, or by "registration as a ..."."""
    if complement is not None and not name:
        return OpenName(begin, complement, UNCATALOGUED, needs_cue=True)
    if not name:
        return "not_of_a_person"
    last = name[0].group()
    if last.isupper() and 2 < len(last) <= 12:
        return OpenName(begin, close, UNCATALOGUED)
    if last.lower() in ("professional", "nursing", "state", "board"):
        return OpenName(begin, close, GENERIC_KIND)
    return "not_of_a_person"


def _adjective(text: str, start: int, end: int, anchor: str) -> OpenName | str:
    after = words_after(text, end)
    before = words_before(text, start)
    first = before[0].group() if before else ""
    following = after[0].group() if after else ""
    low_next = following.lower()
    if text[start - 1 : start] == "-" or first.lower() in ("non", "not"):
        return "not_held"
    if low_next == "with" and anchor == "registered":
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
        stop = _end_of_phrase(target)
        return OpenName(start, stop, UNCATALOGUED) if stop else "not_held"
    is_body = first.isupper() and 2 < len(first) <= 12 and first.lower() not in STOPS
    if first.lower() == "board" and anchor in ("certified", "registered", "licensed"):
        return OpenName(before[0].start(), _head(after) or end, UNCATALOGUED)
    if low_next in ADJECTIVE_REFUSES_NEXT and following.islower() and not is_body:
        return "not_of_a_person"
    if is_body and anchor in ("registered", "certified", "accredited", "chartered", "licensed"):
        if first.lower() in NO_BODIES:
            return "not_of_a_person"
        return OpenName(before[0].start(), end, UNCATALOGUED)
    if anchor in ("certified", "chartered", "licensed", "registered"):
        stop = _head(after)
        if stop is not None and anchor in ("licensed", "registered") and text[stop - 1] == "s":
            return "people"
        if stop is not None and (_is_name(text[start:end]) or anchor in ("chartered", "licensed")):
            begin = before[0].start() if first and _is_name(first) and len(first) > 2 else start
            if first.lower() in STOPS or first.lower() in QUALITY:
                begin = start
            return OpenName(begin, stop, UNCATALOGUED, anchor in ("licensed", "registered"))
    if anchor == "certified" and first and _is_name(first) and first.lower() not in STOPS:
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
        if not _is_name(value) and end is not None:
            break
    return end


def _body(start: int, words: list[re.Match[str]]) -> OpenName | str:
    """ "registered with the NMC": the body's name in capitals."""
    if words and words[0].group().lower() in ("the", "a", "an"):
        words = words[1:]
    if not words or not _is_name(words[0].group()):
        return "no_name"
    stop = _end_of_phrase(words)
    return OpenName(start, stop, UNCATALOGUED) if stop else "no_name"
