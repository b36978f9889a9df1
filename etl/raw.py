"""Fills the ``raw`` schema: every catalog and reference file, and every latest snapshot.

Raw tables hold what the files say, as text for CSVs; renaming, typing and every decision come
in the models.
"""

import csv
import json
from dataclasses import asdict
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.errors import DataError
from etl.paths import Paths
from etl.snapshots import Snapshot, latest_snapshots, verify
from etl.sources.registry import SOURCES


def load_raw(connection: duckdb.DuckDBPyConnection, paths: Paths) -> None:
    """Create ``raw.catalog_*``, ``raw.reference_*``, a table a snapshot kind, ``raw.sources``.

    Raises:
        DataError: a file is missing, malformed, or differs from its sidecar's hash.
    """
    connection.execute("CREATE SCHEMA raw")
    for folder, prefix in ((paths.catalog, "catalog"), (paths.reference, "reference")):
        files = sorted(folder.glob("*.csv"))
        if not files:
            raise DataError(f"{folder}: no CSV files there.")
        for path in files:
            _load_csv(connection, path, f"{prefix}_{path.stem}")
    snapshots = list(latest_snapshots(paths.snapshots))
    for snapshot in snapshots:
        verify(snapshot)
    _load_parquet(connection, snapshots)
    _load_sources(connection, snapshots)


def _load_csv(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> None:
    """One CSV as text columns plus ``line``, its line in the file, so that checks can name it."""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle, strict=True)
        try:
            header = next(reader, None)
            if not header:
                raise DataError(f"{path}: the file is empty.")
            if len(set(header)) != len(header):
                raise DataError(f"{path}: line 1: a column name occurs twice.")
            rows = []
            for row in reader:
                if len(row) != len(header):
                    raise DataError(
                        f"{path}: line {reader.line_num}: {len(row)} cells, "
                        f"{len(header)} columns in the header."
                    )
                rows.append([cell.strip() or None for cell in row] + [reader.line_num])
        except (csv.Error, UnicodeDecodeError) as error:
            raise DataError(f"{path}: line {reader.line_num + 1}: {error}.") from error
    columns: list[list[object]] = (
        [list(c) for c in zip(*rows, strict=True)] if rows else [[] for _ in [*header, ""]]
    )
    arrays = [pa.array(c, pa.string()) for c in columns[:-1]] + [pa.array(columns[-1], pa.int32())]
    _store(connection, table, pa.table(arrays, names=[*header, "line"]))


def _load_parquet(connection: duckdb.DuckDBPyConnection, snapshots: list[Snapshot]) -> None:
    by_table: dict[str, list[str]] = {}
    for snapshot in snapshots:
        for name, described in snapshot.sidecar.files.items():
            by_table.setdefault(described.table, []).append(str(snapshot.folder / name))
    for table, files in sorted(by_table.items()):
        connection.execute(
            f'CREATE TABLE raw."{table}" AS FROM read_parquet(?, union_by_name = true)', [files]
        )


def _load_sources(connection: duckdb.DuckDBPyConnection, snapshots: list[Snapshot]) -> None:
    sources = [asdict(source) | {"collected_on": str(source.collected_on)} for source in SOURCES]
    _store(connection, "sources", pa.Table.from_pylist(sources))
    sidecars = [
        {
            "source_id": s.sidecar.source_id,
            "kind": s.sidecar.kind,
            "as_of": s.sidecar.as_of,
            "derived_from": s.sidecar.derived_from,
            "derived_from_sha256": s.sidecar.derived_from_sha256,
            "rows_in": s.sidecar.rows_in,
            "rejects": json.dumps(s.sidecar.rejects, sort_keys=True),
        }
        for s in snapshots
    ]
    _store(connection, "snapshots", pa.Table.from_pylist(sidecars))


def _store(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    connection.register("_incoming", rows)
    connection.execute(f'CREATE TABLE raw."{table}" AS FROM _incoming')
    connection.unregister("_incoming")
