"""The checks: grain of every model, then business rules; any row returned is a failure."""

from pathlib import Path

import duckdb

from etl.models import Model

FOLDER = Path(__file__).resolve().parent
SHOWN_ROWS = 5


def grain_failures(connection: duckdb.DuckDBPyConnection, model: Model) -> list[str]:
    """Rows of a model that share their grain, or lack a part of it, each as a sentence."""
    columns = ", ".join(f'"{c}"' for c in model.grain)
    table = f'{model.schema}."{model.table}"'
    empty = " OR ".join(f'"{c}" IS NULL' for c in model.grain)
    failures = []
    nulls = connection.execute(f"SELECT count(*) FROM {table} WHERE {empty}").fetchone()
    if nulls and nulls[0]:
        failures.append(f"{model.name}: {nulls[0]} rows lack a part of their grain ({columns}).")
    doubles = connection.execute(
        f"SELECT {columns}, count(*) FROM {table} GROUP BY ALL HAVING count(*) > 1 "
        f"ORDER BY ALL LIMIT {SHOWN_ROWS}"
    ).fetchall()
    failures += [f"{model.name}: {r[-1]} rows share {columns} = {r[:-1]}." for r in doubles]
    return failures


def rule_failures(connection: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> list[str]:
    """Rows that break a business rule, each with the rule's first comment line."""
    failures = []
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        result = connection.execute(sql)
        names = [column[0] for column in result.description or []]
        rows = result.fetchmany(SHOWN_ROWS)
        rule = sql.splitlines()[0].removeprefix("-- ")
        failures += [
            f"{path.stem}: {rule} Found: "
            + ", ".join(f"{n} = {v}" for n, v in zip(names, row, strict=True))
            for row in rows
        ]
    return failures
