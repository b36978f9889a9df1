"""Messy lists of credentials, made of real bytes, and what is kept of them."""

import csv
import json
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.importing.command import import_file
from etl.importing.mapping import remembered_file
from etl.paths import Paths
from etl.snapshots import source_snapshots, verify
from tests.test_importing_postings import as_csv, as_excel, as_parquet, tried

HEADER = ["Badge Name", "Issuer", "Type", "Price", "Currency", "Hours", "Skills", "Validity"]


def offer(name: str, **changed: str) -> list[str]:
    row = {
        "name": name, "issuer": "Acme Academy", "type": "certification", "price": "199",
        "currency": "USD", "hours": "40", "skills": "Python; SQL", "validity": "36",
    }  # fmt: skip
    return list((row | changed).values())


def typed(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet.append(["Catalogue of badges", *[""] * 7])
    sheet.merge_cells("A1:H1")
    sheet.append(HEADER)
    sheet.append(["Ladder", "Acme", "badge", 1299.5, "USD", 8, "Safety", 36])
    sheet.append(["Crane", "Acme", "badge", "free", "", 8.5, "", "3 years"])
    sheet.append(["Hoist", "Acme", "badge", date(2025, 1, 1), "USD", 8, "", 36])
    sheet.append(["Grand total", "", "", 1299.5, "", 16.5])


def spanning(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet.append(HEADER)
    for name in ("A badge", "B badge", "C badge"):
        sheet.append(offer(name, issuer="Acme" if name == "A badge" else ""))
    sheet.merge_cells("B2:B4")


RECORD = {
    "entityId": "abc",
    "name": "Ladder safety",
    "issuer": {"name": "Acme"},
    "tags": ["a", "b"],
}
FILES: dict[str, tuple[bytes, tuple[int, int, int]]] = {
    "plain.csv": (as_csv([HEADER, offer("Ladder"), offer("Crane")]), (2, 0, 0)),
    "prices.csv": (
        as_csv(
            [
                HEADER,
                offer("A", price="1,299.00"),
                offer("B", price="Free"),
                offer("C", price="-5"),
                offer("D", price="ask us"),
            ]
        ),
        (2, 2, 0),
    ),
    "decimal_commas.csv": (
        as_csv(
            [
                HEADER,
                offer("A", price="1.299,00"),
                offer("B", price="1.299"),
                offer("C", price="12,5"),
            ],
            "cp1252",
            delimiter=";",
        ),
        (3, 0, 0),
    ),
    "unclear_thousands.csv": (as_csv([HEADER, offer("A", price="1.299"), offer("B")]), (1, 1, 0)),
    "utf16.csv": (
        as_csv([HEADER, offer("Zürich Zertifikat")], "utf-16", delimiter="\t"),
        (1, 0, 0),
    ),
    "latin.csv": (as_csv([HEADER, offer("Sécurité à vélo")], "latin-1"), (1, 0, 0)),
    "page_breaks.csv": (
        as_csv([["Badges of 2025"], [], HEADER, offer("A"), HEADER, offer("A"), [], ["2 records"]]),
        (1, 0, 6),
    ),
    "same_twice.csv": (as_csv([HEADER, offer("A"), offer("a", price="5")]), (1, 1, 0)),
    "ragged.csv": (as_csv([HEADER, offer("A")[:5], [*offer("B"), "x"], offer("C")]), (1, 2, 0)),
    "mixed_types.csv": (
        as_csv(
            [
                HEADER,
                offer("A", hours="40 hours"),
                offer("B", hours="PT8H"),
                offer("C", hours="3 weeks"),
                offer("D", validity="P3Y"),
                offer("E", validity="Never"),
                offer("F", hours="n/a"),
            ]
        ),
        (5, 1, 0),
    ),
    "no_name.csv": (as_csv([HEADER, offer(""), offer("12345"), offer("A")]), (1, 2, 0)),
    "bars.csv": (as_csv([HEADER, offer("A, with comma")], delimiter="|"), (1, 0, 0)),
    "typed.xlsx": (as_excel(typed), (2, 1, 2)),
    "spanning.xlsx": (as_excel(spanning), (3, 0, 0)),
    "badgr.jsonl": (
        "\n".join(
            json.dumps(r) for r in (RECORD, RECORD, RECORD | {"entityId": "x", "name": ""}, 5)
        ).encode(),
        (1, 2, 1),
    ),
    "typed.parquet": (
        as_parquet(
            pa.table(
                {"credential_name": ["A", "B"], "price": [1.0, -1.0], "skills": [["x", "y"], None]}
            )
        ),
        (1, 1, 0),
    ),
    "header_only.csv": (as_csv([HEADER]), (0, 0, 0)),
}


@pytest.fixture
def data(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_a_messy_file_is_accounted_for(name: str, data: Paths) -> None:
    content, counts = FILES[name]
    outcome = tried(content, name, data, kind="credentials")
    assert (outcome.kept, outcome.quarantined, outcome.ignored) == counts, outcome
    assert outcome.rows_in == sum(counts)


def test_offers_are_kept_with_skills_and_the_rest_is_quarantined(data: Paths) -> None:
    path = data.root.parent / "Our badges.csv"
    path.write_bytes(
        as_csv(
            [HEADER, offer("Ladder"), offer("Crane", price="=1+1"), [], offer("Hoist", price="")]
        )
    )
    outcome = import_file(path, data)
    assert (outcome.kind, outcome.kept, outcome.quarantined) == ("credentials", 2, 1)
    (snapshot,) = source_snapshots(data.snapshots / "import_credentials_our_badges")
    verify(snapshot)
    offers = pq.read_table(snapshot.folder / "offered_credentials.parquet").to_pylist()
    assert [(o["name"], o["price_amount"], o["valid_months"]) for o in offers] == [
        ("Ladder", 199.0, 36),
        ("Hoist", None, 36),
    ]
    skills = pq.read_table(snapshot.folder / "offered_skills.parquet")["skill"].to_pylist()
    assert sorted(skills) == ["Python", "Python", "SQL", "SQL"]
    assert outcome.quarantine_file is not None
    assert outcome.quarantine_file.parent == data.root / "quarantine" / "credentials"
    with outcome.quarantine_file.open(encoding="utf-8", newline="") as handle:
        (row,) = csv.DictReader(handle)
    assert (row["file"], row["line"], row["column"]) == ("Our badges.csv", "3", "Price")
    assert json.loads(row["row"])["Badge Name"] == "Crane"
    assert outcome.ignored_file is not None


def test_the_mapping_is_remembered_and_may_be_edited(data: Paths) -> None:
    path = data.root.parent / "badges.csv"
    path.write_bytes(as_csv([HEADER, offer("Ladder")]))
    import_file(path, data)
    remembered = remembered_file(data, HEADER, "credentials")
    text = remembered.read_text(encoding="utf-8")
    assert '"Badge Name" = "name"' in text
    remembered.write_text(text.replace('Hours = "hours"', 'Hours = ""'), encoding="utf-8")
    again = import_file(path, data)
    assert "Hours" in again.unused
    assert any("remembered in" in note for note in again.notes)
