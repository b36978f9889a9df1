"""Who holds which badges: the questions a recruiter asks of the pool.

Who meets the conditions, in which order and with which badges, is answered from the pool's arrays.
"""

import itertools
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.holders import DOES_NOT_EXPIRE, EXPIRY_NOT_KNOWN, Mask, Numbers, day_number
from analysis.listing import (
    BADGES,
    DAYS_LEFT,
    EXPERIENCE,
    NAME,
    NO_BADGE,
    VERIFIED,
    listed,
    summary,
)
from dashboard.people import arrays, shown
from dashboard.queries.badge_groups import names_in_order
from dashboard.queries.conditions import CandidateFilter, conditions_of, everybody, found

SORTS = (DAYS_LEFT, BADGES, VERIFIED, EXPERIENCE, NAME)
"""What the list can be sorted by; what does not expire has the longest left, and an expiry that
is not known comes after every one that is."""


def matching(
    chosen: CandidateFilter, limit: int | None = None, sort: str = DAYS_LEFT
) -> pd.DataFrame:
    """The candidates that meet every condition, a row each.

    Args:
        chosen: the conditions.
        limit: at most so many rows; all where None.
        sort: one of ``SORTS``.

    Returns:
        The columns of ``described``.
    """
    positions = listed(
        arrays(), found(chosen), sort, chosen.matching_badges(), chosen.counting, limit
    )
    return described(chosen, positions)


def described(chosen: CandidateFilter, positions: Numbers) -> pd.DataFrame:
    """What is shown of the candidates at some positions (0 is the first in display order).

    Returns:
        candidate_id, display_name, headline, role, place, country_name, experience_years,
        is_invented, matching_badges (names of the badges that meet a condition, or of all that
        count where no condition asks for a badge), badge_count, verified_badges (how many of them
        are verified, since the day asked for or ever), verified_names (which), verified_on (the
        newest check that says so), earned_on (the last of them to be earned), expires_on (the
        first of them to expire, of those with a date), days_left (days from ``valid_on`` to
        that), expiry_state (dated, does_not_expire, not_known, or missing without any badge).
    """
    matched = summary(arrays().holders, positions, chosen.matching_badges(), chosen.counting)
    first, last = matched.first_expires, matched.last_earned
    is_dated = (first > NO_BADGE) & (first < EXPIRY_NOT_KNOWN)
    states = np.select(
        [is_dated, first == DOES_NOT_EXPIRE, first == EXPIRY_NOT_KNOWN],
        ["dated", "does_not_expire", "not_known"],
        "",
    )
    today = np.nan if chosen.valid_on is None else float(day_number(chosen.valid_on))
    rows = shown(positions)
    rows["matching_badges"] = _names(matched.badge, matched.owner, matched.count)
    rows["badge_count"] = matched.count
    proved = matched.is_verified
    rows["verified_badges"] = matched.verified
    rows["verified_names"] = _names(matched.badge[proved], matched.owner[proved], matched.verified)
    rows["verified_on"] = _as_days(matched.last_verified, matched.last_verified > NO_BADGE)
    rows["earned_on"] = _as_days(last, last > NO_BADGE)
    rows["expires_on"] = _as_days(first, is_dated)
    rows["expiry_state"] = pd.Series(states, dtype="str").where(states != "")
    rows["days_left"] = np.where(is_dated, first - today, np.nan)
    return rows


def left_after_each_condition(chosen: CandidateFilter) -> Iterator[tuple[str, Mask]]:
    """Who is left after each condition and all before it, the whole pool first.

    The order is: all of, any of, issuers, skills, places, experience, validity and what else is
    asked of the badges, none of. Validity comes after the conditions that ask for badges, so that
    its row tells how many hold them but not on that date; what nobody may hold is asked last, on
    that date.

    Yields:
        The condition in words, and a mask over candidates in display order.
    """
    left = everybody()
    yield "Everybody in the pool", left
    for condition in conditions_of(chosen):
        left = condition.among(left)
        yield condition.words, left


def count_after_each_condition(chosen: CandidateFilter) -> pd.DataFrame:
    """How many candidates are left after each condition, the whole pool first.

    Returns:
        condition (in words), candidates (left after it and all before it); in the order of
        ``left_after_each_condition``.
    """
    rows = [(words, int(np.count_nonzero(m))) for words, m in left_after_each_condition(chosen)]
    return pd.DataFrame(rows, columns=["condition", "candidates"])


def _names(badge: Numbers, owner: Numbers, count: Numbers) -> list[str]:
    """The names of each candidate's badges, sorted: ``count`` of them for each candidate."""
    names, ranks = names_in_order()
    ordered = np.lexsort((ranks[badge], owner))
    told = [names[b] for b in badge[ordered].tolist()]
    ends = np.cumsum(count).tolist()
    return ["; ".join(told[a:b]) for a, b in itertools.pairwise([0, *ends])]


def _as_days(numbers: np.ndarray, is_known: np.ndarray) -> pd.Series:
    days = numbers.astype("int64").astype("datetime64[D]").astype("datetime64[us]")
    return pd.Series(days).where(is_known)
