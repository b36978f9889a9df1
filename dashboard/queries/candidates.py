"""Who holds which badges: the questions a recruiter asks of the pool.

Who meets the conditions, in which order and with which badges, is answered from the pool's arrays;
the panel of one candidate from its tables.
"""

import itertools

import numpy as np
import pandas as pd

from analysis.holders import DOES_NOT_EXPIRE, EXPIRY_NOT_KNOWN, Numbers, day_number
from analysis.listing import BADGES, DAYS_LEFT, EXPERIENCE, NAME, NO_BADGE, Summary, listed, summary
from dashboard.people import arrays, query, shown
from dashboard.queries.badge_groups import names_in_order
from dashboard.queries.conditions import CandidateFilter, conditions_of, everybody, found

SORTS = (DAYS_LEFT, BADGES, EXPERIENCE, NAME)
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
        count where no condition asks for a badge), badge_count, earned_on (the last of them to be
        earned), expires_on (the first of them to expire, of those with a date), days_left (days
        from ``valid_on`` to that), expiry_state (dated, does_not_expire, not_known, or missing
        without any badge).
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
    rows["matching_badges"] = _names(matched)
    rows["badge_count"] = matched.count
    rows["earned_on"] = _as_days(last, last > NO_BADGE)
    rows["expires_on"] = _as_days(first, is_dated)
    rows["expiry_state"] = pd.Series(states, dtype="str").where(states != "")
    rows["days_left"] = np.where(is_dated, first - today, np.nan)
    return rows


def count_after_each_condition(chosen: CandidateFilter) -> pd.DataFrame:
    """How many candidates are left after each condition, the whole pool first.

    The order is: all of, any of, issuers, skills, places, experience, validity and what else is
    asked of the badges, none of. Validity comes after the conditions that ask for badges, so that
    its row tells how many hold them but not on that date; what nobody may hold is asked last, on
    that date.

    Returns:
        condition (in words), candidates (left after it and all before it).
    """
    left = everybody()
    rows = [("Everybody in the pool", len(left))]
    for condition in conditions_of(chosen):
        left = condition.among(left)
        rows.append((condition.words, int(np.count_nonzero(left))))
    return pd.DataFrame(rows, columns=["condition", "candidates"])


def badges_of(candidate_id: str) -> pd.DataFrame:
    """Every badge of a candidate, the newest first, whether it meets a condition or not.

    award_id, credential_id, name, kind, issuer_name, earned_on, expires_on, expiry_state (dated,
    does_not_expire or not_known), verdict.
    """
    places = query(
        "SELECT display_order FROM people.candidates WHERE candidate_id = $candidate_id",
        candidate_id=candidate_id,
    )["display_order"]
    holders = arrays().holders
    own = [holders.own_awards[slice(*holders.own_starts[n - 1 : n + 1])] for n in places]
    return query(
        """
        SELECT award_id, credential_id, name, kind, issuer_name, earned_on, expires_on,
            expiry_state, verdict
        FROM people.awards JOIN people.credentials USING (credential_id)
        WHERE people.awards.rowid IN (SELECT unnest($awards::BIGINT[]))
        ORDER BY earned_on DESC, name
        """,
        awards=tuple(int(n) for n in np.concatenate(own)) if own else (),
    )


def _names(matched: Summary) -> list[str]:
    """The names of each candidate's matching badges, sorted."""
    names, ranks = names_in_order()
    ordered = np.lexsort((ranks[matched.badge], matched.owner))
    told = [names[b] for b in matched.badge[ordered].tolist()]
    ends = np.cumsum(matched.count).tolist()
    return ["; ".join(told[a:b]) for a, b in itertools.pairwise([0, *ends])]


def _as_days(numbers: np.ndarray, is_known: np.ndarray) -> pd.Series:
    days = numbers.astype("int64").astype("datetime64[D]").astype("datetime64[us]")
    return pd.Series(days).where(is_known)
