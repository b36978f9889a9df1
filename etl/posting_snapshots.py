"""A file of postings -> parts drawn by an engine -> one snapshot a source, which a build reads."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.engine import map_records
from etl.errors import DataError
from etl.kit import drawn_with_sha256, pack_data
from etl.part_files import PartFile, Receipt, complete_parts, contents, sweep
from etl.paths import Paths
from etl.posting_facts import (
    COUNTS,
    HIRING_TABLES,
    draw_parts,
    in_order,
    known_source,
    made_with,
    prepare_parts,
    summed,
)
from etl.posting_parts import Input, Part, as_batches, cut, read_input
from etl.snapshots import Sidecar, SnapshotFile, write_snapshot, write_snapshot_files
from etl.storage import is_remote, local_path, shown

PARTS = ".parts"
"""Below the snapshots: parts of runs that are not finished."""
MERGED_POSTINGS = 500_000
"""Postings of a source that are sorted into one file in memory; of more, the parts are kept."""


def write_posting_facts(
    path: Path | str,
    paths: Paths,
    *,
    processes: int,
    master: str | None = None,
    parts: str | None = None,
) -> Iterator[Path]:
    """Match every source in a Parquet file of postings and write a snapshot for each.

    Args:
        path: the file, a folder of Parquet files, or the URL of either.
        paths: the data folders.
        processes: local workers.
        master: of the Spark cluster that draws instead, if not None.
        parts: folder or URL for the parts' facts; those that are complete there are not drawn
            again. Without it they are kept below the snapshots until the last one is done.

    Raises:
        DataError: a column is missing, a source has no publisher and licence on record, or the
            engine failed; what was complete then stays.
    """
    postings = read_input(_absolute(path))
    for name in postings.sources:
        known_source(name)
    made = made_with(paths)
    drawn_with = drawn_with_sha256(paths, made)
    unfinished = paths.snapshots / PARTS / f"{postings.sha256[:12]}-{drawn_with[:12]}"
    folder = _absolute(parts or unfinished)
    wanted = cut(postings, drawn_with, folder)
    receipts = _drawn(wanted, folder, pack_data(paths), processes, master)
    for name in postings.sources:
        yield _publish(name, postings, receipts, folder, paths, made)
    if parts is None:
        shutil.rmtree(unfinished)
        if not any(unfinished.parent.iterdir()):
            unfinished.parent.rmdir()


def _absolute(place: Path | str) -> str:
    """A place that means the same in other processes."""
    return str(place) if is_remote(str(place)) else str(local_path(str(place)).resolve())


def _drawn(
    wanted: list[Part], folder: str, kit: bytes, processes: int, master: str | None
) -> list[Receipt]:
    """The receipts of all parts, in their order; draws those that are not complete."""
    complete = complete_parts(folder, wanted)
    missing = [part for part in wanted if part.key not in complete]
    for _ in map_records(
        draw_parts,
        as_batches(missing),
        COUNTS,
        processes=processes,
        master=master,
        prepare=prepare_parts,
        prepare_with=(kit,),
    ):
        pass
    if missing:
        complete = complete_parts(folder, wanted)
        sweep(folder)
    if lost := len(wanted) - len(complete):
        raise DataError(
            f"{shown(folder)}: {lost} of {len(wanted)} parts were drawn but are not there; on a "
            "cluster --parts must be a folder or URL that every machine reaches."
        )
    return [complete[part.key] for part in wanted]


def _publish(
    source_id: str,
    postings: Input,
    receipts: list[Receipt],
    folder: str,
    paths: Paths,
    made: dict[str, str],
) -> Path:
    files = [file for r in receipts for file in r.files if file.source_id == source_id]
    rejects = summed(r.rejects.get(source_id, {}) for r in receipts)
    rows = sum(file.rows for file in files if file.table == "postings")
    sidecar = Sidecar(
        source_id=source_id,
        kind="derived_facts",
        as_of=str(known_source(source_id).collected_on),
        derived_from=postings.name,
        derived_from_sha256=postings.sha256,
        rows_in=rows + sum(rejects.values()),
        rejects=rejects,
        made_with=made,
    )
    if rows > MERGED_POSTINGS:
        return write_snapshot_files(paths.snapshots, sidecar, _as_they_are(folder, files))
    return write_snapshot(paths.snapshots, sidecar, _merged(folder, files))


def _as_they_are(folder: str, files: list[PartFile]) -> Iterator[tuple[str, SnapshotFile, bytes]]:
    for file, data in contents(folder, files):
        yield Path(file.path).name, SnapshotFile(file.table, file.rows, file.sha256), data


def _merged(folder: str, files: list[PartFile]) -> dict[str, pa.Table]:
    pieces: dict[str, list[pa.Table]] = {table: [] for table in HIRING_TABLES}
    for file, data in contents(folder, files):
        pieces[file.table].append(pq.read_table(pa.BufferReader(data)))
    return {table: in_order(table, found) for table, found in pieces.items()}
