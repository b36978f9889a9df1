"""A team against a role: who covers what, what hangs on one person, what ends. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from analysis.cover_problem import Problem
from analysis.next_steps import NextStep, of_person
from analysis.teams import (
    EXPIRES,
    HOLDS,
    SOON_DAYS,
    Ending,
    Holding,
    TeamCoverage,
    coverage,
    covered,
    endings,
    gaps,
    held,
    holders,
    single_points,
    states,
)


@dataclass(frozen=True)
class Team:
    """People and what they hold on ``day``, against the counted needs of a role.

    ``needs`` (need_id, name, share, ... largest share first) and ``labels``: id -> name;
    ``covers``: credential -> needs; ``has``: person -> needs covered; ``soon``: the coverage once
    all that ends within ``SOON_DAYS`` days has ended; ``holders``: need -> people who cover it,
    ``single``: need -> its only one, ``bare``: needs that nobody covers, in the needs' order.
    """

    day: date
    holdings: tuple[Holding, ...]
    needs: pd.DataFrame
    labels: Mapping[str, str]
    weights: Mapping[str, float]
    covers: Mapping[str, frozenset[str]]
    held: Mapping[str, frozenset[str]]
    has: Mapping[str, frozenset[str]]
    coverage: TeamCoverage
    soon: TeamCoverage
    endings: tuple[Ending, ...]
    holders: Mapping[str, tuple[str, ...]]
    single: Mapping[str, str]
    bare: tuple[str, ...]

    def names(self, ids: Collection[str]) -> list[str]:
        """Names of needs, largest share first."""
        return [name for need, name in self.labels.items() if need in ids]


def team(
    holdings: Sequence[Holding],
    needs: pd.DataFrame,
    weights: Mapping[str, float],
    covers: Mapping[str, frozenset[str]],
    day: date,
) -> Team:
    """A team on a day.

    Args:
        needs: ``Role.needs``: need_id, name, share.
        weights: the needs that count (general skills may not), from the role's problem.
        covers: ``role_stack.covered_needs``.
    """
    counted = needs[needs["need_id"].isin(list(weights))].reset_index(drop=True)
    ids = [str(need) for need in counted["need_id"]]
    holds = held(holdings, day)
    has = covered(holds, covers, weights)
    later = covered(held(holdings, day + timedelta(days=SOON_DAYS + 1)), covers, weights)
    return Team(
        day,
        tuple(holdings),
        counted,
        dict(zip(ids, counted["name"].astype(str), strict=True)),
        weights,
        covers,
        holds,
        has,
        coverage(has, weights),
        coverage(later, weights),
        endings(holdings, covers, weights, day),
        holders(has, ids),
        single_points(has, ids),
        gaps(has, ids),
    )


def problem_of(one: Team, problem: Problem, person: str) -> Problem:
    """What a person still has to do for the role."""
    return of_person(problem, one.held[person], one.has[person])


def together(advice: Sequence[NextStep]) -> list[tuple[NextStep, tuple[str, ...]]]:
    """Steps that are the same for several people as one, with those people; the order stays."""
    found: dict[NextStep, list[str]] = {}
    for one in advice:
        found.setdefault(replace(one, person=""), []).append(one.person)
    return [(step, tuple(who)) for step, who in found.items()]


def matrix(one: Team, at_most_people: int, at_most_needs: int) -> pd.DataFrame:
    """A row for each drawn pair: person, need_id, need, share, state, by (credentials), until.

    The people who cover most stand first; equal ones in the order of their first mention.
    """
    told = states(one.holdings, one.covers, one.weights, one.day)
    first = sorted(one.has, key=lambda p: -one.coverage.people[p])[:at_most_people]
    lasts = {(h.person, h.credential_id): h.until for h in one.holdings}
    for h in one.holdings:
        known = lasts[h.person, h.credential_id]
        later = None if known is None or h.until is None else max(known, h.until)
        lasts[h.person, h.credential_id] = later
    drawn = one.needs.head(at_most_needs)
    needs = list(zip(drawn["need_id"].astype(str), drawn["name"], drawn["share"], strict=True))
    rows = []
    for person in first:
        for need, name, share in needs:
            state = told[person, need]
            by = sorted(
                i
                for i in one.held[person]
                if state in (HOLDS, EXPIRES) and need in one.covers.get(i, frozenset())
            )
            ends = [lasts[person, i] for i in by]
            until = None if not ends or None in ends else max(e for e in ends if e)
            rows.append((person, need, name, share, state, tuple(by), until))
    columns = ["person", "need_id", "need", "share", "state", "by", "until"]
    return pd.DataFrame(rows, columns=columns)
