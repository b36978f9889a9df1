"""What is kept of a badge and of a check of it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from badges import Found, Result
from badges.dates import moment_of
from badges.reading.kinds import as_list
from badges.recipients import named
from etl.importing import people_values
from etl.importing.people_values import ACCEPTED
from etl.people.badge_owners import Owner

OFFLINE, ONLINE = "offline", "online"
NO_NAME = "Badge without a name"
Row = dict[str, Any]


def badge_text(found: Found) -> str:
    """The badge as it was read: JSON, a signed token, or the address of which no more is known."""
    if found.token is not None:
        return found.token
    if found.document is not None:
        return json.dumps(found.document, separators=(",", ":"))
    return found.address or ""


def text_sha256(text: str) -> str:
    """What stands for a kept badge: the SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()


def award_row(found: Found, result: Result, owner: Owner) -> Row:
    """A row of the kept awards: whose badge, what it says it is, and the badge itself.

    Days and the name are as stated; whether that is so the checks say.
    """
    said = result.said or {}
    text = badge_text(found)
    achievement = stated_achievement(said)
    issuers = (said.get("issuer"), achievement.get("issuer"), achievement.get("creator"))
    issuer = _text(result.issuer.name) or next(
        (n for n in (_text(_node(i).get("name")) for i in issuers) if n), None
    )
    earned, expires = day(result.earned_on), day(result.expires_on)
    if earned is not None and expires is not None and expires < earned:
        earned = None
    names = named(said)[1]
    achievement_id = _text(result.achievement.id) or _text(achievement.get("id"))
    names_of_it = (result.achievement.name, achievement.get("name"), said.get("name"))
    name = next((n for n in map(_text, names_of_it) if n), None)
    return {
        **holder(owner),
        "display_name": next((n for n in map(_text, names) if n), None),
        "badge_name": name or (None if achievement_id or found.address else NO_NAME),
        "achievement": achievement_id or (None if name else _text(found.address)),
        "issuer": issuer or _text(result.issuer.id),
        "url": found.address or _address(said.get("id")),
        "state": ACCEPTED,
        "earned_on": earned,
        "expires_on": expires,
        "badge_text": text,
        "badge_format": found.format,
        "badge_sha256": text_sha256(text),
        "alignments": [a[:2_000] for a in result.alignments],
    }


def check_row(found: Found, result: Result, owner: Owner, mode: str) -> Row:
    """A row of the kept checks: when, how, what came of it and on what that rests."""
    return {
        **holder(owner),
        "badge_sha256": text_sha256(badge_text(found)),
        "checked_at": moment_of(result.checks[0].at),
        "mode": mode,
        "verdict": result.verdict,
        "reason": result.reason,
        "recipient_match": result.recipient_match,
        "issuer_trust": result.issuer_trust,
        "issuer_id": result.issuer.id or None,
        "issuer_name": result.issuer.name or None,
        "issuer_domain": result.issuer_domain or None,
        "checks": json.dumps(result.check_rows()),
    }


def holder(owner: Owner) -> Row:
    """The columns by which a row is somebody's."""
    return {"candidate_id": owner.candidate_id, "email_key": owner.email_key}


def stated_achievement(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a badge says it was awarded for, whichever edition it is of; {} where it does not."""
    if (badge := said.get("badge")) is not None:
        return {"id": badge} if isinstance(badge, str) else _node(badge)
    subjects = [s for s in as_list(said.get("credentialSubject")) if isinstance(s, dict)]
    achievements = [a for s in subjects for a in as_list(s.get("achievement"))]
    return _node(achievements[0]) if len(achievements) == 1 else {}


def day(stated: str) -> date | None:
    """The day (UTC) of a date as a badge has it; None where it has none."""
    moment = moment_of(stated)
    return moment.date() if moment is not None else None


def _node(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _address(value: Any) -> str | None:
    is_web = isinstance(value, str) and value.startswith(("https://", "http://"))
    return value[:2_000] if is_web else None


def _text(value: Any) -> str | None:
    """A name on one line; None where there is none that could be shown."""
    if isinstance(value, dict):
        value = next((v for v in value.values() if isinstance(v, str)), None)
    if not isinstance(value, str):
        return None
    try:
        return people_values.name(value[:300])
    except ValueError:
        return None
