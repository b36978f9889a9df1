"""Which credential a badge is and why, and the closed words of people's files."""

import pytest

from etl.importing.people_links import Names, badge_key, link, read_names
from etl.importing.people_values import months, outcome, state, years
from etl.people.publish import read_catalog
from tests.conftest import BUNDLED


@pytest.fixture(scope="module")
def names() -> Names:
    return read_names(*(read_catalog(BUNDLED, n) for n in ("credentials", "aliases", "issuers")))


@pytest.mark.parametrize(
    ("badge", "issuer", "achievement", "credential_id", "linked_by"),
    [
        ("CompTIA Security+", "CompTIA", None, "comptia-security-plus", "name"),
        ("CompTIA Security+ ce Certification", None, None, "comptia-security-plus", "alias"),
        ("COMPTIA SECURITY PLUS", "CompTIA", None, "comptia-security-plus", "name"),
        ("anything", "x", "comptia-security-plus", "comptia-security-plus", "achievement"),
        (
            None, "CompTIA", "https://x.example/org/comptia/badge/comptia-security-ce-certification.1",
            "comptia-security-plus", "address",
        ),
        (
            "Project Management Professional (PMP)®", "Project Management Institute", None,
            "project-management-professional", "alias",
        ),
        ("PMP", "PMI", None, "project-management-professional", "abbreviation"),
        ("PMP", "Pain Management Partners", None, "badge:pain-management-partners-pmp",
         "not linked"),
        ("PMP", None, None, "badge:pmp", "not linked"),
        ("CCM", "Commission for Case Manager Certification", None, "certified-case-manager",
         "abbreviation"),
        ("CCM", None, None, "badge:ccm", "not linked"),
        ("CISSP", "(ISC)²", None, "cissp-certified-information-systems-security-professional",
         "abbreviation"),
        ("Certified Scrum Master", "Scrum Alliance", None, "certified-scrummaster", "alias"),
        ("Barista Level 1", "Coffee Inc", None, "badge:coffee-inc-barista-level-1", "not linked"),
        ("Security", "CompTIA", None, "badge:comptia-security", "not linked"),
        ("", None, None, "badge:without-a-name", "not linked"),
    ],
)  # fmt: skip
def test_links_to_the_catalog(
    names: Names,
    badge: str | None,
    issuer: str | None,
    achievement: str | None,
    credential_id: str,
    linked_by: str,
) -> None:
    found = link(names, badge, issuer, achievement)
    assert (found.credential_id, found.linked_by) == (credential_id, linked_by)


@pytest.mark.parametrize(
    ("badge", "role", "credential_id"),
    [
        ("CNA", "Care assistant", "certified-nursing-assistant"),
        ("CISSP", "Analyst", "cissp-certified-information-systems-security-professional"),
        ("CCM", "Case manager", "certified-case-manager"),
        ("CCM", "Construction manager", "certified-construction-manager"),
        ("CCM", "Clerk", "badge:ccm"),
        ("PMP", "Pain management nurse", "badge:pmp"),
    ],
)
def test_letters_in_a_list_of_badges_are_read_with_the_role(
    names: Names, badge: str, role: str, credential_id: str
) -> None:
    assert link(names, badge, context=role, letters_suffice=True).credential_id == credential_id


def test_every_name_of_the_catalog_that_one_credential_alone_has_links_to_it(names: Names) -> None:
    rows = read_catalog(BUNDLED, "credentials")
    rows = rows[rows["credential_id"].isin(names.ids)]
    keys = rows["name"].map(badge_key)
    alone = rows[~keys.duplicated(keep=False)]
    issuers = read_catalog(BUNDLED, "issuers").set_index("issuer_id")["name"]
    wrong = [
        row.name
        for row in alone.itertuples()
        if link(names, row.name, issuers.get(row.issuer_id)).credential_id != row.credential_id
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Offer Declined", "offered"), ("Rejected after interview", "interviewed"), ("HIRED", "hired"),
     ("Application Review", "applied"), ("No-show", "withdrawn"), ("not selected", "rejected")],
)  # fmt: skip
def test_outcomes_are_read_from_the_usual_words(text: str, expected: str) -> None:
    assert outcome(text) == expected


@pytest.mark.parametrize("text", ["maybe", "accepted-ish", "?"])
def test_words_outside_the_closed_lists_are_refused(text: str) -> None:
    for read in (outcome, state, months, years):
        with pytest.raises(ValueError, match=r"^not a"):
            read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14", 14),
        ("14 months", 14),
        ("1.5 years", 18),
        ("2 yrs 3 mos", 27),
        ("1 year, 2 months", 14),
    ],
)
def test_tenures(text: str, expected: float) -> None:
    assert months(text) == expected
