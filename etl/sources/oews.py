"""BLS Occupational Employment and Wage Statistics: wages by industry and by state.

The bundled snapshot is May 2025; `fetch` brings the present edition from the flat files of the
time series database, `https://download.bls.gov/pub/time.series/oe/`.

Documented (BLS's `oe.txt`, and public code that reads the files): tab-separated files with a
header, cells padded with spaces; `oe.data.0.Current` (about 330 MB, the present edition only)
with `series_id`, `year`, `period`, `value`, `footnote_codes`. A series id is `OEU`, area type (N,
S, M), area (7), industry (6), occupation (6), data type (2), so `oe.series` (1.2 GB) is not
needed. `oe.area`, `oe.industry` and `oe.occupation` give the names and levels, `oe.release` the
edition ("May 2025"). Data types: 01 employment, 02 its relative standard error, 04 annual mean
wage, 05 its relative standard error, 08 hourly median, 11 to 15 annual 10th, 25th, 50th, 75th and
90th percentile. A value of `-` was not released.

Kept are the nation by industry and occupation, and states and territories over all industries:
as in the bundled tables. BLS asks for a User-Agent with a contact and answers others with 403.
Not confirmed: a rate that BLS allows (two seconds is our own choice; there are five requests).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.connector import MEBIBYTE, Answer, Ask, Client, Manners, Page, Parsed, Reject
from etl.errors import DataError
from etl.sources import Source

SOURCE = Source(
    source_id="oews",
    title="Occupational Employment and Wage Statistics",
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
    cadence_days=480,
    terms="https://www.bls.gov/opub/copyright-information.htm",
)
AS_OF = "2025-05"
MANNERS = Manners(
    base_url="https://download.bls.gov",
    seconds_between=2.0,
    hours_between_fetches=24 * 7,
    largest_body=768 * MEBIBYTE,
    covers="whole",
)

_FIGURES = {
    "01": "employment", "02": "employment_rse_pct", "04": "annual_mean_usd",
    "05": "annual_mean_rse_pct", "11": "annual_p10_usd", "12": "annual_p25_usd",
    "13": "annual_median_usd", "14": "annual_p75_usd", "15": "annual_p90_usd",
    "08": "hourly_median_usd",
}  # fmt: skip
_FIGURE_FIELDS = [(name, pa.float64()) for name in _FIGURES.values()]
TABLES: Mapping[str, pa.Schema] = {
    "oews_national": pa.schema(
        [
            pa.field("row_id", pa.string(), nullable=False),
            ("industry_code", pa.string()),
            ("occupation_code", pa.string()),
            *_FIGURE_FIELDS,
            ("industry_name", pa.string()),
            ("industry_level", pa.int64()),
            ("occupation_name", pa.string()),
            ("occupation_level", pa.int64()),
        ]
    ),
    "oews_state": pa.schema(
        [
            pa.field("row_id", pa.string(), nullable=False),
            ("area_code", pa.string()),
            ("occupation_code", pa.string()),
            *_FIGURE_FIELDS,
            ("area_name", pa.string()),
            ("state_code", pa.string()),
            ("occupation_name", pa.string()),
        ]
    ),
}

NATIONAL = "oews_2025_national.parquet"
STATE = "oews_2025_state.parquet"
FILES = (NATIONAL, STATE)

_FOLDER = "pub/time.series/oe/"
_FLAT_FILES = ("oe.release", "oe.area", "oe.industry", "oe.occupation", "oe.data.0.Current")
_DATA_COLUMNS = ["series_id", "year", "period", "value", "footnote_codes"]
# Industry codes may hold dashes ("31--34") and letters ("3320A1").
_SERIES = re.compile(r"OEU[A-Z]\d{7}[0-9A-Z-]{6}\d{8}")
_ALL_INDUSTRIES = "000000"
MOST_REJECTS = 1_000
"""Unreadable lines above which the file is not what it was."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """One page: the edition, the names of areas, industries and occupations, and the figures."""
    yield Page(tuple(client.get(_FOLDER + name, expect="text") for name in _FLAT_FILES), None)


def edition(page: Page) -> str:
    """The edition of a fetched page as `YYYY-MM`, from `oe.release` ("May 2025").

    Raises:
        DataError: the release is not described by a month and a year.
    """
    answer = page.answers[0]
    for row in _table(answer, "description"):
        month, _, year = row["description"].partition(" ")
        if month in _MONTHS and re.fullmatch(r"\d{4}", year):
            return f"{year}-{_MONTHS.index(month) + 1:02d}"
    raise DataError(f"{SOURCE.source_id}: {answer.url}: no month and year in `description`.")


def parse(page: Page, ask: Ask) -> Parsed:
    """Rows of `oews_national` and `oews_state`; each has a `row_id` for its key.

    The figures are read line by line; only the rows that are kept are held.

    Raises:
        DataError: a file lacks a column, or too many of its lines cannot be read.
    """
    _, areas, industries, occupations, data = page.answers
    area = {
        row["area_code"]: row
        for row in _table(areas, "area_code", "area_name", "areatype_code", "state_code")
        if row["areatype_code"] == "S"
    }
    industry = _named(industries, "industry")
    occupation = _named(occupations, "occupation")
    tables: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in TABLES}
    rejects: list[Reject] = []
    refused: set[str] = set()
    for line, series, value in _figures(data, rejects):
        kind, area_code, industry_code = series[3], series[4:11], series[11:17]
        occupation_code, figure = series[17:23], _FIGURES[series[23:]]
        is_national = kind == "N"
        place = industry_code if is_national else area_code
        row_id = f"{place}|{occupation_code}"
        rows = tables["oews_national" if is_national else "oews_state"]
        if (row := rows.get(row_id)) is None:
            names = industry if is_national else area
            if place not in names or occupation_code not in occupation:
                if row_id not in refused:
                    refused.add(row_id)
                    column = "occupation_code" if place in names else "place"
                    _refuse(rejects, data, line, column, "unknown code")
                continue
            empty = dict.fromkeys(_FIGURES.values())
            if is_national:
                row = rows[row_id] = {
                    "row_id": row_id,
                    "industry_code": industry_code,
                    "occupation_code": occupation_code,
                    **empty,
                    **{f"industry_{k}": v for k, v in industry[industry_code].items()},
                    **{f"occupation_{k}": v for k, v in occupation[occupation_code].items()},
                }
            else:
                row = rows[row_id] = {
                    "row_id": row_id,
                    "area_code": area_code,
                    "occupation_code": occupation_code,
                    **empty,
                    "area_name": area[area_code]["area_name"],
                    "state_code": area[area_code]["state_code"],
                    "occupation_name": occupation[occupation_code]["name"],
                }
        row[figure] = value
    for table, rows in tables.items():
        if not rows:
            raise DataError(f"{SOURCE.source_id}: {data.url}: no usable row for {table}.")
    return Parsed({name: list(rows.values()) for name, rows in tables.items()}, tuple(rejects))


def parse_folder(folder: Path) -> dict[str, pa.Table]:
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


def _refuse(rejects: list[Reject], answer: Answer, line: int, column: str, reason: str) -> None:
    rejects.append(Reject(f"{answer.url} line {line}", column, reason))
    if len(rejects) > MOST_REJECTS:
        first = rejects[0]
        raise DataError(
            f"{SOURCE.source_id}: {answer.url}: more than {MOST_REJECTS:,} lines cannot be used; "
            f"the first at {first.where}, field {first.column}: {first.reason}."
        )


def _figures(answer: Answer, rejects: list[Reject]) -> Iterator[tuple[int, str, float]]:
    """(line, series id, value) of the released figures that are kept."""
    with answer.path.open(encoding="utf-8", newline="") as handle:
        header = [cell.strip() for cell in next(handle, "").split("\t")]
        if header[: len(_DATA_COLUMNS)] != _DATA_COLUMNS:
            raise DataError(
                f"{SOURCE.source_id}: {answer.url}: line 1: no column "
                f"{[c for c in _DATA_COLUMNS if c not in header]}."
            )
        for line, text in enumerate(handle, 2):
            if not text.strip():
                continue
            cells = text.split("\t")
            series = cells[0].strip()
            if len(cells) < 4 or not _SERIES.fullmatch(series):
                _refuse(rejects, answer, line, "series_id", "not a series")
                continue
            is_kept = series[3] == "N" or (series[3] == "S" and series[11:17] == _ALL_INDUSTRIES)
            value = cells[3].strip()
            if not is_kept or series[23:] not in _FIGURES or value in ("-", ""):
                continue
            try:
                yield line, series, float(value.replace(",", ""))
            except ValueError:
                _refuse(rejects, answer, line, "value", "not a number")


def _named(answer: Answer, thing: str) -> dict[str, dict[str, Any]]:
    """Code -> name and level of industries or occupations."""
    found = {}
    for row in _table(answer, f"{thing}_code", f"{thing}_name", "display_level"):
        level = row["display_level"]
        found[row[f"{thing}_code"]] = {
            "name": row[f"{thing}_name"],
            "level": int(level) if level.isdigit() else None,
        }
    return found


def _table(answer: Answer, *columns: str) -> list[dict[str, str]]:
    """Rows of a small flat file, cells trimmed.

    Raises:
        DataError: a column is missing (an error page has none), or no row is there.
    """
    lines = answer.bytes().decode("utf-8-sig", errors="replace").splitlines()
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()]
    header = cells[0] if cells else []
    if missing := [column for column in columns if column not in header]:
        raise DataError(f"{SOURCE.source_id}: {answer.url}: line 1: no column {missing}.")
    if len(cells) < 2:
        raise DataError(f"{SOURCE.source_id}: {answer.url}: no rows.")
    return [dict(zip(header, row + [""] * len(header), strict=False)) for row in cells[1:]]
