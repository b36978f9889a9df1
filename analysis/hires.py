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
DRAWN_BY = 2.0
"""How many people of the pooled share are added to a stratum before its variance is taken; with 2
the interval holds its coverage in simulations of small, sparse and unlike strata."""
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

    Each stratum counts by n1 n0 / N (Greenland and Robins 1985, Biometrics 41, 55-68). Interval:
    stratified Newcombe (Yan and Su 2010, Statistics in Biopharmaceutical Research 2, 329-335), made
    of the Wilson intervals of the two weighted shares; unlike those built on a variance it keeps a
    width where everybody is alike, and with one stratum it is that of ``newcombe_difference``. Each
    Wilson interval has the effective size of its weighted share (Kott and Carr 1997, Journal of
    Official Statistics 13, 75-82), so that roles of unlike difficulty do not widen it.

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
    weights = n1 * n0 / n / weight
    first, second = _weighted(a, n1, weights), _weighted(b, n0, weights)
    gap = newcombe_difference(*first, *second, z)
    return Stratified(
        float(gap.value),
        max(float(gap.low), -1.0),
        min(float(gap.high), 1.0),
        int(both.sum()),
        int(n1.sum()),
        int(n0.sum()),
    )


def _weighted(k: Floats, n: Floats, weights: Floats) -> tuple[float, float]:
    """A weighted share as a count and the number of people that is worth as much.

    Args:
        k, n: counts and sizes of the strata.
        weights: of the strata, adding up to 1.
    """
    share = min(max(float(np.sum(weights * k / n)), 0.0), 1.0)
    size = 1 / float(np.sum(weights**2 / n))
    if 0 < share < 1:
        # A stratum of one or two people is always nearly alike: it is drawn to the whole.
        drawn = (k + DRAWN_BY * share) / (n + DRAWN_BY)
        size = share * (1 - share) / float(np.sum(weights**2 * drawn * (1 - drawn) / n))
    return share * size, size


def comparison_state(with_n: int, without_n: int) -> str:
    """Whether two groups are large enough to compare: measured, too few, or none with it at all."""
    if with_n == 0:
        return NONE
    return MEASURED if min(with_n, without_n) >= MIN_IN_GROUP else TOO_FEW
