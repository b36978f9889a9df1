"""The candidates page alone: links that reproduce it, strangers' values, states, marks."""

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.standing import CONTAINS, REPLACES, REQUIRES, Step
from dashboard.candidate_choices import years_before
from dashboard.candidate_list import exported_columns
from dashboard.candidate_market import against_demand
from dashboard.candidate_words import chain
from dashboard.exports import as_csv
from dashboard.filters import Filters
from dashboard.people import session_pool, with_this_pool
from dashboard.queries import catalog, recognition
from dashboard.queries.badge_groups import credential_names, stand_ins
from dashboard.queries.candidates import count_after_each_condition, matching
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.job_ad import holders
from dashboard.queries.pool import verified_awards
from etl.paths import PROJECT, Paths
from etl.people.publish import build_sample_pool
from tests.conftest import BUNDLED

PAGE = str(PROJECT / "pages" / "candidates.py")
MARK = "Sample pool: invented people"
A_PLUS = CandidateFilter(("comptia-a-plus",), valid_on=date(2026, 11, 1))


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


def listed(test: AppTest) -> pd.DataFrame:
    return next(d.value for d in test.dataframe if "Matching badges" in d.value)


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def test_without_conditions_it_lists_the_pool_and_says_that_it_is_invented() -> None:
    shown = show()
    assert "5,000 invented candidates" in words(shown)
    assert MARK in words(shown)
    assert "do not change this page" in words(shown)
    assert len(listed(shown)) == 500


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
    assert list(listed(shown)["Candidate"]) == list(expected["display_name"])
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
        "checked_within",
        "blind",
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
        checked_within=value,
        one_more=value,
        candidates_by=value,
        view=value,
        blind=value,
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
    told = exported_columns(rows, is_blind=False)
    text = as_csv(told, [("Choices", MARK)]).decode("utf-8-sig")
    assert MARK in text
    assert "'=HYPERLINK(1)" in text
    assert all(line.endswith(",yes") for line in text.splitlines()[2:])


def test_a_link_with_the_new_conditions_reproduces_the_view() -> None:
    shown = show(
        all_of=["Issuer: CompTIA"],
        any_of=["CompTIA Network+", "Skill: Access control", "Level: advanced"],
        none_of=["Level: entry"],
        earned_within="5 years",
        not_before="2027-01-01",
        higher="true",
        valid_on="2026-11-01",
    )
    expected = matching(
        CandidateFilter(
            ("issuer:comptia",),
            ("comptia-network-plus", "skill:access-control", "level:advanced"),
            ("level:entry",),
            valid_on=date(2026, 11, 1),
            earned_from=date(2021, 11, 1),
            expires_from=date(2027, 1, 1),
            or_higher=True,
        )
    )
    assert 0 < len(expected) < 500
    assert list(listed(shown)["Candidate"]) == list(expected["display_name"])
    assert not shown.warning


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        (date(2026, 11, 1), 0, None),
        (date(2026, 11, 1), 5, date(2021, 11, 1)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 28)),
    ],
)
def test_years_are_counted_back_by_the_calendar(day: date, years: int, before: date | None) -> None:
    assert years_before(day, years) == before


def test_only_verified_badges_count_within_the_days_asked_for() -> None:
    shown = show(verified="true", checked_within="90 days")
    chosen = CandidateFilter(valid_on=date(2026, 11, 1), verified_only=True, verified_within=90)
    ever = dataclasses.replace(chosen, verified_within=None)
    assert 0 < len(matching(chosen)) < len(matching(ever))
    assert f"{len(matching(chosen))} of 5,000" in words(shown)
    toggle = next(t for t in shown.toggle if t.label == "Only verified badges")
    assert f"{verified_awards():,} badges of this pool are" in toggle.help
    off = show(checked_within="90 days")
    assert "The pool holds 5,000" in words(off)


@pytest.mark.parametrize("kind", ["Badge", "Issuer", "Skill", "Level", "Place"])
def test_every_option_has_a_live_count(kind: str) -> None:
    shown = show(all_of=["CompTIA A+"], one_more=kind)
    options = next(d.value for d in shown.dataframe if "Removed" in d.value)
    left = int(count_after_each_condition(A_PLUS)["candidates"].iloc[-1])
    assert (options["Left"] + options["Removed"] == left).all()
    assert options["Left"].is_monotonic_decreasing
    assert "CompTIA A+" not in set(options.iloc[:, 0])
    top = options.iloc[0]
    assert 0 < top["Left"] <= left


def test_supply_stands_beside_demand_for_the_badges_asked_for() -> None:
    shown = show(all_of=["CompTIA A+"], any_of=["CompTIA Security+", "Level: advanced"])
    table = next(d.value for d in shown.dataframe if "Hold it here" in d.value)
    assert list(table["Badge"]) == ["CompTIA A+", "CompTIA Security+"]
    held = holders(("comptia-a-plus", "comptia-security-plus"), date(2026, 11, 1))
    assert list(table["Hold it here"]) == list(held.values())
    market = recognition.credentials(Filters()).set_index("credential_id")
    asked = market.loc[["comptia-a-plus", "comptia-security-plus"]]
    assert list(table["Postings that ask"]) == list(asked["postings"])
    assert list(table["Employers that ask"]) == list(asked["employers"])
    assert "no market total" in words(shown)
    assert "Hold it here" not in {c for d in show().dataframe for c in d.value}


def test_what_is_not_counted_in_postings_is_missing_and_not_zero() -> None:
    degree = next(c for c in catalog.everything().itertuples() if c.kind == "degree")
    table = against_demand(CandidateFilter(), [degree.credential_id, "badge:our-own"])
    assert table["Postings that ask"].isna().all()
    assert table["Share of postings"].isna().all()
    assert list(table["Hold it here"])[1] == 0


def test_higher_badges_are_named_with_the_reason() -> None:
    plain, wide = (
        show(all_of=["CompTIA A+"], higher=higher, valid_on="2026-11-01")
        for higher in ("false", "true")
    )
    found = stand_ins(["comptia-a-plus"])["comptia-a-plus"]
    said = words(wide)
    assert found or "No badge held in this pool" in said
    for steps in found.values():
        assert chain(steps, credential_names()) in said
    assert len(listed(wide)) >= len(listed(plain))


def test_a_chain_of_reasons_reads_as_a_sentence() -> None:
    steps = (Step("c", "b", REQUIRES), Step("b", "a", REPLACES), Step("a", "z", CONTAINS))
    assert chain(steps, {"a": "A", "b": "B"}) == "c requires B, which replaced A, which contains z"


def panel_with_reasons() -> None:
    from datetime import date

    from dashboard.candidate_panel import panel
    from dashboard.queries.candidates import matching
    from dashboard.queries.conditions import CandidateFilter

    somebody = matching(CandidateFilter(all_of=("comptia-a-plus",)), 1).iloc[0]
    panel(somebody, date(2026, 11, 1), {"comptia-a-plus": "A+ equals B"}, is_blind=False)


def test_the_panel_says_why_a_badge_counts() -> None:
    shown = AppTest.from_function(panel_with_reasons, default_timeout=30).run()
    assert not shown.exception
    told = [str(v) for d in shown.dataframe for v in d.value.get("Counts because", []) if v]
    told += [c.value for c in shown.caption if "counts because" in c.value]
    assert sum("A+ equals B" in t for t in told) == 1


def test_an_export_is_of_the_sessions_pool_also_after_a_newer_one(served: Paths) -> None:
    def ids_of_the_pool() -> Path:
        return session_pool()

    before = session_pool()
    made = with_this_pool(ids_of_the_pool)
    st.session_state.pop("people_path", None)
    newer = build_sample_pool(served)
    st.cache_data.clear()
    assert session_pool() == newer != before
    assert made() == before
