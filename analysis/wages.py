"""Advertised-pay premium of many credentials: what postings that name one offer above their like.

Each credential has a regression of its own: log pay on naming it, with the controls absorbed
(``absorb.py``). Its slope answers "how much more do postings that name it offer than postings of
the same occupation, place, time, source and seniority that do not". All credentials in one
regression would answer another question (naming one while holding all others fixed), split the
premium of credentials that are asked for together, and change with the length of the catalog.

Errors are clustered by employer. Usual cluster errors are too small where few employers name a
credential, however many there are in all (`python -m benchmarks premium`), so each employer's
share of the slope is made up for its own leverage (CR2: Bell and McCaffrey 2002), and Student's
quantile has Satterthwaite's degrees of freedom, with errors that are alike within an employer
(Imbens and Kolesar 2016, Review of Economics and Statistics 98, 701-712). Both are worked out
for the column that is left after the controls; that the controls' own slopes are estimated is made
up for by n - 1 over n - K, as in CR1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import stats

from analysis.absorb import Absorbed, Codes, Floats, absorb, residuals
from analysis.statistics import MIN_EMPLOYERS, MIN_POSTINGS

MIN_OVERLAP = 0.5
"""Least share of the naming postings that have a like posting that does not name it."""
MIN_DEGREES = 4.0
"""Least degrees of freedom: below, too few employers carry the slope for Student's quantile."""
SELECTION_PREMIUM = 0.20
"""Premium beyond which, up or down, selection is likelier than an effect of the credential."""
CONFIDENCE = 0.95

TOO_FEW = "too few"
NONE = "none"
HIGHER = "higher"
LOWER = "lower"
SELECTION = "likely selection"

BATCH = 64
"""Credentials worked on at a time; bounds the memory at n by this many numbers."""


@dataclass(frozen=True)
class Slope:
    """A slope on the log scale, its interval, and the degrees of freedom that the interval has."""

    estimate: float
    low: float
    high: float
    degrees: float


@dataclass(frozen=True)
class Premiums:
    """Premiums of C credentials; arrays of C, ratios minus 1 (0.05: 5 % more), NaN where too few.

    ``raw`` is the gap without any control, in the same postings. ``degrees`` are those of the
    controlled interval. ``verdict`` is TOO_FEW, NONE, HIGHER, LOWER or SELECTION. ``r_squared`` is
    the share of the variance of log pay that the controls alone explain, over ``postings``.
    """

    with_n: Codes
    without_n: Codes
    employers: Codes
    overlap: Floats
    estimate: Floats
    low: Floats
    high: Floats
    raw: Floats
    raw_low: Floats
    raw_high: Floats
    degrees: Floats
    verdict: npt.NDArray[np.object_]
    r_squared: float
    postings: int


def premiums(
    pay: npt.ArrayLike,
    controls: Sequence[npt.NDArray[np.generic]],
    employer: npt.NDArray[np.integer],
    cell: npt.NDArray[np.generic],
    posting: npt.NDArray[np.integer],
    credential: npt.NDArray[np.integer],
    credentials: int,
) -> Premiums:
    """Premium of each credential with its interval and verdict, beside the raw gap.

    Args:
        pay: of n postings, in any unit; the premium is a ratio, so that a currency cancels where a
            control tells the currencies apart.
        controls: categories of the n postings, each an array of n; absorbed without interactions.
        employer: of the n postings; below 0 where unknown. Such a posting is a cluster of its own
            and counts for no employer.
        cell: of the n postings; postings of one cell are like enough for ``overlap``.
        posting, credential: pairs of a posting (0 to n - 1) and a credential (0 to
            ``credentials`` - 1) that it names; each pair once.
        credentials: how many there are, C.

    Raises:
        ValueError: pay that is not above zero, or controls that do not fit.
    """
    outcome = np.asarray(pay, dtype=np.float64)
    if np.any(~(outcome > 0)):
        raise ValueError("pay must be above zero")
    outcome = np.log(outcome)
    n = outcome.size
    known = employer >= 0
    clusters = np.unique(np.where(known, employer, -1 - np.arange(n)), return_inverse=True)[1]
    cells = np.unique(cell, return_inverse=True)[1]
    held = absorb(controls)
    left = residuals(held, outcome[:, None])[:, 0]
    result = _empty(n, credentials, _r_squared(outcome, left))
    by_credential = np.argsort(credential, kind="stable")
    ends = np.searchsorted(credential[by_credential], np.arange(credentials + 1))
    rows_named = posting.astype(np.int64)
    named = [rows_named[by_credential[a:b]] for a, b in pairwise(ends)]
    for c, rows in enumerate(named):
        result.with_n[c], result.without_n[c] = rows.size, n - rows.size
        result.employers[c] = np.unique(clusters[rows[known[rows]]]).size
        result.overlap[c] = _overlap(cells, rows)
    enough = np.flatnonzero(
        (result.with_n >= MIN_POSTINGS)
        & (result.without_n >= MIN_POSTINGS)
        & (result.employers >= MIN_EMPLOYERS)
        & (result.overlap >= MIN_OVERLAP)
    )
    for start in range(0, enough.size, BATCH):
        batch = enough[start : start + BATCH]
        _fill(result, batch, [named[c] for c in batch], outcome, left, clusters, held)
    return result


def slope(outcome: Floats, regressor: Floats, clusters: Codes, rank: int) -> Slope:
    """Slope of one residual column on another, with its cluster-robust interval.

    Args:
        outcome, regressor: n values from which the same controls were taken out.
        clusters: codes 0 to G - 1 of the n rows.
        rank: independent columns of those controls (1 for a constant only).

    Raises:
        ValueError: the controls leave nothing of the regressor.
    """
    n, total = outcome.size, float(regressor @ regressor)
    if total <= 1e-9 * n:
        raise ValueError("the controls leave nothing of the regressor")
    estimate = float(regressor @ outcome) / total
    error = outcome - estimate * regressor
    weight = np.bincount(clusters, regressor * regressor) / total
    score = np.bincount(clusters, regressor * error)
    # A cluster that is all of the regressor leaves no error to judge by.
    kept = np.clip(1 - weight, 1e-12, None)
    variance = (score**2 / kept).sum() / total**2 * (n - 1) / max(n - rank - 1, 1)
    together = np.bincount(clusters, regressor) ** 2 / total
    alike = _alikeness(error, clusters)
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
    cc, cv, vv = float(c @ c), float(c @ v), float(v @ v)
    trace = float(own.sum()) - 2 * cv + q * cc
    rest = 2 * (cc * vv + cv**2) + (q * cc) ** 2 - 4 * q * cc * cv
    norm = float(own @ (own - 4 * c * v + 2 * q * c * c)) + rest
    return trace**2 / norm


def _alikeness(error: Floats, clusters: Codes) -> float:
    """Correlation of the errors within a cluster, by moments; between 0 and 1."""
    sums, size = np.bincount(clusters, error), np.bincount(clusters)
    squares, pairs = float(error @ error), float((size * (size - 1.0)).sum())
    if squares == 0 or pairs == 0:
        return 0.0
    return float(np.clip((sums @ sums - squares) / pairs / (squares / error.size), 0, 1))


def _fill(
    result: Premiums,
    batch: Codes,
    named: list[Codes],
    outcome: Floats,
    left: Floats,
    clusters: Codes,
    held: Absorbed,
) -> None:
    """Work out the credentials of a batch and write them into the result."""
    dummies = np.zeros((outcome.size, batch.size))
    for column, rows in enumerate(named):
        dummies[rows, column] = 1.0
    left_of_dummies = residuals(held, dummies)
    spread = (left_of_dummies**2).sum(axis=0)
    for column, c in enumerate(batch):
        if spread[column] <= 1e-9 * outcome.size:
            continue
        found = slope(left, np.ascontiguousarray(left_of_dummies[:, column]), clusters, held.rank)
        result.degrees[c] = found.degrees
        if found.degrees < MIN_DEGREES:
            continue
        dummy = dummies[:, column] - dummies[:, column].mean()
        raw = slope(outcome - outcome.mean(), dummy, clusters, 1)
        for name, value in (
            ("estimate", found.estimate),
            ("low", found.low),
            ("high", found.high),
            ("raw", raw.estimate),
            ("raw_low", raw.low),
            ("raw_high", raw.high),
        ):
            getattr(result, name)[c] = np.expm1(value)
        result.verdict[c] = verdict(result.estimate[c], result.low[c], result.high[c])


def verdict(estimate: float, low: float, high: float) -> str:
    """What may be said of a premium: none, higher, lower, or likely selection; NaN is too few."""
    if np.isnan(estimate):
        return TOO_FEW
    if low <= 0 <= high:
        return NONE
    if abs(estimate) > SELECTION_PREMIUM:
        return SELECTION
    return HIGHER if estimate > 0 else LOWER


def _overlap(cells: Codes, rows: Codes) -> float:
    """Share of the rows whose cell also has a row that is not among them; NaN of no rows."""
    if not rows.size:
        return float("nan")
    own = np.bincount(cells[rows], minlength=int(cells.max()) + 1)
    everything = np.bincount(cells)
    return float((everything > own)[cells[rows]].mean())


def _r_squared(outcome: Floats, left: Floats) -> float:
    total = float(((outcome - outcome.mean()) ** 2).sum())
    return 1 - float(left @ left) / total if total > 0 else float("nan")


def _empty(n: int, credentials: int, r_squared: float) -> Premiums:
    """Nothing known yet: counts zero, figures NaN, verdicts too few."""

    def count() -> Codes:
        return np.zeros(credentials, dtype=np.int64)

    def figure() -> Floats:
        return np.full(credentials, np.nan)

    return Premiums(
        with_n=count(),
        without_n=count(),
        employers=count(),
        overlap=figure(),
        estimate=figure(),
        low=figure(),
        high=figure(),
        raw=figure(),
        raw_low=figure(),
        raw_high=figure(),
        degrees=figure(),
        verdict=np.full(credentials, TOO_FEW, dtype=object),
        r_squared=r_squared,
        postings=n,
    )
