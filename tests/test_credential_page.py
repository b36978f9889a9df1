"""A credential's own page: every part, for credentials of every kind, and wrong addresses."""

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import credential
from dashboard.credential_views import VIEWS
from dashboard.filters import Filters
from etl.paths import PROJECT, Paths


@pytest.fixture
def page(built: Paths, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    test = AppTest.from_file(str(PROJECT / "pages" / "credential.py"), default_timeout=60)
    test.session_state["filters"] = Filters()
    return test


def names(marts) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return dict(
        marts.execute("SELECT kind, min(name) FROM marts.credentials GROUP BY 1").fetchall()
    )


@pytest.mark.parametrize("part", VIEWS)
def test_every_part_is_drawn(page: AppTest, part: str) -> None:
    page.session_state["view"] = part
    page.run()
    assert not page.exception
    assert page.title[0].value.startswith("What is CompTIA Security+ worth?")


@pytest.mark.parametrize("kind", ["microcredential", "certification", "certificate", "degree"])
def test_every_kind_has_a_page(page: AppTest, marts: duckdb.DuckDBPyConnection, kind: str) -> None:
    name = names(marts)[kind]
    page.query_params["credential"] = name
    page.run()
    assert not page.exception
    assert page.title[0].value == f"What is {name} worth?"


def test_an_id_in_the_address_opens_its_page(page: AppTest) -> None:
    page.query_params["credential"] = "project-management-professional"
    page.run()
    assert "Project Management Professional" in page.title[0].value


def test_an_unknown_credential_is_said_and_another_one_shown(page: AppTest) -> None:
    page.query_params["credential"] = "no-such-thing <b>"
    page.run()
    assert not page.exception
    assert any("not known here" in warning.value for warning in page.warning)
    assert page.title


def row(**others: object) -> pd.Series:
    known: dict[str, object] = {
        "credential_id": "x",
        "name": "X",
        "country": "INT",
        "issuer_name": "Issuer",
        "hours": None,
        "assessment": [],
        "delivery": ["online", "self_paced"],
        "accreditation": None,
        "prerequisites": None,
    }
    return pd.Series(known | others)


def test_elements_are_present_missing_or_with_the_holder() -> None:
    skills = pd.DataFrame({"skill_name": ["Python", "SQL"]})
    edges = pd.DataFrame({"from_id": ["x"], "to_id": ["y"], "to_name": ["Y"]})
    found = credential.elements(row(), skills, edges).set_index("Element")
    assert found.loc["Holder", "Here"] == credential.WITH_THE_HOLDER
    assert found.loc["Workload", "Here"] == credential.MISSING
    assert found.loc["Level (EQF)", "Here"] == credential.MISSING
    assert found.loc["Form of participation", "Value"] == "online, self paced"
    assert found.loc["Learning outcomes", "Value"] == "Python, SQL"
    assert found.loc["Stackability", "Value"] == "Y"
    sentence = credential.elements_sentence(found.reset_index())
    assert sentence == (
        "5 of 9 required elements are known; not known: workload, level (eqf), assessment, "
        "quality assurance."
    )
