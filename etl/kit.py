"""What a process needs to draw facts, in one piece of bytes: it may run on another machine.

The kit holds the catalog's and the reference's CSVs and O*NET's titles; the code is a zip of its
own, since Spark puts it on its executors' path.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from etl.errors import DataError
from etl.paths import PROJECT, Paths
from etl.snapshots import SIDECAR, Snapshot, served_snapshots
from etl.sources import onet

PACKAGES = ("analysis", "badges", "etl")
TITLES = "onet_titles.parquet"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pack_data(paths: Paths) -> bytes:
    """A zip that `unpack` turns into a data folder.

    Raises:
        DataError: there is no O*NET snapshot.
    """
    titles = _titles(paths).folder
    files = [*paths.catalog.glob("*.csv"), *paths.reference.glob("*.csv")]
    return _zipped((f, paths.root) for f in [*files, titles / SIDECAR, titles / TITLES])


def unpack(kit: bytes, folder: Path) -> Paths:
    """The data folder of a kit, made at `folder`."""
    with zipfile.ZipFile(io.BytesIO(kit)) as archive:
        archive.extractall(folder)
    return Paths(folder)


def pack_code() -> bytes:
    """A zip of our packages, which Python can import as it is."""
    return _zipped((path, PROJECT) for path in _code())


def drawn_with_sha256(paths: Paths, made_with: Mapping[str, str]) -> str:
    """One hash of all that decides which facts a text gives: names, rules, titles and code.

    Raises:
        DataError: there is no O*NET snapshot.
    """
    together = hashlib.sha256(json.dumps(dict(made_with), sort_keys=True).encode())
    together.update((_titles(paths).folder / TITLES).read_bytes())
    for path in _code():
        together.update(path.read_bytes())
    return together.hexdigest()


def _titles(paths: Paths) -> Snapshot:
    found = [
        snapshot
        for snapshot in served_snapshots(paths.snapshots)
        if snapshot.sidecar.source_id == onet.SOURCE.source_id
    ]
    if not found:
        raise DataError(
            f"{paths.snapshots}: no O*NET snapshot, whose titles give a posting its occupation; "
            "run `python -m etl snapshot` on the O*NET text files first."
        )
    return found[-1]


def _code() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((PROJECT / package).rglob("*.py"))


def _zipped(files: Iterable[tuple[Path, Path]]) -> bytes:
    """A zip of files under their path from a folder each; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, root in sorted(files):
            name = path.relative_to(root).as_posix()
            archive.writestr(
                zipfile.ZipInfo(name, _LONG_AGO), path.read_bytes(), zipfile.ZIP_DEFLATED, 1
            )
    return packed.getvalue()
