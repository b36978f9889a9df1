"""The files inside a zip, read in memory: no paths, no nesting, bounded counts and sizes."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from badges.reading import limits
from badges.reading.errors import UnreadableError

MAGIC = b"PK\x03\x04"


def entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file inside. Raises UnreadableError."""
    archive, listed = _opened(_InMemory(data), limits.ZIP_TOTAL)
    left = limits.ZIP_TOTAL
    for entry in listed:
        content = _content(archive, entry, left)
        left -= len(content)
        yield entry.filename, content


def streamed(path: Path) -> Iterator[tuple[str, bytes | UnreadableError]]:
    """The same of a larger zip on disk, for a reader that keeps none; what is wrong with one file
    says nothing about the others. Raises UnreadableError for the zip as a whole, and OSError."""
    if path.stat().st_size > limits.ZIP_FILE:
        raise UnreadableError("too_big")
    with _OnDisk(path) as file:
        archive, listed = _opened(file, limits.ZIP_STREAMED)
        left = limits.ZIP_STREAMED
        for entry in listed:
            try:
                content = _content(archive, entry, min(left, limits.FILE))
            except UnreadableError as error:
                yield entry.filename, error
            else:
                left -= len(content)
                yield entry.filename, content


def count(path: Path) -> int:
    """How many files a zip holds; one where it is none. Raises UnreadableError, OSError."""
    with path.open("rb") as start:
        if start.read(len(MAGIC)) != MAGIC:
            return 1
    with _OnDisk(path) as file:
        return len(_opened(file, limits.ZIP_STREAMED)[1])


class _InMemory(io.BytesIO):
    """Bytes of which no more is read at once than a list of files may be long."""

    def read(self, size: int | None = -1) -> bytes:
        _refuse_long(size)
        return super().read(size)


class _OnDisk(io.FileIO):
    """The same of a file."""

    def read(self, size: int | None = -1) -> bytes:
        _refuse_long(size)
        return super().read(size)


def _refuse_long(size: int | None) -> None:
    if size is not None and size > limits.ZIP_LIST:
        raise UnreadableError("too_big")


def _opened(file: _InMemory | _OnDisk, total: int) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    try:
        archive = zipfile.ZipFile(file)
        listed = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableError("no_badge", "no readable zip") from None
    if len(listed) > limits.ZIP_ENTRIES:
        raise UnreadableError("too_big")
    if sum(entry.file_size for entry in listed) > total:
        raise UnreadableError("too_big")
    return archive, listed


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    # The sizes in the directory are the writer's word: what comes out is counted as well.
    room = min(most, entry.compress_size * limits.ZIP_RATIO + 1024)
    parts, size = [], 0
    try:
        with archive.open(entry) as file:
            while part := file.read(limits.ZIP_CHUNK):
                parts.append(part)
                size += len(part)
                if size > room:
                    raise UnreadableError("too_big")
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        raise UnreadableError("no_badge", "no readable zip") from None
    except NotImplementedError:
        raise UnreadableError("no_badge", "a zip packed in an unknown way") from None
    return b"".join(parts)
