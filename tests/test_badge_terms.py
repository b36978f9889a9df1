"""What a signature covers: nothing unsigned is shown, nothing signed hidden, no false alarm."""

import copy
import json
import time
from typing import Any

import pytest

from badges.proofs.canonical import TooTangledError, canonical
from tests import badge_makers as make
from tests.badge_site import Json, judged

KEY = make.signer()


def signed(**changes: Any) -> Json:
    return make.with_proof(make.credential(KEY.did, **changes), KEY)


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
