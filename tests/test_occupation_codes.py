"""Detailed occupations and seniority, read from a title."""

from collections.abc import Iterator

import duckdb
import pytest

from etl.derive import occupation_titles
from etl.normalise.seniority import SENIORITIES, seniority
from etl.normalise.titles import TitleClassifier, read_title_rules
from etl.paths import PROJECT, Paths
from tests.test_normalise_checked import checked


@pytest.fixture(scope="module")
def titles() -> Iterator[TitleClassifier]:
    rules = read_title_rules(PROJECT / "data" / "reference" / "title_rules.csv")
    yield TitleClassifier(occupation_titles(Paths(PROJECT / "data")), rules)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Registered Nurse", "29-1141"),
        ("Senior Software Engineer (Remote)", "15-1252"),
        ("Community Staff Nurse - North Ward", "29-1141"),
        ("Consultant Clinical Psychologist", "19-3033"),
        # Another occupation than the title at its end.
        ("Practical Nurse", None),
        ("Loan Officer Assistant", None),
        ("Purchasing Agent", None),
        ("", None),
        ("Wizard of light bulb moments", None),
    ],
)
def test_a_title_gives_its_occupation_or_none(
    titles: TitleClassifier, title: str, code: str | None
) -> None:
    assert titles.soc_code(title, titles.soc_group(title)) == code


def test_a_code_lies_in_its_group(titles: TitleClassifier) -> None:
    assert titles.soc_code("Registered Nurse", "11") is None
    assert titles.soc_code("Registered Nurse", None) is None


def test_codes_read_by_hand(marts: duckdb.DuckDBPyConnection) -> None:
    """A hundred postings with a code, read beside it; the rules were mended afterwards."""
    facts = {
        fact["posting_id"]: fact["soc_code"] for fact in checked("occupation_codes_checked.csv")
    }
    found = dict(
        marts.execute(
            "SELECT posting_id, soc_code FROM marts.postings WHERE posting_id IN "
            "(SELECT unnest($ids)) AND soc_code IS NOT NULL",
            {"ids": list(facts)},
        ).fetchall()
    )
    right = sum(facts[posting_id] == code for posting_id, code in found.items())
    assert len(facts) == 100
    assert len(found) >= 85
    assert right / len(found) >= 0.93


def test_two_fifths_of_the_postings_have_a_code_of_their_group(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    row = marts.execute(
        "SELECT count(soc_code) / count(*), count(*) FILTER (left(soc_code, 2) <> soc_group) "
        "FROM marts.postings"
    ).fetchone()
    assert row is not None
    assert row[0] >= 0.38
    assert row[1] == 0


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Staff Nurse", "standard"),
        ("Senior Staff Nurse", "senior"),
        ("Software Engineer III", "senior"),
        ("Junior Data Analyst", "junior"),
        ("Summer Internship, Marketing", "intern"),
        ("Internal Auditor", "standard"),
        ("Principal Engineer", "lead"),
        ("Ward Manager", "manager"),
        ("Warehouse Supervisor", "manager"),
        ("Director of Nursing", "director"),
        ("Chief Financial Officer", "director"),
        ("Head of People", "director"),
    ],
)
def test_seniority_is_read_from_the_title(title: str, level: str) -> None:
    assert seniority(title) == level
    assert level in SENIORITIES
