import io

import pandas as pd
import pytest

from dashboard.exports import as_csv, as_excel, neutralised

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
    book = pd.read_excel(io.BytesIO(as_excel(rows, FACTS)), sheet_name=None)
    assert book["Table"]["Name"][0] == "'=1+1"
    assert book["Table"]["Kinds"][0] == "a, b"
    assert book["About this table"]["Value"].tolist() == ["b1", "Health care", "2026-11-23"]
