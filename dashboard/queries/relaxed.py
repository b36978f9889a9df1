"""What would help where nobody meets every condition: the list without each one of them."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from dashboard.queries.candidates import CandidateFilter, count_after_each_condition

LISTS = ("any_of", "none_of", "issuers", "places")
EACH = ("all_of", "skills")


def without_each(chosen: CandidateFilter) -> pd.DataFrame:
    """How many candidates would be left without one condition, most first.

    Returns:
        condition (in words), candidates (that meet all the others).
    """
    every = count_after_each_condition(chosen)["condition"]
    rows = []
    for relaxed in _relaxed(chosen):
        steps = count_after_each_condition(relaxed)
        # The validity date's row goes along with the last condition that asks for a badge, so
        # the first row that is gone is the condition itself.
        taken_away = every[~every.isin(steps["condition"])].iloc[0]
        rows.append((taken_away, int(steps["candidates"].iloc[-1])))
    return pd.DataFrame(rows, columns=["condition", "candidates"]).sort_values(
        "candidates", ascending=False, kind="stable", ignore_index=True
    )


def _relaxed(chosen: CandidateFilter) -> Iterator[CandidateFilter]:
    """The same filter without each of its conditions in turn."""
    for name in EACH:
        asked = getattr(chosen, name)
        for n in range(len(asked)):
            yield replace(chosen, **{name: asked[:n] + asked[n + 1 :]})
    for name in LISTS:
        if getattr(chosen, name):
            yield replace(chosen, **{name: ()})
    if chosen.least_years:
        yield replace(chosen, least_years=0)
    if chosen.valid_on and chosen.asks_for_badges:
        yield replace(chosen, valid_on=None)
