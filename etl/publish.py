"""Publishing builds: a new file for each build, and a pointer replaced atomically.

DuckDB caches an opened database by its path, so a file that is replaced in place goes on
serving old rows to open readers. A build therefore always gets a name of its own; readers
follow ``CURRENT``, one line with the file name, which changes in a single rename.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.errors import DataError

POINTER = "CURRENT"
SUFFIX = ".duckdb"
ARRAYS = ".arrays"
"""Ending of the folder of arrays that some builds have beside their file."""
PARTIAL = ".partial"
KEPT_BUILDS = 3


@dataclass(frozen=True)
class Shelf:
    """A folder of published builds, newest last by name, and the pointer to the served one."""

    folder: Path

    def builds(self) -> list[Path]:
        """Finished builds, oldest first (build ids begin with their UTC time)."""
        return sorted(self.folder.glob(f"*{SUFFIX}"))

    def current(self) -> Path | None:
        """The served build's file, or None where nothing has been published.

        Raises:
            DataError: the pointer names a file that is not there or is not a database.
        """
        try:
            name = (self.folder / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        path = self.folder / name
        # The pointer is one file name; anything with a path in it was not written by us.
        if not name.endswith(SUFFIX) or path.parent != self.folder or not path.is_file():
            raise DataError(
                f"{self.folder / POINTER} names '{name}', which is not a build in this folder. "
                "Run `python -m etl build` to make a new one."
            )
        return path

    def partial(self, build_id: str) -> Path:
        """Where a build is written before it is finished."""
        return self.folder / f"{build_id}{SUFFIX}{PARTIAL}"

    def partial_arrays(self, build_id: str) -> Path:
        """Where a build's arrays are written, in a folder, before it is finished."""
        return self.folder / f"{build_id}{ARRAYS}{PARTIAL}"

    def clear_partials(self) -> None:
        """Remove what crashed builds left; call it only while holding the build lock."""
        for leftover in self.folder.glob(f"*{PARTIAL}*"):
            # A folder is arrays, or what DuckDB put aside of a build larger than its memory.
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        for arrays in self.folder.glob(f"*{ARRAYS}"):
            if not arrays.with_suffix(SUFFIX).exists():
                shutil.rmtree(arrays, ignore_errors=True)

    def publish(self, build_id: str) -> Path:
        """Turn the finished partial file into the served build, then drop builds past the limit.

        Its arrays come first, so that a finished file always has them beside it.
        """
        final = self.folder / f"{build_id}{SUFFIX}"
        partial, arrays = self.partial(build_id), self.partial_arrays(build_id)
        if arrays.is_dir():
            for file in (*arrays.iterdir(), arrays):
                sync(file)
            arrays.rename(arrays_of(final))
        sync(partial)
        partial.rename(final)
        self.point_to(final)
        for old in [b for b in self.builds() if b != final][: -(KEPT_BUILDS - 1)]:
            drop(old)
        return final

    def point_to(self, build: Path) -> None:
        """Make ``build`` the served one, in one atomic rename."""
        pointer = self.folder / POINTER
        fresh = pointer.with_suffix(f"{PARTIAL}-pointer")
        fresh.write_text(build.name + "\n", encoding="utf-8")
        sync(fresh)
        fresh.replace(pointer)
        sync(self.folder)

    def rollback(self) -> Path:
        """Serve the newest build that is older than the current one.

        Raises:
            DataError: there is no older build.
        """
        current = self.current()
        older = [b for b in self.builds() if current is not None and b.name < current.name]
        if not older:
            raise DataError(f"No older build in {self.folder} to go back to.")
        self.point_to(older[-1])
        return older[-1]


def arrays_of(build: Path) -> Path:
    """The folder of a build's arrays; not every shelf's builds have one."""
    return build.with_suffix(ARRAYS)


def drop(build: Path) -> None:
    """Remove a build that is no longer served, its file first."""
    # Windows does not delete a file that a reader has open; the next build tries again.
    with suppress(PermissionError):
        build.unlink(missing_ok=True)
        shutil.rmtree(arrays_of(build), ignore_errors=True)


READER = {
    "threads": "2",
    "memory_limit": "1GB",
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
"""A reader's settings, given when it connects: DuckDB shares one instance among the connections
of a process to a file, and refuses to change a locked one afterwards."""


def open_build(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection that can reach nothing but the build itself.

    Raises:
        DataError: the file is not a complete DuckDB database.
    """
    try:
        return duckdb.connect(str(path), read_only=True, config=dict(READER))
    except (
        duckdb.IOException,
        duckdb.SerializationException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.InvalidInputException,
    ) as error:
        raise DataError(
            f"{path.name} cannot be read as a database ({_first_line(error)})."
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def sync(path: Path) -> None:
    """Ask the system to put a file or folder on disk before we rely on it."""
    if os.name == "nt" and path.is_dir():  # Windows cannot open folders
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
