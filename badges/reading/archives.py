"""The files inside a zip, read in memory: no paths, no nesting, bounded counts and sizes."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from badges.reading import limits
from badges.reading.errors import UnreadableError

MAGIC = b"PK\x03\x04"


def entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file inside. Raises UnreadableError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        listed = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableError("no_badge", "no readable zip") from None
    if len(listed) > limits.ZIP_ENTRIES:
        raise UnreadableError("too_big")
    if sum(entry.file_size for entry in listed) > limits.ZIP_TOTAL:
        raise UnreadableError("too_big")
    read = 0
    for entry in listed:
        # The sizes in the directory are the writer's word: what comes out is counted as well.
        room = min(limits.ZIP_TOTAL - read, entry.compress_size * limits.ZIP_RATIO + 1024)
        try:
            with archive.open(entry) as file:
                content = file.read(room + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
            raise UnreadableError("no_badge", "no readable zip") from None
        except NotImplementedError:
            raise UnreadableError("no_badge", "a zip packed in an unknown way") from None
        if len(content) > room:
            raise UnreadableError("too_big")
        read += len(content)
        yield entry.filename, content
