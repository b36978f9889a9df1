"""O*NET: technologies by occupation, and the titles that occupations go by.

The text files of the O*NET 29.2 database (February 2025). Attribution is a condition of the
licence: "O*NET 29.2 Database by the U.S. Department of Labor, Employment and Training
Administration (USDOL/ETA), used under the CC BY 4.0 licence".
"""

import csv
from datetime import date
from pathlib import Path

import pyarrow as pa

from etl.errors import DataError
from etl.sources import Source

SOURCE = Source(
    source_id="onet",
    title="O*NET 29.2 technology skills and job titles",
    publisher="US Department of Labor, Employment and Training Administration",
    licence="CC BY 4.0, attribution",
    keeps_text=True,
    kind="skills",
    country="US",
    region=None,
    document_type=None,
    label_meaning=None,
    collected_on=date(2025, 2, 1),
    period="release 29.2, February 2025",
    cadence="quarterly",
    note="Technology skills carry O*NET's own hot and in-demand flags.",
)
AS_OF = "2025-02"

TECHNOLOGIES = "Technology Skills.txt"
OCCUPATIONS = "Occupation Data.txt"
ALTERNATE_TITLES = "Alternate Titles.txt"
FILES = (TECHNOLOGIES, OCCUPATIONS, ALTERNATE_TITLES)


def parse(folder: Path) -> dict[str, pa.Table]:
    """Tables ``onet_technologies`` and ``onet_titles`` from a folder of O*NET text files.

    Raises:
        DataError: a file or one of its columns is missing.
    """
    technologies = [
        {
            "soc_code": row["O*NET-SOC Code"],
            "technology": row["Example"],
            "commodity": row["Commodity Title"],
            "is_hot": row["Hot Technology"] == "Y",
            "is_in_demand": row["In Demand"] == "Y",
        }
        for row in _rows(folder / TECHNOLOGIES, "Hot Technology", "In Demand", "Commodity Title")
    ]
    titles = [
        {"soc_code": row["O*NET-SOC Code"], "title": row["Title"], "is_occupation_title": True}
        for row in _rows(folder / OCCUPATIONS, "Title")
    ] + [
        {
            "soc_code": row["O*NET-SOC Code"],
            "title": row["Alternate Title"],
            "is_occupation_title": False,
        }
        for row in _rows(folder / ALTERNATE_TITLES, "Alternate Title")
    ]
    return {
        "onet_technologies": pa.Table.from_pylist(technologies),
        "onet_titles": pa.Table.from_pylist(titles),
    }


def _rows(path: Path, *columns: str) -> list[dict[str, str]]:
    if not path.is_file():
        raise DataError(f"{path}: not there; the O*NET text files are {', '.join(FILES)}.")
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        if missing := {"O*NET-SOC Code", *columns} - set(reader.fieldnames or []):
            raise DataError(f"{path}: line 1: no column {sorted(missing)}.")
        return list(reader)
