"""VC-JWT: the key's kind fixes the method, the header decides nothing, the claims must agree."""

import pytest

from tests import badge_makers as make
from tests.badge_site import Json, judged

KEY = make.signer()
OTHER = make.signer(seed="somebody else")


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


def test_an_end_that_only_the_claims_have_is_the_badges_end() -> None:
    result = judged(make.vc_jwt(make.credential(KEY.did), KEY, {"exp": 1798761600}))
    assert (result.verdict, result.expires_on) == ("valid", "2027-01-01T00:00:00Z")


def test_a_signature_has_one_spelling_only() -> None:
    good = make.vc_jwt(make.credential(KEY.did), KEY)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    # 64 bytes leave four spare bits in the last sign.
    spare = letters[letters.index(good[-1]) + 1]
    assert judged(good[:-1] + spare).verdict == "malformed"
