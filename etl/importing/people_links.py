"""Which credential of the catalog a badge is, and why; a wrong link is worse than none."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from etl.people.vocabulary import AVERAGES

BADGE = "badge"
"""Kind of what is no credential of the catalog, and the beginning of its id."""
ACHIEVEMENT, NAME, ALIAS, ADDRESS, ABBREVIATION = (
    "achievement",
    "name",
    "alias",
    "address",
    "abbreviation",
)
ALIGNMENT = "alignment"
"""Reasons of a link: the achievement's own id is in the catalog; the badge has the credential's
name; one of its other names; the name in the achievement's address; its letters, which others may
share, with an issuer or words that fit; what its issuer, who is the credential's, says that it is
aligned with."""
NOT_LINKED = "not linked"

_ENDINGS = re.compile(
    r"(?: (?:ce|certification|certificate|certified|credential|badge|digital badge|exam|licence|"
    r"license|holder))+$"
)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
LEGAL = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "inc",
        "llc",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "company",
        "co",
        "plc",
        "gmbh",
        "org",
        "com",
        "foundation",
        "institute",
        "association",
        "academy",
        "council",
        "board",
        "society",
        "international",
        "university",
        "college",
        "certification",
        "certifications",
        "global",
        "training",
    ]
)
_LETTERS = 6
"""A name of one word and at most so many letters is an abbreviation that others may share."""


def badge_key(text: str) -> str:
    """A badge's name for comparing: words without marks, ``+`` and ``&`` as words."""
    signs = text.replace("™", " ").replace("®", " ").replace("℠", " ").replace("’", "'")
    plain = unicodedata.normalize("NFKD", signs.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("+", " plus ").replace("&", " and ").replace("#", " sharp ")
    return " ".join(re.findall(r"[^\W_]+", plain))


@dataclass(frozen=True)
class Link:
    """A badge's credential (or its own id) and the reason of it."""

    credential_id: str
    linked_by: str


@dataclass(frozen=True)
class _Name:
    credential_id: str
    reason: str
    needs_fit: bool
    near: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Names:
    """The catalog's names, folded, and the issuer of each credential."""

    by_key: dict[str, tuple[_Name, ...]]
    ids: frozenset[str]
    issuer_of: dict[str, str]
    issuer_names: dict[str, str] = field(default_factory=dict)


def read_names(credentials: pd.DataFrame, aliases: pd.DataFrame, issuers: pd.DataFrame) -> Names:
    """Prepare the catalog's names, from text frames with the catalog's columns.

    Rows that stand for a market's average price and cannot be held are left out.
    """
    held = credentials[~credentials["name"].str.contains(AVERAGES)]
    known = frozenset(held["credential_id"])
    found: dict[str, dict[tuple[str, str], _Name]] = {}

    def add(text: str, name: _Name) -> None:
        entries = found.setdefault(badge_key(text), {})
        # The credential's own name comes first; an alias of the same letters adds nothing.
        entries.setdefault((name.credential_id, ""), name)

    for row in held.itertuples():
        add(str(row.name), _Name(str(row.credential_id), NAME, False, (), ()))
    for row in aliases[aliases["credential_id"].isin(known)].itertuples():
        text = str(row.alias)
        add(
            text,
            _Name(
                str(row.credential_id),
                ALIAS,
                pd.notna(row.needs_near) or _is_abbreviation(text),
                _words(row.needs_near),
                _words(row.refuses_near),
            ),
        )
    for row in held[held["abbreviation"].notna()].itertuples():
        add(str(row.abbreviation), _Name(str(row.credential_id), ALIAS, True, (), ()))
    return Names(
        {key: tuple(names.values()) for key, names in found.items() if key},
        known,
        {str(c): str(i) for c, i in zip(held["credential_id"], held["issuer_id"], strict=True)},
        {str(i): str(n) for i, n in zip(issuers["issuer_id"], issuers["name"], strict=True)},
    )


def link(
    names: Names,
    badge: str | None,
    issuer: str | None = None,
    achievement: str | None = None,
    *,
    context: str = "",
    letters_suffice: bool = False,
) -> Link:
    """The credential that a badge is, or the badge as itself.

    Args:
        badge: its name, as the file has it.
        issuer: who issued it, where the file says.
        achievement: id or address of the badge class.
        context: other words about the holder, such as the role applied for.
        letters_suffice: letters that one credential alone has are enough where no issuer is
            stated: in a column of badges ``CNA`` is no insurance company.
    """
    if achievement is not None and achievement.strip() in names.ids:
        return Link(achievement.strip(), ACHIEVEMENT)
    for text, reason in ((badge, None), (_last_part(achievement), ADDRESS)):
        for key, is_whole in badge_forms(text or ""):
            chosen = _choose(names, key, f"{badge or ''} {context}", issuer, letters_suffice)
            if chosen is not None:
                return Link(chosen[0], reason or (chosen[1] if is_whole else _shorter(chosen[1])))
    return Link(badge_id(badge or achievement or "", issuer), NOT_LINKED)


def link_aligned(names: Names, alignments: Iterable[str], issuer: str | None) -> Link | None:
    """The one credential that a badge of the credential's own issuer is aligned with.

    Anybody may align a course with a credential; only its issuer may say that it is the same.
    """
    found = set()
    for text in alignments:
        forms = (text, _last_part(text) or "") if "/" in text else (text,)
        ids = {text.strip()} & names.ids
        for key in (key for form in forms for key, _ in badge_forms(form)):
            ids |= {name.credential_id for name in names.by_key.get(key, ())}
        found |= {i for i in ids if issuer and _is_issuer(names, issuer, i)}
    return Link(found.pop(), ALIGNMENT) if len(found) == 1 else None


def _is_issuer(names: Names, stated: str, credential_id: str) -> bool:
    issuer = names.issuer_of.get(credential_id, "")
    return same_issuer(stated, issuer, names.issuer_names.get(issuer))


def badge_id(badge: str, issuer: str | None = None) -> str:
    """The id of a badge that is no credential of the catalog: ``badge:<issuer>-<name>``."""
    words = badge_key(f"{issuer or ''} {badge}").replace(" ", "-")
    return f"{BADGE}:{words[:160] or 'without-a-name'}"


def _shorter(reason: str) -> str:
    """A name without its brackets or ending is another name of the credential."""
    return ALIAS if reason == NAME else reason


def badge_forms(text: str) -> Iterable[tuple[str, bool]]:
    """Keys to look a name up by: whole, without brackets, without its ending, what is in brackets.

    Each with whether it is the whole name.
    """
    whole = badge_key(text)
    yield whole, True
    bare = badge_key(_BRACKETS.sub(" ", text))
    seen = {whole}
    inside = [badge_key(a or b) for a, b in _BRACKETS.findall(text)]
    for form in (bare, _ENDINGS.sub("", whole), _ENDINGS.sub("", bare), *inside):
        if form and form not in seen:
            seen.add(form)
            yield form, False


def _last_part(address: str | None) -> str | None:
    """The last words of an address: ``.../badge/comptia-security-ce-certification``."""
    if address is None or "/" not in address:
        return None
    parts = [p for p in re.split(r"[/?#]", address) if p]
    last = re.sub(r"\.\d+$", "", parts[-1])
    return last.replace("-", " ") if re.search(r"[a-z]-[a-z]", last) else None


def _choose(
    names: Names, key: str, context: str, issuer: str | None, letters_suffice: bool
) -> tuple[str, str] | None:
    """The one credential with this name that nothing speaks against, and the reason."""
    if not key:
        return None
    words = badge_key(f"{context} {issuer or ''}")
    fitting: list[tuple[_Name, bool]] = []
    entries = [n for n in names.by_key.get(key, ()) if not any(p.search(words) for p in n.never)]
    for name in entries:
        stated = names.issuer_of.get(name.credential_id, "")
        same = issuer is not None and same_issuer(issuer, stated, names.issuer_names.get(stated))
        near = any(p.search(words.replace(key, " ", 1)) for p in name.near)
        alone = letters_suffice and issuer is None and len(entries) == 1
        if not name.needs_fit or same or near or alone:
            fitting.append((name, same))
    if len(fitting) > 1:
        fitting = [(name, same) for name, same in fitting if same]
    if len(fitting) != 1:
        return None
    name = fitting[0][0]
    return name.credential_id, ABBREVIATION if name.needs_fit else name.reason


@lru_cache(maxsize=65_536)
def same_issuer(stated: str, issuer_id: str, issuer_name: str | None) -> bool:
    """Whether a badge's issuer is that of a credential: shared words, or the one's letters."""
    ours = {badge_key(issuer_id), badge_key(issuer_name or "")} - {""}
    theirs = badge_key(stated)
    for own in ours:
        if own.replace(" ", "") == theirs.replace(" ", ""):
            return True
        own_words = [w for w in own.split() if w not in LEGAL]
        their_words = [w for w in theirs.split() if w not in LEGAL]
        if own_words and (
            set(own_words) <= set(their_words)
            or (bool(their_words) and set(their_words) <= set(own_words))
        ):
            return True
        if "".join(w[0] for w in theirs.split()) == own.replace(" ", "") and len(own) > 2:
            return True
    return False


def _words(cell: object) -> tuple[re.Pattern[str], ...]:
    """A list cell as patterns over folded text; ``nurs*`` stands for any ending."""
    if not isinstance(cell, str) or not cell:
        return ()
    return tuple(
        re.compile(rf"\b{re.escape(badge_key(w))}" + (r"\w*" if w.endswith("*") else "") + r"\b")
        for w in cell.split("|")
        if badge_key(w)
    )


def _is_abbreviation(text: str) -> bool:
    return len(badge_key(text).split()) == 1 and len(text) <= _LETTERS
