"""A VC-JWT says some things twice, in the token and in the badge: they must agree."""

from datetime import timedelta
from typing import Any, Final

from badges.dates import moment_of, of_seconds
from badges.reading.kinds import as_list
from badges.values import Finding, Json, failed

_STARTS: Final = ("validFrom", "issuanceDate")
_ENDS: Final = ("validUntil", "expirationDate")
_SECOND: Final = timedelta(seconds=1)
# What a token has besides its badge; the rest of a payload without `vc` is the badge itself.
REGISTERED: Final = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "vc", "vp", "nonce", "cnf")


def credential_of(payload: Json) -> Json:
    """The credential in a token's payload, with what only the token says filled in."""
    inner = payload.get("vc")
    if not isinstance(inner, dict):
        plain = {key: item for key, item in payload.items() if key not in REGISTERED}
        # Without its end the badge would seem to hold for good.
        return _dated(plain, payload)
    document = dict(inner)
    if "issuer" not in document and isinstance(payload.get("iss"), str):
        document["issuer"] = payload["iss"]
    if "id" not in document and isinstance(payload.get("jti"), str):
        document["id"] = payload["jti"]
    return _dated(document, payload)


def _dated(document: Json, payload: Json) -> Json:
    """The document with the dates that only the token's claims have."""
    for claim, keys in (("nbf", _STARTS), ("exp", _ENDS)):
        moment = of_seconds(payload.get(claim))
        if moment is not None and not any(key in document for key in keys):
            document[keys[0]] = moment.isoformat().replace("+00:00", "Z")
    return document


def issuer_id(document: Json) -> str:
    """The id of a credential's issuer, "" where it has none."""
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    return name if isinstance(name, str) else ""


def mismatch(payload: Json, document: Json) -> Finding | None:
    """The first claim that contradicts the badge, None where there is none."""
    subjects = [
        s.get("id") for s in as_list(document.get("credentialSubject")) if isinstance(s, dict)
    ]
    ids = [name for name in subjects if name is not None]
    pairs: tuple[tuple[str, list[Any]], ...] = (
        ("iss", [issuer_id(document)]),
        ("jti", [document["id"]] if "id" in document else []),
        ("sub", ids),
    )
    for claim, said in pairs:
        if claim in payload and said and payload[claim] not in said:
            return failed("claims_mismatch", claim=claim)
    for claim, keys in (("nbf", _STARTS), ("exp", _ENDS)):
        if claim in payload and not _same_moment(payload[claim], document, keys):
            return failed("claims_mismatch", claim=claim)
    return None


def _same_moment(claim: Any, document: Json, keys: tuple[str, ...]) -> bool:
    moment = of_seconds(claim)
    if moment is None:
        return False
    said = [m for key in keys if (m := moment_of(document.get(key))) is not None]
    # Tokens count whole seconds.
    return not said or any(abs(moment - other) < _SECOND for other in said)
