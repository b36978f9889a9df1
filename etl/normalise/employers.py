"""Employer names: readable names, and a key that counts spellings of one employer once."""

import re
import unicodedata
from html import unescape

PLACEHOLDERS = frozenset({
    "", "-", "-1", "0", "1", "na", "n/a", "n.a.", "none", "null", "nan", "unknown", "undisclosed",
    "confidential", "confidential company", "company confidential", "private", "anonymous",
    "private company", "not specified", "not disclosed", "client", "our client", "tbc", "tbd",
    "central advertising - other",
})  # fmt: skip
"""Casefolded strings that stand where an employer's name should be."""

_FORMERLY = re.compile(r"\s*\((?:formerly|previously)\b[^()]*\)", re.IGNORECASE)
_RATING_LINE = re.compile(r"\s*\n\s*[0-5](?:\.\d)?\s*$")
_RATING_TAIL = re.compile(r"(?<=[^\W\d])\s+[1-5]\.\d\s*$")
_REVIEWS_TAIL = re.compile(r"\s*\n?\s*[\d,.]+k?\s+reviews?\s*$", re.IGNORECASE)
_SUFFIX_COMMA = re.compile(
    r"\s*,\s*(?=(?:inc|llc|l\.l\.c|ltd|llp|lp|corp|co|plc|n\.a|pte|p\.c|gmbh)\b\.?)", re.IGNORECASE
)
_LEGAL_SUFFIXES = frozenset({
    "inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "corp", "corporation", "co",
    "company", "plc", "pte", "pvt", "pty", "gmbh", "ag", "sa", "sae", "sarl", "sas", "srl", "spa",
    "bv", "nv", "ab", "oy", "kft", "zrt", "doo", "kg", "fze", "fzco", "wll", "bhd", "sdn", "pc",
    "pllc", "na", "lllp",
})  # fmt: skip
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w)\.?|(?<!\w)(?:[^\W\d_]\.){2,}")


def clean_employer(text: str | None) -> str | None:
    """The employer's name with its own capitals, or None for a placeholder.

    Removes a rating or a count of reviews glued to the name, decodes HTML entities, and tidies
    spaces and the comma before a legal suffix ("Acme , Inc." is "Acme, Inc.").
    """
    if text is None:
        return None
    name = unescape(unescape(text)).replace("\u200b", "")
    name = _REVIEWS_TAIL.sub("", name)
    name = _RATING_LINE.sub("", name)
    name = _RATING_TAIL.sub("", name)
    name = re.sub(r"\s+", " ", name).strip(' \t,;|-–—"')
    name = _SUFFIX_COMMA.sub(", ", name)
    if name.casefold() in PLACEHOLDERS or not any(character.isalnum() for character in name):
        return None
    return name


def employer_key(name: str) -> str:
    """`name` reduced for counting: casefolded, without accents, signs and legal suffixes.

    Never empty for a name with letters or digits: "Limited" alone stays "limited".
    """
    name = _FORMERLY.sub("", name) or name
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    folded = _DOTTED.sub(lambda match: match[0].replace(".", ""), folded)
    folded = folded.replace("&", " and ").replace("'", "").replace("’", "")
    words = re.findall(r"[^\W_]+", folded)
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_SUFFIXES:
        if words[-1] == "ag" and not re.search(r"\bA\.?G\b", name):
            # Agriculture, not a share company: "Acme Ag" is not "Acme AG".
            break
        words.pop()
    return " ".join(words)


def counting_key(name: str) -> str:
    """`employer_key` without spaces: "Accion Labs" and "AccionLabs" are one employer."""
    return employer_key(name).replace(" ", "")
