"""Blind review: rows about candidates without names, photos and contact. Pure.

What is shown is a list of columns that are known to be harmless; whatever else a row has, now or
later, is hidden. Texts that could repeat a name are searched for it.
"""

import base64
import hashlib
import re
import unicodedata

import pandas as pd

NAME = "display_name"
HARMLESS = frozenset(
    {
        "candidate_id", "role", "headline", "place", "city", "region", "region_name", "country",
        "country_name", "experience_years", "matching_badges", "badges", "badge_count",
        "earned_on", "expires_on", "expiry_state", "days_left", "is_invented", "state", "note",
        "changed_by", "changed_at", "credential_id", "award_id", "name", "kind", "issuer_name",
        "verdict", "applied_on", "verified_badges", "verified_names", "reason", "recipient_match",
        "issuer_trust", "issuer_domain", "issuer_fits", "checked_at", "checked_mode", "verified_on",
        "badge_format", "linked_by", "skills",
    }
)  # fmt: skip
"""Columns that stay in blind review. ``candidate_id`` stays for decisions and is not shown."""
SEARCHED = (
    "headline", "role", "note", "place", "city", "changed_by", "name", "matching_badges", "badges",
    "verified_names", "issuer_name", "issuer_domain",
)  # fmt: skip
"""Texts of these columns lose the words of the candidate's name."""
HIDDEN = "…"
SALT = "blind review"
"""Of every alias, so that a candidate has the same one in the list and on a shortlist."""
SHORTEST = 3
"""Shorter parts of a name than this are common words and syllables; they stay in texts."""


def blind(rows: pd.DataFrame, salt: str) -> pd.DataFrame:
    """Rows as a blind reviewer may see them, in an order that tells no name.

    Args:
        rows: candidate_id and any other columns.
        salt: what alias a candidate has hangs on it; the same salt, the same aliases.

    Returns:
        The harmless columns, and ``display_name`` with an alias where there was a name; sorted by
        the alias if the rows were in the order of the names.
    """
    kept = rows[[c for c in rows.columns if c in HARMLESS]].copy()
    if NAME not in rows:
        return kept
    for column in [c for c in SEARCHED if c in kept]:
        kept[column] = [
            _without(text, str(name)) if isinstance(text, str) else text
            for text, name in zip(kept[column], rows[NAME], strict=True)
        ]
    kept.insert(0, NAME, [alias(str(i), salt) for i in rows["candidate_id"]])
    is_by_name = rows[NAME].astype(str).str.casefold().is_monotonic_increasing and len(rows) > 1
    return kept.sort_values(NAME, kind="stable") if is_by_name else kept


def alias(candidate_id: str, salt: str) -> str:
    """``Candidate K7QM-2XDA``: always the same one for a candidate under one salt.

    Among a million candidates two share an alias with a likelihood of one in three.
    """
    digest = hashlib.sha256(f"{salt}\n{candidate_id}".encode()).digest()
    letters = base64.b32encode(digest[:5]).decode()
    return f"Candidate {letters[:4]}-{letters[4:]}"


def _without(text: str, name: str) -> str:
    """A text without the words of a name, whatever their case and accents."""
    words = {w for w in re.findall(r"[^\W_]+", _plain(name)) if len(w) >= SHORTEST}
    return re.sub(r"[^\W_]+", lambda found: HIDDEN if _plain(found[0]) in words else found[0], text)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))
