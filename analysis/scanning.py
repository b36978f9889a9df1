"""Find many whole-word forms in many texts in one pass.

The texts are joined into one buffer, folded to one byte a code point (lower case, every
character that is neither letter, digit, `+` nor `#` a space), runs of spaces are squeezed, and an
Aho-Corasick automaton looks for " form ". Only the few places found are then compared with the
original text, so every offset given back is a code point of the text as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation

BATCH_CODE_POINTS = 2_000_000
"""Texts are joined up to about this length: large enough for speed, small enough for memory."""

MOST_IN_DFA = 10_000
"""Up to so many patterns the fastest automaton is built, which takes the most memory."""

_JOINER = b" \x00 "
_SPACE = 32


def _fold_table() -> bytes:
    """Byte to byte: letters and digits in lower case, `+`, `#`, NUL as they are, else a space."""
    table = bytearray(b" " * 256)
    for code in range(256):
        character = chr(code)
        if character.isalnum():
            lower = character.lower()
            table[code] = ord(lower) if len(lower) == 1 and ord(lower) < 256 else code
        elif character in "+#\x00":
            table[code] = code
    return bytes(table)


_FOLD = _fold_table()


@dataclass(frozen=True)
class Form:
    """One spelling to look for; `starts_capital` wants only the first letter in upper case."""

    text: str
    case_sensitive: bool = False
    starts_capital: bool = False


class Hit(NamedTuple):
    """A form found: code points `start` to `end` (exclusive) of text number `text_index`."""

    text_index: int
    form_index: int
    start: int
    end: int


@dataclass(frozen=True)
class Scanner:
    """Compiled forms. Pickles as its forms, so that each process compiles its own automaton."""

    forms: tuple[Form, ...]
    automaton: BytesAhoCorasick = field(repr=False, compare=False)
    forms_of_pattern: tuple[tuple[int, ...], ...] = field(repr=False, compare=False)
    keys: tuple[frozenset[str], ...] = field(repr=False, compare=False)
    is_capital_pattern: np.ndarray = field(repr=False, compare=False)

    def __reduce__(self) -> tuple[object, tuple[tuple[Form, ...]]]:
        return build_scanner, (self.forms,)


def build_scanner(forms: Iterable[Form]) -> Scanner:
    """Compile `forms`.

    Raises ValueError for a form without a letter or digit, or with letters beyond Latin-1 (texts
    may hold any).
    """
    kept = tuple(forms)
    patterns: dict[bytes, list[int]] = {}
    for index, form in enumerate(kept):
        if not any(character.isalnum() for character in form.text):
            raise ValueError(f"form without a letter or digit: {form.text!r}")
        if any(character.isalnum() and ord(character) > 255 for character in form.text):
            raise ValueError(f"form with a letter beyond Latin-1: {form.text!r}")
        for variant in _variants(form.text):
            owners = patterns.setdefault(_pattern(variant), [])
            if index not in owners:
                owners.append(index)
    automaton = BytesAhoCorasick(
        list(patterns) or [b"\x00\x00"],
        implementation=(
            Implementation.DFA if len(patterns) <= MOST_IN_DFA else Implementation.ContiguousNFA
        ),
    )
    owners_of = tuple(tuple(owners) for owners in patterns.values())
    keys = tuple(
        frozenset(_key(variant, form.case_sensitive) for variant in _variants(form.text))
        for form in kept
    )
    is_capital = [all(_starts_capital(kept[index]) for index in owners) for owners in owners_of]
    return Scanner(kept, automaton, owners_of, keys, np.array(is_capital, dtype=bool))


def _starts_capital(form: Form) -> bool:
    first = next(character for character in form.text if character.isalnum())
    return form.starts_capital or (form.case_sensitive and "A" <= first <= "Z")


def scan(texts: Sequence[str], scanner: Scanner) -> Iterator[list[Hit]]:
    """Hits of `scanner` in `texts`, one list a text that has any, in the order of the texts.

    Whole words only: no letter or digit touches either end. Overlapping hits are all given,
    sorted by start, the longest first.
    """
    if not scanner.forms:
        return
    for first, batch in _batches(texts):
        yield from _scan_batch(first, batch, scanner)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    first, size = 0, 0
    for index, text in enumerate(texts):
        size += len(text)
        if size >= BATCH_CODE_POINTS:
            yield first, texts[first : index + 1]
            first, size = index + 1, 0
    if first < len(texts):
        yield first, texts[first:]


def _scan_batch(first: int, texts: Sequence[str], scanner: Scanner) -> Iterator[list[Hit]]:
    # One byte a code point, so that byte offsets are code points: what Latin-1 lacks becomes "?",
    # then a space; `_verify` looks at the original characters.
    plain = _JOINER.join([b"", *[text.encode("latin-1", "replace") for text in texts], b""])
    folded = np.frombuffer(plain.translate(_FOLD), dtype=np.uint8)
    spaces = folded == _SPACE
    doubled = np.zeros(len(folded), dtype=bool)
    np.logical_and(spaces[1:], spaces[:-1], out=doubled[1:])
    squeezed = folded[~doubled].tobytes()
    found = scanner.automaton.find_matches_as_indexes(squeezed, overlapping=True)
    if not found:
        return
    table = np.fromiter(chain.from_iterable(found), dtype=np.int64).reshape(-1, 3)
    # A squeezed offset plus the number of code points dropped before it is the original offset.
    dropped = np.flatnonzero(doubled)
    before = dropped - np.arange(len(dropped))
    inner_start, inner_last = table[:, 1] + 1, table[:, 2] - 2
    starts = inner_start + np.searchsorted(before, inner_start, side="right")
    ends = inner_last + np.searchsorted(before, inner_last, side="right") + 1
    # Most candidates are common words in lower case: drop them before any Python looks at them.
    capital = np.frombuffer(plain, dtype=np.uint8)[starts]
    is_upper = (capital >= ord("A")) & (capital <= ord("Z"))
    likely = np.flatnonzero(is_upper | ~scanner.is_capital_pattern[table[:, 0]])
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    step = len(_JOINER)
    offsets = step + np.concatenate(([0], np.cumsum(lengths + step)[:-1]))
    numbers = np.searchsorted(offsets, starts[likely], side="right") - 1
    local_starts, local_ends = starts[likely] - offsets[numbers], ends[likely] - offsets[numbers]
    order = np.lexsort((-local_ends, local_starts, numbers))
    forms, keys = scanner.forms, scanner.keys
    hits: list[Hit] = []
    current = -1
    for pattern, number, start, end in zip(
        table[likely[order], 0].tolist(),
        numbers[order].tolist(),
        local_starts[order].tolist(),
        local_ends[order].tolist(),
        strict=True,
    ):
        if number != current:
            if hits:
                yield hits
            hits, current = [], number
        text = texts[number]
        for form_index in scanner.forms_of_pattern[pattern]:
            span = _verify(text, start, end, forms[form_index], keys[form_index])
            if span is not None:
                hits.append(Hit(first + number, form_index, *span))
    if hits:
        yield hits


_INNER_PUNCTUATION = frozenset(",;!?()[]{}|•.\u2022\u00b7\u25cf")
_NEW_ITEM = re.compile(r"\n\s*(?:\n|[-*\u2013\u2022\u00b7\u25cf])")


def _verify(
    text: str, start: int, end: int, form: Form, keys: frozenset[str]
) -> tuple[int, int] | None:
    """The span of `form` in the original text, or None where the folding hid a difference."""
    wanted = form.text
    if text[start:end] == wanted and _is_bounded(text, start, end):
        return start, end
    lead = len(wanted) - len(wanted.lstrip("."))
    if lead:  # ".NET" must have its point: "net" alone is another word
        start -= lead
        if start < 0 or not text.startswith("." * lead, start):
            return None
    tail = wanted[len(wanted.rstrip(".)")) :]
    if tail and text.startswith(tail, end):
        end += len(tail)
    if not _is_bounded(text, start, end):
        return None
    surface = text[start:end]
    is_doubtful = form.case_sensitive or not surface.isascii()
    if is_doubtful and _key(surface, form.case_sensitive) not in keys:
        return None
    if "." in wanted.strip("."):
        same = _without_spaces(surface, form) == _without_spaces(wanted, form)
        return (start, end) if same else None
    extra = _INNER_PUNCTUATION.intersection(surface).difference(wanted)
    if "," in extra and any(mark in wanted for mark in "/&"):
        extra = extra - {","}
    if extra or _NEW_ITEM.search(surface):
        return None
    return start, end


def _is_bounded(text: str, start: int, end: int) -> bool:
    return not (
        (start > 0 and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum())
    )


def _without_spaces(text: str, form: Form) -> str:
    bare = "".join(text.split()).rstrip(".")
    return bare if form.case_sensitive else bare.lower()


def _key(text: str, case_sensitive: bool) -> str:
    letters = "".join(c if c.isalnum() or c in "+#" else " " for c in text)
    squeezed = " ".join(letters.split())
    return squeezed if case_sensitive else squeezed.lower()


def _pattern(text: str) -> bytes:
    folded = text.encode("latin-1", "replace").translate(_FOLD).replace(b"\x00", b" ")
    return b" " + b" ".join(folded.split()) + b" "


def _variants(text: str) -> list[str]:
    """Spellings of one form that readers take for the same: "&", "Security +", "licence"."""
    variants = [text]
    if " & " in text:
        variants.append(text.replace(" & ", " and "))
    elif " and " in text:
        variants.append(text.replace(" and ", " & "))
    for us, uk in (("license", "licence"), ("License", "Licence")):
        variants += [v.replace(us, uk) for v in variants if us in v]
        variants += [v.replace(uk, us) for v in variants if uk in v]
    if re.search(r"[A-Za-z]{3}\+$", text):
        variants.append(text[:-1] + " +")
    for apostrophe in ("'s ", "\u2019s "):
        variants += [v.replace(apostrophe, "s ") for v in variants if apostrophe in v]
    return variants
