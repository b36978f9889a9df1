"""What a check of a badge says, in words: three questions that are never made into one. Pure.

The verdict is about the file, the recipient match about whose badge it is, the issuer's trust about
who stands behind it: a stolen valid badge is valid.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from badges.reasons import VALID, sentence
from dashboard.metrics import day, plural

NOT_CHECKED = "not_checked"
VERDICT_LABELS = {
    VALID: "Valid",
    NOT_CHECKED: "Not checked",
    "unverifiable": "Cannot be verified",
    "expired": "Expired",
    "not_yet_valid": "Not valid yet",
    "suspended": "Suspended",
    "revoked": "Withdrawn by its issuer",
    "tampered": "Tampered with",
    "malformed": "Not as the standard asks",
    "not_a_badge": "Not an award",
}
STATE_LABELS = VERDICT_LABELS | {
    "renewed": "Renewed since",
    "pending": "Not accepted yet",
}
"""Why a badge is not held, as states and verdicts say it."""
STATES = {
    "renewed": "A later award of the same credential counts in its place.",
    "pending": "The export says that this person has not accepted it.",
    "revoked": "The export says that it was withdrawn or declined.",
}
"""What a badge platform's export says of a badge that nobody checked."""
COLOURS = {VALID: "blue", "tampered": "red", "revoked": "red", "malformed": "red"}
RECIPIENT = {
    "email_hash": "Yes, it names this person's e-mail address.",
    "did": "Yes, it names this person's own identifier.",
    "name_only": "Not shown: only the name agrees, and others may have it.",
    "no": "No, it names somebody else.",
    "unknown": "Not known: nothing in it can be compared with what we know of this person.",
}
UNPROVED = {
    "email_hash": "It names this person's e-mail address, but nothing proves what it says.",
    "did": "It names this person's own identifier, but nothing proves what it says.",
}
"""In the place of a yes, where the badge was changed or nothing shows who wrote it."""
RECIPIENT_SHORT = {
    "email_hash": "yes, by e-mail address",
    "did": "yes, by identifier",
    "name_only": "only the name agrees",
    "no": "no, somebody else's",
    "unknown": "not known",
}
UNPROVED_SHORT = {"email_hash": "its own word only", "did": "its own word only"}
TRUST = {
    "allow_listed": "Yes, it is on your list of trusted issuers.",
    "domain_proven": "Yes, shown by its own web domain, {domain}.",
    "self_asserted": "Only by the badge's own key, which anybody can make: it is unchanged, and "
    "that is all.",
    "unknown": "Not known: nothing shows who signed it.",
}
TRUST_SHORT = {
    "allow_listed": "on your list",
    "domain_proven": "domain proved",
    "self_asserted": "its own word only",
    "unknown": "not known",
}
MISFIT = "That issuer does not award {name} as the catalog knows it, so the name proves nothing."
LINKS = {
    "achievement": "by the identifier of its achievement",
    "name": "by its name",
    "alias": "by another of its names",
    "alignment": "by what its issuer aligns it with",
    "address": "by the name in its address",
    "abbreviation": "by its letters and what stands beside them",
}
FORMATS = {
    "ob3": "Open Badges 3.0",
    "ob3-di": "Open Badges 3.0, Data Integrity",
    "ob3-ed25519sig2020": "Open Badges 3.0, Ed25519Signature2020",
    "ob3-jwt": "Open Badges 3.0, signed token",
    "clr2": "Comprehensive Learner Record 2.0",
    "clr2-di": "Comprehensive Learner Record 2.0, Data Integrity",
    "clr2-ed25519sig2020": "Comprehensive Learner Record 2.0, Ed25519Signature2020",
    "clr2-jwt": "Comprehensive Learner Record 2.0, signed token",
    "ob2-hosted": "Open Badges 2.0, hosted",
    "ob2-signed": "Open Badges 2.0, signed",
    "ob1": "Open Badges before 2.0",
    "elm3": "European Digital Credential",
    "address": "address of a badge",
}
VERIFIED_MEANS = (
    "Verified: the badge is valid, names this person by e-mail address or identifier, and its "
    "issuer is on your list of trusted issuers or proved by its domain, and awards that credential."
)


def is_known(value: object) -> bool:
    """Whether a cell holds anything."""
    return not pd.isna(value)


def verdict_sentence(badge: Mapping[Any, Any]) -> str:
    """What the newest check found, in one sentence; or that there was none.

    Args:
        badge: verdict, reason; for one that is not held, state.
    """
    if is_known(badge["reason"]):
        return sentence(str(badge["reason"]))
    if is_known(badge.get("state")):
        return STATES.get(str(badge["state"]), "The export does not count it as held.")
    return "Stated in a file; nothing was checked."


def belongs(badge: Mapping[Any, Any]) -> str:
    """Whether the badge is this person's: recipient_match in words.

    Args:
        badge: recipient_match, verdict, issuer_trust.
    """
    match = _code(badge["recipient_match"])
    words = RECIPIENT if _is_proved(badge) else RECIPIENT | UNPROVED
    return words.get(match, RECIPIENT["unknown"])


def belongs_short(badge: Mapping[Any, Any]) -> str:
    """The same for tables and files; empty where nothing was compared."""
    words = RECIPIENT_SHORT if _is_proved(badge) else RECIPIENT_SHORT | UNPROVED_SHORT
    match = _code(badge["recipient_match"])
    return words.get(match, match)


def _is_proved(badge: Mapping[Any, Any]) -> bool:
    """Whether somebody stands behind what the badge says: it is unchanged, under a known key."""
    return badge["verdict"] != "tampered" and _code(badge["issuer_trust"]) not in ("", "unknown")


def trust(badge: Mapping[Any, Any]) -> str:
    """Who stands behind it: issuer_trust, issuer_domain and issuer_fits in words."""
    said = TRUST.get(_code(badge["issuer_trust"]), TRUST["unknown"])
    said = said.format(domain=_code(badge["issuer_domain"]))
    if is_known(badge["issuer_fits"]) and not badge["issuer_fits"]:
        said += f" {MISFIT.format(name=badge['name'])}"
    return said


def checked(badge: Mapping[Any, Any]) -> str:
    """When it was last checked, and how."""
    if not is_known(badge["checked_at"]):
        return "Never checked"
    how = "asking its issuer" if badge["checked_mode"] == "online" else "offline"
    return f"Last checked {day(badge['checked_at'])}, {how}"


def facts(badge: Mapping[Any, Any]) -> str:
    """The small print: check, format, link to the catalog, file (if it is to be told), skills."""
    said = [checked(badge)]
    if is_known(badge["badge_format"]):
        said.append(FORMATS.get(str(badge["badge_format"]), str(badge["badge_format"])))
    linked = LINKS.get(_code(badge["linked_by"]))
    said.append(f"linked to the catalog {linked}" if linked else "stands for itself")
    if is_known(badge.get("source_file")):
        said.append(f"from {badge['source_file']}")
    if is_known(badge.get("skills")):
        said.append(f"covers {badge['skills']}")
    return " · ".join(said)


def days_left(expires_on: Any, valid_on: date | None) -> int | None:
    """Days from the date until a badge expires; None where it has, or where there is no date."""
    if valid_on is None or not is_known(expires_on):
        return None
    left = (pd.Timestamp(expires_on).date() - valid_on).days
    return left if left >= 0 else None


def counted(badges: pd.DataFrame, not_held: int) -> str:
    """How many badges somebody has, how many were checked, and how many are verified.

    Args:
        badges: held, with verdict and verified_on.
        not_held: how many more do not count.
    """
    checks = int((badges["verdict"] != NOT_CHECKED).sum())
    verified = int(badges["verified_on"].notna().sum())
    said = f"{plural(len(badges), 'badge')}: {checks} checked, {verified} verified."
    if not_held:
        said += f" {not_held} more {'does' if not_held == 1 else 'do'} not count."
    return said


def _code(value: object) -> str:
    return str(value) if is_known(value) else ""
