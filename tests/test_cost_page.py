"""The page Cost: every view under its settings, its figures against the marts, its words."""

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.cost_views import VIEWS
from dashboard.filters import Filters
from dashboard.flexibility import LANGUAGES, TRAITS
from dashboard.queries import cost as queries
from etl.paths import PROJECT, Paths

PAGE = str(PROJECT / "pages" / "cost.py")
SECURITY_PLUS = "comptia-security-plus"
IMPOSSIBLE = Filters(industry="11", place="SG", occupation="55", kinds=("degree",))


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()


def show(view: str, filters: Filters | None = None, **settings: object) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=30)
    test.session_state["filters"] = filters or Filters()
    for key, value in {"view": view, **settings}.items():
        test.session_state[key] = value
    test.run()
    assert not test.exception, test.exception[0].value
    assert len(test.title) == 1
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def answer(test: AppTest) -> str:
    return str(test.markdown[0].value).removeprefix("##### ").replace("\\", "")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("filters", "settings"),
    [
        (Filters(), {"value_time": True, "seats": 25, "price_for": "member", "discount": 0.0}),
        (Filters(industry="62"), {"years": 0, "price_for": "subsidised"}),
        (Filters(kinds=("licence",), occupation="29"), {"years": 10, "wage": 60.0}),
        (Filters(), {"learning": ["online"], "pace": ["self_paced"], "language": ["de"]}),
        (IMPOSSIBLE, {}),
    ],
)
def test_every_view_answers_under_its_settings(
    view: str, filters: Filters, settings: dict[str, object]
) -> None:
    shown = show(view, filters, **settings)
    assert answer(shown).endswith(".")
    assert "nan" not in words(shown).lower().split()
    assert "build" in shown.caption[-1].value


def test_the_parts_of_a_cost_are_told_with_what_is_not_known() -> None:
    shown = show("What makes it up", credential=SECURITY_PLUS, discount=0.0)
    # Exam 439, renewal 150 in year 3.
    assert answer(shown) == (
        "CompTIA Security+ costs $589 to earn and keep for 5 years; the largest known part is the "
        "price to earn, $439."
    )
    table = shown.dataframe[0].value.set_index("Part")
    assert table.loc["Renewals", "Typical"] == 150
    assert table.loc["Study time", "State"] == "left out"
    assert "no proof that there is none: retakes, training" in words(shown)
    valued = show("What makes it up", credential=SECURITY_PLUS, value_time=True, wage=20.0)
    table = valued.dataframe[0].value.set_index("Part")
    assert table.loc["Study time", "Typical"] == 20 * 100
    assert table.loc["Continuing education time", "Times"] == 50
    assert "the largest known part is the study time, $2,000" in answer(valued)
    assert "time valued at $20.00 an hour (your figure)" in words(valued)


def test_what_is_not_known_in_full_is_said_to_cost_at_least() -> None:
    shown = show("What makes it up", credential="professional-engineer-licence-pe-exam")
    assert answer(shown) == (
        "Professional Engineer licence (PE exam) costs at least $375 (fees not in the price, "
        "renewals not known) to earn and keep for 5 years."
    )
    assert "so the total is only what it costs at least: fees not in the price, renewals." in (
        words(shown)
    )


def test_the_wage_is_the_published_median_with_benefits(marts: duckdb.DuckDBPyConnection) -> None:
    found = marts.execute(
        "SELECT annual_median_usd FROM marts.wages_by_industry "
        "WHERE naics_sector = '62' AND occupation_code = '290000'"
    ).fetchone()
    assert found
    shown = show("Payback", Filters(industry="62", occupation="29"), value_time=True)
    hourly = found[0] / 2080 * 48.05 / 33.02
    assert f"time valued at ${hourly:,.2f} an hour (median wage of health practitioners in" in (
        words(shown)
    )
    assert "BLS Employer Costs for Employee Compensation" in words(shown)


@pytest.mark.parametrize(
    ("filters", "occupation", "industry"),
    [
        (Filters(), "All occupations", "All industries"),
        (Filters(occupation="15", industry="51"), "Computer and mathematical", "Information"),
        (Filters(occupation="nonsense", industry="nonsense"), "All occupations", "All industries"),
    ],
)
def test_a_wage_that_is_not_published_falls_back_to_all_and_says_so(
    filters: Filters, occupation: str, industry: str
) -> None:
    wage = queries.wage(filters)
    assert wage["annual_median_usd"] > 0
    assert wage["industry"] == industry
    assert (wage["occupation"] == occupation) or filters.occupation == "15"


def test_flexibility_narrows_the_table_and_counts_what_is_not_known(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    counts = marts.execute(
        """
        SELECT count(*) FILTER (list_contains(delivery, 'self_paced')),
            count(*) FILTER (NOT list_has_any(delivery, ['self_paced', 'instructor_led'])),
            count(*)
        FROM marts.credentials
        """
    ).fetchone()
    assert counts
    shown = show("Price and recognition", pace=["self_paced"])
    table = shown.dataframe[0].value
    assert len(table) == counts[0]
    assert table["Pace"].str.contains("self-paced").all()
    said = f"Only pace self-paced: {counts[0]} of {counts[2]} credentials. Not found yet, so left "
    assert f"{said}out: pace of {counts[1]}." in words(shown)
    everything = show("Price and recognition").dataframe[0].value
    assert len(everything) == counts[2]
    assert (everything["Supervision"] == "not found yet").any()


def test_every_code_of_the_catalog_has_its_word(marts: duckdb.DuckDBPyConnection) -> None:
    languages = marts.execute(
        "SELECT DISTINCT unnest(languages) FROM marts.credentials "
        "UNION SELECT DISTINCT unnest(languages) FROM marts.exams"
    ).fetchall()
    assert {code for (code,) in languages} <= set(LANGUAGES)
    forms = marts.execute("SELECT DISTINCT unnest(form) FROM marts.exams").fetchall()
    assert {code for (code,) in forms} <= set(TRAITS["exam_form"].labels)
    known = {c for t in TRAITS.values() if t.columns == ("delivery",) for c in t.labels}
    ways = marts.execute("SELECT DISTINCT unnest(delivery) FROM marts.credentials").fetchall()
    assert {code for (code,) in ways} <= known


def test_more_people_pay_more_but_a_ratio_is_of_one_person() -> None:
    one = show("What it buys").dataframe[0].value.set_index("Credential")
    ten = show("What it buys", seats=10).dataframe[0].value.set_index("Credential")
    both = one.index.intersection(ten.index)
    paid = one.loc[both, "Total cost"].dropna()
    assert (ten.loc[paid.index, "Total cost"] - 10 * paid).abs().max() < 1e-6
    hours = one["For an hour"].dropna()
    assert (ten.loc[hours.index, "For an hour"] - hours).abs().max() < 1e-6


def test_what_is_held_makes_skills_old() -> None:
    shown = show("What it buys", buys="per_new_skill_usd", held=[SECURITY_PLUS])
    table = shown.dataframe[0].value.set_index("Credential")
    assert "CompTIA Security+" not in table.index
    assert (table["New skills"] < table["Skills"]).any()
    assert (table["New skills"].dropna() <= table["Skills"].dropna()).all()


def test_a_stack_can_be_chosen_and_what_is_out_of_order_is_said() -> None:
    shown = show("As a stack grows")
    table = shown.dataframe[0].value
    assert table["Step"].tolist() == list(range(1, len(table) + 1))
    assert table["Stack so far"].is_monotonic_increasing
    assert "median certificate" in answer(shown)
    chosen = ["cissp-certified-information-systems-security-professional", SECURITY_PLUS]
    two = show("As a stack grows", stack=chosen, discount=0.0, years=0)
    assert answer(two).startswith("2 credentials together cost $1,188 to earn and teach")
    none = show("As a stack grows", stack=[])
    assert "No stack yet" in answer(none)


def test_a_skill_area_in_the_address_is_chosen() -> None:
    test = AppTest.from_file(PAGE, default_timeout=30)
    test.session_state["filters"] = Filters()
    test.query_params["view"] = "As a stack grows"
    test.query_params["area"] = "Cyber security"
    test.run()
    assert not test.exception
    assert "Cyber security" in words(test)


def test_a_payback_needs_a_premium_above_zero() -> None:
    table = show("Payback").dataframe[0].value
    paid = table[table["Payback"] == "paid back"]
    assert paid["After"].notna().all()
    assert table.loc[table["Payback"] != "paid back", "After"].isna().all()
    assert paid["Premium, 95 % interval"].str.startswith("−").sum() == 0
