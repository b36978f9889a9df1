"""Files of kept and of refused rows without the people of a purge: each replaced in one rename.

Doing it twice changes nothing, so that a purge that was cut off is simply done again.
"""

import os
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.paths import Paths
from etl.people.hires import KIND as HIRES
from etl.people.imported import kept_files
from etl.people.private import FILE_MODE, IMPORTS
from etl.people.purge_plan import STORES, Plan
from etl.publish import PARTIAL, sync

BATCH_ROWS = 500_000
AT_WORK_SECONDS = 3_600
"""A file that is being written and was not touched for so long is what a crash left."""
Mask = npt.NDArray[np.bool_]


def rewrite_kept(paths: Paths, plan: Plan) -> None:
    """Take the people out of all kept rows; a file without any row left goes."""
    known = candidates_of(paths, plan)
    for store in STORES:
        for leftover in (paths.people / IMPORTS / store).glob(f"*{PARTIAL}"):
            leftover.unlink()
        for file in kept_files(paths, store):
            if _concerns(file, store, plan, known):
                _rewrite(file, store, plan, known)


def candidates_of(paths: Paths, plan: Plan) -> pa.Array:
    """Ids that rows of candidates have, and those that they had before the plan was begun."""
    found: set[str] = set()
    for file in kept_files(paths, "candidates"):
        for batch in pq.ParquetFile(file).iter_batches(BATCH_ROWS, columns=["candidate_id"]):
            found.update(pc.unique(batch.column(0)).drop_null().to_pylist())
    found -= set(plan.people)
    return pa.array([*found, *plan.candidates], pa.string())


def _concerns(file: Path, store: str, plan: Plan, known: pa.Array) -> bool:
    """Whether anything in a file is to change."""
    columns = ["applicant_id"] if store == HIRES else ["candidate_id", "email_key"]
    with pq.ParquetFile(file) as source:
        for batch in source.iter_batches(BATCH_ROWS, columns=columns):
            table = pa.Table.from_batches([batch])
            if not _left(table, store, plan, known).equals(table):
                return True
    return False


def _rewrite(file: Path, store: str, plan: Plan, known: pa.Array) -> None:
    partial = file.with_name(file.name + PARTIAL)
    rows = 0
    with pq.ParquetFile(file) as source, pq.ParquetWriter(partial, source.schema_arrow) as writer:
        for batch in source.iter_batches(BATCH_ROWS):
            table = pa.Table.from_batches([batch])
            left = _left(table, store, plan, known)
            rows += left.num_rows
            writer.write_table(left)
    if not rows:
        partial.unlink()
        file.unlink()
    else:
        partial.chmod(FILE_MODE)
        sync(partial)
        partial.replace(file)
        sync(file.parent)


def _left(table: pa.Table, store: str, plan: Plan, known: pa.Array) -> pa.Table:
    """The rows that are about others, without the addresses of those who go."""
    table = table.filter(~about_people(table, store, plan, known))
    if store == HIRES:
        return table
    ids, keys = table["candidate_id"], table["email_key"]
    pinned = _known_by_address(table, known) & _among(keys, plan.pinned)
    as_people = pc.binary_join_element_wise(pa.scalar("person"), keys, "-")
    ids = pc.if_else(pa.array(pinned), as_people, ids)
    blanked = _among(keys, plan.blanked)
    if store != "candidates":
        blanked |= pinned
    keys = pc.if_else(pa.array(blanked), pa.scalar(None, pa.string()), keys)
    for name, column in (("candidate_id", ids), ("email_key", keys)):
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table


def about_people(table: pa.Table, store: str, plan: Plan, known: pa.Array) -> Mask:
    """Which rows of a store are about the people of a plan, by the rule of the pool.

    Args:
        known: from ``candidates_of``.
    """
    if store == HIRES:
        return _among(table["applicant_id"], plan.people)
    return np.where(
        _known_by_address(table, known),
        _among(table["email_key"], plan.keys),
        _among(table["candidate_id"], plan.people),
    )


def _known_by_address(table: pa.Table, known: pa.Array) -> Mask:
    """Which rows have an address and no id of a candidate, which would count before it."""
    is_candidate = _among(table["candidate_id"], known)
    has_address = np.asarray(table["email_key"].is_valid().to_numpy(), dtype=bool)
    return ~is_candidate & has_address


def _among(column: pa.ChunkedArray, values: "pa.Array | tuple[str, ...]") -> Mask:
    """Which cells are among the values; an empty cell is not."""
    listed = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    found = pc.is_in(column, listed)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def leftovers(folder: Path) -> tuple[list[Path], int]:
    """Files of refused rows that a crash left unfinished, and how many are just being written."""
    partial = list(folder.glob(f"*{PARTIAL}"))
    old = [f for f in partial if time.time() - f.stat().st_mtime > AT_WORK_SECONDS]
    return old, len(partial) - len(old)


def replace_text(file: Path, text: str) -> None:
    """Write a text in the place of a file, on disk and closed to others when this returns."""
    partial = file.with_name(file.name + PARTIAL)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    sync(partial)
    partial.replace(file)
    sync(file.parent)
