"""What the holder of an ecdsa-sd-2023 credential shows, made with keys of the tests."""

import hashlib
from typing import Any

from badges.proofs.canonical import canonical
from badges.proofs.selective import relabelled
from tests import badge_makers as make


def derived_proof(document: make.Json, key: make.Signer, mandatory: set[int]) -> make.Json:
    """The document as a holder shows it under ecdsa-sd-2023; `mandatory` are statement numbers."""
    inner = make.signer("p256", "made for this badge")
    whole = canonical(document)
    labels = {number: bytes([number, 7, 7]) for number in range(20)}
    lines = relabelled(whole.nquads, labels)
    assert lines is not None
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-sd-2023",
        "created": "2024-05-06T07:08:10Z",
        "verificationMethod": key.method,
        "proofPurpose": "assertionMethod",
    }
    written = canonical({**options, "@context": document["@context"]}).data
    chosen = "".join(line for number, line in enumerate(lines) if number in mandatory)
    others = [line for number, line in enumerate(lines) if number not in mandatory]
    inner_key = b"\x80\x24" + inner.public.raw
    signed = hashlib.sha256(written).digest() + inner_key + hashlib.sha256(chosen.encode()).digest()
    parts = [
        key.sign(signed),
        inner_key,
        [inner.sign(line.encode()) for line in others],
        labels,
        sorted(mandatory),
    ]
    value = "u" + make.b64(b"\xd9\x5d\x01" + cbor(parts))
    return {**document, "proof": {**options, "proofValue": value}}


def cbor(value: Any) -> bytes:
    """Small whole numbers, bytes, lists and maps as CBOR."""
    if isinstance(value, int):
        return _cbor_head(0, value)
    if isinstance(value, bytes):
        return _cbor_head(2, len(value)) + value
    if isinstance(value, list):
        return _cbor_head(4, len(value)) + b"".join(cbor(item) for item in value)
    pairs = b"".join(cbor(key) + cbor(item) for key, item in value.items())
    return _cbor_head(5, len(value)) + pairs


def _cbor_head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size = 24 if number < 256 else 25
    return bytes([major << 5 | size]) + number.to_bytes(1 if size == 24 else 2)
