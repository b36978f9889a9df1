"""Bytes of a text file: which encoding they are in, checked over the whole file."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

SAMPLE_BYTES = 256 * 1024
_CHUNK = 4 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = [
    "cp1252", "latin_1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r",
    "mac_roman", "shift_jis", "cp932", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_WESTERN = frozenset({"cp1252", "latin_1", "cp1250", "cp1254", "mac_roman"})
_NAMES = {"cp1252": "Windows-1252", "latin_1": "ISO 8859-1", "utf-8": "UTF-8", "utf-8-sig": "UTF-8"}
MIXED = "credence-cp1252"
"""Error handler: a byte that is not UTF-8 is read as Windows-1252, as where files were joined."""


@dataclass(frozen=True)
class Encoding:
    """How to decode a file, its name for people, and a note where something was decided."""

    codec: str
    errors: str
    name: str
    note: str | None = None


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error(MIXED, _as_windows_1252)


def find_encoding(path: Path, sample: bytes) -> Encoding | None:
    """The encoding of a file that begins with `sample`; None where it is not text.

    A byte order mark decides; else UTF-8 where the whole file is; else what charset-normalizer
    tells of the part with the first other bytes, Windows-1252 where that is a Western one.
    """
    for mark, codec in _BOMS:
        if sample.startswith(mark):
            errors = MIXED if codec == "utf-8-sig" else "replace"
            return Encoding(codec, errors, _NAMES.get(codec, codec.upper()))
    if (wide := _wide(sample)) is not None:
        return Encoding(wide, "replace", wide.upper(), f"Read as {wide.upper()} (no mark says so).")
    controls = sum(sample.count(byte) for byte in range(1, 9))
    if b"\0" in sample or controls > 8 + len(sample) // 100:
        return None
    wrong, good, around, line = _not_utf8(path)
    if not wrong:
        return Encoding("utf-8", "strict", "UTF-8")
    if good > wrong:
        return Encoding(
            "utf-8",
            MIXED,
            "UTF-8",
            f"{wrong} bytes are not UTF-8 (the first on line {line}); "
            "they were read as Windows-1252.",
        )
    codec = _told(around)
    name = _NAMES.get(codec, codec)
    return Encoding(codec, "replace", name, f"The text is not UTF-8; it was read as {name}.")


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    for codec, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if sample[zeros::2].count(0) > 0.6 * pairs and sample[letters::2].count(0) < 0.05 * pairs:
            return codec
    return None


def _not_utf8(path: Path) -> tuple[int, int, bytes, int]:
    """Bytes that are not UTF-8, characters beyond ASCII that are, what stands around the first
    such bytes, and their line."""
    wrong = good = 0
    around, line, before = b"", 0, 0
    rest = b""
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            data = rest + chunk
            rest = b""
            if not data.isascii():
                cut = _last_whole(data)
                data, rest = data[:cut], data[cut:]
                text = data.decode("utf-8", "surrogateescape")
                # Lone surrogates stand for the stray bytes; they cannot be encoded again.
                strays = len(text) - len(text.encode("utf-8", "ignore").decode("utf-8"))
                good += len(text) - len(text.encode("ascii", "ignore")) - strays
                wrong += strays
                if strays and not line:
                    at = _first_stray(data)
                    line = _line_at(path, before + at)
                    around = data[max(0, at - SAMPLE_BYTES) :][: 2 * SAMPLE_BYTES]
            before += len(data)
    if rest:
        wrong += len(rest)
        line, around = line or _line_at(path, before), around or rest
    return wrong, good, around, line


def _line_at(path: Path, place: int) -> int:
    """The line on which a byte stands."""
    lines = 1
    with path.open("rb") as handle:
        while place > 0 and (chunk := handle.read(min(_CHUNK, place))):
            lines += chunk.count(b"\n")
            place -= len(chunk)
    return lines


def _first_stray(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _last_whole(data: bytes) -> int:
    """Where the last character of a piece ends, so that none is cut in two."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte < 0x80:
            return len(data)
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(data) if back >= length else len(data) - back
    return len(data)


def _told(sample: bytes) -> str:
    """A codec for bytes that are not UTF-8."""
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    told = best.encoding if best is not None else "cp1252"
    # Western code pages differ in few signs, and short texts do not tell them apart.
    is_sure = best is not None and told not in _WESTERN and best.coherence > 0.2
    if is_sure:
        return told
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return "latin_1"
    return "cp1252"
