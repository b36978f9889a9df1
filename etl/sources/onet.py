"""O*NET: technologies, skills and knowledge by occupation, and the titles occupations go by.

The bundled snapshot is drawn from the text files of release 29.2 (February 2025); `fetch` brings
the newest release. Attribution is a condition of the licence: "O*NET 29.2 Database by the U.S.
Department of Labor, Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0
licence", with the number of the release in use.

Documented (O*NET Resource Center): the page `/database.html` links the present release as
`/dl_files/database/db_<major>_<minor>_text.zip`; tab-separated files with a header. Release 30.3
(May 2026) renamed files: Technology Skills became Software Skills ("Example" became "Workplace
Example", "Commodity Title" the element's name), Alternate Titles became Job Titles, and Skills
was split into Essential Skills and Transferable Skills; both sets of names are read.

Not confirmed: the day of a release, which neither the link nor the files give as a field; a
polite rate (five seconds is our own choice; there are two requests).
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl.archives import members
from etl.connector import MEBIBYTE, Ask, Client, Manners, Page, Parsed, Reject
from etl.errors import DataError
from etl.sources import Source

SOURCE = Source(
    source_id="onet",
    title="O*NET technology skills and job titles",
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
    cadence_days=120,
    terms="https://www.onetcenter.org/license_db.html",
)
AS_OF = "2025-02"
MANNERS = Manners(
    base_url="https://www.onetcenter.org",
    seconds_between=5.0,
    hours_between_fetches=24 * 7,
    largest_body=256 * MEBIBYTE,
    covers="whole",
)

_RATINGS = pa.schema(
    [
        pa.field("row_id", pa.string(), nullable=False),
        pa.field("soc_code", pa.string(), nullable=False),
        pa.field("element_id", pa.string(), nullable=False),
        pa.field("element_name", pa.string(), nullable=False),
        ("importance", pa.float64()),
        ("level", pa.float64()),
    ]
)
TABLES: Mapping[str, pa.Schema] = {
    "onet_technologies": pa.schema(
        [
            pa.field("row_id", pa.string(), nullable=False),
            ("soc_code", pa.string()),
            ("technology", pa.string()),
            ("commodity", pa.string()),
            ("is_hot", pa.bool_()),
            ("is_in_demand", pa.bool_()),
        ]
    ),
    "onet_titles": pa.schema(
        [
            pa.field("row_id", pa.string(), nullable=False),
            ("soc_code", pa.string()),
            ("title", pa.string()),
            ("is_occupation_title", pa.bool_()),
        ]
    ),
    "onet_skills": _RATINGS,
    "onet_knowledge": _RATINGS,
}

TECHNOLOGIES = "Technology Skills.txt"
OCCUPATIONS = "Occupation Data.txt"
ALTERNATE_TITLES = "Alternate Titles.txt"
FILES = (TECHNOLOGIES, OCCUPATIONS, ALTERNATE_TITLES)
SOFTWARE = "Software Skills.txt"
JOB_TITLES = "Job Titles.txt"
SKILLS = ("Skills.txt", "Essential Skills.txt", "Transferable Skills.txt")
KNOWLEDGE = "Knowledge.txt"
_WANTED = frozenset({*FILES, SOFTWARE, JOB_TITLES, *SKILLS, KNOWLEDGE})
LARGEST_UNPACKED = 1024 * MEBIBYTE
"""The whole release; 30.3 unpacks to about 100 MiB."""

DATABASE_PAGE = "database.html"
_LINK = re.compile(r"/dl_files/database/db_(\d+)_(\d+)_text\.zip")
_SOC = "O*NET-SOC Code"
_IMPORTANCE, _LEVEL = "IM", "LV"


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """One page: the page that lists the releases, and the newest release's zip.

    Raises:
        DataError: the page links no release in text files.
    """
    listing = client.get(DATABASE_PAGE, expect="text")
    found = list(_LINK.finditer(listing.bytes().decode("utf-8", errors="replace")))
    if not found:
        raise DataError(f"{SOURCE.source_id}: {listing.url}: no link to a db_*_text.zip there.")
    newest = max(found, key=lambda link: (int(link[1]), int(link[2])))
    yield Page((listing, client.get(newest[0], expect="zip")), None)


def edition(page: Page) -> str:
    """The release of a fetched page, such as "30.3", from the address of its zip.

    Raises:
        DataError: the address is not one of a release.
    """
    match = _LINK.search(page.answers[-1].url)
    if match is None:
        raise DataError(f"{page.answers[-1].url}: not the address of a release.")
    return f"{match[1]}.{match[2]}"


def parse(page: Page, ask: Ask) -> Parsed:
    """Rows of the four tables from a fetched release; each has a `row_id` for its key.

    Raises:
        DataError: a file or a column is missing, the zip is unsound, or a file has no usable row.
    """
    answer = page.answers[-1]
    try:
        found = members(answer.path, _WANTED, largest=LARGEST_UNPACKED)
    except DataError as error:
        raise DataError(f"{SOURCE.source_id}: {answer.url}: {error}") from error
    rejects: list[Reject] = []
    files = {name: _lines(answer.url, name, body) for name, body in found.items()}

    def read(*names: str) -> Iterator[tuple[str, "_Rows"]]:
        present = [name for name in names if name in files]
        if not present:
            raise DataError(f"{SOURCE.source_id}: {answer.url}: no {' or '.join(names)} in it.")
        yield from ((name, files[name]) for name in present)

    def where(name: str) -> Callable[[int], str]:
        return lambda line: f"{answer.url} {name} line {line}"

    technologies = {
        row["row_id"]: row
        for name, rows in read(SOFTWARE, TECHNOLOGIES)
        for row in _keyed(_technologies(rows), "soc_code", "technology", "commodity")
    }
    titles = {
        row["row_id"]: row
        for name, rows in (*read(OCCUPATIONS), *read(JOB_TITLES, ALTERNATE_TITLES))
        for row in _keyed(_titles(rows, name), "soc_code", "title", "is_occupation_title")
    }
    tables = {
        "onet_technologies": list(technologies.values()),
        "onet_titles": list(titles.values()),
        "onet_skills": [
            row for n, rows in read(*SKILLS) for row in _ratings(rows, where(n), rejects)
        ],
        "onet_knowledge": [
            row for n, rows in read(KNOWLEDGE) for row in _ratings(rows, where(n), rejects)
        ],
    }
    for table, rows in tables.items():
        if not rows:
            raise DataError(f"{SOURCE.source_id}: {answer.url}: no usable row for {table}.")
    return Parsed(tables, tuple(rejects))


def parse_folder(folder: Path) -> dict[str, pa.Table]:
    """Tables ``onet_technologies`` and ``onet_titles`` from a folder of O*NET text files.

    Raises:
        DataError: a file or one of its columns is missing.
    """
    technologies = list(_technologies(_file(folder / TECHNOLOGIES)))
    titles = [
        *_titles(_file(folder / OCCUPATIONS), OCCUPATIONS),
        *_titles(_file(folder / ALTERNATE_TITLES), ALTERNATE_TITLES),
    ]
    return {
        "onet_technologies": pa.Table.from_pylist(technologies),
        "onet_titles": pa.Table.from_pylist(titles),
    }


class _Rows:
    """Rows of one tab-separated file, with the columns that its header names."""

    def __init__(self, place: str, handle: Iterable[str]) -> None:
        self.place = place
        self._reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        self.columns = list(self._reader.fieldnames or [])

    def column(self, *names: str) -> str:
        """The first of `names` that is a column."""
        for name in names:
            if name in self.columns:
                return name
        raise DataError(f"{self.place}: line 1: no column {[names[0]]}.")

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(line, cells by column); a missing cell is empty."""
        for row in self._reader:
            yield self._reader.line_num, {k: v or "" for k, v in row.items() if k is not None}


def _file(path: Path) -> _Rows:
    if not path.is_file():
        raise DataError(f"{path}: not there; the O*NET text files are {', '.join(FILES)}.")
    return _Rows(str(path), path.read_text(encoding="utf-8").splitlines(keepends=True))


def _lines(url: str, name: str, body: bytes) -> _Rows:
    return _Rows(f"{SOURCE.source_id}: {url}: {name}", io.StringIO(body.decode("utf-8-sig")))


def _technologies(rows: _Rows) -> Iterator[dict[str, Any]]:
    soc, example = rows.column(_SOC), rows.column("Example", "Workplace Example")
    commodity = rows.column("Commodity Title", "Element Name")
    hot, demand = rows.column("Hot Technology"), rows.column("In Demand")
    for _, row in rows.numbered():
        yield {
            "soc_code": row[soc],
            "technology": row[example],
            "commodity": row[commodity],
            "is_hot": row[hot] == "Y",
            "is_in_demand": row[demand] == "Y",
        }


def _titles(rows: _Rows, name: str) -> Iterator[dict[str, Any]]:
    is_occupation = name == OCCUPATIONS
    soc = rows.column(_SOC)
    title = rows.column(*(("Title",) if is_occupation else ("Alternate Title", "Job Title")))
    for _, row in rows.numbered():
        yield {"soc_code": row[soc], "title": row[title], "is_occupation_title": is_occupation}


def _keyed(rows: Iterable[dict[str, Any]], *key: str) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row["soc_code"]:
            yield {"row_id": "|".join(str(row[column]) for column in key), **row}


def _ratings(
    rows: _Rows, where: Callable[[int], str], rejects: list[Reject]
) -> list[dict[str, Any]]:
    """Importance and level of each element by occupation.

    A rating that O*NET recommends to suppress (too uncertain) is left empty.
    """
    soc, element = rows.column(_SOC), rows.column("Element ID")
    name, scale = rows.column("Element Name"), rows.column("Scale ID")
    value, suppress = rows.column("Data Value"), rows.column("Recommend Suppress")
    found: dict[str, dict[str, Any]] = {}
    for line, row in rows.numbered():
        if row[scale] not in (_IMPORTANCE, _LEVEL):
            continue
        if not row[soc] or not row[element]:
            rejects.append(Reject(where(line), _SOC, "no occupation or element"))
            continue
        try:
            rating = float(row[value])
        except ValueError:
            rejects.append(Reject(where(line), "Data Value", "not a number"))
            continue
        row_id = f"{row[soc]}|{row[element]}"
        entry = found.setdefault(
            row_id,
            {
                "row_id": row_id,
                "soc_code": row[soc],
                "element_id": row[element],
                "element_name": row[name],
                "importance": None,
                "level": None,
            },
        )
        if row[suppress] != "Y":
            entry["importance" if row[scale] == _IMPORTANCE else "level"] = rating
    return list(found.values())
