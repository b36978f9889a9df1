"""Pay and titles against answers read by hand from real postings.

`tests/facts` names the postings and holds the answers, never the texts. Drawn with a fixed seed
over the sources: 300 distinct pay strings (95 of the health service) and 200 distinct titles
(`checked`), and later 216 and 317 others that were read before the rules' answers were seen
(`blind`). The rules were improved after each draw, so these are bars that must hold, not an
estimate of error; `data/README.md` has the errors that the blind draws showed.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from etl.derive import occupation_titles
from etl.normalise.pay import parse_pay
from etl.normalise.places import parse_place
from etl.normalise.texts import clean_text
from etl.normalise.titles import TitleClassifier, read_title_rules
from etl.paths import PROJECT, Paths
from etl.sources.archived import ARCHIVED

FACTS = Path(__file__).parent / "facts"
COUNTRIES = {source.source_id: source.country for source in ARCHIVED}
MINIMUM_PAY_RIGHT = 0.97
MINIMUM_TITLES_RIGHT = 0.85
MINIMUM_TITLES_CLASSIFIED = 0.80


def checked(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def postings(shared: Path, facts: list[dict[str, str]]) -> Iterator[dict[str, str | None]]:
    """The raw postings that `facts` name, in that order."""
    table = pq.read_table(
        shared / "postings.parquet",
        columns=[
            "posting_id", "source", "title", "employer", "industry_label", "location", "posted",
            "salary",
        ],
        filters=pc.field("posting_id").isin([fact["posting_id"] for fact in facts]),
    )  # fmt: skip
    found = {row["posting_id"]: row for row in table.to_pylist()}
    return (found[fact["posting_id"]] for fact in facts)


def amount(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize(("name", "rows"), [("pay_checked.csv", 300), ("pay_blind.csv", 216)])
def test_pay_is_right_or_refused(shared: Path, name: str, rows: int) -> None:
    facts = checked(name)
    right, wrong = 0, []
    for fact, posting in zip(facts, postings(shared, facts), strict=True):
        default = COUNTRIES[posting["source"] or ""]
        place = parse_place(posting["location"] or "", default)
        pay = parse_pay(posting["salary"] or "", place.country or default)
        expected = (
            (
                amount(fact["min_annual"]),
                amount(fact["max_annual"]),
                fact["currency"],
                fact["period"],
            )
            if fact["currency"]
            else None
        )
        read = (pay.min_annual, pay.max_annual, pay.currency, pay.period) if pay else None
        if read == expected:
            right += 1
        elif read is not None:
            wrong.append((fact["posting_id"], read))
    assert len(facts) == rows
    assert wrong == []
    assert right / len(facts) >= MINIMUM_PAY_RIGHT


@pytest.mark.parametrize(("name", "rows"), [("titles_checked.csv", 200), ("titles_blind.csv", 317)])
def test_titles_are_classified_and_right(shared: Path, name: str, rows: int) -> None:
    paths = Paths(PROJECT / "data")
    classifier = TitleClassifier(
        occupation_titles(paths), read_title_rules(paths.reference / "title_rules.csv")
    )
    facts = checked(name)
    classified, wrong = 0, []
    for fact, posting in zip(facts, postings(shared, facts), strict=True):
        group = classifier.soc_group(" ".join(clean_text(posting["title"] or "").split()))
        if group is not None:
            classified += 1
            if group not in fact["soc_major"].split("|"):
                wrong.append((fact["posting_id"], group))
    assert len(facts) == rows
    assert classified / len(facts) >= MINIMUM_TITLES_CLASSIFIED
    assert 1 - len(wrong) / classified >= MINIMUM_TITLES_RIGHT, wrong


SEVERAL_ROWS_A_POSTING = (
    "employers_checked.csv",
    "whole_postings.csv",
    "whole_postings_second.csv",
    "windows_second.csv",
)


@pytest.mark.parametrize(
    "name",
    sorted(path.name for path in FACTS.glob("*.csv") if path.name not in SEVERAL_ROWS_A_POSTING),
)
def test_a_posting_is_checked_once(name: str) -> None:
    ids = [fact["posting_id"] for fact in checked(name)]
    assert len(set(ids)) == len(ids)
