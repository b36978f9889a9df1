"""Whether a credential's share differs between groups of postings by more than chance."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import beta, chi2

from analysis.shrinkage import fitted_beta

LEAST_EXPECTED = 5.0
"""Named postings that chance alone would give, below which a group is too small for the test."""
LEAST_GROUPS = 5
"""Fewest groups for which a typical spread is told."""
SPREAD = (0.1, 0.9)


@dataclass(frozen=True)
class Heterogeneity:
    """Chi-square of equal shares; ``p_value`` and ``i_squared`` are None where too few to say.

    ``i_squared`` is the part of the variation between groups that chance does not explain
    (Higgins and Thompson 2002), 0 to 1. ``groups``: those with enough postings to take part.
    ``low_share`` to ``high_share``: where the true shares of eight groups in ten lie, from the
    beta distribution fitted to all groups, small ones too; None with fewer than ``LEAST_GROUPS``
    or where that fit finds no difference.
    """

    statistic: float
    degrees: int
    p_value: float | None
    i_squared: float | None
    groups: int
    low_share: float | None = None
    high_share: float | None = None


def heterogeneity(
    k: npt.ArrayLike, n_effective: npt.ArrayLike, postings: npt.ArrayLike | None = None
) -> Heterogeneity:
    """Test that all groups have one share.

    The first-order correction of Rao and Scott (1981): Pearson's statistic over the mean design
    effect, so that employers' habits do not pass for differences between groups. One mean for all
    matters: a group that misses the employers that ask most has a low share and a low design effect
    at once, and with an effect of its own counts for too much (equal shares were then called
    different up to three times as often as stated).

    Args:
        k: postings that name the credential in each group, in units of ``n_effective``.
        n_effective: independent postings of each group.
        postings: postings of each group; without them, those of ``n_effective`` (no clustering,
            or one design effect in all groups).
    """
    named, effective = np.asarray(k, dtype=np.float64), np.asarray(n_effective, dtype=np.float64)
    n = effective if postings is None else np.asarray(postings, dtype=np.float64)
    share = np.divide(named, effective, out=np.zeros(named.shape), where=effective > 0)
    pooled = float((n * share).sum() / n.sum()) if n.sum() > 0 else 0.0
    takes_part = effective * min(pooled, 1 - pooled) >= LEAST_EXPECTED
    every_share, every_n = share[effective > 0], n[effective > 0]
    share, n, effective = share[takes_part], n[takes_part], effective[takes_part]
    degrees = len(n) - 1
    if degrees < 1:
        return Heterogeneity(0.0, 0, None, None, len(n))
    weight = n / n.sum()
    pooled = float((weight * share).sum())
    if not 0 < pooled < 1:
        return Heterogeneity(0.0, degrees, 1.0, 0.0, len(n))
    spread = pooled * (1 - pooled)
    # Where every group has the same shares and sizes this is the mean of n / n_effective.
    design = 1.0
    if postings is not None:
        parts = (1 - weight) * (n / effective) * share * (1 - share)
        design = max(float(parts.sum()) / (spread * degrees), 1.0)
    statistic = float(np.sum(n * (share - pooled) ** 2)) / (spread * design)
    beyond = max(0.0, 1 - degrees / statistic) if statistic > 0 else 0.0
    low, high = _spread(every_share * every_n / design, every_n / design)
    return Heterogeneity(
        statistic, degrees, float(chi2.sf(statistic, degrees)), beyond, len(n), low, high
    )


def _spread(k: npt.NDArray[np.float64], n: npt.NDArray[np.float64]) -> tuple[float | None, ...]:
    """The true shares that eight groups in ten lie between."""
    if len(n) < LEAST_GROUPS:
        return None, None
    fitted = fitted_beta(k, n)
    if fitted is None:
        return None, None
    return tuple(float(beta.ppf(q, *fitted)) for q in SPREAD)
