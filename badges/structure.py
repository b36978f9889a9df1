"""Is a credential written as Open Badges 3.0 and CLR 2.0 ask?

Types and shapes only, and only of what is there. The published JSON schemas refuse most real
badges, so what they ask beyond that is at most a warning.
"""

import re
from typing import Any, Final

from badges.dates import moment_of
from badges.proofs.contexts import FOR_V1_ONLY, PINNED, names_badges
from badges.reading.kinds import (
    BADGE_TYPES,
    CLR_TYPE,
    V1_CONTEXT,
    V2_CONTEXT,
    as_list,
    contexts_of,
    types_of,
)
from badges.values import Finding, Json, failed, passed, unknown, warned

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_TEXT: Final = "text"
# Class -> field -> what it holds: text, uri, bool, number, or another class. Fields of no interest
# to a reader are not listed. Source: the data models of Open Badges 3.0 and CLR 2.0.
_MODEL: Final[dict[str, dict[str, str]]] = {
    "Profile": {
        "id": "uri",
        "name": _TEXT,
        "url": "uri",
        "phone": _TEXT,
        "description": _TEXT,
        "image": "Image",
        "email": _TEXT,
        "address": "Address",
        "otherIdentifier": "IdentifierEntry",
        "official": _TEXT,
        "parentOrg": "Profile",
        "familyName": _TEXT,
        "givenName": _TEXT,
        "dateOfBirth": _TEXT,
    },
    "AchievementSubject": {
        "id": "uri",
        "identifier": "IdentityObject",
        "achievement": "Achievement",
        "activityEndDate": "date",
        "activityStartDate": "date",
        "creditsEarned": "number",
        "licenseNumber": _TEXT,
        "narrative": _TEXT,
        "image": "Image",
        "result": "Result",
        "role": _TEXT,
        "source": "Profile",
        "term": _TEXT,
    },
    "Achievement": {
        "id": "uri",
        "name": _TEXT,
        "description": _TEXT,
        "achievementType": _TEXT,
        "alignment": "Alignment",
        "creator": "Profile",
        "creditsAvailable": "number",
        "criteria": "Criteria",
        "fieldOfStudy": _TEXT,
        "humanCode": _TEXT,
        "image": "Image",
        "inLanguage": _TEXT,
        "otherIdentifier": "IdentifierEntry",
        "resultDescription": "ResultDescription",
        "specialization": _TEXT,
        "tag": _TEXT,
        "version": _TEXT,
    },
    "IdentityObject": {
        "hashed": "bool",
        "identityHash": _TEXT,
        "identityType": _TEXT,
        "salt": _TEXT,
    },
    "IdentifierEntry": {"identifier": _TEXT, "identifierType": _TEXT},
    "Alignment": {
        "targetCode": _TEXT,
        "targetDescription": _TEXT,
        "targetName": _TEXT,
        "targetFramework": _TEXT,
        "targetType": _TEXT,
        "targetUrl": "uri",
    },
    "Criteria": {"id": "uri", "narrative": _TEXT},
    "Evidence": {
        "id": "uri",
        "name": _TEXT,
        "narrative": _TEXT,
        "description": _TEXT,
        "genre": _TEXT,
        "audience": _TEXT,
    },
    "Image": {"id": "uri", "caption": _TEXT},
    "Address": {"addressCountry": _TEXT, "addressLocality": _TEXT, "streetAddress": _TEXT},
    "Result": {"value": _TEXT, "status": _TEXT, "achievedLevel": "uri", "resultDescription": "uri"},
    "ResultDescription": {"id": "uri", "name": _TEXT, "resultType": _TEXT},
}
# What must be there, where the class is.
_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "IdentityObject": ("identityHash", "identityType"),
    "IdentifierEntry": ("identifier", "identifierType"),
    "Alignment": ("targetName", "targetUrl"),
    "Achievement": ("name",),
    "Image": ("id",),
}
# Classes that must say what they are, as a verifier of theirs would look for it.
_TYPED: Final = frozenset({"IdentityObject", "IdentifierEntry"})
_CODE: Final = {"Image": "bad_image", "Evidence": "bad_evidence"}


def is_uri(value: Any) -> bool:
    """Whether a text is an absolute address or name such as `urn:uuid:…`."""
    return isinstance(value, str) and _SCHEME.fullmatch(value) is not None


def check_structure(document: Json, is_json_ld: bool) -> Finding:
    """The first fault of a credential. `is_json_ld`: its signature rests on its contexts."""
    for finding in (
        _contexts(document, is_json_ld),
        _types(document),
        _names(document),
        _parts(document),
    ):
        if finding is not None:
            return finding
    missing = _missing(document)
    return warned(missing=", ".join(missing)) if missing else passed()


def _contexts(document: Json, is_json_ld: bool) -> Finding | None:
    contexts = contexts_of(document)
    if not contexts or contexts[0] not in (V1_CONTEXT, V2_CONTEXT):
        return failed("bad_context", first=str(contexts[:1])[:200])
    named = [url for url in _all_contexts(document) if url is not None]
    if any(not isinstance(url, str) for url in named):
        return failed("context_not_allowed")
    unread = [url for url in named if url not in PINNED and is_json_ld]
    if unread:
        return unknown("context_unknown", contexts=", ".join(unread)[:500])
    if not any(names_badges(url) or url not in PINNED for url in contexts):
        return failed("bad_context", why="no context of Open Badges")
    older = [url for url in contexts if url in FOR_V1_ONLY]
    if contexts[0] == V2_CONTEXT and older:
        return failed("bad_context", why=f"{older[0]} belongs to an older data model")
    return None


def _all_contexts(document: Json) -> list[Any]:
    """Every context named anywhere: those of embedded credentials and endorsements too."""
    found: list[Any] = []
    stack: list[Any] = [document]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            found.extend(as_list(item["@context"]) if "@context" in item else [])
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return found


def _types(document: Json) -> Finding | None:
    raw = document.get("type", document.get("@type"))
    if any(not isinstance(item, str) for item in as_list(raw)):
        return failed("bad_type")
    types = types_of(document)
    if "VerifiableCredential" not in types or not {*BADGE_TYPES, CLR_TYPE} & set(types):
        return failed("bad_type", types=", ".join(types)[:200])
    return None


def _names(document: Json) -> Finding | None:
    if "id" in document and not is_uri(document["id"]):
        return failed("bad_id", id=str(document["id"])[:200])
    issuer = document.get("issuer")
    if not is_uri(issuer) and not (isinstance(issuer, dict) and is_uri(issuer.get("id"))):
        return failed("bad_issuer", why="the issuer has no address")
    subjects = as_list(document.get("credentialSubject"))
    if not subjects or any(not isinstance(subject, dict) for subject in subjects):
        return failed("bad_subject", why="no holder")
    if document.get("proof") is not None and not _says_something(document, subjects):
        return failed("bad_subject", why="nothing is awarded")
    return None


def _says_something(document: Json, subjects: list[Json]) -> bool:
    wanted = ("verifiableCredential", "achievement", "association")
    keys = wanted if CLR_TYPE in types_of(document) else wanted[1:2]
    return any(subject.get(key) for subject in subjects for key in keys)


def _parts(document: Json) -> Finding | None:
    issuer, subjects = document.get("issuer"), as_list(document.get("credentialSubject"))
    is_clr = CLR_TYPE in types_of(document)
    parts = [
        (issuer, "Profile", "bad_issuer"),
        *((subject, "AchievementSubject", "bad_subject") for subject in subjects if not is_clr),
        *((item, "Evidence", "bad_evidence") for item in as_list(document.get("evidence"))),
        *((item, "Image", "bad_image") for item in as_list(document.get("image"))),
    ]
    for value, name, code in parts:
        fault = _fault(value, name, code)
        if fault is not None:
            return failed(fault[0], field=fault[1])
    for key in ("name", "description"):
        if document.get(key) is not None and not _is_text(document[key]):
            return failed("bad_type", field=key)
    for key in ("credentialSchema", "credentialStatus", "refreshService", "termsOfUse"):
        for item in as_list(document.get(key)):
            if not isinstance(item, dict) or not types_of(item):
                return failed("bad_schema", field=key)
    for item in as_list(document.get("credentialSchema")):
        if not is_uri(item.get("id")):
            return failed("bad_schema", field="credentialSchema.id")
    return None


def _fault(value: Any, name: str, code: str) -> tuple[str, str] | None:
    """Code and field of the first fault in a node of a class, None where there is none."""
    code = _CODE.get(name, code)
    if isinstance(value, str):
        # A node that is only named, by its address.
        return None if is_uri(value) else (code, name)
    if not isinstance(value, dict):
        return code, name
    types = types_of(value)
    if (name in _TYPED and name not in types) or ("type" in value and not types):
        return code, f"{name}.type"
    for key in _NEEDED.get(name, ()):
        if value.get(key) in (None, ""):
            return code, f"{name}.{key}"
    for key, kind in _MODEL[name].items():
        for item in as_list(value.get(key)):
            # What is left empty is not there.
            fault = item not in (None, "") and _field_fault(item, kind, f"{name}.{key}", code)
            if fault:
                return fault
    return None


def _field_fault(item: Any, kind: str, field: str, code: str) -> tuple[str, str] | None:
    if kind in _MODEL:
        return _fault(item, kind, code)
    fits = {
        _TEXT: _is_text(item),
        "uri": is_uri(item),
        "bool": isinstance(item, bool),
        "number": isinstance(item, int | float) and not isinstance(item, bool),
        "date": moment_of(item) is not None,
    }[kind]
    return None if fits else (code, field)


def _is_text(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_text(item) for item in value)
    if isinstance(value, dict):
        return isinstance(value.get("@value"), str)
    return isinstance(value, str)


def _missing(document: Json) -> list[str]:
    """What the standard asks for and most readers can do without."""
    dates = {"validFrom", "issuanceDate"} & set(document)
    named = [key for key in ("id", "name") if key not in document]
    return named if dates else [*named, "validFrom"]
