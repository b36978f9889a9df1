"""What a credential was worth at one employer: outcomes with it against outcomes without it.

These are associations. Who holds a credential also differs in experience, school and role; the
comparison within roles takes the role away and nothing else.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.statistics import Z_95, wilson_interval

MIN_IN_GROUP = 30
"""Fewest people in each of the two groups for a comparison to be shown."""
RETENTION_MONTHS = 12
MEASURED, TOO_FEW, NONE = "measured", "too few", "none"

Counts = npt.ArrayLike
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """A difference of two shares (first minus second) with its 95 % interval; arrays or floats."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Stratified:
    """A difference pooled over strata, and the people it rests on.

    Attributes:
        strata: strata in which both groups have somebody; the others say nothing.
        with_n, without_n: people of the two groups in these strata.
    """

    value: float
    low: float
    high: float
    strata: int
    with_n: int
    without_n: int


def newcombe_difference(
    with_k: Counts, with_n: Counts, without_k: Counts, without_n: Counts, z: float = Z_95
) -> Difference:
    """Difference of two independent shares with Newcombe's hybrid score interval.

    Method 10 (without continuity correction) of Newcombe (1998), Statistics in Medicine 17,
    873-890: it is made of the two Wilson intervals and keeps its coverage for small counts and
    shares near 0 or 1, where the usual interval is too short or leaves the range.

    Args:
        with_k, without_k: counts of the two groups.
        with_n, without_n: their sizes, of one shape; where one is 0 the difference is not a number
            and its interval is that of no knowledge, -1 to 1.

    Raises:
        ValueError: a count is negative or larger than its group.
    """
    first_n, second_n = (np.asarray(n, dtype=np.float64) for n in (with_n, without_n))
    first, second = wilson_interval(with_k, first_n, z), wilson_interval(without_k, second_n, z)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.asarray(with_k, dtype=np.float64) / first_n
        q = np.asarray(without_k, dtype=np.float64) / second_n
    value = p - q
    low = value - np.sqrt((p - first.low) ** 2 + (second.high - q) ** 2)
    high = value + np.sqrt((first.high - p) ** 2 + (q - second.low) ** 2)
    known = np.isfinite(value)
    return Difference(value, np.where(known, low, -1.0), np.where(known, high, 1.0))


def within_strata(
    with_k: Counts, with_n: Counts, without_k: Counts, without_n: Counts, z: float = Z_95
) -> Stratified | None:
    """The difference of two shares within strata (such as roles), pooled after Mantel-Haenszel.

    Each stratum counts by n1 n0 / N (Greenland and Robins 1985, Biometrics 41, 55-68). Variance:
    Sato (1989), Biometrics 45, 1323-1324, which holds for few large strata and for many small ones.

    Args:
        with_k, with_n, without_k, without_n: one entry a stratum; a stratum in which a group has
            nobody says nothing and is left out.

    Returns:
        None where no stratum has somebody of both groups.

    Raises:
        ValueError: a count is negative or larger than its group.
    """
    a, n1, b, n0 = (np.asarray(v, dtype=np.float64) for v in (with_k, with_n, without_k, without_n))
    if np.any(a < 0) or np.any(b < 0) or np.any(a > n1) or np.any(b > n0):
        raise ValueError("counts must lie between 0 and the size of their group")
    both = (n1 > 0) & (n0 > 0)
    if not both.any():
        return None
    a, n1, b, n0 = a[both], n1[both], b[both], n0[both]
    n = n1 + n0
    weight = float(np.sum(n1 * n0 / n))
    value = float(np.sum((a * n0 - b * n1) / n)) / weight
    p = float(np.sum((n1**2 * b - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / n**2))
    q = float(np.sum((a * (n0 - b) + b * (n1 - a)) / (2 * n)))
    # Rounding may take a variance of zero (everybody alike) a hair below it.
    spread = z * float(np.sqrt(max(value * p + q, 0.0))) / weight
    return Stratified(
        value,
        max(value - spread, -1.0),
        min(value + spread, 1.0),
        int(both.sum()),
        int(n1.sum()),
        int(n0.sum()),
    )


def comparison_state(with_n: int, without_n: int) -> str:
    """Whether two groups are large enough to compare: measured, too few, or none with it at all."""
    if with_n == 0:
        return NONE
    return MEASURED if min(with_n, without_n) >= MIN_IN_GROUP else TOO_FEW
