"""The arrays' answers equal those of plain pandas, for random pools, conditions and dates."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from analysis import holders as engine
from analysis.holders import (
    DOES_NOT_EXPIRE,
    EXPIRY_NOT_KNOWN,
    Counting,
    Wanted,
    count_each_badge,
    count_each_group,
    day_number,
    first_of,
    holding,
    meeting,
)
from analysis.listing import BADGES as MOST_BADGES
from analysis.listing import (
    DAYS_LEFT,
    DISPLAY,
    EXPERIENCE,
    NAME,
    NO_BADGE,
    VERIFIED,
    listed,
    summary,
)
from tests.pools import BADGE_SETS, BADGES, COUNTINGS, Drawn, pools, that_count

PROPERTY = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MASKS = some.integers(0, 2**40 - 1)


@pytest.fixture(params=["by slices", "by candidates"], autouse=True)
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both ways of reading awards, in chunks that are smaller than a badge's awards."""
    by_candidates = request.param == "by candidates"
    monkeypatch.setattr(engine, "CHUNK", 7)
    monkeypatch.setattr(engine, "MANY", 3)
    monkeypatch.setattr(engine, "FEW", 0 if by_candidates else 10**9)
    monkeypatch.setattr(engine, "SPARSE", 0 if by_candidates else 10**9)
    yield


def as_mask(bits: int, size: int) -> np.ndarray:
    return np.array([bool(bits >> n & 1) for n in range(size)])


@PROPERTY
@given(pools(), BADGE_SETS, COUNTINGS)
def test_holders_are_those_with_an_award_that_counts(
    drawn: Drawn, badges: np.ndarray, counting: Counting
) -> None:
    rows = that_count(drawn.awards, counting)
    expected = rows.loc[rows["badge"].isin(badges), "candidate"].unique()
    assert set(np.flatnonzero(holding(drawn.pool.holders, badges, counting))) == set(expected)


@PROPERTY
@given(
    pools(),
    some.lists(some.tuples(BADGE_SETS, some.booleans()), max_size=5),
    COUNTINGS,
    MASKS,
)
def test_whoever_is_left_meets_every_condition(
    drawn: Drawn, conditions: list[tuple[np.ndarray, bool]], counting: Counting, bits: int
) -> None:
    size = drawn.pool.holders.candidates
    among = as_mask(bits, size)
    rows = that_count(drawn.awards, counting)
    left = set(np.flatnonzero(among))
    for badges, is_held in conditions:
        holds = set(rows.loc[rows["badge"].isin(badges), "candidate"])
        left = left & holds if is_held else left - holds
    wanted = [Wanted(badges, is_held) for badges, is_held in conditions]
    found = meeting(drawn.pool.holders, wanted, counting, among)
    assert set(np.flatnonzero(found)) == left
    assert set(np.flatnonzero(among)) == set(np.flatnonzero(as_mask(bits, size)))


@PROPERTY
@given(pools(), some.lists(BADGE_SETS, max_size=6), COUNTINGS, MASKS)
def test_every_option_is_counted_under_the_filter(
    drawn: Drawn, groups: list[np.ndarray], counting: Counting, bits: int
) -> None:
    holders = drawn.pool.holders
    among = as_mask(bits, holders.candidates)
    rows = that_count(drawn.awards, counting)
    rows = rows[among[rows["candidate"]]]
    each = [int((rows["badge"] == badge).sum()) for badge in range(BADGES)]
    assert count_each_badge(holders, among, counting).tolist() == each
    expected = [rows.loc[rows["badge"].isin(g), "candidate"].nunique() for g in groups]
    assert count_each_group(holders, groups, among, counting).tolist() == expected


@PROPERTY
@given(pools(), BADGE_SETS, COUNTINGS, MASKS, some.integers(1, 45))
def test_lists_stand_in_their_order_with_what_the_badges_come_to(
    drawn: Drawn, badges: np.ndarray, counting: Counting, bits: int, limit: int
) -> None:
    pool, size = drawn.pool, drawn.pool.holders.candidates
    among = as_mask(bits, size)
    rows = that_count(drawn.awards, counting)
    rows = rows[rows["badge"].isin(badges)]
    proved = rows[rows["verified"].notna()].groupby("candidate")["verified"]
    people = drawn.people.assign(
        count=rows.groupby("candidate").size().reindex(range(size), fill_value=0),
        proved=proved.size().reindex(range(size), fill_value=0),
        last_proved=proved.max().reindex(range(size), fill_value=NO_BADGE),
        expires=rows.groupby("candidate")["expires"].min().reindex(range(size)),
        unknown=rows[~rows["never_expires"] & rows["expires"].isna()]
        .groupby("candidate")
        .size()
        .reindex(range(size), fill_value=0),
    )
    state = np.select(
        [people["count"] == 0, people["expires"].notna(), people["unknown"] > 0], [3, 1, 2], 0
    )
    people = people.assign(state=state, position=range(size), minus=-people["expires"])[among]
    orders = {
        DISPLAY: people,
        DAYS_LEFT: people.sort_values(["state", "minus", "position"]),
        MOST_BADGES: people.sort_values(["count", "position"], ascending=[False, True]),
        VERIFIED: people.sort_values(["proved", "position"], ascending=[False, True]),
        EXPERIENCE: people.sort_values(["years", "position"], ascending=[False, True]),
        NAME: people.sort_values("name_rank"),
    }
    for order, expected in orders.items():
        whole = listed(pool, among, order, badges, counting, None)
        assert whole.tolist() == expected["position"].tolist(), order
        assert (
            listed(pool, among, order, badges, counting, limit).tolist() == whole.tolist()[:limit]
        )
    told = summary(pool.holders, np.flatnonzero(among), badges, counting)
    assert told.count.tolist() == people["count"].tolist()
    assert told.verified.tolist() == people["proved"].tolist()
    assert told.is_verified.sum() == people["proved"].sum()
    assert told.last_verified.tolist() == people["last_proved"].tolist()
    first = pd.Series(told.first_expires, index=people.index)
    assert (first[people["state"] == 0] == DOES_NOT_EXPIRE).all()
    assert (first[people["state"] == 1] == people["expires"][people["state"] == 1]).all()
    assert (first[people["state"] == 2] == EXPIRY_NOT_KNOWN).all()
    assert (first[people["state"] == 3] == NO_BADGE).all()


@PROPERTY
@given(MASKS, some.integers(0, 50))
def test_the_first_of_a_mask_are_its_first(bits: int, limit: int) -> None:
    mask = as_mask(bits, 40)
    assert first_of(mask, limit).tolist() == np.flatnonzero(mask)[:limit].tolist()


@PROPERTY
@given(pools())
def test_an_unknown_order_is_refused(drawn: Drawn) -> None:
    everybody = np.ones(drawn.pool.holders.candidates, dtype=bool)
    with pytest.raises(KeyError):
        listed(drawn.pool, everybody, "nonsense", np.zeros(0, int), Counting(), 3)


def test_days_are_counted_as_databases_count_them() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_number(date(1969, 12, 31)) == -1
    assert day_number(date(2000, 3, 1)) == 11017
