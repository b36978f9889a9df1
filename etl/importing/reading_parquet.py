"""Parquet files: every value as canonical text, in batches of a row group's size at most."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.errors import DataError
from etl.importing.reading_json import canonical, flat
from etl.importing.reading_table import RawBatch, RawTable

_ROWS = 1_000


def read_parquet(path: Path) -> RawTable:
    """The raw table of a Parquet file; a struct column gives its parts.

    Raises:
        DataError: the file is damaged or cut short.
    """
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{path}: the Parquet file is damaged or cut short ({error}).") from error
    nested = [f.name for f in schema if pa.types.is_struct(f.type)]
    header = tuple(name for field in schema for name in _names(field))

    def rows() -> Iterator[RawBatch]:
        before = 0
        try:
            with pq.ParquetFile(path, memory_map=True) as file:
                for found in file.iter_batches(batch_size=_ROWS):
                    yield _batch(found, before, header, nested)
                    before += found.num_rows
        except (pa.ArrowException, OSError) as error:
            raise DataError(
                f"{path}: after row {before}: the Parquet file is damaged ({error})."
            ) from error

    return RawTable("Parquet", "row", (), rows, header)


def _names(field: pa.Field, before: str = "") -> list[str]:
    name = f"{before}{field.name}"
    if pa.types.is_struct(field.type):
        return [part for inner in field.type for part in _names(inner, f"{name}.")]
    return [name]


def _batch(
    found: pa.RecordBatch, before: int, header: tuple[str, ...], nested: list[str]
) -> RawBatch:
    columns: dict[str, list[str]] = {}
    for name, column in zip(found.schema.names, found.columns, strict=True):
        values = column.to_pylist()
        if name in nested:
            parts = [flat({name: _typed(value)}) if value else {} for value in values]
            for inner in (n for n in header if n.startswith(f"{name}.")):
                columns[inner] = [part.get(inner, "") for part in parts]
        else:
            columns[name] = [v if type(v) is str else typed_text(v) for v in values]
    rows = [list(row) for row in zip(*(columns[name] for name in header), strict=True)]
    return RawBatch(list(range(before + 1, before + 1 + found.num_rows)), rows)


def typed_text(value: Any) -> str:
    """Canonical text of a typed value: ISO dates (with a time where there is one)."""
    return canonical(_typed(value))


def _typed(value: Any) -> Any:
    if isinstance(value, datetime):
        if value.tzinfo is None and (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return [_typed(part) for part in value]
    if isinstance(value, dict):
        return {key: _typed(part) for key, part in value.items()}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)
