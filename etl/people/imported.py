"""Pools of real people: rows kept as Parquet, and a build made of all that has been kept.

Below ``data/people/imports/`` each import is a file of its own. A pool is always made of all of
them, so that the order of imports does not matter and a newer catalog links badges anew.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from etl.errors import DataError
from etl.importing import Kept, Origin, Row
from etl.paths import Paths
from etl.people.arrays import has_arrays, write_arrays
from etl.people.imported_tables import prepare_relations
from etl.people.kept_values import SCHEMAS, award, candidate
from etl.people.private import FILE_MODE, IMPORTS, people_folder, private_folder
from etl.people.publish import (
    CHECKS,
    LOCK,
    SAMPLE,
    check_tables,
    ensure_sample_pool,
    pool_shelf,
    record_build,
    write_tables,
)
from etl.people.shown import write_shown
from etl.publish import PARTIAL, drop

KEY = ".key"
REAL_CHECK = (
    "a pool of real people holds somebody invented",
    "SELECT candidate_id FROM people.candidates WHERE is_invented",
)


def keep_people(paths: Paths, origin: Origin, kind: str, batches: Iterable[list[Row]]) -> Kept:
    """Keep rows of candidates or awards and publish the pool that follows from all kept rows.

    All or nothing: until the new pool is finished, nothing that was there is touched.

    Args:
        kind: ``candidates`` or ``awards``.

    Raises:
        DataError: a catalog file is missing, or the pool breaks a rule that must hold.
    """
    with FileLock(pool_shelf(paths).folder / LOCK):
        key = secret_key(paths)
        kept_as = {"candidates": candidate, "awards": award}[kind]
        with kept_rows(
            paths, kind, origin, SCHEMAS[kind], batches, lambda row: kept_as(row.values, key)
        ) as fresh:
            if fresh is None:
                return Kept((), "No row was kept; the pool is as it was.")
            counts = publish_pool(paths, {kind: fresh})
    return Kept((), pool_sentence(counts))


def ensure_pool(paths: Paths) -> Path:
    """File of the served pool, with its arrays; the sample where none has ever been published.

    A pool of real people that an older version published is made again from what is kept.

    Raises:
        DataError: the served pool cannot be read, or nothing is kept to make it from.
    """
    served = ensure_sample_pool(paths)
    if has_arrays(served):
        return served
    again = refresh_imported_pool(paths)
    if again is None:
        raise DataError("The pool of candidates is of an older version; import its files again.")
    return again


def refresh_imported_pool(paths: Paths) -> Path | None:
    """Make the pool again from what is kept, as after a change of the catalog.

    Returns:
        The pool's file, or None where nothing has been imported.
    """
    if not any(kept_files(paths, kind) for kind in SCHEMAS):
        return None
    with FileLock(pool_shelf(paths).folder / LOCK):
        publish_pool(paths)
        return pool_shelf(paths).current()


@dataclass(frozen=True)
class Fresh:
    """A finished file of rows that does not count yet."""

    partial: Path
    final: Path

    def count(self) -> None:
        """Let it count from now on. Call it right before publishing what was made with it.

        A crash between the two leaves the former build served and the rows for the next one.
        """
        self.partial.rename(self.final)


NOTHING: Mapping[str, Fresh] = {}


@contextmanager
def kept_rows(
    paths: Paths,
    kind: str,
    origin: Origin,
    schema: pa.Schema,
    batches: Iterable[list[Row]],
    kept_as: Callable[[Row], dict[str, Any]],
    now: datetime | None = None,
) -> Iterator[Fresh | None]:
    """A Parquet file of the rows, gone after the block unless counted; None without any row.

    Call it only while holding the lock of the shelf that is made of the rows. An import that goes
    on after a crash gives the time (``now``) at which it began, so that its rows are kept once.
    """
    people_folder(paths)
    folder = private_folder(paths.people / IMPORTS / kind)
    for leftover in folder.glob(f"*{PARTIAL}"):
        leftover.unlink()
    now = now or datetime.now(UTC)
    final = kept_file(paths, kind, origin.name, now)
    partial = final.with_name(final.name + PARTIAL)
    came_from = {
        "imported_at": now, "file_sha256": origin.sha256, "source_file": origin.file.name
    }  # fmt: skip
    count = 0
    try:
        with pq.ParquetWriter(partial, schema) as writer:
            for batch in batches:
                rows = [came_from | {"line": r.line} | kept_as(r) for r in batch]
                writer.write_table(pa.Table.from_pylist(rows, schema))
                count += len(rows)
        partial.chmod(FILE_MODE)
        yield Fresh(partial, final) if count else None
    finally:
        partial.unlink(missing_ok=True)


def kept_file(paths: Paths, kind: str, name: str, began: datetime) -> Path:
    """Where the rows of an import of that name and time are kept."""
    plain = re.sub(r"[^\w-]+", "-", name).strip("-").lower()[:60] or kind
    return paths.people / IMPORTS / kind / f"{plain}-{began:%Y%m%dT%H%M%S%f}.parquet"


def kept_files(paths: Paths, kind: str) -> list[Path]:
    """Files of all finished imports of a kind."""
    return sorted((paths.people / IMPORTS / kind).glob("*.parquet"))


def relation(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    files: list[Path],
    schema: pa.Schema,
    made: str = "TABLE",
) -> None:
    """Name the rows of kept files; without any file, an empty relation with the same columns.

    As a ``VIEW`` only the columns that a question needs are read, each time.
    """
    connection.register(f"{name}_none", schema.empty_table())
    rows = f"SELECT *, '' AS import_file FROM {name}_none"
    if files:
        listed = ", ".join("'" + str(f).replace("'", "''") + "'" for f in files)
        rows += (
            " UNION ALL BY NAME SELECT * FROM "
            f"read_parquet([{listed}], union_by_name = true, filename = 'import_file')"
        )
    connection.execute(f"CREATE TEMP {made} {name} AS {rows}")


def publish_pool(paths: Paths, fresh: Mapping[str, Fresh] = NOTHING) -> dict[str, int]:
    """Build and publish the pool of all kept files and fresh ones by kind; what is in it.

    Fresh files begin to count in the order given.

    Call it only while holding the pool's lock.
    """
    shelf = pool_shelf(paths)
    shelf.clear_partials()
    now = datetime.now(UTC)
    build_id = f"{now:%Y%m%dT%H%M%S%f}"[:-3] + "Z"
    try:
        with duckdb.connect(str(shelf.partial(build_id)), config={"threads": 2}) as connection:
            for each, schema in SCHEMAS.items():
                files = kept_files(paths, each)
                files += [fresh[each].partial] if each in fresh else []
                relation(connection, f"_kept_{each}", files, schema)
            prepare_relations(connection, paths)
            write_tables(connection)
            check_tables(connection, "pool of candidates", (*CHECKS, REAL_CHECK))
            record_build(connection, build_id, now.date(), is_sample=False)
            counts = _counts(connection)
            write_arrays(connection, shelf.partial_arrays(build_id))
            write_shown(connection, shelf.partial_arrays(build_id))
            connection.execute("CHECKPOINT")
        shelf.partial(build_id).chmod(FILE_MODE)
        for kept in fresh.values():
            kept.count()
        shelf.publish(build_id)
    except BaseException:
        shelf.clear_partials()
        raise
    # Nothing leads back from real people to invented ones.
    for sample in shelf.folder.glob(f"{SAMPLE}*.duckdb"):
        drop(sample)
    return counts


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    row: pd.Series = (
        connection.execute(
            """SELECT
            (SELECT count(*) FROM people.candidates) AS candidates,
            (SELECT count(*) FROM people.candidates WHERE NOT is_in_candidate_files) AS awarded,
            (SELECT count(*) FROM people.awards) AS awards,
            (SELECT count(*) FROM people.awards WHERE credential_id LIKE 'badge:%') AS unlinked,
            (SELECT count(*) FROM people.awards_not_held) AS not_held"""
        )
        .df()
        .iloc[0]
    )
    return {str(name): int(value) for name, value in row.items()}


def pool_sentence(counts: dict[str, int]) -> str:
    """What a pool holds, for whoever has just changed it."""
    return (
        f"The pool now has {counts['candidates']:,} candidates ({counts['awarded']:,} of them "
        f"known from badges alone) and {counts['awards']:,} badges held; {counts['unlinked']:,} "
        f"badges are no credential of the catalog and stand as themselves; {counts['not_held']:,} "
        "awards are kept but not counted (pending, revoked, renewed since, or badges that do not "
        "hold). Open the "
        "Candidates page."
    )


def secret_key(paths: Paths) -> bytes:
    """The secret that turns email addresses into keys, made at the first import.

    Hires and people have locks of their own: of two first imports at once one makes the secret,
    whole or not at all, and both use it.
    """
    people_folder(paths)
    file = paths.people / IMPORTS / KEY
    if not file.is_file():
        fresh = file.with_name(f"{KEY}-{secrets.token_hex(8)}{PARTIAL}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(secrets.token_bytes(32))
            with suppress(FileExistsError):
                os.link(fresh, file)
        finally:
            fresh.unlink()
    return file.read_bytes()
