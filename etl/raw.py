"""Fills the ``raw`` schema: every catalog and reference file, and every snapshot that counts.

Raw tables hold what the files say, as text for CSVs; renaming, typing and every decision come
in the models. Of a row that several fetches brought only the newest version is loaded, with
nothing that belonged to an older one.
"""

import csv
import json
from collections import Counter
from dataclasses import asdict, fields
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.connector import OFFERS, OWNED_BY
from etl.errors import DataError
from etl.paths import Paths
from etl.posting_facts import HIRING_TABLES
from etl.snapshots import Sidecar, Snapshot, served_snapshots, verify
from etl.sources import Source
from etl.sources.registry import CONNECTORS, SOURCES

TABLES: dict[str, pa.Schema] = dict(HIRING_TABLES)
"""Every table that a snapshot can bring; one that none brought is there without rows."""
for _connector in CONNECTORS.values():
    TABLES |= _connector.TABLES
EMPTY = pa.array([], pa.string())
SOURCE_COLUMNS = pa.schema(
    [(f.name, pa.bool_() if f.name == "keeps_text" else pa.string()) for f in fields(Source)
     if f.name != "cadence_days"] + [("cadence_days", pa.int32())]
)  # fmt: skip
SNAPSHOT_COLUMNS = pa.schema(
    {
        "source_id": pa.string(),
        "kind": pa.string(),
        "as_of": pa.string(),
        "retrieved_at": pa.string(),
        "release": pa.string(),
        "snapshots": pa.int32(),
        "derived_from": pa.string(),
        "derived_from_sha256": pa.string(),
        "rows_in": pa.int64(),
        "rejects": pa.string(),
        "passed_over": pa.int64(),
        "is_complete": pa.bool_(),
    }
)


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
    snapshots = list(served_snapshots(paths.snapshots))
    for snapshot in snapshots:
        verify(snapshot)
    _load_parquet(connection, snapshots)
    _load_sources(connection, snapshots, _drop_superseded(connection))


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
    """A table for all files of one name, with ``edition``, the folder that each row came from."""
    by_table: dict[str, list[str]] = {}
    for snapshot in snapshots:
        for name, described in snapshot.sidecar.files.items():
            by_table.setdefault(described.table, []).append(str(snapshot.folder / name))
    for table, schema in TABLES.items():
        _store(connection, table, schema.empty_table().append_column("edition", EMPTY))
    for table, files in sorted(by_table.items()):
        rows = """SELECT * EXCLUDE (filename), parse_path(filename)[-2] AS edition
            FROM read_parquet(?, union_by_name = true, filename = true)"""
        # Older snapshots may lack a column of today's.
        into = (
            f'INSERT INTO raw."{table}" BY NAME'
            if table in TABLES
            else f'CREATE TABLE raw."{table}" AS'
        )
        connection.execute(f"{into} {rows}", [files])


def _drop_superseded(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Leave only the newest version of a row; returns older postings dropped, by source."""
    found = connection.execute("""
        CREATE TEMP TABLE superseded AS
        SELECT posting_id, source, edition FROM raw.postings
        QUALIFY row_number() OVER (PARTITION BY posting_id ORDER BY edition DESC) > 1
    """)
    for table in HIRING_TABLES:
        connection.execute(
            f"DELETE FROM raw.{table} t USING superseded s "
            "WHERE t.posting_id = s.posting_id AND t.edition = s.edition"
        )
    found = connection.execute("SELECT source, count(*) FROM superseded GROUP BY source")
    dropped = dict(found.fetchall())
    connection.execute("DROP TABLE superseded")
    for table, owner in (OWNED_BY | {OFFERS: "offer_id"}).items():
        connection.execute(f"""
            DELETE FROM raw.{table} t USING (
                SELECT offer_id, max(edition) AS edition FROM raw.{OFFERS} GROUP BY 1
            ) newest WHERE t.{owner} = newest.offer_id AND t.edition < newest.edition
        """)
    return dropped


def _load_sources(
    connection: duckdb.DuckDBPyConnection, snapshots: list[Snapshot], dropped: dict[str, int]
) -> None:
    """``raw.sources``, a row a known source, and ``raw.snapshots``, a row a source with rows."""
    sources = {source.source_id: _described(source) for source in SOURCES}
    by_source: dict[str, list[Sidecar]] = {}
    for snapshot in snapshots:
        sidecar = snapshot.sidecar
        by_source.setdefault(sidecar.source_id, []).append(sidecar)
        if sidecar.source_id not in sources and sidecar.source is not None:
            sources[sidecar.source_id] = _described(Source(**sidecar.source))
    _store(connection, "sources", pa.Table.from_pylist(list(sources.values()), SOURCE_COLUMNS))
    rows = [_together(sidecars, dropped.get(name, 0)) for name, sidecars in by_source.items()]
    _store(connection, "snapshots", pa.Table.from_pylist(rows, SNAPSHOT_COLUMNS))


def _described(source: Source) -> dict[str, object]:
    return asdict(source) | {
        "collected_on": str(source.collected_on) if source.collected_on else None
    }


def _together(sidecars: list[Sidecar], replaced: int) -> dict[str, object]:
    """One row for all snapshots of a source that count; the newest speaks where they differ."""
    newest = sidecars[-1]
    rejects = Counter[str]()
    passed_over = Counter[str]()
    for sidecar in sidecars:
        rejects.update(sidecar.rejects)
        passed_over.update(sidecar.passed_over)
    if replaced:
        rejects["replaced by a newer version"] = replaced
    return {
        "source_id": newest.source_id,
        "kind": newest.kind,
        "as_of": newest.as_of,
        "retrieved_at": newest.retrieved_at,
        "release": newest.release,
        "snapshots": len(sidecars),
        "derived_from": newest.derived_from,
        "derived_from_sha256": newest.derived_from_sha256,
        "rows_in": sum(s.rows_in for s in sidecars),
        "rejects": json.dumps(dict(rejects), sort_keys=True),
        "passed_over": sum(passed_over.values()),
        "is_complete": newest.is_complete,
    }


def _store(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    connection.register("_incoming", rows)
    connection.execute(f'CREATE TABLE raw."{table}" AS FROM _incoming')
    connection.unregister("_incoming")
