"""Which credential a form stands for where several overlap or share one spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.scanning import Hit
from analysis.senses import SenseRule, broken, is_part_of_code, is_refused, is_shouted_word
from analysis.vouching import is_abbreviation, is_asked_beside, listed_with_sure

CATALOGUED, FAMILY = "catalogued", "family"


@dataclass(frozen=True)
class Alias:
    """A form of a credential's name with its sense rule.

    `needs_near`: at least one of these words within NEAR code points; `refuses_near`: none of
    them. Words are whole and without case; a trailing `*` matches any ending. `needs_beside`: a
    word of certifying stands beside the form or its list. `kind` is catalogued, or family where
    `credential_id` names several credentials of one maker or method. `is_also_family`: a family has
    the form as well, so that only the words of `needs_near` tell which credential is meant.
    """

    credential_id: str
    form: str
    case_sensitive: bool = False
    needs_near: tuple[str, ...] = ()
    refuses_near: tuple[str, ...] = ()
    needs_beside: bool = False
    kind: str = CATALOGUED
    is_also_family: bool = False


@dataclass(frozen=True)
class Candidate:
    """A span of one text that may be a mention; `kind` as of a mention."""

    credential_id: str | None
    start: int
    end: int
    kind: str


def resolve(
    text: str,
    hits: Sequence[Hit],
    aliases: Sequence[Alias],
    alias_of_form: Sequence[int],
    rules: Sequence[SenseRule | None],
    refuse: Callable[[Candidate, str], None],
) -> list[Candidate]:
    """Leftmost, longest hits that make sense; what is refused goes to `refuse` with the rule.

    `hits` are of one text and one kind, sorted by start, the longest first.
    """
    resolved: list[Candidate] = []
    doubtful: dict[tuple[int, int], Candidate] = {}
    free_from, index = 0, 0
    while index < len(hits):
        start, end = hits[index].start, hits[index].end
        stop = index
        while stop < len(hits) and (hits[stop].start, hits[stop].end) == (start, end):
            stop += 1
        same_span = [alias_of_form[hit.form_index] for hit in hits[index:stop]]
        index = stop
        if start < free_from:
            continue
        kind = aliases[same_span[0]].kind
        owners = _owners(text, start, end, same_span, aliases, rules, refuse)
        beside = _named_beside(text, start, {aliases[a].credential_id for a in same_span}, resolved)
        if beside:
            owners = {beside}
        if owners:
            free_from = end
        elif is_abbreviation(text, start, end):
            doubted = _doubted(text, start, end, same_span, aliases, rules)
            if doubted and is_asked_beside(text, start, end):
                owners = {doubted}
                free_from = end
            elif doubted:
                doubtful[start, end] = Candidate(doubted, start, end, kind)
        if len(owners) == 1:
            resolved.append(Candidate(owners.pop(), start, end, kind))
        elif owners:
            refuse(Candidate(None, start, end, kind), "several_credentials")
    if doubtful and resolved:
        spans = [(c.start, c.end) for c in resolved]
        vouched = listed_with_sure(text, list(doubtful), spans)
        resolved.extend(
            doubtful[span]
            for span in vouched
            if not any(start < span[1] and span[0] < end for start, end in spans)
        )
        resolved.sort(key=lambda candidate: candidate.start)
    return resolved


def _doubted(
    text: str,
    start: int,
    end: int,
    same_span: Sequence[int],
    aliases: Sequence[Alias],
    rules: Sequence[SenseRule | None],
) -> str | None:
    """The one credential that a form lacks nothing for but a word of its field."""
    if is_part_of_code(text, start, end) or is_shouted_word(text, start, end):
        return None
    owners = {
        aliases[index].credential_id
        for index in same_span
        if (rule := rules[index]) is not None and rule.needs is not None
        if not aliases[index].is_also_family and not rule.needs_beside
        if not is_refused(text, start, end, rule)
    }
    return owners.pop() if len(owners) == 1 else None


def _named_beside(
    text: str, start: int, owners: set[str], resolved: Sequence[Candidate]
) -> str | None:
    """The credential whose other name stands right before: "Financial Risk Manager (FRM)"."""
    if not resolved or not _BETWEEN_NAMES.fullmatch(text, resolved[-1].end, start):
        return None
    last = resolved[-1].credential_id
    return last if last in owners else None


def _owners(
    text: str,
    start: int,
    end: int,
    same_span: Sequence[int],
    aliases: Sequence[Alias],
    rules: Sequence[SenseRule | None],
    refuse: Callable[[Candidate, str], None],
) -> set[str]:
    """Credentials that the form at one span may stand for, those with a word asked for first."""
    if is_part_of_code(text, start, end) or is_shouted_word(text, start, end):
        refuse(Candidate(None, start, end, aliases[same_span[0]].kind), "part_of_code_or_shouted")
        return set()
    plain: set[str] = set()
    confirmed: set[str] = set()
    for index in same_span:
        alias, rule = aliases[index], rules[index]
        fault = None if rule is None else broken(text, start, end, rule)
        if fault is not None:
            refuse(Candidate(alias.credential_id, start, end, alias.kind), fault)
            continue
        target = confirmed if rule is not None and rule.needs is not None else plain
        target.add(alias.credential_id)
    return confirmed if len(confirmed) == 1 else confirmed | plain


_BETWEEN_NAMES = re.compile(r"[\s,\u2013\u2014-]{0,3}[(\[]?\s?")


def merge_brackets(text: str, resolved: Sequence[Candidate]) -> list[Candidate]:
    """Join two neighbouring names of one credential, the closing bracket included."""
    merged: list[Candidate] = []
    for found in resolved:
        if merged and merged[-1].credential_id == found.credential_id:
            previous = merged[-1]
            if _BETWEEN_NAMES.fullmatch(text, previous.end, found.start):
                close = found.end + (text[found.end : found.end + 1] in (")", "]"))
                merged[-1] = Candidate(found.credential_id, previous.start, close, found.kind)
                continue
        merged.append(found)
    return merged
