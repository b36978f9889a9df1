"""The page on roles: its needs against the marts, its stacks, and what it says of too little."""

import shutil
from datetime import date

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.cover_problem import Problem
from analysis.needs import LEAST_COVERED, LEAST_SHARE
from dashboard import role_answers as answers
from dashboard.charts.roles import budgets_chart, coverage_matrix, needs_chart
from dashboard.charts.style import DARK, LIGHT
from dashboard.filters import Filters
from dashboard.queries import catalog
from dashboard.queries import roles as queries
from dashboard.role import RoleQuestion, frontier, role, round_budgets, solved, task_of
from dashboard.role_needs import CREDENTIAL
from dashboard.role_stack import Wishes, coverable_share, coverage, eligible, status_of_needs, steps
from dashboard.tables import roles as tables
from etl.build import build
from etl.paths import PROJECT, Paths
from etl.snapshots import read_sidecar, write_snapshot
from etl.sources import onet

PAGE = str(PROJECT / "pages" / "roles.py")
ENGINEERS, NURSING, DRIVERS = "17-2051", "31-1131", "53-3032"
TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()


def show(filters: Filters | None = None, **chosen: object) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=60)
    test.session_state["filters"] = filters or Filters()
    for key, value in chosen.items():
        test.session_state[key] = value
    test.run()
    assert not test.exception, test.exception[0].stack_trace
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def test_shares_are_those_of_the_postings(marts: duckdb.DuckDBPyConnection) -> None:
    found = role(Filters(), ENGINEERS)
    rows = marts.execute(
        "SELECT skill_id, count(*) AS k FROM marts.posting_skills "
        "WHERE soc_code = ? AND document_type = 'posting' GROUP BY 1",
        [ENGINEERS],
    ).df()
    counted = dict(zip(rows["skill_id"], rows["k"], strict=True))
    n = marts.execute(
        "SELECT count(*) FROM marts.postings WHERE soc_code = ? AND document_type = 'posting'",
        [ENGINEERS],
    ).fetchone()
    assert n is not None and found.row["postings"] == n[0]
    needs = found.needs(LEAST_SHARE)
    assert len(needs) > 10
    for r in needs.itertuples():
        if not r.is_credential:
            assert r.postings == counted[r.need_id]
            assert r.share == pytest.approx(counted[r.need_id] / n[0])
            assert r.low < r.share < r.high


def test_skills_are_of_the_one_vocabulary(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute("SELECT skill_id, skill_name FROM marts.skills").df()
    names = dict(zip(rows["skill_id"], rows["skill_name"], strict=True))
    own = catalog.skills_of(ids := tuple(queries.credential_skills()["credential_id"].unique()))
    assert set(own["skill_id"]) <= names.keys() and ids
    for code in (ENGINEERS, NURSING):
        needs = role(Filters(), code).needs(0.05)
        for r in needs.itertuples():
            if not r.is_credential:
                assert names[r.need_id] == r.name


@pytest.mark.parametrize("code", [ENGINEERS, NURSING, "15-1212", "43-3031"])
def test_a_real_stack_covers_what_it_says_in_an_order_that_works(code: str) -> None:
    found = solved(RoleQuestion(Filters(), code, Wishes(), TODAY))
    best, task = found.answer.stacks[0], found.task
    assert found.answer.is_proved and coverable_share(task) >= LEAST_COVERED
    table = steps(best, task, catalog.named(best.steps))
    assert table["so_far_usd"].iloc[-1] == pytest.approx(best.cost_usd)
    assert table["so_far_hours"].iloc[-1] == pytest.approx(best.hours)
    assert list(table["credential_id"]) == list(best.steps)
    assert {n for new in table["new_needs"] for n in new} == best.covered
    told = tables.steps_table(table, role(Filters(), code).needs(LEAST_SHARE))
    assert told["Why it is here"].str.len().min() > 5
    prices = catalog.named(best.steps).set_index("credential_id")
    for step in table.itertuples():
        published = prices.loc[step.credential_id]
        if pd.notna(published["price_usd"]) and published["price_status"] != "free":
            assert step.cost_usd == pytest.approx(published["price_usd"])


def test_what_is_held_costs_nothing_and_a_budget_binds() -> None:
    free = solved(RoleQuestion(Filters(), ENGINEERS, Wishes(), TODAY)).answer.stacks[0]
    held = Wishes(held=(free.steps[0],))
    with_held = solved(RoleQuestion(Filters(), ENGINEERS, held, TODAY)).answer.stacks[0]
    assert free.steps[0] not in with_held.steps
    assert with_held.cost_usd < free.cost_usd
    poor = Wishes(most_usd=free.cost_usd - 1)
    assert not solved(RoleQuestion(Filters(), ENGINEERS, poor, TODAY)).answer.stacks
    must = Wishes(must=("comptia-security-plus",))
    assert (
        "comptia-security-plus"
        in solved(RoleQuestion(Filters(), ENGINEERS, must, TODAY)).answer.stacks[0].steps
    )


def test_a_prerequisite_may_come_in_although_it_is_not_made_for_the_work() -> None:
    one = role(Filters(), ENGINEERS)
    found = task_of(RoleQuestion(Filters(), ENGINEERS, Wishes(), TODAY))
    first = "google-project-management-professional-certificate"
    assert first not in one.fits
    by_id = {o.option_id: o for o in found.problem.options}
    assert by_id[first].skills == frozenset()
    assert by_id["certified-associate-in-project-management"].before == (frozenset({first}),)
    assert "certified-associate-in-project-management" not in found.blocked
    nursing = task_of(RoleQuestion(Filters(), NURSING, Wishes(), TODAY))
    # The way of a nursing assistant does not lead through the licence of another occupation.
    assert "family-nurse-practitioner-aanpcb" in nursing.blocked


def test_a_minimum_recognition_leaves_only_what_is_asked_for() -> None:
    strict = Wishes(least_recognition=0.005)
    found = solved(RoleQuestion(Filters(), "15-1212", strict, TODAY))
    usual = solved(RoleQuestion(Filters(), "15-1212", Wishes(), TODAY))
    assert found.task.unrecognised
    assert coverable_share(found.task) <= coverable_share(usual.task)
    for stack in found.answer.stacks:
        assert not set(stack.steps) & found.task.unrecognised - _prerequisites(found.task.problem)


def _prerequisites(problem: Problem) -> set[str]:
    return {i for o in problem.options for group in o.before for i in group}


def test_more_budget_never_covers_less_and_the_last_covers_all() -> None:
    points = frontier(RoleQuestion(Filters(), ENGINEERS, Wishes(), TODAY))
    task = solved(RoleQuestion(Filters(), ENGINEERS, Wishes(), TODAY)).task
    rows = tables.budgets(points, task)
    assert rows["coverage"].is_monotonic_increasing
    assert rows["coverage"].iloc[-1] == pytest.approx(coverable_share(task))
    assert (rows["cost_usd"] <= rows["budget_usd"] + 1e-6).all()
    chart = budgets_chart(rows, LIGHT)
    assert "$0 covers" in chart.alt
    assert answers.budgets_note(rows).startswith("Half of what can be covered")


@pytest.mark.parametrize("most", [0.0, 3.5, 99.0, 100.0, 2345.6, 120_000.0])
def test_budgets_are_round_and_reach_the_most(most: float) -> None:
    budgets = round_budgets(most)
    assert budgets[0] == 0 and budgets[-1] >= most
    assert len(budgets) <= 14


def test_pictures_say_what_they_show() -> None:
    found = solved(RoleQuestion(Filters(), ENGINEERS, Wishes(), TODAY))
    needs = role(Filters(), ENGINEERS).needs(LEAST_SHARE)
    rows = needs.assign(status=status_of_needs(needs, found.answer, found.task))
    assert set(rows["status"]) >= {"covered", "general"}
    for palette in (LIGHT, DARK):
        chart = needs_chart(rows, palette)
        assert "Engineering fundamentals" in chart.alt
        best = found.answer.stacks[0]
        table = steps(best, found.task, catalog.named(best.steps))
        picture = coverage_matrix(table, needs, found, palette)
        assert all(name in picture.alt for name in table["name"])


def test_the_greedy_and_the_next_best_stacks_stand_beside_it() -> None:
    found = solved(RoleQuestion(Filters(), "35-1011", Wishes(), TODAY))
    table = tables.alternatives_table(found, catalog.names())
    assert list(table["Stack"])[:2] == ["Cheapest", "Next best 1"]
    assert list(table["Stack"])[-1] == "Quick choice (greedy)"
    assert (table["More than the cheapest"] >= -1e-9).all()
    assert coverage(found.answer.stacks[0], found.task) > 0.4


def test_licences_of_other_countries_and_degrees_stay_outside() -> None:
    every = pd.DataFrame(
        {
            "credential_id": ["us", "uk", "int", "degree", "badge"],
            "kind": ["licence", "licence", "licence", "degree", "microcredential"],
            "country": ["US", "GB", "INT", "US", "US"],
        }
    )
    assert list(eligible(every, (), "US", [])["credential_id"]) == ["us", "int", "badge"]
    assert list(eligible(every, (), "all", [])["credential_id"]) == ["us", "uk", "int", "badge"]
    assert list(eligible(every, ("degree",), "US", ["uk"])["credential_id"]) == ["uk", "degree"]


def test_the_page_answers_for_a_role_of_each_kind() -> None:
    text = words(show(role=NURSING, view="Cheapest stack"))
    assert "Nursing Assistants need nursing most" in text
    assert "no stack is cheaper" in text
    drawn = words(show(role="43-3031"))
    assert "drawn toward those of" in drawn
    thin = words(show(role="43-4111")) if _has("43-4111") else "Too few postings to say"
    assert "Too few postings to say" in thin


def _has(code: str) -> bool:
    return code in set(queries.roles(Filters())["soc_code"])


def test_a_role_that_the_catalog_hardly_covers_is_refused_with_the_reason() -> None:
    for code in queries.roles(Filters()).query("postings > 60")["soc_code"]:
        found = solved(RoleQuestion(Filters(), code, Wishes(), TODAY))
        needs = role(Filters(), code).needs(LEAST_SHARE)
        if len(needs) >= 3 and coverable_share(found.task) < LEAST_COVERED:
            break
    else:
        pytest.fail("no role is covered too little")
    text = words(show(role=code, view="Cheapest stack"))
    assert "The catalog covers too little of this role to name a stack" in text
    assert answers.refusal(found.task, needs, found, catalog.names()) in text


def test_needs_that_are_credentials_come_from_required_ones() -> None:
    needs = role(Filters(), DRIVERS).needs(LEAST_SHARE)
    assert CREDENTIAL + "commercial-drivers-license-class-a" in set(needs["need_id"])


def test_an_industry_without_such_postings_says_so() -> None:
    text = words(show(Filters(industry="11"), role=ENGINEERS))
    assert "too little to say" in text or "Too few postings" in text or "need" in text


def test_ratings_of_a_fetched_release_stand_beside_the_postings(
    inputs: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = next((inputs.snapshots / "onet").glob("*/sidecar.json"))
    sidecar = read_sidecar(newest)
    rows = {file.table: pq.read_table(newest.parent / n) for n, file in sidecar.files.items()}
    rated = {
        "row_id": ["1", "2"],
        "soc_code": ["17-2051.00", "17-2051.00"],
        "element_id": ["2.A.1.e", "2.C.3.a"],
        "element_name": ["Mathematics", "Computers and Electronics"],
        "importance": [3.9, 3.1],
        "level": [4.5, None],
    }
    ratings = onet.TABLES["onet_skills"]
    rows["onet_skills"] = pa.table({k: v[:1] for k, v in rated.items()}, schema=ratings)
    rows["onet_knowledge"] = pa.table({k: v[1:] for k, v in rated.items()}, schema=ratings)
    shutil.rmtree(newest.parent)
    write_snapshot(inputs.snapshots, sidecar, rows)
    build(inputs)
    monkeypatch.setenv("CREDENCE_DATA", str(inputs.root))
    st.cache_data.clear()
    test = show(role=ENGINEERS)
    shown = [d.value for d in test.dataframe if "Importance (1 to 5)" in d.value.columns]
    told = shown[0].set_index("Skill or knowledge")
    assert told["Kind"].to_dict() == {
        "Mathematics": "skill",
        "Computers and Electronics": "knowledge",
    }
    assert told.loc["Mathematics", "Importance (1 to 5)"] == pytest.approx(3.9)
    assert pd.isna(told.loc["Computers and Electronics", "Level (0 to 7)"])


def test_without_a_fetched_release_the_page_says_how_to_get_the_ratings() -> None:
    assert queries.ratings(ENGINEERS).empty
    assert "python -m etl fetch onet" in words(show(role=ENGINEERS))


def test_what_the_postings_require_is_in_the_stack_unless_it_is_held() -> None:
    card = "commercial-drivers-license-class-a"
    free = solved(RoleQuestion(Filters(), DRIVERS, Wishes(), TODAY))
    assert CREDENTIAL + card in free.task.problem.always
    assert all(card in stack.steps for stack in free.answer.stacks)
    held = solved(RoleQuestion(Filters(), DRIVERS, Wishes(held=(card,)), TODAY))
    assert card not in held.answer.stacks[0].steps
