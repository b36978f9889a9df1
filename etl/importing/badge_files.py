"""Files that are badges or hold whole badges, told from tables of rows by their bytes."""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from badges import Found
from badges import read as read_badges
from badges.reading import archives, limits, png, tables
from badges.reading.errors import UnreadableError
from badges.reading.kinds import contexts_of
from etl.snapshots import file_sha256

_HEAD = 1 << 16
_WORKBOOK = "[Content_Types].xml"
# A row of an export may have columns of these names too; a badge has a whole object in one.
_PARTS = ("badge", "verify", "verification", "credentialSubject", "recipient")
_VOCABULARIES = ("openbadge", "purl.imsglobal.org", "w3.org", "w3id.org")
BAG_BYTES = 4 << 20
BAG_FILES = 50


@dataclass(frozen=True)
class Entry:
    """A file to look for badges in: its name within what was given, the folder that it lies in
    first (or ""), and its bytes, or the reason (`badges.reasons`) why they could not be read."""

    name: str
    folder: str
    content: bytes | str


def holds_badges(path: Path) -> bool:
    """Whether a file is to be read as badges rather than as a table of rows; of a folder, yes."""
    if path.is_dir():
        return True
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(png.MAGIC):
        return True
    if head.startswith(archives.MAGIC):
        return not _is_workbook(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return b"<svg" in head
    if path.stat().st_size > limits.TABLE:
        return b'"@context"' in head and start.startswith((b"{", b"["))
    data = path.read_bytes()
    if start.startswith((b"{", b"[")):
        return _is_badge_json(data)
    found = read_badges(data)
    if any(f.token or f.address or f.format == "jwt" for f in found):
        return "\n" not in data.decode("utf-8", "replace").strip() or _has_whole_badges(data)
    return _has_whole_badges(data)


def _is_badge_json(data: bytes) -> bool:
    found = read_badges(data)
    if any(f.fault for f in found):
        # What cannot be read as JSON of one meaning may be a table of lines.
        return b'"@context"' in data
    return any(f.token is not None or f.address is not None or _is_badge(f) for f in found)


def _is_badge(found: Found) -> bool:
    document: dict[str, Any] = found.document or {}
    named = " ".join(c for c in contexts_of(document) if isinstance(c, str))
    if any(mark in named for mark in _VOCABULARIES):
        return True
    return any(isinstance(document.get(part), dict) for part in _PARTS)


def _has_whole_badges(data: bytes) -> bool:
    """Whether a table has badges in its cells; addresses alone are a column of an export."""
    try:
        cells = tables.badge_cells(data)
    except UnreadableError:
        return False
    return any(not cell.startswith(("http://", "https://")) for _, cell in cells)


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return _WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def content_sha256(path: Path) -> str:
    """What stands for a file, or for a folder with all that lies below it."""
    if path.is_file():
        return file_sha256(path)
    digest = hashlib.sha256()
    for file in _below(path):
        digest.update(f"{file.relative_to(path).as_posix()}\n{file_sha256(file)}\n".encode())
    return digest.hexdigest()


def file_count(path: Path) -> int:
    """How many files there are to look into: those of a zip or a folder, or one."""
    try:
        return sum(archives.count(f) for f in (_below(path) if path.is_dir() else [path]))
    except UnreadableError:
        return 1


def entries(path: Path) -> Iterator[Entry]:
    """The files of a zip or a folder, or the one file itself, in the same order every time.

    What an operating system leaves in archives (hidden files, resource forks) is passed over.
    """
    if path.is_dir():
        for file in _below(path):
            name = file.relative_to(path).as_posix()
            yield from _of_file(file, name, _first_folder(name))
    else:
        yield from _of_file(path, path.name, "")


def bags(found: Iterator[Entry]) -> Iterator[list[Entry]]:
    """Entries in handy numbers, the same ones together every time."""
    bag: list[Entry] = []
    size = 0
    for entry in found:
        bag.append(entry)
        size += len(entry.content)
        if len(bag) >= BAG_FILES or size >= BAG_BYTES:
            yield bag
            bag, size = [], 0
    if bag:
        yield bag


def _of_file(file: Path, name: str, folder: str) -> Iterator[Entry]:
    with file.open("rb") as stream:
        head = stream.read(len(archives.MAGIC))
        if head != archives.MAGIC:
            data = head + stream.read(limits.FILE + 1)
            yield Entry(name, folder, data if len(data) <= limits.FILE else "too_big")
            return
    try:
        for inner, content in archives.streamed(file):
            if _is_junk(inner):
                continue
            told = content.code if isinstance(content, UnreadableError) else content
            if isinstance(told, bytes) and told.startswith(archives.MAGIC):
                told = "too_deep"
            yield Entry(inner, folder or _first_folder(inner), told)
    except UnreadableError as error:
        yield Entry(name, folder, error.code)


def _below(folder: Path) -> list[Path]:
    """The files below a folder, without links that lead out of it."""
    root = folder.resolve()
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file()
        and file.resolve().is_relative_to(root)
        and not _is_junk(file.relative_to(folder).as_posix())
    )


def _is_junk(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") or part in ("__MACOSX", "Thumbs.db") for part in parts)


def _first_folder(name: str) -> str:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return parts[0] if len(parts) > 1 else ""
