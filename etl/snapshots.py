"""Snapshots: what a source published, or the facts drawn from it, with a sidecar.

``data/snapshots/<source>/<edition>/`` holds Parquet files and ``sidecar.json``. The sidecar says
where the rows came from, when they were collected, what was refused, and the SHA-256 of every
file, so that a build can prove that it reads what was written. Editions sort by name as by time.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.errors import DataError

SIDECAR = "sidecar.json"
ANSWERS = "answers"
"""Folder of a snapshot that keeps the bytes as published, where the licence allows it."""
WHOLE, INCREMENT = "whole", "increment"


@dataclass(frozen=True)
class AnswerKept:
    """One answer of a server: what was asked, when, and what came (``file`` where it is kept)."""

    url: str
    status: int
    retrieved_at: str
    bytes: int
    sha256: str
    file: str | None = None


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
    ``rejects`` maps a reason to the number of source rows refused for it. ``covers`` is ``whole``
    where the snapshot takes the place of older ones, ``increment`` where it adds to them;
    ``passed_over`` counts rows that an earlier fetch had already brought, by reason; ``since`` is
    the day from which rows were asked for; ``is_complete`` is false where a limit cut the fetch
    short; ``source`` describes a source that the code does not know (an import);
    ``release`` is the publisher's own name for the edition.
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
    retrieved_at: str | None = None
    covers: str = WHOLE
    since: str | None = None
    is_complete: bool = True
    passed_over: dict[str, int] = field(default_factory=dict)
    answers: tuple[AnswerKept, ...] = ()
    source: dict[str, Any] | None = None
    release: str | None = None


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


def write_snapshot(
    root: Path, sidecar: Sidecar, tables: Mapping[str, pa.Table], *, edition: str | None = None
) -> Path:
    """Write a snapshot's Parquet files, then its sidecar; the sidecar last makes it exist.

    Args:
        root: the snapshots folder.
        sidecar: all but ``files``, which is filled here.
        tables: raw table name -> rows; one Parquet file each.
        edition: name of the folder, where ``as_of`` alone does not tell snapshots apart.
    """
    return _written(root, sidecar, map(_packed, tables, tables.values()), edition)


def _packed(table: str, rows: pa.Table) -> tuple[str, SnapshotFile, bytes]:
    packed = io.BytesIO()
    # No time or path goes into the file: the same rows always give the same bytes.
    pq.write_table(rows, packed, compression="zstd", compression_level=19)
    data = packed.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    return f"{table}.parquet", SnapshotFile(table, rows.num_rows, digest), data


def write_snapshot_files(
    root: Path, sidecar: Sidecar, files: Iterable[tuple[str, SnapshotFile, bytes]]
) -> Path:
    """Write a snapshot of Parquet files as they are; a table may have many.

    Args:
        files: name, what it holds, and its bytes; one is in memory at a time.
    """
    return _written(root, sidecar, files, None)


def _written(
    root: Path,
    sidecar: Sidecar,
    files: Iterable[tuple[str, SnapshotFile, bytes]],
    edition: str | None,
) -> Path:
    folder = root / sidecar.source_id / (edition or sidecar.as_of)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SIDECAR).unlink(missing_ok=True)
    described = {}
    for name, file, data in files:
        (folder / name).write_bytes(data)
        described[name] = file
    for path in folder.glob("*.parquet"):
        if path.name not in described:
            path.unlink()
    partial = folder / f"{SIDECAR}.partial"
    document = _document(replace(sidecar, files=described))
    partial.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    partial.replace(folder / SIDECAR)
    return folder


def _document(sidecar: Sidecar) -> dict[str, Any]:
    """The sidecar as JSON, without what only a fetch or an import has to say where it is silent."""
    silent = {f.name: f.default for f in fields(Sidecar) if f.name in _OF_A_FETCH}
    return {
        name: value
        for name, value in asdict(sidecar).items()
        if name not in silent or value not in (silent[name], {}, ())
    }


_OF_A_FETCH = frozenset(
    {
        "retrieved_at",
        "covers",
        "since",
        "is_complete",
        "passed_over",
        "answers",
        "source",
        "release",
    }
)


def read_sidecar(path: Path) -> Sidecar:
    """Read one sidecar.

    Raises:
        DataError: it is not valid JSON or lacks a field.
    """
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files = {n: SnapshotFile(**f) for n, f in document.pop("files").items()}
        answers = tuple(AnswerKept(**a) for a in document.pop("answers", ()))
        return Sidecar(**document, files=files, answers=answers)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataError(f"{path}: not a snapshot sidecar ({error}).") from error


def served_snapshots(root: Path) -> Iterator[Snapshot]:
    """What a build reads: of every source its newest whole snapshot and all that came after it.

    In order of source, then of edition, oldest first.
    """
    for source in sorted(p for p in root.glob("*") if p.is_dir()):
        yield from source_snapshots(source)


def source_snapshots(source: Path) -> list[Snapshot]:
    """The snapshots of one source's folder that count, oldest first."""
    served: list[Snapshot] = []
    for path in sorted(source.glob(f"*/{SIDECAR}")):
        snapshot = Snapshot(path.parent, read_sidecar(path))
        if snapshot.sidecar.covers == WHOLE:
            served = []
        served.append(snapshot)
    return served


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


latest_snapshots = served_snapshots
