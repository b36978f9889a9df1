"""The models: SELECT statements whose folder is their schema and whose file name their table."""

import json
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from etl.errors import DataError
from etl.snapshots import files_sha256

FOLDER = Path(__file__).resolve().parent
SCHEMAS = ("staging", "intermediate", "marts")
GRAIN = "-- grain:"
DICTIONARY = "-- dictionary:"
"""Names columns kept as short codes (ENUM): text of few values, filtered and grouped by often."""


@dataclass(frozen=True)
class Model:
    """One SELECT: what a row is, which columns identify it, and what it reads."""

    schema: str
    table: str
    sql: str
    row_means: str
    grain: tuple[str, ...]
    inputs: frozenset[str]
    dictionary: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.schema}.{self.table}"


def models_sha256(folder: Path = FOLDER) -> str:
    """One SHA-256 over every model's file: which columns and rows a build has."""
    return files_sha256(
        path for schema in SCHEMAS for path in sorted((folder / schema).glob("*.sql"))
    )


def read_models(connection: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> list[Model]:
    """Every model below ``folder``, each after all that it reads.

    Raises:
        DataError: a model lacks its head lines, does not parse, reads an unknown model, or
            models read each other in a circle.
    """
    models = {
        model.name: model
        for schema in SCHEMAS
        for path in sorted((folder / schema).glob("*.sql"))
        for model in [_read_model(connection, path, schema)]
    }
    graph = {}
    for name, model in models.items():
        built_here = {i for i in model.inputs if i.split(".")[0] in SCHEMAS}
        if unknown := built_here - models.keys():
            raise DataError(f"Model {name} reads {sorted(unknown)}, which no file makes.")
        graph[name] = built_here
    try:
        return [models[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise DataError(
            f"Models read each other in a circle: {' -> '.join(error.args[1])}."
        ) from error


def run_model(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Create the model's table.

    Raises:
        DataError: the statement fails; the message names the model.
    """
    try:
        connection.execute(f'CREATE TABLE {model.schema}."{model.table}" AS {model.sql}')
        for column in model.dictionary:
            if not _has_values(connection, model, column):
                continue
            kind = f'{model.schema}."{model.table}_{column}"'
            connection.execute(
                f"CREATE TYPE {kind} AS ENUM (SELECT DISTINCT {column}::VARCHAR "
                f'FROM {model.schema}."{model.table}" WHERE {column} IS NOT NULL ORDER BY 1)'
            )
            connection.execute(
                f'ALTER TABLE {model.schema}."{model.table}" ALTER {column} TYPE {kind}'
            )
    except duckdb.Error as error:
        raise DataError(f"Model {model.name}: {error}") from error


def _has_values(connection: duckdb.DuckDBPyConnection, model: Model, column: str) -> bool:
    """Whether there is anything to code: an ENUM without a value is refused by DuckDB."""
    row = connection.execute(f'SELECT count({column}) FROM {model.schema}."{model.table}"')
    return row.fetchall() != [(0,)]


def _read_model(connection: duckdb.DuckDBPyConnection, path: Path, schema: str) -> Model:
    sql = path.read_text(encoding="utf-8")
    head = sql.splitlines()[:3]
    if len(head) < 2 or not head[0].startswith("-- ") or not head[1].startswith(GRAIN):
        raise DataError(f"{path}: needs a first line on what a row is and a second '{GRAIN} ...'.")
    grain = _columns(head[1].removeprefix(GRAIN))
    coded = head[2].startswith(DICTIONARY) if len(head) > 2 else False
    dictionary = _columns(head[2].removeprefix(DICTIONARY)) if coded else ()
    inputs = _inputs(connection, path, sql)
    return Model(schema, path.stem, sql, head[0][3:], grain, inputs, dictionary)


def _columns(listed: str) -> tuple[str, ...]:
    return tuple(column.strip() for column in listed.split(","))


def _inputs(connection: duckdb.DuckDBPyConnection, path: Path, sql: str) -> frozenset[str]:
    """Tables that a statement names with their schema, by DuckDB's own parser."""
    found = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    document = json.loads(found[0]) if found else {"error": True}
    if document.get("error"):
        raise DataError(f"{path}: {document.get('error_message', 'does not parse')}")
    names = set()
    pending = [document]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if node.get("type") == "BASE_TABLE" and node.get("schema_name"):
                names.add(f"{node['schema_name']}.{node['table_name']}")
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return frozenset(names)
