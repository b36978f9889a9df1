"""Open Badges 3.0: what is valid, what each change to it is called, and whose key it is."""

from typing import Any

import pytest

from badges import Trusted
from tests import badge_derived as derived
from tests import badge_makers as make
from tests.badge_site import Json, judged

KEY = make.signer()
OTHER = make.signer(seed="somebody else")


def signed(**changes: Any) -> Json:
    return make.with_proof(make.credential(KEY.did, **changes), KEY)


@pytest.mark.parametrize(
    ("kind", "suite"),
    [
        ("ed25519", "eddsa-rdfc-2022"),
        ("ed25519", "eddsa-jcs-2022"),
        ("p256", "ecdsa-rdfc-2019"),
        ("p384", "ecdsa-rdfc-2019"),
        ("p256", "ecdsa-jcs-2019"),
        ("p384", "ecdsa-jcs-2019"),
    ],
)
def test_each_suite_is_verified_and_a_change_is_seen(kind: str, suite: str) -> None:
    key = make.signer(kind)
    badge = make.with_proof(make.credential(key.did), key, suite)
    result = judged(badge)
    assert (result.verdict, result.reason) == ("valid", "ok")
    assert result.issuer_trust == "self_asserted"
    assert result.achievement.name == "Welding, level 2"
    assert result.earned_on == "2024-05-06T07:08:09Z"
    badge["credentialSubject"]["achievement"]["name"] = "Welding, level 3"
    assert judged(badge).reason == "bad_signature"


def test_the_first_data_model_with_its_signature_of_2020_is_verified() -> None:
    badge = make.with_proof(make.first_edition(KEY.did), KEY, "Ed25519Signature2020")
    assert judged(badge).verdict == "valid"
    badge["issuanceDate"] = "2020-05-06T07:08:09Z"
    assert judged(badge).reason == "bad_signature"


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({"validUntil": "2025-01-01T00:00:00Z"}, "expired", "expired"),
        ({"validUntil": "2027-01-01T00:00:00Z"}, "valid", "ok"),
        ({"issuer": {"id": KEY.did, "url": "", "email": None, "image": None}}, "valid", "ok"),
        ({"description": None, "evidence": [], "image": None}, "valid", "ok"),
        ({"issuer": {"id": KEY.did, "url": 7}}, "malformed", "bad_issuer"),
        ({"validFrom": "2027-01-01T00:00:00Z"}, "not_yet_valid", "not_yet_valid"),
        ({"validFrom": "next Tuesday"}, "malformed", "bad_dates"),
        ({"validUntil": "2023-01-01T00:00:00Z"}, "malformed", "bad_dates"),
        ({"id": "0923lksjf"}, "malformed", "bad_id"),
        ({"issuer": {"name": "Nobody"}}, "malformed", "bad_issuer"),
        ({"credentialSubject": {"type": ["AchievementSubject"]}}, "malformed", "bad_subject"),
        ({"type": ["VerifiableCredential"]}, "malformed", "bad_type"),
        (
            {"@context": [make.V2, {"name": "https://evil.example/x"}]},
            "malformed",
            "context_not_allowed",
        ),
        ({"@context": [make.OB, make.V2]}, "malformed", "bad_context"),
        ({"@context": None}, "malformed", "bad_context"),
        ({"@context": [make.V2]}, "malformed", "bad_context"),
        ({"evidence": [{"type": ["Evidence"], "narrative": 7}]}, "malformed", "bad_evidence"),
        ({"image": {"type": "Image"}}, "malformed", "bad_image"),
        ({"credentialSchema": [{"id": "x"}]}, "malformed", "bad_schema"),
        (
            {"@context": [make.V2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"]},
            "malformed",
            "bad_context",
        ),
        (
            {"@context": [make.V2, make.OB, "https://x.example/ctx"]},
            "unverifiable",
            "context_unknown",
        ),
    ],
)
def test_what_a_credential_says_of_itself_is_judged(
    changes: Json, verdict: str, reason: str
) -> None:
    # As a token, so that faults which no proof could be made over are signed as well.
    document = make.credential(KEY.did, **changes)
    if "proof" not in document and reason in (
        "context_unknown",
        "bad_context",
        "context_not_allowed",
    ):
        document["proof"] = {"type": "DataIntegrityProof"}
        result = judged(document)
    else:
        result = judged(make.vc_jwt(document, KEY, {"iss": None, "nbf": None, "jti": None}))
    assert (result.verdict, result.reason) == (verdict, reason)


def test_no_proof_is_no_fault_of_the_file_but_proves_nothing() -> None:
    result = judged(make.credential(KEY.did))
    assert (result.verdict, result.reason) == ("unverifiable", "no_proof")


def test_anyone_can_sign_in_another_s_name_and_it_shows() -> None:
    forged = make.with_proof(make.credential("https://mit.example/issuer"), KEY)
    result = judged(forged, {})
    assert (result.verdict, result.reason) == ("unverifiable", "issuer_key_unconfirmed")
    assert result.issuer_trust == "unknown"
    fragment = {"verificationMethod": f"https://mit.example/issuer#{KEY.public.fingerprint}"}
    forged = make.with_proof(make.credential("https://mit.example/issuer"), KEY, **fragment)
    assert judged(forged, {}).reason == "issuer_key_unconfirmed"
    forged["name"] = "changed"
    assert judged(forged, {}).reason == "bad_signature"


def test_the_issuer_s_own_document_confirms_its_key() -> None:
    issuer = "https://mit.example/issuer"
    method = {"verificationMethod": f"{issuer}#{KEY.public.fingerprint}"}
    badge = make.with_proof(make.credential(issuer), KEY, **method)
    listed = {"id": method["verificationMethod"], "publicKeyMultibase": KEY.public.fingerprint}
    document = {"id": issuer, "assertionMethod": [listed]}
    result = judged(badge, {issuer: document})
    assert (result.verdict, result.issuer_trust) == ("valid", "domain_proven")
    assert result.issuer_domain == "mit.example"
    assert (
        judged(badge, {issuer: {**document, "id": "https://x.example"}}).verdict == "unverifiable"
    )
    assert judged(badge).verdict == "unverifiable"


def test_did_web_lists_the_key_under_assertion_method_or_it_does_not_count() -> None:
    did = "did:web:harbour.example:badges"
    method = f"{did}#key-1"
    badge = make.with_proof(make.credential(did), KEY, verificationMethod=method)
    key = {"id": method, "controller": did, "publicKeyMultibase": KEY.public.fingerprint}
    url = "https://harbour.example/badges/did.json"
    good = {"id": did, "verificationMethod": [key], "assertionMethod": [method]}
    result = judged(badge, {url: good})
    assert (result.verdict, result.issuer_trust) == ("valid", "domain_proven")
    for bad in (
        {**good, "assertionMethod": [], "authentication": [method]},
        {**good, "id": "did:web:other.example"},
        {**good, "verificationMethod": [{**key, "controller": "did:web:other.example"}]},
    ):
        assert judged(badge, {url: bad}).reason == "key_unresolvable"


def test_an_allow_list_confirms_keys_and_names_whom_it_trusts() -> None:
    trusted = {KEY.did: Trusted(KEY.did)}
    assert judged(signed(), trusted=trusted).issuer_trust == "allow_listed"
    issuer = "https://mit.example/issuer"
    method = {"verificationMethod": f"{issuer}#{KEY.public.fingerprint}"}
    badge = make.with_proof(make.credential(issuer), KEY, **method)
    known = {issuer: Trusted(issuer, keys=frozenset({KEY.public.fingerprint}))}
    assert judged(badge, trusted=known).verdict == "valid"
    wrong = {issuer: Trusted(issuer, keys=frozenset({OTHER.public.fingerprint}))}
    assert judged(badge, trusted=wrong).reason == "issuer_key_unconfirmed"


@pytest.mark.parametrize(
    ("options", "verdict", "reason"),
    [
        ({"proofPurpose": "authentication"}, "unverifiable", "no_proof"),
        ({"expires": "2025-01-01T00:00:00Z"}, "expired", "expired"),
        ({"expires": "2027-01-01T00:00:00Z"}, "valid", "ok"),
        ({"previousProof": "urn:uuid:1"}, "unverifiable", "suite_unsupported"),
    ],
)
def test_what_a_proof_says_of_itself_counts(options: Json, verdict: str, reason: str) -> None:
    badge = make.with_proof(make.credential(KEY.did), KEY, **options)
    result = judged(badge)
    assert (result.verdict, result.reason) == (verdict, reason)


def test_of_several_proofs_a_wrong_one_is_a_change_and_an_unknown_one_is_not() -> None:
    two = make.with_proof(signed(), KEY)
    assert judged(two).verdict == "valid"
    unread = {**two, "proof": [*two["proof"], {"type": "SomeProof"}]}
    assert judged(unread).reason == "ok_with_warning"
    wrong = {**two["proof"][0], "created": "2020-01-01T00:00:00Z"}
    assert judged({**two, "proof": [two["proof"][0], wrong]}).reason == "bad_signature"
    assert judged({**two, "proof": [{"type": "SomeProof"}]}).reason == "suite_unsupported"


def test_a_derived_proof_is_verified_and_every_statement_counts() -> None:
    key = make.signer("p256")
    url = "https://harbour.example/status/1"
    shown = {"credentialStatus": make.status_entry(), "validUntil": "2030-01-01T00:00:00Z"}
    document = make.credential(key.did, **shown)
    badge = derived.derived_proof(document, key, mandatory={0, 1, 5})
    answers = {url: make.status_list(KEY, set())}
    assert judged(badge, answers).verdict == "valid"
    for kept_back in shown:
        less = {name: item for name, item in document.items() if name != kept_back}
        hidden = derived.derived_proof(less, key, mandatory={0, 1, 5})
        assert judged(hidden, answers).verdict == "unverifiable"
    badge["credentialSubject"]["achievement"]["description"] = "Welds anything."
    assert judged(badge, answers).verdict == "tampered"


def test_what_is_shown_of_a_changed_badge_is_marked_as_not_proved() -> None:
    badge = signed()
    assert judged(badge).document is not None
    badge["name"] = "Other"
    assert judged(badge).document is None
