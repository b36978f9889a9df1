"""Badges of every kind, signed with keys made on the spot. The same seed gives the same key."""

import copy
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from badges.proofs.keys import PublicKey, from_pem
from etl.people import sample_signing as signing
from etl.people.sample_signing import b64, email_hash, encoded_list, token

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
ED2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
OB2 = "https://w3id.org/openbadges/v2"
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
        key = signing.seeded_key(seed)
        return Signer(key.private, key.public)
    private: Any
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
    named: Json = {"cryptosuite": suite, "created": "2024-05-06T07:08:10Z"}
    if suite == "Ed25519Signature2020":
        named |= {"type": suite, "cryptosuite": None}
    return signing.with_proof(document, key, **{**named, **options})


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
            "encodedList": encoded_list(indexes, bits),
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


def _big(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8)
