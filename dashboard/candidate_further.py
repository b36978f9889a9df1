"""What more a recruiter could ask for with the widgets that are no lists: each as a filter."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from dashboard.candidate_choices import (
    CHECKED_WITHIN,
    EARNED_WITHIN,
    FARTHEST,
    YEARS,
    years_before,
)
from dashboard.metrics import day, plural
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.pool import details

VALID_FOR = (30, 90, 180, 365, 730)
"""Days from the validity date to which "not expiring before" is offered."""
FOREVER = 1_000_000


@dataclass(frozen=True)
class Further:
    """A condition that could be asked for as well: its name, what it sets in the widgets (key ->
    value), and the filter that it makes."""

    name: str
    sets: dict[str, Any]
    chosen: CandidateFilter


def held_further(chosen: CandidateFilter) -> list[Further]:
    """What more could be asked of how badges are held; nothing that asks for less than now."""
    on = chosen.valid_on or details().reference_on
    checked = [] if chosen.verified_only else [0]
    least = (chosen.verified_within or FOREVER) if chosen.verified_only else FOREVER
    checked += [days for days in CHECKED_WITHIN if 0 < days < least]
    found = [
        Further(
            f"Verified, checked within {days} days" if days else "Verified, whenever checked",
            {"verified": True, "checked_within": days},
            replace(chosen, verified_only=True, verified_within=days or None),
        )
        for days in checked
    ]
    for years in reversed(EARNED_WITHIN[1:]):
        since = years_before(on, years)
        if since and (chosen.earned_from is None or since > chosen.earned_from):
            found.append(
                Further(
                    f"Earned within {plural(years, 'year')}",
                    {"earned_within": years},
                    replace(chosen, earned_from=since),
                )
            )
    for days in VALID_FOR:
        until = on + timedelta(days=days)
        if until <= FARTHEST and (chosen.expires_from is None or until > chosen.expires_from):
            found.append(
                Further(
                    f"Not expiring before {day(until)}",
                    {"not_before": until},
                    replace(chosen, expires_from=until),
                )
            )
    return found


def experience_further(chosen: CandidateFilter) -> list[Further]:
    """More years of experience than are asked for now."""
    return [
        Further(
            f"{plural(years, 'year')} or more",
            {"experience": years},
            replace(chosen, least_years=years),
        )
        for years in YEARS
        if years > chosen.least_years
    ]


def wider(chosen: CandidateFilter) -> list[Further]:
    """What could be let through instead."""
    found = []
    if not chosen.or_higher:
        more = replace(chosen, or_higher=True)
        found.append(Further("Equivalent or higher count too", {"higher": True}, more))
    if chosen.valid_on:
        more = replace(chosen, valid_on=None)
        found.append(Further("Count expired badges too", {"expired": True}, more))
    return found
