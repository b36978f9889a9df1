"""Empirical Bayes: shares of small groups drawn toward the share in all groups."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import betaln
from scipy.stats import beta

Floats = npt.NDArray[np.float64]

LEAST_PRIOR, MOST_PRIOR = 1.0, 1e6
"""Range of the prior's strength, in postings; at the upper end the groups do not differ."""


@dataclass(frozen=True)
class Shrunk:
    """Shrunk shares with 95 % posterior intervals, and the prior they are drawn to."""

    share: Floats
    low: Floats
    high: Floats
    prior_share: float
    prior_n: float


def shrink(
    k: npt.ArrayLike, n_effective: npt.ArrayLike, most_prior_n: float = MOST_PRIOR
) -> Shrunk:
    """Beta-binomial empirical Bayes over groups, its strength by marginal likelihood.

    The prior's mean is the pooled share; its strength is how many postings it weighs, small where
    groups differ a lot. Source: Efron and Morris (1975); for shares, Carlin and Louis (2000), 3.3.

    Args:
        k: postings that name the credential in each group, in units of ``n_effective``.
        n_effective: independent postings of each group; a group with none gets the prior.
        most_prior_n: the most postings that the prior may weigh.

    Raises:
        ValueError: a count is negative or larger than its n.
    """
    named, n = np.asarray(k, dtype=np.float64), np.asarray(n_effective, dtype=np.float64)
    if np.any(named < 0) or np.any(named > n + 1e-9):
        raise ValueError("k must lie between 0 and n")
    if n.sum() == 0:
        nothing = np.zeros(named.shape)
        return Shrunk(nothing, nothing, nothing + 1, 0.0, 0.0)
    # Half a posting keeps the mean off 0 and 1, where the beta distribution ends.
    mean = (float(named.sum()) + 0.5) / (float(n.sum()) + 1.0)
    strength = _strength(named, n, mean, most_prior_n)
    a, b = named + strength * mean, n - named + strength * (1 - mean)
    share = a / (a + b)
    # Close to zero the mean of so skewed a distribution may lie beyond its own quantile.
    low, high = beta.ppf(0.025, a, b), beta.ppf(0.975, a, b)
    return Shrunk(share, np.minimum(low, share), np.maximum(high, share), mean, strength)


def _strength(k: Floats, n: Floats, mean: float, most: float) -> float:
    """The prior weight under which counts like these are most likely."""

    def unlikely(log_strength: float) -> float:
        a, b = np.exp(log_strength) * mean, np.exp(log_strength) * (1 - mean)
        return -float(np.sum(betaln(k + a, n - k + b) - betaln(a, b)))

    ends = (np.log(LEAST_PRIOR), np.log(most))
    found = minimize_scalar(unlikely, bounds=ends, method="bounded")
    return float(np.exp(found.x))
