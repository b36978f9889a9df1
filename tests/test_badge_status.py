"""Status lists: what a bit says, and when a list counts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from badges import Result
from badges.status import LIST_BYTES
from tests import badge_makers as make
from tests.badge_site import judged

KEY = make.signer()
OTHER = make.signer(seed="somebody else")
URL = "https://harbour.example/status/1"
Json = dict[str, Any]


def with_status(entry: Json | list[Json], listing: Any, **settings: Any) -> Result:
    badge = make.with_proof(make.credential(KEY.did, credentialStatus=entry), KEY)
    answers = {} if listing is None else {URL: listing}
    return judged(badge, answers, **settings)


@pytest.mark.parametrize(
    ("indexes", "purpose", "verdict"),
    [
        (set(), "revocation", "valid"),
        ({6, 8}, "revocation", "valid"),
        ({7}, "revocation", "revoked"),
        ({7}, "suspension", "suspended"),
    ],
)
def test_the_bit_of_the_badge_decides(indexes: set[int], purpose: str, verdict: str) -> None:
    listing = make.status_list(KEY, indexes, purpose)
    assert with_status(make.status_entry(7, purpose), listing).verdict == verdict


def test_revoked_is_graver_than_suspended_and_both_than_expired() -> None:
    entries = [make.status_entry(7), make.status_entry(8, "message")]
    listing = make.status_list(KEY, {7})
    late = datetime(2030, 1, 1, tzinfo=UTC)
    badge = make.credential(KEY.did, credentialStatus=entries, validUntil="2028-01-01T00:00:00Z")
    result = judged(make.with_proof(badge, KEY), {URL: listing}, at=late)
    assert result.verdict == "revoked"


@pytest.mark.parametrize(
    ("entry", "listing", "reason"),
    [
        ({}, None, "status_unreachable"),
        ({"statusListIndex": "131072"}, make.status_list(KEY, set()), "status_unreachable"),
        ({"statusListIndex": "-1"}, make.status_list(KEY, set()), "status_unreachable"),
        ({"statusPurpose": "suspension"}, make.status_list(KEY, set()), "status_unreachable"),
        ({"statusListCredential": "https://127.0.0.1/s"}, None, "fetch_refused"),
        ({"statusListCredential": "file:///etc/passwd"}, None, "fetch_refused"),
        ({}, b"no list", "status_unreachable"),
        ({}, b" " * (LIST_BYTES + 1), "status_list_too_big"),
        (
            {},
            make.status_list(KEY, set(), validUntil="2025-01-01T00:00:00Z"),
            "status_stale",
        ),
    ],
)
def test_a_list_that_says_nothing_leaves_the_badge_unverifiable(
    entry: Json, listing: Any, reason: str
) -> None:
    result = with_status(make.status_entry(**entry), listing)
    assert (result.verdict, result.reason) == ("unverifiable", reason)


def test_a_kind_of_list_that_is_not_known_says_nothing() -> None:
    badge = make.credential(KEY.did, credentialStatus={"id": URL, "type": "SomeOtherList"})
    assert judged(make.vc_jwt(badge, KEY), {}).reason == "status_unreachable"


def test_a_changed_list_counts_for_nothing() -> None:
    listing = make.status_list(KEY, {7})
    clean = make.status_list(KEY, set())["credentialSubject"]["encodedList"]
    listing["credentialSubject"]["encodedList"] = clean
    assert with_status(make.status_entry(), listing).reason == "status_unreachable"
    unsigned = make.status_list(KEY, set())
    del unsigned["proof"]
    assert with_status(make.status_entry(), unsigned).reason == "status_unreachable"


def test_odd_shapes_in_entry_and_list_are_answers_not_crashes() -> None:
    entry = make.status_entry(statusPurpose=["revocation"])
    badge = make.vc_jwt(make.credential(KEY.did, credentialStatus=entry), KEY)
    assert judged(badge, {URL: make.status_list(KEY, set())}).reason == "status_unreachable"
    bare = make.status_list(KEY, set())
    del bare["@context"]
    assert with_status(make.status_entry(), bare).reason == "status_unreachable"


def test_another_s_list_is_noted() -> None:
    result = with_status(make.status_entry(), make.status_list(OTHER, set()))
    assert (result.verdict, result.reason) == ("valid", "ok_with_warning")


def test_a_list_may_come_as_a_token() -> None:
    listing = make.status_list(KEY, {7})
    del listing["proof"]
    text = make.token({**listing, "iss": KEY.did}, KEY)
    assert with_status(make.status_entry(), text.encode()).verdict == "revoked"


def test_a_list_that_inflates_without_end_is_refused() -> None:
    listing = make.status_list(KEY, set(), bits=8 * (LIST_BYTES + 8))
    assert with_status(make.status_entry(), listing).reason == "status_list_too_big"


def test_offline_a_badge_with_a_list_is_not_called_valid() -> None:
    badge = make.with_proof(make.credential(KEY.did, credentialStatus=make.status_entry()), KEY)
    assert judged(badge).reason == "status_unreachable"


@pytest.mark.parametrize(("named", "verdict"), [(True, "revoked"), (False, "valid")])
def test_the_list_of_1edtech_names_the_revoked(named: bool, verdict: str) -> None:
    url = "https://harbour.example/revoked"
    badge = make.credential(
        KEY.did,
        credentialStatus={"id": url, "type": "1EdTechRevocationList"},
        **{
            "@context": [
                make.V2,
                make.OB,
                "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
            ]
        },
    )
    ids = [badge["id"]] if named else ["urn:uuid:other"]
    listing = {"issuer": KEY.did, "revokedCredential": [{"id": name} for name in ids]}
    assert judged(make.with_proof(badge, KEY), {url: listing}).verdict == verdict
