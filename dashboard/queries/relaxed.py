"""The list without each of its conditions: what would help, and which makes a difference."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.holders import Mask
from dashboard.queries.conditions import ANY_BADGE, CandidateFilter, conditions_of, found


def left_without_each(chosen: CandidateFilter) -> Iterator[tuple[int, Mask]]:
    """Who would be left without one condition, for each of those that can be given up.

    Yields:
        The number of the condition (0 is the first of ``conditions_of``), and a mask over
        candidates in display order.
    """
    every = [c.words for c in conditions_of(chosen)]
    told: set[int] = set()
    for relaxed in _relaxed(chosen):
        # The validity date goes along with the last condition that asks for a badge, so the first
        # that is gone is the condition itself; only that any badge be held is no condition of the
        # reader's, but goes along with the last one on how.
        kept = [*(c.words for c in conditions_of(relaxed)), None]
        number = next(n for n, (w, k) in enumerate(zip(every, kept, strict=False)) if w != k)
        if every[number] == ANY_BADGE:
            number = [n for n, words in enumerate(every) if words not in kept][-1]
        # Of conditions that read alike each is named once.
        alike = [n for n, words in enumerate(every) if words == every[number]]
        number = next(n for n in alike if n not in told)
        told.add(number)
        yield number, found(relaxed)


def without_each(chosen: CandidateFilter) -> pd.DataFrame:
    """How many candidates would be left without one condition, most first.

    Returns:
        condition (in words), candidates (that meet all the others).
    """
    every = [c.words for c in conditions_of(chosen)]
    rows = [(every[n], int(np.count_nonzero(left))) for n, left in left_without_each(chosen)]
    return pd.DataFrame(rows, columns=["condition", "candidates"]).sort_values(
        "candidates", ascending=False, kind="stable", ignore_index=True
    )


def _relaxed(chosen: CandidateFilter) -> Iterator[CandidateFilter]:
    """The same filter without each of its conditions in turn."""
    for n in range(len(chosen.all_of)):
        yield replace(chosen, all_of=chosen.all_of[:n] + chosen.all_of[n + 1 :])
    for n in range(len(chosen.skills)):
        yield replace(chosen, skills=chosen.skills[:n] + chosen.skills[n + 1 :])
    others = (
        replace(chosen, any_of=()),
        replace(chosen, none_of=()),
        replace(chosen, issuers=()),
        replace(chosen, places=()),
        replace(chosen, least_years=0),
        replace(chosen, earned_from=None),
        replace(chosen, expires_from=None),
        replace(chosen, verified_only=False),
    )
    yield from (other for other in others if other != chosen)
    if chosen.valid_on and chosen.asks_for_badges:
        yield replace(chosen, valid_on=None)
