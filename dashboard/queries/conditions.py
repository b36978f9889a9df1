"""What a recruiter asks for, each condition of it in words, and who meets them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analysis.holders import (
    EARNED_NOT_KNOWN,
    EVERYTHING,
    NEVER_VERIFIED,
    Counting,
    Mask,
    Numbers,
    Wanted,
    day_number,
    meeting,
)
from dashboard.metrics.formats import day
from dashboard.people import arrays
from dashboard.queries.badge_groups import (
    BADGE,
    ISSUER,
    LEVEL,
    SKILL,
    everything,
    names,
    numbers,
    parted,
    term,
)
from dashboard.queries.pool import details, place_choices, places

ANY_BADGE = "holds a badge"


@dataclass(frozen=True)
class CandidateFilter:
    """What the recruiter asks for. Empty tuples, None and False ask for nothing.

    ``all_of``, ``any_of`` and ``none_of`` hold terms (``badge_groups``): credential ids, issuers,
    skills, levels; ``issuers`` issuer ids (a badge of any of them); ``skills`` skill ids (a badge
    for each of them); ``places`` countries or ``US-CA`` style regions (any of them).
    ``least_years`` is experience in years. On ``valid_on`` a badge counts if it is earned by then
    and has not expired, or has no known expiry date; without it every badge counts, whenever it
    was held. ``earned_from``: earned on that day or later; ``expires_from``: not expiring before
    that day; ``verified_only``: checked, whole, this person's and its issuer's;
    ``verified_within``: by a check at most so many days before the pool's reference day. What
    nobody may hold is asked on ``valid_on`` whatever else is asked of badges. ``or_higher``: what
    equals, replaced, requires or contains a badge counts for it, and a higher level for a level;
    not for ``none_of``.
    """

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    least_years: int = 0
    valid_on: date | None = None
    earned_from: date | None = None
    expires_from: date | None = None
    verified_only: bool = False
    verified_within: int | None = None
    or_higher: bool = False

    @property
    def asks_for_badges(self) -> bool:
        """Whether a condition needs some badge to be held."""
        return bool(self._terms or self._asks_how_held)

    @property
    def _terms(self) -> tuple[str, ...]:
        return (
            *self.all_of,
            *self.any_of,
            *(term(ISSUER, i) for i in self.issuers),
            *(term(SKILL, i) for i in self.skills),
        )

    @property
    def _asks_how_held(self) -> bool:
        return bool(self.earned_from or self.expires_from or self.verified_only)

    @property
    def on_the_date(self) -> Counting:
        """The awards that count on ``valid_on``."""
        if self.valid_on is None:
            return EVERYTHING
        number = day_number(self.valid_on)
        return Counting(earned_to=number, expires_from=number)

    @property
    def counting(self) -> Counting:
        """The awards that count for what must be held."""
        return next(reversed(_stages(self)), ("", EVERYTHING))[1]

    def matching_badges(self) -> Numbers:
        """Numbers of the badges that conditions ask for; of all where none names any."""
        return numbers(self._terms, or_higher=self.or_higher) if self._terms else everything()


@dataclass(frozen=True)
class Condition:
    """A condition in words and what meets it: badges held in a way, or a mask over candidates."""

    words: str
    wanted: tuple[Wanted, ...] = ()
    counting: Counting = EVERYTHING
    people: Mask | None = None

    def among(self, left: Mask) -> Mask:
        """Who of those left meets it."""
        kept = left if self.people is None else left & self.people
        return meeting(arrays().holders, self.wanted, self.counting, kept)


def everybody() -> Mask:
    """The whole pool."""
    return np.ones(arrays().holders.candidates, dtype=bool)


def found(chosen: CandidateFilter) -> Mask:
    """Who meets every condition, in display order."""
    people = [c.people for c in _people_conditions(chosen) if c.people is not None]
    left = np.logical_and.reduce(people) if people else everybody()
    held = [w for c in _badge_conditions(chosen) for w in c.wanted]
    left = meeting(arrays().holders, held, chosen.counting, left)
    for condition in _excluding(chosen):
        left = condition.among(left)
    return left


def conditions_of(chosen: CandidateFilter) -> list[Condition]:
    """The conditions in the order in which they are counted."""
    badges = _badge_conditions(chosen)
    held = tuple(w for c in badges for w in c.wanted)
    later = [Condition(words, held, counting) for words, counting in _stages(chosen) if badges]
    return [*badges, *_people_conditions(chosen), *later, *_excluding(chosen)]


def _badge_conditions(chosen: CandidateFilter) -> list[Condition]:
    """The conditions that ask for a badge, whenever it was held."""

    def held(words: str, terms: Iterable[str]) -> Condition:
        return Condition(words, (Wanted(numbers(terms, or_higher=chosen.or_higher)),))

    higher = " (equivalent or higher)" if chosen.or_higher else ""
    conditions = [held(f"{_held(t)}{higher}", [t]) for t in chosen.all_of]
    if chosen.any_of:
        conditions.append(held(_holds_any(chosen.any_of) + higher, chosen.any_of))
    if chosen.issuers:
        conditions.append(
            held(
                "holds a badge of " + " or ".join(names(ISSUER).get(i, i) for i in chosen.issuers),
                [term(ISSUER, i) for i in chosen.issuers],
            )
        )
    conditions += [held(_held(term(SKILL, i)), [term(SKILL, i)]) for i in chosen.skills]
    if not conditions and chosen._asks_how_held:
        conditions.append(Condition(ANY_BADGE, (Wanted(everything()),)))
    return conditions


def _people_conditions(chosen: CandidateFilter) -> list[Condition]:
    conditions = []
    if chosen.places:
        rows = places()
        known = {c.choice_id: c.name for c in place_choices()}
        region = rows["country"] + "-" + rows["region"].fillna("")
        lives = rows["country"].isin(chosen.places) | region.isin(chosen.places)
        conditions.append(
            Condition(
                "lives in " + " or ".join(known.get(i, i) for i in chosen.places),
                people=lives.to_numpy()[arrays().place],
            )
        )
    if chosen.least_years:
        years = f"{chosen.least_years} year{'s' if chosen.least_years > 1 else ''}"
        conditions.append(
            Condition(
                f"has {years} of experience or more",
                people=arrays().experience_years >= chosen.least_years,
            )
        )
    return conditions


def _stages(chosen: CandidateFilter) -> list[tuple[str, Counting]]:
    """How badges must be held, one demand after another, each with those before it."""
    stages = []
    counting = chosen.on_the_date
    if chosen.valid_on:
        stages.append((f"held and not expired on {day(chosen.valid_on)}", counting))
    if chosen.earned_from:
        counting = replace(counting, earned_from=day_number(chosen.earned_from))
        stages.append((f"earned on {day(chosen.earned_from)} or later", counting))
    if chosen.expires_from:
        least = max(day_number(chosen.expires_from), counting.expires_from or EARNED_NOT_KNOWN)
        counting = replace(counting, expires_from=least)
        stages.append((f"not expiring before {day(chosen.expires_from)}", counting))
    if chosen.verified_only:
        words, first = _verified(chosen.verified_within)
        stages.append((words, replace(counting, verified_from=first)))
    return stages


def _verified(within: int | None) -> tuple[str, int]:
    """The condition in words, and the first day of a check that counts."""
    if within is None:
        return "verified", NEVER_VERIFIED + 1
    today = details().reference_on
    return (
        f"verified in the {within:,} days up to {day(today)}"
        if within
        else f"verified on {day(today)}",
        day_number(today) - within,
    )


def _excluding(chosen: CandidateFilter) -> list[Condition]:
    if not chosen.none_of:
        return []
    held = ", ".join(map(_named, chosen.none_of))
    words = f"{'holds none of' if len(chosen.none_of) > 1 else 'does not hold'} {held}"
    excluded = Wanted(numbers(chosen.none_of), is_held=False)
    return [Condition(words, (excluded,), chosen.on_the_date)]


def _held(asked: str) -> str:
    return f"holds {_named(asked)}"


def _holds_any(terms: tuple[str, ...]) -> str:
    return ("holds any of " if len(terms) > 1 else "holds ") + ", ".join(map(_named, terms))


def _named(asked: str) -> str:
    """A term in words, as what is held."""
    kind, i = parted(asked)
    if kind == LEVEL:
        return f"a badge of {i} level"
    name = names(kind).get(i, i)
    return {BADGE: name, ISSUER: f"a badge of {name}", SKILL: f"a badge that covers {name}"}[kind]
