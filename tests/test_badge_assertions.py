"""Open Badges 2.0: the copy at the issuer's address decides, and where it lies."""

import copy
import json
from typing import Any

import pytest

from badges import Result, Settings, Trusted, read, verify
from tests import badge_makers as make
from tests.badge_site import AT, judged, site

Json = dict[str, Any]
HERE = "https://harbour.example/assertions/1"


def published(**changes: Any) -> dict[str, Any]:
    """What harbour.example answers; `changes` replace what lies at a last part of an address."""
    answers: dict[str, Any] = {
        HERE: make.assertion(),
        "https://harbour.example/badges/1": make.badge_class(),
        "https://harbour.example/issuer": make.profile(),
    }
    for name, value in changes.items():
        (url,) = [url for url in answers if name in url]
        answers[url] = value
    return answers


def reason(result: Result) -> tuple[str, str]:
    return result.verdict, result.reason


def test_a_hosted_badge_is_what_its_address_answers() -> None:
    result = judged(make.assertion(), published())
    assert reason(result) == ("valid", "ok")
    assert (result.issuer_trust, result.issuer_domain) == ("domain_proven", "harbour.example")
    assert result.issuer.name == "Harbour College"
    assert result.achievement.name == "Welding, level 2"
    trusted = {"https://harbour.example/issuer": Trusted("https://harbour.example/issuer")}
    assert judged(make.assertion(), published(), trusted=trusted).issuer_trust == "allow_listed"


def test_offline_nothing_proves_a_hosted_badge() -> None:
    assert reason(judged(make.assertion())) == ("unverifiable", "not_fetched")


@pytest.mark.parametrize(
    "changes",
    [
        {"issuedOn": "2020-01-01T00:00:00Z"},
        {"expires": "2030-01-01T00:00:00Z"},
        {"badge": "https://harbour.example/badges/2"},
        {"narrative": "With distinction"},
        {"recipient": {**make.assertion()["recipient"], "salt": "other"}},
        {"badge": make.badge_class(name="Welding, level 9")},
        {"badge": {**make.badge_class(), "issuer": make.profile(name="MIT")}},
        {"evidence": ["https://x.example/1"]},
    ],
)
def test_a_copy_that_says_more_or_other_than_the_issuer_s_is_tampered(changes: Json) -> None:
    result = judged(make.assertion(**changes), published())
    assert reason(result) == ("tampered", "differs_from_hosted")


@pytest.mark.parametrize(
    "changes",
    [
        {"badge": make.badge_class()},
        {"badge": {**make.badge_class(), "issuer": make.profile()}},
        {"narrative": None},
        {"evidence": []},
        {"verification": {"type": "HostedBadge"}},
        {"id": HERE.replace("https", "http")},
        {"narrative": None, "evidence": "", "image": None},
    ],
)
def test_a_copy_that_says_the_same_in_other_words_is_fine(changes: Json) -> None:
    assert judged(make.assertion(**changes), published()).verdict == "valid"


def test_the_issuer_s_address_says_revoked() -> None:
    gone = published(assertions={"id": HERE, "revoked": True})
    assert reason(judged(make.assertion(), gone)) == ("revoked", "revoked")


def test_an_assertion_elsewhere_than_its_issuer_publishes_is_not_the_issuer_s() -> None:
    evil = make.assertion(id="https://evil.example/a", badge="https://evil.example/b")
    claims = make.badge_class(id="https://evil.example/b")
    answers = {
        **published(),
        "https://evil.example/a": evil,
        "https://evil.example/b": claims,
    }
    assert reason(judged(evil, answers)) == ("tampered", "id_outside_issuer_scope")
    # Nor does it help to bring the issuer's profile along, with a policy of one's own.
    policy = {"allowedOrigins": ["evil.example"]}
    inside = {**claims, "issuer": make.profile(verification=policy)}
    evil = {**evil, "badge": inside}
    answers["https://evil.example/a"] = evil
    assert judged(evil, answers).verdict == "tampered"


@pytest.mark.parametrize(
    ("policy", "verdict"),
    [
        ({"startsWith": "https://harbour.example/assertions/"}, "valid"),
        ({"startsWith": ["https://x.example/", "https://harbour.example/"]}, "valid"),
        ({"startsWith": "https://harbour.example/NOT"}, "tampered"),
        ({"startsWith": "https://harbour.example.evil"}, "tampered"),
        ({"allowedOrigins": ["harbour.example"]}, "valid"),
        ({"allowedOrigins": ["https://www.harbour.example/"]}, "valid"),
        ({"allowedOrigins": "x.example"}, "tampered"),
    ],
)
def test_the_issuer_says_where_it_publishes(policy: Json, verdict: str) -> None:
    answers = published(issuer=make.profile(verification=policy))
    assert judged(make.assertion(), answers).verdict == verdict


def test_a_class_at_another_address_than_it_names_is_noted() -> None:
    answers = published(badges=make.badge_class(id="https://harbour.example/badges/one"))
    assert reason(judged(make.assertion(), answers)) == ("valid", "ok_with_warning")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "OtherAssertion"}, "bad_type"),
        ({"id": "urn:uuid:1"}, "bad_id"),
        ({"recipient": {"identity": "x"}}, "bad_subject"),
        ({"badge": 7}, "bad_subject"),
        ({"issuedOn": "yesterday"}, "bad_dates"),
        ({"issuedOn": None}, "bad_dates"),
        ({"expires": "2023-01-01T00:00:00Z"}, "bad_dates"),
        ({"image": "data:image/png;base64,AA"}, "bad_image"),
        ({"evidence": [7]}, "bad_evidence"),
        ({"evidence": {"narrative": 7}}, "bad_evidence"),
        ({"extensions:x": {"type": ["Extension"]}}, "extension_schema"),
        (
            {
                "extensions:applyLink": {
                    "@context": "https://w3id.org/openbadges/extensions/applyLinkExtension/context.json",
                    "type": ["Extension", "extensions:ApplyLink"],
                    "applyLink": "not a link",
                }
            },
            "extension_schema",
        ),
        (
            {
                "extensions:exampleExtension": {
                    "@context": "https://w3id.org/openbadges/extensions/exampleExtension/context.json",
                    "type": ["Extension", "extensions:ExampleExtension"],
                }
            },
            "extension_schema",
        ),
        ({"badge": make.badge_class(name=None)}, "bad_subject"),
        ({"badge": {**make.badge_class(), "issuer": make.profile(id="urn:x:1")}}, "bad_issuer"),
    ],
)
def test_faults_of_an_assertion_have_their_names(changes: Json, expected: str) -> None:
    badge = make.assertion(**changes)
    assert reason(judged(badge, published(assertions=badge))) == ("malformed", expected)


def test_what_an_exporter_leaves_empty_is_no_fault() -> None:
    recipient = {**make.assertion()["recipient"], "salt": None}
    evidence = [{"id": None, "narrative": "Seen."}]
    badge = make.assertion(recipient=recipient, evidence=evidence)
    answers = published(assertions=badge, issuer=make.profile(url=None, email=None, image=None))
    assert judged(badge, answers).verdict == "valid"


def test_an_issuer_that_is_none_is_named() -> None:
    answers = published(issuer=make.profile(type="Criteria"))
    assert judged(make.assertion(), answers).reason == "bad_issuer"
    answers = published(issuer=make.profile(id="urn:uuid:1"))
    assert judged(make.assertion(), answers).reason == "bad_issuer"


def test_dates_of_an_assertion_count() -> None:
    for changes, verdict in (
        ({"expires": "2025-01-01T00:00:00Z"}, "expired"),
        ({"issuedOn": "2030-01-01T00:00:00Z"}, "not_yet_valid"),
    ):
        badge = make.assertion(**changes)
        assert judged(badge, published(assertions=badge)).verdict == verdict


RSA = make.signer("rsa")


def signed_site(**changes: Any) -> dict[str, Any]:
    key = "https://harbour.example/key"
    listing = "https://harbour.example/revoked"
    answers = {
        "https://harbour.example/badges/1": make.badge_class(),
        "https://harbour.example/issuer": make.profile(publicKey=key, revocationList=listing),
        key: {"id": key, "owner": "https://harbour.example/issuer", "publicKeyPem": RSA.pem},
        listing: {"type": "RevocationList", "revokedAssertions": ["urn:uuid:other"]},
    }
    for name, value in changes.items():
        answers[f"https://harbour.example/{name}"] = value
    return answers


def signed_token(key: make.Signer = RSA, **changes: Any) -> str:
    verification = {"type": "signed", "creator": "https://harbour.example/key"}
    document = make.assertion(id="urn:uuid:1", verification=verification, **changes)
    return make.token(document, key, kid=None)


def test_a_signed_assertion_rests_on_a_key_that_the_issuer_lists() -> None:
    assert reason(judged(signed_token(), signed_site())) == ("valid", "ok")
    unlisted = signed_site(issuer=make.profile(publicKey="https://harbour.example/other"))
    assert judged(signed_token(), unlisted).reason == "issuer_key_unconfirmed"
    foreign = signed_site()
    foreign["https://harbour.example/key"]["owner"] = "https://x.example"
    assert judged(signed_token(), foreign).reason == "issuer_key_unconfirmed"
    assert judged(signed_token(make.signer("rsa")), signed_site()).reason == "bad_signature"
    assert judged(signed_token()).reason == "not_fetched"


def test_a_signed_assertion_can_be_revoked() -> None:
    named = signed_site(revoked={"revokedAssertions": [{"id": "urn:uuid:1"}]})
    assert judged(signed_token(), named).verdict == "revoked"
    silent = signed_site()
    del silent["https://harbour.example/revoked"]
    assert judged(signed_token(), silent).reason == "status_unreachable"


def test_a_signed_assertion_cannot_bring_another_s_profile_along() -> None:
    inside = {**make.badge_class(), "issuer": make.profile(publicKey="https://evil.example/key")}
    evil = make.signer("rsa")
    verification = {"type": "signed", "creator": "https://evil.example/key"}
    document = make.assertion(id="urn:uuid:1", badge=inside, verification=verification)
    answers = signed_site()
    answers["https://evil.example/key"] = {
        "owner": "https://harbour.example/issuer",
        "publicKeyPem": evil.pem,
    }
    result = judged(make.token(document, evil, kid=None), answers)
    assert reason(result) == ("unverifiable", "issuer_key_unconfirmed")


def test_an_address_alone_is_asked_when_that_is_allowed() -> None:
    (found,) = read(HERE.encode())
    assert verify(found).reason == "not_fetched"
    result = verify(found, Settings(fetch=site(published()), at=AT))
    assert result.verdict == "valid"


def test_what_was_given_is_not_changed_by_being_judged() -> None:
    badge = make.assertion()
    before = copy.deepcopy(badge)
    (found,) = read(json.dumps(badge).encode())
    verify(found, Settings(fetch=site(published()), at=AT))
    assert found.document == before
