"""How often the interval of a share holds the true share, where employers differ.

Simulated markets: employers of skewed sizes, each with its own share drawn from a beta
distribution so that two postings of one employer correlate as stated. Sizes are lognormal, sigma
0.7: the largest of a hundred has about six times the median. What whole postings leave over is the
largest's, so that it makes about 3 to 18 % of all, most where postings are few for the employers;
each cell's note says how much. Each run is read as a page reads it: one credential, sums over
employers, ``analysis.clustering``. Plain Wilson stands beside it.

Beyond what is promised, and without a target: more skewed sizes (sigma 1.2: twenty times the
median), and shares below 5 %.
"""

import itertools
import sys
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from analysis.clustering import Clusters, clustered_interval
from analysis.statistics import Interval, wilson_interval
from benchmarks.rows import Row

RUNS = 2000
SHARES = (0.05, 0.1, 0.2, 0.35, 0.5)
CORRELATIONS = (0.0, 0.05, 0.1, 0.2)
EMPLOYERS = (30, 100, 300)
POSTINGS = (300, 1000, 3000, 10000)
SIGMA, SKEWED = 0.7, 1.2
RARE = (0.01, 0.02)
MIDDLE, TOLERANCE = 0.955, 0.025
"""Coverage is to lie between 0.93 and 0.98."""
SEED = 20261124

Counts = npt.NDArray[np.int64]


def measure() -> list[Row]:
    """Coverage of the clustered 95 % interval in every cell, plain Wilson's in the note."""
    chance = np.random.default_rng(SEED)
    rows, plains = [], []
    for cell, ours, plain, largest in _cells(chance, SIGMA, SHARES):
        plains.append(plain)
        note = f"plain Wilson {plain:.3f}; largest employer {largest:.0%}; {RUNS} runs"
        rows.append(Row(cell, ours, MIDDLE, "share", note, tolerance=TOLERANCE))
    within = sum(bool(row.passes) for row in rows)
    told = [
        Row("cells_between_0.93_and_0.98", within, None, "cells", f"of {len(rows)}"),
        *_ends("", [row.ours for row in rows], plains),
    ]
    for name, sigma, shares in (("skewed_", SKEWED, SHARES), ("rare_", SIGMA, RARE)):
        cells = list(_cells(chance, sigma, shares))
        told += _ends(name, [cell[1] for cell in cells], [cell[2] for cell in cells])
    return rows + told


def _ends(name: str, ours: list[float], plains: list[float]) -> list[Row]:
    return [
        Row(f"{name}{word}", end(ours), None, "share", f"plain Wilson {end(plains):.3f}")
        for word, end in (("lowest", min), ("highest", max))
    ]


def _cells(
    chance: np.random.Generator, sigma: float, shares: tuple[float, ...]
) -> Iterator[tuple[str, float, float, float]]:
    """Name, our coverage, plain Wilson's and the largest employer's part of every cell."""
    for employers, postings in itertools.product(EMPLOYERS, POSTINGS):
        if employers >= postings:
            continue
        sizes = _sizes(chance, employers, postings, sigma)
        for correlation, share in itertools.product(CORRELATIONS, shares):
            named = _named(chance, sizes, share, correlation)
            cell = f"p{share:g}_icc{correlation:g}_employers{employers}_n{postings}"
            plain = wilson_interval(named.sum(axis=1), postings)
            ours = _covered(_clustered(named, sizes), share)
            yield cell, ours, _covered(plain, share), float(sizes.max() / postings)
        print(f"sigma {sigma:g}: {employers} employers, {postings} postings", file=sys.stderr)


def _sizes(chance: np.random.Generator, employers: int, postings: int, sigma: float) -> Counts:
    """Postings of each employer: at least one each, ``postings`` together."""
    weights = np.exp(sigma * chance.standard_normal(employers))
    sizes = np.maximum(1, np.floor(weights / weights.sum() * postings)).astype(np.int64)
    sizes[np.argmax(sizes)] += postings - sizes.sum()
    return sizes


def _named(chance: np.random.Generator, sizes: Counts, share: float, correlation: float) -> Counts:
    """Postings of each run (rows) and employer (columns) that name the credential."""
    shape = (RUNS, len(sizes))
    if correlation == 0:
        return chance.binomial(sizes, share, size=shape)
    weight = (1 - correlation) / correlation
    own = chance.beta(share * weight, (1 - share) * weight, size=shape)
    return chance.binomial(sizes, own)


def _clustered(named: Counts, sizes: Counts) -> Interval:
    """Every run by itself: no run lends another its correlation."""
    clusters = Clusters(float(sizes.sum()), float((sizes**2).sum()), len(sizes))
    k, k_squared, k_times_n = named.sum(axis=1), (named**2).sum(axis=1), (named * sizes).sum(axis=1)
    # Those that all or none of the postings name are the only ones that borrow from others.
    found = clustered_interval(k, k_squared, k_times_n, clusters)
    for run in np.flatnonzero((k == 0) | (k == clusters.n)):
        alone = clustered_interval(k[run], k_squared[run], k_times_n[run], clusters)
        found.low[run], found.high[run] = alone.low, alone.high
    return found


def _covered(found: Interval, share: float) -> float:
    return float(np.mean((found.low <= share) & (share <= found.high)))
