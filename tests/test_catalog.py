"""What the bundled catalog promises, counted from its files."""

import csv
import re
from functools import cache

import pytest

from etl.catalog import KINDS
from tests.conftest import BUNDLED


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (BUNDLED.catalog / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def costs(item: str) -> list[dict[str, str]]:
    return [r for r in [*rows("costs"), *rows("costs_cc_by_sa")] if r["item"] == item]


def share(ids: set[str]) -> float:
    return len(ids) / len(rows("credentials"))


def test_there_are_at_least_740_credentials_of_every_kind() -> None:
    assert len(rows("credentials")) >= 740
    assert {r["kind"] for r in rows("credentials")} == set(KINDS)


@pytest.mark.parametrize(
    ("fact", "ids", "least"),
    [
        (
            "price or reason",
            lambda: {r["credential_id"] for r in costs("earn") if r["status"]},
            0.8,
        ),
        (
            "renewal period",
            lambda: {r["credential_id"] for r in costs("renewal") if r["period_months"]},
            0.65,
        ),
        (
            "renewal fee or none",
            lambda: {
                r["credential_id"] for r in costs("renewal") if r["status"] in ("priced", "none")
            },
            0.45,
        ),
        ("hours", lambda: {r["credential_id"] for r in rows("credentials") if r["hours"]}, 0.45),
        (
            "delivery",
            lambda: {r["credential_id"] for r in rows("credentials") if r["delivery"]},
            0.5,
        ),
        ("an alias", lambda: {r["credential_id"] for r in rows("aliases")}, 1.0),
        ("skills", lambda: {r["credential_id"] for r in rows("credential_skills")}, 0.95),
    ],
)
def test_enough_of_the_catalog_is_known(fact: str, ids: object, least: float) -> None:
    assert share(ids()) >= least, fact  # type: ignore[operator]


def with_price(item: str, audience: str) -> set[str]:
    return {r["credential_id"] for r in costs(item) if r["audience"] == audience}


@pytest.mark.parametrize(
    ("fact", "ids", "least"),
    [
        ("membership fee", lambda: {r["credential_id"] for r in costs("membership")}, 25),
        ("members' price", lambda: with_price("earn", "member"), 40),
        ("price after a subsidy", lambda: with_price("earn", "subsidised"), 10),
        (
            "hours of continuing education",
            lambda: {r["credential_id"] for r in costs("renewal") if r["ce_hours"]},
            90,
        ),
        ("exam", lambda: {r["credential_id"] for r in rows("exams")}, 120),
        ("exam form", lambda: {r["credential_id"] for r in rows("exams") if r["form"]}, 120),
        ("pass rate", lambda: {r["credential_id"] for r in rows("exams") if r["pass_rate"]}, 25),
        (
            "European level",
            lambda: {r["credential_id"] for r in rows("credentials") if r["eqf_level"]},
            10,
        ),
    ],
)
def test_enough_is_known_for_ownership_and_depth(fact: str, ids: object, least: int) -> None:
    assert len(ids()) >= least, fact  # type: ignore[operator]


def test_every_exam_says_something_and_every_pass_rate_its_year() -> None:
    facts = ("pass_rate", "languages", "supervision", "form", "minutes", "retake_wait_days")
    for row in rows("exams"):
        assert any(row[fact] for fact in facts), row
        if row["pass_rate"]:
            assert re.search(r"\b20\d\d\b", row["pass_rate_of"]), row


def test_steps_join_rows_and_named_awards() -> None:
    credentials = {r["credential_id"] for r in rows("credentials")}
    awards = {r["award_id"] for r in rows("awards")}
    ends = {end for e in rows("edges") for end in (e["from_id"], e["to_id"])}
    assert ends <= credentials | awards
    between = [e for e in rows("edges") if {e["from_id"], e["to_id"]} <= credentials]
    assert len(between) >= 300
    assert awards <= ends, "an award that nothing leads to or from"


def test_every_amount_has_a_currency_and_every_currency_is_a_code() -> None:
    for row in [*rows("costs"), *rows("costs_cc_by_sa")]:
        if row["amount"] or row["amount_low"]:
            assert re.fullmatch(r"[A-Z]{3}", row["currency"]), row


def test_rows_under_share_alike_stay_in_their_own_file() -> None:
    apart = ("security certification roadmap", "seccertroadmap")
    assert not [r for r in rows("costs") if any(w in r["source"].lower() for w in apart)]
    assert rows("costs_cc_by_sa")


def test_countries_are_codes() -> None:
    assert {
        c
        for r in rows("credentials")
        for c in [r["country"]]
        if not re.fullmatch(r"[A-Z]{2}|INT", c)
    } == set()


def test_no_surface_form_belongs_to_two_skills() -> None:
    owner: dict[str, str] = {}
    for row in rows("skills"):
        for form in {f.casefold() for f in [row["name"], *row["synonyms"].split("|")] if f}:
            assert owner.setdefault(form, row["skill_id"]) == row["skill_id"], form


def test_technologies_link_to_onet_once_each() -> None:
    linked = [r["onet_technology"] for r in rows("skills") if r["onet_technology"]]
    assert len(linked) >= 150
    assert len(linked) == len(set(linked))


@pytest.mark.parametrize(
    "abbreviation",
    [
        "CPA",
        "BLS",
        "PMP",
        "CIA",
        "CCP",
        "CSM",
        "PALS",
        "CNA",
        "CPT",
        "CMA",
        "CFA",
        "CPP",
        "EA",
        "PE",
        "CDA",
        "CPC",
        "ITIL",
        "A+",
        "RN",
        "CCM",
        "CSP",
        "CEM",
    ],
)
def test_ambiguous_abbreviations_have_sense_rules(abbreviation: str) -> None:
    found = [r for r in rows("aliases") if r["alias"] == abbreviation]
    assert all(r["needs_near"] or r["refuses_near"] for r in found)
    assert all(r["case_sensitive"] == "True" for r in found)


def test_short_forms_never_match_in_any_case() -> None:
    loose = [
        r["alias"]
        for r in rows("aliases")
        if len(r["alias"]) <= 3
        and r["case_sensitive"] == "False"
        and not (r["needs_near"] or re.search(r"\d|\+", r["alias"]))
    ]
    assert loose == []


@pytest.mark.parametrize(
    "name",
    [
        "credentials",
        "costs",
        "costs_cc_by_sa",
        "exams",
        "aliases",
        "skills",
        "credential_skills",
        "edges",
        "awards",
        "issuers",
    ],
)
def test_every_row_has_a_source_and_a_date_or_says_undated(name: str) -> None:
    for row in rows(name):
        assert row["source"], row
        assert row["as_of"], row
