"""The pool of candidates as a whole: its build, and what can be asked for in it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard.people import query


class PoolDetails(NamedTuple):
    """The pool's build, the day it takes for today, and whether its people are invented."""

    build_id: str
    reference_on: date
    is_sample: bool


@dataclass(frozen=True)
class Choice:
    """Something that can be asked for, its name, and how many candidates have it."""

    choice_id: str
    name: str
    candidates: int


def details() -> PoolDetails:
    """What is known of the session's pool as a whole."""
    row = query("SELECT build_id, reference_on, is_sample FROM people.build").iloc[0]
    return PoolDetails(
        str(row["build_id"]), pd.Timestamp(row["reference_on"]).date(), bool(row["is_sample"])
    )


def badge_choices() -> list[Choice]:
    """Badges held in the pool, by name."""
    return _choices("""
        SELECT credential_id, name, count(*) FROM people.awards
        JOIN people.credentials USING (credential_id) GROUP BY credential_id, name
        ORDER BY lower(name)
    """)


def issuer_choices() -> list[Choice]:
    """Issuers of badges held in the pool, by name."""
    return _choices("""
        SELECT c.issuer_id, c.issuer_name, count(DISTINCT a.candidate_id) FROM people.awards a
        JOIN people.credentials c USING (credential_id) GROUP BY c.issuer_id, c.issuer_name
        ORDER BY lower(c.issuer_name)
    """)


def skill_choices() -> list[Choice]:
    """Skills that badges held in the pool cover, by name."""
    return _choices("""
        SELECT skill_id, skill_name, count(DISTINCT candidate_id) FROM people.award_skills
        JOIN people.skills USING (skill_id) GROUP BY skill_id, skill_name
        ORDER BY lower(skill_name)
    """)


def place_choices() -> list[Choice]:
    """Countries, each followed by its regions, that candidates live in."""
    return _choices("""
        SELECT
            country || coalesce('-' || region, '') AS place_id,
            country_name || coalesce(': ' || region_name, '') AS place,
            count(*)
        FROM people.candidates
        GROUP BY GROUPING SETS (
            (country, country_name), (country, country_name, region, region_name))
        HAVING grouping(region) = 1 OR region IS NOT NULL
        ORDER BY max(count(*)) OVER (PARTITION BY country) DESC, region_name NULLS FIRST
    """)


def _choices(sql: str) -> list[Choice]:
    return [Choice(str(i), str(name), int(n)) for i, name, n in query(sql).itertuples(index=False)]
