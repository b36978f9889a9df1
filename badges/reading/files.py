"""Find the badges in a file, whatever kind of file it is. Its bytes decide, not its name."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from badges.reading import archives, limits, png, svg, tables
from badges.reading.base64url import unpadded
from badges.reading.errors import UnreadableError
from badges.reading.kinds import as_list, kind_of, types_of
from badges.reading.strict_json import decode, parse
from badges.values import Found

_TOKEN = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_ADDRESS = re.compile(r"https?://[^\s\"<>]{1,2000}")
_ENVELOPES = ("data:application/vc+jwt,", "data:application/vc-ld+jwt,", "data:application/jwt,")
# Where exports keep their badges.
_LISTS = ("verifiableCredential", "badges", "assertions", "credentials", "awards", "data", "result")


def read(source: Path | str | bytes, name: str = "") -> list[Found]:
    """Every badge in a file (or its bytes), at least one entry: of an unreadable file its fault."""
    try:
        data = source if isinstance(source, bytes) else _bytes_of(Path(source))
        if len(data) > limits.FILE:
            raise UnreadableError("too_big")
        found = list(_found(data, name, depth=0))
    except UnreadableError as error:
        return [Found("unknown", name, fault=error.code)]
    if not found:
        return [Found("unknown", name, fault="no_badge")]
    if len(found) > limits.BADGES:
        return [Found("unknown", name, fault="too_big")]
    return found


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(limits.FILE + 1)


def _found(data: bytes, name: str, depth: int) -> Iterator[Found]:
    if data.startswith(png.MAGIC):
        yield from _baked(png.baked_text, data, name, "png")
    elif data.startswith(archives.MAGIC):
        if depth:
            yield Found("zip", name, fault="too_deep")
            return
        for entry, content in archives.entries(data):
            yield from _inside(content, entry)
    else:
        yield from _text(data, name)


def _inside(content: bytes, entry: str) -> Iterator[Found]:
    try:
        yield from _found(content, entry, depth=1)
    except UnreadableError as error:
        yield Found("unknown", entry, fault=error.code)


def _baked(extract: Any, data: bytes, name: str, suffix: str) -> Iterator[Found]:
    try:
        found = list(_text(extract(data), name))
    except UnreadableError as error:
        found = [Found("unknown", name, fault=error.code)]
    for one in found:
        yield Found(
            f"{one.format}-{suffix}",
            name,
            one.document,
            one.token,
            one.address,
            one.fault,
            hashlib.sha256(data).hexdigest(),
        )


def _text(data: bytes, name: str) -> Iterator[Found]:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        yield from _listed(parse(data), name, _digest(data), 0)
    elif start.startswith(b"<"):
        yield from _baked(svg.baked_text, data, name, "svg")
    elif len(data) <= limits.TOKEN and _TOKEN.fullmatch(data.strip()):
        yield from _token(data.strip().decode("ascii"), name)
    else:
        yield from _plain(data, name)


def _plain(data: bytes, name: str) -> Iterator[Found]:
    if len(data) > limits.TABLE:
        raise UnreadableError("too_big")
    text = decode(data).strip()
    if _ADDRESS.fullmatch(text):
        yield Found("address", name, address=text, sha256=_digest(data))
        return
    first = text.partition("\n")[0]
    if not text or (not any(sign in first for sign in ",;\t|") and "\n" not in text):
        if len(data) > limits.JSON:
            raise UnreadableError("too_big")
        raise UnreadableError("not_json")
    cells = tables.badge_cells(data)
    if not cells:
        raise UnreadableError("no_badge")
    for row, cell in cells:
        yield from _inside(cell.encode(), f"{name} row {row}".strip())


def _listed(value: Any, name: str, digest: str, depth: int) -> Iterator[Found]:
    """The badges in a JSON value: itself, or those of a presentation, an export, a list."""
    if isinstance(value, str):
        yield from _listed_text(value, name)
        return
    if isinstance(value, list):
        for item in value if depth < limits.LISTED_DEPTH else ():
            yield from _listed(item, name, digest, depth + 1)
        return
    if not isinstance(value, dict):
        return
    kind = kind_of(value)
    if "EnvelopedVerifiableCredential" in types_of(value):
        yield from _listed_text(str(value.get("id", "")), name)
    elif kind and not _is_list_of_badges(value, kind):
        yield Found(_format(kind, value), name, value, sha256=digest)
        if kind == "clr2":
            for subject in as_list(value.get("credentialSubject")):
                inner = subject.get("verifiableCredential") if isinstance(subject, dict) else None
                yield from _listed(as_list(inner), name, digest, depth + 1)
    elif depth < limits.LISTED_DEPTH:
        yield from _wrapped(value, name, digest, depth)


def _is_list_of_badges(value: dict[str, Any], kind: str) -> bool:
    """A presentation has a type, as a definition has, but holds badges."""
    return kind == "definition" and any(isinstance(value.get(key), list) for key in _LISTS)


def _wrapped(value: dict[str, Any], name: str, digest: str, depth: int) -> Iterator[Found]:
    # An upload wrapper has the badge under "credential"; exports have lists.
    for key in ("credential", "assertion", *_LISTS):
        inner = value.get(key)
        if isinstance(inner, dict | list):
            yield from _listed(inner, name, digest, depth + 1)


def _listed_text(value: str, name: str) -> Iterator[Found]:
    for envelope in _ENVELOPES:
        value = value.removeprefix(envelope)
    if _TOKEN.fullmatch(value.encode("utf-8", "replace")):
        yield from _token(value, name)
    elif _ADDRESS.fullmatch(value):
        yield Found("address", name, address=value, sha256=_digest(value.encode()))


def _token(token: str, name: str) -> Iterator[Found]:
    """A compact JWS: its payload tells which format it is. Nothing is believed of it yet."""
    digest = _digest(token.encode())
    try:
        payload = parse(unpadded(token.split(".")[1]))
    except UnreadableError as error:
        yield Found("jwt", name, fault=error.code, sha256=digest)
        return
    if not isinstance(payload, dict):
        yield Found("jwt", name, fault="no_badge", sha256=digest)
        return
    inner = payload["vc"] if isinstance(payload.get("vc"), dict) else payload
    kind = kind_of(inner)
    if not kind:
        yield Found("jwt", name, fault="no_badge", sha256=digest)
        return
    kind = "ob2-signed" if kind in ("ob2-hosted", "ob2-signed") else f"{kind}-jwt"
    yield Found(kind, name, payload, token, sha256=digest)
    if kind == "clr2-jwt":
        for subject in as_list(inner.get("credentialSubject")):
            nested = subject.get("verifiableCredential") if isinstance(subject, dict) else None
            yield from _listed(as_list(nested), name, digest, 1)


def _format(kind: str, document: dict[str, Any]) -> str:
    if kind not in ("ob3", "clr2"):
        return kind
    suites = {t for proof in as_list(document.get("proof")) for t in types_of(proof)}
    if "DataIntegrityProof" in suites:
        return f"{kind}-di"
    return f"{kind}-ed25519sig2020" if "Ed25519Signature2020" in suites else kind


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
