"""The bundled aliases and their sense rules on sentences of our own: the right sense or none."""

import duckdb
import pytest

from analysis.matching import Vocabulary, find_mentions
from etl.vocabulary import read_vocabulary
from tests.conftest import BUNDLED

ANY_CPR = "cpr-first-aid-aed-certificate-any-provider"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary(BUNDLED.catalog)


@pytest.mark.parametrize(
    ("text", "credential_id"),
    [
        ("A current CPR certification is required.", ANY_CPR),
        ("You hold a CPR/First Aid card or get one within 30 days.", ANY_CPR),
        ("Heartsaver card from the American Heart Association.", "heartsaver-first-aid-cpr-aed"),
        ("BLS certification required for all nursing staff.", "basic-life-support-bls-provider"),
        ("CompTIA Security+ required within six months.", "comptia-security-plus"),
        ("PMP certification preferred.", "project-management-professional"),
        ("Active RN license in the state of Ohio.", "registered-nurse"),
        (
            "CISSP or equivalent is a plus.",
            "cissp-certified-information-systems-security-professional",
        ),
    ],
)
def test_what_is_asked_for_is_found(vocabulary: Vocabulary, text: str, credential_id: str) -> None:
    assert credential_id in {m.credential_id for m in find_mentions([text], vocabulary)}


@pytest.mark.parametrize(
    "text",
    [
        "The Care Programme Approach (CPA) applies to all service users.",
        "Figures come from the Bureau of Labor Statistics (BLS).",
        "Develops Pain Management Programmes (PMP) with the team.",
        "The role is 100 % remote and pays $100 an hour.",
        "We keep the workplace safe and follow lean processes.",
        "Our plant is rated A+ by the Better Business Bureau.",
        "Knowledge of ITIL processes helps.",
        "You will work for a CPA firm.",
        "Deploy services on AWS with Terraform.",
    ],
)
def test_namesakes_frameworks_and_firms_are_not_counted(vocabulary: Vocabulary, text: str) -> None:
    assert [m.surface_form for m in find_mentions([text], vocabulary)] == []


def test_a_licence_counts_only_where_it_is_granted(marts: duckdb.DuckDBPyConnection) -> None:
    abroad = marts.execute("""
        SELECT count(*) FROM marts.posting_mentions m JOIN marts.credentials c USING (credential_id)
        WHERE c.kind = 'licence' AND c.country <> 'INT' AND m.country <> c.country
    """).fetchone()
    at_home = marts.execute(
        "SELECT count(*) FROM marts.posting_mentions WHERE kind = 'licence'"
    ).fetchone()
    assert abroad == (0,)
    assert at_home is not None
    assert at_home[0] > 1000
