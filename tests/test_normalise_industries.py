"""Industries: a label only where it is one, then the employer, else none; and the derivation."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.derive import FACTS, RAW_COLUMNS, derive_postings, read_reference
from etl.errors import DataError
from etl.normalise.industries import (
    NAICS_SECTORS,
    Industry,
    classify_industry,
    read_employer_rules,
    read_label_rules,
    source_label_rules,
)
from etl.sources.archived import ARCHIVED, COLLECTION_DAY_UNKNOWN
from etl.sources.registry import CONNECTORS

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
LABELS = read_label_rules(REFERENCE / "industry_labels.csv")
EMPLOYERS = read_employer_rules(REFERENCE / "employer_sectors.csv")
SOURCES = {source.source_id: source for source in ARCHIVED}


def industry(source: str, label: str | None, employer: str | None) -> Industry:
    return classify_industry(label, employer, source_label_rules(LABELS, source), EMPLOYERS)


@pytest.mark.parametrize(
    ("source", "label", "sector"),
    [
        ("nhs_2020", "Healthcare", "62"),
        ("usajobs_quest", "Federal government", "92"),
        ("la_bulletins", "Government", "92"),
        ("packaging_us_2026", "Packaging / manufacturing", "31-33"),
        ("glassdoor_ds", "Insurance Carriers", "52"),
        ("linkedin_brightdata_2025", "Software Development", "51"),
        ("linkedin_brightdata_2025", "Services et conseil en informatique", "54"),
        ("linkedin_brightdata_2025", "Enseignement supérieur", "61"),
        ("linkedin_brightdata_2025", "Industrie manufacturière et Fabrication de tabac", "31-33"),
        ("linkedin_brightdata_2025", "Banking, Financial Services, and Investment Banking", "52"),
        ("linkedin_cyber_eu_2025", "Staffing & Recruiting", "56"),
    ],
)
def test_industry_labels_give_a_sector(source: str, label: str, sector: str) -> None:
    found = industry(source, label, None)
    assert (found.naics_sector, found.industry_basis) == (sector, "label")


@pytest.mark.parametrize(
    ("source", "label", "group"),
    [
        ("sg_google_jobs_2021", "software_engineer", "15"),
        ("sg_google_jobs_2021", "consultant", None),
        ("indeed_us_2025", "query: Delivery Driver", "53"),
        ("indeed_salarypred_2023", "Banking", None),
        ("indeed_salarypred_2023", "StructuralEngineer", "17"),
        ("workday_us_2025", "job family: Software Engineering", "15"),
        ("workday_us_2025", "job family: Something New", None),
        ("zapply_health_2026", "O*NET-SOC 29-1141.00", "29"),
        ("nlx_tx_2016", "O*NET-SOC 99-9999.99", None),
        ("glassdoor_ds", "-1", None),
        ("linkedin_brightdata_2025", "Financial Services, Banking, and Research", None),
        ("linkedin_brightdata_2025", "Something and nothing", None),
    ],
)
def test_other_labels_give_no_sector(source: str, label: str, group: str | None) -> None:
    assert industry(source, label, None) == Industry(None, "none", group)


@pytest.mark.parametrize(
    ("employer", "sector"),
    [
        ("Springfield General Hospital", "62"),
        ("Springfield University Hospital", "62"),
        ("University of Springfield Medical System", "62"),
        ("University of Springfield", "61"),
        ("Springfield Public Schools", "61"),
        ("Springfield Community College", "61"),
        ("City of Springfield", "92"),
        ("Springfield County", "92"),
        ("State of Springfield - Department of Transportation", "92"),
        ("Springfield County District Attorney's Office", "92"),
        ("First Bank of Springfield", "52"),
        ("Springfield Federal Credit Union", "52"),
        ("Springfield Food Bank", None),
        ("Springfield Mutual Insurance Co.", "52"),
        ("Springfield Consulting Group, LLC", "54"),
        ("Springfield Construction Inc", "23"),
        ("Springfield Hyundai", "44-45"),
        ("Springfield Inn & Suites", "72"),
        ("Springfield Tennis Club", "71"),
        ("Church of Springfield", "81"),
        ("Springfield Electric Cooperative", "22"),
        ("Springfield Freight Lines", "48-49"),
        ("Springfield Realty", "53"),
        ("Springfield Farms", "11"),
        # a recruiter's client is unknown
        ("Springfield Staffing", None),
        ("Springfield Healthcare Recruiting", None),
        ("Springfield Talent Partners", None),
        ("Springfield", None),
    ],
)
def test_employers_give_a_sector(employer: str, sector: str | None) -> None:
    found = industry("indeed_us_2025", None, employer)
    assert found.naics_sector == sector
    assert found.industry_basis == ("employer" if sector else "none")


def test_the_label_counts_before_the_employer() -> None:
    assert industry("nhs_2020", "Healthcare", "Springfield University").naics_sector == "62"
    assert industry("indeed_us_2025", "query: Analyst", "Springfield University") == Industry(
        "61", "employer", None
    )


@given(st.none() | st.text(max_size=60), st.none() | st.text(max_size=60))
def test_never_fails_and_the_basis_fits(label: str | None, employer: str | None) -> None:
    found = industry("linkedin_cyber_eu_2025", label, employer)
    assert (found.naics_sector is None) == (found.industry_basis == "none")


def test_reference_files_agree() -> None:
    with (REFERENCE / "naics_sectors.csv").open(encoding="utf-8", newline="") as handle:
        assert sorted(row["naics_sector"] for row in csv.DictReader(handle)) == sorted(
            NAICS_SECTORS
        )
    patterns = [rule.pattern.pattern for rule in EMPLOYERS]
    assert len(set(patterns)) == len(patterns)
    families = {source for source, _ in LABELS}
    names = {*SOURCES, *CONNECTORS}
    assert all(
        family in names or any(name.startswith(f"{family}_") for name in names)
        for family in families
    )
    with (REFERENCE / "fx_rates.csv").open(encoding="utf-8", newline="") as handle:
        rates = list(csv.DictReader(handle))
    assert len({(row["currency"], row["year"]) for row in rates}) == len(rates)
    assert all(float(row["usd_per_unit"]) > 0 and row["source"] for row in rates)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("s,a,industry,99,,", "99 is not a NAICS sector"),
        ("s,a,nonsense,,,", "unknown meaning"),
        ("s,a,occupation,,98,", "98 is not a SOC"),
        ("s,a,none,,,\ns,A,none,,,", "line 3: the label occurs twice"),
    ],
)
def test_bad_label_rules_are_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(
        f"source,label_pattern,meaning,naics_sector,soc_group,note\n{line}\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match=complaint):
        read_label_rules(path)


def test_sources_are_complete() -> None:
    assert len(SOURCES) == len(ARCHIVED) == 22
    assert set(SOURCES) >= COLLECTION_DAY_UNKNOWN
    assert {source.document_type for source in ARCHIVED} == {"posting", "questionnaire"}
    assert not any(source.keeps_text for source in ARCHIVED)


LONG_TEXT = "<p>We look for a nurse with a licence.</p><h3>Requirements</h3>" + "<p>Care.</p>" * 9


def raw(**values: str | None) -> dict[str, str | None]:
    row: dict[str, str | None] = dict.fromkeys(RAW_COLUMNS)
    return row | {"source": "nhs_2020", "text": LONG_TEXT, "title": "Staff Nurse"} | values


def test_derives_facts_and_counts_refusals() -> None:
    reference = read_reference(REFERENCE, [("Registered Nurses", "29-1141.00")])
    frame = pd.DataFrame(
        [
            raw(
                posting_id="a", employer="Acme NHS Trust", industry_label="Healthcare",
                location='{"addressCountry": "GB", "postalCode": "CF10 1AA"}',
                posted="2020-10-27T13:46:10+0000", salary="£24,900 - £30,600 pa",
            ),
            raw(posting_id="b", title=None),
            raw(posting_id="c", text="  "),
            raw(posting_id="d", title="Opportunities"),
            raw(posting_id="e", text="Wir suchen für die Station eine Person, die mit uns in dem "
                "Team arbeitet und sich auf die Prüfung vorbereitet."),
        ]
    )  # fmt: skip
    derived = derive_postings(frame, SOURCES["nhs_2020"], reference)
    assert derived.rejects == {"empty_text": 1, "no_title": 1, "not_in_english": 1}
    assert list(derived.postings.columns) == FACTS.names
    first, second = derived.postings.to_dict("records")
    assert first["naics_sector"] == "62"
    assert (first["soc_group"], first["soc_basis"]) == ("29", "title")
    assert (first["country"], first["region"]) == ("GB", "Wales")
    assert first["posted_month"] == date(2020, 10, 1)
    assert (first["pay_min_annual"], first["pay_currency"]) == (24_900, "GBP")
    assert (first["pay_basis"], first["locality"]) == ("stated", "cf101aa")
    assert pd.isna(first["url"])
    assert first["near_low"] == second["near_low"]
    assert second["soc_basis"] == "none"
    assert second["industry_basis"] == "none"
    assert first["text_key"] != second["text_key"]


def test_optional_columns_are_read_where_a_table_has_them() -> None:
    reference = read_reference(REFERENCE, [])
    live = replace(SOURCES["dice_us_2021"], collected_on=None, label_meaning="naics_sector")
    rows = [
        raw(source=live.source_id, posting_id=name, posted="3 days ago", industry_label="52")
        | {"url": "https://jobs.example/1", "retrieved_on": seen}
        for name, seen in (("a", "2026-11-02"), ("b", None))
    ]
    first, second = derive_postings(pd.DataFrame(rows), live, reference).postings.to_dict("records")
    assert first["url"] == "https://jobs.example/1"
    assert first["posted_month"] == date(2026, 10, 1)
    assert second["posted_month"] is None
    assert (first["naics_sector"], first["industry_basis"]) == ("52", "label")
    plain = pd.DataFrame([raw(source=live.source_id, posting_id="c", industry_label="52")])
    assert derive_postings(plain, live, reference).postings["url"].isna().all()
    with pytest.raises(DataError, match="retrieved_on: 'soon'"):
        derive_postings(pd.DataFrame([rows[0] | {"retrieved_on": "soon"}]), live, reference)
    with pytest.raises(DataError, match="'finance' is not a NAICS sector"):
        derive_postings(pd.DataFrame([rows[0] | {"industry_label": "finance"}]), live, reference)


def test_questionnaires_without_a_title_are_kept() -> None:
    reference = read_reference(REFERENCE, [])
    frame = pd.DataFrame([raw(posting_id="q", source="usajobs_quest", title=None)])
    derived = derive_postings(frame, SOURCES["usajobs_quest"], reference)
    assert derived.rejects == {}
    assert derived.postings.loc[0, "document_type"] == "questionnaire"


def test_rows_of_another_source_are_an_error() -> None:
    reference = read_reference(REFERENCE, [])
    with pytest.raises(DataError, match="nhs_2020"):
        derive_postings(pd.DataFrame([raw()]), SOURCES["dice_us_2021"], reference)
    with pytest.raises(DataError, match="no column"):
        derive_postings(pd.DataFrame([{"source": "x"}]), SOURCES["dice_us_2021"], reference)
