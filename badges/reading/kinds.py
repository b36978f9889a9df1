"""Which format a JSON document is, told by what it says and by its shape."""

from typing import Any, Final

V1_CONTEXT: Final = "https://www.w3.org/2018/credentials/v1"
V2_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
OB2_CONTEXTS: Final = (
    "https://w3id.org/openbadges/v2",
    "https://openbadgespec.org/v2/context.json",
)
BADGE_TYPES: Final = ("OpenBadgeCredential", "AchievementCredential")
CLR_TYPE: Final = "ClrCredential"
_EUROPEAN: Final = ("EuropeanDigitalCredential", "EuropassCredential")


def as_list(value: Any) -> list[Any]:
    """The value as a list: nothing is an empty one, one thing is a list of it."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def types_of(node: Any) -> list[str]:
    """The types a JSON-LD node names, under either spelling of the key."""
    if not isinstance(node, dict):
        return []
    return [t for t in as_list(node.get("type", node.get("@type"))) if isinstance(t, str)]


def contexts_of(document: dict[str, Any]) -> list[Any]:
    """The contexts a document names, in order."""
    return as_list(document.get("@context"))


def kind_of(document: dict[str, Any]) -> str:
    """One of ob3, clr2, endorsement, elm3, ob2-hosted, ob2-signed, ob1, definition, "" (none)."""
    types = types_of(document)
    if "payload" in document and "signatures" in document:
        return "elm3"
    if any(t in _EUROPEAN for t in types):
        return "elm3"
    if any(t.startswith("Endorsement") for t in types):
        return "endorsement"
    if _is_credential(document, types):
        if CLR_TYPE in types:
            return "clr2"
        return "definition" if any(t.endswith("StatusListCredential") for t in types) else "ob3"
    if "recipient" in document and "badge" in document:
        return _assertion_kind(document)
    if "badge" in document and {"issuedOn", "verify", "uid"} & set(document):
        return _assertion_kind(document)
    if types or _is_component(document):
        return "definition"
    return ""


def _is_credential(document: dict[str, Any], types: list[str]) -> bool:
    named = any(t == "VerifiableCredential" or t in (*BADGE_TYPES, CLR_TYPE) for t in types)
    # Where the types were taken out it is still no definition.
    return named or "credentialSubject" in document


def _assertion_kind(document: dict[str, Any]) -> str:
    contexts = contexts_of(document)
    is_second = any(c in OB2_CONTEXTS or isinstance(c, dict) for c in contexts)
    if not is_second:
        return "ob1"
    verification = document.get("verification")
    signed = {"signed", "SignedBadge"} & set(types_of(verification))
    return "ob2-signed" if signed else "ob2-hosted"


def _is_component(document: dict[str, Any]) -> bool:
    """A badge class or issuer of Open Badges 1.0, which had no types yet."""
    names = isinstance(document.get("name"), str)
    return names and any(key in document for key in ("criteria", "url", "issuer", "origin"))
