"""What a role needs: the skills and credentials that enough of its postings ask for."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.clustering import Clusters, clustered_interval, effective_n
from analysis.shrinkage import shrink
from analysis.statistics import MEASURED, figure_state

Floats = npt.NDArray[np.float64]

DRAWN = "drawn to its minor group"
"""State of a role with few postings of its own whose minor group has enough."""
OWN_POSTINGS, OWN_EMPLOYERS = 5, 3
"""Fewest postings and employers of a role of its own from which its needs are drawn."""
MOST_LENT = 20.0
"""Postings that the minor group may weigh: like occupations are no copies of a role."""
LEAST_SHARE = 0.10
"""Share of a role's postings from which a skill or credential is a need; a reader may change it."""
LEAST_NAMING = 3
"""Fewest employers that name a need."""
GENERAL_LIFT = 2.0
"""A skill asked for less than this many times as often as in all postings is a general one."""
ASKED_SHARE = 0.02
"""Share of a role's postings from which a skill belongs to its work at all."""
LEAST_FIT = 0.5
"""Part of a credential's own skills that must belong to the role's work for it to count there."""
NAMED_SHARE = 0.01
"""Share of a role's postings that name a credential from which it fits whatever its skills."""
LEAST_NEEDS = 3
"""Fewest needs from which a stack is worked out."""
LEAST_COVERED = 0.5
"""Least part of the needs' weight that the catalog must cover for a stack to be shown."""


@dataclass(frozen=True)
class Shares:
    """Shares of a role's postings with their 95 % intervals; arrays of one length."""

    share: Floats
    low: Floats
    high: Floats


def role_state(
    postings: int, employers: int, minor_postings: int, minor_employers: int, least: int
) -> str:
    """Measured, drawn to its minor group, too few, or not collected.

    Below the rule of every share (``analysis.statistics``) a role with at least ``OWN_POSTINGS``
    of ``OWN_EMPLOYERS`` is drawn to its minor group, if that group meets the rule.
    """
    own = figure_state(postings, employers, least)
    if own == MEASURED or postings < OWN_POSTINGS or employers < OWN_EMPLOYERS:
        return own
    group = figure_state(minor_postings, minor_employers, least)
    return DRAWN if group == MEASURED else own


def measured_shares(
    k: npt.ArrayLike, k_squared: npt.ArrayLike, k_times_n: npt.ArrayLike, clusters: Clusters
) -> Shares:
    """Shares of the role's own postings, with intervals clustered by employer.

    Args: as for ``analysis.clustering.clustered_interval``.
    """
    named = np.asarray(k, dtype=np.float64)
    bounds = clustered_interval(named, k_squared, k_times_n, clusters)
    share = named / clusters.n if clusters.n else named
    return Shares(share, bounds.low, bounds.high)


def drawn_shares(
    k: Floats, k_squared: Floats, k_times_n: Floats, groups: list[Clusters], role: int
) -> Shares:
    """Shares of a role of few postings, drawn toward its minor group as far as chance allows.

    Empirical Bayes over the occupations of the minor group, skill by skill
    (``analysis.shrinkage``): occupations that differ a lot lend each other little, and none more
    than ``MOST_LENT`` postings.

    Args:
        k, k_squared, k_times_n: skills by occupations.
        groups: the denominator of each occupation.
        role: position of the role among the occupations.
    """
    counted = np.column_stack(
        [
            effective_n(k[:, i], k_squared[:, i], k_times_n[:, i], group)
            for i, group in enumerate(groups)
        ]
    )
    sizes = np.array([group.n for group in groups])
    own = k / np.maximum(sizes, 1.0)
    found = [shrink(s * n, n, MOST_LENT) for s, n in zip(own, counted, strict=True)]
    shares = np.array([(f.share[role], f.low[role], f.high[role]) for f in found]).reshape(-1, 3)
    return Shares(shares[:, 0], shares[:, 1], shares[:, 2])


def fit(skills: frozenset[str], asked: frozenset[str]) -> float:
    """The part of a credential's skills that a role's work asks for; 0 where none is known."""
    return len(skills & asked) / len(skills) if skills else 0.0


def lift(share: npt.ArrayLike, everywhere: npt.ArrayLike) -> Floats:
    """How many times as often as in all postings; infinite where no posting asks for it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.asarray(share, dtype=np.float64) / np.asarray(everywhere, dtype=np.float64)
    return np.where(np.isnan(times), 0.0, times)
