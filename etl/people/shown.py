"""What a list shows of candidates, in a file of Arrow batches that is mapped into memory.

Looking up the rows of fifty candidates spread over a million takes a database 5 to 20 ms, ten times
as long as finding out who they are; here each row is read where it lies, in half a millisecond.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.ipc as ipc

from analysis.holders import Numbers
from etl.errors import DataError
from etl.people.private import FILE_MODE, private_folder
from etl.publish import arrays_of

FILE = "shown.arrow"
BATCH = 1 << 17
COLUMNS = """
    SELECT
        candidate_id, display_name, headline, role,
        -- 'ZZ' is a country that is not known, which need not be said beside each city.
        CASE WHEN country = 'ZZ' THEN city
             ELSE city || ', ' || coalesce(region_name, country_name) END AS place,
        country_name,
        experience_years, is_invented
    FROM people.candidates ORDER BY display_order
"""


@dataclass(frozen=True)
class Shown:
    """Batches of candidates in display order, and where each begins (batches + 1)."""

    batches: tuple[pa.RecordBatch, ...]
    starts: Numbers


def write_shown(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the rows of ``people.candidates`` beside the arrays in ``folder``."""
    file = private_folder(folder) / FILE
    with connection.cursor() as cursor, pa.OSFile(str(file), "wb") as stream:
        reader = cursor.sql(COLUMNS).to_arrow_reader(BATCH)
        with ipc.new_file(stream, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
    file.chmod(FILE_MODE)


def read_shown(build: Path) -> Shown:
    """The rows of a published pool, mapped read-only.

    Raises:
        DataError: the file is missing or damaged.
    """
    file = arrays_of(build) / FILE
    try:
        reader = ipc.open_file(pa.memory_map(str(file)))
        batches = tuple(reader.get_batch(i) for i in range(reader.num_record_batches))
    except (OSError, pa.ArrowException) as error:
        raise DataError(f"The candidates of {build.name} cannot be read ({error}).") from error
    return Shown(batches, np.cumsum([0, *(b.num_rows for b in batches)]))


def rows_at(shown: Shown, positions: Numbers) -> pd.DataFrame:
    """The rows at some positions (0 is the first in display order), in their order.

    candidate_id, display_name, headline, role, place, country_name, experience_years, is_invented.
    """
    order = np.argsort(positions, kind="stable")
    sought = positions[order]
    bounds = np.searchsorted(sought, shown.starts)
    parts = [
        batch.take(pa.array(sought[first:last] - start))
        for batch, start, first, last in zip(
            shown.batches, shown.starts, bounds, bounds[1:], strict=False
        )
        if first < last
    ] or [b.slice(0, 0) for b in shown.batches[:1]]
    rows = pa.Table.from_batches(parts).to_pandas()
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return rows.iloc[back].reset_index(drop=True)
