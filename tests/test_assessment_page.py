"""Where to start: plans for roles and credentials, what they say, link, page to print."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest
import streamlit as st
from hypothesis import given, settings
from hypothesis import strategies as strategies
from streamlit.testing.v1 import AppTest

from analysis.cover import Answer, Stack
from analysis.cover_problem import weight_of
from analysis.needs import LEAST_COVERED
from dashboard import assessment_words as said_of
from dashboard.assessment import AIMS, COST, COVERAGE, RECOGNISED, SOON, Asked, other_aims, plan
from dashboard.assessment_view import Shown, alternatives, parts, with_figures
from dashboard.charts.plan import plan_chart
from dashboard.charts.style import DARK, LIGHT
from dashboard.exports import Part, as_page
from dashboard.filters import Filters
from dashboard.queries import catalog, recognition
from dashboard.queries import roles as queries
from dashboard.role import role
from dashboard.role_stack import coverable_share, coverage
from etl.paths import PROJECT, Paths

PAGE = str(PROJECT / "pages" / "assessment.py")
TODAY = date(2026, 11, 30)
ANALYSTS, ENGINEERS, NURSING = "15-1212", "17-2051", "31-1131"
CCSP = "ccsp-certified-cloud-security-professional"
CISSP = "cissp-certified-information-systems-security-professional"


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()
    yield
    st.cache_data.clear()


def show(filters: Filters | None = None, **chosen: object) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=60)
    test.session_state["filters"] = filters or Filters()
    for key, value in chosen.items():
        test.session_state[key] = value
    return checked(test.run())


def checked(test: AppTest) -> AppTest:
    assert not test.exception, test.exception[0].stack_trace
    assert len(test.title) == 1
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def best(asked: Asked) -> Stack:
    return plan(Filters(), asked, TODAY).found.answer.stacks[0]


def test_each_aim_is_best_at_what_it_aims_at() -> None:
    plans = {aim: plan(Filters(), Asked(ANALYSTS, None, aim), TODAY) for aim in (COST, SOON)}
    cheap, quick = (plans[aim].found.answer.stacks[0] for aim in (COST, SOON))
    assert cheap.cost_usd < quick.cost_usd and quick.hours < cheap.hours
    assert all(p.found.answer.is_proved for p in plans.values())
    budget = Asked(ANALYSTS, None, COVERAGE, most_usd=500.0)
    most = plan(Filters(), budget, TODAY)
    assert most.found.answer.stacks[0].cost_usd <= 500
    assert coverage(most.found.answer.stacks[0], most.found.task) > 0
    assert plan(Filters(), Asked(ANALYSTS, None, COST, most_usd=500.0), TODAY).without_limits


def test_most_recognised_counts_only_what_enough_postings_ask_for() -> None:
    asked = Asked(ANALYSTS, None, RECOGNISED, floor=0.001)
    found = plan(Filters(), asked, TODAY).found
    counted = {o.option_id for o in found.task.problem.options if o.skills}
    assert counted and set(found.answer.stacks[0].steps) <= counted
    assert found.task.unrecognised and not counted & found.task.unrecognised
    free = plan(Filters(), Asked(ANALYSTS, None, COST), TODAY).found
    assert counted < {o.option_id for o in free.task.problem.options if o.skills}


def test_a_slow_pace_is_solved_with_proof() -> None:
    """So slow that most credentials expire on the way; without rows for that none was found."""
    for aim in (COST, SOON, COVERAGE):
        found = plan(Filters(), Asked(ANALYSTS, None, aim, hours_a_week=1.0), TODAY).found
        assert found.answer.is_proved and found.answer.stacks


def test_months_and_hours_a_week_make_one_limit() -> None:
    asked = Asked(ANALYSTS, None, COVERAGE, months=6, hours_a_week=8)
    assert asked.most_hours == pytest.approx(208)
    assert best(asked).hours <= 208
    assert Asked(ANALYSTS, None, COST).most_hours is None


def test_the_way_to_a_credential_begins_with_what_must_come_before() -> None:
    assert best(Asked(None, CCSP, COST)).steps == (CISSP, CCSP)
    assert best(Asked(None, CCSP, COST, held=(CISSP,))).steps == (CCSP,)
    assert best(Asked(None, CCSP, SOON, held=(CCSP,))).steps == ()


def test_other_aims_stand_beside_it_under_the_same_limits() -> None:
    others = other_aims(Filters(), Asked(ENGINEERS, None, COST, most_usd=900.0), TODAY)
    assert set(others) == set(AIMS) - {COST}
    assert all(p.asked.most_usd == 900.0 for p in others.values())
    assert set(other_aims(Filters(), Asked(None, CCSP, SOON), TODAY)) == {COST}


def test_the_page_says_why_each_step_is_there_and_how_sure_it_is() -> None:
    shown = show(role=ENGINEERS)
    said = words(shown)
    assert re.search(r"Civil Engineers: \d+ credentials for \$[\d,]+, about [\d,]+ hours", said)
    assert re.search(r"Covers .+, asked for in [\d, and]+ of 100 postings of the role", said)
    assert re.search(r"Asked for in [\d,]+ of [\d,]+ postings of all industries \(", said)
    assert re.search(r"In the role's own postings: \d+ of \d+", said)
    assert "this is proved" in said and "known employers" in said
    assert "The plan leaves out" in said and "No credential with a known price covers" in said
    assert "copy it to share the plan" in said
    others = shown.dataframe[0].value
    assert others["Plan"][0] == "This one: lowest cost"
    assert {"Next best 1", "Soonest"} <= set(others["Plan"])


def test_a_step_that_is_only_a_prerequisite_says_so() -> None:
    said = words(show(toward="A credential", goal=CCSP))
    assert "Needed before CCSP" in said and "It is the goal." in said
    assert "What stays open" not in "\n".join(
        s.value for s in show(toward="A credential").subheader
    )


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"role": ANALYSTS, "budget": 100}, "no plan within these limits: the cheapest plan"),
        ({"role": ANALYSTS, "budget": 100}, "Raise the budget, or choose “Most coverage”"),
        ({"role": ANALYSTS, "months": 1}, "Raise the months or the hours a week"),
        ({"role": NURSING, "matters": RECOGNISED, "floor": 400}, "Lower the number of postings"),
        ({"toward": "A credential", "goal": CISSP, "budget": 1}, "Raise the budget."),
        ({"toward": "A credential", "goal": CISSP, "held": [CISSP]}, "there is nothing to earn"),
    ],
)
def test_where_nothing_can_be_planned_it_says_why_and_what_to_change(
    chosen: dict[str, object], sentence: str
) -> None:
    assert sentence in words(show(**chosen))


def test_a_role_that_the_catalog_hardly_covers_gets_no_plan() -> None:
    for code in queries.roles(Filters()).query("postings > 60")["soc_code"]:
        task = plan(Filters(), Asked(code, None, COST), TODAY).found.task
        if len(task.problem.weights) >= 3 and coverable_share(task) < LEAST_COVERED:
            break
    else:
        pytest.fail("no role is covered too little")
    said = words(show(role=code))
    assert "the catalog covers too little of this role for a plan" in said
    assert "Choose another role, or a wider industry or place." in said


def test_a_credential_without_a_price_says_so() -> None:
    rows = catalog.everything()
    bare = rows[rows["price_status"].isin(["not_published"]) & rows["kind"].eq("certification")]
    goal = str(bare["credential_id"].iloc[0])
    said = words(show(toward="A credential", goal=goal))
    assert "has no known price or has been replaced. Choose another one." in said


def test_an_industry_without_such_postings_says_so() -> None:
    assert "too little to plan with" in words(show(Filters(industry="11"), role=ANALYSTS)) or (
        "tells its occupation" in words(show(Filters(industry="11"), role=ANALYSTS))
    )


def test_every_choice_is_in_the_address_and_a_link_makes_the_same_plan() -> None:
    shown = show()
    for widget in (*shown.selectbox, *shown.number_input, *shown.multiselect):
        if not widget.key.startswith("plan_industry"):
            assert widget.proto.query_param_key == widget.key
    link = AppTest.from_file(PAGE, default_timeout=60)
    link.session_state["filters"] = Filters()
    link.query_params["role"] = ANALYSTS
    link.query_params["matters"] = SOON
    link.query_params["pace"] = "20"
    said = words(checked(link.run()))
    assert said.splitlines()[0] == words(show(role=ANALYSTS, matters=SOON, pace=20)).splitlines()[0]


def test_a_link_with_an_older_number_of_postings_is_understood() -> None:
    link = AppTest.from_file(PAGE, default_timeout=60)
    link.session_state["filters"] = Filters()
    link.query_params["role"] = "Information Security Analysts (7)"
    said = words(checked(link.run()))
    assert "Information Security Analysts:" in said and "not known here" not in said


def test_a_link_to_what_is_not_known_says_so() -> None:
    link = AppTest.from_file(PAGE, default_timeout=60)
    link.session_state["filters"] = Filters()
    link.query_params["role"] = "Wizards (3)"
    assert "The address names what is not known here: “Wizards (3)”" in words(checked(link.run()))


class Tags(HTMLParser):
    """Tags that are opened and never closed, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


CELLS = strategies.one_of(strategies.text("<>&\"'ab=", max_size=8), strategies.none(),
                          strategies.integers(-5, 10**6), strategies.floats(0, 10**6))  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(strategies.text("<>&'\"x", max_size=12), strategies.lists(CELLS, min_size=2, max_size=2))
def test_a_page_to_print_is_whole_and_runs_nothing_of_strangers(
    text: str, row: list[object]
) -> None:
    table = pd.DataFrame([row], columns=["a", text])
    page = as_page(text, text, [Part(text, [text], table)], [("Build", text)]).decode()
    parser = Tags()
    parser.feed(page)
    assert parser.open == []
    assert set(re.findall(r"<(\w+)", page)) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section",
        "table", "thead", "tbody", "tr", "th", "td", "footer",
    }  # fmt: skip
    assert text.strip() in "".join(parser.text)


def test_the_printed_plan_carries_steps_choices_build_and_date() -> None:
    filters, asked = Filters(), Asked(ENGINEERS, None, COST)
    one = role(filters, ENGINEERS)
    shown = Shown(
        filters,
        plan(filters, asked, TODAY),
        one,
        one.needs(0.1),
        recognition.credentials(filters),
        recognition.denominators(filters),
        catalog.names(),
        TODAY,
    )
    rows = with_figures(shown)
    steps = shown.plan.found.answer.stacks[0].steps
    assert list(rows["credential_id"]) == list(steps)
    assert rows["end"].is_monotonic_increasing and (rows["month_from"] <= rows["month_to"]).all()
    printed = parts(shown, rows, alternatives(shown))
    assert [p.heading for p in printed[: len(steps)]] == [
        f"{i}. {catalog.names()[s]}" for i, s in enumerate(steps, 1)
    ]
    assert "How sure this is" in [p.heading for p in printed]
    page = as_page("A plan", "x", printed, [("Build", "b1"), ("Choices", "c1")]).decode()
    assert "@media print" in page and "b1" in page and "c1" in page
    assert "http" not in page
    for palette in (LIGHT, DARK):
        chart = plan_chart(rows, palette)
        assert len(chart.figure.data) == len(steps)
        assert all(str(name) in chart.alt for name in rows["name"])


@pytest.mark.parametrize(
    ("hours", "pace", "text"),
    [(0, 10, "1 month"), (43, 10, "1 month"), (44, 10, "2 months"), (520, 10, "12 months")],
)
def test_begun_months_count_whole(hours: float, pace: float, text: str) -> None:
    assert said_of.months(hours, pace) == text


def test_what_could_not_be_proved_says_how_far_it_may_be() -> None:
    one = plan(Filters(), Asked(ENGINEERS, None, COST), TODAY)
    stack = one.found.answer.stacks[0]
    open_answer = Answer((stack,), 700.0, 650.0, False, frozenset())
    unsure = replace(one, found=replace(one.found, answer=open_answer))
    rows = pd.DataFrame({"name": [], "hours_assumed": [], "is_approximate": [], "is_stale": []})
    assert "none below $700" in said_of.how_sure(unsure, None, rows)[0]


def test_a_plan_never_names_what_is_held_or_comes_too_early() -> None:
    for code in (ANALYSTS, ENGINEERS):
        for aim in AIMS:
            asked = Asked(code, None, aim, held=(CISSP,), floor=0.001)
            found = plan(Filters(), asked, TODAY).found
            for stack in found.answer.stacks:
                options = {o.option_id: o for o in found.task.problem.options}
                done = {CISSP}
                for step in stack.steps:
                    assert step not in done
                    assert all(group & done for group in options[step].before)
                    done.add(step)
                assert weight_of(found.task.problem.weights, stack.covered) > 0
