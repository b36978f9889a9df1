"""Zip files from strangers: checked before anything is unpacked, and unpacked in memory only."""

import zipfile
import zlib
from collections.abc import Container
from pathlib import Path, PurePosixPath

from etl.errors import DataError

MOST_ENTRIES = 2_000
LARGEST_RATIO = 200
"""Unpacked over packed bytes of an entry; tables of text reach about 30."""
RATIO_FROM_BYTES = 1024 * 1024
"""Smaller entries may have any ratio: they cannot fill the memory."""
_ENCRYPTED = 0x1


def members(path: Path, wanted: Container[str], *, largest: int) -> dict[str, bytes]:
    """Contents of the files in a zip whose names, without their folders, are `wanted`.

    Args:
        path: the zip file.
        wanted: file names without folders.
        largest: bytes of all entries together, unpacked, above which the zip is refused.

    Returns:
        File name without folders -> its bytes.

    Raises:
        DataError: not a whole zip; an entry's name leads outside; too many or too large entries;
            packed more tightly than data ever is; encrypted; a wanted name occurs twice.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check(path, entries, largest)
            found: dict[str, bytes] = {}
            for entry in entries:
                name = PurePosixPath(entry.filename).name
                if entry.is_dir() or name not in wanted:
                    continue
                if name in found:
                    raise DataError(f"{path}: {name} is in it twice.")
                found[name] = archive.read(entry)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise DataError(f"{path}: not a whole zip file ({error}).") from error


def _check(path: Path, entries: list[zipfile.ZipInfo], largest: int) -> None:
    if len(entries) > MOST_ENTRIES:
        raise DataError(f"{path}: {len(entries):,} entries, more than {MOST_ENTRIES:,}; refused.")
    total = sum(entry.file_size for entry in entries)
    if total > largest:
        raise DataError(
            f"{path}: {total / 2**20:,.0f} MiB unpacked, more than {largest / 2**20:,.0f}; refused."
        )
    for entry in entries:
        # The zip's own spelling: `filename` may have been mended while it was read.
        for name in (entry.filename, entry.orig_filename):
            parts = name.replace("\\", "/").split("/")
            if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
                raise DataError(f"{path}: an entry leads outside the zip ({name!r}); refused.")
        if entry.flag_bits & _ENCRYPTED:
            raise DataError(f"{path}: {entry.filename} is encrypted; refused.")
        if (
            entry.file_size > RATIO_FROM_BYTES
            and entry.file_size > LARGEST_RATIO * entry.compress_size
        ):
            raise DataError(
                f"{path}: {entry.filename} is packed {entry.file_size / 2**20:,.0f} MiB into "
                f"{entry.compress_size:,} bytes; refused."
            )
