"""What employers say beside what their postings do: the page, its counts and its words."""

import re

import duckdb
import pandas as pd
import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from analysis.statistics import MIN_POSTINGS, wilson_interval
from dashboard.charts.say_do import MARKS, say_do
from dashboard.charts.style import DARK, LIGHT
from dashboard.filters import Filters
from dashboard.queries import recognition, surveys
from dashboard.say_do import answer, done
from dashboard.survey_answers import (
    HIRES,
    NOT_STATED,
    QUESTIONS,
    SAY,
    STATED,
    other_answers,
    people,
    said,
)
from dashboard.tables.surveys import say_do_table
from etl.paths import PROJECT, Paths

CHOICES = (
    Filters(),
    Filters(industry="62"),
    Filters(place="US"),
    Filters(place="GB", occupation="29"),
    Filters(with_questionnaires=True),
)


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()


def show(filters: Filters | None = None) -> AppTest:
    test = AppTest.from_file(str(PROJECT / "pages" / "say_do.py"), default_timeout=30)
    test.session_state["filters"] = filters or Filters()
    test.run()
    assert not test.exception, test.exception[0].value
    assert len(test.title) == 1
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def both(filters: Filters) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    base = recognition.denominators(filters)
    return said(surveys.surveys()), done(surveys.at_least_one(filters), base), base


def test_the_answer_has_both_sides_with_their_uncertainty() -> None:
    shown = words(show())
    assert re.search(r"In surveys 77 to 90 of 100 asked say", shown), shown[:400]
    assert re.search(r"[\d.]+ of 100 postings name a microcredential \([\d.]+ to [\d.]+\)", shown)
    assert re.search(r"required in [\d.]+ of 100 \([\d.]+ to [\d.]+\)", shown)
    assert "Two different counts on one scale" in shown
    assert "no proof that anybody spoke untruly" in shown


def test_postings_follow_the_sidebar_and_surveys_do_not() -> None:
    everywhere, health = (show(f).dataframe[0].value for f in (Filters(), Filters(industry="62")))
    for side, is_same in (("Say", True), ("Did", True), ("Do", False)):
        rows = [table[table["Side"] == side].drop(columns="Year") for table in (everywhere, health)]
        assert len(rows[0]) == len(rows[1]) > 0
        assert rows[0].equals(rows[1]) is is_same


def test_all_kinds_and_strengths_stand_side_by_side_whatever_is_chosen() -> None:
    narrow = Filters(kinds=("licence",), strengths=("preferred",))
    assert show(narrow).dataframe[0].value.equals(show().dataframe[0].value)


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        (Filters(industry="11", place="SG", occupation="55"), "not collected"),
        (Filters(least=4_000, industry="51"), "too few postings"),
    ],
)
def test_without_enough_postings_only_what_is_said_is_shown(filters: Filters, reason: str) -> None:
    shown = show(filters)
    assert reason in words(shown)
    assert set(shown.dataframe[0].value["Side"]) == {"Say", "Did"}
    assert any("build" in c.value for c in shown.caption)


def test_figures_that_were_not_seen_at_their_source_are_never_shown() -> None:
    found = surveys.surveys()
    assert len(found) > 40
    assert not found["verified"].str.contains("not verified", case=False).any()


def test_every_statement_compared_is_in_the_file_and_none_is_shown_twice() -> None:
    found = surveys.surveys()
    compared = [statement for question in QUESTIONS for statement in question.answers]
    assert len(compared) == len(set(compared))
    assert set(compared) <= set(found["statement"])
    assert len(said(found)) + len(other_answers(found)) == len(found)


def test_only_answers_with_a_known_base_have_an_interval() -> None:
    answers = said(surveys.surveys())
    hollow = answers[answers["mark"] == NOT_STATED]
    assert hollow["low"].isna().all() and hollow["high"].isna().all()
    full = answers[answers["mark"] == STATED]
    assert (full["low"] < full["share"]).all() and (full["share"] < full["high"]).all()
    assert set(answers["section"]) == {SAY, HIRES}
    small = answers[answers["n_words"] == "n 150"].iloc[0]
    expected = wilson_interval(0.86 * 150, 150)
    assert (small["low"], small["high"]) == (expected.low, expected.high)


@pytest.mark.parametrize(
    ("n", "note", "size", "shown"),
    [
        ("510", "", 510, "n 510"),
        ("1000+", None, 1000, "n over 1,000"),
        (None, "", None, "n not stated"),
        (float("nan"), float("nan"), None, "n not stated"),
        ("11300 roles", "", None, "11,300 roles"),
        ("1322", "419 of 1322 on a security team", None, "n 1,322, base unclear"),
        ("1525", "base may be a subset", None, "n 1,525, base unclear"),
    ],
)
def test_how_many_were_asked(n: object, note: object, size: int | None, shown: str) -> None:
    assert people(n, note) == (size, shown)


@given(some.integers(1, 10**6))
def test_a_plain_number_is_read_as_it_is(n: int) -> None:
    assert people(str(n)) == (n, f"n {n:,}")


@pytest.mark.parametrize("filters", CHOICES, ids=str)
def test_counts_are_those_of_the_facts(filters: Filters, marts: duckdb.DuckDBPyConnection) -> None:
    chosen = """
        ($industry = 'all' OR naics_sector = $industry) AND ($country = 'all' OR country = $country)
        AND ($occupation = 'all' OR soc_group = $occupation)
        AND ($with_questionnaires OR document_type = 'posting')
    """
    names = ("industry", "country", "occupation", "with_questionnaires")
    values = {name: filters.parameters()[name] for name in names}
    postings = marts.execute(
        f"SELECT posting_id, employer_key FROM marts.postings WHERE {chosen}", values
    ).df()
    mentions = marts.execute(
        "SELECT posting_id, kind, strength FROM marts.posting_mentions "
        f"WHERE is_asked AND {chosen}",
        values,
    ).df()
    _, acts, base = both(filters)
    assert base["postings"] == len(postings)
    rows = acts[acts["mark"] != "employers"].set_index(["kind", "strength"])
    for (kind, strength), row in rows.iterrows():
        own = mentions[
            (mentions["kind"].eq(kind) | (kind == "any"))
            & (mentions["strength"].eq(strength) | (strength == "any"))
        ]
        assert row["k"] == own["posting_id"].nunique(), (kind, strength)
    named = postings[postings["posting_id"].isin(mentions["posting_id"])]
    employers = acts[(acts["mark"] == "employers") & (acts["kind"] == "any")].iloc[0]
    assert employers["k"] == named["employer_key"].nunique()
    assert employers["n"] == postings["employer_key"].nunique()


def test_sums_over_employers_are_those_of_the_facts(marts: duckdb.DuckDBPyConnection) -> None:
    postings = marts.execute(
        "SELECT posting_id, coalesce(employer_key, posting_id || ' alone') AS employer, "
        "posting_id IN (SELECT posting_id FROM marts.posting_mentions WHERE is_asked) AS is_named "
        "FROM marts.postings WHERE document_type = 'posting'"
    ).df()
    sums = postings.groupby("employer")["is_named"].agg(["sum", "count"])
    counted = surveys.at_least_one(Filters()).set_index(["kind", "strength"]).loc[("any", "any")]
    assert counted["k_squared"] == (sums["sum"] ** 2).sum()
    assert counted["k_times_n"] == (sums["sum"] * sums["count"]).sum()


def test_postings_of_one_employer_widen_the_interval() -> None:
    _, acts, base = both(Filters())
    row = acts.iloc[0]
    plain = wilson_interval(row["k"], row["n"])
    assert row["high"] - row["low"] > plain.high - plain.low
    assert row["low"] < row["k"] / base["postings"] < row["high"]


def test_none_named_is_a_measurement_with_an_upper_bound() -> None:
    answers, _, base = both(Filters())
    nothing = done(surveys.at_least_one(Filters()).iloc[:0], base)
    assert (nothing["share"] == 0).all() and (nothing["high"] > 0).all()
    assert "none of" in answer(answers, nothing, base, "")
    few = base.copy()
    few["postings"] = MIN_POSTINGS - 1
    assert "too few postings" in answer(answers, nothing, few, " in mining")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_picture_has_a_dot_for_each_row_on_one_scale(palette: object) -> None:
    answers, acts, _ = both(Filters())
    rows = pd.concat([answers, acts], ignore_index=True)
    chart = say_do(rows, LIGHT if palette is LIGHT else DARK)
    dots = [trace for trace in chart.figure.data if trace.mode == "markers"]
    assert sum(len(trace.x) for trace in dots) == len(rows)
    assert len(dots) == len(set(rows["mark"]))
    assert set(rows["mark"]) == set(MARKS)
    axis = chart.figure.layout.xaxis
    assert axis.range[0] <= 0 and axis.range[1] >= 100
    for group in set(rows["group"]):
        assert any(group in str(trace.text) for trace in chart.figure.data)
    assert "Said in surveys" in chart.alt and "Done in postings" in chart.alt
    assert len(say_do_table(rows)) == len(rows)


def test_a_survey_s_words_are_drawn_as_text() -> None:
    rows = said(surveys.surveys()).assign(
        label="<b>x</b>", statement="<i>y</i>", n_words="<u>z</u>", group="Say: <s>g</s>"
    )
    drawn = str(say_do(rows, LIGHT).figure.to_dict())
    assert not re.search(r"<(i|u|s)>", drawn) and "<b><b>" not in drawn
