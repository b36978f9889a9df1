"""Empirical Bayes: shares of small groups drawn toward the share in all groups."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar
from scipy.special import betaln, expit, logit
from scipy.stats import beta

Floats = npt.NDArray[np.float64]

LEAST_PRIOR, TYPICAL_PRIOR, MOST_PRIOR = 1.0, 30.0, 1e6
"""Range of the prior's strength, in postings, and where the search starts; at the upper end the
groups do not differ."""
STRENGTHS = (float(np.log(LEAST_PRIOR)), float(np.log(MOST_PRIOR)))
LARGEST_LOGIT = 12.0


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
    found = minimize_scalar(
        lambda log_strength: _unlikely(k, n, mean, float(np.exp(log_strength))),
        bounds=(STRENGTHS[0], np.log(most)),
        method="bounded",
    )
    return float(np.exp(found.x))


def fitted_beta(k: npt.ArrayLike, n_effective: npt.ArrayLike) -> tuple[float, float] | None:
    """The beta distribution of the groups' true shares under which their counts are most likely.

    Every group is one draw from it, however large, unlike the prior of ``shrink``, whose mean is
    the share of all postings. None where the groups differ no more than chance makes them.

    Args:
        k: postings that name the credential in each group, in units of ``n_effective``.
        n_effective: independent postings of each group, above 0.

    Returns:
        Both parameters of the distribution.
    """
    named, n = np.asarray(k, dtype=np.float64), np.asarray(n_effective, dtype=np.float64)
    mean = float(np.mean((named + 0.5) / (n + 1.0)))
    ends = [(-LARGEST_LOGIT, LARGEST_LOGIT), STRENGTHS]
    found = minimize(
        lambda at: _unlikely(named, n, float(expit(at[0])), float(np.exp(at[1]))),
        x0=[float(logit(mean)), np.log(TYPICAL_PRIOR)],
        bounds=ends,
        method="Nelder-Mead",
    )
    share, strength = float(expit(found.x[0])), float(np.exp(found.x[1]))
    if strength > MOST_PRIOR / 2:
        return None
    return share * strength, (1 - share) * strength


def _unlikely(k: Floats, n: Floats, mean: float, strength: float) -> float:
    """How unlikely the counts are (minus the log likelihood, up to a constant)."""
    a, b = strength * mean, strength * (1 - mean)
    return -float(np.sum(betaln(k + a, n - k + b) - betaln(a, b)))
