"""Is an assertion, and the badge class and issuer behind it, written as Open Badges 2.0 asks?"""

from typing import Any, Final

from badges.dates import moment_of
from badges.reading.kinds import as_list, types_of
from badges.structure import is_uri
from badges.values import Finding, Json, failed, passed, warned

HOSTED: Final = frozenset({"hosted", "HostedBadge"})
SIGNED: Final = frozenset({"signed", "SignedBadge"})
_PROFILES: Final = frozenset({"Issuer", "Profile"})
_EVIDENCE_TEXTS: Final = ("narrative", "name", "description", "genre", "audience")
# Extensions whose fields are published with the standard: what each holds.
_EXTENSIONS: Final[dict[str, dict[str, str]]] = {
    "extensions:ExampleExtension": {"http://schema.org/text": "text", "exampleProperty": "text"},
    "extensions:ApplyLink": {"applyLink": "uri"},
}


def check_assertion(document: Json) -> Finding:
    """The first fault of an assertion."""
    if "Assertion" not in types_of(document):
        return failed("bad_type", types=", ".join(types_of(document))[:200])
    name = document.get("id")
    is_hosted = bool(HOSTED & set(types_of(document.get("verification"))))
    if not is_uri(name) or (is_hosted and not is_web(name)):
        return failed("bad_id", id=str(name)[:200])
    verification = document.get("verification")
    if not isinstance(verification, dict) or not (HOSTED | SIGNED) & set(types_of(verification)):
        return failed("bad_type", why="no way to verify is named")
    for fault in (
        _recipient(document.get("recipient")),
        _badge(document.get("badge")),
        _dates(document),
        _image(document.get("image")),
        _evidence(document.get("evidence")),
        _extensions(document),
    ):
        if fault is not None:
            return fault
    badge = document["badge"]
    return check_class(badge) if isinstance(badge, dict) else passed()


def check_class(document: Json) -> Finding:
    """The first fault of a badge class, and of the issuer inside it."""
    if "BadgeClass" not in types_of(document):
        return failed("bad_type", types=", ".join(types_of(document))[:200], where="badge class")
    for key in ("name", "description"):
        if not isinstance(document.get(key), str):
            return failed("bad_subject", field=f"badge.{key}")
    criteria = document.get("criteria")
    if not (criteria is None or is_uri(criteria) or isinstance(criteria, dict)):
        return failed("bad_subject", field="badge.criteria")
    issuer = document.get("issuer")
    if not is_uri(issuer) and not isinstance(issuer, dict):
        return failed("bad_issuer", why="the badge class names no issuer")
    if isinstance(issuer, dict):
        found = check_issuer(issuer)
        if found.outcome == "fail":
            return found
    image = document.get("image")
    if isinstance(image, str) and image.startswith("data:"):
        return _extensions(document) or warned(note="the image is inside the badge class")
    return _image(image) or _extensions(document) or passed()


def check_issuer(document: Json) -> Finding:
    """The first fault of an issuer's profile. It is who it is by a web address."""
    if not _PROFILES & set(types_of(document)):
        return failed("bad_issuer", types=", ".join(types_of(document))[:200])
    if not is_web(document.get("id")):
        return failed("bad_issuer", id=str(document.get("id"))[:200])
    if not isinstance(document.get("name"), str):
        return failed("bad_issuer", field="issuer.name")
    if document.get("url") and not is_uri(document["url"]):
        return failed("bad_issuer", field="issuer.url")
    if document.get("email") is not None and not isinstance(document["email"], str):
        return failed("bad_issuer", field="issuer.email")
    return passed()


def is_web(value: Any) -> bool:
    """Whether a text is a web address."""
    return isinstance(value, str) and value.startswith(("https://", "http://")) and is_uri(value)


def _recipient(recipient: Any) -> Finding | None:
    fits = (
        isinstance(recipient, dict)
        and isinstance(recipient.get("identity"), str)
        and bool(types_of(recipient))
        and isinstance(recipient.get("hashed") or False, bool)
        and isinstance(recipient.get("salt") or "", str)
    )
    return None if fits else failed("bad_subject", field="recipient")


def _badge(badge: Any) -> Finding | None:
    return (
        None if isinstance(badge, dict) or is_uri(badge) else failed("bad_subject", field="badge")
    )


def _dates(document: Json) -> Finding | None:
    for key in ("issuedOn", "expires"):
        if key in document and document[key] is not None and moment_of(document[key]) is None:
            return failed("bad_dates", **{key: str(document[key])[:100]})
    return None if document.get("issuedOn") else failed("bad_dates", why="no issuedOn")


def _image(image: Any) -> Finding | None:
    name = image.get("id") if isinstance(image, dict) else image
    if image is None or (is_uri(name) and not str(name).startswith("data:")):
        return None
    return failed("bad_image", image=str(name)[:100])


def _evidence(evidence: Any) -> Finding | None:
    for item in as_list(evidence):
        if isinstance(item, dict):
            texts = all(isinstance(item.get(key) or "", str) for key in (*_EVIDENCE_TEXTS, "id"))
            name = item.get("id") or "_:"
            named = is_uri(name) or str(name).startswith("_:")
            if not (texts and named):
                return failed("bad_evidence")
        elif item != "" and not is_uri(item):
            return failed("bad_evidence", evidence=str(item)[:100])
    return None


def _extensions(document: Json) -> Finding | None:
    """Extensions name their own context and type, and keep to their published fields."""
    for key, value in document.items():
        types = types_of(value)
        if not key.startswith("extensions:") and "Extension" not in types:
            continue
        for item in as_list(value):
            types = types_of(item)
            if not isinstance(item, dict) or "@context" not in item or "Extension" not in types:
                return failed("extension_schema", extension=key)
            for name in types:
                fields = _EXTENSIONS.get(name, {})
                if fields and not set(fields) & set(item):
                    return failed("extension_schema", extension=key, missing=", ".join(fields))
                for field in set(fields) & set(item):
                    held = item[field]
                    if not (isinstance(held, str) if fields[field] == "text" else is_uri(held)):
                        return failed("extension_schema", extension=key, field=field)
    return None
