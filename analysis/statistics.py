"""Shares with their uncertainty, and the rule for when there is too little to say."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MIN_POSTINGS = 30
"""Fewest postings in a denominator for a share to be shown; a reader may ask for more."""
MIN_EMPLOYERS = 5
"""Fewest employers in a denominator for a share to be shown."""
USUAL_SHARE = 0.01
"""Share of postings that parts a credential that is usually asked for from an unusual one."""
Z_95 = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""

MEASURED = "measured"
TOO_FEW = "too few"
NOT_COLLECTED = "not collected"


@dataclass(frozen=True)
class Interval:
    """Lower and upper end, as shares of 1; arrays of one shape."""

    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]


def wilson_interval(successes: npt.ArrayLike, trials: npt.ArrayLike, z: float = Z_95) -> Interval:
    """Wilson score interval of a binomial share.

    It keeps its coverage for small shares, where the usual Wald interval does not, and has an
    upper bound above zero for 0 of n. Method: Wilson (1927), JASA 22, 209-212.

    Args:
        successes: counts k, any shape.
        trials: counts n of the same shape (or one that broadcasts); 0 gives the interval 0 to 1.

    Raises:
        ValueError: a count is negative or larger than its number of trials.
    """
    k = np.asarray(successes, dtype=np.float64)
    n = np.asarray(trials, dtype=np.float64)
    if np.any(k < 0) or np.any(k > n):
        raise ValueError("successes must lie between 0 and trials")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        spread = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        scale = 1 + z**2 / n
        low = (share + z**2 / (2 * n) - spread) / scale
        high = (share + z**2 / (2 * n) + spread) / scale
    # Rounding may leave the ends a hair outside what they are by algebra.
    low = np.where(n == 0, 0.0, np.where(k == 0, 0.0, np.clip(low, 0, 1)))
    high = np.where(n == 0, 1.0, np.where(k == n, 1.0, np.clip(high, 0, 1)))
    return Interval(low, high)


def figure_state(postings: int, employers: int, least: int = MIN_POSTINGS) -> str:
    """Whether a share over this denominator is measured, too few, or not collected at all.

    ``least`` may raise the fewest postings, never lower them.
    """
    if postings == 0:
        return NOT_COLLECTED
    if postings < max(least, MIN_POSTINGS) or employers < MIN_EMPLOYERS:
        return TOO_FEW
    return MEASURED


def tied_with_first(low: npt.ArrayLike, high: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Which intervals reach that of the one with the highest lower end (itself included).

    Shapes: two arrays of one length, in any order; the answer has the same length.
    """
    lows = np.asarray(low, dtype=np.float64)
    highs = np.asarray(high, dtype=np.float64)
    return highs >= lows.max() if lows.size else np.zeros(0, dtype=bool)
