"""What a recruiter asks for, and each condition of it in words and as SQL over a candidate."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dashboard.queries.pool import (
    Choice,
    badge_choices,
    issuer_choices,
    place_choices,
    skill_choices,
)

VALID = (
    "((earned_on IS NULL OR earned_on <= $valid_on) "
    "AND (expires_on IS NULL OR expires_on >= $valid_on))"
)
"""Of an award without dates nothing speaks against its being held."""


@dataclass(frozen=True)
class CandidateFilter:
    """What the recruiter asks for. Empty tuples and None ask for nothing.

    ``all_of``, ``any_of`` and ``none_of`` hold credential ids; ``issuers`` issuer ids (a badge of
    any of them); ``skills`` skill ids (a badge for each of them); ``places`` countries or
    ``US-CA`` style regions (any of them). ``least_years`` is experience in years. On ``valid_on``
    a badge counts if it is earned by then and has not expired, or has no known expiry date;
    without it every badge counts, whenever it was held.
    """

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    least_years: int = 0
    valid_on: date | None = None

    @property
    def asks_for_badges(self) -> bool:
        """Whether a condition needs some badge to be held."""
        return bool(self.all_of or self.any_of or self.issuers or self.skills)


@dataclass(frozen=True)
class Condition:
    """A condition in words, as SQL over a candidate, and the values it binds."""

    words: str
    sql: str
    values: dict[str, object]


def conditions_of(chosen: CandidateFilter) -> list[Condition]:
    """The conditions in the order in which they are counted."""
    badges = _badge_conditions(chosen, "")
    conditions = list(badges)
    if chosen.places:
        conditions.append(
            Condition(
                "lives in " + " or ".join(_names(place_choices, chosen.places)),
                "list_contains($places, p.country) OR "
                "list_contains($places, p.country || '-' || p.region)",
                {"places": chosen.places},
            )
        )
    if chosen.least_years:
        years = f"{chosen.least_years} year{'s' if chosen.least_years > 1 else ''}"
        conditions.append(
            Condition(
                f"has {years} of experience or more",
                "p.experience_years >= $least_years",
                {"least_years": chosen.least_years},
            )
        )
    valid = f"AND {VALID}" if chosen.valid_on else ""
    if chosen.valid_on and badges:
        conditions.append(
            Condition(
                f"held and not expired on {chosen.valid_on:%d %B %Y}".replace(" 0", " "),
                " AND ".join(f"({c.sql})" for c in _badge_conditions(chosen, valid)),
                {},
            )
        )
    if chosen.none_of:
        conditions.append(
            Condition(
                ("holds none of " if len(chosen.none_of) > 1 else "does not hold ")
                + ", ".join(_names(badge_choices, chosen.none_of)),
                "p.candidate_id NOT IN (SELECT candidate_id FROM people.awards "
                f"WHERE list_contains($none_of, credential_id) {valid})",
                {"none_of": chosen.none_of},
            )
        )
    return [replace(c, sql=f"coalesce({c.sql}, false)") for c in conditions]


def _badge_conditions(chosen: CandidateFilter, valid: str) -> list[Condition]:
    """The conditions that ask for a badge, each about the awards that pass ``valid``."""

    def held(words: str, source: str, predicate: str, name: str, value: object) -> Condition:
        return Condition(
            words,
            f"p.candidate_id IN (SELECT candidate_id FROM {source} WHERE {predicate} {valid})",
            {name: value},
        )

    conditions = [
        held(f"holds {name}", "people.awards", f"credential_id = $all_of_{n}", f"all_of_{n}", i)
        for n, (i, name) in enumerate(
            zip(chosen.all_of, _names(badge_choices, chosen.all_of), strict=True)
        )
    ]
    if chosen.any_of:
        conditions.append(
            held(
                ("holds any of " if len(chosen.any_of) > 1 else "holds ")
                + ", ".join(_names(badge_choices, chosen.any_of)),
                "people.awards",
                "list_contains($any_of, credential_id)",
                "any_of",
                chosen.any_of,
            )
        )
    if chosen.issuers:
        conditions.append(
            held(
                "holds a badge of " + " or ".join(_names(issuer_choices, chosen.issuers)),
                "people.awards",
                "list_contains($issuers, issuer_id)",
                "issuers",
                chosen.issuers,
            )
        )
    conditions += [
        held(
            f"holds a badge that covers {name}",
            "people.award_skills",
            f"skill_id = $skill_{n}",
            f"skill_{n}",
            i,
        )
        for n, (i, name) in enumerate(
            zip(chosen.skills, _names(skill_choices, chosen.skills), strict=True)
        )
    ]
    return conditions


def parameters_of(chosen: CandidateFilter, conditions: list[Condition]) -> dict[str, object]:
    """Every value that a statement over the conditions may bind."""
    parameters: dict[str, object] = {
        "all_of": chosen.all_of,
        "any_of": chosen.any_of,
        "issuers": chosen.issuers,
        "skills": chosen.skills,
        "valid_on": chosen.valid_on,
    }
    for condition in conditions + _badge_conditions(chosen, ""):
        parameters |= condition.values
    return parameters


def _names(choices: Callable[[], list[Choice]], ids: tuple[str, ...]) -> list[str]:
    known = {c.choice_id: c.name for c in choices()} if ids else {}
    return [known.get(i, i) for i in ids]
