"""Open Badges 3.0: what is valid, and what each change to it is called."""

import copy
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from badges import Result, Settings, Trusted, read, verify
from badges.proofs.canonical import TooTangledError, canonical
from badges.values import Fetched, NoAnswer
from tests import badge_makers as make

KEY = make.signer()
OTHER = make.signer(seed="somebody else")
AT = datetime(2026, 1, 1, tzinfo=UTC)
Json = dict[str, Any]


def site(answers: dict[str, Any]) -> Callable[[str, int], Fetched]:
    """A fetch over a few addresses: JSON, or text as it is."""

    def fetch(url: str, limit: int) -> Fetched:
        if url not in answers:
            return Fetched(404, b"", url, "now")
        answer = answers[url]
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        if len(body) > limit:
            raise NoAnswer("too_big", "too big")
        return Fetched(200, body, url, "now")

    return fetch


def judged(badge: Json | str, answers: dict[str, Any] | None = None, **settings: Any) -> Result:
    data = badge.encode() if isinstance(badge, str) else json.dumps(badge).encode()
    (found,) = read(data)
    if answers is not None:
        settings["fetch"] = site(answers)
    return verify(found, Settings(**{"at": AT, **settings}))


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


@pytest.mark.parametrize("kind", ["ed25519", "p256", "p384", "rsa"])
def test_a_token_is_verified_and_a_swapped_payload_is_seen(kind: str) -> None:
    key = make.signer(kind)
    good = make.vc_jwt(make.credential(key.did), key)
    assert judged(good).verdict == "valid"
    other = make.vc_jwt(make.credential(key.did, name="Doctor of Welding"), key)
    head, _, tail = good.split(".")
    swapped = f"{head}.{other.split('.')[1]}.{tail}"
    assert judged(swapped).reason == "bad_signature"


def test_a_token_of_the_first_data_model_says_things_only_in_its_claims() -> None:
    document = make.credential(KEY.did, issuer=None, id=None, validFrom=None)
    document["@context"] = [make.V1, make.OB]
    payload = {"vc": document, "iss": KEY.did, "jti": "urn:uuid:1", "nbf": 1714979289}
    result = judged(make.token(payload, KEY))
    assert result.verdict == "valid"
    assert result.earned_on == "2024-05-06T07:08:09Z"


def test_what_an_unproved_token_says_inside_is_still_read() -> None:
    document = make.credential("did:example:issuer", validUntil="2025-01-01T00:00:00Z")
    document["@context"] = [make.V1, make.OB]
    result = judged(make.token({"vc": document}, KEY, kid=None))
    assert (result.verdict, result.expires_on) == ("expired", "2025-01-01T00:00:00Z")
    assert result.document is None


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


def everything(by: str) -> Json:
    """A credential with every part of the data model."""
    profile = {
        "id": "https://harbour.example/people/1",
        "type": ["Profile"],
        "name": "Assessor",
        "phone": "+1-222-333-4444",
        "url": "https://harbour.example",
        "email": "a@harbour.example",
        "givenName": "Grace",
        "familyName": "Hopper",
        "additionalName": "B.",
        "honorificPrefix": "Dr",
        "dateOfBirth": "1990-01-01",
        "official": "Bo",
        "image": {"id": "https://harbour.example/logo.png", "type": "Image", "caption": "Logo"},
        "address": {
            "type": ["Address"],
            "addressCountry": "Norway",
            "addressCountryCode": "NO",
            "addressLocality": "Bergen",
            "streetAddress": "Quay 1",
            "postalCode": "5003",
            "geo": {"type": "GeoCoordinates", "latitude": 60.39, "longitude": 5.32},
        },
        "otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": "12345", "identifierType": "sourcedId"}
        ],
        "parentOrg": {"id": "urn:uuid:parent", "type": ["Profile"], "name": "Group"},
    }
    document = make.credential(by, issuer={**profile, "id": by})
    subject = document["credentialSubject"]
    subject |= {
        "activityStartDate": "2024-01-01T00:00:00Z",
        "activityEndDate": "2024-02-01T00:00:00Z",
        "creditsEarned": 4.5,
        "licenseNumber": "L-1",
        "narrative": "Did well.",
        "role": "Learner",
        "term": "Spring",
        "source": profile,
        "result": [
            {
                "type": ["Result"],
                "resultDescription": "urn:uuid:rd",
                "value": "B",
                "status": "Completed",
                "achievedLevel": "urn:uuid:level",
            }
        ],
    }
    subject["achievement"] |= {
        "achievementType": "Certificate",
        "creator": profile,
        "creditsAvailable": 36,
        "fieldOfStudy": "Welding",
        "humanCode": "W-2",
        "inLanguage": "en-GB",
        "specialization": "Pipes",
        "tag": ["metal", "pipes"],
        "version": "2.0",
        "image": {"id": "https://harbour.example/w.png", "type": "Image"},
        "criteria": {"id": "https://harbour.example/criteria", "narrative": "Pass."},
        "alignment": [
            {
                "type": ["Alignment"],
                "targetCode": "W2",
                "targetName": "Welding",
                "targetFramework": "Trades",
                "targetDescription": "Welds",
                "targetType": "ceasn:Competency",
                "targetUrl": "https://trades.example/w2",
            }
        ],
        "related": [{"id": "https://harbour.example/badges/1", "type": ["Related"]}],
        "resultDescription": [
            {
                "id": "urn:uuid:rd",
                "type": ["ResultDescription"],
                "name": "Grade",
                "resultType": "LetterGrade",
                "allowedValue": ["A", "B", "C"],
                "requiredValue": "C",
                "rubricCriterionLevel": [
                    {
                        "id": "urn:uuid:level",
                        "type": ["RubricCriterionLevel"],
                        "name": "Good",
                        "level": "2",
                        "points": "3",
                    }
                ],
            }
        ],
    }
    document |= {
        "description": "A certificate with everything.",
        "awardedDate": "2024-05-01T00:00:00Z",
        "image": {"id": "https://harbour.example/c.png", "type": "Image"},
        "evidence": [
            {
                "id": "https://harbour.example/e/1",
                "type": ["Evidence"],
                "name": "A weld",
                "narrative": "Seen.",
                "description": "A photo",
                "genre": "Photo",
                "audience": "Employers",
            }
        ],
        "credentialSchema": [
            {"id": "https://harbour.example/schema", "type": "1EdTechJsonSchemaValidator2019"}
        ],
    }
    return document


_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"


@pytest.mark.parametrize(
    "release", ["context.json", "context-3.0.1.json", "context-3.0.2.json", "context-3.0.3.json"]
)
def test_a_badge_with_every_part_is_read_without_false_alarm(release: str) -> None:
    document = everything(KEY.did)
    document["@context"] = [make.V2, f"{_OB}{release}", f"{_OB}extensions.json"]
    suite = "eddsa-rdfc-2022"
    if release != "context-3.0.3.json":
        document["@context"] = [make.V1, *document["@context"][1:], make.ED2020]
        document["issuanceDate"] = document.pop("validFrom")
        # Terms that the earlier releases did not define, so that no signature could cover them.
        document.pop("awardedDate")
        document["credentialSubject"]["achievement"].pop("inLanguage")
        suite = "Ed25519Signature2020"
    result = judged(make.with_proof(document, KEY, suite))
    assert (result.verdict, result.reason) == ("valid", "ok"), result.checks
    assert result.issuer.name == "Assessor"


def test_no_proof_is_no_fault_of_the_file_but_proves_nothing() -> None:
    result = judged(make.credential(KEY.did))
    assert (result.verdict, result.reason) == ("unverifiable", "no_proof")


@pytest.mark.parametrize(
    "where", [(), ("issuer",), ("credentialSubject",), ("credentialSubject", "achievement")]
)
def test_a_term_that_no_context_defines_is_not_signed(where: tuple[str, ...]) -> None:
    badge = signed()
    node = badge
    for key in where:
        node = node[key]
    node["grade"] = "Distinction"
    result = judged(badge)
    assert (result.verdict, result.reason) == ("malformed", "unsigned_term")
    (integrity,) = [check for check in result.checks if check.name == "integrity"]
    assert integrity.evidence["terms"] == ".".join((*where, "grade"))


def test_an_unsigned_type_or_list_item_is_seen() -> None:
    badge = signed()
    badge["credentialSubject"]["achievement"]["type"].append("PhD")
    assert judged(badge).reason == "unsigned_term"


def test_a_signed_expiry_cannot_be_hidden_under_its_address() -> None:
    badge = make.first_edition(KEY.did, expirationDate="2025-01-01T00:00:00Z")
    badge = make.with_proof(badge, KEY, "Ed25519Signature2020")
    assert judged(badge).verdict == "expired"
    hidden = copy.deepcopy(badge)
    hidden["https://www.w3.org/2018/credentials#expirationDate"] = {
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
        "@value": hidden.pop("expirationDate"),
    }
    bare = [{k: v for k, v in b.items() if k != "proof"} for b in (badge, hidden)]
    contents = [{**b, "@context": badge["@context"]} for b in bare]
    assert canonical(contents[0]).data == canonical(contents[1]).data
    assert judged(hidden).verdict == "malformed"


def test_a_proof_s_expiry_cannot_be_hidden_under_its_address() -> None:
    badge = make.with_proof(make.credential(KEY.did), KEY, expires="2025-01-01T00:00:00Z")
    assert judged(badge).verdict == "expired"
    badge["proof"]["https://w3id.org/security#expiration"] = {
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
        "@value": badge["proof"].pop("expires"),
    }
    assert judged(badge).verdict == "malformed"


@pytest.mark.parametrize("where", ["proof", "achievement", "issuer"])
def test_nothing_unsigned_hides_in_or_under_the_name_of_a_proof(where: str) -> None:
    badge = signed()
    if where == "proof":
        badge["proof"]["grade"] = "Distinction"
    elif where == "issuer":
        badge["issuer"]["proof"] = "Distinction"
    else:
        badge["credentialSubject"]["achievement"]["proof"] = {"grade": "Distinction"}
    assert judged(badge).reason == "unsigned_term"


def test_what_is_left_empty_says_nothing_that_could_be_unsigned() -> None:
    badge = signed(issuer={"id": KEY.did, "type": ["Profile"], "name": "H", "url": ""})
    badge["credentialSubject"]["achievement"]["humanCode"] = None
    badge["evidence"] = []
    assert judged(badge).verdict == "valid"


def test_the_order_of_keys_does_not_matter() -> None:
    badge = signed()
    turned = json.loads(json.dumps(badge, sort_keys=True))
    assert judged(turned).verdict == "valid"


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


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ({"alg": "none"}, "alg_refused"),
        ({"alg": "HS256"}, "alg_refused"),
        ({"alg": "ES256"}, "alg_refused"),
        ({"crit": ["exp"]}, "alg_refused"),
        ({"b64": False}, "alg_refused"),
        ({"kid": None}, "issuer_key_unconfirmed"),
        ({"kid": None, "jwk": {"kty": "OKP"}}, "issuer_key_unconfirmed"),
        ({"kid": OTHER.method}, "bad_signature"),
        ({"kid": "did:velocity:1#k"}, "did_method_unsupported"),
    ],
)
def test_a_token_s_header_decides_nothing(header: Json, reason: str) -> None:
    result = judged(make.vc_jwt(make.credential(KEY.did), KEY, **header))
    assert result.reason == reason


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "did:web:mit.example"},
        {"jti": "urn:uuid:another"},
        {"nbf": 1},
        {"nbf": "soon"},
        {"sub": "did:example:another"},
    ],
)
def test_a_token_and_its_badge_must_agree(claims: Json) -> None:
    result = judged(make.vc_jwt(make.credential(KEY.did), KEY, claims))
    assert (result.verdict, result.reason) == ("malformed", "claims_mismatch")


def test_a_token_s_own_end_counts() -> None:
    result = judged(make.vc_jwt(make.credential(KEY.did), KEY, {"exp": 1500000000}))
    assert result.verdict == "expired"


def test_a_signature_has_one_spelling_only() -> None:
    good = make.vc_jwt(make.credential(KEY.did), KEY)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    # 64 bytes leave four spare bits in the last sign.
    spare = letters[letters.index(good[-1]) + 1]
    assert judged(good[:-1] + spare).verdict == "malformed"


def test_a_derived_proof_is_verified_and_every_statement_counts() -> None:
    key = make.signer("p256")
    url = "https://harbour.example/status/1"
    shown = {"credentialStatus": make.status_entry(), "validUntil": "2030-01-01T00:00:00Z"}
    document = make.credential(key.did, **shown)
    badge = make.derived_proof(document, key, mandatory={0, 1, 5})
    answers = {url: make.status_list(KEY, set())}
    assert judged(badge, answers).verdict == "valid"
    for kept_back in shown:
        less = {name: item for name, item in document.items() if name != kept_back}
        hidden = make.derived_proof(less, key, mandatory={0, 1, 5})
        assert judged(hidden, answers).verdict == "unverifiable"
    badge["credentialSubject"]["achievement"]["description"] = "Welds anything."
    assert judged(badge, answers).verdict == "tampered"


def test_what_is_shown_of_a_changed_badge_is_marked_as_not_proved() -> None:
    badge = signed()
    assert judged(badge).document is not None
    badge["name"] = "Other"
    assert judged(badge).document is None


@pytest.mark.parametrize("size", [8, 40])
def test_blank_nodes_that_look_alike_do_not_take_for_ever(size: int) -> None:
    nodes = [
        {
            "id": f"_:n{n}",
            "type": ["Achievement"],
            "related": [{"id": f"_:n{m}"} for m in range(size) if m != n],
        }
        for n in range(size)
    ]
    start = time.process_time()
    with pytest.raises(TooTangledError):
        canonical({**make.credential(KEY.did), "evidence": nodes})
    assert time.process_time() - start < 2


def test_a_long_list_is_compared_in_time_or_refused() -> None:
    many = [{"type": ["Evidence"], "narrative": str(n)} for n in range(1400)]
    badge = make.with_proof(make.credential(KEY.did, evidence=many), KEY)
    start = time.process_time()
    assert judged(badge).verdict == "valid"
    assert time.process_time() - start < 4


def test_too_many_values_are_refused() -> None:
    document = make.credential(KEY.did, evidence=[{"type": ["Evidence"]} for _ in range(3000)])
    document["proof"] = {"type": "DataIntegrityProof"}
    assert judged(document).reason == "too_big"
