"""The recruiter's questions, held against the same filters done in pandas."""

import dataclasses
import functools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd
import pytest
import streamlit as st
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dashboard.queries.badge_groups import stand_ins
from dashboard.queries.candidate_badges import (
    badge_files_of,
    badges_of,
    matching_badges,
    not_held_of,
)
from dashboard.queries.candidates import (
    SORTS,
    count_after_each_condition,
    left_after_each_condition,
    matching,
)
from dashboard.queries.conditions import CandidateFilter, conditions_of, everybody, found
from dashboard.queries.options import CHOICES, PLACE, further
from dashboard.queries.pool import (
    badge_choices,
    details,
    issuer_choices,
    place_choices,
    skill_choices,
)
from dashboard.queries.relaxed import left_without_each, without_each
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
    credentials: pd.DataFrame
    not_held: pd.DataFrame


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    root = tmp_path_factory.mktemp("people")
    (root / "catalog").symlink_to(BUNDLED.catalog)
    with open_build(build_sample_pool(Paths(root))) as connection:
        candidates, awards, covered, credentials, not_held = (
            connection.execute(f"FROM people.{name}").df()
            for name in (
                "candidates", "awards", "badge_skills", "credentials", "awards_not_held"
            )
        )  # fmt: skip
        skills = awards.merge(covered[["skill_id", "badge_no"]])
        frames = Tables(candidates, awards, skills, credentials, not_held)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CREDENCE_DATA", str(root))
        st.cache_data.clear()
        yield frames
    st.cache_data.clear()
    st.cache_resource.clear()


def ids_by_pandas(tables: Tables, chosen: CandidateFilter) -> set[str]:
    """Candidates that meet every condition, with validity counted for every badge."""
    people, every_award = tables.candidates, tables.awards
    if chosen.valid_on:
        day = pd.Timestamp(chosen.valid_on)
        t = every_award
        every_award = t[
            (t["earned_on"] <= day) & (t["expires_on"].isna() | (t["expires_on"] >= day))
        ]
    awards = every_award
    if chosen.earned_from:
        awards = awards[awards["earned_on"] >= pd.Timestamp(chosen.earned_from)]
    if chosen.expires_from:
        until = pd.Timestamp(chosen.expires_from)
        awards = awards[awards["expires_on"].isna() | (awards["expires_on"] >= until)]
    if chosen.verified_only:
        awards = awards[awards["verified_on"].notna()]
        if chosen.verified_within is not None:
            first = pd.Timestamp(REFERENCE_ON) - pd.Timedelta(days=chosen.verified_within)
            awards = awards[awards["verified_on"] >= first]

    def holding(terms: tuple[str, ...], *, or_higher: bool) -> set[str]:
        ids = ids_of(tables, terms, or_higher=or_higher)
        return set(awards.loc[awards["credential_id"].isin(ids), "candidate_id"])

    left = set(people["candidate_id"])
    for credential in chosen.all_of:
        left &= holding((credential,), or_higher=chosen.or_higher)
    if chosen.any_of:
        left &= holding(chosen.any_of, or_higher=chosen.or_higher)
    if chosen.issuers:
        left &= holding(tuple(f"issuer:{i}" for i in chosen.issuers), or_higher=False)
    for skill in chosen.skills:
        left &= holding((f"skill:{skill}",), or_higher=False)
    if chosen.asks_for_badges:
        left &= set(awards["candidate_id"])
    if chosen.places:
        region = people["country"] + "-" + people["region"].fillna("")
        lives = people["country"].isin(chosen.places) | region.isin(chosen.places)
        left &= set(people.loc[lives, "candidate_id"])
    left &= set(people.loc[people["experience_years"] >= chosen.least_years, "candidate_id"])
    if chosen.none_of:
        ids = ids_of(tables, chosen.none_of, or_higher=False)
        left -= set(every_award.loc[every_award["credential_id"].isin(ids), "candidate_id"])
    return left


LEVELS = ["entry", "intermediate", "advanced"]


def ids_of(tables: Tables, terms: tuple[str, ...], *, or_higher: bool) -> set[str]:
    """Credentials that meet any of the terms, by their tables alone."""
    catalog, found = tables.credentials, set()
    for asked in terms:
        kind, _, i = asked.partition(":")
        if kind == "issuer":
            found |= set(catalog.loc[catalog["issuer_id"] == i, "credential_id"])
        elif kind == "skill":
            found |= set(tables.skills.loc[tables.skills["skill_id"] == i, "credential_id"])
        elif kind == "level":
            levels = LEVELS[LEVELS.index(i) :] if or_higher else [i]
            found |= set(catalog.loc[catalog["level"].isin(levels), "credential_id"])
        else:
            found |= higher_than(asked) if or_higher else {asked}
    return found


@functools.cache
def higher_than(asked: str) -> frozenset[str]:
    """The badge and all that stands for it, by following the catalog's rows until none is new."""
    rows = pd.read_csv(BUNDLED.catalog / "edges.csv", dtype=str, keep_default_na=False)
    found, before = {asked}, set[str]()
    while found != before:
        before = set(found)
        for row in rows.itertuples():
            firm = row.strength == "required" and row.relation in ("prerequisite", "part_of")
            same = row.relation == "equivalent" and row.strength == "automatic"
            one_way = row.relation == "equivalent" and row.strength == "one_of_required"
            if row.from_id in found and (firm or same):
                found.add(row.to_id)
            if row.to_id in found and (same or one_way or row.relation == "supersedes"):
                found.add(row.from_id)
    return frozenset(found)


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


TERMS = (*BADGES, "issuer:comptia", "skill:access-control", "level:intermediate", "level:advanced")
FILTERS = some.builds(
    CandidateFilter,
    all_of=up_to_two(TERMS),
    any_of=some.lists(some.sampled_from(TERMS), max_size=4, unique=True).map(tuple),
    none_of=up_to_two(TERMS),
    issuers=up_to_two(("comptia", "scrum-alliance", "nobody")),
    skills=up_to_two(("access-control", "agile", "computer-networking")),
    places=up_to_two(("US", "US-CA", "GB-Scotland", "IN", "GB", "XX")),
    least_years=some.integers(0, 15),
    valid_on=some.none() | some.dates(date(2015, 1, 1), date(2032, 1, 1)),
    earned_from=some.none() | some.dates(date(2010, 1, 1), date(2026, 1, 1)),
    expires_from=some.none() | some.dates(date(2020, 1, 1), date(2032, 1, 1)),
    verified_only=some.sampled_from([False] * 9 + [True]),
    verified_within=some.none() | some.integers(0, 2_000),
    or_higher=some.booleans(),
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


def test_what_does_not_count_is_told_with_the_reason(tables: Tables) -> None:
    gone = tables.not_held
    someone = gone["candidate_id"].value_counts().index[0]
    expected = gone[gone["candidate_id"] == someone]
    rows = not_held_of(someone)
    assert sorted(rows["state"]) == sorted(expected["state"])
    assert sorted(rows["reason"]) == sorted(expected["reason"])
    assert not set(rows["badge_sha256"]) & set(badges_of(someone)["badge_sha256"].dropna())
    assert not_held_of("nobody").empty


def test_a_badge_file_is_the_one_that_was_judged(tables: Tables) -> None:
    someone = tables.awards.dropna(subset="badge_sha256")["candidate_id"].iloc[0]
    files = badge_files_of(someone)
    shown = pd.concat([badges_of(someone), not_held_of(someone)])
    assert set(files) == set(shown["badge_sha256"].dropna())
    assert all(files.values())
    assert badge_files_of("nobody") == {}


@settings(MANY, max_examples=15)
@given(chosen=FILTERS, sort=some.sampled_from(SORTS))
def test_a_row_a_badge_says_the_same_as_a_row_a_candidate(
    tables: Tables, chosen: CandidateFilter, sort: str
) -> None:
    people = matching(chosen, 30, sort)
    badges = matching_badges(chosen, 30, sort)
    assert list(dict.fromkeys(badges["candidate_id"])) == list(
        people.loc[people["badge_count"] > 0, "candidate_id"]
    )
    for row in people.to_dict("records"):
        own = badges[badges["candidate_id"] == row["candidate_id"]]
        assert row["matching_badges"] == "; ".join(sorted(own["name"]))
        proved = own[own["verified_on"].notna()]
        if chosen.verified_only:
            assert len(proved) == len(own)
        assert row["verified_badges"] == len(proved)
        assert row["verified_names"] == "; ".join(sorted(proved["name"]))
        if len(proved):
            assert row["verified_on"] == proved["verified_on"].max()


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


@pytest.mark.parametrize("kind", CHOICES)
@pytest.mark.parametrize("or_higher", [False, True])
def test_the_count_beside_an_option_is_what_it_would_leave(
    tables: Tables, kind: str, or_higher: bool
) -> None:
    chosen = CandidateFilter(
        ("skill:access-control",), valid_on=REFERENCE_ON, or_higher=or_higher, least_years=2
    )
    options = further(chosen, kind)
    assert options["candidates"].is_monotonic_decreasing
    assert options["name"].is_unique
    for n in (0, len(options) // 8, len(options) - 1):
        option = options.iloc[n]
        more = (
            dataclasses.replace(chosen, places=(option["term"],))
            if kind == PLACE
            else dataclasses.replace(chosen, all_of=(*chosen.all_of, option["term"]))
        )
        assert option["candidates"] == len(matching(more)), option["name"]


def test_how_badges_are_held_is_asked_one_after_another(tables: Tables) -> None:
    chosen = CandidateFilter(
        ("comptia-a-plus",),
        valid_on=REFERENCE_ON,
        earned_from=date(2023, 11, 1),
        expires_from=date(2027, 5, 1),
        verified_only=True,
        or_higher=True,
    )
    steps = count_after_each_condition(chosen)
    assert list(steps["condition"][1:]) == [
        "holds CompTIA A+ (equivalent or higher)",
        "held and not expired on 1 November 2026",
        "earned on 1 November 2023 or later",
        "not expiring before 1 May 2027",
        "verified",
    ]
    assert steps["candidates"].is_monotonic_decreasing
    assert steps["candidates"].iloc[-1] == len(ids_by_pandas(tables, chosen)) > 0
    helps = without_each(chosen)
    assert set(helps["condition"]) == set(steps["condition"][1:])
    without = helps.set_index("condition")["candidates"]
    assert without["verified"] == steps["candidates"].iloc[-2]


def test_how_badges_are_held_asks_for_a_badge_where_none_is_named(tables: Tables) -> None:
    chosen = CandidateFilter(earned_from=date(2025, 1, 1))
    steps = count_after_each_condition(chosen)
    assert list(steps["condition"][1:]) == ["holds a badge", "earned on 1 January 2025 or later"]
    recent = tables.awards[tables.awards["earned_on"] >= "2025-01-01"]
    assert set(matching(chosen)["candidate_id"]) == set(recent["candidate_id"])


def test_what_stands_for_a_badge_is_a_matching_badge(tables: Tables) -> None:
    asked = max(BADGES[:-1], key=lambda i: len(stand_ins([i])[i]))
    others = stand_ins([asked])[asked]
    plain = CandidateFilter((asked,))
    wide = dataclasses.replace(plain, or_higher=True)
    assert len(matching(wide)) > len(matching(plain)) > 0
    names = tables.credentials.set_index("credential_id")["name"]
    told = set("; ".join(matching(wide)["matching_badges"]).split("; "))
    assert told <= {names[i] for i in (asked, *others)}
    assert len(told) > 1
    assert all(steps[0].holder_id == i and steps[-1].asked_id == asked
               for i, steps in others.items())  # fmt: skip


@settings(MANY, max_examples=25)
@given(chosen=FILTERS)
def test_giving_up_a_condition_names_one_of_them_and_leaves_no_fewer(
    tables: Tables, chosen: CandidateFilter
) -> None:
    steps = count_after_each_condition(chosen)
    helps = without_each(chosen)
    assert set(helps["condition"]) <= set(steps["condition"][1:])
    # Without the day a badge that has expired excludes too.
    if not (chosen.none_of and chosen.valid_on):
        assert (helps["candidates"] >= steps["candidates"].iloc[-1]).all()


@settings(MANY, max_examples=25)
@given(chosen=FILTERS)
def test_who_is_left_without_a_condition_meets_all_the_others(
    tables: Tables, chosen: CandidateFilter
) -> None:
    every = conditions_of(chosen)
    after = list(left_after_each_condition(chosen))
    assert [words for words, _ in after[1:]] == [c.words for c in every]
    assert (after[-1][1] == found(chosen)).all()
    for number, left in left_without_each(chosen):
        # Who meets every condition but that one is in it whichever it is.
        others = [c for n, c in enumerate(every) if n != number]
        if every[number].people is not None:
            expected = everybody()
            for condition in others:
                expected = condition.among(expected)
            assert (left == expected).all()


@pytest.mark.parametrize(
    ("within", "words"),
    [
        (None, "verified"),
        (0, "verified on 1 November 2026"),
        (1_095, "verified in the 1,095 days up to 1 November 2026"),
    ],
)
def test_how_long_ago_a_badge_was_verified_is_said(
    tables: Tables, within: int | None, words: str
) -> None:
    chosen = CandidateFilter(verified_only=True, verified_within=within)
    assert list(count_after_each_condition(chosen)["condition"])[-1] == words


def test_the_pool_says_that_it_is_a_sample(tables: Tables) -> None:
    pool = details()
    assert pool.is_sample
    assert pool.build_id.startswith("sample-")
    assert pool.reference_on == REFERENCE_ON
