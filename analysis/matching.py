"""Posting texts and a vocabulary of credential names -> mentions with their strength and span.

One pass of an automaton finds candidates; sense rules and cues are read only around those. Names
of the catalog come first, then families of credentials, then, where asked for, open patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis import cues
from analysis.headings import headings_above
from analysis.listed import listed_names
from analysis.open_patterns import GENERIC_KIND, UNCATALOGUED, open_name
from analysis.open_words import ADJECTIVES, ANCHOR_FORMS
from analysis.resolving import CATALOGUED, FAMILY, Alias, Candidate, merge_brackets, resolve
from analysis.scanning import Form, Hit, Scanner, build_scanner, scan
from analysis.senses import SenseRule, sense_rule
from analysis.strength import STRENGTHS, Judgement, judge_item, judge_list


@dataclass(frozen=True)
class Vocabulary:
    """Aliases compiled for one process; pickles as its aliases."""

    aliases: tuple[Alias, ...]
    has_open_patterns: bool
    scanner: Scanner = field(repr=False, compare=False)
    alias_of_form: tuple[int, ...] = field(repr=False, compare=False)
    kind_of_form: tuple[str, ...] = field(repr=False, compare=False)
    kinds: tuple[str, ...] = field(repr=False, compare=False)
    rules: tuple[SenseRule | None, ...] = field(repr=False, compare=False)

    def __reduce__(self) -> tuple[object, tuple[tuple[Alias, ...], bool]]:
        return build_vocabulary, (self.aliases, self.has_open_patterns)


@dataclass(frozen=True)
class Mention:
    """One credential named in one text: text[start:end] == surface_form, in code points.

    `kind` is catalogued, family, uncatalogued or generic; `credential_id` is the family's for a
    family and None for the last two. Only catalogued mentions count for a credential.
    """

    posting_index: int
    credential_id: str | None
    surface_form: str
    start: int
    end: int
    strength: str
    reason: str
    kind: str = CATALOGUED


@dataclass(frozen=True)
class Refusal:
    """A form that was seen and refused, and the rule that did it."""

    posting_index: int
    credential_id: str | None
    surface_form: str
    start: int
    end: int
    rule: str


def build_vocabulary(aliases: Iterable[Alias], open_patterns: bool = False) -> Vocabulary:
    """Compile `aliases`; acronyms are also found with points ("P.M.P.").

    `open_patterns` also finds credentials that no alias names. Raises ValueError for a form without
    letters or digits, or with letters beyond Latin-1.
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
    anchors = ANCHOR_FORMS if open_patterns else ()
    kinds = {alias.kind for alias in kept}
    return Vocabulary(
        kept,
        open_patterns,
        build_scanner([*forms, *anchors]),
        tuple(alias_of_form),
        (*(kept[index].kind for index in alias_of_form), *(_ANCHOR for _ in anchors)),
        tuple(kind for kind in (CATALOGUED, FAMILY) if kind in kinds),
        tuple(
            sense_rule(alias.needs_near, alias.refuses_near, alias.needs_beside) for alias in kept
        ),
    )


_ANCHOR = "anchor"
_ACRONYM = re.compile("[A-Z]{2,6}")
_SHORT = re.compile(r"[\"\u201d]?\s?\([A-Z][A-Za-z]?[A-Z]{1,5}\)")


def find_mentions(
    texts: Sequence[str], vocabulary: Vocabulary, refusals: list[Refusal] | None = None
) -> list[Mention]:
    """Every mention in `texts`, in order of text and start.

    The leftmost, longest form wins where forms overlap. A form that belongs to several credentials
    counts for none of them, unless sense rules leave exactly one; a family may then have it. The
    long and the short name of one credential side by side ("X (ABC)") are one mention that spans
    both. What the surroundings show to be no mention is left out, and added to `refusals` if given.
    """
    refused: list[Refusal] = []
    places: list[_Place] = []
    for hits in scan(texts, vocabulary.scanner):
        number = hits[0].text_index
        text = texts[number]
        for candidate, is_bare in _candidates(
            text, hits, vocabulary, _refuser(text, number, refused)
        ):
            item, judged = judge_item(text, candidate.start, candidate.end)
            places.append(_Place(number, candidate, is_bare, item, judged))
    # Headings are looked for only above the few places whose own item tells nothing.
    silent = [place for place in places if place.judged is None]
    headings = iter(headings_above([(texts[p.number], p.candidate.start) for p in silent]))
    mentions: list[Mention] = []
    for number, candidate, is_bare, item, told in places:
        text, start, end = texts[number], candidate.start, candidate.end
        judged = told or judge_list(text, item, start, end, next(headings))
        fault = judged.reason if judged.strength is None else None
        if is_bare and fault is None and not _is_asked_for(text, start, judged.reason):
            fault = "not_asked_for"
        if judged.strength is None or fault is not None:
            _refuser(text, number, refused)(candidate, str(fault))
            continue
        mentions.append(
            Mention(
                number,
                candidate.credential_id,
                text[start:end],
                start,
                end,
                judged.strength,
                judged.reason,
                candidate.kind,
            )
        )
    if refusals is not None:
        refusals.extend(_telling(refused, mentions))
    return mentions


class _Place(NamedTuple):
    """A candidate in text `number`, its item, and what that item says."""

    number: int
    candidate: Candidate
    is_bare: bool
    item: tuple[int, int]
    judged: Judgement | None


def _refuser(text: str, number: int, refused: list[Refusal]) -> Callable[[Candidate, str], None]:
    def refuse(candidate: Candidate, rule: str) -> None:
        start, end = candidate.start, candidate.end
        refused.append(Refusal(number, candidate.credential_id, text[start:end], start, end, rule))

    return refuse


def collapse(mentions: Iterable[Mention]) -> list[Mention]:
    """The strongest catalogued mention of each posting and credential; the first among equals."""
    best: dict[tuple[int, str], Mention] = {}
    for mention in mentions:
        if mention.credential_id is None or mention.kind != CATALOGUED:
            continue
        key = (mention.posting_index, mention.credential_id)
        known = best.get(key)
        if known is None or _rank(mention) < _rank(known):
            best[key] = mention
    return [best[key] for key in sorted(best)]


def _rank(mention: Mention) -> tuple[int, int]:
    return STRENGTHS.index(mention.strength), mention.start


def _candidates(
    text: str,
    hits: Sequence[Hit],
    vocabulary: Vocabulary,
    refuse: Callable[[Candidate, str], None],
) -> list[tuple[Candidate, bool]]:
    """Names in order, and whether each is too bare to count unless the text asks for it.

    Catalogued names come first, then families beside them, then open patterns beside both.
    """
    kinds = vocabulary.kind_of_form
    taken: list[Candidate] = []
    for kind in vocabulary.kinds:
        found = resolve(
            text,
            [hit for hit in hits if kinds[hit.form_index] == kind],
            vocabulary.aliases,
            vocabulary.alias_of_form,
            vocabulary.rules,
            refuse,
        )
        taken.extend(c for c in merge_brackets(text, found) if not _overlaps(c, taken))
    bare: set[Candidate] = set()
    if vocabulary.has_open_patterns:
        named = [hit for hit in hits if kinds[hit.form_index] != _ANCHOR]
        for hit in hits:
            if kinds[hit.form_index] == _ANCHOR:
                _open_candidate(text, hit, named, taken, bare, refuse)
        spans = listed_names(text, [(c.start, c.end) for c in taken if c.kind != GENERIC_KIND])
        listed = [Candidate(None, *span, UNCATALOGUED) for span in spans]
        taken.extend([c for c in listed if not _overlaps(c, taken)])
    return [(c, c in bare) for c in sorted(taken, key=lambda c: c.start)]


def _open_candidate(
    text: str,
    hit: Hit,
    named: Sequence[Hit],
    taken: list[Candidate],
    bare: set[Candidate],
    refuse: Callable[[Candidate, str], None],
) -> None:
    """Add the name around an anchor to `taken`, and to `bare`, unless something speaks against."""
    here = Candidate(None, hit.start, hit.end, "")
    if _overlaps(here, taken):
        return
    name = open_name(text, hit.start, hit.end)
    if isinstance(name, str):
        refuse(here, name)
        return
    # The short form in a bracket behind a name belongs to it.
    short = _SHORT.match(text, name.end) if name.kind == UNCATALOGUED else None
    close = short.end() if short and not _overlaps(_span(short), taken) else name.end
    candidate = Candidate(None, name.start, close, name.kind)
    if _overlaps(candidate, taken):
        return
    if text[hit.start : hit.end].lower() in ADJECTIVES and any(
        name.start <= known.start and known.end <= name.end for known in named
    ):
        refuse(candidate, "known_name_refused")
        return
    if candidate.kind == UNCATALOGUED and any(
        known.start > candidate.end
        and text[candidate.end : known.start].strip() in ("(", "[")
        and text[known.end : known.end + 1] in (")", "]")
        for known in taken
    ):
        refuse(candidate, "named_in_bracket")
        return
    taken.append(candidate)
    if name.needs_cue:
        bare.add(candidate)


def _span(match: re.Match[str]) -> Candidate:
    return Candidate(None, match.start(), match.end(), "")


def _is_asked_for(text: str, start: int, reason: str) -> bool:
    return (
        reason.startswith("cue:")
        or reason in ("offered", "lead_in")
        or bool(cues.HOLDS.search(text, max(0, start - 60), start))
        or bool(cues.OFFERED.search(text, max(0, start - 40), start))
    )


def _overlaps(candidate: Candidate, taken: Iterable[Candidate]) -> bool:
    return any(c.start < candidate.end and candidate.start < c.end for c in taken)


def _telling(refused: Iterable[Refusal], mentions: Iterable[Mention]) -> list[Refusal]:
    """Refusals once each, in order, without those inside a mention that was kept."""
    kept: dict[int, list[Mention]] = {}
    for mention in mentions:
        kept.setdefault(mention.posting_index, []).append(mention)
    telling = [
        refusal
        for refusal in dict.fromkeys(refused)
        if not any(
            m.start <= refusal.start and refusal.end <= m.end
            for m in kept.get(refusal.posting_index, ())
        )
    ]
    return sorted(telling, key=lambda r: (r.posting_index, r.start, r.end))
