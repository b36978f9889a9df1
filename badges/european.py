"""European Digital Credentials (ELM): read, and shown as not checked.

Their seal is a JAdES signature whose certificate must lead to the European trust lists, which are
not consulted here.
"""

from typing import Any

from badges.assertions import Judged
from badges.reading.errors import UnreadableError
from badges.reading.kinds import as_list
from badges.reading.strict_json import parse
from badges.values import Found, Json, Settings, passed, unknown


def judge_european(found: Found, settings: Settings) -> Judged:
    """What the credential says of itself; `unverifiable` either way."""
    document: Json = found.document or {}
    is_sealed = found.token is not None or "signatures" in document or "proof" in document
    integrity = unknown("eu_trust_list_not_checked" if is_sealed else "no_proof")
    inner = _inner(document)
    issuer = inner.get("issuer")
    issuer = issuer if isinstance(issuer, dict) else {"id": issuer}
    named = {"id": issuer.get("id"), "name": _label(issuer.get("legalName"))}
    # Its dates are shown with it; nothing proves them, so they decide nothing.
    findings = {"structure": passed(), "integrity": integrity, "dates": passed()}
    badge = {"id": inner.get("id"), "name": _title(inner)}
    return Judged(findings, None, inner, badge, named)


def _inner(document: Json) -> Json:
    payload = document.get("payload")
    if not isinstance(payload, str):
        return document
    try:
        inner = parse(payload.encode("utf-8", "replace"))
    except UnreadableError:
        return {}
    return inner if isinstance(inner, dict) else {}


def _title(document: Json) -> str:
    shown = next((d for d in as_list(document.get("displayParameter")) if isinstance(d, dict)), {})
    return _label(shown.get("title"))


def _label(value: Any) -> str:
    """A text of a label in several languages: English, else the first."""
    if isinstance(value, dict):
        value = value.get("en", next(iter(value.values()), ""))
    first = next(iter(as_list(value)), "")
    return first if isinstance(first, str) else ""
