"""What the people of a team can do for a role: coverage, single points of failure, what expires.

Who holds a credential that covers a need has the need covered. A credential counts up to and on the
last day of its validity; one without a known end counts as held. Needs weigh as much as the
share of the role's postings that asks for them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.cover_problem import weight_of

SOON_DAYS = 90
"""A credential that ends within so many days is one that expires soon."""
HOLDS, EXPIRES, MISSING = "holds", "expires", "missing"

Held = Mapping[str, frozenset[str]]
"""person -> what the person holds (credential ids) or has covered (need ids)."""


@dataclass(frozen=True)
class Holding:
    """Somebody's credential; ``until`` is its last valid day, None if none is known."""

    person: str
    credential_id: str
    until: date | None = None


@dataclass(frozen=True)
class Ending:
    """A holding that ends, and what is lost if it is not renewed.

    ``days`` until its end, below 0 if it is over; ``lost`` are the needs that the person, and
    ``team_lost`` those that the whole team has covered by it alone.
    """

    holding: Holding
    days: int
    lost: frozenset[str]
    team_lost: frozenset[str]


@dataclass(frozen=True)
class TeamCoverage:
    """Shares of the needs' weight (0 to 1) that are covered: by each person, and by anybody."""

    people: Mapping[str, float]
    team: float


def people(holdings: Iterable[Holding]) -> tuple[str, ...]:
    """Everybody named, in the order of the first mention."""
    return tuple(dict.fromkeys(h.person for h in holdings))


def valid(holdings: Iterable[Holding], day: date) -> tuple[Holding, ...]:
    """The holdings that count on a day; of the same credential of a person the one that lasts."""
    best: dict[tuple[str, str], Holding] = {}
    for one in holdings:
        key = (one.person, one.credential_id)
        if _lasts(one) >= day and (key not in best or _lasts(one) > _lasts(best[key])):
            best[key] = one
    return tuple(best.values())


def held(holdings: Iterable[Holding], day: date) -> dict[str, frozenset[str]]:
    """What each person holds on a day; people whose credentials are all over hold nothing."""
    known = list(holdings)
    found: dict[str, set[str]] = {person: set() for person in people(known)}
    for one in valid(known, day):
        found[one.person].add(one.credential_id)
    return {person: frozenset(ids) for person, ids in found.items()}


def covered(holds: Held, covers: Held, needs: Collection[str]) -> dict[str, frozenset[str]]:
    """The needs that each person has covered.

    Args:
        holds: person -> credential ids.
        covers: credential id -> needs that it covers.
    """
    wanted = frozenset(needs)
    return {
        person: frozenset().union(*(covers.get(i, frozenset()) for i in ids)) & wanted
        for person, ids in holds.items()
    }


def coverage(has: Held, weights: Mapping[str, float]) -> TeamCoverage:
    """The part of the needs' weight that each person and the team together have covered."""
    whole = sum(weights.values())

    def part(needs: Iterable[str]) -> float:
        return weight_of(weights, needs) / whole if whole else 0.0

    return TeamCoverage(
        {person: part(needs) for person, needs in has.items()},
        part(frozenset().union(*has.values())),
    )


def holders(has: Held, needs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """need -> the people who have it covered."""
    return {need: tuple(p for p, own in has.items() if need in own) for need in needs}


def single_points(has: Held, needs: Iterable[str]) -> dict[str, str]:
    """need -> the only person who has it covered, of needs with exactly one."""
    return {need: who[0] for need, who in holders(has, needs).items() if len(who) == 1}


def gaps(has: Held, needs: Iterable[str]) -> tuple[str, ...]:
    """The needs that nobody has covered."""
    return tuple(need for need, who in holders(has, needs).items() if not who)


def states(
    holdings: Iterable[Holding], covers: Held, needs: Iterable[str], day: date
) -> dict[tuple[str, str], str]:
    """(person, need) -> held beyond the next ``SOON_DAYS`` days, expiring within them, missing."""
    known, wanted = list(holdings), tuple(needs)
    now = covered(held(known, day), covers, wanted)
    later = covered(held(known, day + timedelta(days=SOON_DAYS + 1)), covers, wanted)
    return {
        (person, need): HOLDS if need in later[person] else EXPIRES if need in own else MISSING
        for person, own in now.items()
        for need in wanted
    }


def endings(
    holdings: Iterable[Holding], covers: Held, needs: Collection[str], day: date
) -> tuple[Ending, ...]:
    """What is over on a day or ends within ``SOON_DAYS`` days, the soonest end first.

    What is over is held no more, so that nothing is lost by it that is not lost already. One that
    was renewed since, so that a later end is known, is left out.
    """
    known = list(holdings)
    counted = valid(known, day)
    own: dict[str, list[Holding]] = {}
    for one in counted:
        own.setdefault(one.person, []).append(one)
    who = holders(covered(held(known, day), covers, needs), needs)
    found = []
    for one in counted:
        days = (_lasts(one) - day).days
        if days > SOON_DAYS:
            continue
        others = (covers.get(h.credential_id, frozenset()) for h in own[one.person] if h != one)
        kept = frozenset().union(*others)
        lost = frozenset(covers.get(one.credential_id, frozenset()) & who.keys()) - kept
        team_lost = frozenset(need for need in lost if len(who[need]) == 1)
        found.append(Ending(one, days, lost, team_lost))
    renewed = {(h.person, h.credential_id) for h in counted}
    over = {
        (h.person, h.credential_id): h
        for h in sorted(known, key=_lasts)
        if h.until is not None and (h.person, h.credential_id) not in renewed
    }
    found += [Ending(h, (_lasts(h) - day).days, frozenset(), frozenset()) for h in over.values()]
    return tuple(sorted(found, key=lambda e: (e.days, e.holding.person, e.holding.credential_id)))


def _lasts(one: Holding) -> date:
    return one.until or date.max
