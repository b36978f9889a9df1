"""How many candidates would be left with one condition more: a live count beside every option."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.holders import count_each_badge, count_each_group
from dashboard.people import arrays
from dashboard.queries.badge_groups import BADGE, ISSUER, LEVEL, SKILL, groups, numbers, term
from dashboard.queries.conditions import CandidateFilter, found
from dashboard.queries.pool import (
    badge_choices,
    issuer_choices,
    level_choices,
    place_choices,
    places,
    skill_choices,
)

PLACE = "place"
CHOICES = {
    BADGE: badge_choices,
    ISSUER: issuer_choices,
    SKILL: skill_choices,
    LEVEL: level_choices,
    PLACE: place_choices,
}
"""What one more condition can be about."""


def further(chosen: CandidateFilter, kind: str) -> pd.DataFrame:
    """Candidates left if an option were asked for as well, most first.

    Args:
        kind: a key of ``CHOICES``. A badge counts on the filter's date and under its other
            demands, like those already asked for.

    Returns:
        term (as in ``CandidateFilter``; a place's id for places), name, candidates.
    """
    left = found(chosen)
    choices = CHOICES[kind]()
    if kind == PLACE:
        terms = [c.choice_id for c in choices]
        counted = _by_place(terms, left)
    else:
        terms = [term(kind, c.choice_id) for c in choices]
        own = groups(kind)
        wanted = (
            [numbers([t], or_higher=True) for t in terms]
            if chosen.or_higher
            else [own[c.choice_id] for c in choices]
        )
        if all(len(w) == 1 for w in wanted):
            each = count_each_badge(arrays().holders, left, chosen.counting)
            counted = each[np.concatenate(wanted)] if wanted else each[:0]
        else:
            counted = count_each_group(arrays().holders, wanted, left, chosen.counting)
    rows = pd.DataFrame({"term": terms, "name": [c.name for c in choices], "candidates": counted})
    return rows.sort_values("candidates", ascending=False, kind="stable", ignore_index=True)


def left_under(filters: Sequence[CandidateFilter]) -> list[int]:
    """How many candidates each of some filters leaves."""
    return [int(np.count_nonzero(found(chosen))) for chosen in filters]


def _by_place(ids: list[str], left: np.ndarray) -> np.ndarray:
    rows = places()
    counted = np.bincount(arrays().place[left], minlength=len(rows))
    region = rows["country"] + "-" + rows["region"].fillna("")
    return np.array(
        [counted[((rows["country"] == i) | (region == i)).to_numpy()].sum() for i in ids]
    )
