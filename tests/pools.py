"""Random small pools, as arrays and as frames that say the same."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from hypothesis import strategies as some

from analysis.holders import (
    DOES_NOT_EXPIRE,
    EARNED_NOT_KNOWN,
    EXPIRY_NOT_KNOWN,
    NEVER_VERIFIED,
    Counting,
    Holders,
    by_candidate,
)
from analysis.listing import Pool

MOST_CANDIDATES, BADGES = 40, 7
DAYS = some.integers(-5, 5)


@dataclass(frozen=True)
class Drawn:
    """A pool, and its awards and people as frames; what is not known is missing there."""

    pool: Pool
    awards: pd.DataFrame
    people: pd.DataFrame


@some.composite
def pools(draw: some.DrawFn) -> Drawn:
    """Up to 40 candidates who hold any of seven badges, each at most once."""
    candidates = draw(some.integers(1, MOST_CANDIDATES))
    pairs = draw(
        some.lists(
            some.tuples(some.integers(0, BADGES - 1), some.integers(0, candidates - 1)),
            unique=True,
            max_size=candidates * BADGES,
        )
    )
    rng = np.random.default_rng(draw(some.integers(0, 2**32 - 1)))
    badge, candidate = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    size = len(badge)
    awards = pd.DataFrame(
        {
            "badge": badge,
            "candidate": candidate,
            "earned": np.where(rng.random(size) < 0.2, np.nan, rng.integers(-6, 4, size)),
            "expires": np.where(rng.random(size) < 0.4, np.nan, rng.integers(-3, 7, size)),
            "never_expires": rng.random(size) < 0.5,
            "verified": np.where(rng.random(size) < 0.5, np.nan, rng.integers(1, 12, size)),
        }
    )
    never = np.where(awards["never_expires"], DOES_NOT_EXPIRE, EXPIRY_NOT_KNOWN)
    holders = Holders(
        np.searchsorted(badge, np.arange(BADGES + 1)),
        candidate.astype(np.uint32),
        awards["earned"].fillna(EARNED_NOT_KNOWN).to_numpy(np.int32),
        awards["expires"].fillna(pd.Series(never)).to_numpy(np.int32),
        awards["verified"].fillna(NEVER_VERIFIED).to_numpy(np.uint16),
        *by_candidate(candidate.astype(np.uint32), candidates),
    )
    people = pd.DataFrame(
        {
            "place": rng.integers(0, 3, candidates),
            "years": rng.integers(-1, 4, candidates),
            "name_rank": rng.permutation(candidates),
        }
    )
    pool = Pool(
        holders,
        people["place"].to_numpy(np.uint16),
        people["years"].to_numpy(np.int16),
        people["name_rank"].to_numpy(np.uint32),
    )
    return Drawn(pool, awards, people)


COUNTINGS = some.builds(
    Counting,
    some.none() | DAYS,
    some.none() | DAYS,
    some.none() | DAYS,
    some.none() | some.integers(NEVER_VERIFIED + 1, 12),
)
BADGE_SETS = some.sets(some.integers(0, BADGES - 1)).map(lambda s: np.array(sorted(s), dtype=int))


def that_count(awards: pd.DataFrame, counting: Counting) -> pd.DataFrame:
    """The awards that count, by what the words of ``Counting`` say."""
    rows = awards
    if counting.earned_from is not None:
        rows = rows[rows["earned"] >= counting.earned_from]
    if counting.earned_to is not None:
        rows = rows[~(rows["earned"] > counting.earned_to)]
    if counting.expires_from is not None:
        rows = rows[~(rows["expires"] < counting.expires_from)]
    if counting.verified_from is not None:
        rows = rows[rows["verified"] >= counting.verified_from]
    return rows
