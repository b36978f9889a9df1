"""Who holds which badges: conditions over candidates as arrays, exact on any date.

Candidates are numbered from 0 in display order, badges from 0. Awards lie sorted by badge, then by
candidate, so that the holders of a badge are one slice, and those of badges with adjacent numbers
one longer slice. A condition is a boolean mask over candidates: the awards of its slices that count
are scattered into it. The rarest condition comes first; where few candidates are left, their own
awards are read instead of the holders of every badge.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

DAY_ZERO = date(1970, 1, 1)
EARNED_NOT_KNOWN = -(2**31)
EXPIRY_NOT_KNOWN = 2**31 - 2
DOES_NOT_EXPIRE = 2**31 - 1
"""Days that stand for what is not a day: the smallest and the largest, so that a badge of unknown
dates counts on every day, and the first of several to expire is simply the smallest."""
NEVER_VERIFIED = 0
"""Stands for no day of a check in two bytes, which reach to 2149: nobody checked badges in 1970."""
CHUNK = 1 << 16
"""Awards read at a time; what is made of them stays in the processor's cache."""
MANY = 32
"""So many chunks are worth a second thread."""
FEW = 200
"""An award read through its candidate costs about so many times one that is read in its slice."""

SPARSE = 20
"""The same for an award read through its candidate and multiplied with the groups of its badge."""


@dataclass(frozen=True)
class Holders:
    """Awards by badge, and the same awards by candidate.

    ``starts`` (badges + 1): where each badge's awards begin. A row an award, sorted by badge and
    candidate, nobody twice with the same badge: ``candidate``, ``earned_day`` and ``expires_day``
    (days since 1970-01-01 or one of the values above), ``verified_day`` (the day of the check
    that shows it, ``NEVER_VERIFIED`` without one). ``own_starts`` (candidates + 1) and
    ``own_awards``: rows of each candidate's awards.
    """

    starts: Numbers
    candidate: NDArray[np.uint32]
    earned_day: NDArray[np.int32]
    expires_day: NDArray[np.int32]
    verified_day: NDArray[np.uint16]
    own_starts: Numbers
    own_awards: NDArray[np.uint32]

    @property
    def candidates(self) -> int:
        """How many candidates there are, with or without badges."""
        return len(self.own_starts) - 1

    @property
    def badges(self) -> int:
        """How many badges there are."""
        return len(self.starts) - 1


@dataclass(frozen=True)
class Counting:
    """Which awards count; None asks for nothing. Every bound is included.

    ``verified_from`` (above ``NEVER_VERIFIED``): verified on that day or later. An award whose day
    of earning is not known meets ``earned_to`` but not ``earned_from``; one without a known expiry
    meets ``expires_from``.
    """

    earned_from: int | None = None
    earned_to: int | None = None
    expires_from: int | None = None
    verified_from: int | None = None


@dataclass(frozen=True)
class Wanted:
    """A condition: at least one of these badges is held, or none of them is."""

    badges: Numbers
    is_held: bool = True


EVERYTHING = Counting()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - DAY_ZERO).days


def by_candidate(
    candidate: NDArray[np.uint32], candidates: int
) -> tuple[Numbers, NDArray[np.uint32]]:
    """``own_starts`` and ``own_awards`` of awards that are sorted by badge."""
    counted = np.bincount(candidate, minlength=candidates)
    starts = np.zeros(candidates + 1, dtype=np.int64)
    np.cumsum(counted, out=starts[1:])
    return starts, np.argsort(candidate, kind="stable").astype(np.uint32)


def meeting(
    holders: Holders, wanted: Sequence[Wanted], counting: Counting, among: Mask | None = None
) -> Mask:
    """The candidates that meet every condition, as a mask (candidates,).

    Args:
        wanted: conditions, in any order.
        counting: which awards count, for every condition alike.
        among: who may be in it at all; everybody where None.
    """
    left = np.ones(holders.candidates, dtype=bool) if among is None else among.copy()
    count = int(np.count_nonzero(left))
    for condition in sorted(wanted, key=lambda w: _awards(holders, w.badges)):
        if count == 0:
            break
        if count * FEW < _awards(holders, condition.badges):
            positions = np.flatnonzero(left)
            held = _hold_among(holders, positions, condition.badges, counting)
            left[positions[held != condition.is_held]] = False
        elif condition.is_held:
            left &= holding(holders, condition.badges, counting)
        else:
            left &= ~holding(holders, condition.badges, counting)
        count = int(np.count_nonzero(left))
    return left


def holding(holders: Holders, badges: Numbers, counting: Counting = EVERYTHING) -> Mask:
    """The candidates with an award of any of the badges that counts, as a mask (candidates,)."""
    mask = np.zeros(holders.candidates, dtype=bool)

    def mark(pieces: Sequence[slice]) -> None:
        for rows in pieces:
            counts = _counts(holders, rows, counting)
            held = holders.candidate[rows]
            mask[held if counts is None else held.compress(counts)] = True

    pieces = list(_slices(holders, badges))
    if len(pieces) < MANY:
        mark(pieces)
    else:
        # NumPy works without the interpreter's lock, and whoever marks, marks the same.
        half = len(pieces) // 2
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(mark, (pieces[:half], pieces[half:])))
    return mask


def count_each_badge(holders: Holders, among: Mask, counting: Counting = EVERYTHING) -> Numbers:
    """How many of the candidates in ``among`` hold each badge (badges,), in one pass."""
    count = int(np.count_nonzero(among))
    if count * FEW < len(holders.candidate):
        rows, _ = awards_of(holders, np.flatnonzero(among))
        counts = _counts(holders, rows, counting)
        kept = rows if counts is None else rows[counts]
        return np.bincount(badge_of(holders, kept), minlength=holders.badges)
    ends = np.zeros(holders.badges + 1, dtype=np.int64)
    for piece in _chunks(0, len(holders.candidate)):
        held = among[holders.candidate[piece]]
        counts = _counts(holders, piece, counting)
        found = np.flatnonzero(held if counts is None else held & counts) + piece.start
        # Up to where each badge of this chunk begins; what lies after the chunk counts whole.
        first, last = np.searchsorted(holders.starts, (piece.start, piece.stop))
        ends[first:last] += np.searchsorted(found, holders.starts[first:last])
        ends[last:] += len(found)
    return np.diff(ends)


def count_each_group(
    holders: Holders, groups: Sequence[Numbers], among: Mask, counting: Counting = EVERYTHING
) -> Numbers:
    """How many of the candidates in ``among`` hold any badge of each group (groups,).

    A candidate who holds several badges of a group counts once. Where few are in it, candidates by
    badges times badges by groups as sparse matrices; else a mask for each group.
    """
    own = int(np.diff(holders.own_starts)[among].sum())
    passed = sum(_awards(holders, g) + len(among) // 10 for g in groups)
    if passed < SPARSE * own:
        held = (holding(holders, g, counting) & among for g in groups)
        return np.array([np.count_nonzero(h) for h in held], dtype=np.int64)
    return _by_matrices(holders, groups, among, counting)


def awards_of(holders: Holders, positions: Numbers) -> tuple[Numbers, Numbers]:
    """Rows of the awards of some candidates, and for each row the index into ``positions``."""
    first = holders.own_starts[positions]
    sizes = holders.own_starts[positions + 1] - first
    owner = np.repeat(np.arange(len(positions)), sizes)
    before = np.cumsum(sizes) - sizes
    places = np.repeat(first - before, sizes) + np.arange(len(owner))
    return holders.own_awards[places].astype(np.int64), owner


def badge_of(holders: Holders, rows: Numbers) -> Numbers:
    """The badge of each of some awards."""
    return np.searchsorted(holders.starts, rows, side="right") - 1


def counting_awards(holders: Holders, rows: slice | Numbers, counting: Counting) -> Mask:
    """Which of some awards count."""
    counts = _counts(holders, rows, counting)
    return np.ones(len(holders.candidate[rows]), dtype=bool) if counts is None else counts


def first_of(mask: Mask, limit: int) -> Numbers:
    """The first ``limit`` candidates of a mask, in display order."""
    found: list[Numbers] = []
    for rows in _chunks(0, len(mask)):
        if limit <= 0:
            break
        found.append(np.flatnonzero(mask[rows])[:limit] + rows.start)
        limit -= len(found[-1])
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def slices_that_count(
    holders: Holders, badges: Numbers, counting: Counting
) -> Iterator[tuple[NDArray[np.uint32], NDArray[np.int32]]]:
    """candidate and expires_day of the awards of badges that count, piece by piece."""
    for rows in _slices(holders, badges):
        counts = counting_awards(holders, rows, counting)
        yield holders.candidate[rows].compress(counts), holders.expires_day[rows].compress(counts)


def _by_matrices(
    holders: Holders, groups: Sequence[Numbers], among: Mask, counting: Counting
) -> Numbers:
    """The same, a block of candidates at a time."""
    members = np.concatenate([np.zeros(0, dtype=np.int64), *groups])
    group = np.repeat(np.arange(len(groups)), [len(g) for g in groups])
    belongs = csr_array(
        (np.ones(len(members), dtype=bool), (members, group)), shape=(holders.badges, len(groups))
    )
    counted = np.zeros(len(groups), dtype=np.int64)
    positions = np.flatnonzero(among)
    for block in _chunks(0, len(positions)):
        rows, owner = awards_of(holders, positions[block])
        counts = counting_awards(holders, rows, counting)
        rows, owner = rows[counts], owner[counts]
        size = block.stop - block.start
        held = csr_array(
            (
                np.ones(len(rows), dtype=bool),
                badge_of(holders, rows),
                np.searchsorted(owner, np.arange(size + 1)),
            ),
            shape=(size, holders.badges),
        )
        counted += np.bincount((held @ belongs).indices, minlength=len(groups))
    return counted


def _hold_among(holders: Holders, positions: Numbers, badges: Numbers, counting: Counting) -> Mask:
    rows, owner = awards_of(holders, positions)
    is_asked = np.zeros(holders.badges, dtype=bool)
    is_asked[badges] = True
    asked = is_asked[badge_of(holders, rows)]
    rows, owner = rows[asked], owner[asked]
    held = np.zeros(len(positions), dtype=bool)
    held[owner[counting_awards(holders, rows, counting)]] = True
    return held


def _counts(holders: Holders, rows: slice | Numbers, counting: Counting) -> Mask | None:
    """Which awards of some rows count; None where all do."""
    counts = None
    if counting.earned_from is not None:
        counts = holders.earned_day[rows] >= counting.earned_from
    if counting.earned_to is not None:
        counts = _both(counts, holders.earned_day[rows] <= counting.earned_to)
    if counting.expires_from is not None:
        counts = _both(counts, holders.expires_day[rows] >= counting.expires_from)
    if counting.verified_from is not None:
        counts = _both(counts, holders.verified_day[rows] >= counting.verified_from)
    return counts


def _both(first: Mask | None, second: Mask) -> Mask:
    """Both tests, written over the first: a new array for each costs more than the test."""
    return second if first is None else np.logical_and(first, second, out=first)


def _awards(holders: Holders, badges: Numbers) -> int:
    return int((holders.starts[badges + 1] - holders.starts[badges]).sum())


def _slices(holders: Holders, badges: Numbers) -> Iterator[slice]:
    """Rows of the awards of badges: adjacent ones as one slice, in chunks."""
    numbers = np.unique(badges)
    breaks = np.flatnonzero(np.diff(numbers) > 1) + 1
    for run in np.split(numbers, breaks):
        if len(run):
            yield from _chunks(int(holders.starts[run[0]]), int(holders.starts[run[-1] + 1]))


def _chunks(start: int, stop: int) -> Iterator[slice]:
    for begin in range(start, stop, CHUNK):
        yield slice(begin, min(begin + CHUNK, stop))
