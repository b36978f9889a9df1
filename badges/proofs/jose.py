"""Signed tokens (JWS compact): the key's kind fixes the algorithm, the header only has to agree.

Never `none`, never a shared secret, never a key out of the token's own header.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from jwt.algorithms import get_default_algorithms

from badges.proofs.keys import ALGORITHM, PublicKey
from badges.reading.base64url import unpadded
from badges.reading.errors import UnreadableError
from badges.reading.strict_json import parse

ALLOWED: Final = frozenset(ALGORITHM.values())


@dataclass(frozen=True)
class Token:
    """The parts of a token; nothing of it is believed before `verifies` has said so."""

    header: dict[str, Any]
    signed: bytes
    signature: bytes

    @property
    def algorithm(self) -> str:
        named = self.header.get("alg")
        return named if isinstance(named, str) else ""


def opened(token: str) -> Token:
    """A token's header and signature. Raises UnreadableError."""
    head, payload, tail = token.split(".")
    header = parse(unpadded(head))
    if not isinstance(header, dict):
        raise UnreadableError("not_json", "a header that is no object")
    return Token(header, f"{head}.{payload}".encode(), unpadded(tail))


def refused(token: Token) -> str:
    """Why a token's header is not accepted at all, "" where it may be."""
    if token.algorithm not in ALLOWED:
        return f"the method {token.algorithm[:50] or '(none named)'} is not safe"
    if "crit" in token.header:
        return "the header asks for an extension that is not known"
    if "b64" in token.header:
        return "the header asks for another encoding"
    return ""


def verifies(token: Token, key: PublicKey) -> bool | None:
    """Whether the signature is the key's; None where the algorithm is not the one of its kind."""
    if token.algorithm != ALGORITHM[key.kind]:
        return None
    return bool(_algorithms()[token.algorithm].verify(token.signed, key.key, token.signature))


@cache
def _algorithms() -> dict[str, Any]:
    return get_default_algorithms()
