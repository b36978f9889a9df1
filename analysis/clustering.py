"""Intervals of shares where postings of one employer resemble each other.

A hundred postings of one employer tell less than a hundred of as many employers. What is needed of
them are sums over employers, so that a database can count them: with k_i of the n_i postings of
employer i naming a credential, sums of k_i, k_i^2, k_i n_i, n_i and n_i^2.

Two intervals are computed and met halfway (coverage: ``python -m benchmarks coverage``):

- Wilson's with the effective n of the cluster-robust variance of a ratio (Cochran 1977, section
  9.5; corrected for leverage as in Bell and McCaffrey 2002) and Student's quantile;
- the score interval, all p for which (k - n p)^2 <= q^2 * sum of (k_i - p n_i)^2, which does not
  shrink where a rare credential happens to be missed by the employers that ask for it most. Ends
  that lie inside Wilson's change nothing. Where few employers make most postings (Kish's effective
  number of them below 3 q^2) it says nothing and is left out.

Three things keep the coverage of rare credentials, whose few mentions tell little of how alike the
postings of one employer are, and so seem independent too often:

- what the design effect has above 1 counts for more, the fewer effective employers the mentions
  come from (``FEW``), never more than twice, and never beyond what copies of one posting would do;
- the end away from zero (or one) moves out by one more independent mention, times 1 - 2p, for the
  estimates are skewed;
- degrees of freedom are Kish's number less one, more where the design effect is near 1, for the
  binomial part of the variance is known and not estimated.

Their sizes were found by simulation on other draws than the benchmark's, of three skews, but from
the same kind of market (shares of employers from a beta distribution).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from analysis.statistics import Interval, wilson_interval

Floats = npt.NDArray[np.float64]

LEVEL = 0.975
UNKNOWN_CORRELATION = 0.1
"""Of two postings of one employer, where no credential tells: the bundled postings show 0.01 to
0.16, pooled over credentials, by industry."""
MANY = 1e6
"""Degrees of freedom from which Student's quantile is the normal one."""
ENOUGH = 3.0
"""Effective employers, in units of q^2, from which the score interval is used."""
ALIKE = 1.5
"""Design effect from which it has its full weight, falling to none at 1."""
WEIGHT = 0.5
"""Of the part by which the score interval is wider."""
FEW = 5.0
"""How fast the design effect grows as the effective employers that name a credential fall."""


@dataclass(frozen=True)
class Clusters:
    """The denominator by employer: postings, sum of squared postings, number of employers."""

    n: float
    n_squared: float
    count: int

    @property
    def effective_count(self) -> float:
        """As many equal employers would tell as much (Kish 1965): n^2 / sum of n_i^2."""
        return self.n**2 / self.n_squared if self.n_squared else 0.0


def effective_n(
    k: npt.ArrayLike, k_squared: npt.ArrayLike, k_times_n: npt.ArrayLike, clusters: Clusters
) -> Floats:
    """Independent postings that would tell as much: at least 1, at most n; 0 where n is 0.

    Args:
        k: postings that name each credential, any shape.
        k_squared: sum over employers of k_i^2, the same shape.
        k_times_n: sum over employers of k_i n_i, the same shape.

    For 0 of n (or n of n) the data tell no design effect of their own: it then comes from the
    correlation pooled over the other credentials or, with none to pool, ``UNKNOWN_CORRELATION``.
    """
    named, squared, crossed = _arrays(k, k_squared, k_times_n)
    n, kish = clusters.n, clusters.effective_count
    if n == 0:
        return np.zeros(named.shape)
    if kish <= 1:
        return np.ones(named.shape)
    share = named / n
    spread = share * (1 - share)
    rest = np.maximum(squared - 2 * share * crossed + share**2 * clusters.n_squared, 0.0)
    rest *= clusters.count / (clusters.count - 1) * kish / (kish - 1)
    inside = spread > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        design = np.where(inside, rest / (n * spread), np.nan)
    design[~inside] = 1 + (clusters.n_squared / n - 1) * _pooled(rest, spread, clusters)
    return np.clip(n / np.maximum(design, 1.0), 1.0, n)


def _pooled(rest: Floats, spread: Floats, clusters: Clusters) -> float:
    """Correlation of two postings of one employer, over all credentials named at all."""
    between = float(spread.sum()) * (clusters.n_squared - clusters.n)
    if between <= 0:
        return UNKNOWN_CORRELATION
    return float(np.clip((rest.sum() - clusters.n * spread.sum()) / between, 0.0, 1.0))


def clustered_interval(
    k: npt.ArrayLike, k_squared: npt.ArrayLike, k_times_n: npt.ArrayLike, clusters: Clusters
) -> Interval:
    """95 % interval of each share k / n; 0 to 1 where nothing or one employer is known.

    Arguments as for ``effective_n``. Never narrower than Wilson's with n independent postings.

    Raises:
        ValueError: a count is negative or larger than n.
    """
    named, squared, crossed = _arrays(k, k_squared, k_times_n)
    n, kish = clusters.n, clusters.effective_count
    if np.any(named < 0) or np.any(named > n):
        raise ValueError("k must lie between 0 and n")
    if n == 0 or clusters.count < 2 or kish <= 1:
        return Interval(np.zeros(named.shape), np.ones(named.shape))
    share = named / n
    design = n / effective_n(named, squared, crossed, clusters)
    with np.errstate(divide="ignore"):
        known = np.sqrt(np.where(design > 1, design / (design - 1), np.inf))
    quantile = student.ppf(LEVEL, np.minimum(max(kish - 1, 1.0) * known, MANY))
    counted = n / _cautious(design, named, squared, crossed, clusters)
    wilson = wilson_interval(share * counted, counted, quantile)
    low, high = wilson.low, wilson.high
    score = _score(named, squared, crossed, clusters)
    if score is not None:
        weight = WEIGHT * np.clip((design - 1) / (ALIKE - 1), 0.0, 1.0)
        low = low - weight * np.maximum(low - score.low, 0.0)
        high = high + weight * np.maximum(score.high - high, 0.0)
    skewed = (1 - 2 * share) * design / n * (1 - n / clusters.n_squared)
    low, high = low + np.minimum(skewed, 0.0), high + np.maximum(skewed, 0.0)
    return Interval(np.clip(np.minimum(low, share), 0, 1), np.clip(np.maximum(high, share), 0, 1))


def _cautious(design: Floats, k: Floats, squared: Floats, crossed: Floats, its: Clusters) -> Floats:
    """Design effects, larger where the postings that name it (or do not) are of few employers."""
    few = np.full(k.shape, its.effective_count)
    for count, squares in ((k, squared), (its.n - k, its.n_squared - 2 * crossed + squared)):
        # Pairs of postings of one employer, without a posting paired with itself.
        pairs = squares - count
        with np.errstate(divide="ignore", invalid="ignore"):
            few = np.minimum(few, np.where(pairs > 0, count**2 / pairs, np.inf))
    more = np.minimum(FEW * (1 / np.maximum(few, 1.0) - 1 / its.effective_count), 1.0)
    return np.maximum(design, np.minimum(1 + (design - 1) * (1 + more), its.n_squared / its.n))


def _score(k: Floats, squared: Floats, crossed: Floats, its: Clusters) -> Interval | None:
    """Score interval, its ends where (k - n p)^2 = q^2 * sum of (k_i - p n_i)^2; may pass 0 or 1.

    None where few employers make most postings.
    """
    q = float(student.ppf(LEVEL, its.count - 1))
    if its.effective_count <= ENOUGH * q**2:
        return None
    a = its.n**2 - q**2 * its.n_squared
    b = its.n * k - q**2 * crossed
    root = np.sqrt(np.maximum(b**2 - a * (k**2 - q**2 * squared), 0.0))
    return Interval((b - root) / a, (b + root) / a)


def _arrays(*values: npt.ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.asarray(value, dtype=np.float64) for value in values)
