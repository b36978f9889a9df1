"""Where the mix of postings changes, so that shares before and after count different things."""

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2

BREAK_DISTANCE = 0.15
"""Part of the postings that would have to change group for the two mixes to be alike."""
BREAK_P = 0.001
LEAST = 30
"""Fewest postings of a period whose mix is compared."""


def mix_breaks(counts: npt.ArrayLike) -> tuple[int, ...]:
    """Positions of the periods whose mix differs from that of the last one before them.

    A mix breaks where the total variation distance is at least ``BREAK_DISTANCE`` and chance does
    not explain it (chi-square of two samples). Periods with few postings are passed over.

    Args:
        counts: postings by period (rows, in order of time) and group (columns).
    """
    table = np.asarray(counts, dtype=np.float64)
    found: list[int] = []
    last: npt.NDArray[np.float64] | None = None
    for place, row in enumerate(table):
        if row.sum() < LEAST:
            continue
        if last is not None and _differ(last, row):
            found.append(place)
        last = row
    return tuple(found)


def _differ(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> bool:
    shares = first / first.sum(), second / second.sum()
    if np.abs(shares[0] - shares[1]).sum() / 2 < BREAK_DISTANCE:
        return False
    both = first + second
    named = both > 0
    pooled = both[named] / both.sum()
    statistic = sum(
        float(np.sum((row[named] - row.sum() * pooled) ** 2 / (row.sum() * pooled)))
        for row in (first, second)
    )
    return bool(chi2.sf(statistic, int(named.sum()) - 1) < BREAK_P)
