"""Messy exports of postings, made of real bytes: every row is kept, quarantined or ignored."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.errors import DataError
from etl.importing.command import Outcome, import_file
from etl.paths import Paths
from etl.snapshots import source_snapshots, verify

TEXT = "We look for somebody who holds a current first aid certificate and likes people."
HEADER = ["Job ID", "Job Title", "Company", "Location", "Date Posted", "Salary", "Job Description"]


def posting(number: int, **changed: str) -> list[str]:
    row = {
        "id": f"R-{number}",
        "title": f"Nurse {number}",
        "company": "Acme, Inc.",
        "location": "Austin, TX",
        "posted": "2025-03-04",
        "salary": "$50,000 a year",
        "text": f"{TEXT} Team {number}.",
    }
    return list((row | changed).values())


def as_csv(rows: list[list[str]], encoding: str = "utf-8", **dialect: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode(encoding)


def as_excel(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def two_sheets(book: openpyxl.Workbook) -> None:
    book.active.title = "Read me"
    book.active.append(["Exported for the audit"])
    sheet = book.create_sheet("Jobs")
    sheet.append(["Open jobs"])
    sheet.append([])
    sheet.append(HEADER)
    for n in range(3):
        row: list[object] = list(posting(n))
        row[4] = datetime(2025, 3, n + 1) if n else 45719
        sheet.append(row)
    sheet["H4"] = "=1+1"
    hidden = book.create_sheet("Old")
    hidden.append(HEADER)
    hidden.sheet_state = "hidden"


def merged_cells(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet.append(HEADER)
    for n in range(4):
        sheet.append(posting(n, company="Acme" if n == 0 else ""))
    sheet.append([])
    sheet.append(["Total: 4"])
    sheet.merge_cells("C2:C4")


def pretty(rows: list[list[str]]) -> bytes:
    records = [dict(zip(HEADER, row, strict=True)) for row in rows]
    return json.dumps({"jobs": records}, indent=2).encode()


PLAIN = [HEADER, posting(1), posting(2), posting(3)]
NESTED = {
    "id": 7,
    "title": "Nurse",
    "location": {"name": "Austin, TX"},
    "content": TEXT,
    "first_published": "2025-03-04T10:00:00-05:00",
    "offices": [{"name": "Austin"}, {"name": "Waco"}],
}
TYPED = pa.table(
    {
        "job_id": [1, 2, 3],
        "title": ["Nurse", None, "Clerk"],
        "description": [TEXT, TEXT, TEXT],
        "posted": pa.array([date(2025, 3, 4), None, date(2025, 3, 5)], pa.date32()),
        "salary_min": [25.5, None, 40000.0],
    }
)

FILES: dict[str, tuple[bytes, tuple[int, int, int]]] = {
    "plain.csv": (as_csv(PLAIN), (3, 0, 0)),
    "semicolons_cp1252.csv": (
        as_csv(
            [HEADER, posting(1, title="Infirmière à Genève"), posting(2)], "cp1252", delimiter=";"
        ),
        (2, 0, 0),
    ),
    "bom.csv": (as_csv(PLAIN, "utf-8-sig"), (3, 0, 0)),
    "utf16_tabs.txt": (as_csv(PLAIN, "utf-16", delimiter="\t"), (3, 0, 0)),
    "utf16_no_mark.txt": (as_csv(PLAIN, "utf-16-le", delimiter="\t"), (3, 0, 0)),
    "sep_line.csv": (b"sep=;\r\n" + as_csv(PLAIN, delimiter=";"), (3, 0, 1)),
    "header_on_line_4.csv": (
        as_csv([["Open requisitions"], ["March 2025"], [], *PLAIN, [], ["Page 1 of 1"]]),
        (3, 0, 5),
    ),
    "page_breaks.csv": (
        as_csv([HEADER, posting(1), HEADER, posting(2), posting(1), ["Report generated on 1 May"]]),
        (2, 0, 3),
    ),
    "ragged.csv": (
        as_csv([HEADER, posting(1), posting(2)[:3], [*posting(3), "extra"], [*posting(4), "", ""]]),
        (2, 2, 0),
    ),
    "quotes_and_line_breaks.csv": (
        as_csv([HEADER, posting(1, text=f'He said "yes".\n\n{TEXT}\r\nMore, and more; {TEXT}')]),
        (1, 0, 0),
    ),
    "never_closed.csv": (
        as_csv([HEADER, posting(1)]) + b'R-2,"Nurse,Acme\r\n' + as_csv([posting(3), posting(4)]),
        (3, 1, 0),
    ),
    "mixed_encodings.csv": (
        as_csv([HEADER, posting(1, company="Café Zoë, größer")])
        + as_csv([posting(2, company="Café")], "cp1252"),
        (2, 0, 0),
    ),
    "no_title_no_text.csv": (
        as_csv(
            [
                HEADER,
                posting(1, title=" "),
                posting(2, text="short"),
                posting(3, text="<p></p>" * 99),
                posting(4),
            ]
        ),
        (1, 3, 0),
    ),
    "same_id_twice.csv": (
        as_csv([HEADER, posting(1), posting(1, title="Another"), posting(2, title="#REF!")]),
        (1, 2, 0),
    ),
    "old_mac.csv": (as_csv(PLAIN, lineterminator="\r"), (3, 0, 0)),
    "confidential.csv": (
        as_csv(
            [
                *PLAIN,
                ["", "", "", "", "", "", ""],
                ["Total", "3", "", "", "", "", ""],
                ["Confidential"],
            ]
        ),
        (3, 0, 3),
    ),
    "two_sheets.xlsx": (as_excel(two_sheets), (3, 0, 2)),
    "merged.xlsx": (as_excel(merged_cells), (4, 0, 2)),
    "lines.jsonl": (
        f"{json.dumps(NESTED)}\n\n[1]\n{json.dumps(NESTED | {'id': 8})[:60]}\n"
        f"{json.dumps(NESTED | {'id': 9, 'salary': None})}\n".encode(),
        (2, 2, 1),
    ),
    "pretty.json": (pretty(PLAIN[1:]), (3, 0, 0)),
    "array.json": (json.dumps([NESTED, NESTED, "note"]).encode(), (1, 1, 1)),
    "typed.parquet": (as_parquet(TYPED), (2, 1, 0)),
    "header_only.csv": (as_csv([HEADER]), (0, 0, 0)),
}


@pytest.fixture
def data(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


def tried(content: bytes, name: str, paths: Paths, **how: object) -> Outcome:
    path = paths.root.parent / name
    path.write_bytes(content)
    return import_file(path, paths, dry_run=True, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_a_messy_file_is_accounted_for(name: str, data: Paths) -> None:
    content, counts = FILES[name]
    outcome = tried(content, name, data, kind="postings")
    assert (outcome.kept, outcome.quarantined, outcome.ignored) == counts, outcome
    assert outcome.rows_in == sum(counts)
    assert len(outcome.rejects) == outcome.quarantined
    assert len(outcome.ignored_lines) == outcome.ignored
    assert outcome.exit_code == (0 if outcome.kept else 1)
    assert not data.root.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("blank.csv", b"\r\n\r\n", "the file is empty"),
        ("page.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Excel workbook"),
        ("junk.csv", bytes(range(256)) * 64, "not text"),
        ("cut.xlsx", as_excel(two_sheets)[:3000], "cut short or damaged"),
        ("cut.parquet", as_parquet(TYPED)[:400], "damaged or cut short"),
        ("cut.json", json.dumps([NESTED, NESTED]).encode()[:-40], "line 1"),
        ("packed.csv", b"\x1f\x8b\x08\x00rest", "unpack it first"),
        ("sheet.xlsx", as_excel(lambda book: None), "no visible sheet"),
        ("wrong.csv", b"colour,shape\nred,round\n", "no column for title"),
        ("paper.pdf", b"%PDF-1.7", "is a PDF"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_name(
    name: str, content: bytes, said: str, data: Paths
) -> None:
    with pytest.raises(DataError, match=said) as raised:
        tried(content, name, data, kind="postings")
    assert name in str(raised.value)


def test_lines_are_those_of_the_file(data: Paths) -> None:
    rows = [HEADER, posting(1, text=f"{TEXT}\n\n{TEXT}"), posting(2, title=""), [], posting(3)[:2]]
    outcome = tried(as_csv(rows), "lines.csv", data)
    assert [(f.line, f.column) for f in outcome.rejects] == [(5, "Job Title"), (7, "")]
    assert [f.line for f in outcome.ignored_lines] == [6]
    assert outcome.rejects[1].reason == "2 cells where the header has 7"


def test_a_header_twice_gets_a_name_of_its_own(data: Paths) -> None:
    rows = [["Title", "Title", "Description", "Colour"], ["Nurse", "RN", TEXT, "red"]]
    outcome = tried(as_csv(rows), "twice.csv", data, kind="postings")
    assert outcome.mapping == {"Title": "title", "Description": "text"}
    assert outcome.unused == ("Title (2)", "Colour")
    assert any("'Title (2)'" in note for note in outcome.notes)


def test_pay_in_columns_and_days_first_reach_the_rows(data: Paths, inputs: Paths) -> None:
    header = "Requisition Title;Description;Posting Date;Salary Min;Salary Max;Currency;Pay Period"
    rows = f"Nurse;{TEXT};03/04/2025;30.000;1.040.000;GBP;year\n"
    rows += f"Clerk;{TEXT};25/04/2025;30.000,50;40.000;GBP;year\n"
    path = inputs.root.parent / "Workday export.csv"
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    outcome = import_file(path, inputs, processes=1)
    assert (outcome.kind, outcome.kept) == ("postings", 2)
    assert any("day first (line 3: 25/04/2025)" in note for note in outcome.notes)
    (snapshot,) = source_snapshots(inputs.snapshots / "import_workday_export")
    verify(snapshot)
    found = pq.read_table(snapshot.folder / "postings.parquet").to_pylist()
    assert [row["posted_month"] for row in found] == [date(2025, 4, 1)] * 2
    assert {row["pay_currency"] for row in found} <= {"GBP", None}
    assert "pay_min_annual" in found[0]
    assert not list(snapshot.folder.parent.glob(".incoming*"))


def test_dates_that_nothing_tells_are_refused_unless_the_mapping_says(data: Paths) -> None:
    rows = as_csv([HEADER, posting(1, posted="03/04/2025"), posting(2, posted="01/02/2025")])
    refused = tried(rows, "unclear.csv", data)
    assert (refused.kept, refused.quarantined) == (0, 2)
    assert refused.rejects[0].reason == "day and month cannot be told apart"
    mapping = data.root.parent / "map.toml"
    mapping.write_text('date_order = "month first"\n', encoding="utf-8")
    assert tried(rows, "unclear.csv", data, map_file=mapping).kept == 2


def test_a_date_of_no_order_is_no_evidence_and_goes_to_the_quarantine(data: Paths) -> None:
    days = ["13/45/2026", "03/04/2025", "04/25/2025", "soon"]
    days += ["3 days ago", "30+ days ago", "Posted today", "2025-03", ""]
    rows = as_csv([HEADER, *(posting(n, posted=day) for n, day in enumerate(days))])
    outcome = tried(rows, "dates.csv", data)
    assert [(f.line, f.column, f.reason) for f in outcome.rejects] == [
        (2, "Date Posted", "not a date"),
        (5, "Date Posted", "not a date"),
    ]
    assert any("month first (line 4: 04/25/2025)" in note for note in outcome.notes)
    assert outcome.kept == 7


LONG = "You keep the records of a busy clinic in order and answer its telephone."


def test_a_second_file_of_the_same_name_adds_to_the_first(inputs: Paths, tmp_path: Path) -> None:
    """Every applicant tracking system calls its file export.csv."""
    for month, title in (("jan", "Clerk"), ("feb", "Nurse"), ("mar", "Nurse")):
        file = tmp_path / month / "export.csv"
        file.parent.mkdir()
        file.write_text(f"Title,Description\n{title},{LONG} {title}.\n", encoding="utf-8")
        outcome = import_file(file, inputs, "postings", processes=1)
        assert outcome.kept == 1
    assert "beside 2 earlier imports" in outcome.sentence
    snapshots = source_snapshots(inputs.snapshots / "import_export")
    ids = [
        i
        for snapshot in snapshots
        for i in pq.read_table(snapshot.folder / "postings.parquet")["posting_id"].to_pylist()
    ]
    assert len(snapshots) == 3
    # January's and February's differ; March's is February's file again.
    assert len(set(ids)) == 2


def test_half_a_character_in_json_harms_nothing(inputs: Paths, tmp_path: Path) -> None:
    file = tmp_path / "jobs.jsonl"
    file.write_text('{"title": "Clerk \\ud800", "description": "' + LONG + '"}\n', encoding="utf-8")
    assert import_file(file, inputs, "postings", processes=1).kept == 1


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (
            "Contest Number,Job Title,Posting Date,Description - External,Minimum Salary,"
            "Maximum Salary,Currency,Organization,Hiring Manager",
            "postings",
        ),
        ("Job ID,Job Name,Status,Date Opened,Salary Range,Department,Hiring Manager", "postings"),
    ],
)
def test_postings_are_not_taken_for_something_else(header: str, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "jobs.csv"
    row = ",".join(LONG if "Desc" in name else "1" for name in header.split(","))
    file.write_text(f"{header}\n{row}\n", encoding="utf-8")
    try:
        said = import_file(file, Paths(tmp_path / "data"), dry_run=True).kind
    except DataError as error:
        said = str(error)
        assert "which postings need" in said
    assert kind in said
