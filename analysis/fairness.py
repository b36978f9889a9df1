"""Adverse impact of a filter: selection rates by group, against the group selected most often.

The four-fifths rule is a rule of thumb of the US Uniform Guidelines on Employee Selection
Procedures, 29 CFR 1607.4(D): a rate below four fifths of the highest is generally regarded as
evidence of adverse impact; a smaller difference may be one too where it is significant in
statistical and practical terms, and a larger one may be none where it rests on small numbers. This
module counts; it says nothing about the law.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2_contingency, fisher_exact

from analysis.statistics import Z_95, Interval, wilson_interval

FOUR_FIFTHS = 0.8
ALPHA = 0.05
"""Below this p value a difference counts as beyond chance."""
MIN_EXPECTED = 5
"""Fewest people of a group who would be selected, and who would be left out, if all groups were
selected alike; below it nothing is said of the group (Cochran 1954, Biometrics 10, 417-451)."""
REFERENCE, BELOW, BELOW_BY_CHANCE, ABOVE_YET_UNLIKE, UNSURE, NO_SIGN, TOO_FEW = (
    "reference",
    "below four fifths, beyond chance",
    "below four fifths, chance not ruled out",
    "not below four fifths, yet beyond chance",
    "not below four fifths, but the interval reaches below",
    "no sign of adverse impact",
    "too few to say",
)
Floats = npt.NDArray[np.float64]
_STEPS = 60
"""Halvings of an interval on the logarithmic scale: beyond the precision of a float."""
_WIDEST = 40.0


@dataclass(frozen=True)
class Impact:
    """What a filter does to each of G groups; arrays of length G.

    Attributes:
        rate: share selected of 1, with its Wilson interval (``rate_low``, ``rate_high``).
        is_enough: whether the group is large enough for anything to be said (``MIN_EXPECTED``).
        reference: position of the group with the highest rate of those, None with fewer than two.
        ratio: of the rate to that of the reference, with its score interval (``low``, ``high``,
            which may be infinite); not a number without a reference.
        p_value: of Fisher's exact test against the reference, two-sided; 1 for the reference.
        verdict: one of this module's words.
        equal_p: of the chi-square test that all groups that are large enough have one rate; not a
            number with fewer than two.
    """

    rate: Floats
    rate_low: Floats
    rate_high: Floats
    is_enough: npt.NDArray[np.bool_]
    reference: int | None
    ratio: Floats
    low: Floats
    high: Floats
    p_value: Floats
    verdict: tuple[str, ...]
    equal_p: float


def adverse_impact(people: npt.ArrayLike, selected: npt.ArrayLike) -> Impact:
    """Compare the selection rate of each group with the highest one.

    The reference is the highest rate of these very people, so that of several groups that are
    selected alike one has a small p value far more often than 1 in 20 times. A difference counts as
    beyond chance only where the test of all groups together says so too (Fisher's protected
    comparisons).

    Args:
        people: of each group before the filter, shape (G,).
        selected: of them after it, shape (G,).

    Raises:
        ValueError: a count is negative or more are selected than there are.
    """
    n, k = np.asarray(people, dtype=np.float64), np.asarray(selected, dtype=np.float64)
    spread = wilson_interval(k, n)
    rate = _divided(k, n)
    enough = is_enough(n, k)
    nothing = np.full(n.shape, np.nan)
    if enough.sum() < 2:
        verdicts = (TOO_FEW,) * n.size
        return Impact(rate, spread.low, spread.high, enough, None, nothing, nothing, nothing,
                      nothing, verdicts, float("nan"))  # fmt: skip
    # Of equal rates the larger group is the surer reference.
    best = max(np.flatnonzero(enough), key=lambda g: (rate[g], n[g]))
    ratio = _divided(rate, rate[best])
    bounds = ratio_interval(k, n, k[best], n[best])
    low, high = bounds.low, bounds.high
    low[best] = high[best] = 1.0
    p = np.array([fisher_p(k[g], n[g], k[best], n[best]) for g in range(n.size)])
    p[best] = 1.0
    equal_p = _equal_p(k[enough], n[enough])
    verdicts = tuple(
        REFERENCE if g == best else _verdict(ratio[g], low[g], max(p[g], equal_p), bool(enough[g]))
        for g in range(n.size)
    )
    return Impact(rate, spread.low, spread.high, enough, int(best), ratio, low, high, p, verdicts,
                  equal_p)  # fmt: skip


def is_enough(people: Floats, selected: Floats) -> npt.NDArray[np.bool_]:
    """Which groups are large enough: so many selected and left out are expected of each.

    Shapes: two arrays of one length; the answer has the same length.
    """
    share = selected.sum() / people.sum() if people.sum() else 0.0
    return np.minimum(people * share, people * (1 - share)) >= MIN_EXPECTED


def _verdict(ratio: float, low: float, p: float, enough: bool) -> str:
    if not enough:
        return TOO_FEW
    if ratio < FOUR_FIFTHS:
        return BELOW if p < ALPHA else BELOW_BY_CHANCE
    if p < ALPHA:
        return ABOVE_YET_UNLIKE
    return NO_SIGN if low >= FOUR_FIFTHS else UNSURE


def ratio_interval(
    k: npt.ArrayLike, n: npt.ArrayLike, k_ref: npt.ArrayLike, n_ref: npt.ArrayLike, z: float = Z_95
) -> Interval:
    """Score interval of the ratio of two independent shares, (k / n) / (k_ref / n_ref).

    Method: Koopman (1984), Biometrics 40, 513-517, with the constrained estimate in closed form
    of Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, without their factor
    N / (N - 1). Unlike the logarithmic interval it needs no correction for counts of zero: the
    lower end is 0 where nobody is selected, the upper end infinite where nobody of the reference
    is. ``tests/test_fairness.py`` holds its coverage by simulation.

    Args:
        k, n, k_ref, n_ref: counts and sizes, of one shape or of shapes that broadcast.

    Raises:
        ValueError: a count is negative or larger than its group.
    """
    x, m, y, r = np.broadcast_arrays(*(np.asarray(v, np.float64) for v in (k, n, k_ref, n_ref)))
    if np.any(x < 0) or np.any(y < 0) or np.any(x > m) or np.any(y > r):
        raise ValueError("selected must lie between 0 and the size of the group")
    centre = np.log(np.clip(_divided((x + 0.5) / (m + 1), (y + 0.5) / (r + 1)), 1e-12, 1e12))
    ends = []
    for sign in (1.0, -1.0):
        # The score falls as the ratio rises: it is z at the lower end and -z at the upper one.
        lower, upper = centre - _WIDEST, centre + _WIDEST
        for _ in range(_STEPS):
            middle = (lower + upper) / 2
            is_below = _score(np.exp(middle), x, m, y, r) > sign * z
            lower, upper = np.where(is_below, middle, lower), np.where(is_below, upper, middle)
        ends.append(np.exp((lower + upper) / 2))
    known = (m > 0) & (r > 0)
    low = np.where(known & (x > 0), ends[0], 0.0)
    high = np.where(known & (y > 0), ends[1], np.inf)
    return Interval(low, high)


def _score(ratio: Floats, x: Floats, m: Floats, y: Floats, r: Floats) -> Floats:
    """How many standard errors the shares lie from a ratio, under the likeliest shares with it."""
    a = (m + r) * ratio
    b = -(m * ratio + x + r + y * ratio)
    c = x + y
    q = (-b - np.sqrt(np.maximum(b * b - 4 * a * c, 0))) / (2 * a)
    p = np.clip(ratio * q, 0, 1)
    q = np.clip(q, 0, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(p * (1 - p) / m + ratio**2 * q * (1 - q) / r)
        gap = x / m - ratio * y / r
        certain = np.where(gap == 0, 0.0, np.sign(gap) * np.inf)
        return np.where(error > 0, gap / error, certain)


def fisher_p(k: float, n: float, k_ref: float, n_ref: float) -> float:
    """Two-sided p value of Fisher's exact test that two groups are selected alike."""
    table = [[int(k), int(n - k)], [int(k_ref), int(n_ref - k_ref)]]
    return float(fisher_exact(table).pvalue)


def _equal_p(selected: Floats, people: Floats) -> float:
    table = np.vstack([selected, people - selected])
    return float(chi2_contingency(table, correction=False).pvalue)


def step_ratios(left: npt.ArrayLike, group: int, reference: int) -> Floats:
    """How much of a group's ratio to a reference each condition of a filter makes.

    The share that a condition keeps of those of the group who were left, over the share that it
    keeps of the reference. Multiplied with each other they give the ratio after the whole filter.

    Args:
        left: people of each group before the filter and after each of S conditions in order,
            shape (S + 1, G).

    Returns:
        Shape (S,); not a number where nobody was left, or nobody of the reference stays.
    """
    counts = np.asarray(left, dtype=np.float64)
    kept = _divided(counts[1:], counts[:-1])
    return _divided(kept[:, group], kept[:, reference])


def _divided(a: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """a / b, not a number where b is 0."""
    top, bottom = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    shape = np.broadcast_shapes(top.shape, bottom.shape)
    return np.divide(top, bottom, out=np.full(shape, np.nan), where=bottom != 0)
