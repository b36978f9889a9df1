"""Whether a credential's share differs between groups of postings by more than chance."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2

LEAST_EXPECTED = 5.0
"""Named postings that chance alone would give, below which a group is too small for the test."""


@dataclass(frozen=True)
class Heterogeneity:
    """Chi-square of equal shares; ``p_value`` and ``i_squared`` are None where too few to say.

    ``i_squared`` is the part of the variation between groups that chance does not explain
    (Higgins and Thompson 2002), 0 to 1. ``groups``: those with enough postings to take part.
    """

    statistic: float
    degrees: int
    p_value: float | None
    i_squared: float | None
    groups: int


def heterogeneity(k: npt.ArrayLike, n_effective: npt.ArrayLike) -> Heterogeneity:
    """Test that all groups have one share.

    With effective counts in place of postings, which keeps employers' habits from passing for
    differences between groups (Rao and Scott 1981).

    Args:
        k: postings that name the credential in each group, in units of ``n_effective``.
        n_effective: independent postings of each group.
    """
    named, n = np.asarray(k, dtype=np.float64), np.asarray(n_effective, dtype=np.float64)
    pooled = float(named.sum() / n.sum()) if n.sum() > 0 else 0.0
    takes_part = n * min(pooled, 1 - pooled) >= LEAST_EXPECTED
    named, n = named[takes_part], n[takes_part]
    degrees = len(n) - 1
    if degrees < 1:
        return Heterogeneity(0.0, 0, None, None, len(n))
    pooled = float(named.sum() / n.sum())
    if not 0 < pooled < 1:
        return Heterogeneity(0.0, degrees, 1.0, 0.0, len(n))
    statistic = float(np.sum((named - n * pooled) ** 2 / (n * pooled * (1 - pooled))))
    beyond = max(0.0, 1 - degrees / statistic) if statistic > 0 else 0.0
    return Heterogeneity(statistic, degrees, float(chi2.sf(statistic, degrees)), beyond, len(n))
