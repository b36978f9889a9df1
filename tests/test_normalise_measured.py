"""Places, dates, industries and employers against answers read by hand from real postings.

Drawn at random over the sources and read before the rules' answers were seen; `tests/facts` names
the postings and holds the answers, never the texts. The rules were improved afterwards, so these
are bars that must hold; `data/README.md` has the errors that the draws showed.
"""

from pathlib import Path

from etl.normalise.dates import parse_posted
from etl.normalise.employers import clean_employer, counting_key
from etl.normalise.industries import (
    classify_industry,
    read_employer_rules,
    read_label_rules,
    source_label_rules,
)
from etl.normalise.places import parse_place
from etl.paths import PROJECT
from etl.sources.archived import ARCHIVED, COLLECTION_DAY_UNKNOWN
from tests.test_normalise_checked import checked, postings

SOURCES = {source.source_id: source for source in ARCHIVED}
REFERENCE = PROJECT / "data" / "reference"


def test_places_are_right_or_left_open(shared: Path) -> None:
    facts = checked("places_checked.csv")
    right, wrong = 0, []
    for fact, posting in zip(facts, postings(shared, facts), strict=True):
        source = SOURCES[posting["source"] or ""]
        place = parse_place(posting["location"] or "", source.country)
        region = place.region or (source.region if place.country == source.country else None)
        expected = (fact["country"], fact["region"] or None)
        if (place.country, region) == expected:
            right += 1
        elif place.country != expected[0] or region is not None:
            wrong.append((fact["posting_id"], place))
    assert len(facts) == 118
    assert wrong == []
    assert right / len(facts) >= 0.98


def test_months_are_right_or_left_open(shared: Path) -> None:
    facts = checked("dates_checked.csv")
    wrong = []
    for fact, posting in zip(facts, postings(shared, facts), strict=True):
        source = SOURCES[posting["source"] or ""]
        is_unknown = source.source_id in COLLECTION_DAY_UNKNOWN
        posted_on = parse_posted(
            posting["posted"] or "", None if is_unknown else source.collected_on
        )
        month = f"{posted_on:%Y-%m}" if posted_on else ""
        if month != fact["month"]:
            wrong.append((fact["posting_id"], month))
    assert len(facts) == 109
    assert wrong == []


def test_industries_are_right_and_two_thirds_of_those_that_can_be_known_are_found(
    shared: Path,
) -> None:
    facts = checked("industries_checked.csv")
    labels = read_label_rules(REFERENCE / "industry_labels.csv")
    employers = read_employer_rules(REFERENCE / "employer_sectors.csv")
    right, wrong = 0, []
    for fact, posting in zip(facts, postings(shared, facts), strict=True):
        industry = classify_industry(
            posting["industry_label"],
            clean_employer(posting["employer"]),
            source_label_rules(labels, posting["source"] or ""),
            employers,
        )
        if industry.naics_sector in fact["naics_sector"].split("|"):
            right += 1
        elif industry.naics_sector is not None:
            wrong.append((fact["posting_id"], industry))
    knowable = sum(fact["is_knowable"] == "true" for fact in facts)
    assert len(facts) == 140
    assert right / (right + len(wrong)) >= 0.97, wrong
    assert right / knowable >= 0.66


def test_spellings_of_one_employer_are_joined_and_others_are_not(shared: Path) -> None:
    facts = checked("employers_checked.csv")
    others = [{"posting_id": fact["other_posting_id"]} for fact in facts]
    joined, missed, wrong = 0, 0, []
    for fact, one, other in zip(
        facts, postings(shared, facts), postings(shared, others), strict=True
    ):
        names = [clean_employer(posting["employer"]) or "" for posting in (one, other)]
        if counting_key(names[0]) == counting_key(names[1]):
            joined += fact["is_same"] == "true"
            if fact["is_same"] == "false":
                wrong.append(names)
        else:
            missed += fact["is_same"] == "true"
    assert len(facts) == 159
    assert wrong == []
    assert joined / (joined + missed) >= 0.85
