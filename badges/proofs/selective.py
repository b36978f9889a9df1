"""Derived proofs of ecdsa-sd-2023: the issuer signed each statement, the holder shows some.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, section 3.6 (verify derived proof). What is not
shown is not there; what is shown is signed one statement at a time by a key made for this badge,
and that key together with the mandatory statements by the issuer's.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Any

import base58

from badges.proofs import cbor
from badges.proofs.canonical import Canonical, canonical
from badges.proofs.keys import KeyFormError, PublicKey, from_multibase

_DERIVED = b"\xd9\x5d\x01"
_BASE = b"\xd9\x5d\x00"
_LABEL = re.compile(r"_:c14n(\d+)")


class NotDerivedError(Exception):
    """A proof that is not one to be shown: the issuer's own base proof, or no such proof."""


@dataclass(frozen=True)
class _Parts:
    base_signature: bytes
    key: PublicKey
    signatures: list[bytes]
    labels: dict[int, bytes]
    mandatory: list[int]


def verifies(
    content: dict[str, Any], proof: dict[str, Any], key: PublicKey, whole: Canonical
) -> bool:
    """Whether the proof's signatures are on what `content` says."""
    parts = _parts(proof.get("proofValue"))
    if parts is None:
        return False
    lines = relabelled(whole.nquads, parts.labels)
    if lines is None or any(index >= len(lines) for index in parts.mandatory):
        return False
    chosen = set(parts.mandatory)
    mandatory = [line for index, line in enumerate(lines) if index in chosen]
    others = [line for index, line in enumerate(lines) if index not in chosen]
    if len(parts.signatures) != len(others):
        return False
    options = {name: item for name, item in proof.items() if name != "proofValue"}
    options["@context"] = content["@context"]
    signed = (
        hashlib.sha256(canonical(options).data).digest()
        + b"\x80\x24"
        + parts.key.raw
        + hashlib.sha256("".join(mandatory).encode()).digest()
    )
    return key.verifies(parts.base_signature, signed) and all(
        parts.key.verifies(signature, line.encode())
        for signature, line in zip(parts.signatures, others, strict=True)
    )


def _parts(value: Any) -> _Parts | None:
    if not isinstance(value, str) or not value.startswith("u"):
        return None
    try:
        data = base64.urlsafe_b64decode(value[1:] + "=" * (-len(value[1:]) % 4))
    except (binascii.Error, ValueError):
        return None
    if data.startswith(_BASE):
        raise NotDerivedError("a base proof, which its holder should not have shown")
    if not data.startswith(_DERIVED):
        raise NotDerivedError("no derived proof")
    try:
        base, key, signatures, labels, mandatory = cbor.decode(data[3:])
        inner = from_multibase("z" + base58.b58encode(key).decode())
    except (ValueError, TypeError, KeyFormError):
        return None
    fits = (
        isinstance(base, bytes)
        and inner.kind == "p256"
        and isinstance(signatures, list)
        and all(isinstance(one, bytes) for one in signatures)
        and isinstance(labels, dict)
        and all(isinstance(one, bytes) for one in labels.values())
        and isinstance(mandatory, list)
        and all(isinstance(one, int) for one in mandatory)
    )
    return _Parts(base, inner, signatures, labels, mandatory) if fits else None


def relabelled(nquads: tuple[str, ...], labels: dict[int, bytes]) -> list[str] | None:
    """The statements under the labels that the issuer signed them with, sorted."""
    names = {
        number: "_:u" + base64.urlsafe_b64encode(label).rstrip(b"=").decode()
        for number, label in labels.items()
    }
    found = []
    for line in nquads:
        head, quoted, tail = _around_literal(line)
        if any(int(m[1]) not in names for m in _LABEL.finditer(head + tail)):
            return None

        def name(match: re.Match[str]) -> str:
            return names[int(match[1])]

        found.append(_LABEL.sub(name, head) + quoted + _LABEL.sub(name, tail))
    return sorted(found)


def _around_literal(line: str) -> tuple[str, str, str]:
    """A statement before, in and after its quotes: inside of them nothing is a label."""
    start = line.find('"')
    if start < 0:
        return line, "", ""
    end = line.rfind('"') + 1
    return line[:start], line[start:end], line[end:]
