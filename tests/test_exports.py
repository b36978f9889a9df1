import io

import numpy as np
import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pytest

from dashboard.exports import WIDEST, as_csv, as_excel, neutralised
from dashboard.ranking import with_shares
from dashboard.tables.credentials import recognition_table
from tests.bases import base_of, with_sums

FACTS = [("Build", "b1"), ("Choices", "Health care"), ("Exported", "2026-11-23")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cells_that_would_run_are_neutralised(start: str) -> None:
    rows = pd.DataFrame({f"{start}head": [f"{start}1+1", "plain"]})
    safe = neutralised(rows)
    assert safe.iloc[0, 0] == f"'{start}1+1"
    assert safe.iloc[1, 0] == "plain"
    assert safe.columns[0] == f"'{start}head"


def test_numbers_stay_numbers() -> None:
    rows = pd.DataFrame({"a": [-1.5, 2.0]})
    assert neutralised(rows)["a"].tolist() == [-1.5, 2.0]


def test_csv_says_where_it_comes_from_and_reads_back() -> None:
    data = as_csv(pd.DataFrame({"Name": ["Å", "=x"], "n": [1, 2]}), FACTS)
    text = data.decode("utf-8-sig")
    assert "# Build: b1" in text
    back = pd.read_csv(io.StringIO(text), comment="#")
    assert back["Name"].tolist() == ["Å", "'=x"]
    assert back["n"].tolist() == [1, 2]


def test_excel_has_the_table_and_its_provenance() -> None:
    rows = pd.DataFrame(
        {"Name": ["=1+1"], "Kinds": [["a", "b"]], "When": [pd.Timestamp("2026-01-01", tz="UTC")]}
    )
    book = pd.read_excel(io.BytesIO(as_excel(rows, FACTS)), sheet_name=None, engine="openpyxl")
    assert book["Table"]["Name"][0] == "'=1+1"
    assert book["Table"]["Kinds"][0] == "a, b"
    assert book["About this table"]["Value"].tolist() == ["b1", "Health care", "2026-11-23"]


def test_lists_are_text_in_both_files_whatever_holds_them() -> None:
    rows = pd.DataFrame({"Kinds": [["a", "b"], ("a", "b"), np.array(["a", "b"], dtype=object)]})
    back = pd.read_csv(io.BytesIO(as_csv(rows, FACTS)), comment="#")
    assert back["Kinds"].tolist() == ["a, b"] * 3
    book = pd.read_excel(io.BytesIO(as_excel(rows, FACTS)), sheet_name="Table", engine="openpyxl")
    assert book["Kinds"].tolist() == ["a, b"] * 3


def test_a_workbook_can_be_read_as_it_opens() -> None:
    rows = pd.DataFrame({"Credential": ["x" * 30, None], "n": [1, 2], "Note": ["y" * 300, "z"]})
    book = openpyxl.load_workbook(io.BytesIO(as_excel(rows, FACTS)))
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.b for cell in sheet[1] if cell.value)
    widths = {c: book["Table"].column_dimensions[c].width for c in "ABC"}
    assert widths["A"] >= 30
    assert widths["B"] < 6
    assert WIDEST <= widths["C"] <= WIDEST + 1


def test_recognition_is_exported_with_titles_and_units() -> None:
    facts: dict[str, object] = {"credential_id": "pmp", "name": "PMP", "issuer_name": "PMI"}
    facts |= {
        "kind": "certification",
        "required": 1,
        "preferred": 2,
        "mentioned": 0,
        "employers": 3,
        "sources": 1,
    }
    facts |= {"top_employer": "A", "top_employer_share": 1 / 3, "top_source": "S"}
    facts |= {"top_source_share": 1.0, "price_status": "priced", "price_usd": 400.0}
    facts |= {"price_low_usd": None, "price_high_usd": None, "price_year": 2025.0}
    facts |= {"top_five_share": 1.0}
    facts |= {"price_fresh_until": pd.Timestamp("2999-01-01"), "postings": 3}
    table = recognition_table(with_shares(with_sums(pd.DataFrame([facts])), base_of(7000)))
    row = table.iloc[0]
    assert row["Asked for, of 100 postings"] == 0.0429
    assert 0 < row["95 % low"] < 0.0429 < row["95 % high"] < 0.2
    assert (row["Postings"], row["of n"]) == (3, 7000)
    assert (row["Largest employer, %"], row["Largest source, %"]) == (33, 100)
    assert row["Price to earn, as published"] == "$400 (2025)"
    assert not any("_" in column for column in table.columns)


def test_a_workbook_has_days_without_an_hour_and_moments_with_one() -> None:
    rows = pd.DataFrame(
        {
            "Day": pd.to_datetime(["2026-11-01", None]),
            "Moment": pd.to_datetime(["2026-11-01 08:30", None], utc=True),
            "n": [1, 2],
        }
    )
    (_, *cells) = openpyxl.load_workbook(io.BytesIO(as_excel(rows, FACTS)))["Table"].iter_rows()
    assert [c.number_format for c in cells[0][:2]] == ["YYYY-MM-DD", "YYYY-MM-DD HH:MM:SS"]
    assert [str(c.value) for c in cells[0][:2]] == ["2026-11-01 00:00:00", "2026-11-01 08:30:00"]
    assert [c.value for c in cells[1]] == [None, None, 2]
