"""Intervals of shares where postings of one employer resemble each other.

A hundred postings of one employer tell less than a hundred of as many employers. What is needed of
them are sums over employers, so that a database can count them: with k_i of the n_i postings of
employer i naming a credential, sums of k_i, k_i^2, k_i n_i, n_i and n_i^2.

The interval is the union of two (coverage by simulation: ``python -m benchmarks coverage``):

- Wilson's with the effective n of the cluster-robust variance of a ratio (Cochran 1977, section
  9.5; corrected for leverage as in Bell and McCaffrey 2002) and Student's quantile;
- the score interval, all p for which (k - n p)^2 <= q^2 * sum of (k_i - p n_i)^2, which does not
  shrink where a rare credential happens to be missed by the employers that ask for it most.

The second is left out where postings of one employer are hardly alike, for there it is too wide.
Where few employers make most postings (Kish's effective number of them below 3 q^2) the score
interval says nothing; then only the first stands, with Kish's number less one as its degrees.
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
ENOUGH = 3.0
"""Effective employers, in units of q^2, from which the score interval is used."""
ALIKE = 1.3
"""Design effect from which it is used: below, postings of one employer are hardly alike."""


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

    Arguments as for ``effective_n``.

    Raises:
        ValueError: a count is negative or larger than n.
    """
    named, squared, crossed = _arrays(k, k_squared, k_times_n)
    n, kish = clusters.n, clusters.effective_count
    if np.any(named < 0) or np.any(named > n):
        raise ValueError("k must lie between 0 and n")
    if n == 0 or clusters.count < 2 or kish <= 1:
        return Interval(np.zeros(named.shape), np.ones(named.shape))
    quantile = float(student.ppf(LEVEL, clusters.count - 1))
    is_even = kish > ENOUGH * quantile**2
    degrees = clusters.count - 1 if is_even else max(kish - 1, 1.0)
    counted = effective_n(named, squared, crossed, clusters)
    share = named / n
    wilson = wilson_interval(share * counted, counted, float(student.ppf(LEVEL, degrees)))
    if not is_even:
        return wilson
    # (k - n p)^2 <= q^2 (k_squared - 2 p k_times_n + p^2 n_squared), a quadratic in p
    a = n**2 - quantile**2 * clusters.n_squared
    b = n * named - quantile**2 * crossed
    c = named**2 - quantile**2 * squared
    root = np.sqrt(np.maximum(b**2 - a * c, 0.0))
    low, high = np.clip((b - root) / a, 0.0, 1.0), np.clip((b + root) / a, 0.0, 1.0)
    alike = counted * ALIKE < n
    return Interval(
        np.where(alike, np.minimum(np.minimum(wilson.low, low), share), wilson.low),
        np.where(alike, np.maximum(np.maximum(wilson.high, high), share), wilson.high),
    )


def _arrays(*values: npt.ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.asarray(value, dtype=np.float64) for value in values)
