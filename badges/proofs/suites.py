"""The cryptosuites of Data Integrity proofs, and Ed25519Signature2020.

Each suite fixes its kinds of key, its canonical form and its hash. Sources: W3C Data Integrity
EdDSA and ECDSA Cryptosuites 1.0, and the Ed25519 Signature 2020 report.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import base58

from badges.proofs.canonical import Canonical, canonical
from badges.proofs.jcs import canonical_json
from badges.proofs.keys import PublicKey


@dataclass(frozen=True)
class Suite:
    """What a proof of this suite is made of."""

    name: str
    key_kinds: frozenset[str]
    is_json: bool = False
    is_selective: bool = False


_EC: Final = frozenset({"p256", "p384"})
_ED: Final = frozenset({"ed25519"})
_LINKED_2020: Final = Suite("Ed25519Signature2020", _ED)
_INTEGRITY: Final = {
    suite.name: suite
    for suite in (
        Suite("eddsa-rdfc-2022", _ED),
        # The name that the suite had while it was a draft.
        Suite("eddsa-2022", _ED),
        Suite("ecdsa-rdfc-2019", _EC),
        Suite("ecdsa-2019", _EC),
        Suite("eddsa-jcs-2022", _ED, is_json=True),
        Suite("ecdsa-jcs-2019", _EC, is_json=True),
        Suite("ecdsa-sd-2023", frozenset({"p256"}), is_selective=True),
    )
}
_HASHES: Final[dict[str, Callable[[bytes], Any]]] = {"p384": hashlib.sha384}


def suite_of(proof: dict[str, Any]) -> Suite | None:
    """The suite a proof names, None where it is not supported."""
    if proof.get("type") == "Ed25519Signature2020":
        return _LINKED_2020
    if proof.get("type") == "DataIntegrityProof":
        name = proof.get("cryptosuite")
        return _INTEGRITY.get(name) if isinstance(name, str) else None
    return None


def signed_data(
    suite: Suite, document: dict[str, Any], proof: dict[str, Any], key: PublicKey, whole: Canonical
) -> bytes:
    """The bytes that a proof's signature is on: hash of its options, then of the document.

    `document` is without its proof, `whole` its canonical form (not used by JSON suites).
    """
    digest = _HASHES.get(key.kind, hashlib.sha256)
    options = {name: item for name, item in proof.items() if name != "proofValue"}
    if suite.is_json:
        content = dict(document)
        if "@context" in options:
            content["@context"] = options["@context"]
        return digest(canonical_json(options)).digest() + digest(canonical_json(content)).digest()
    options["@context"] = document["@context"]
    written = canonical(options).data
    return digest(written).digest() + digest(whole.data).digest()


def decoded_signature(value: Any) -> bytes:
    """The bytes of a `z…` proof value; none where it is no such value."""
    if not isinstance(value, str) or not value.startswith("z") or len(value) > 1024:
        return b""
    try:
        return base58.b58decode(value[1:])
    except ValueError:
        return b""
