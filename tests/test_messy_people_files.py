"""Twelve messy files a kind, as systems and people make them: every row is accounted for."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pytest

from etl.importing.command import import_file
from etl.paths import Paths
from etl.publish import Shelf, open_build
from tests.conftest import BUNDLED

Rows = list[list[str]]
TABLES: dict[str, dict[str, Rows]] = {
    "candidates": {
        "greenhouse": [
            ["Candidate Name", "Candidate ID", "Email", "Job Name", "Application Date", "Source"],
            ["Zoë Ample", "101", "zoe@mail.example", "Nurse", "2025-03-14", "Indeed"],
            ["Ann Ample", "102", "ann@mail.example", "Nurse", "2025-03-05", "Referral"],
            ["Bo Ample", "103", "bo@mail.example", "Cook", "2025-03-01", "Agency"],
            ["Cy Ample", "104", "no address", "Cook", "2025-03-01", "Agency"],
        ],
        "lever": [
            ["Full Name", "Email", "Headline", "Location", "Origin", "Created At"],
            ["Zoë Ample", "zoe@mail.example", "Nurse", "Boston, MA", "Applied", "2025-03-14T09:00"],
            ["Ann Ample", "ann@mail.example", "Nurse", "Leeds, UK", "Sourced", "2025-03-05T09:00"],
            ["Bo Ample", "bo@mail.example", "Cook", "Toronto", "Referred", "2025-03-01T09:00"],
            ["Cy Ample", "cy@mail.example", "Cook", "Toronto", "Referred", "one day"],
        ],
        "icims": [
            ["Person : System ID", "Person : First Name", "Person : Last Name", "Person : Email",
             "Person : City", "Years of Experience"],
            ["101", "Zoë", "Ample", "zoe@mail.example", "Boston", "7+ years"],
            ["102", "Ann", "Ample", "ann@mail.example", "Leeds", "18 months"],
            ["103", "Bo", "Ample", "bo@mail.example", "Toronto", "3"],
            ["104", "Cy", "Ample", "cy@mail.example", "Toronto", "plenty"],
        ],
    },
    "awards": {
        "credly": [
            ["Badge Template Name", "Recipient Email", "First Name", "Last Name", "Issued At",
             "Expires At", "State"],
            ["CompTIA A+", "zoe@mail.example", "Zoë", "Ample", "2024-01-02", "", "accepted"],
            ["CompTIA A+", "ann@mail.example", "Ann", "Ample", "2024-01-02", "", "pending"],
            ["Barista", "bo@mail.example", "Bo", "Ample", "2024-01-02", "2027-01-02", "accepted"],
            ["Barista", "cy@mail.example", "Cy", "Ample", "2024-01-02", "2020-01-02", "accepted"],
        ],
        "accredible": [
            ["Recipient Name", "Recipient Email", "Credential Name", "Issued On", "Expired On",
             "Credential URL"],
            ["Zoë Ample", "zoe@mail.example", "CompTIA A+", "2024-01-02", "", "https://c.example/1"],
            ["Ann Ample", "ann@mail.example", "CompTIA A+", "2024-01-02", "", "https://c.example/2"],
            ["Bo Ample", "bo@mail.example", "Barista", "2024-01-02", "2027-01-02", "https://c.example/3"],
            ["Cy Ample", "", "Barista", "2024-01-02", "", "https://c.example/4"],
        ],
        "badgr": [
            ["Badge Class Name", "Issuer Name", "Identifier", "First Name", "Last Name",
             "Issue Date", "Expiration Date"],
            ["CompTIA A+", "CompTIA", "zoe@mail.example", "Zoë", "Ample", "2 Jan 2024", ""],
            ["CompTIA A+", "CompTIA", "ann@mail.example", "Ann", "Ample", "2 Jan 2024", ""],
            ["Barista", "Café", "bo@mail.example", "Bo", "Ample", "2 Jan 2024", "2 Jan 2027"],
            ["Barista", "Café", "555 1234", "Cy", "Ample", "2 Jan 2024", "2 Jan 2027"],
        ],
    },
    "hires": {
        "own": [
            ["Applicant ID", "Role", "Badges", "Outcome", "Applied On", "Hired On", "Left On"],
            ["1", "Nurse", "RN; BLS", "Hired", "2024-01-01", "2024-02-01", ""],
            ["2", "Infirmière", "BLS", "Rejected", "2024-01-01", "", ""],
            ["3", "Nurse", "", "Interviewed", "2024-01-01", "", ""],
            ["4", "Nurse", "BLS", "Hired", "2024-01-01", "2024-02-01", "2023-02-01"],
        ],
        "workday": [
            ["Candidate ID", "Job Requisition", "Candidate Stage", "Job Application Date",
             "Certifications", "Hire Date", "Tenure Months"],
            ["1", "R-1 Nurse", "Ready for Hire", "2024-01-01", "RN", "2024-02-01", "14"],
            ["2", "R-1 Nurse", "Declined", "2024-01-01", "", "", ""],
            ["3", "R-2 Café cook", "Interview", "2024-01-01", "Barista", "", ""],
            ["4", "R-2 Café cook", "Teleported", "2024-01-01", "Barista", "", ""],
        ],
        "taleo": [
            ["Candidate Number", "Requisition Title", "Current Status", "Submission Date",
             "Licenses and Certifications", "Performance Rating"],
            ["1", "Nurse", "Hired", "2024-01-01", "RN", "exceeds"],
            ["2", "Nurse", "Has declined", "2024-01-01", "", ""],
            ["3", "Café cook", "Offer extended", "2024-01-01", "Barista", ""],
            ["", "Café cook", "Hired", "2024-01-01", "Barista", ""],
        ],
    },
}  # fmt: skip


def csv_text(rows: Rows, mark: str = ",", end: str = "\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator=end).writerows(rows)
    return text.getvalue()


def plain(folder: Path, rows: Rows) -> Path:
    (folder / "a.csv").write_text(csv_text(rows), "utf-8")
    return folder / "a.csv"


def semicolons_in_latin(folder: Path, rows: Rows) -> Path:
    rows = [[c.replace("; ", "|") for c in r] for r in rows]
    (folder / "a.csv").write_bytes(csv_text(rows, ";", "\r\n").encode("cp1252"))
    return folder / "a.csv"


def tabs_in_utf16(folder: Path, rows: Rows) -> Path:
    (folder / "a.txt").write_bytes(csv_text(rows, "\t", "\r\n").encode("utf-16"))
    return folder / "a.txt"


def byte_order_mark_and_title(folder: Path, rows: Rows) -> Path:
    text = "Recruiting report\nGenerated on 2026-11-01\n\n" + csv_text(rows)
    (folder / "a.csv").write_bytes(text.encode("utf-8-sig"))
    return folder / "a.csv"


def blank_rows_and_total(folder: Path, rows: Rows) -> Path:
    wide = len(rows[0])
    padded = [rows[0], [""] * wide]
    for row in rows[1:]:
        padded += [row, [""] * wide]
    padded.append([f"Total: {len(rows) - 1}", *[""] * (wide - 1)])
    (folder / "a.csv").write_text(csv_text(padded), "utf-8")
    return folder / "a.csv"


def repeats_and_spaces(folder: Path, rows: Rows) -> Path:
    spaced = [[f"  {c}  " if c else c for c in row] for row in rows]
    (folder / "a.csv").write_text(csv_text([*spaced, spaced[1], spaced[0]]), "utf-8")
    return folder / "a.csv"


def more_columns(folder: Path, rows: Rows) -> Path:
    head, *body = rows
    wider = [["", "Notes", *head, "Notes"]]
    wider += [[str(n), "=SUM(A1)", *row, 'said "no",\nthen yes'] for n, row in enumerate(body)]
    (folder / "a.csv").write_text(csv_text(wider), "utf-8")
    return folder / "a.csv"


def shouting_headers(folder: Path, rows: Rows) -> Path:
    loud = [[h.upper().replace(" ", "_") for h in rows[0]], *rows[1:]]
    (folder / "a.csv").write_text(csv_text(loud), "utf-8")
    return folder / "a.csv"


def excel(folder: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def excel_with_merged_title(folder: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Export for HR"])
    sheet.merge_cells("A1:C1")
    sheet.append([])
    for row in rows:
        sheet.append([int(c) if c.isdigit() else c or None for c in row])
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def json_lines(folder: Path, rows: Rows) -> Path:
    head, *body = rows
    objects = [{h: c for h, c in zip(head, r, strict=True) if c} for r in body]
    text = "\n".join(json.dumps(o, ensure_ascii=False) for o in objects)
    (folder / "a.jsonl").write_text(text, "utf-8")
    return folder / "a.jsonl"


def parquet(folder: Path, rows: Rows) -> Path:
    head, *body = rows
    pd.DataFrame(body, columns=head).to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


WAYS: tuple[Callable[[Path, Rows], Path], ...] = (
    plain,
    semicolons_in_latin,
    tabs_in_utf16,
    byte_order_mark_and_title,
    blank_rows_and_total,
    repeats_and_spaces,
    more_columns,
    shouting_headers,
    excel,
    excel_with_merged_title,
    json_lines,
    parquet,
)
CASES = [
    pytest.param(kind, list(TABLES[kind])[n % 3], way, id=f"{kind}-{way.__name__}")
    for kind in TABLES
    for n, way in enumerate(WAYS)
]


@pytest.mark.parametrize(("kind", "vendor", "way"), CASES)
def test_a_messy_file(
    tmp_path: Path, kind: str, vendor: str, way: Callable[[Path, Rows], Path]
) -> None:
    """Three good rows and a bad one, however they are written."""
    paths = Paths(tmp_path / "data")
    paths.root.mkdir()
    for name in ("catalog", "reference"):
        (paths.root / name).symlink_to(BUNDLED.root / name)
    found = import_file(way(tmp_path, TABLES[kind][vendor]), paths, kind)
    assert found.rows_in == found.kept + found.quarantined + found.ignored
    assert (found.kept, found.quarantined) == (3, 1), found.as_json()
    assert len(found.mapping) == len(TABLES[kind][vendor][0]), found.mapping
    shelf = Shelf(paths.people / "hires" if kind == "hires" else paths.people)
    current = shelf.current()
    assert current is not None
    counted = "hires.applications" if kind == "hires" else "people.candidates"
    with open_build(current) as connection:
        assert connection.execute(f"SELECT count(*) FROM {counted}").fetchone() == (3,)
    guessed = import_file(
        way(tmp_path, TABLES[kind][vendor]), Paths(tmp_path / "new"), dry_run=True
    )
    assert guessed.kind == kind
