"""The views of Stackability, the way to every goal of the catalog, and depth on other pages."""

from datetime import date

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.overlap import rarity_weights
from analysis.routes import NEEDING, counting_as_held, replaced_by
from analysis.stacks import Edge
from dashboard import overlap, way_words, ways
from dashboard.filters import Filters
from dashboard.pathways import as_edges
from dashboard.prices import with_keeping_cost
from dashboard.stack_views import VIEWS
from etl.paths import PROJECT, Paths

A_PLUS, STACK = "comptia-a-plus", "comptia-secure-infrastructure-specialist-stack"
IMPOSSIBLE = Filters(industry="11", place="SG", occupation="55", kinds=("degree",))


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)


def page(name: str, filters: Filters | None = None, **address: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(PROJECT / "pages" / f"{name}.py"), default_timeout=60)
    test.session_state["filters"] = filters or Filters()
    for key, value in address.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception[0].stack_trace
    assert len(test.title) == 1
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(industry="62"), Filters(industry="nonsense", place="x"), IMPOSSIBLE],
    ids=["all", "health", "nonsense", "impossible"],
)
def test_every_view_is_drawn_under_any_choice(view: str, filters: Filters) -> None:
    assert page("stackability", filters, stacks=view).title[0].value


def test_an_award_with_dozens_of_steps_is_a_focus_whose_left_out_steps_are_named() -> None:
    award = "award-college-credit-ace-recommendation-any-accepting-institution"
    shown = page("stackability", credential=award)
    assert "credentials count toward it" in words(shown)
    assert "left out; they are in a table below" in words(shown)
    assert next(e.label for e in shown.expander).endswith("left out of the picture")


def test_a_link_holds_the_way() -> None:
    shown = page(
        "stackability", stacks="From here to there", held=[A_PLUS], goal=STACK, way="Lowest price"
    )
    assert shown.title[0].value.startswith("What is the way to CompTIA Secure Infrastructure")
    assert "CompTIA A+, which you hold, leads there" in words(shown)
    table = shown.dataframe[0].value
    assert table["Order"].tolist() == ["held", "1", "2", "3"]
    assert pd.isna(table["Price to earn"].iloc[0])


def test_what_is_replaced_says_by_what_and_has_no_picture() -> None:
    shown = page("stackability", stacks="From here to there", goal="award-comptia-casp-plus")
    assert "is not offered any more: CompTIA SecurityX has replaced it" in words(shown)
    assert len(shown.dataframe) == 0


def test_a_skill_area_in_the_address_chooses_its_most_asked_for() -> None:
    shown = page("stackability", stacks="Overlap", area="Patient care")
    assert "The 12 most asked for of" in words(shown)
    assert len(shown.dataframe[0].value) == overlap.MOST_SHOWN


def test_one_credential_is_no_overlap() -> None:
    shown = page("stackability", stacks="Overlap", overlap=[A_PLUS])
    assert "Choose two credentials or more" in words(shown)


def test_industries_say_into_what_and_how_far() -> None:
    shown = page("stackability", stacks="By industry")
    assert "How far: the longest chain has" in words(shown)
    table = shown.dataframe[0].value
    assert table["Into what"].str.contains(r"[a-z]+ \d+").any()
    assert (table["Known for"] <= table["Onward steps"]).all()


def test_depth_and_fit_stand_on_a_credentials_page() -> None:
    shown = page("credential", about="Depth and fit", credential="comptia-security-plus")
    assert "they are not averaged" in words(shown)
    assert "of the 175 postings" in words(shown) or "postings that name it" in words(shown)
    assert "for senior roles, above it" in words(shown)
    assert len(shown.dataframe[0].value) == 7


def test_kinds_are_compared_within_a_skill_area() -> None:
    shown = page("compare", kinds_in="Cyber security")
    assert "that teach a skill of Cyber security. None of them is a" in words(shown)
    table = shown.table[-1].value
    assert "Part of all its skills, median" in table.index
    assert page("compare").table[-1].value.shape[1] == 5


@pytest.fixture
def edges(marts: duckdb.DuckDBPyConnection) -> list[Edge]:
    return as_edges(marts.execute("FROM marts.edges").df())


def test_no_way_holds_what_was_replaced_or_comes_before_what_it_needs(
    marts: duckdb.DuckDBPyConnection, edges: list[Edge]
) -> None:
    rows = with_keeping_cost(marts.execute("FROM marts.credentials").df(), 0, date(2026, 11, 30))
    facts, gone = ways.facts_of(rows), replaced_by(edges)
    names = dict(marts.execute("SELECT node_id, node_name FROM marts.nodes").fetchall())
    longest = 0
    for goal in names:
        for aim in ways.AIMS:
            found = ways.plan(edges, goal, (A_PLUS,), facts, aim, 6.0)
            assert way_words.answer(found, names, 6.0).endswith((".", "goal."))
            have = counting_as_held(edges, (A_PLUS,))
            assert not set(found.order) & (set(gone) - have)
            place = {node: i for i, node in enumerate(found.order)}
            for e in edges:
                if e.to_id in place and e.relation in NEEDING and e.strength == "required":
                    assert e.from_id in have or place[e.from_id] < place[e.to_id]
            longest = max(longest, len(found.order))
    assert longest >= 5


def test_redundancy_and_likeness_of_the_whole_catalog_are_shares(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    found = marts.execute(
        "SELECT credential_id, list(skill_id) FROM marts.credential_skills GROUP BY 1 ORDER BY 1"
    ).fetchall()
    known = {one: frozenset(own) for one, own in found}
    weights = rarity_weights(known)
    skills = dict.fromkeys(weights, "a skill")
    ids = list(known)[:60]
    rows = overlap.table(ids, dict(zip(ids, ids, strict=True)), known, weights, skills)
    assert rows["redundancy"].between(0, 1).all()
    assert rows["likeness"].between(0, 1).all()
    full = rows[rows["redundancy"] == 1]
    assert (full["only_here"] == "").all()


def test_what_replaces_only_its_holders_own_is_still_a_goal() -> None:
    technician = "registered-health-information-technician"
    shown = page("stackability", stacks="From here to there", goal=technician)
    assert "is not offered any more" not in words(shown)
    held = page(
        "stackability",
        stacks="From here to there",
        goal=technician,
        held=["registered-health-information-administrator"],
    )
    assert "is held already, or something that counts as it" in words(held)
