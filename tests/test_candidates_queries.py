"""The recruiter's questions, held against the same filters done in pandas."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd
import pytest
import streamlit as st
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dashboard.queries.candidates import SORTS, badges_of, count_after_each_condition, matching
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.pool import (
    badge_choices,
    details,
    issuer_choices,
    place_choices,
    skill_choices,
)
from dashboard.queries.relaxed import without_each
from etl.paths import Paths
from etl.people.publish import build_sample_pool
from etl.people.sample import REFERENCE_ON
from etl.publish import open_build
from tests.conftest import BUNDLED


class Tables(NamedTuple):
    """The pool's tables as frames."""

    candidates: pd.DataFrame
    awards: pd.DataFrame
    skills: pd.DataFrame


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    root = tmp_path_factory.mktemp("people")
    (root / "catalog").symlink_to(BUNDLED.catalog)
    with open_build(build_sample_pool(Paths(root))) as connection:
        candidates, awards, covered = (
            connection.execute(f"FROM people.{name}").df()
            for name in ("candidates", "awards", "badge_skills")
        )
        frames = Tables(candidates, awards, awards.merge(covered[["skill_id", "badge_no"]]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CREDENCE_DATA", str(root))
        st.cache_data.clear()
        yield frames
    st.cache_data.clear()
    st.cache_resource.clear()


def ids_by_pandas(tables: Tables, chosen: CandidateFilter) -> set[str]:
    """Candidates that meet every condition, with validity counted for every badge."""
    people, awards, skills = tables
    if chosen.valid_on:
        day = pd.Timestamp(chosen.valid_on)
        awards, skills = (
            t[(t["earned_on"] <= day) & (t["expires_on"].isna() | (t["expires_on"] >= day))]
            for t in (awards, skills)
        )

    def holding(rows: pd.Series) -> set[str]:
        return set(awards.loc[rows, "candidate_id"])

    left = set(people["candidate_id"])
    for credential in chosen.all_of:
        left &= holding(awards["credential_id"] == credential)
    if chosen.any_of:
        left &= holding(awards["credential_id"].isin(chosen.any_of))
    if chosen.issuers:
        left &= holding(awards["issuer_id"].isin(chosen.issuers))
    for skill in chosen.skills:
        left &= set(skills.loc[skills["skill_id"] == skill, "candidate_id"])
    if chosen.places:
        region = people["country"] + "-" + people["region"].fillna("")
        lives = people["country"].isin(chosen.places) | region.isin(chosen.places)
        left &= set(people.loc[lives, "candidate_id"])
    left &= set(people.loc[people["experience_years"] >= chosen.least_years, "candidate_id"])
    if chosen.none_of:
        left -= holding(awards["credential_id"].isin(chosen.none_of))
    return left


BADGES = (
    "comptia-a-plus",
    "comptia-network-plus",
    "comptia-security-plus",
    "certified-scrummaster",
    "basic-life-support-bls-provider",
    "osha-10-hour-construction",
    "'; DROP TABLE people.candidates; --",
)


def up_to_two(values: tuple[str, ...]) -> some.SearchStrategy[tuple[str, ...]]:
    return some.lists(some.sampled_from(values), max_size=2, unique=True).map(tuple)


FILTERS = some.builds(
    CandidateFilter,
    all_of=up_to_two(BADGES),
    any_of=some.lists(some.sampled_from(BADGES), max_size=4, unique=True).map(tuple),
    none_of=up_to_two(BADGES),
    issuers=up_to_two(("comptia", "scrum-alliance", "nobody")),
    skills=up_to_two(("access-control", "agile", "computer-networking")),
    places=up_to_two(("US", "US-CA", "GB-Scotland", "IN", "GB", "XX")),
    least_years=some.integers(0, 15),
    valid_on=some.none() | some.dates(date(2015, 1, 1), date(2032, 1, 1)),
)
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@MANY
@given(chosen=FILTERS)
def test_matching_agrees_with_pandas(tables: Tables, chosen: CandidateFilter) -> None:
    found = matching(chosen)["candidate_id"]
    assert found.is_unique
    assert set(found) == ids_by_pandas(tables, chosen)


@MANY
@given(chosen=FILTERS)
def test_every_step_leaves_no_more_and_the_last_is_the_list(
    tables: Tables, chosen: CandidateFilter
) -> None:
    steps = count_after_each_condition(chosen)
    assert steps["candidates"].iloc[0] == len(tables.candidates)
    assert steps["candidates"].is_monotonic_decreasing
    assert steps["candidates"].iloc[-1] == len(matching(chosen))


def test_steps_stand_in_the_order_of_the_conditions(tables: Tables) -> None:
    chosen = CandidateFilter(
        ("comptia-a-plus", "comptia-network-plus"),
        ("comptia-security-plus",),
        ("comptia-pentest-plus",),
        ("comptia",),
        (),
        ("US-CA", "GB"),
        2,
        REFERENCE_ON,
    )
    assert list(count_after_each_condition(chosen)["condition"]) == [
        "Everybody in the pool",
        "holds CompTIA A+",
        "holds CompTIA Network+",
        "holds CompTIA Security+",
        "holds a badge of CompTIA",
        "lives in United States: California or United Kingdom",
        "has 2 years of experience or more",
        "held and not expired on 1 November 2026",
        "does not hold CompTIA PenTest+",
    ]


def test_each_step_is_counted_on_its_own(tables: Tables) -> None:
    chosen = CandidateFilter(("comptia-a-plus",), places=("US",), valid_on=REFERENCE_ON)
    ever = dataclasses.replace(chosen, valid_on=None)
    assert list(count_after_each_condition(chosen)["candidates"]) == [
        len(tables.candidates),
        len(ids_by_pandas(tables, dataclasses.replace(ever, places=()))),
        len(ids_by_pandas(tables, ever)),
        len(ids_by_pandas(tables, chosen)),
    ]


def test_a_badge_counts_on_its_first_and_last_day_and_not_beyond(tables: Tables) -> None:
    award = tables.awards[tables.awards["expires_on"].notna()].iloc[0]
    first, last = award["earned_on"].date(), award["expires_on"].date()
    day = timedelta(days=1)
    for when, counts in (
        (first - day, False),
        (first, True),
        (last, True),
        (last + day, False),
    ):
        chosen = CandidateFilter(all_of=(award["credential_id"],), valid_on=when)
        found = matching(chosen)
        assert (award["candidate_id"] in set(found["candidate_id"])) is counts
        if counts:
            row = found[found["candidate_id"] == award["candidate_id"]].iloc[0]
            assert row["days_left"] == (last - when).days


def test_matching_badges_are_those_that_meet_a_condition(tables: Tables) -> None:
    rows = matching(CandidateFilter(any_of=("comptia-a-plus", "comptia-network-plus")))
    assert set("; ".join(rows["matching_badges"]).split("; ")) == {"CompTIA A+", "CompTIA Network+"}
    assert (rows["badge_count"] >= 1).all()


def test_without_conditions_everybody_is_listed_also_without_badges(tables: Tables) -> None:
    rows = matching(CandidateFilter(valid_on=REFERENCE_ON))
    assert len(rows) == len(tables.candidates)
    assert (rows["badge_count"] == 0).any()
    assert rows["badge_count"].iloc[0] > 0


def test_what_is_not_known_never_leads_the_list(tables: Tables) -> None:
    rows = matching(CandidateFilter(valid_on=REFERENCE_ON))
    order = ["does_not_expire", "dated", "not_known"]
    assert list(rows["expiry_state"].dropna().unique()) == order
    assert rows.loc[rows["expiry_state"] != "dated", "days_left"].isna().all()
    assert rows.loc[rows["expiry_state"] == "dated", "days_left"].is_monotonic_decreasing


@pytest.mark.parametrize("sort", SORTS)
def test_a_limit_takes_the_head_of_the_sorted_list(tables: Tables, sort: str) -> None:
    chosen = CandidateFilter(all_of=("comptia-a-plus",), valid_on=REFERENCE_ON)
    pd.testing.assert_frame_equal(
        matching(chosen, limit=7, sort=sort), matching(chosen, sort=sort).head(7)
    )


def test_an_unknown_sort_is_refused(tables: Tables) -> None:
    with pytest.raises(KeyError):
        matching(CandidateFilter(), sort="display_name; DROP TABLE people.candidates")


def test_choices_are_of_the_pool_and_named_once(tables: Tables) -> None:
    badges = badge_choices()
    held = tables.awards["credential_id"].value_counts()
    assert {c.choice_id: c.candidates for c in badges} == held.to_dict()
    people = tables.awards.groupby("issuer_id")["candidate_id"].nunique()
    assert {c.choice_id: c.candidates for c in issuer_choices()} == people.to_dict()
    # The URL holds names, so no two choices may share one.
    for choices in (badges, issuer_choices(), skill_choices(), place_choices()):
        assert len({c.name for c in choices}) == len(choices)


def test_countries_stand_before_their_regions_and_count_them(tables: Tables) -> None:
    places = place_choices()
    assert places[0].choice_id == "US"
    states = sum(p.candidates for p in places if p.choice_id.startswith("US-"))
    assert places[0].candidates == states


def test_badges_of_a_candidate_are_all_of_them(tables: Tables) -> None:
    someone = tables.awards["candidate_id"].value_counts().index[0]
    expected = tables.awards[tables.awards["candidate_id"] == someone]
    assert set(badges_of(someone)["credential_id"]) == set(expected["credential_id"])
    assert badges_of("nobody").empty


def test_where_nobody_is_left_it_says_what_would_help(tables: Tables) -> None:
    chosen = CandidateFilter(
        all_of=("comptia-a-plus", "certified-nursing-assistant"),
        any_of=("comptia-a-plus",),
        valid_on=REFERENCE_ON,
    )
    assert matching(chosen).empty
    helps = without_each(chosen)
    assert helps["candidates"].is_monotonic_decreasing
    assert helps.iloc[0]["condition"] == "holds Certified Nursing Assistant"
    assert helps.iloc[0]["candidates"] == len(
        matching(dataclasses.replace(chosen, all_of=("comptia-a-plus",)))
    )


def test_the_pool_says_that_it_is_a_sample(tables: Tables) -> None:
    pool = details()
    assert pool.is_sample
    assert pool.build_id.startswith("sample-")
    assert pool.reference_on == REFERENCE_ON
