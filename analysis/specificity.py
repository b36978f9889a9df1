"""Breadth against specificity: in which occupations a credential is asked for, how evenly."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.breadth import effective_employers
from analysis.clustering import Clusters, clustered_interval
from analysis.statistics import MEASURED, figure_state


@dataclass(frozen=True)
class GroupCount:
    """Postings of one occupation group that name a credential, and their sums over employers.

    ``k_times_n`` multiplies an employer's postings of the group by all its postings that name it.
    """

    k: int
    k_squared: float
    k_times_n: float


@dataclass(frozen=True)
class Focus:
    """How concentrated in one occupation group the postings are that name a credential.

    ``share`` (95 % from ``low`` to ``high``, postings of one employer taken as alike as they are)
    of the ``n`` with a known group are of ``top``; ``effective`` equal groups would make the same
    concentration. Of those numbers only ``n`` and ``groups`` mean anything unless ``state`` is
    measured.
    """

    state: str
    n: int
    groups: int
    top: str
    share: float
    low: float
    high: float
    effective: float


def focus(
    groups: Mapping[str, GroupCount], clusters: Clusters, employers: int, least: int
) -> Focus:
    """Where the postings are that name a credential.

    Args:
        groups: occupation group -> its count; those without postings may be left out.
        clusters: all postings that name it and have a known group, by employer.
        employers: how many known ones there are among them.
        least: the fewest postings for a share.
    """
    n = sum(g.k for g in groups.values())
    state = figure_state(n, employers, least)
    top = max(sorted(groups), key=lambda name: groups[name].k, default="")
    if state != MEASURED:
        return Focus(state, n, len(groups), top, 0.0, 0.0, 1.0, 0.0)
    first = groups[top]
    bounds = clustered_interval(first.k, first.k_squared, first.k_times_n, clusters)
    squared = float(sum(g.k**2 for g in groups.values()))
    return Focus(
        state,
        n,
        len(groups),
        top,
        first.k / n,
        float(bounds.low),
        float(bounds.high),
        float(np.asarray(effective_employers(n, squared))),
    )
