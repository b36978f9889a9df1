"""Has the issuer withdrawn a badge? The status lists of Open Badges 3.0.

BitstringStatusList and StatusList2021 are signed credentials with a bit for each badge; the
1EdTech revocation list names those withdrawn. A bit that is set counts whoever signed the list,
unless its signature is wrong; a bit that is not set counts only on a list that is proved.
"""

import base64
import binascii
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from badges.claims import credential_of, issuer_id
from badges.dates import moment_of
from badges.fetching import secured
from badges.proofs.data_integrity import check_proofs
from badges.proofs.tokens import check_token
from badges.reading.errors import UnreadableError
from badges.reading.files import read
from badges.reading.kinds import as_list, types_of
from badges.resolving import fetched_json, resolve
from badges.values import Finding, Json, NoAnswer, Settings, failed, passed, unknown, warned

LIST_BYTES: Final = 5 * 2**20
_BIT_LISTS: Final = {
    "BitstringStatusListEntry": "BitstringStatusList",
    "StatusList2021Entry": "StatusList2021",
}
_REVOCATION_LIST: Final = "1EdTechRevocationList"
_PURPOSES: Final = {"revocation": "revoked", "suspension": "suspended"}
_NAMED: Final = ("revokedCredential", "revokedCredentials", "revokedAssertions")


@dataclass(frozen=True)
class _BitList:
    bits: bytes
    kind: str
    purposes: tuple[str, ...]
    issuer: str
    proof: Finding
    ends: datetime | None


def check_status(document: Json, settings: Settings) -> Finding:
    """The gravest of what the badge's status entries say."""
    entries = as_list(document.get("credentialStatus"))
    if not entries:
        return passed(note="the issuer keeps no list for this badge")
    findings = [_entry(entry, document, settings) for entry in entries]
    for wanted in ("revoked", "suspended"):
        chosen = [f for f in findings if f.code == wanted]
        if chosen:
            return chosen[0]
    for finding in findings:
        if finding.outcome != "pass":
            return finding
    return next((f for f in findings if f.warns), findings[0])


def _entry(entry: Any, document: Json, settings: Settings) -> Finding:
    types = types_of(entry)
    try:
        for kind, wanted in _BIT_LISTS.items():
            if kind in types:
                return _bit(entry, wanted, issuer_id(document), settings)
        if _REVOCATION_LIST in types:
            return _named(entry, document, settings)
    except NoAnswer as error:
        code = {"fetch_refused": "fetch_refused", "too_big": "status_list_too_big"}.get(error.code)
        return unknown(code or "status_unreachable", why=error.detail)
    except UnreadableError as error:
        code = "status_list_too_big" if error.code == "too_big" else "status_unreachable"
        return unknown(code, why=str(error))
    return unknown("status_unreachable", why=f"a kind of list that is not known: {types}"[:200])


def _bit(entry: Json, wanted: str, badge_issuer: str, settings: Settings) -> Finding:
    purpose = entry.get("statusPurpose", "revocation")
    url, index = entry.get("statusListCredential"), _index(entry.get("statusListIndex"))
    if not isinstance(url, str) or index is None:
        return unknown("status_unreachable", why="the entry names no list or no place in it")
    if not isinstance(purpose, str):
        return unknown("status_unreachable", why="the entry's purpose is no text")
    if purpose not in _PURPOSES:
        return passed(note=f"a list for another purpose: {purpose[:50]}")
    memory = ("list", url)
    if memory not in settings.memory:
        settings.memory[memory] = _bit_list(url, settings)
    listing: _BitList = settings.memory[memory]
    evidence = {"list": url, "index": str(index), "purpose": purpose}
    if listing.kind != wanted or purpose not in listing.purposes:
        return unknown("status_unreachable", why="the list is for another purpose", **evidence)
    if entry.get("statusSize", 1) != 1 or index >= 8 * len(listing.bits):
        return unknown("status_unreachable", why="the list has no such place", **evidence)
    if listing.proof.outcome == "fail":
        return unknown("status_unreachable", why="the list's own signature is wrong", **evidence)
    if listing.bits[index // 8] >> (7 - index % 8) & 1:
        return failed(_PURPOSES[purpose], **evidence)
    if listing.proof.outcome == "unknown":
        why = f"the list is not proved: {listing.proof.code}"
        return unknown("status_unreachable", why=why, **evidence)
    if listing.ends is not None and listing.ends < settings.moment:
        return unknown("status_stale", ended=listing.ends.isoformat(), **evidence)
    if listing.issuer != badge_issuer:
        return warned(note=f"the list is another's: {listing.issuer[:200]}", **evidence)
    return passed(**evidence)


def _index(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _bit_list(url: str, settings: Settings) -> _BitList:
    answer = settings.fetch(secured(url), LIST_BYTES)
    if answer.status != 200:
        raise NoAnswer("status_unreachable", f"{url} answered with status {answer.status}")
    found = read(answer.body)[0]
    if found.document is None:
        raise UnreadableError(found.fault or "not_json", f"no list at {url}")
    document = credential_of(found.document) if found.token else found.document
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict):
        raise UnreadableError("not_json", f"no list at {url}")
    issuer = issuer_id(document)

    def key(method: str) -> Any:
        return resolve(method, issuer, settings)

    if found.token:
        proof = check_token(found.token, issuer, key).integrity
    else:
        checked = check_proofs(document, key, settings.moment)
        proof = checked.integrity
        if proof.outcome == "pass" and checked.signer and not checked.signer.is_confirmed:
            proof = unknown("issuer_key_unconfirmed")
    return _BitList(
        _inflated(subject.get("encodedList")),
        next((kind for kind in _BIT_LISTS.values() if kind in types_of(subject)), ""),
        tuple(str(p) for p in as_list(subject.get("statusPurpose", "revocation"))),
        issuer,
        proof,
        moment_of(document.get("validUntil", document.get("expirationDate"))),
    )


def _inflated(encoded: Any) -> bytes:
    """The bits of a list: base64url, with or without its multibase sign, of a gzip stream."""
    if not isinstance(encoded, str):
        raise UnreadableError("not_json", "no list inside")
    text = encoded.removeprefix("u").rstrip("=").replace("+", "-").replace("/", "_")
    worker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        bits = worker.decompress(packed, LIST_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise UnreadableError("not_json", "the list cannot be unpacked") from None
    if len(bits) > LIST_BYTES:
        raise UnreadableError("too_big")
    if not worker.eof:
        raise UnreadableError("not_json", "the list is cut off")
    return bits


def _named(entry: Json, document: Json, settings: Settings) -> Finding:
    url = entry.get("id")
    if not isinstance(url, str):
        return unknown("status_unreachable", why="the entry names no list")
    listing = fetched_json(url, settings)
    if not any(isinstance(listing.get(key), list) for key in _NAMED):
        return unknown("status_unreachable", why="no list of withdrawn badges there", list=url)
    for item in (item for key in _NAMED for item in as_list(listing.get(key))):
        name = item.get("id", item.get("uid")) if isinstance(item, dict) else item
        if name is not None and name == document.get("id"):
            return failed("revoked", list=url)
    if listing.get("issuer") not in (None, issuer_id(document)):
        return warned(note="the list is another's", list=url)
    return passed(list=url)
