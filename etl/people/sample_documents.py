"""The documents of the invented badges: what is signed, and what the network would answer.

Every badge says itself that it is invented. All addresses end in `.example` or `example.org`,
which belong to nobody.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from etl.people.sample_signing import (
    Json,
    SeededKey,
    b64,
    email_hash,
    encoded_list,
    seeded_key,
    token,
)

V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB2 = "https://w3id.org/openbadges/v2"
SITE = "https://sample-badges.example"
MARK = "(invented sample)"
SAID = "Invented for the sample pool of Credence; nobody was awarded anything."
LISTED_FROM = "2010-01-01T00:00:00Z"


@dataclass(frozen=True)
class Award:
    """An award of the pool as its badge tells it; `number` is its place among all awards."""

    number: int
    candidate_id: str
    credential_id: str
    credential_name: str
    issuer_id: str
    issuer_name: str
    earned_on: date
    expires_on: date | None

    @property
    def invented_issuer(self) -> str:
        return f"{self.issuer_name} {MARK}"


def email_of(candidate_id: str) -> str:
    """The invented address of an invented person."""
    return f"{candidate_id}@example.org"


@cache
def issuer_key(issuer_id: str) -> SeededKey:
    """The key by which the sample's allow-list knows an issuer of the catalog."""
    return seeded_key(f"Credence sample issuer {issuer_id}")


def profile_address(issuer_id: str) -> str:
    """By which a hosted badge names its issuer."""
    return f"{SITE}/issuers/{issuer_id}"


def list_address(issuer_id: str, name: str) -> str:
    """Where an issuer's status list lies, had it one."""
    return f"{SITE}/status/{issuer_id}/{name}"


def credential(award: Award, issuer: str, email: str, name: str = "") -> Json:
    """An unsigned Open Badges 3.0 credential, by `issuer` (a DID), for the holder of `email`.

    `name` is the issuer's where it is not the award's own; an empty `email` leaves the holder out.
    """
    subject: Json = {"type": ["AchievementSubject"]}
    if email:
        subject["identifier"] = [
            {"type": "IdentityObject", "identityType": "emailAddress", **_hashed(award, email)}
        ]
    subject["achievement"] = {
        "id": f"{SITE}/achievements/{award.credential_id}",
        "type": ["Achievement"],
        "name": award.credential_name,
        "description": SAID,
        "criteria": {"narrative": SAID},
    }
    document: Json = {
        "@context": [V2, OB3],
        "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{SITE}/{award.number}')}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": name or award.invented_issuer},
        "validFrom": _moment(award.earned_on, time.min),
        "name": f"{award.credential_name} {MARK}",
        "credentialSubject": subject,
    }
    if award.expires_on is not None:
        document["validUntil"] = _moment(award.expires_on, time(23, 59, 59))
    return document


def assertion(award: Award, email: str) -> Json:
    """A hosted Open Badges 2.0 assertion with its badge class and issuer written out."""
    issuer: Json = {
        "type": "Issuer",
        "id": profile_address(award.issuer_id),
        "name": award.invented_issuer,
        "url": SITE,
        "email": "badges@example.org",
    }
    document: Json = {
        "@context": OB2,
        "type": "Assertion",
        "id": f"{SITE}/assertions/{award.number}",
        "recipient": {"type": "email", "hashed": True, **_hashed(award, email, "identity")},
        "badge": {
            "type": "BadgeClass",
            "id": f"{SITE}/achievements/{award.credential_id}",
            "name": award.credential_name,
            "description": SAID,
            "image": f"{SITE}/achievements/{award.credential_id}.png",
            "criteria": {"narrative": SAID},
            "issuer": issuer,
        },
        "issuedOn": _moment(award.earned_on, time.min),
        "verification": {"type": "hosted"},
    }
    if award.expires_on is not None:
        document["expires"] = _moment(award.expires_on, time(23, 59, 59))
    return document


def token_payload(document: Json, **claims: Any) -> Json:
    """What a token of a credential says; `claims` add to what stands beside the badge."""
    return {**document, "iss": document["issuer"]["id"], "jti": document["id"], **claims}


def vc_jwt(document: Json, key: SeededKey, **claims: Any) -> str:
    """A credential as a signed token; `claims` as in its payload."""
    return token(token_payload(document, **claims), key)


def status_entry(issuer_id: str, name: str, purpose: str, place: int) -> Json:
    """What a badge says about its place in a status list."""
    address = list_address(issuer_id, name)
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def status_list(
    issuer_id: str, name: str, purpose: str, places: set[int], ends: date | None = None
) -> bytes:
    """An issuer's signed status list with the bits at `places` set, as its address answers it."""
    address, key = list_address(issuer_id, name), issuer_key(issuer_id)
    document: Json = {
        "@context": [V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": key.did},
        "validFrom": LISTED_FROM,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded_list(places),
        },
    }
    if ends is not None:
        document["validUntil"] = _moment(ends, time.min)
    return vc_jwt(document, key).encode()


def did_document(key: SeededKey) -> Json:
    """The document by which the owner of a domain confirms a key (did:web)."""
    method = {
        "id": key.method,
        "type": "Multikey",
        "controller": key.did,
        "publicKeyMultibase": key.public.fingerprint,
    }
    return {"id": key.did, "verificationMethod": [method], "assertionMethod": [key.method]}


def _hashed(award: Award, email: str, under: str = "identityHash") -> Json:
    salt = b64(uuid.uuid5(uuid.NAMESPACE_OID, str(award.number)).bytes)
    return {"hashed": True, "salt": salt, under: email_hash(email, salt)}


def _moment(day: date, at: time) -> str:
    return datetime.combine(day, at).isoformat() + "Z"
