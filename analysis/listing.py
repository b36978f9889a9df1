"""The list of candidates: in which order they stand, and what their matching badges come to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.holders import (
    DOES_NOT_EXPIRE,
    EXPIRY_NOT_KNOWN,
    NEVER_VERIFIED,
    Counting,
    Holders,
    Mask,
    Numbers,
    awards_of,
    badge_of,
    counting_awards,
    first_of,
    slices_that_count,
)

NO_BADGE = -(2**31)
"""Stands for the expiry of somebody without a matching badge."""
DISPLAY, DAYS_LEFT, BADGES, VERIFIED, EXPERIENCE, NAME = (
    "display_order",
    "days_left",
    "badges",
    "verified",
    "experience",
    "name",
)


@dataclass(frozen=True)
class Pool:
    """Awards, and what else of each candidate conditions and orders ask for.

    A row a candidate, in display order: ``place`` (a number of the pool's list of places),
    ``experience_years`` (-1 where not known), ``name_rank`` (0 for the first name).
    """

    holders: Holders
    place: NDArray[np.uint16]
    experience_years: NDArray[np.int16]
    name_rank: NDArray[np.uint32]


@dataclass(frozen=True)
class Summary:
    """Matching awards of some candidates: ``rows`` with the index of their owner in ``owner``,
    ``badge`` of each and whether it ``is_verified`` (since the day asked for, or ever); and a row a
    candidate: ``count``, ``verified`` (how many of them), ``last_earned``, ``first_expires`` and
    ``last_verified`` (days as in ``Holders``; ``NO_BADGE`` without any).
    """

    rows: Numbers
    owner: Numbers
    badge: Numbers
    is_verified: Mask
    count: Numbers
    verified: Numbers
    last_earned: NDArray[np.int32]
    first_expires: NDArray[np.int32]
    last_verified: NDArray[np.int32]


def listed(
    pool: Pool, among: Mask, order: str, badges: Numbers, counting: Counting, limit: int | None
) -> Numbers:
    """Positions of candidates in the order of a list; ties stand in display order.

    Args:
        among: who is in the list.
        order: one of the orders above. By days left, what does not expire comes first, then the
            latest expiry; an expiry that is not known comes after every one that is, and who has
            no matching badge last.
        badges, counting: which awards match, for the orders that look at them.
        limit: at most so many, one or more; all where None.
    """
    if order == DISPLAY:
        return np.flatnonzero(among) if limit is None else first_of(among, limit)
    keys = _keys(pool, order, badges, counting)
    positions = np.flatnonzero(among)
    own = -keys[positions].astype(np.int64)
    if limit is not None and limit < len(own):
        worst = np.partition(own, limit - 1)[limit - 1]
        ahead = np.flatnonzero(own < worst)
        ties = np.flatnonzero(own == worst)[: limit - len(ahead)]
        kept = np.sort(np.concatenate([ahead, ties]))
        positions, own = positions[kept], own[kept]
    return positions[np.argsort(own, kind="stable")]


def summary(holders: Holders, positions: Numbers, badges: Numbers, counting: Counting) -> Summary:
    """What the awards that match come to for each of some candidates."""
    rows, owner = awards_of(holders, positions)
    badge = badge_of(holders, rows)
    is_asked = np.zeros(holders.badges, dtype=bool)
    is_asked[badges] = True
    kept = is_asked[badge] & counting_awards(holders, rows, counting)
    rows, owner, badge = rows[kept], owner[kept], badge[kept]
    size = len(positions)
    is_verified = counting_awards(holders, rows, _verified(counting))
    return Summary(
        rows,
        owner,
        badge,
        is_verified,
        np.bincount(owner, minlength=size),
        np.bincount(owner[is_verified], minlength=size),
        _last(size, owner, holders.earned_day[rows]),
        _first_expiry(size, [(owner, holders.expires_day[rows])]),
        _last(size, owner[is_verified], holders.verified_day[rows[is_verified]]),
    )


def _keys(pool: Pool, order: str, badges: Numbers, counting: Counting) -> Numbers:
    """What candidates are sorted by, the largest first."""
    if order == EXPERIENCE:
        return pool.experience_years.astype(np.int64)
    if order == NAME:
        return -pool.name_rank.astype(np.int64)
    if order == VERIFIED:
        counting = _verified(counting)
    pieces = slices_that_count(pool.holders, badges, counting)
    if order in (BADGES, VERIFIED):
        counted = np.zeros(pool.holders.candidates, dtype=np.int64)
        for owner, _ in pieces:
            np.add.at(counted, owner, 1)
        return counted
    if order == DAYS_LEFT:
        first = _first_expiry(pool.holders.candidates, pieces)
        return np.where(first == EXPIRY_NOT_KNOWN, NO_BADGE + 1, first).astype(np.int64)
    raise KeyError(order)


def _verified(counting: Counting) -> Counting:
    """The same, of awards that are verified: since the day asked for, or whenever."""
    if counting.verified_from is not None:
        return counting
    return replace(counting, verified_from=NEVER_VERIFIED + 1)


def _last(
    size: int, owner: Numbers, days: NDArray[np.int32] | NDArray[np.uint16]
) -> NDArray[np.int32]:
    last = np.full(size, NO_BADGE, dtype=np.int32)
    np.maximum.at(last, owner, days)
    return last


def _first_expiry(
    size: int, pieces: Iterable[tuple[NDArray[Any], NDArray[np.int32]]]
) -> NDArray[np.int32]:
    first = np.full(size, DOES_NOT_EXPIRE, dtype=np.int32)
    has_any = np.zeros(size, dtype=bool)
    for owner, expires in pieces:
        np.minimum.at(first, owner, expires)
        has_any[owner] = True
    first[~has_any] = NO_BADGE
    return first
