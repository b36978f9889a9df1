"""Builds the warehouse: raw, models, checks, publication. It never uses the network."""

import hashlib
import json
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb
from filelock import FileLock

from etl.catalog import check_catalog
from etl.checks import grain_failures, rule_failures
from etl.errors import DataError
from etl.models import SCHEMAS, models_sha256, read_models, run_model
from etl.paths import Paths
from etl.publish import Shelf, open_build
from etl.raw import load_raw
from etl.snapshots import served_snapshots
from etl.vocabulary import vocabulary_sha256

Progress = Callable[[float, str], None]
"""Told the done share (0 to 1) and what comes next."""

LOCK = ".build.lock"


@dataclass(frozen=True)
class Built:
    """A finished build and how long it took."""

    build_id: str
    seconds: float
    drawn_with_other_names: tuple[str, ...] = ()
    """Sources whose facts were matched with aliases or skills other than today's."""


def build(paths: Paths, progress: Progress = lambda share, step: None) -> Built:
    """Build a new warehouse from the files below ``paths`` and publish it.

    The served build stays as it is until every check has passed.

    Raises:
        DataError: an input is damaged or a check fails; nothing is published then.
    """
    shelf = _shelf(paths)
    with FileLock(shelf.folder / LOCK):
        return _build(paths, shelf, progress)


def build_if_none(paths: Paths, progress: Progress = lambda share, step: None) -> Built | None:
    """Build unless a build of today's models is served by the time the lock is ours."""
    shelf = _shelf(paths)
    with FileLock(shelf.folder / LOCK):
        return None if served_build(paths) else _build(paths, shelf, progress)


def served_build(paths: Paths) -> str | None:
    """Id of the served build; None where there is none, it is broken or other models made it.

    Pages ask for the columns of today's models, so a build from before an upgrade cannot serve.
    """
    try:
        current = Shelf(paths.warehouse).current()
        if current is None:
            return None
        with open_build(current) as connection:
            row = connection.execute("SELECT models_sha256 FROM marts.build").fetchone()
    except (DataError, duckdb.Error):
        return None
    return current.stem if row == (models_sha256(),) else None


def _shelf(paths: Paths) -> Shelf:
    if not paths.catalog.is_dir():
        raise DataError(f"{paths.catalog}: no such folder; is {paths.root} the data folder?")
    shelf = Shelf(paths.warehouse)
    shelf.folder.mkdir(parents=True, exist_ok=True)
    return shelf


def _build(paths: Paths, shelf: Shelf, progress: Progress) -> Built:
    started = time.monotonic()
    shelf.clear_partials()
    build_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"[:-3] + "Z"
    partial = shelf.partial(build_id)
    try:
        with duckdb.connect(str(partial), config={"threads": 2}) as connection:
            connection.execute("SET memory_limit = '1GB'")
            connection.execute("SET preserve_insertion_order = true")
            progress(0.05, "Reading the catalog, reference files and snapshots")
            load_raw(connection, paths)
            check_catalog(connection, paths.catalog, datetime.now(UTC).date())
            _run_models(connection, progress)
            progress(0.9, "Checking")
            if failures := rule_failures(connection):
                raise DataError("Checks failed, nothing was published:\n" + "\n".join(failures))
            _record(connection, build_id)
            progress(0.95, "Publishing")
            _drop_working_schemas(connection)
            connection.execute("CHECKPOINT")
        shelf.publish(build_id)
    except BaseException:
        shelf.clear_partials()
        raise
    progress(1.0, "Ready")
    return Built(build_id, time.monotonic() - started, _drawn_with_other_names(paths))


def _drawn_with_other_names(paths: Paths) -> tuple[str, ...]:
    names = vocabulary_sha256(paths.catalog)
    return tuple(
        snapshot.sidecar.source_id
        for snapshot in served_snapshots(paths.snapshots)
        if snapshot.sidecar.made_with.get("vocabulary_sha256", names) != names
    )


def _run_models(connection: duckdb.DuckDBPyConnection, progress: Progress) -> None:
    for schema in SCHEMAS:
        connection.execute(f"CREATE SCHEMA {schema}")
    models = read_models(connection)
    failures = []
    for number, model in enumerate(models):
        progress(0.2 + 0.7 * number / len(models), f"Making {model.name}")
        run_model(connection, model)
        failures += grain_failures(connection, model)
    if failures:
        raise DataError("Grain checks failed, nothing was published:\n" + "\n".join(failures))


def _record(connection: duckdb.DuckDBPyConnection, build_id: str) -> None:
    """Write ``marts.build``, with the rows and one order-free content hash of every mart."""
    tables = {
        name: _content(connection, name)
        for (name,) in connection.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'marts' ORDER BY 1"
        ).fetchall()
    }
    content = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()
    connection.execute(
        "CREATE TABLE marts.build AS SELECT ? AS build_id, ?::TIMESTAMP AS built_at, "
        "? AS content_hash, ? AS tables, ? AS made_with, ? AS models_sha256",
        [
            build_id,
            datetime.now(UTC).replace(tzinfo=None),  # built_at is in UTC
            content,
            json.dumps(tables),
            f"DuckDB {duckdb.__version__}, Python {platform.python_version()}",
            models_sha256(),
        ],
    )


def _content(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    # A sum does not depend on the order of rows and, unlike xor, does not lose equal pairs.
    row = connection.execute(
        f'SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR FROM marts."{table}" t'
    ).fetchone()
    assert row is not None
    return {"rows": row[0], "hash": row[1]}


def _drop_working_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    """Only the marts are served; the rest can be made again from the snapshots."""
    for schema in ("raw", "staging", "intermediate"):
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


def status(paths: Paths) -> dict[str, Any]:
    """The served build with its tables (rows, hash), its content hash, and the builds kept.

    Raises:
        DataError: no build can be served.
    """
    shelf = Shelf(paths.warehouse)
    current = shelf.current()
    if current is None:
        raise DataError("No build yet. Run `python -m etl build` to make one.")
    with open_build(current) as connection:
        row = connection.execute(
            "SELECT build_id, built_at::VARCHAR, content_hash, tables, made_with FROM marts.build"
        ).fetchone()
    assert row is not None
    return {
        "build": row[0],
        "built_at": row[1],
        "content_hash": row[2],
        "tables": json.loads(row[3]),
        "made_with": row[4],
        "size_bytes": current.stat().st_size,
        "builds_kept": [b.stem for b in shelf.builds()],
    }
