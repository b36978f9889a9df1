"""Teams: who covers what on which day, what ends, and what that does to the coverage."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.teams import (
    EXPIRES,
    HOLDS,
    MISSING,
    SOON_DAYS,
    Holding,
    coverage,
    covered,
    endings,
    gaps,
    held,
    holders,
    people,
    single_points,
    states,
    valid,
)

DAY = date(2026, 11, 30)
COVERS = {
    "net": frozenset({"networks"}),
    "sec": frozenset({"security", "networks"}),
    "cloud": frozenset({"clouds"}),
    "other": frozenset({"gardening"}),
}
WEIGHTS = {"security": 0.5, "networks": 0.3, "clouds": 0.1, "cooking": 0.1}
TEAM = [
    Holding("Ana", "sec", DAY + timedelta(days=30)),
    Holding("Ana", "net", DAY - timedelta(days=1)),
    Holding("Ben", "net"),
    Holding("Ben", "cloud", DAY),
    Holding("Cem", "cloud", DAY - timedelta(days=400)),
]


def test_what_is_over_is_not_held_and_the_last_day_still_counts() -> None:
    assert held(TEAM, DAY) == {
        "Ana": frozenset({"sec"}),
        "Ben": frozenset({"net", "cloud"}),
        "Cem": frozenset(),
    }
    assert held(TEAM, DAY + timedelta(days=1))["Ben"] == frozenset({"net"})


def test_coverage_is_weighted_and_the_team_is_more_than_its_people() -> None:
    has = covered(held(TEAM, DAY), COVERS, WEIGHTS)
    found = coverage(has, WEIGHTS)
    assert found.people == pytest.approx({"Ana": 0.8, "Ben": 0.4, "Cem": 0.0})
    assert found.team == pytest.approx(0.9)


def test_single_points_and_gaps_are_told_apart() -> None:
    has = covered(held(TEAM, DAY), COVERS, WEIGHTS)
    assert single_points(has, WEIGHTS) == {"security": "Ana", "clouds": "Ben"}
    assert gaps(has, WEIGHTS) == ("cooking",)
    assert holders(has, WEIGHTS)["networks"] == ("Ana", "Ben")


def test_states_of_a_matrix() -> None:
    told = states(TEAM, COVERS, WEIGHTS, DAY)
    assert told["Ana", "security"] == EXPIRES
    assert told["Ben", "networks"] == HOLDS
    assert told["Ben", "clouds"] == EXPIRES
    assert told["Cem", "clouds"] == MISSING


def test_what_ends_says_what_the_person_and_the_team_lose() -> None:
    found = {(e.holding.person, e.holding.credential_id): e for e in endings(
        TEAM, COVERS, WEIGHTS, DAY
    )}  # fmt: skip
    soon = found["Ana", "sec"]
    assert (soon.days, soon.lost, soon.team_lost) == (
        30,
        frozenset({"security", "networks"}),
        frozenset({"security"}),
    )
    over = found["Cem", "cloud"]
    assert (over.days, over.lost, over.team_lost) == (-400, frozenset(), frozenset())
    assert ("Ben", "net") not in found
    assert [e.days for e in endings(TEAM, COVERS, WEIGHTS, DAY)] == [-400, -1, 0, 30]


def test_a_renewed_credential_counts_with_its_later_end_only() -> None:
    renewed = [
        Holding("Ana", "sec", DAY - timedelta(days=5)),
        Holding("Ana", "sec", DAY + timedelta(days=700)),
    ]
    assert endings(renewed, COVERS, WEIGHTS, DAY) == ()
    assert [h.until for h in valid(renewed, DAY)] == [DAY + timedelta(days=700)]
    twice_over = [Holding("A", "sec", DAY - timedelta(days=d)) for d in (9, 3, 50)]
    assert [e.days for e in endings(twice_over, COVERS, WEIGHTS, DAY)] == [-3]


def test_nobody_and_nothing_to_cover() -> None:
    assert coverage({}, WEIGHTS).team == 0
    assert coverage({"Ana": frozenset()}, {}).team == 0
    assert gaps({}, WEIGHTS) == tuple(WEIGHTS)
    assert endings([], COVERS, WEIGHTS, DAY) == ()


HOLDINGS = st.lists(
    st.builds(
        Holding,
        st.sampled_from(["Ana", "Ben", "Cem"]),
        st.sampled_from([*COVERS, "unknown"]),
        st.one_of(
            st.none(),
            st.integers(-200, 400).map(lambda d: DAY + timedelta(days=d)),
        ),
    ),
    max_size=12,
)


@given(HOLDINGS)
def test_the_three_states_agree_with_what_is_held_on_the_days(holdings: list[Holding]) -> None:
    told = states(holdings, COVERS, WEIGHTS, DAY)
    assert told.keys() == {(p, n) for p in people(holdings) for n in WEIGHTS}
    for (person, need), state in told.items():
        ends = [
            h.until or date.max
            for h in holdings
            if h.person == person and need in COVERS.get(h.credential_id, frozenset())
        ]
        last = max(ends, default=date.min)
        expected = MISSING if last < DAY else EXPIRES if (last - DAY).days <= SOON_DAYS else HOLDS
        assert state == expected


@given(HOLDINGS, st.integers(0, 400))
def test_time_takes_away_and_never_adds(holdings: list[Holding], days: int) -> None:
    now = coverage(covered(held(holdings, DAY), COVERS, WEIGHTS), WEIGHTS)
    later_day = DAY + timedelta(days=days)
    later = coverage(covered(held(holdings, later_day), COVERS, WEIGHTS), WEIGHTS)
    assert later.team <= now.team + 1e-12
    assert all(later.people[p] <= now.people[p] + 1e-12 for p in now.people)
    assert max(now.people.values(), default=0.0) <= now.team + 1e-12
    assert 0 <= now.team <= 1 + 1e-12


@given(HOLDINGS)
def test_every_need_has_none_one_or_several_holders(holdings: list[Holding]) -> None:
    has = covered(held(holdings, DAY), COVERS, WEIGHTS)
    several = {n for n, who in holders(has, WEIGHTS).items() if len(who) > 1}
    parts = [set(gaps(has, WEIGHTS)), set(single_points(has, WEIGHTS)), several]
    assert sorted(n for part in parts for n in part) == sorted(WEIGHTS)


@given(HOLDINGS)
def test_losing_one_credential_loses_just_what_is_said(holdings: list[Holding]) -> None:
    now = covered(held(holdings, DAY), COVERS, WEIGHTS)
    for ending in endings(holdings, COVERS, WEIGHTS, DAY):
        if ending.days < 0:
            assert not ending.lost
            continue
        assert 0 <= ending.days <= SOON_DAYS
        same = (ending.holding.person, ending.holding.credential_id)
        without = [h for h in holdings if (h.person, h.credential_id) != same]
        left = covered(held(without, DAY), COVERS, WEIGHTS)
        person = ending.holding.person
        assert ending.lost == now[person] - left.get(person, frozenset())
        before = frozenset().union(*now.values())
        assert ending.team_lost == before - frozenset().union(*left.values())
