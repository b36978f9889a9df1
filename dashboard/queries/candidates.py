"""Who holds which badges: the questions a recruiter asks of the pool."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.people import query
from dashboard.queries.pool import (
    Choice,
    badge_choices,
    issuer_choices,
    place_choices,
    skill_choices,
)

SORTS = {
    "days_left": "coalesce(badge_count, 0) = 0, days_left DESC NULLS FIRST",
    "badges": "badge_count DESC",
    "experience": "experience_years DESC",
    "name": "display_name",
}
"""What the list can be sorted by; a badge that does not expire counts as the longest left."""

VALID = "(earned_on <= $valid_on AND (expires_on IS NULL OR expires_on >= $valid_on))"


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

    @property
    def is_empty(self) -> bool:
        """Whether every candidate meets it."""
        return replace(self, valid_on=None) == CandidateFilter()


@dataclass(frozen=True)
class _Condition:
    """A condition in words, as SQL over a candidate, and the values it binds."""

    words: str
    sql: str
    values: dict[str, object]


def matching(
    chosen: CandidateFilter, limit: int | None = None, sort: str = "days_left"
) -> pd.DataFrame:
    """The candidates that meet every condition, a row each.

    Args:
        chosen: the conditions.
        limit: at most so many rows; all where None.
        sort: a key of ``SORTS``.

    Returns:
        candidate_id, display_name, headline, role, place, country_name, experience_years,
        is_invented,
        matching_badges (names of the badges that meet a condition, or of all that count where no
        condition asks for a badge), badge_count, earned_on (the last of them to be earned),
        expires_on (the first of them to expire), days_left (days from ``valid_on`` to that).
    """
    conditions = _conditions(chosen)
    parameters = _parameters(chosen, conditions)
    rows = " AND ".join(["true", *(c.sql for c in conditions)])
    counts = VALID if chosen.valid_on else "true"
    first = "" if limit is None else "LIMIT $limit"
    return query(
        f"""
        WITH chosen AS (FROM people.candidates AS p WHERE {rows}),
        meeting AS (
            SELECT
                a.candidate_id,
                string_agg(c.name, '; ' ORDER BY c.name) AS matching_badges,
                count(*) AS badge_count,
                max(a.earned_on) AS earned_on,
                min(a.expires_on) AS expires_on
            FROM people.awards a
            JOIN chosen USING (candidate_id)
            JOIN people.credentials c USING (credential_id)
            WHERE {counts} AND {_meets_a_condition(chosen)}
            GROUP BY a.candidate_id
        )
        SELECT
            candidate_id, display_name, headline, role,
            city || ', ' || coalesce(region_name, country_name) AS place, country_name,
            experience_years, is_invented,
            coalesce(matching_badges, '') AS matching_badges,
            coalesce(badge_count, 0) AS badge_count,
            earned_on, expires_on,
            expires_on - $valid_on::DATE AS days_left
        FROM chosen
        LEFT JOIN meeting USING (candidate_id)
        ORDER BY {SORTS[sort]}, display_order
        {first}
        """,
        **parameters,
        limit=limit,
    )


def count_after_each_condition(chosen: CandidateFilter) -> pd.DataFrame:
    """How many candidates are left after each condition, the whole pool first.

    The order is: all of, any of, issuers, skills, places, experience, validity, none of. Validity
    comes after the conditions that ask for badges, so that its row tells how many hold them but
    not on that date; what nobody may hold is asked last, on that date.

    Returns:
        condition (in words), candidates (left after it and all before it).
    """
    conditions = _conditions(chosen)
    counted = [
        "count(*) FILTER (" + " AND ".join(f"met_{n}" for n in range(last + 1)) + ")"
        for last in range(len(conditions))
    ]
    met = [f"({c.sql}) AS met_{n}" for n, c in enumerate(conditions)]
    row = query(
        f"SELECT {', '.join(['count(*)', *counted])} "
        f"FROM (SELECT {', '.join(['candidate_id', *met])} FROM people.candidates AS p)",
        **_parameters(chosen, conditions),
    ).iloc[0]
    return pd.DataFrame(
        {
            "condition": ["Everybody in the pool", *(c.words for c in conditions)],
            "candidates": [int(n) for n in row],
        }
    )


def badges_of(candidate_id: str) -> pd.DataFrame:
    """Every badge of a candidate, the newest first, whether it meets a condition or not.

    award_id, credential_id, name, kind, issuer_name, earned_on, expires_on, expiry_state (dated,
    does_not_expire or not_known).
    """
    return query(
        """
        SELECT award_id, credential_id, name, kind, issuer_name, earned_on, expires_on,
            expiry_state
        FROM people.awards JOIN people.credentials USING (credential_id)
        WHERE candidate_id = $candidate_id
        ORDER BY earned_on DESC, name
        """,
        candidate_id=candidate_id,
    )


def _names(choices: Callable[[], list[Choice]], ids: tuple[str, ...]) -> list[str]:
    known = {c.choice_id: c.name for c in choices()} if ids else {}
    return [known.get(i, i) for i in ids]


def _conditions(chosen: CandidateFilter) -> list[_Condition]:
    """The conditions in the order in which they are counted."""
    badges = _badge_conditions(chosen, "")
    conditions = list(badges)
    if chosen.places:
        conditions.append(
            _Condition(
                "lives in " + " or ".join(_names(place_choices, chosen.places)),
                "list_contains($places, p.country) OR "
                "list_contains($places, p.country || '-' || p.region)",
                {"places": chosen.places},
            )
        )
    if chosen.least_years:
        years = f"{chosen.least_years} year{'s' if chosen.least_years > 1 else ''}"
        conditions.append(
            _Condition(
                f"has {years} of experience or more",
                "p.experience_years >= $least_years",
                {"least_years": chosen.least_years},
            )
        )
    valid = f"AND {VALID}" if chosen.valid_on else ""
    if chosen.valid_on and badges:
        conditions.append(
            _Condition(
                f"held and not expired on {chosen.valid_on:%d %B %Y}".replace(" 0", " "),
                " AND ".join(f"({c.sql})" for c in _badge_conditions(chosen, valid)),
                {},
            )
        )
    if chosen.none_of:
        conditions.append(
            _Condition(
                ("holds none of " if len(chosen.none_of) > 1 else "does not hold ")
                + ", ".join(_names(badge_choices, chosen.none_of)),
                "p.candidate_id NOT IN (SELECT candidate_id FROM people.awards "
                f"WHERE list_contains($none_of, credential_id) {valid})",
                {"none_of": chosen.none_of},
            )
        )
    return [replace(c, sql=f"coalesce({c.sql}, false)") for c in conditions]


def _badge_conditions(chosen: CandidateFilter, valid: str) -> list[_Condition]:
    """The conditions that ask for a badge, each about the awards that pass ``valid``."""

    def held(words: str, source: str, predicate: str, name: str, value: object) -> _Condition:
        return _Condition(
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


def _meets_a_condition(chosen: CandidateFilter) -> str:
    """Whether an award is one of those that the conditions ask for."""
    if not chosen.asks_for_badges:
        return "true"
    return """(
        list_contains($all_of, a.credential_id)
        OR list_contains($any_of, a.credential_id)
        OR list_contains($issuers, a.issuer_id)
        OR a.award_id IN (
            SELECT award_id FROM people.award_skills WHERE list_contains($skills, skill_id))
    )"""


def _parameters(chosen: CandidateFilter, conditions: list[_Condition]) -> dict[str, object]:
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
