"""Between which ranks each share lies, and the chance that it is among the first."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DRAWS = 2000
SEED = 20260101
SURE = 0.95
CHUNK = 500
"""Draws ranked at a time, so that memory stays small."""


@dataclass(frozen=True)
class Ranks:
    """Lowest and highest rank with 95 % probability (1 is first), P(among the first ``top``)."""

    low: npt.NDArray[np.int64]
    high: npt.NDArray[np.int64]
    p_top: npt.NDArray[np.float64]


def rank_intervals(
    share: npt.ArrayLike,
    n_effective: npt.ArrayLike,
    *,
    top: int,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Ranks:
    """Rank intervals by drawing every share from its posterior (beta, Jeffreys' prior).

    Shares are drawn apart from each other: credentials that the same postings name make the
    intervals a little too wide. The same input gives the same answer.

    Args:
        share: shares of 1, one dimension.
        n_effective: independent postings behind each, the same length.
        top: the ranks that ``p_top`` speaks of.
        draws: how many.
    """
    p, n = np.asarray(share, dtype=np.float64), np.asarray(n_effective, dtype=np.float64)
    if p.size == 0:
        none = np.zeros(0, dtype=np.int64)
        return Ranks(none, none, np.zeros(0))
    chance = np.random.default_rng(seed)
    ranks = np.empty((draws, p.size), dtype=np.int32)
    place = np.arange(1, p.size + 1, dtype=np.int32)
    for start in range(0, draws, CHUNK):
        size = (min(CHUNK, draws - start), p.size)
        drawn = chance.beta(p * n + 0.5, (1 - p) * n + 0.5, size=size)
        order = np.argsort(-drawn, axis=1)
        np.put_along_axis(ranks[start : start + size[0]], order, place[None, :], axis=1)
    # A sorted copy with each share's draws side by side is several times faster than np.quantile.
    ordered = np.sort(ranks.T, axis=1)
    low, high = (ordered[:, max(int(np.ceil(q * draws)) - 1, 0)] for q in (0.025, 0.975))
    return Ranks(low.astype(np.int64), high.astype(np.int64), (ranks <= top).mean(axis=0))


def tied_with_next(share: npt.ArrayLike, n_effective: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Whether each share cannot be told from the next one: P(in this order) below 95 %.

    Args:
        share: shares of 1 in falling order, one dimension.
        n_effective: independent postings behind each.

    Returns:
        One less than given. The difference is taken as normal with Jeffreys' posterior variances,
        which is exact enough where the order is in doubt.
    """
    p, n = np.asarray(share, dtype=np.float64), np.asarray(n_effective, dtype=np.float64)
    mean = (p * n + 0.5) / (n + 1)
    variance = mean * (1 - mean) / (n + 2)
    apart = (mean[:-1] - mean[1:]) / np.sqrt(variance[:-1] + variance[1:])
    return np.asarray(apart < Z_ONE_SIDED)


Z_ONE_SIDED = 1.6448536269514722
"""One-sided 95 % quantile of the normal distribution."""
