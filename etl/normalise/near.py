"""A short signature of a text, so that nearly the same text published twice can be told.

Texts are not kept, so what is compared later must be small and must stay the same: 128 one-bit
minwise hashes (P. Li and A. C. König, b-bit minwise hashing, WWW 2010) of the text's runs of three
words, made with the MinHash of rensa. Two signatures of texts with Jaccard similarity J differ in
about 64 x (1 - J) of their 128 bits.
"""

import re
from typing import NamedTuple
from zlib import crc32

import numpy as np
from rensa import RMinHash  # type: ignore[import-untyped]

SIGNATURE_BITS = 128
RUN_WORDS = 3
SEED = 20_261_123
"""Part of the facts kept: signatures made with another seed cannot be compared."""

# Odd multipliers make the hash of a run depend on the order of its words.
_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_SIGNS = re.compile(
    "[\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u2bff\u3000-\u303f"
    "\ue000-\uf8ff\ufe00-\ufeff\ufff0-\uffff]+"
)
_LETTERS_AND_DIGITS = bytes(
    byte if byte >= 128 or chr(byte).isalnum() else ord(" ") for byte in range(256)
)


class Signature(NamedTuple):
    """128 bits as two signed 64-bit integers, the type that Parquet and SQL share."""

    low: int
    high: int


def signature(text: str) -> Signature:
    """The signature of a cleaned text; case, spaces and signs do not count.

    A text of fewer than three words is one run. The same text gives the same signature on every
    machine: words are hashed by CRC-32, and rensa fixes its functions by seed.
    """
    plain = _SIGNS.sub(" ", text.casefold()).encode("utf-8", "surrogatepass")
    words = plain.translate(_LETTERS_AND_DIGITS).split()
    hashes = np.fromiter(map(crc32, words), np.uint64, len(words))
    hashes = np.pad(hashes, (0, max(0, RUN_WORDS - len(words))))
    runs = len(hashes) - RUN_WORDS + 1
    tokens = np.zeros(runs, np.uint64)
    for place, multiplier in enumerate(_MULTIPLIERS):
        tokens = (tokens ^ hashes[place : place + runs]) * np.uint64(multiplier)
        tokens ^= tokens >> np.uint64(29)
    digest = RMinHash.digest_matrix_from_flat_token_hashes(
        tokens, np.array([0, runs], np.uint64), SIGNATURE_BITS, SEED
    )
    bits = np.array(digest.to_rows()[0], np.uint32) & np.uint32(1)
    low, high = np.packbits(bits.astype(np.uint8)).view(">i8").tolist()
    return Signature(low, high)


def differing_bits(one: Signature, other: Signature) -> int:
    """In how many of the 128 bits two signatures differ."""
    mask = (1 << 64) - 1
    return sum(((a ^ b) & mask).bit_count() for a, b in zip(one, other, strict=True))


def similarity(one: Signature, other: Signature) -> float:
    """The Jaccard similarity that two signatures estimate, between 0 and 1."""
    return max(0.0, 1 - 2 * differing_bits(one, other) / SIGNATURE_BITS)
