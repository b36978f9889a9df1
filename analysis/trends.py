"""Change of a share over time, and where the mix of postings changes beneath it.

Shares before and after a change of the mix count different things.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit
from scipy.stats import chi2
from scipy.stats import t as student

FEWEST_PERIODS = 3
LEAST_NAMED = 5.0
"""Fewest independent postings that name the credential, and that do not, over all periods."""
STEPS = 25
BREAK_DISTANCE = 0.15
"""Part of the postings that would have to change group for the two mixes to be alike."""
BREAK_P = 0.001
LEAST = 30
"""Fewest postings of a period whose mix is compared."""


@dataclass(frozen=True)
class Change:
    """Trend of a share: odds of the last period over those of the first, and the fitted shares.

    ``ratio``, its 95 % interval ``low`` to ``high``, and ``p_value`` (of no change) are None where
    there is too little to say.
    """

    ratio: float | None
    low: float | None
    high: float | None
    p_value: float | None
    first_share: float | None
    last_share: float | None


NOTHING = Change(None, None, None, None, None, None)


def change(k: npt.ArrayLike, n_effective: npt.ArrayLike, period: npt.ArrayLike) -> Change:
    """Whether a share rises or falls over time: logistic regression on the period.

    Its standard error is widened by Pearson's dispersion where periods scatter about the line by
    more than chance (quasi-binomial; McCullagh and Nelder 1989, section 4.5), with Student's
    quantile of periods less two. Months that differ without a direction are then no trend.

    Args:
        k: postings that name the credential in each period, in units of ``n_effective``.
        n_effective: independent postings of each period; periods without any are passed over.
        period: when, such as months since the first; increasing.
    """
    named, n, when = (np.asarray(x, dtype=np.float64) for x in (k, n_effective, period))
    named, n, when = named[n > 0], n[n > 0], when[n > 0]
    if len(n) < FEWEST_PERIODS or min(named.sum(), (n - named).sum()) < LEAST_NAMED:
        return NOTHING
    # 0 at the first period and 1 at the last: the slope is the whole change in log odds.
    design = np.column_stack([np.ones(len(n)), (when - when[0]) / (when[-1] - when[0])])
    line = np.array([logit(named.sum() / n.sum()), 0.0])
    for _ in range(STEPS):
        share = expit(design @ line)
        information = design.T @ (design * (n * share * (1 - share))[:, None])
        step = np.linalg.solve(information, design.T @ (named - n * share))
        # Postings that all lie at one end have no finite line: half a step at most of two.
        line = line + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-9:
            break
    else:
        return NOTHING
    degrees = len(n) - 2
    scatter = float(np.sum((named - n * share) ** 2 / (n * share * (1 - share)))) / degrees
    error = float(np.sqrt(np.linalg.inv(information)[1, 1] * max(scatter, 1.0)))
    reach = float(student.ppf(0.975, degrees)) * error
    return Change(
        float(np.exp(line[1])),
        float(np.exp(line[1] - reach)),
        float(np.exp(line[1] + reach)),
        float(2 * student.sf(abs(line[1]) / error, degrees)),
        float(expit(line[0])),
        float(expit(line.sum())),
    )


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
