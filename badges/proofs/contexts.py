"""The pinned JSON-LD contexts, and the loader that knows no others."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from badges.reading.kinds import V1_CONTEXT, V2_CONTEXT

FOLDER = Path(__file__).parent.parent / "contexts"
_OB: Final = "https://purl.imsglobal.org/spec/ob/v3p0/"
_CLR: Final = "https://purl.imsglobal.org/spec/clr/v2p0/"

PINNED: Final[dict[str, str]] = {
    V1_CONTEXT: "credentials-context/v1.jsonld",
    V2_CONTEXT: "credentials-context/v2.jsonld",
    f"{_OB}context.json": "open-badges-context/context-3.0.json",
    f"{_OB}context/ob_v3p0.jsonld": "open-badges-context/context-3.0.json",
    f"{_OB}context-3.0.1.json": "open-badges-context/context-3.0.1.json",
    f"{_OB}context-3.0.2.json": "open-badges-context/context-3.0.2.json",
    f"{_OB}context-3.0.3.json": "openbadgeslib/ob-v3p0-context-3.0.3.json",
    f"{_OB}extensions.json": "open-badges-context/context-extensions.json",
    f"{_CLR}context-2.0.1.json": "openbadgeslib/clr_context_2.0.1.json",
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "ed25519-signature-2020-context/ed25519-signature-2020-v1.jsonld"
    ),
    "https://w3id.org/security/data-integrity/v1": (
        "data-integrity-context/data-integrity-v1.jsonld"
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "data-integrity-context/data-integrity-v2.jsonld"
    ),
    "https://w3id.org/security/multikey/v1": "multikey-context/multikey-v1.jsonld",
    "https://www.w3.org/ns/credentials/status/v1": (
        "bitstring-status-list-context/vc-bitstring-status-list-v1.jsonld"
    ),
    "https://w3id.org/vc/status-list/2021/v1": "status-list-2021-context/vc-status-list-v1.jsonld",
    "https://www.w3.org/ns/did/v1": "did-context/did-v1.jsonld",
}
# The releases of the Open Badges context that were written for the data model 1.1.
FOR_V1_ONLY: Final = frozenset(
    {
        f"{_OB}context.json",
        f"{_OB}context/ob_v3p0.jsonld",
        f"{_OB}context-3.0.1.json",
        f"{_OB}context-3.0.2.json",
    }
)


def names_badges(url: Any) -> bool:
    """Whether a context is one of Open Badges 3.0 or CLR 2.0, of whatever release."""
    return isinstance(url, str) and url.startswith((_OB, _CLR))


@cache
def document(url: str) -> Any:
    """The pinned context. Raises KeyError for any other address."""
    return json.loads((FOLDER / PINNED[url]).read_text(encoding="utf-8"))


def load(url: str, options: object) -> dict[str, Any]:
    """PyLD's loader over the pinned contexts; anything else raises KeyError."""
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": document(url),
        "contentType": "application/ld+json",
    }


@cache
def meanings(urls: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """What each term of these contexts stands for (IRIs), scoped contexts included.

    Several terms can stand for one thing: `Criteria` the class and `criteria` the property do.
    """
    found: dict[str, set[str]] = {}
    for url in urls:
        _gather(document(url).get("@context"), {}, found)
    return {term: frozenset(iris) for term, iris in found.items()}


def _gather(context: Any, outer: dict[str, Any], found: dict[str, set[str]]) -> None:
    if isinstance(context, list):
        for part in context:
            _gather(part, outer, found)
    if not isinstance(context, dict):
        return
    terms = {**outer, **context}
    for term, said in context.items():
        if not term.startswith("@") and isinstance(said, str | dict):
            found.setdefault(term, set()).add(_iri(term, terms, 0))
        if isinstance(said, dict) and "@context" in said:
            _gather(said["@context"], terms, found)


def _iri(term: str, terms: dict[str, Any], depth: int) -> str:
    said = terms.get(term)
    named = said.get("@id", term) if isinstance(said, dict) else said
    if not isinstance(named, str) or named == term or depth > 5:
        return term
    if named in terms:
        return _iri(named, terms, depth + 1)
    prefix, _, rest = named.partition(":")
    if prefix in terms and not rest.startswith("//"):
        return _iri(prefix, terms, depth + 1) + rest
    return named
