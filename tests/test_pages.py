"""Every page under every value of every filter, and under combinations that match nothing."""

import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.metrics import KIND_LABELS, STRENGTH_LABELS
from etl.paths import PROJECT, Paths

PAGES = (
    "overview",
    "assessment",
    "credential",
    "recognition",
    "say_do",
    "pay",
    "cost",
    "stackability",
    "compare",
    "roles",
    "job_ad",
    "candidates",
    "company",
    "sources",
)


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)


def start(page: str) -> AppTest:
    return AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=30)


def rendered(test: AppTest, filters: Filters) -> AppTest:
    test.session_state["filters"] = filters
    test.run()
    assert not test.exception, f"{filters}: {test.exception[0].stack_trace}"
    assert len(test.title) == 1
    return test


def show(page: str, filters: Filters) -> AppTest:
    return rendered(start(page), filters)


def values(marts: duckdb.DuckDBPyConnection) -> list[Filters]:
    def column(sql: str) -> list[str]:
        return [row[0] for row in marts.execute(sql).fetchall()]

    return [
        Filters(),
        Filters(with_questionnaires=True),
        *[Filters(industry=v) for v in column("SELECT naics_sector FROM marts.industries")],
        *[Filters(occupation=v) for v in column("SELECT soc_group FROM marts.occupation_groups")],
        *[
            Filters(place=v)
            for v in column("SELECT DISTINCT country FROM marts.postings WHERE country IS NOT NULL")
        ],
        *[
            Filters(place=v)
            for v in column(
                "SELECT DISTINCT country || '-' || region FROM marts.postings "
                "WHERE region IS NOT NULL"
            )
        ],
        *[Filters(kinds=(v,)) for v in KIND_LABELS],
        *[Filters(strengths=(v,)) for v in STRENGTH_LABELS],
    ]


IMPOSSIBLE = Filters(
    industry="11", place="SG", occupation="55", kinds=("degree",), strengths=("preferred",)
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_renders_under_every_filter_value(
    page: str, marts: duckdb.DuckDBPyConnection
) -> None:
    test = start(page)
    for filters in values(marts):
        rendered(test, filters)


@pytest.mark.parametrize("page", PAGES)
def test_an_impossible_combination_has_a_designed_state(page: str) -> None:
    shown = show(page, IMPOSSIBLE)
    words = " ".join(m.value for m in [*shown.info, *shown.markdown])
    if page in ("overview", "recognition"):
        assert "Not collected" in words


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("value", ["'; DROP TABLE marts.postings; --", "nonsense", "", "9" * 5000])
def test_strangers_values_match_nothing_and_break_nothing(page: str, value: str) -> None:
    show(page, Filters(industry=value, place=value, occupation=value))


def test_every_page_of_the_navigation_is_a_file_and_the_other_way_round() -> None:
    from dashboard.frame import PAGES as NAMED

    named = {name for section in NAMED.values() for name in section}
    files = {p.stem for p in Path(PROJECT / "pages").glob("*.py")}
    assert named == files


def test_the_answer_says_its_n_and_interval() -> None:
    answer = show("recognition", Filters()).markdown[0].value
    assert re.search(r"in [\d.]+ of 100 postings \\?\([\d.]+ to [\d.]+\\?\)", answer), answer
    assert re.search(r"by \d+ employers", answer), answer


def test_what_a_page_shows_has_its_sources_build_and_date() -> None:
    for page in PAGES:
        assert any("build" in c.value for c in show(page, Filters()).caption), page


def test_a_licence_is_not_shown_as_zero_where_it_does_not_count() -> None:
    test = start("recognition")
    test.session_state["view"] = "By place"
    test.session_state["credential"] = "registered-nurse"
    rendered(test, Filters())
    (cells,) = [d.value for d in test.dataframe if "Place" in d.value.columns]
    assert list(cells["Place"]) == ["United States"]
    assert any("only in postings of the country that grants it" in c.value for c in test.caption)
