"""Detailed occupations and seniority, read from a title."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.derive import occupation_titles
from etl.errors import DataError
from etl.normalise.occupations import read_title_codes
from etl.normalise.seniority import SENIORITIES, seniority
from etl.normalise.titles import TitleClassifier, read_title_rules
from etl.paths import PROJECT, Paths
from tests.test_normalise_checked import checked


@pytest.fixture(scope="module")
def titles() -> Iterator[TitleClassifier]:
    paths = Paths(PROJECT / "data")
    yield TitleClassifier(
        occupation_titles(paths),
        read_title_rules(paths.reference / "title_rules.csv"),
        read_title_codes(paths.reference / "title_codes.csv"),
    )


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Registered Nurse", "29-1141"),
        ("Senior Software Engineer (Remote)", "15-1252"),
        ("Community Staff Nurse - North Ward", "29-1141"),
        ("Consultant Clinical Psychologist", "19-3033"),
        # Another occupation than the title at its end.
        ("Practical Nurse", "29-2061"),
        ("Purchasing Agent", "13-1023"),
        ("Staff Engineer", None),
        ("Nurse or Operating Department Practitioner", None),
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


@pytest.mark.parametrize(("name", "least"), [("checked", 85), ("blind", 98)])
def test_codes_read_by_hand(marts: duckdb.DuckDBPyConnection, name: str, least: int) -> None:
    """A hundred postings with a code, read beside it; the rules were mended afterwards."""
    facts = {
        fact["posting_id"]: fact["soc_code"].split("|")
        for fact in checked(f"occupation_codes_{name}.csv")
    }
    found = dict(
        marts.execute(
            "SELECT posting_id, soc_code FROM marts.postings WHERE posting_id IN "
            "(SELECT unnest($ids)) AND soc_code IS NOT NULL",
            {"ids": list(facts)},
        ).fetchall()
    )
    right = sum(code in facts[posting_id] for posting_id, code in found.items())
    wrong = {i: code for i, code in found.items() if code not in facts[i]}
    assert len(facts) == 100
    assert len(found) >= min(least, 93)
    assert right / len(found) >= 0.93, wrong


def test_seniority_read_by_hand(marts: duckdb.DuckDBPyConnection) -> None:
    facts = {fact["posting_id"]: fact["seniority"] for fact in checked("seniority_checked.csv")}
    found = dict(
        marts.execute(
            "SELECT posting_id, seniority FROM marts.postings "
            "WHERE posting_id IN (SELECT unnest($ids))",
            {"ids": list(facts)},
        ).fetchall()
    )
    assert len(facts) == 60
    assert {i: level for i, level in found.items() if level != facts[i]} == {}


def test_every_code_is_one_that_onet_knows() -> None:
    paths = Paths(PROJECT / "data")
    known = {code[:7] for _, code in occupation_titles(paths)}
    rules = read_title_codes(paths.reference / "title_codes.csv")
    assert {rule.soc_code for rule in rules if rule.soc_code} <= known
    assert len({(rule.pattern, rule.soc_group) for rule in rules}) == len(rules)


@pytest.mark.parametrize(("line", "words"), [("(,29,29-1141,", "line 2"), ("a,29,31-1131,", "31")])
def test_bad_rows_are_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "title_codes.csv"
    path.write_text(f"pattern,soc_group,soc_code,note\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=words):
        read_title_codes(path)


def test_two_thirds_of_the_postings_have_a_code_of_their_group(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    row = marts.execute(
        "SELECT count(soc_code) / count(*), count(*) FILTER (left(soc_code, 2) <> soc_group) "
        "FROM marts.postings"
    ).fetchone()
    assert row is not None
    assert row[0] >= 0.67
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
        ("Warehouse Supervisor", "lead"),
        ("Project Manager", "standard"),
        ("Nursing Assistant", "standard"),
        ("Solutions Architect", "standard"),
        ("Assistant Director of Nursing", "director"),
        ("Registered Nurse - Level 1 Trauma Center", "standard"),
        ("Front Desk Clerk - Senior Center", "standard"),
        ("Engineer I, II or III", "standard"),
        ("Engineer (Senior)", "senior"),
        ("Assistant Principal", "manager"),
        ("Director of Nursing", "director"),
        ("Chief Financial Officer", "director"),
        ("Head of People", "director"),
    ],
)
def test_seniority_is_read_from_the_title(title: str, level: str) -> None:
    assert seniority(title) == level
    assert level in SENIORITIES
