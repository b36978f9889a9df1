"""Posting texts and a vocabulary of credential names -> mentions with their strength and span.

One pass of an automaton finds candidates; sense rules and cues are read only around those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.headings import HEADING_FORMS, Heading, headings_of_hits
from analysis.scanning import Form, Hit, Scanner, build_scanner, scan
from analysis.senses import SenseRule, holds, is_part_of_code, is_shouted_word, sense_rule
from analysis.strength import STRENGTHS, judge


@dataclass(frozen=True)
class Alias:
    """A form of a credential's name with its sense rule.

    `needs_near`: at least one of these words within NEAR code points; `refuses_near`: none of
    them. Words are whole and without case; a trailing `*` matches any ending.
    """

    credential_id: str
    form: str
    case_sensitive: bool = False
    needs_near: tuple[str, ...] = ()
    refuses_near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """Aliases compiled for one process; pickles as its aliases."""

    aliases: tuple[Alias, ...]
    scanner: Scanner = field(repr=False, compare=False)
    alias_of_form: tuple[int, ...] = field(repr=False, compare=False)
    rules: tuple[SenseRule | None, ...] = field(repr=False, compare=False)

    def __reduce__(self) -> tuple[object, tuple[tuple[Alias, ...]]]:
        return build_vocabulary, (self.aliases,)


@dataclass(frozen=True)
class Mention:
    """One credential named in one text: text[start:end] == surface_form, in code points."""

    posting_index: int
    credential_id: str
    surface_form: str
    start: int
    end: int
    strength: str
    reason: str


def build_vocabulary(aliases: Iterable[Alias]) -> Vocabulary:
    """Compile `aliases`; acronyms are also found with points ("P.M.P.").

    Raises ValueError for a form without letters or digits, or with letters beyond Latin-1.
    """
    kept = tuple(aliases)
    known = {alias.form for alias in kept}
    forms: list[Form] = []
    alias_of_form: list[int] = []
    for index, alias in enumerate(kept):
        spellings = [alias.form]
        dotted = "".join(f"{letter}." for letter in alias.form)
        if _ACRONYM.fullmatch(alias.form) and alias.case_sensitive and dotted not in known:
            spellings.append(dotted)
        forms.extend(Form(spelling, alias.case_sensitive) for spelling in spellings)
        alias_of_form.extend([index] * len(spellings))
    return Vocabulary(
        kept,
        build_scanner([*forms, *HEADING_FORMS]),
        tuple(alias_of_form),
        tuple(sense_rule(alias.needs_near, alias.refuses_near) for alias in kept),
    )


_ACRONYM = re.compile("[A-Z]{2,6}")


def find_mentions(texts: Sequence[str], vocabulary: Vocabulary) -> list[Mention]:
    """Every mention in `texts`, in order of text and start.

    The leftmost, longest form wins where forms overlap. A form that belongs to several credentials
    counts for none of them, unless sense rules leave exactly one. The long and the short name of
    one credential side by side ("X (ABC)") are one mention that spans both. What the surroundings
    show to be no mention is left out.
    """
    mentions: list[Mention] = []
    first_heading = len(vocabulary.alias_of_form)
    for hits in scan(texts, vocabulary.scanner, first_heading):
        candidates = [hit for hit in hits if hit.form_index < first_heading]
        if candidates:
            text = texts[hits[0].text_index]
            headings = headings_of_hits(
                text, (hit for hit in hits if hit.form_index >= first_heading), first_heading
            )
            mentions.extend(_mentions_of_text(text, candidates, headings, vocabulary))
    return mentions


def collapse(mentions: Iterable[Mention]) -> list[Mention]:
    """The strongest mention of each posting and credential; the first among equals."""
    best: dict[tuple[int, str], Mention] = {}
    for mention in mentions:
        key = (mention.posting_index, mention.credential_id)
        known = best.get(key)
        if known is None or _rank(mention) < _rank(known):
            best[key] = mention
    return [best[key] for key in sorted(best)]


def _rank(mention: Mention) -> tuple[int, int]:
    return STRENGTHS.index(mention.strength), mention.start


def _mentions_of_text(
    text: str, candidates: Sequence[Hit], headings: Sequence[Heading], vocabulary: Vocabulary
) -> list[Mention]:
    mentions = []
    for number, credential_id, start, end in _merge_brackets(
        text, _resolve(text, candidates, vocabulary)
    ):
        found = judge(text, start, end, headings)
        if found.strength is not None:
            surface = text[start:end]
            mentions.append(
                Mention(number, credential_id, surface, start, end, found.strength, found.reason)
            )
    return mentions


def _resolve(
    text: str, candidates: Sequence[Hit], vocabulary: Vocabulary
) -> list[tuple[int, str, int, int]]:
    """Leftmost, longest candidates that make sense: (text number, credential, start, end)."""
    resolved: list[tuple[int, str, int, int]] = []
    free_from, index = 0, 0
    while index < len(candidates):
        start, end = candidates[index].start, candidates[index].end
        stop = index
        while stop < len(candidates) and (candidates[stop].start, candidates[stop].end) == (
            start,
            end,
        ):
            stop += 1
        same_span = candidates[index:stop]
        index = stop
        if start < free_from:
            continue
        owners = _owners(text, same_span, vocabulary)
        beside = _named_beside(text, same_span, vocabulary, resolved)
        if beside:
            owners = {beside}
        if owners:
            free_from = end
        if len(owners) == 1:
            resolved.append((same_span[0].text_index, owners.pop(), start, end))
    return resolved


def _named_beside(
    text: str,
    same_span: Sequence[Hit],
    vocabulary: Vocabulary,
    resolved: Sequence[tuple[int, str, int, int]],
) -> str | None:
    """The credential whose other name stands right before: "Financial Risk Manager (FRM)"."""
    if not resolved or not _BETWEEN_NAMES.fullmatch(text, resolved[-1][3], same_span[0].start):
        return None
    last = resolved[-1][1]
    return last if any(_credential(hit, vocabulary) == last for hit in same_span) else None


def _credential(hit: Hit, vocabulary: Vocabulary) -> str:
    return vocabulary.aliases[vocabulary.alias_of_form[hit.form_index]].credential_id


def _owners(text: str, same_span: Sequence[Hit], vocabulary: Vocabulary) -> set[str]:
    """Credentials that the form at one span may stand for, those with a word asked for first."""
    start, end = same_span[0].start, same_span[0].end
    if is_part_of_code(text, start, end) or is_shouted_word(text, start, end):
        return set()
    plain: set[str] = set()
    confirmed: set[str] = set()
    for hit in same_span:
        rule = vocabulary.rules[vocabulary.alias_of_form[hit.form_index]]
        if rule is not None and not holds(text, hit.start, hit.end, rule):
            continue
        target = confirmed if rule is not None and rule.needs is not None else plain
        target.add(_credential(hit, vocabulary))
    return confirmed if len(confirmed) == 1 else confirmed | plain


_BETWEEN_NAMES = re.compile(r"[\s,\u2013\u2014-]{0,3}[(\[]?\s?")


def _merge_brackets(
    text: str, resolved: Sequence[tuple[int, str, int, int]]
) -> list[tuple[int, str, int, int]]:
    """Join two neighbouring names of one credential, the closing bracket included."""
    merged: list[tuple[int, str, int, int]] = []
    for number, credential_id, start, end in resolved:
        if merged and merged[-1][1] == credential_id:
            previous = merged[-1]
            if _BETWEEN_NAMES.fullmatch(text, previous[3], start):
                close = end + (text[end : end + 1] in (")", "]"))
                merged[-1] = (number, credential_id, previous[2], close)
                continue
        merged.append((number, credential_id, start, end))
    return merged
