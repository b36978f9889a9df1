"""BLS Occupational Employment and Wage Statistics, May 2025: wages by industry and by state."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.errors import DataError
from etl.sources import Source

SOURCE = Source(
    source_id="oews",
    title="Occupational Employment and Wage Statistics, May 2025",
    publisher="US Bureau of Labor Statistics",
    licence="US public domain",
    keeps_text=True,
    kind="wages",
    country="US",
    region=None,
    document_type=None,
    label_meaning=None,
    collected_on=date(2025, 5, 31),
    period="May 2025",
    cadence="yearly",
    note="Estimates from a survey of employers; wages of wage and salary workers in US dollars.",
)
AS_OF = "2025-05"

NATIONAL = "oews_2025_national.parquet"
STATE = "oews_2025_state.parquet"
FILES = (NATIONAL, STATE)


def parse(folder: Path) -> dict[str, pa.Table]:
    """Tables ``oews_national`` (industry x occupation) and ``oews_state`` (state x occupation).

    Raises:
        DataError: a file is missing.
    """
    for name in FILES:
        if not (folder / name).is_file():
            raise DataError(f"{folder / name}: not there.")
    return {
        "oews_national": pq.read_table(folder / NATIONAL),
        "oews_state": pq.read_table(folder / STATE),
    }
