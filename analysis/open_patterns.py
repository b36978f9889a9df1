"""Credentials that the catalog lacks, found by open patterns around a few words.

An automaton finds the anchors ("certificate", "licence", "registered", ...); a small grammar of
the words on either side tells how far the name reaches, whether it names a credential
(`uncatalogued`), only speaks of one (`generic`), or is another thing.
"""

from __future__ import annotations

import re

from analysis import cues
from analysis.open_adjectives import adjective_name
from analysis.open_names import (
    GENERIC_KIND,
    MOST_WORDS,
    UNCATALOGUED,
    OpenName,
    end_of_phrase,
    is_body,
    is_name,
)
from analysis.open_words import (
    GENERIC,
    MAKES_CARD,
    NO_CERTIFICATES_OF,
    NO_SUBJECTS,
    NOUNS,
    OTHER_THINGS,
    PHRASES,
    PLACED_NOUNS,
    POSSESSIVES,
    QUALITY,
    REFUSING_NEXT,
    STOPS,
)
from analysis.words_around import words_after, words_before

__all__ = ["GENERIC_KIND", "UNCATALOGUED", "OpenName", "open_name"]

_LABEL = re.compile(r"(?:\s*/\s*\w+)?\s*:|\s*(?:\n|$)")
_DOCUMENT = re.compile(
    r"\b(?:cop(?:y|ies)\s+of|upload|submit\w*|provide(?!\s+(?:the|an)\s+opportunit)|documentation"
    r"|proof|transcripts?|attach\w*|letter|statement|evidence\s+of|disclos\w+|status\s+of)\b",
    re.IGNORECASE,
)
_OWN_DOCUMENT = re.compile(
    r"(?<!not )(?<!not submit a )(?<!not include a )(?<!not include )(?<!not submit )\b"
    r"(?:(?:cop(?:y|ies)|proof|evidence)\s+of|provide)\s+(?:(?:your|their|the|an?|current|valid|required|any)\s+)*"
    r"(?:\w+(?:/|,\s+|\s+(?:or|and)\s+)){0,2}$",
    re.IGNORECASE,
)
_MUST_BE_SHOWN = re.compile(
    r"\s+must\s+be\s+(?:supported|submitted|attached|uploaded)", re.IGNORECASE
)
_LIST_MARK = re.compile(r"[a-z0-9]\d?\)")
_OPENS_LINE = re.compile(r"(?:^|[\n;:])[ (]*$")
_STRENGTHS = frozenset(("required", "preferred", "desired", "necessary"))
_LISTS = re.compile(r"\s*:\s*\n")
_SECTION = re.compile(r"[ \t]+[A-Z][a-z]+")
_NUMBERED = re.compile(r"(?:^|\n)\s*\(?\d{1,2}[a-z]?[.)]\s*$")
_HEADING_END = re.compile(r"[.:]\s+[A-Z]|\s*:\s*\n")
"""A numbered name with a point is the heading of a question: "3. State Licensure. Do you ..."."""
_BENEFIT = re.compile(r"reimburse|assistance|support|bonus|fees?|pay|costs?")
_NONE_ASKED = re.compile(r"[ \t]*:[ \t]*(?i:none|n/a|not applicable)(?![a-z])")
_SOME_FIELD = re.compile(
    r"\s+in\s+(?:an?|the|any|one|your)\s+(?:[\w/-]+\s+){0,3}(?:areas?|fields?|disciplines?|subjects?"
    r"|special(?:i)?t(?:y|ies)|technolog(?:y|ies))\b"
)
_SOME_BODY = re.compile(
    r"\s+(?:by|from|through|with)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,5}"
    r"(?:organi[sz]ation|body|board|agency|association|authority|society|council)\b(?!-)"
)
_PAIR = re.compile(r"\s*(?:,|/|or|and|and/or)\s*(?:licen|certif|registr|credential)", re.IGNORECASE)
_SHOWN_PAIR = re.compile(r"\s*(?:,|/|or|and)\s*(?:licen|certif|credential)", re.IGNORECASE)
_EXAMPLES = re.compile(r"\s*[,(:]?\s*(?:e\.?g\b|i\.?e\b|such as\b|like\b|includ)", re.IGNORECASE)
_OBTAINS_OWN = re.compile(r"\b(?:obtain|earn|receiv|gain)\w*\s+(?:your|their)\s+$", re.IGNORECASE)
_MEET = re.compile(r"(?<!not )\bmeets?\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_PLURAL = re.compile(r"\(s\)")


def open_name(text: str, start: int, end: int) -> OpenName | str:
    """The name around the anchor text[start:end], or why there is none (a short code)."""
    anchor = text[start:end].lower()
    joined = text[max(0, start - 1) : start]
    if (joined and joined in "-_@") or (joined == "/" and anchor not in NOUNS):
        return "part_of_word"
    if anchor in PHRASES:
        is_label = _LABEL.match(text, end) or _OPENS_LINE.search(text, max(0, start - 8), start)
        return "heading" if is_label else OpenName(start, end, GENERIC_KIND, needs_cue=True)
    if anchor in NOUNS or anchor in PLACED_NOUNS:
        return _noun(text, start, end, anchor)
    return adjective_name(text, start, end, anchor)


def _noun(text: str, start: int, end: int, anchor: str) -> OpenName | str:
    plural = _PLURAL.match(text, end)
    close = plural.end() if plural else end
    after = words_after(text, close)
    following = after[0].group().lower() if after else ""
    before = words_before(text, start)
    if following in REFUSING_NEXT and not _closes_item(after[0].group(), text[start:end]):
        is_benefit = _BENEFIT.match(following) and cues.BENEFIT_AROUND.search(
            text, max(0, start - 100), min(len(text), close + 40)
        )
        if is_benefit and (not before or before[0].group().lower() not in OTHER_THINGS):
            return OpenName(start, close, GENERIC_KIND, needs_cue=True)
        is_held = following in _HELD and before and before[0].group()[:1].isupper()
        if _MEET.search(text, max(0, start - 40), start) and following.startswith("requirement"):
            return OpenName(start, close, GENERIC_KIND)
        if not is_held or before[0].group().lower() in (STOPS | GENERIC):
            return "adjective_of_other_noun"
    first = before[0].group().lower() if before else ""
    if first == "medical" and _PILOT.search(text, max(0, start - 60), start):
        return OpenName(before[0].start(), close, UNCATALOGUED)
    if _is_other_thing(text, start, close, [word.group().lower() for word in before[:2]]):
        return "other_thing"
    if first == "following":
        return "named_below"
    name: list[re.Match[str]] = []
    for word in before[:MOST_WORDS]:
        lower = word.group().lower().rstrip(".")
        if lower in STOPS or (lower in QUALITY and lower not in GENERIC):
            break
        if _LIST_MARK.match(text, word.start()) and _OPENS_LINE.search(
            text, max(0, word.start() - 4), word.start()
        ):
            break  # "(b) Certification in ..."
        name.append(word)
    while name and name[-1].group().lower() in (QUALITY if len(name) > 1 else QUALITY - GENERIC):
        name.pop()
    begin = name[-1].start() if name else start
    stopped_by = before[len(name)].group().lower() if len(before) > len(name) else ""
    told = [word for word in name if word.group().lower() not in GENERIC]
    if anchor in PLACED_NOUNS:
        if told and first in MAKES_CARD:
            return OpenName(begin, close, UNCATALOGUED)
        if told and anchor.startswith(("designation", "accreditation")) and is_body(before[0]):
            return OpenName(before[0].start(), close, UNCATALOGUED, needs_cue=True)
        if anchor.startswith(("designation", "accreditation")) and first == "professional":
            return OpenName(begin, close, GENERIC_KIND, needs_cue=True)
        return "not_of_a_person"
    complement = _complement(text, after, anchor)
    if isinstance(complement, str):
        return complement
    if anchor.startswith("registration"):
        is_valid = anchor == "registration" and first in ("valid", "active", "unrestricted")
        return _registration(begin, close, name, complement, is_valid)
    if complement is not None:
        return OpenName(begin, complement, UNCATALOGUED)
    if not told and not anchor.startswith("licen"):
        some = _SOME_FIELD.match(text, close) or _SOME_BODY.match(text, close)
        if some:
            return OpenName(begin, some.end(), GENERIC_KIND)
    if _NUMBERED.search(text, max(0, begin - 8), begin) and _HEADING_END.match(text, close):
        return "heading"
    if told and not all(_is_weak(word.group()) for word in told):
        is_small = not is_name(told[0].group()) and not _EXAMPLES.match(text, close)
        return OpenName(begin, close, UNCATALOGUED, needs_cue=is_small)
    if _NONE_ASKED.match(text, close):
        return OpenName(begin, close, GENERIC_KIND)
    if _MUST_BE_SHOWN.match(text, close):
        return OpenName(start, close, GENERIC_KIND)
    if _DOCUMENT.search(text, max(0, start - 80), start):
        is_own = _OWN_DOCUMENT.search(text, max(0, start - 60), start)
        if not is_own or _SHOWN_PAIR.match(text, close):
            return "document_to_submit"
        return OpenName(start, close, GENERIC_KIND)
    if _PAIR.match(text, close):
        return "first_of_a_pair"
    if name:
        is_label = bool(_LABEL.match(text, close)) and text[begin].isupper()
        if is_label and _LISTS.match(text, close) and first in _STRENGTHS:
            return "heading"
        return OpenName(begin, close, GENERIC_KIND, needs_cue=is_label or first == "it")
    label = _LABEL.match(text, close)
    opens = label is not None and (":" in label.group() or text[start].isupper())
    if opens or text[start - 1 : start] == "/":
        return "heading"
    opens_line = _OPENS_LINE.search(text, max(0, start - 4), start) and text[start].isupper()
    if opens_line and _SECTION.match(text, close):
        return "heading"  # "Certification Relevant certificates (...)": a flattened heading
    if _OBTAINS_OWN.search(text, max(0, start - 40), start):
        return OpenName(start, close, GENERIC_KIND)
    if stopped_by in POSSESSIVES or first in POSSESSIVES:
        return "of_someone"
    return OpenName(start, close, GENERIC_KIND, needs_cue=True)


_PILOT = re.compile(r"\b(?:FAA|DOT|[Cc]lass|[Aa]irman|[Pp]ilot|[Ff]light)\b")
"""A medical certificate is a credential where a pilot or a lorry driver holds it."""
_DRIVES = re.compile(r"\b(?:driv(?:e|er|ers|ing)|car|vehicles?)\b", re.IGNORECASE)
_DRIVING = frozenset(("vehicle", "driver's", "driver\u2019s", "driving", "drivers", "driver"))


def _is_other_thing(text: str, start: int, close: int, before: list[str]) -> bool:
    """Whether the two words before the noun make it a driving licence, a credit card, ..."""
    first = before[0] if before else ""
    if first in OTHER_THINGS or (len(before) > 1 and before[1] in _DRIVING):
        return True
    around = max(0, start - 120), min(len(text), close + 60)
    is_bare = first in ("uk", "full", "clean", "eu", "valid")
    return is_bare and bool(_DRIVES.search(text, *around))


_HELD = frozenset(("number", "program", "programme"))
"""After a name in capitals these still speak of what someone holds."""


def _is_weak(word: str) -> bool:
    """Lower-case words that end like verbs or adverbs are no part of a name."""
    return not is_name(word) and word.endswith(("ly", "ed"))


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
        return end_of_phrase(rest) if anchor.startswith("certificate") else None
    if link == "to":
        is_practice = rest[0].group().lower() in ("practice", "practise", "teach")
        return rest[0].end() if is_practice and anchor.startswith("licen") else None
    if link == "as":
        if rest[0].group().lower() not in ("a", "an", "either", "the"):
            return end_of_phrase(rest) if is_name(rest[0].group()) else None
        return end_of_phrase(rest[1:]) if len(rest) > 1 else None
    if link in ("by", "with", "from", "through") and rest[0].group().lower() in ("the", "a", "an"):
        rest = rest[1:]
    if not rest or rest[0].group().lower() in NO_SUBJECTS:
        return None
    if link in ("from", "through", "by", "with") and not any(is_name(w.group()) for w in rest[:3]):
        return None
    return end_of_phrase(rest)


def _registration(
    begin: int, close: int, name: list[re.Match[str]], complement: int | None, is_valid: bool
) -> OpenName | str:
    """Registers are told by their body in capitals, or by "registration as a ..."."""
    if complement is not None and not name:
        return OpenName(begin, complement, UNCATALOGUED, needs_cue=True)
    if not name:
        return "not_of_a_person" if not is_valid else OpenName(begin, close, GENERIC_KIND)
    last = name[0].group()
    if last.isupper() and 2 < len(last) <= 12:
        return OpenName(begin, close, UNCATALOGUED)
    if last.lower() in ("professional", "nursing", "state", "board"):
        return OpenName(begin, close, GENERIC_KIND)
    return "not_of_a_person"
