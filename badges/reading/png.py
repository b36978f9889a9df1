"""The text of a badge baked into a PNG. Chunks are walked; pixels are never decoded."""

import struct
import zlib

from badges.reading import limits
from badges.reading.errors import UnreadableError

MAGIC = b"\x89PNG\r\n\x1a\n"
# OB 2.0 and before; OB 3.0.
KEYWORDS = (b"openbadges", b"openbadgecredential")


def baked_text(data: bytes) -> bytes:
    """The one text under a badge keyword. Raises UnreadableError."""
    if len(data) > limits.PNG:
        raise UnreadableError("too_big")
    texts = []
    place, count = len(MAGIC), 0
    while place < len(data):
        count += 1
        if count > limits.PNG_CHUNKS:
            raise UnreadableError("too_big")
        kind, content, place = _chunk(data, place)
        if kind in (b"iTXt", b"tEXt", b"zTXt") and content.partition(b"\0")[0] in KEYWORDS:
            texts.append((kind, content))
        if kind == b"IEND":
            break
    if not texts:
        raise UnreadableError("no_badge")
    if len(texts) > 1:
        raise UnreadableError("two_badges")
    return _text(*texts[0])


def _chunk(data: bytes, place: int) -> tuple[bytes, bytes, int]:
    if place + 12 > len(data):
        raise UnreadableError("png_damaged")
    (length,) = struct.unpack_from(">I", data, place)
    end = place + 8 + length
    if end + 4 > len(data):
        raise UnreadableError("png_damaged")
    (checksum,) = struct.unpack_from(">I", data, end)
    if zlib.crc32(data[place + 4 : end]) != checksum:
        raise UnreadableError("png_damaged")
    return data[place + 4 : place + 8], data[place + 8 : end], end + 4


def _text(kind: bytes, content: bytes) -> bytes:
    rest = content.partition(b"\0")[2]
    if kind == b"tEXt":
        text = rest
    elif kind == b"zTXt":
        text = _inflated(rest[1:])
    else:
        # Compression flag and method, language, translated keyword, text.
        if len(rest) < 4:
            raise UnreadableError("png_damaged")
        compressed = rest[0]
        parts = rest[2:].split(b"\0", 2)
        if len(parts) < 3 or compressed > 1:
            raise UnreadableError("png_damaged")
        text = _inflated(parts[2]) if compressed else parts[2]
    if len(text) > limits.PNG_TEXT:
        raise UnreadableError("too_big")
    return text


def _inflated(data: bytes) -> bytes:
    worker = zlib.decompressobj()
    try:
        text = worker.decompress(data, limits.PNG_TEXT + 1)
    except zlib.error:
        raise UnreadableError("png_damaged") from None
    if len(text) > limits.PNG_TEXT:
        raise UnreadableError("too_big")
    if not worker.eof:
        raise UnreadableError("png_damaged")
    return text
