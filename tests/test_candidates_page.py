"""The candidates page alone: links that reproduce it, strangers' values, states, marks."""

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.candidate_list import exported_columns
from dashboard.exports import as_csv
from dashboard.filters import Filters
from dashboard.queries.candidates import matching
from dashboard.queries.conditions import CandidateFilter
from etl.paths import PROJECT, Paths
from etl.people.publish import build_sample_pool
from tests.conftest import BUNDLED

PAGE = str(PROJECT / "pages" / "candidates.py")
MARK = "Sample pool: invented people"


@pytest.fixture(scope="module", autouse=True)
def served(built: Paths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """A data folder with a sample pool and the warehouse of the bundled data."""
    paths = Paths(tmp_path_factory.mktemp("data"))
    shutil.copytree(BUNDLED.catalog, paths.catalog)
    shutil.copytree(built.warehouse, paths.warehouse)
    build_sample_pool(paths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CREDENCE_DATA", str(paths.root))
        patch.chdir(PROJECT)
        st.cache_data.clear()
        yield paths
    st.cache_data.clear()
    st.cache_resource.clear()


def show(filters: Filters | None = None, **link: str | list[str]) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=30)
    test.session_state["filters"] = filters or Filters()
    for key, value in link.items():
        test.query_params[key] = value
    return checked(test.run())


def checked(test: AppTest) -> AppTest:
    assert not test.exception, test.exception[0].value
    assert len(test.title) == 1
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def test_without_conditions_it_lists_the_pool_and_says_that_it_is_invented() -> None:
    shown = show()
    assert "5,000 invented candidates" in words(shown)
    assert MARK in words(shown)
    assert "do not change this page" in words(shown)
    assert len(shown.dataframe[0].value) == 500


def test_a_link_reproduces_the_view() -> None:
    shown = show(
        all_of=["CompTIA A+"],
        none_of=["CompTIA PenTest+"],
        where=["United States", "United Kingdom: Scotland"],
        valid_on="2027-03-01",
        experience="3",
        candidates_by="Most experience first",
    )
    expected = matching(
        CandidateFilter(
            all_of=("comptia-a-plus",),
            none_of=("comptia-pentest-plus",),
            places=("US", "GB-Scotland"),
            least_years=3,
            valid_on=date(2027, 3, 1),
        ),
        sort="experience",
    )
    listed = shown.dataframe[0].value
    assert list(listed["Candidate"]) == list(expected["display_name"])
    assert f"{len(expected):,} of 5,000" in words(shown)


def test_every_condition_is_bound_to_the_link_and_narrows_the_list() -> None:
    shown = show()
    widgets = [*shown.multiselect, *shown.selectbox, *shown.date_input, *shown.toggle]
    bound = {w.proto.query_param_key for w in widgets}
    assert bound == {
        "all_of",
        "any_of",
        "none_of",
        "issuer",
        "skill",
        "where",
        "valid_on",
        "experience",
        "expired",
        "higher",
        "earned_within",
        "not_before",
        "verified",
        "candidates_by",
    }
    checked(shown.multiselect(key="any_of").select("comptia-a-plus").run())
    expected = matching(CandidateFilter(any_of=("comptia-a-plus",), valid_on=date(2026, 11, 1)))
    assert f"{len(expected)} of 5,000" in words(shown)


def test_reset_takes_every_condition_away() -> None:
    shown = show(all_of=["CompTIA A+"], experience="5", valid_on="2027-03-01", expired="true")
    reset = next(b for b in shown.button if "Reset" in b.label)
    checked(reset.click().run())
    assert not shown.query_params
    assert "The pool holds 5,000" in words(shown)


@pytest.mark.parametrize(
    "value",
    ["nonsense", "'; DROP TABLE people.awards; --", "<b>x</b>", "[x](http://y)", "9" * 5000],
)
def test_strangers_values_in_a_link_are_named_and_break_nothing(value: str) -> None:
    keys = ("all_of", "any_of", "none_of", "issuer", "skill", "where")
    shown = show(
        **{key: [value] for key in keys},
        valid_on=value,
        experience=value,
        expired=value,
        higher=value,
        earned_within=value,
        not_before=value,
        verified=value,
        one_more=value,
        candidates_by=value,
    )
    assert "5,000 invented candidates" in words(shown)
    assert "does not know" in shown.warning[0].value
    assert "[x](" not in shown.warning[0].value


def test_an_unknown_value_does_not_take_the_known_ones_along() -> None:
    shown = show(all_of=["CompTIA A+", "nonsense"])
    assert shown.multiselect(key="all_of").value == ["comptia-a-plus"]


def test_where_nobody_is_left_it_says_what_removes_most() -> None:
    shown = show(all_of=["CompTIA A+", "Certified Nursing Assistant"])
    assert "the condition that removes most is “holds CompTIA A+”" in words(shown)
    assert "Left would be" in words(shown)
    assert not shown.dataframe
    assert MARK in words(shown)


def test_the_sidebars_filters_do_not_change_it() -> None:
    assert words(show(Filters(industry="62", place="US-TX"))) == words(show())


def test_what_is_exported_says_what_it_is_and_runs_no_formula() -> None:
    rows = matching(CandidateFilter(all_of=("comptia-a-plus",))).head(3)
    rows.loc[0, "display_name"] = "=HYPERLINK(1)"
    text = as_csv(exported_columns(rows), [("Choices", MARK)]).decode("utf-8-sig")
    assert MARK in text
    assert "'=HYPERLINK(1)" in text
    assert all(line.endswith(",yes") for line in text.splitlines()[2:])


def panel_of_somebody() -> None:
    from datetime import date

    from dashboard.candidate_list import panel
    from dashboard.queries.candidates import matching
    from dashboard.queries.conditions import CandidateFilter

    everybody = matching(CandidateFilter())
    first = everybody[everybody["badge_count"] > 2].iloc[0].copy()
    first["display_name"] = "[x](http://y) <b>b</b>"
    panel(first, date(2026, 11, 1))
    panel(everybody[everybody["badge_count"] == 0].iloc[0], None)


def test_the_panel_shows_every_badge_as_not_checked_and_names_as_they_are() -> None:
    shown = AppTest.from_function(panel_of_somebody, default_timeout=30).run()
    assert not shown.exception
    badges = shown.dataframe[0].value
    assert len(badges) > 2
    assert set(badges["Verification"]) == {"not checked"}
    assert shown.markdown[0].value == r"#### \[x\](http\://y) \<b\>b\</b\>"
    assert "invented" in shown.caption[0].value
    assert "no badge that we know of" in words(shown)
