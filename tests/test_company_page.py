"""The page on the employer's own hires: nothing imported, too few, measured; the market beside."""

import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.company import compared, for_measure
from dashboard.company_table import points, points_range
from dashboard.filters import Filters
from dashboard.queries import hires as queries
from etl.importing import Origin, Row, awards, candidates
from etl.importing.hires import KIND
from etl.paths import PROJECT, Paths
from etl.publish import open_build
from tests.test_candidates_page import listed

PAGE = str(PROJECT / "pages" / "company.py")
ORIGIN = Origin(Path("hires.csv"), "0" * 64, "own hires")


@pytest.fixture(scope="module")
def root(built: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A data folder with the bundled catalog and build, and no people."""
    paths = Paths(tmp_path_factory.mktemp("company"))
    for name in ("catalog", "reference", "warehouse"):
        shutil.copytree(built.root / name, paths.root / name)
    return paths


@pytest.fixture(autouse=True)
def _served(root: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CREDENCE_DATA", str(root.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()
    yield
    shutil.rmtree(root.people, ignore_errors=True)
    st.cache_data.clear()
    st.cache_resource.clear()


def show(filters: Filters | None = None, **link: str) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=30)
    test.session_state["filters"] = filters or Filters()
    for key, value in link.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception[0].value
    assert len(test.title) == 1
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def application(number: int, rng: random.Random) -> Row:
    """An invented application: holders of PMP apply for the role that is hard to get."""
    holds = number >= 5 and rng.random() < 0.5
    hard = rng.random() < (0.8 if holds else 0.3)
    chance = (0.2 if hard else 0.7) + 0.2 * holds
    values = {
        "applicant_id": f"A{number}",
        "role": "Project manager" if hard else "Office assistant",
        "badges": ("PMP",) if holds else ("Forklift day course",) if number < 5 else (),
        "outcome": "hired" if rng.random() < chance else "rejected",
        "is_interviewed": True,
        "applied_on": date(2024, 1, 1) + timedelta(days=number % 300),
    }
    if values["outcome"] == "hired":
        values |= {
            "hired_on": date(2025, 1, 1),
            "is_employed": True,
            "described_on": date(2026, 6, 1),
        }
    return Row(number + 2, values)


def import_hires(root: Paths, size: int) -> None:
    rng = random.Random(7)
    KIND.keep(root, ORIGIN, iter([[application(n, rng) for n in range(size)]]))


def test_without_hires_it_says_what_to_do() -> None:
    shown = show()
    assert "No hires have been imported yet" in words(shown)
    assert "python -m etl import FILE --as hires" in shown.code[0].value
    assert not shown.dataframe
    assert any("sources and methods" in c.value for c in shown.caption)


def test_few_hires_are_too_few_with_their_n(root: Paths) -> None:
    import_hires(root, 40)
    shown = show()
    assert "Too few to compare: Project Management Professional has most" in words(shown)
    assert "we ask for 30 in each group" in words(shown)
    assert set(shown.dataframe[0].value["Difference"]) == {"too few"}


def test_the_answer_holds_the_role_equal_and_says_that_it_is_no_effect(root: Paths) -> None:
    import_hires(root, 800)
    shown = show()
    answer = words(shown)
    assert "Within the same role, holders of Project Management Professional were hired more" in (
        answer
    )
    assert "what went together, not what a credential caused" in answer
    table = shown.dataframe[0].value.set_index("Credential")
    row = table.loc["Project Management Professional"]
    # Over all roles holders are hired less often: they apply where it is hard.
    assert row["Difference"].startswith("−")
    assert row["Within the same role"].startswith("+")
    assert "%" in row["Postings that ask for it"]
    badge = table.loc["Forklift day course"]
    assert badge["Postings that ask for it"] == "not in the catalog"
    assert badge["With it"].endswith("of 5")


@pytest.mark.parametrize("view", ["Hired", "Interviewed", "Stayed 12 months", "nonsense", "<b>"])
def test_every_view_renders_from_a_link(root: Paths, view: str) -> None:
    import_hires(root, 800)
    shown = show(view=view)
    assert shown.dataframe
    assert any("Your own hires: build" in c.value for c in shown.caption)
    assert not any(c.value.rstrip().endswith(":") for c in shown.caption)
    assert "not say which day" not in words(shown)


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (-0.15, -0.004, "−15 to 0"),
        (-0.004, 0.12, "0 to 12"),
        (-0.001, 0.001, "0 to 0"),
        (-0.1, -0.1, "−10 to −10"),
        (0.0, 1.0, "0 to 100"),
        (-1.0, -0.2, "−100 to −20"),
    ],
)
def test_an_interval_of_points_has_two_ends(low: float, high: float, shown: str) -> None:
    assert points_range(low, high) == shown
    assert points(-0.004) == "0 points"


def test_what_is_not_known_of_the_stay_is_said(root: Paths) -> None:
    rows = [
        Row(n, {"applicant_id": str(n), "role": "Nurse", "outcome": "hired", "badges": ("BLS",),
                "tenure_months": 5.0, "is_employed": n > 12})
        for n in range(2, 102)
    ]  # fmt: skip
    KIND.keep(root, ORIGIN, iter([rows]))
    said = words(show(view="Stayed 12 months"))
    assert "100 of them have no hire date" in said
    assert "100 applications from files that do not say which day they describe" in said


def test_the_filters_change_the_market_and_nothing_else(root: Paths) -> None:
    import_hires(root, 800)
    everywhere = show().dataframe[0].value
    elsewhere = show(Filters(industry="62", place="GB")).dataframe[0].value
    market = "Postings that ask for it"
    assert everywhere.drop(columns=market).equals(elsewhere.drop(columns=market))
    nowhere = show(Filters(industry="11", place="SG", occupation="55")).dataframe[0].value
    assert "not collected" in set(nowhere[market])


def test_the_candidates_page_works_on_an_imported_pool(root: Paths) -> None:
    """The page of the invented sample, unchanged, over people known to different degrees."""
    rows: list[dict[str, Any]] = [
        {"candidate_id": "1", "email": "a@mail.example", "name": "Ann Ample", "role": "Nurse",
         "location": "Boston, MA", "experience_years": 3.0},
        {"candidate_id": "2"},
    ]  # fmt: skip
    people = [Row(n, row) for n, row in enumerate(rows, 2)]
    candidates.KIND.keep(root, ORIGIN, iter([people]))
    badges = [
        Row(2, {"email": "a@mail.example", "badge_name": "CompTIA A+", "issuer": "CompTIA",
                "earned_on": date(2025, 1, 2)}),
        Row(3, {"email": "b@mail.example", "badge_name": "Barista"}),
    ]  # fmt: skip
    awards.KIND.keep(root, ORIGIN, iter([badges]))
    test = AppTest.from_file(str(PROJECT / "pages" / "candidates.py"), default_timeout=30)
    test.session_state["filters"] = Filters()
    test.run()
    assert not test.exception, test.exception[0].value
    assert "The pool holds 3 candidates" in words(test)
    assert "invented" not in words(test).lower()
    assert len(listed(test)) == 3
    test.multiselect(key="all_of").select("comptia-a-plus").run()
    assert not test.exception
    assert list(listed(test)["Candidate"]) == ["Ann Ample"]


def test_counts_with_and_without_add_up(root: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    import_hires(root, 300)
    build = next((root.people / "hires").glob("*.duckdb"))
    monkeypatch.setattr(queries, "session_hires", lambda: build)
    counts = queries.counts_by_role()
    hired = counts[counts["measure"] == "company_hire"]
    assert set(hired.groupby("credential_id")[["with_n", "without_n"]].sum().sum(axis=1)) == {300}
    rows = for_measure(compared(counts), "company_hire")
    with open_build(build) as connection:
        expected = connection.execute(
            "SELECT count(*), count(*) FILTER (is_hired) FROM hires.applications "
            "SEMI JOIN hires.applicant_badges b ON b.application_id = applications.application_id "
            "AND b.credential_id = 'project-management-professional'"
        ).fetchone()
    first = rows.set_index("credential_id").loc["project-management-professional"]
    assert (first["with_n"], first["with_k"]) == expected
