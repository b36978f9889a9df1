"""Total costs of credentials of the bundled catalog, worked by hand to the dollar.

Each expectation is the arithmetic on the prices that the catalog states. A renewal falls due after
each of its periods, but not on the last day; a membership is paid for each period that begins.
"""

from typing import Any

import duckdb
import pytest

from analysis.ownership import MEMBER, UNKNOWN, Ownership, Terms, ownership
from dashboard.ownership import facts_of


def owned(marts: duckdb.DuckDBPyConnection, credential_id: str, **chosen: Any) -> Ownership:
    """The cost of a credential over five years, undiscounted unless something else is chosen."""
    rows = marts.execute(
        """
        SELECT c.credential_id, c.kind, c.hours, c.assessment, e.pass_rate
        FROM marts.credentials c LEFT JOIN marts.exams e USING (credential_id)
        WHERE c.credential_id = $id
        """,
        {"id": credential_id},
    ).df()
    assert len(rows) == 1, credential_id
    items = marts.execute("FROM marts.costs").df()
    terms: dict[str, Any] = {"years": 5, "discount_rate": 0.0} | chosen
    return ownership(facts_of(rows, items)[0], Terms(**terms))


IN_FULL: list[tuple[str, dict[str, Any], float]] = [
    # Exam 439; renewal 150 every 3 years: due in year 3 of 5.
    ("comptia-security-plus", {}, 439 + 150),
    # The same at 3 % a year: the renewal is three years off.
    ("comptia-security-plus", {"discount_rate": 0.03}, 439 + 150 / 1.03**3),
    # Exam 555; renewal 150 every 3 years; over ten years due in years 3, 6 and 9; 12 people.
    ("project-management-professional", {"years": 10, "seats": 12}, 12 * (555 + 3 * 150)),
    # Exam 749; 135 every year: due after years 1, 2, 3 and 4.
    ("cissp-certified-information-systems-security-professional", {}, 749 + 4 * 135),
    # The same discounted at 5 % a year.
    (
        "cissp-certified-information-systems-security-professional",
        {"discount_rate": 0.05},
        749 + 135 / 1.05 + 135 / 1.05**2 + 135 / 1.05**3 + 135 / 1.05**4,
    ),
    # Exam 760; 85 a year for who is no member.
    ("cisa-certified-information-systems-auditor", {}, 760 + 4 * 85),
    # Exam 100; renewed every 3 years by a free exercise: nothing to pay.
    ("aws-certified-cloud-practitioner", {}, 100 + 0),
    # Free, and does not expire.
    ("elements-of-ai-introduction-to-ai", {}, 0),
    # 49 a month for up to 6 months, the amount that is filed; does not expire.
    ("google-data-analytics-professional-certificate", {}, 6 * 49),
    # Course of 1,000 to 1,500, its middle; renewal 100 every 2 years: due in years 2 and 4.
    ("certified-scrummaster", {}, (1000 + 1500) / 2 + 2 * 100),
    # Exam application 104; the same again every 2 years: due in years 2 and 4.
    ("nremt-emergency-medical-technician", {}, 104 + 2 * 104),
    # The same with time at 30 an hour: 200 hours of course, 40 hours before each renewal.
    (
        "nremt-emergency-medical-technician",
        {"hourly_usd": 30},
        104 + 2 * 104 + 200 * 30 + 2 * 40 * 30,
    ),
    # A programme that does not expire.
    ("accounting-a-a-s-middlesex-county-college", {"years": 10}, 12_045),
    # Exam 129; 55 every 2 years: over 7 years due in years 2, 4 and 6.
    ("ptcb-certified-pharmacy-technician", {"years": 7}, 129 + 3 * 55),
    # Exam 695; 150 every 3 years.
    ("shrm-certified-professional", {}, 695 + 150),
    # Exam 550 for who is no member; 150 every 5 years, due on the last day and so not counted.
    ("certified-payroll-professional", {}, 550),
    ("certified-payroll-professional", {"years": 6}, 550 + 150),
    # Courses, exams and application 1,447; 100 a year for who is no member.
    ("certified-public-bookkeeper", {}, 1447 + 4 * 100),
    # A card of 89 that does not expire, for 40 people.
    ("osha-10-hour-construction", {"seats": 40}, 40 * 89),
]


@pytest.mark.parametrize(("credential_id", "chosen", "by_hand"), IN_FULL)
def test_a_total_known_in_full(
    marts: duckdb.DuckDBPyConnection, credential_id: str, chosen: dict[str, Any], by_hand: float
) -> None:
    found = owned(marts, credential_id, **chosen)
    assert not found.named(UNKNOWN)
    assert found.total.typical is not None
    assert round(found.total.typical) == round(by_hand)
    assert found.total.typical == pytest.approx(by_hand, abs=0.01)


AT_LEAST: list[tuple[str, dict[str, Any], float, tuple[str, ...]]] = [
    # Exam 425; membership 222 in each of 5 years, required; what is paid to renew is not known.
    ("certified-professional-coder", {}, 425 + 5 * 222, ("renewal",)),
    # Only to earn it: one year of membership, no renewal: known in full.
    ("certified-professional-coder", {"years": 0}, 425 + 222, ()),
    # Member's exam 405 and renewal 60 in year 3; what membership costs is not on record.
    ("project-management-professional", {"audience": MEMBER}, 405 + 60, ("membership",)),
    # Member's renewals of 45 in years 1 to 4 beside the exam's one price, 760.
    ("cisa-certified-information-systems-auditor", {"audience": MEMBER}, 760 + 4 * 45,
     ("membership",)),
    # Exam 375; a state fee on top and the renewal are not known.
    ("professional-engineer-licence-pe-exam", {}, 375, ("extras", "renewal")),
    # Course and exam 770; licence fee, fingerprints and what a renewal costs are not known.
    ("nj-real-estate-salesperson-licence", {}, 770, ("extras", "renewal")),
    # Exam 439 and renewal 150; with time at 30, 100 hours of study; hours to renew are not known.
    ("comptia-security-plus", {"hourly_usd": 30}, 439 + 150 + 100 * 30, ("education",)),
]  # fmt: skip


@pytest.mark.parametrize(("credential_id", "chosen", "by_hand", "unknown"), AT_LEAST)
def test_what_it_costs_at_least_where_a_part_is_not_known(
    marts: duckdb.DuckDBPyConnection,
    credential_id: str,
    chosen: dict[str, Any],
    by_hand: float,
    unknown: tuple[str, ...],
) -> None:
    found = owned(marts, credential_id, **chosen)
    assert found.named(UNKNOWN) == unknown
    assert found.total.low == pytest.approx(by_hand, abs=0.01)
    assert (found.total.typical is None) == bool(unknown)


def test_a_published_range_is_the_range_of_the_total(marts: duckdb.DuckDBPyConnection) -> None:
    # The course costs 1,000 to 1,500, the two renewals 100 each whatever the course cost.
    found = owned(marts, "certified-scrummaster").total
    assert (found.low, found.typical, found.high) == (1200, 1450, 1700)
    # 3 to 6 months at 49.
    found = owned(marts, "google-data-analytics-professional-certificate").total
    assert (found.low, found.high) == (3 * 49, 6 * 49)


def test_at_least_fifteen_credentials_are_worked_by_hand() -> None:
    assert len({case[0] for case in (*IN_FULL, *AT_LEAST)}) >= 15
