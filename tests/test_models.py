from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.checks import grain_failures, rule_failures
from etl.errors import DataError
from etl.models import SCHEMAS, read_models, run_model


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        for schema in ("raw", *SCHEMAS):
            made.execute(f"CREATE SCHEMA {schema}")
        yield made


def write(folder: Path, name: str, sql: str) -> None:
    schema, table = name.split(".")
    (folder / schema).mkdir(parents=True, exist_ok=True)
    (folder / schema / f"{table}.sql").write_text(sql)


def model(select: str, grain: str = "id") -> str:
    return f"-- a row\n-- grain: {grain}\n{select}"


def test_a_model_runs_after_all_that_it_names(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    write(tmp_path, "marts.a", model("SELECT * FROM intermediate.b WHERE id IN (FROM staging.c)"))
    write(tmp_path, "intermediate.b", model("WITH x AS (FROM staging.c) SELECT * FROM x"))
    write(tmp_path, "staging.c", model("SELECT 1 AS id"))
    models = read_models(connection, tmp_path)
    assert [m.name for m in models] == ["staging.c", "intermediate.b", "marts.a"]
    for one in models:
        run_model(connection, one)
    assert connection.execute("FROM marts.a").fetchall() == [(1,)]


def test_columns_of_the_dictionary_become_codes_and_still_read_as_text(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    sql = (
        "-- a row\n-- grain: id\n-- dictionary: place, unknown\n"
        "SELECT i AS id, ['b', 'a', NULL][i] AS place, NULL::VARCHAR AS unknown "
        "FROM range(1, 4) t(i)"
    )
    write(tmp_path, "marts.a", sql)
    run_model(connection, read_models(connection, tmp_path)[0])
    assert connection.execute("FROM marts.a").fetchall() == [
        (1, "b", None),
        (2, "a", None),
        (3, None, None),
    ]
    types = dict(
        connection.execute("SELECT column_name, column_type FROM (DESCRIBE marts.a)").fetchall()
    )
    assert types["place"] == "ENUM('a', 'b')"
    assert connection.execute("SELECT id FROM marts.a WHERE place = 'none'").fetchall() == []


def test_a_name_in_a_comment_is_no_input(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    write(tmp_path, "marts.a", model("-- not from staging.gone\nSELECT 'staging.gone' AS id"))
    assert read_models(connection, tmp_path)[0].inputs == frozenset()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 1 AS id", "first line"),
        ("-- a row\nSELECT 1 AS id", "first line"),
        (model("SELEC 1"), "syntax"),
        (model("SELECT * FROM staging.unknown"), "which no file makes"),
    ],
)
def test_faulty_models_are_named(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, sql: str, message: str
) -> None:
    write(tmp_path, "marts.faulty", sql)
    with pytest.raises(DataError, match=message) as error:
        read_models(connection, tmp_path)
    assert "faulty" in str(error.value)


def test_models_in_a_circle_are_refused(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    write(tmp_path, "marts.a", model("FROM marts.b"))
    write(tmp_path, "marts.b", model("FROM marts.a"))
    with pytest.raises(DataError, match="circle"):
        read_models(connection, tmp_path)


def test_a_failing_model_is_named(tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    write(tmp_path, "marts.a", model("SELECT 'x'::INTEGER AS id"))
    with pytest.raises(DataError, match=r"Model marts\.a"):
        run_model(connection, read_models(connection, tmp_path)[0])


@pytest.mark.parametrize(
    ("select", "found"),
    [
        ("SELECT unnest([1, 2]) AS id", 0),
        ("SELECT unnest([1, 1]) AS id", 1),
        ("SELECT unnest([1, NULL]) AS id", 1),
        ("SELECT unnest([NULL, NULL]) AS id", 2),
    ],
)
def test_grain_checks(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, select: str, found: int
) -> None:
    write(tmp_path, "marts.a", model(select))
    made = read_models(connection, tmp_path)[0]
    run_model(connection, made)
    assert len(grain_failures(connection, made)) == found


def test_a_rule_that_returns_rows_fails_with_its_sentence(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    (tmp_path / "no_zero.sql").write_text("-- Nothing is zero.\nSELECT 0 AS amount")
    assert rule_failures(connection, tmp_path) == ["no_zero: Nothing is zero. Found: amount = 0"]
