"""Badges of every kind, signed with keys made on the spot. The same seed gives the same key."""

import base64
import copy
import gzip
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import base58
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from badges.proofs.canonical import canonical
from badges.proofs.keys import PublicKey, from_multibase, from_pem
from badges.proofs.suites import signed_data, suite_of

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
ED2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
OB2 = "https://w3id.org/openbadges/v2"
_ALGORITHMS = {"ed25519": "EdDSA", "p256": "ES256", "p384": "ES384", "rsa": "RS256"}
Json = dict[str, Any]


@dataclass(frozen=True)
class Signer:
    """A key pair; `did` is its did:key (a did:jwk for RSA)."""

    private: Any
    public: PublicKey

    @property
    def did(self) -> str:
        if self.public.kind == "rsa":
            return "did:jwk:" + b64(json.dumps(self.jwk).encode())
        return f"did:key:{self.public.fingerprint}"

    @property
    def method(self) -> str:
        return f"{self.did}#{'0' if self.public.kind == 'rsa' else self.public.fingerprint}"

    @property
    def jwk(self) -> Json:
        numbers = self.public.key.public_numbers()
        return {"kty": "RSA", "n": b64(_big(numbers.n)), "e": b64(_big(numbers.e))}

    @property
    def pem(self) -> str:
        return self.public.key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ).decode()

    def sign(self, data: bytes) -> bytes:
        if self.public.kind == "ed25519":
            return self.private.sign(data)
        if self.public.kind == "rsa":
            return self.private.sign(data, padding.PKCS1v15(), hashes.SHA256())
        size = 32 if self.public.kind == "p256" else 48
        digest = hashes.SHA256() if size == 32 else hashes.SHA384()
        r, s = decode_dss_signature(self.private.sign(data, ec.ECDSA(digest)))
        return r.to_bytes(size) + s.to_bytes(size)


def signer(kind: str = "ed25519", seed: str = "issuer") -> Signer:
    """A key pair of ed25519, p256, p384 (by seed) or rsa (fresh)."""
    digest = hashlib.sha256(seed.encode()).digest()
    if kind == "ed25519":
        private: Any = ed25519.Ed25519PrivateKey.from_private_bytes(digest)
        raw = private.public_key().public_bytes_raw()
        return Signer(private, from_multibase("z" + base58.b58encode(b"\xed\x01" + raw).decode()))
    if kind == "rsa":
        private = rsa.generate_private_key(65537, 2048)
    else:
        curve = ec.SECP256R1() if kind == "p256" else ec.SECP384R1()
        private = ec.derive_private_key(int.from_bytes(digest), curve)
    pem = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Signer(private, from_pem(pem.decode()))


def credential(by: str, **changes: Any) -> Json:
    """An unsigned credential of issuer `by`; `changes` replace its terms (None removes one)."""
    document: Json = {
        "@context": [V2, OB],
        "id": "urn:uuid:3f1c7d2e-6a55-4c0e-9d0a-2a6c1f4f8a11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": by, "type": ["Profile"], "name": "Harbour College"},
        "validFrom": "2024-05-06T07:08:09Z",
        "name": "Welding, level 2",
        "credentialSubject": {
            "id": "did:example:holder",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": email_hash("ada@example.org", "s4lt"),
                    "identityType": "emailAddress",
                    "salt": "s4lt",
                }
            ],
            "achievement": {
                "id": "https://harbour.example/badges/welding-2",
                "type": ["Achievement"],
                "name": "Welding, level 2",
                "description": "Welds pipes in all positions.",
                "criteria": {"narrative": "Passed a supervised practical examination."},
            },
        },
    }
    document.update(copy.deepcopy(changes))
    return {key: value for key, value in document.items() if value is not None}


def first_edition(by: str, **changes: Any) -> Json:
    """The same credential in the data model 1.1."""
    document = credential(by, **{"@context": [V1, OB, ED2020], "validFrom": None})
    return {**document, "issuanceDate": "2024-05-06T07:08:09Z", **changes}


def with_proof(document: Json, key: Signer, suite: str = "eddsa-rdfc-2022", **options: Any) -> Json:
    """The document with one more proof; `options` replace or add to the proof's own."""
    proof: Json = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2024-05-06T07:08:10Z",
        "verificationMethod": key.method,
        "proofPurpose": "assertionMethod",
    }
    if suite == "Ed25519Signature2020":
        proof = {**proof, "type": suite}
        del proof["cryptosuite"]
    proof.update(options)
    found = suite_of(proof)
    assert found is not None
    content = {name: item for name, item in document.items() if name != "proof"}
    if found.is_json:
        proof["@context"] = content["@context"]
    data = signed_data(found, content, proof, key.public, canonical(content))
    proof["proofValue"] = "z" + base58.b58encode(key.sign(data)).decode()
    before = document.get("proof", [])
    proofs = [*(before if isinstance(before, list) else [before]), proof]
    return {**content, "proof": proofs[0] if len(proofs) == 1 else proofs}


def token(payload: Json, key: Signer, **header: Any) -> str:
    """A compact JWS over a payload; `header` replaces or adds to the header (None removes)."""
    head: Json = {"alg": _ALGORITHMS[key.public.kind], "typ": "JWT", "kid": key.method, **header}
    head = {name: item for name, item in head.items() if item is not None}
    signed = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(payload).encode())}"
    return f"{signed}.{b64(key.sign(signed.encode()))}"


def vc_jwt(document: Json, key: Signer, claims: Json | None = None, **header: Any) -> str:
    """A VC-JWT of Open Badges 3.0: the badge beside the registered claims."""
    issuer = document["issuer"]
    said: Json = {
        "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
        "jti": document.get("id"),
        "nbf": 1714979289,
        "sub": document["credentialSubject"].get("id"),
        **(claims or {}),
    }
    payload = {**document, **{name: item for name, item in said.items() if item is not None}}
    return token(payload, key, **header)


def status_list(
    issuer: Signer, indexes: set[int], purpose: str = "revocation", bits: int = 131072, **more: Any
) -> Json:
    """A signed BitstringStatusList credential with the bits of `indexes` set."""
    raw = bytearray(bits // 8)
    for index in indexes:
        raw[index // 8] |= 128 >> (index % 8)
    document = {
        "@context": [V2],
        "id": "https://harbour.example/status/1",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": "2024-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "https://harbour.example/status/1#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": "u" + b64(gzip.compress(bytes(raw), mtime=0)),
        },
        **more,
    }
    return with_proof(document, issuer)


def status_entry(index: int = 7, purpose: str = "revocation", **changes: Any) -> Json:
    """An entry that points into that list."""
    return {
        "id": f"https://harbour.example/status/1#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": "https://harbour.example/status/1",
        **changes,
    }


def assertion(**changes: Any) -> Json:
    """A hosted Open Badges 2.0 assertion of harbour.example."""
    document: Json = {
        "@context": OB2,
        "type": "Assertion",
        "id": "https://harbour.example/assertions/1",
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": "s4lt",
            "identity": email_hash("ada@example.org", "s4lt"),
        },
        "badge": "https://harbour.example/badges/1",
        "issuedOn": "2024-05-06T07:08:09Z",
        "verification": {"type": "hosted"},
    }
    document.update(copy.deepcopy(changes))
    return {key: value for key, value in document.items() if value is not None}


def badge_class(**changes: Any) -> Json:
    """Its badge class."""
    return {
        "@context": OB2,
        "type": "BadgeClass",
        "id": "https://harbour.example/badges/1",
        "name": "Welding, level 2",
        "description": "Welds pipes in all positions.",
        "image": "https://harbour.example/badges/1.png",
        "criteria": {"narrative": "Passed a supervised practical examination."},
        "issuer": "https://harbour.example/issuer",
        **changes,
    }


def profile(**changes: Any) -> Json:
    """Its issuer."""
    return {
        "@context": OB2,
        "type": "Issuer",
        "id": "https://harbour.example/issuer",
        "name": "Harbour College",
        "url": "https://harbour.example",
        "email": "badges@harbour.example",
        **changes,
    }


def email_hash(email: str, salt: str) -> str:
    """The hash that badges carry in an address's place."""
    return "sha256$" + hashlib.sha256((email + salt).encode()).hexdigest()


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _big(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8)
