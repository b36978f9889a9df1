"""Advertised-pay premium of many credentials: what postings that name one offer above their like.

Each credential has a regression of its own: log pay on naming it, with the controls absorbed
(``absorb.py``). Its slope answers "how much more do postings that name it offer than postings of
the same occupation, place, time, source and seniority that do not". All credentials in one
regression would answer another question (naming one while holding all others fixed), split the
premium of credentials that are asked for together, and change with the length of the catalog.

Errors are clustered by employer (``slopes.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from analysis.absorb import Absorbed, Codes, Floats, absorb, residuals
from analysis.slopes import centred_dummy, in_clusters, outcome_in_clusters, slope_of
from analysis.statistics import MIN_EMPLOYERS, MIN_POSTINGS

MIN_OVERLAP = 0.5
"""Least share of the naming postings that have a like posting that does not name it."""
MIN_DEGREES = 4.0
"""Least degrees of freedom: below, too few employers carry the slope for Student's quantile."""
SELECTION_PREMIUM = 0.20
"""Premium beyond which, up or down, selection is likelier than an effect of the credential."""

TOO_FEW = "too few"
NONE = "none"
HIGHER = "higher"
LOWER = "lower"
SELECTION = "likely selection"

BATCH = 64
"""Credentials worked on at a time; bounds the memory at n by this many numbers."""


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
    like = np.bincount(cells)
    for c, rows in enumerate(named):
        result.with_n[c], result.without_n[c] = rows.size, n - rows.size
        result.employers[c] = np.unique(clusters[rows[known[rows]]]).size
        result.overlap[c] = _overlap(cells, like, rows)
    enough = np.flatnonzero(
        (result.with_n >= MIN_POSTINGS)
        & (result.without_n >= MIN_POSTINGS)
        & (result.employers >= MIN_EMPLOYERS)
        & (result.overlap >= MIN_OVERLAP)
    )
    for start in range(0, enough.size, BATCH):
        batch = enough[start : start + BATCH]
        rows_of = [named[c] for c in batch]
        _fill(result, batch, rows_of, outcome - outcome.mean(), left, clusters, held)
    return result


def _fill(
    result: Premiums,
    batch: Codes,
    named: list[Codes],
    outcome: Floats,
    left: Floats,
    clusters: Codes,
    held: Absorbed,
) -> None:
    """Work out the credentials of a batch and write them into the result.

    Args:
        outcome: less its mean; ``left``: what the controls leave of it.
    """
    dummies = np.zeros((outcome.size, batch.size))
    for column, rows in enumerate(named):
        dummies[rows, column] = 1.0
    left_of_dummies = np.ascontiguousarray(residuals(held, dummies).T)
    gap, own = (outcome_in_clusters(values, clusters) for values in (outcome, left))
    for rows, regressor, c in zip(named, left_of_dummies, batch, strict=True):
        controlled = in_clusters(left, regressor, clusters, own.size.size)
        if controlled.squares.sum() <= 1e-9 * outcome.size:
            continue
        found = slope_of(own, controlled, held.rank)
        result.degrees[c] = found.degrees
        if found.degrees < MIN_DEGREES:
            continue
        raw = slope_of(gap, centred_dummy(outcome, gap, clusters, rows), 1)
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


def _overlap(cells: Codes, like: Codes, rows: Codes) -> float:
    """Share of the rows whose cell (of ``like`` rows) has a row that is not among them; NaN of no
    rows."""
    if not rows.size:
        return float("nan")
    own, back, count = np.unique(cells[rows], return_inverse=True, return_counts=True)
    return float((like[own] > count)[back].mean())


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
