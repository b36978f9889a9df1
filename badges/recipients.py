"""Is the badge this person's? A valid badge of somebody else is the commonest fraud.

Only the answer is kept, never the salt beside the address it hides.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from badges.reading.kinds import as_list, types_of
from badges.values import Finding, Json, Settings, failed, passed, unknown

_HASHES: Final = {"sha256": hashlib.sha256, "md5": hashlib.md5}
_EMAIL_TYPES: Final = ("email", "emailAddress")


def recipient_match(document: Json | None, settings: Settings) -> str:
    """One of email_hash, did, name_only, no, unknown. `no` only where the badge names another."""
    if document is None:
        return "unknown"
    identities, names, ids = named(document)
    if settings.recipient_emails and identities:
        # Issuers hash the address as they had it.
        spelled = [s for e in settings.recipient_emails for s in (e.strip(), e.strip().lower())]
        return "email_hash" if any(whose(one, spelled) for one in identities) else "no"
    if settings.recipient_did and ids:
        return "did" if settings.recipient_did in ids else "no"
    if settings.recipient_name and names:
        wanted = _plain(settings.recipient_name)
        return "name_only" if any(_plain(name) == wanted for name in names) else "no"
    return "unknown"


def check_recipient(match: str) -> Finding:
    """The match as a check; it stands beside the verdict and never changes it."""
    if match == "no":
        return failed("ok_with_warning", match=match)
    return unknown("ok", match=match) if match == "unknown" else passed(match=match)


def named(document: Json) -> tuple[list[Json], list[str], list[str]]:
    """Whom a badge names: identities (address or its hash, and salt), names, and DIDs."""
    identities: list[Json] = []
    names: list[str] = []
    ids: list[str] = []
    recipient = document.get("recipient")
    if isinstance(recipient, dict) and set(types_of(recipient)) & set(_EMAIL_TYPES):
        identities.append(recipient)
    for subject in as_list(document.get("credentialSubject")):
        if not isinstance(subject, dict):
            continue
        for key, kept in (("name", names), ("id", ids)):
            if isinstance(subject.get(key), str):
                kept.append(subject[key])
        if str(subject.get("id", "")).startswith("mailto:"):
            identities.append({"identity": subject["id"].removeprefix("mailto:")})
        for identifier in as_list(subject.get("identifier")):
            if not isinstance(identifier, dict):
                continue
            said = identifier.get("identityHash")
            if identifier.get("identityType") in _EMAIL_TYPES:
                identities.append({**identifier, "identity": said})
            elif identifier.get("identityType") == "name" and isinstance(said, str):
                names.append(said)
    return identities, names, [name for name in ids if name.startswith("did:")]


def whose(identity: Json, emails: Iterable[str]) -> str | None:
    """The first of some addresses that an identity is, in clear or hashed; None of none."""
    said = identity.get("identity")
    if not isinstance(said, str):
        return None
    method, _, digest = said.partition("$")
    hashing: Any = _HASHES.get(method)
    if hashing is None or not digest:
        plain = said.strip().lower()
        return next((email for email in emails if email.lower() == plain), None)
    salt = identity.get("salt")
    salted = (salt if isinstance(salt, str) else "").encode("utf-8", "replace")
    wanted = digest.lower()
    for email in emails:
        # Thousands may be tried; there is nothing secret about how long that takes.
        if hashing(email.encode() + salted).hexdigest() == wanted:
            return email
    return None


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
