"""The slope of one column on another with errors clustered by employer.

Usual cluster errors are too small where few employers name a credential, however many there are in
all (`python -m benchmarks premium`), so each employer's share of the slope is made up for its own
leverage (CR2: Bell and McCaffrey 2002), and Student's quantile has Satterthwaite's degrees of
freedom, with errors that are alike within an employer (Imbens and Kolesar 2016, Review of Economics
and Statistics 98, 701-712). Both are worked out for the column that is left after the controls;
that the controls' own slopes are estimated is made up for by n - 1 over n - K, as in CR1.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.absorb import Codes, Floats

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Slope:
    """A slope on the log scale, its interval, and the degrees of freedom that the interval has."""

    estimate: float
    low: float
    high: float
    degrees: float


@dataclass(frozen=True)
class Outcome:
    """Of an outcome: rows and sum in each of the G clusters, and the sum of all squares."""

    size: Codes
    sums: Floats
    squares: float


@dataclass(frozen=True)
class Regressor:
    """Of a regressor, in each of the G clusters: its sum, that of its squares, and that of its
    products with the outcome. A slope and its errors need nothing else of the n rows."""

    sums: Floats
    squares: Floats
    products: Floats


def slope(outcome: Floats, regressor: Floats, clusters: Codes, rank: int) -> Slope:
    """Slope of one residual column on another, with its cluster-robust interval.

    Args:
        outcome, regressor: n values from which the same controls were taken out.
        clusters: codes 0 to G - 1 of the n rows.
        rank: independent columns of those controls (1 for a constant only).

    Raises:
        ValueError: the controls leave nothing of the regressor.
    """
    own = outcome_in_clusters(outcome, clusters)
    return slope_of(own, in_clusters(outcome, regressor, clusters, own.size.size), rank)


def outcome_in_clusters(outcome: Floats, clusters: Codes) -> Outcome:
    """What slopes need of an outcome (n values) and of the clusters (codes of the n rows)."""
    size = np.bincount(clusters)
    return Outcome(size, _summed(outcome, clusters, size.size), _dot(outcome, outcome))


def in_clusters(outcome: Floats, regressor: Floats, clusters: Codes, count: int) -> Regressor:
    """What a slope needs of a regressor (n values); ``count`` is the number of clusters."""
    return Regressor(
        _summed(regressor, clusters, count),
        _summed(regressor * regressor, clusters, count),
        _summed(regressor * outcome, clusters, count),
    )


def centred_dummy(outcome: Floats, own: Outcome, clusters: Codes, rows: Codes) -> Regressor:
    """The same of a column of 1 in some rows and 0 in the others, less its mean."""
    count = own.size.size
    named = np.bincount(clusters[rows], minlength=count)
    share = rows.size / outcome.size
    return Regressor(
        named - share * own.size,
        named * (1 - share) ** 2 + (own.size - named) * share**2,
        _summed(outcome[rows], clusters[rows], count) - share * own.sums,
    )


def slope_of(own: Outcome, regressor: Regressor, rank: int) -> Slope:
    """The slope from sums in clusters; see ``slope``."""
    n, total = int(own.size.sum()), float(regressor.squares.sum())
    if total <= 1e-9 * n:
        raise ValueError("the controls leave nothing of the regressor")
    estimate = float(regressor.products.sum()) / total
    weight = regressor.squares / total
    score = regressor.products - estimate * regressor.squares
    # A cluster that is all of the regressor leaves no error to judge by.
    kept = np.clip(1 - weight, 1e-12, None)
    variance = (score**2 / kept).sum() / total**2 * (n - 1) / max(n - rank - 1, 1)
    together = regressor.sums**2 / total
    alike = _alikeness(own, regressor, estimate)
    degrees = _degrees(weight, kept, (1 - alike) * weight + alike * together)
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, degrees) * np.sqrt(variance))
    return Slope(estimate, estimate - half, estimate + half, degrees)


def _degrees(weight: Floats, kept: Floats, spread: Floats) -> float:
    """Satterthwaite's degrees of freedom of CR2 for one column.

    The variance is a quadratic form of the errors with, for each pair of clusters, the matrix
    diag(a) - c v' - v c' + q c c'; the degrees are its squared trace over its squared norm.

    Args:
        weight, kept: share of the column's sum of squares in each cluster, and 1 minus it.
        spread: the column's quadratic form with the errors' covariance in each cluster; equals
            ``weight`` where errors are independent.
    """
    own = spread / kept
    c, v, q = weight / np.sqrt(kept), spread / np.sqrt(kept), float(spread.sum())
    cc, cv, vv = _dot(c, c), _dot(c, v), _dot(v, v)
    trace = float(own.sum()) - 2 * cv + q * cc
    rest = 2 * (cc * vv + cv**2) + (q * cc) ** 2 - 4 * q * cc * cv
    norm = _dot(own, own - 4 * c * v + 2 * q * c * c) + rest
    return trace**2 / norm


def _alikeness(own: Outcome, regressor: Regressor, estimate: float) -> float:
    """Correlation of the errors within a cluster, by moments; between 0 and 1."""
    sums = own.sums - estimate * regressor.sums
    explained = estimate * float(regressor.products.sum())
    squares = max(own.squares - explained, 0.0)
    pairs = float((own.size * (own.size - 1.0)).sum())
    if squares <= 1e-12 * own.squares or pairs == 0:
        return 0.0
    return float(np.clip((_dot(sums, sums) - squares) / pairs / (squares / own.size.sum()), 0, 1))


def _dot(first: Floats, second: Floats) -> float:
    """Their inner product in this thread: ``@`` wakes others, which takes longer than it saves."""
    return float(np.einsum("i,i->", first, second))


def _summed(values: Floats, clusters: Codes, count: int) -> Floats:
    return np.asarray(np.bincount(clusters, values, count), dtype=np.float64)
