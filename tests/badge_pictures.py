"""Pictures with badges baked into them, and zips of files."""

import io
import struct
import zipfile
import zlib


def baked_png(
    text: bytes, keyword: bytes = b"openbadgecredential", compressed: bool = False
) -> bytes:
    """A picture of one pixel with a text under a badge keyword."""
    body = zlib.compress(text) if compressed else text
    content = keyword + b"\0" + bytes([compressed, 0]) + b"\0\0" + body
    return png(chunk(b"iTXt", content))


def png(*extra: bytes) -> bytes:
    """A picture of one pixel with further chunks before its pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + pixels + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG chunk with its checksum."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def baked_svg(inside: str = "", verify: str = "") -> bytes:
    """A picture with a badge element."""
    attribute = f' verify="{verify}"' if verify else ""
    return (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        f"<openbadges:credential{attribute}>{inside}</openbadges:credential></svg>"
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of files by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
