"""What would help where nobody meets every condition: the list without each one of them."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from dashboard.queries.candidates import count_after_each_condition
from dashboard.queries.conditions import ANY_BADGE, CandidateFilter


def without_each(chosen: CandidateFilter) -> pd.DataFrame:
    """How many candidates would be left without one condition, most first.

    Returns:
        condition (in words), candidates (that meet all the others).
    """
    every = list(count_after_each_condition(chosen)["condition"])
    rows = []
    for relaxed in _relaxed(chosen):
        steps = count_after_each_condition(relaxed)
        # The validity date's row goes along with the last condition that asks for a badge, so
        # the first row that is gone is the condition itself; only that any badge be held is no
        # condition of the reader's, but goes along with the last one on how.
        kept = [*steps["condition"], None]
        taken_away = next(w for w, k in zip(every, kept, strict=False) if w != k)
        if taken_away == ANY_BADGE:
            taken_away = [words for words in every if words not in kept][-1]
        rows.append((taken_away, int(steps["candidates"].iloc[-1])))
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
