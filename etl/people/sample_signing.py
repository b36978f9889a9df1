"""Signs the badges of the invented sample, with keys that anybody can make again.

A key comes from a seed that stands in this code, so a signature by it proves that a file is
unchanged since this code wrote it and nothing else. The keys are trusted for the sample alone.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import base58
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from badges.proofs.canonical import canonical
from badges.proofs.keys import ALGORITHM, PublicKey, from_multibase
from badges.proofs.suites import signed_data, suite_of

Json = dict[str, Any]
LIST_BITS = 131_072
"""Least length of a status list, so that a place in it says little about a holder."""
_ED25519 = b"\xed\x01"


class Signer(Protocol):
    """A key pair, and the verification method by which a badge names it."""

    @property
    def public(self) -> PublicKey: ...
    @property
    def method(self) -> str: ...
    def sign(self, data: bytes) -> bytes: ...


@dataclass(frozen=True)
class SeededKey:
    """An Ed25519 key pair; `did` is its did:key, `method` how a badge names it."""

    private: Ed25519PrivateKey
    public: PublicKey
    did: str
    method: str

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)


def seeded_key(seed: str, did: str = "") -> SeededKey:
    """The key pair of a seed, always the same; as that of `did` where one is given."""
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())
    raw = private.public_key().public_bytes_raw()
    name = "z" + base58.b58encode(_ED25519 + raw).decode()
    owner = did or f"did:key:{name}"
    return SeededKey(private, from_multibase(name), owner, f"{owner}#{name}")


def with_proof(document: Json, key: Signer, **options: Any) -> Json:
    """The document with one more proof inside; `options` replace or add to the proof's own.

    An option that is None is left out.
    """
    proof: Json = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": key.method,
        "proofPurpose": "assertionMethod",
        **options,
    }
    proof = {name: item for name, item in proof.items() if item is not None}
    suite = suite_of(proof)
    if suite is None:
        raise ValueError(f"no suite signs such a proof: {proof}")
    content = {name: item for name, item in document.items() if name != "proof"}
    if suite.is_json:
        proof["@context"] = content["@context"]
    data = signed_data(suite, content, proof, key.public, canonical(content))
    proof["proofValue"] = "z" + base58.b58encode(key.sign(data)).decode()
    before = document.get("proof", [])
    proofs = [*(before if isinstance(before, list) else [before]), proof]
    return {**content, "proof": proofs[0] if len(proofs) == 1 else proofs}


def token(payload: Json, key: Signer, **header: Any) -> str:
    """A compact JWS over a payload; `header` replaces or adds to the header (None removes)."""
    head: Json = {"alg": ALGORITHM[key.public.kind], "typ": "JWT", "kid": key.method, **header}
    head = {name: item for name, item in head.items() if item is not None}
    signed = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(payload).encode())}"
    return f"{signed}.{b64(key.sign(signed.encode()))}"


def encoded_list(places: Iterable[int], bits: int = LIST_BITS) -> str:
    """A status list with the bits at `places` set, as credentials carry it."""
    raw = bytearray(bits // 8)
    for place in places:
        raw[place // 8] |= 128 >> (place % 8)
    return "u" + b64(gzip.compress(bytes(raw), mtime=0))


def email_hash(email: str, salt: str) -> str:
    """The hash that badges carry in an address's place."""
    return "sha256$" + hashlib.sha256((email + salt).encode()).hexdigest()


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
