"""Files by path or URL: local folders and object stores (``s3://``, ``gs://``, ``abfs://``) alike.

A file appears whole or not at all: locally by a temporary name and a rename, in an object store
because a PUT is atomic. Credentials come from the environment, as each store's own tools take them.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyarrow as pa
from pyarrow import fs

from etl.errors import DataError

PARTIAL = ".partial"
_SECRET = re.compile(r"//[^/@]*:[^/@]*@|\?.*$")


def is_remote(place: str) -> bool:
    """Whether `place` is an URL of another kind than ``file://``."""
    return "://" in place and not place.startswith("file://")


def local_path(place: str) -> Path:
    """The path that a local place means."""
    return Path(unquote(urlsplit(place).path) if "://" in place else place)


def shown(place: str) -> str:
    """A place for messages: without password and without options."""
    return _SECRET.sub(lambda found: "//" if found[0].startswith("//") else "", place)


def join(folder: str, name: str) -> str:
    """The place of `name` in `folder`; an URL's options (``?region=...``) stay at its end."""
    path, mark, options = folder.partition("?") if is_remote(folder) else (folder, "", "")
    return f"{path.rstrip('/')}/{name}{mark}{options}"


def locate(place: str) -> tuple[fs.FileSystem, str]:
    """The file system of a place, and the path there.

    Raises:
        DataError: the URL is of no known kind, or the store does not answer.
    """
    if not is_remote(place):
        return fs.LocalFileSystem(), str(local_path(place))
    split = urlsplit(place)
    options = f"?{split.query}" if split.query else ""
    with told(place):
        # An object store is asked once for its region, not once a file.
        store, root = _store(f"{split.scheme}://{split.netloc}{options}")
    return store, f"{root.rstrip('/')}{split.path}".rstrip("/")


@lru_cache(maxsize=16)
def _store(url: str) -> tuple[fs.FileSystem, str]:
    return fs.FileSystem.from_uri(url)


@contextmanager
def told(place: str) -> Iterator[None]:
    """What Arrow raises about a place, as a DataError that names it."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise DataError(f"{shown(place)}: {error}") from error


def read(place: str) -> bytes:
    """The bytes of a file.

    Raises:
        DataError: it is not there, or cannot be read.
    """
    store, path = locate(place)
    with told(place), store.open_input_stream(path) as stream:
        return bytes(stream.read())


def put(place: str, data: bytes | pa.Buffer) -> None:
    """Write a file, which is there either whole or not at all.

    Raises:
        DataError: the place cannot be written to.
    """
    with told(place):
        if is_remote(place):
            store, path = locate(place)
            with store.open_output_stream(path) as stream:
                stream.write(data)
            return
        target = local_path(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(PARTIAL, f".{target.name}-", target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(partial).replace(target)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise


def sizes(folder: str, ending: str = "") -> dict[str, int]:
    """Bytes of every file at or below a place, by its path from there; in order of the paths.

    A place that is a file gives that file under the name "". One that is not there gives nothing.

    Raises:
        DataError: the place cannot be read.
    """
    store, path = locate(folder)
    with told(folder):
        if store.get_file_info(path).type == fs.FileType.File:
            return {"": store.get_file_info(path).size}
        found = store.get_file_info(fs.FileSelector(path, allow_not_found=True, recursive=True))
        return {
            name: info.size
            for name, info in sorted((info.path[len(path) :].lstrip("/"), info) for info in found)
            if info.type == fs.FileType.File and name.endswith(ending)
        }
