"""Posting texts and a vocabulary of credential names -> mentions with their strength and span.

One pass of an automaton finds candidates; sense rules and cues are read only around those. Names
of the catalog come first, then families of credentials, then, where asked for, open patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis import cues
from analysis.headings import HEADING_FORMS, Heading, headings_of_hits
from analysis.listed import listed_names
from analysis.open_patterns import GENERIC_KIND, UNCATALOGUED, open_name
from analysis.open_words import ADJECTIVES, ANCHOR_FORMS
from analysis.resolving import CATALOGUED, FAMILY, Alias, Candidate, merge_brackets, resolve
from analysis.scanning import Form, Hit, Scanner, build_scanner, scan
from analysis.senses import SenseRule, sense_rule
from analysis.strength import STRENGTHS, judge


@dataclass(frozen=True)
class Vocabulary:
    """Aliases compiled for one process; pickles as its aliases."""

    aliases: tuple[Alias, ...]
    has_open_patterns: bool
    scanner: Scanner = field(repr=False, compare=False)
    alias_of_form: tuple[int, ...] = field(repr=False, compare=False)
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
    return Vocabulary(
        kept,
        open_patterns,
        build_scanner([*forms, *anchors, *HEADING_FORMS]),
        tuple(alias_of_form),
        tuple(
            sense_rule(alias.needs_near, alias.refuses_near, alias.needs_beside) for alias in kept
        ),
    )


_ACRONYM = re.compile("[A-Z]{2,6}")


def find_mentions(
    texts: Sequence[str], vocabulary: Vocabulary, refusals: list[Refusal] | None = None
) -> list[Mention]:
    """Every mention in `texts`, in order of text and start.

    The leftmost, longest form wins where forms overlap. A form that belongs to several credentials
    counts for none of them, unless sense rules leave exactly one; a family may then have it. The
    long and the short name of one credential side by side ("X (ABC)") are one mention that spans
    both. What the surroundings show to be no mention is left out, and added to `refusals` if given.
    """
    mentions: list[Mention] = []
    first_anchor = len(vocabulary.alias_of_form)
    first_heading = first_anchor + (len(ANCHOR_FORMS) if vocabulary.has_open_patterns else 0)
    for hits in scan(texts, vocabulary.scanner, first_heading):
        candidates = [hit for hit in hits if hit.form_index < first_heading]
        if candidates:
            text = texts[hits[0].text_index]
            headings = headings_of_hits(
                text, (hit for hit in hits if hit.form_index >= first_heading), first_heading
            )
            mentions.extend(_mentions_of_text(text, candidates, headings, vocabulary, refusals))
    return mentions


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


def _mentions_of_text(
    text: str,
    hits: Sequence[Hit],
    headings: Sequence[Heading],
    vocabulary: Vocabulary,
    refusals: list[Refusal] | None,
) -> list[Mention]:
    """Catalogued names first, then families beside them, then open patterns beside both."""
    refused: list[Refusal] = []
    number = hits[0].text_index

    def refuse(candidate: Candidate, rule: str) -> None:
        start, end = candidate.start, candidate.end
        refused.append(Refusal(number, candidate.credential_id, text[start:end], start, end, rule))

    named = [hit for hit in hits if hit.form_index < len(vocabulary.alias_of_form)]
    taken: list[Candidate] = []
    for kind in (CATALOGUED, FAMILY):
        found = resolve(
            text,
            [hit for hit in named if _alias(hit, vocabulary).kind == kind],
            vocabulary.aliases,
            vocabulary.alias_of_form,
            vocabulary.rules,
            refuse,
        )
        taken.extend(c for c in merge_brackets(text, found) if not _overlaps(c, taken))
    bare: set[Candidate] = set()
    open_hits = (hit for hit in hits if hit.form_index >= len(vocabulary.alias_of_form))
    for hit in open_hits:
        here = Candidate(None, hit.start, hit.end, "")
        if _overlaps(here, taken):
            continue
        name = open_name(text, hit.start, hit.end)
        if isinstance(name, str):
            refuse(here, name)
            continue
        candidate = Candidate(None, name.start, name.end, name.kind)
        if _overlaps(candidate, taken):
            continue
        if text[hit.start : hit.end].lower() in ADJECTIVES and any(
            name.start <= known.start and known.end <= name.end for known in named
        ):
            refuse(candidate, "known_name_refused")
            continue
        taken.append(candidate)
        if name.needs_cue:
            bare.add(candidate)
    taken.extend(
        Candidate(None, *span, UNCATALOGUED)
        for span in (
            listed_names(text, [(c.start, c.end) for c in taken if c.kind != GENERIC_KIND])
            if vocabulary.has_open_patterns
            else ()
        )
        if not any(c.start < span[1] and span[0] < c.end for c in taken)
    )
    mentions = []
    for candidate in sorted(taken, key=lambda c: c.start):
        start, end = candidate.start, candidate.end
        judged = judge(text, start, end, headings)
        if judged.strength is None:
            refuse(candidate, judged.reason)
        elif candidate in bare and not _is_asked_for(text, start, judged.reason):
            refuse(candidate, "not_asked_for")
        else:
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
        refusals.extend(sorted(_telling(refused, mentions), key=lambda r: (r.start, r.end)))
    return mentions


def _is_asked_for(text: str, start: int, reason: str) -> bool:
    return (
        reason.startswith("cue:")
        or reason in ("offered", "lead_in")
        or bool(cues.HOLDS.search(text, max(0, start - 60), start))
        or bool(cues.OFFERED.search(text, max(0, start - 40), start))
    )


def _alias(hit: Hit, vocabulary: Vocabulary) -> Alias:
    return vocabulary.aliases[vocabulary.alias_of_form[hit.form_index]]


def _overlaps(candidate: Candidate, taken: Iterable[Candidate]) -> bool:
    return any(c.start < candidate.end and candidate.start < c.end for c in taken)


def _telling(refused: Iterable[Refusal], mentions: Sequence[Mention]) -> list[Refusal]:
    """Refusals once each, without those inside a mention that was kept."""
    return [
        refusal
        for refusal in dict.fromkeys(refused)
        if not any(m.start <= refusal.start and refusal.end <= m.end for m in mentions)
    ]
