"""How often the interval of a share holds the true share, where employers differ.

Simulated markets: employers of skewed sizes (lognormal, sigma 0.7: the largest of a hundred has
about six times the median), each with its own share drawn from a beta distribution so that two
postings of one employer correlate as stated. Each run is read as a page reads it: one credential,
sums over employers, ``analysis.clustering``. Plain Wilson stands beside it.
"""

import itertools
import sys

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
SIGMA = 0.7
MIDDLE, TOLERANCE = 0.955, 0.025
"""Coverage is to lie between 0.93 and 0.98."""
SEED = 20261124

Counts = npt.NDArray[np.int64]


def measure() -> list[Row]:
    """Coverage of the clustered 95 % interval in every cell, plain Wilson's in the note."""
    chance = np.random.default_rng(SEED)
    rows, plains = [], []
    for employers, postings in itertools.product(EMPLOYERS, POSTINGS):
        if employers >= postings:
            continue
        sizes = _sizes(chance, employers, postings)
        for correlation, share in itertools.product(CORRELATIONS, SHARES):
            named = _named(chance, sizes, share, correlation)
            ours = _covered(_clustered(named, sizes), share)
            plain = _covered(wilson_interval(named.sum(axis=1), postings), share)
            plains.append(plain)
            cell = f"p{share:g}_icc{correlation:g}_employers{employers}_n{postings}"
            note = f"plain Wilson {plain:.3f}; {RUNS} runs"
            rows.append(Row(cell, ours, MIDDLE, "share", note, tolerance=TOLERANCE))
        print(f"{employers} employers, {postings} postings", file=sys.stderr)
    ours_all = [row.ours for row in rows]
    held = sum(bool(row.passes) for row in rows)
    rows.append(Row("cells_between_0.93_and_0.98", held, None, "cells", f"of {len(ours_all)}"))
    rows.append(Row("lowest", min(ours_all), None, "share", f"plain Wilson {min(plains):.3f}"))
    rows.append(Row("highest", max(ours_all), None, "share", f"plain Wilson {max(plains):.3f}"))
    return rows


def _sizes(chance: np.random.Generator, employers: int, postings: int) -> Counts:
    """Postings of each employer: at least one each, ``postings`` together."""
    weights = np.exp(SIGMA * chance.standard_normal(employers))
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
    low, high = np.empty(RUNS), np.empty(RUNS)
    sums = named.sum(axis=1), (named**2).sum(axis=1), (named * sizes).sum(axis=1)
    for run, (k, k_squared, k_times_n) in enumerate(zip(*sums, strict=True)):
        found = clustered_interval(k, k_squared, k_times_n, clusters)
        low[run], high[run] = found.low, found.high
    return Interval(low, high)


def _covered(found: Interval, share: float) -> float:
    return float(np.mean((found.low <= share) & (share <= found.high)))
