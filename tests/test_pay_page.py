"""The page on pay: its figures against the marts, its words, and what it says of too little."""

import duckdb
import numpy as np
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.wages import HIGHER, LOWER, NONE, SELECTION, TOO_FEW
from dashboard import pay
from dashboard.charts.pay import one, premiums
from dashboard.charts.style import LIGHT
from dashboard.filters import Filters
from dashboard.pay_fit import FIGURES, fit, fitted
from dashboard.queries import pay as queries
from dashboard.tables.pay import premiums_table
from etl.paths import PROJECT, Paths

PAGE = str(PROJECT / "pages" / "pay.py")
ENGINEER = "professional-engineer-licence-pe-exam"


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()


def show(filters: Filters | None = None) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=30)
    test.session_state["filters"] = filters or Filters()
    test.run()
    assert not test.exception, test.exception[0].value
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def row(**changed: object) -> dict[str, object]:
    """A measured row of a fit."""
    return {
        "credential_id": "pe",
        "name": "Licence <P>",
        "kind": "licence",
        "with_n": 220,
        "without_n": 9000,
        "employers": 155,
        "overlap": 0.96,
        "estimate": 0.08,
        "low": 0.003,
        "high": 0.15,
        "raw": 0.81,
        "raw_low": 0.7,
        "raw_high": 0.93,
        "degrees": 40.0,
        "verdict": HIGHER,
        "top_source": "Indeed",
        "top_source_share": 0.5,
    } | changed


def too_few(**changed: object) -> dict[str, object]:
    names = ("estimate", "low", "high", "raw", "raw_low", "raw_high", "degrees")
    return row(**dict.fromkeys(names, np.nan), verdict=TOO_FEW) | changed


def test_the_page_says_the_premium_with_its_interval_and_the_raw_gap() -> None:
    shown = show()
    assert shown.title[0].value == "Which credentials are paid for?"
    assert "beyond chance" in words(shown) or "goes with higher advertised pay" in words(shown)
    table = shown.dataframe[0].value.set_index("Credential")
    engineer = table.loc["Professional Engineer licence (PE exam)"]
    assert " to " in engineer["95 % interval"]
    # The licence is asked for where pay is high: most of the raw gap is the occupation.
    raw, held_equal = (
        float(engineer[name].removesuffix(" %").replace("−", "-"))
        for name in ("Raw gap", "Premium")
    )
    assert raw > 50
    assert abs(held_equal) < 20
    few = table[table["It is"].str.startswith("too few")]
    assert few["Premium"].isna().all()
    assert few["It is"].str.contains("we ask for 30 of 5").any()
    assert "NHS jobs, United Kingdom makes" in words(shown)
    assert "covers the planted premium in 93 to 97 of 100" in words(shown)


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(industry="62"), Filters(place="GB"), Filters(strengths=("required",)),
     Filters(kinds=("licence",)), Filters(occupation="17", place="US")],
)  # fmt: skip
def test_counts_are_those_of_the_marts(filters: Filters, marts: duckdb.DuckDBPyConnection) -> None:
    bound = filters.parameters()
    chosen = """
        ($industry = 'all' OR p.naics_sector = $industry) AND p.document_type = 'posting'
        AND ($country = 'all' OR p.country = $country) AND p.pay_usd > 0
        AND ($occupation = 'all' OR p.soc_group = $occupation) AND p.soc_group IS NOT NULL
    """
    used = {k: bound[k] for k in ("industry", "country", "occupation")}
    asked = {k: bound[k] for k in ("kinds", "strengths")}
    expected = dict(
        marts.execute(
            f"""SELECT m.credential_id, count(DISTINCT p.posting_id) FROM marts.postings p
            JOIN marts.posting_mentions m USING (posting_id)
            WHERE {chosen} AND m.is_asked AND list_contains($strengths, m.strength)
            AND list_contains($kinds, m.kind) GROUP BY ALL""",
            used | asked,
        ).fetchall()
    )
    total = marts.execute(f"SELECT count(*) FROM marts.postings p WHERE {chosen}", used).fetchone()
    found = fitted(filters)
    assert dict(found.rows[["credential_id", "with_n"]].itertuples(index=False)) == expected
    assert found.postings == queries.coverage(filters)["fitted"] == (total or (0,))[0]
    assert (found.rows["with_n"] + found.rows["without_n"] == found.postings).all()
    told = pay.measured(found.rows)
    assert ((told["low"] <= told["estimate"]) & (told["estimate"] <= told["high"])).all()
    assert (told["employers"] >= 5).all()
    assert (told["with_n"] >= 30).all()


def test_where_nothing_was_collected_the_page_says_so() -> None:
    shown = show(Filters(industry="11", place="SG", occupation="55"))
    assert "Not collected" in words(shown)
    assert not shown.dataframe


@pytest.mark.parametrize(
    ("filters", "of"),
    [
        (Filters(place="US-CA"), "California"),
        (Filters(industry="54"), "Professional services"),
        (Filters(), "All industries"),
    ],
)
def test_wages_are_those_of_the_chosen_state_or_industry(
    filters: Filters, of: str, marts: duckdb.DuckDBPyConnection
) -> None:
    shown = show(filters).dataframe[1].value
    published = shown.dropna(subset="Median")
    expected = marts.execute(
        "SELECT short_name FROM marts.industries WHERE naics_sector = $i", {"i": filters.industry}
    ).fetchone()
    assert set(published["Wages of"]) == {expected[0] if expected else of}
    assert (published["A quarter earn less than"] <= published["Median"]).all()
    if of == "California":
        median = marts.execute(
            "SELECT annual_median_usd FROM marts.wages_by_state "
            "WHERE region = 'CA' AND occupation_code = '170000'"
        ).fetchone()
        roles = queries.roles(filters, ENGINEER).set_index("soc_group")
        assert (roles.loc["17", "annual_median_usd"],) == median


def test_wages_outside_the_united_states_are_said_to_be_american() -> None:
    assert "Wages are those of the United States" in words(show(Filters(place="GB")))
    said = pay.roles_sentence("X", pd.DataFrame(), "all")
    assert said == "No posting under your choices that asks for X has a known occupation."


@pytest.mark.parametrize(
    ("changed", "start", "part"),
    [
        ({}, "Higher advertised pay: ", "+8 % against like postings (0.3 to 15 %; 220 postings"),
        ({"verdict": LOWER, "estimate": -0.1, "low": -0.2, "high": -0.004}, "Lower ",
         "−10 % against like postings (−20 to −0.4 %"),
        ({"verdict": NONE, "low": -0.02}, "No premium beyond chance: ", "gap looks like +81 %"),
        ({"verdict": SELECTION, "estimate": 0.43, "high": 0.9}, "Likely selection: ",
         "more than a credential is known to add"),
        ({"top_source_share": 0.99}, "Higher", "99 % of the postings that name it: Indeed."),
    ],
)  # fmt: skip
def test_a_sentence_for_each_verdict(changed: dict[str, object], start: str, part: str) -> None:
    said = pay.sentence(row(**changed))
    assert said.startswith(start)
    assert part in said


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"with_n": 14, "employers": 9}, "14 postings with pay of 9 known employers name it"),
        ({"employers": 1}, "of 1 known employer name it; we ask for 30 of 5"),
        ({"overlap": 0.2}, "only 20 % of the postings that name it have a like posting"),
        ({"degrees": 1.7}, "too few employers carry the figure"),
        ({}, "nothing is left to compare"),
    ],
)
def test_why_it_is_too_few(changed: dict[str, object], part: str) -> None:
    said = pay.sentence(too_few(**changed))
    assert said.startswith("No premium can be told: ")
    assert part in said
    assert part in premiums_table(
        pd.DataFrame([too_few(**changed)])
    )["It is"][0]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ([row(), row(verdict=NONE, name="B")], "That is 1 of 2 credentials with enough postings."),
        ([row(), row(name="B")], " So does B. That is 2 of 2 "),
        ([row(), row(name="B"), row(name="C")], " So do B and C. "),
        ([row(verdict=NONE, low=-0.02)], "The one credential with enough postings does not go"),
        ([row(verdict=NONE, low=-0.02), too_few(), row(verdict=LOWER, low=-0.3, high=-0.1)],
         "None of 2 credentials with enough postings goes with higher"),
        ([row(verdict=SELECTION, estimate=0.43)], "likelier selection than its worth"),
        ([too_few()], "Too few to say"),
    ],
)  # fmt: skip
def test_the_answer(rows: list[dict[str, object]], part: str) -> None:
    assert part in pay.answer(pd.DataFrame(rows))


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(0.0, "0 %"), (0.0004, "0 %"), (-0.0004, "0 %"), (0.004, "+0.4 %"), (-0.35, "−35 %"),
     (0.0099, "+1 %"), (1.2, "+120 %")],
)  # fmt: skip
def test_signs(ratio: float, said: str) -> None:
    assert pay.signed(ratio) == said


def test_the_picture_has_both_marks_on_one_line_and_words_for_who_cannot_see_it() -> None:
    rows = pd.DataFrame([row(), row(verdict=NONE, low=-0.02, name="B", credential_id="b")])
    chart = premiums(rows, LIGHT)
    marks = {t.name: t for t in chart.figure.data if t.mode == "markers"}
    raw = marks["raw gap, nothing held equal"]
    assert raw.marker.symbol == "circle-open"
    assert list(raw.y) == [0, 1]
    assert list(marks["higher or lower pay"].x) == [8.0]
    assert list(marks["none: the interval holds zero"].y) == [1]
    assert "Licence <P>: Higher advertised pay" in chart.alt
    assert "<P>" not in "".join(marks["higher or lower pay"].hovertext)
    assert {s.x0 for s in chart.figure.layout.shapes} == {-20, 0, 20}
    assert len(one(pd.Series(row()), LIGHT).figure.data) < len(chart.figure.data) + 1


def test_a_fit_of_nothing_has_its_columns() -> None:
    postings = queries.postings(Filters()).head(0)
    found = fit(postings, pd.DataFrame(), pd.DataFrame({"credential_id": []}))
    assert set(FIGURES) <= set(found.rows)
    assert found.rows.empty


def test_of_very_many_postings_a_random_part_is_fitted() -> None:
    whole, part = queries.postings(Filters()), queries.postings(Filters(), 3)
    assert 0.30 * len(whole) < len(part) < 0.37 * len(whole)
    drawn = queries.mentions(Filters(), 3)
    assert set(drawn["pay_no"]) <= set(part["pay_no"]) <= set(whole["pay_no"])
    # The drawn mentions are of postings that were drawn, and about a third of all of them.
    every = queries.mentions(Filters())
    assert 0.25 * len(every) < len(drawn) < 0.42 * len(every)
    found = fit(part, drawn, queries.named(tuple(drawn["credential_id"].unique())))
    assert set(found.rows["credential_id"]) == set(drawn["credential_id"])
    told = found.rows.dropna(subset=["estimate"])
    assert (told["with_n"] <= len(drawn)).all() and len(told)


def test_a_page_says_when_only_a_part_was_drawn() -> None:
    known = {"top_source_share": 0.1}
    assert pay.warnings(known) == []
    assert "one of 12 was drawn at random" in pay.warnings(known, 12)[0]
