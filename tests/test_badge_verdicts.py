"""The fold, the reasons, recipients, dates, keys and canonical JSON: the small pure parts."""

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges import Settings
from badges.dates import check_dates, moment_of
from badges.proofs import cbor
from badges.proofs.jcs import canonical_json
from badges.proofs.keys import KeyFormError, from_jwk, from_multibase, from_pem
from badges.reasons import PRECEDENCE, SENTENCES, VERDICT_OF, sentence
from badges.recipients import recipient_match
from badges.values import Check, Finding
from badges.verdicts import CHECKS, fold
from tests import badge_derived as derived
from tests import badge_makers as make

FAULTS = sorted(code for code, verdict in VERDICT_OF.items() if verdict != "valid")
FINDINGS = st.lists(
    st.tuples(
        st.sampled_from([name for name in CHECKS if name != "recipient"]),
        st.one_of(
            st.sampled_from(["ok", "ok_with_warning"]).map(lambda code: Finding("pass", code)),
            st.sampled_from(FAULTS).map(lambda code: Finding("fail", code)),
            st.sampled_from(FAULTS).map(lambda code: Finding("unknown", code)),
        ),
    ),
    max_size=7,
)


@given(FINDINGS)
def test_only_a_badge_without_any_fault_or_gap_is_valid(
    findings: list[tuple[str, Finding]],
) -> None:
    verdict, reason = fold(findings)
    assert VERDICT_OF[reason] == verdict
    assert (verdict == "valid") == all(finding.outcome == "pass" for _, finding in findings)


@given(FINDINGS)
def test_the_gravest_decides_whatever_the_order(findings: list[tuple[str, Finding]]) -> None:
    verdict, _ = fold(findings)
    assert fold(reversed(findings))[0] == verdict
    for _, finding in findings:
        if finding.outcome != "pass":
            assert PRECEDENCE.index(verdict) <= PRECEDENCE.index(VERDICT_OF[finding.code])


def test_whose_badge_it_is_never_changes_the_verdict() -> None:
    assert fold([("recipient", Finding("fail", "bad_type"))]) == ("valid", "ok")


def test_every_reason_has_a_sentence_of_its_own_and_belongs_to_one_verdict() -> None:
    codes = [code for group in SENTENCES.values() for code in group]
    assert len(codes) == len(set(codes))
    sentences = [sentence(code) for code in codes]
    assert len(sentences) == len(set(sentences))
    assert all(text.endswith(".") and "!" not in text for text in sentences)
    with pytest.raises(ValueError, match="closed list"):
        Check("parse", "pass", "fine", "now")


@pytest.mark.parametrize(
    ("settings", "match"),
    [
        ({}, "unknown"),
        ({"recipient_emails": ("ada@example.org",)}, "email_hash"),
        ({"recipient_emails": (" ADA@Example.org ",)}, "email_hash"),
        ({"recipient_emails": ("bo@example.org", "ada@example.org")}, "email_hash"),
        ({"recipient_emails": ("bo@example.org",)}, "no"),
        ({"recipient_did": "did:example:holder"}, "did"),
        ({"recipient_did": "did:example:other"}, "no"),
        ({"recipient_name": "Ada Lovelace"}, "unknown"),
    ],
)
def test_a_badge_is_somebody_s_by_hash_did_or_name(settings: dict[str, object], match: str) -> None:
    badge = make.credential("did:example:issuer")
    assert recipient_match(badge, Settings(**settings)) == match  # type: ignore[arg-type]


def test_a_name_alone_is_said_to_be_a_name_alone() -> None:
    badge = {"credentialSubject": {"name": "Ada  Lovelace"}}
    assert recipient_match(badge, Settings(recipient_name="ada lovelace")) == "name_only"
    assert recipient_match(badge, Settings(recipient_name="Bo")) == "no"
    assert recipient_match(badge, Settings(recipient_emails=("a@b.c",))) == "unknown"


@pytest.mark.parametrize(
    "recipient",
    [
        {"type": "email", "hashed": False, "identity": "Ada@example.org"},
        {
            "type": "email",
            "hashed": True,
            "salt": "x",
            "identity": make.email_hash("ada@example.org", "x"),
        },
        {"type": "email", "hashed": True, "identity": make.email_hash("ada@example.org", "")},
    ],
)
def test_an_assertion_names_its_recipient_plainly_or_hashed(recipient: dict[str, object]) -> None:
    badge = make.assertion(recipient=recipient)
    assert recipient_match(badge, Settings(recipient_emails=("ada@example.org",))) == "email_hash"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-06T07:08:09Z", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)),
        ("2024-05-06T07:08:09.1234567Z", datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)),
        ("2024-05-06T09:08+02:00", datetime(2024, 5, 6, 7, 8, tzinfo=UTC)),
        ("2024-05-06", datetime(2024, 5, 6, tzinfo=UTC)),
        ("2024-13-06", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("06/05/2024", None),
        (20240506, None),
        (None, None),
    ],
)
def test_dates_are_read_one_way(text: object, moment: datetime | None) -> None:
    assert moment_of(text) == moment


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_a_badge_is_in_date_from_its_first_to_its_last_moment(
    start: datetime, end: datetime
) -> None:
    document = {"validFrom": start.isoformat(), "validUntil": end.isoformat()}
    keys = (("validFrom",), ("validUntil",))
    if end < start:
        assert check_dates(document, *keys, at=start).code == "bad_dates"
    else:
        assert check_dates(document, *keys, at=start).outcome == "pass"
        assert check_dates(document, *keys, at=end).outcome == "pass"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "é"]}, '{"a":[true,null,"é"],"b":1}'),
        ({"\u20ac": 1, "\r": 2, "\U0001f600": 3, "\ufb33": 4}, '{"\\r":2,"€":1,"😀":3,"\ufb33":4}'),
        (1.0, "1"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (0.000001, "0.000001"),
        (1.5e-6, "0.0000015"),
        (1e-7, "1e-7"),
        (-2.5e-9, "-2.5e-9"),
        (333333333.33333329, "333333333.3333333"),
    ],
)
def test_json_is_spelled_as_rfc_8785_says(value: object, text: str) -> None:
    assert canonical_json(value).decode() == text


@pytest.mark.parametrize("value", [math.inf, 2**53 + 1])
def test_numbers_without_an_exact_spelling_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="number"):
        canonical_json(value)


@given(
    st.recursive(
        st.integers(0, 70000) | st.binary(max_size=40),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.integers(0, 300), inner, max_size=3)
        ),
        max_leaves=6,
    )
)
def test_cbor_reads_what_was_written(value: object) -> None:
    def depth(item: object) -> int:
        inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else []
        return 1 + max((depth(one) for one in inner), default=0)

    if depth(value) <= 5 and not _has_large(value):
        assert cbor.decode(derived.cbor(value)) == value


def _has_large(value: object) -> bool:
    items = (
        [*value, *value.values()]
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else [value]
    )
    if isinstance(value, dict | list):
        return any(_has_large(item) for item in items)
    return isinstance(value, int) and value >= 65536


@given(st.binary(max_size=60))
def test_cbor_of_a_stranger_is_read_or_refused(data: bytes) -> None:
    try:
        cbor.decode(data)
    except ValueError:
        return


@pytest.mark.parametrize(
    "text",
    ["", "z", "zzzz", "x6Mk", "z6Mk" + "1" * 5000, "z6MkO0Il", "zDnaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyFormError):
        from_multibase(text)


@pytest.mark.parametrize(
    "jwk",
    [
        None,
        {},
        {"kty": "oct", "k": "AAAA"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA"},
        {"kty": "OKP", "crv": "Ed25519", "x": 7},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA", "d": "AA"},
    ],
)
def test_a_jwk_that_is_weak_secret_or_broken_is_refused(jwk: object) -> None:
    with pytest.raises(KeyFormError):
        from_jwk(jwk)


def test_keys_read_alike_from_all_their_spellings() -> None:
    rsa = make.signer("rsa")
    assert from_pem(rsa.pem).fingerprint == from_jwk(rsa.jwk).fingerprint
    for kind in ("ed25519", "p256", "p384"):
        key = make.signer(kind).public
        assert from_multibase(key.fingerprint) == from_multibase(key.fingerprint)
        assert from_multibase(key.fingerprint).raw == key.raw
