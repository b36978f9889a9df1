"""Snapshots: what a source published, or the facts drawn from it, with a sidecar.

``data/snapshots/<source>/<date>/`` holds Parquet files and ``sidecar.json``. The sidecar says
where the rows came from, when they were collected, what was refused, and the SHA-256 of every
file, so that a build can prove that it reads what was written.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.errors import DataError

SIDECAR = "sidecar.json"


@dataclass(frozen=True)
class SnapshotFile:
    """One file of a snapshot: the raw table it feeds, its rows and its hash."""

    table: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Sidecar:
    """What is known of a snapshot beside its rows.

    ``kind`` is ``as_published`` or ``derived_facts`` (a licence forbids keeping the text);
    ``rejects`` maps a reason to the number of source rows refused for it.
    """

    source_id: str
    kind: str
    as_of: str
    derived_from: str
    derived_from_sha256: str
    rows_in: int
    rejects: dict[str, int] = field(default_factory=dict)
    made_with: dict[str, str] = field(default_factory=dict)
    files: dict[str, SnapshotFile] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """A sidecar and the folder it describes."""

    folder: Path
    sidecar: Sidecar


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def files_sha256(paths: Iterable[Path]) -> str:
    """One SHA-256 over the contents of several files, in the order given."""
    together = hashlib.sha256()
    for path in paths:
        together.update(path.read_bytes())
    return together.hexdigest()


def write_snapshot(root: Path, sidecar: Sidecar, tables: Mapping[str, pa.Table]) -> Path:
    """Write a snapshot's Parquet files, then its sidecar; the sidecar last makes it exist.

    Args:
        root: the snapshots folder.
        sidecar: all but ``files``, which is filled here.
        tables: raw table name -> rows; one Parquet file each.
    """
    folder = root / sidecar.source_id / sidecar.as_of
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SIDECAR).unlink(missing_ok=True)
    files = {}
    for table, rows in tables.items():
        path = folder / f"{table}.parquet"
        # No time or path goes into the file: the same rows always give the same bytes.
        pq.write_table(rows, path, compression="zstd", compression_level=19)
        files[path.name] = SnapshotFile(table, rows.num_rows, file_sha256(path))
    document = asdict(sidecar) | {"files": {n: asdict(f) for n, f in sorted(files.items())}}
    partial = folder / f"{SIDECAR}.partial"
    partial.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    partial.replace(folder / SIDECAR)
    return folder


def read_sidecar(path: Path) -> Sidecar:
    """Read one sidecar.

    Raises:
        DataError: it is not valid JSON or lacks a field.
    """
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files = {n: SnapshotFile(**f) for n, f in document.pop("files").items()}
        return Sidecar(**document, files=files)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataError(f"{path}: not a snapshot sidecar ({error}).") from error


def latest_snapshots(root: Path) -> Iterator[Snapshot]:
    """The newest complete snapshot of every source, in order of source."""
    for source in sorted(p for p in root.glob("*") if p.is_dir()):
        dated = sorted(source.glob(f"*/{SIDECAR}"))
        if dated:
            yield Snapshot(dated[-1].parent, read_sidecar(dated[-1]))


def verify(snapshot: Snapshot) -> None:
    """Check that every file is there and unchanged.

    Raises:
        DataError: a file is missing or its hash differs from the sidecar's.
    """
    for name, described in snapshot.sidecar.files.items():
        path = snapshot.folder / name
        if not path.is_file():
            raise DataError(f"{path}: named in {SIDECAR} but not there.")
        if file_sha256(path) != described.sha256:
            raise DataError(f"{path}: differs from the SHA-256 in its {SIDECAR}.")
