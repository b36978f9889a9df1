"""Generated pools of any size, published as the app reads them, and random questions about them.

Badges are held as in life: a few by many, most by few; nine in ten awards are of the more popular
third. Dates, levels, issuers, skills and places are drawn at random.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from analysis.holders import (
    DOES_NOT_EXPIRE,
    EARNED_NOT_KNOWN,
    EXPIRY_NOT_KNOWN,
    NEVER_VERIFIED,
    Holders,
    by_candidate,
    day_number,
)
from analysis.listing import Pool
from dashboard.queries.badge_groups import ISSUER, LEVEL, LEVELS, SKILL, term
from dashboard.queries.conditions import CandidateFilter
from etl.paths import Paths
from etl.people.arrays import save_arrays
from etl.people.publish import pool_shelf
from etl.people.shown import write_shown

BADGES, ISSUERS, SKILLS, AWARDS_EACH = 2_000, 300, 600, 10
COUNTRIES, REGIONS = 12, 8
BUILD_ID = "20261130T000000000Z"
FIRST, LAST = date(2012, 1, 1), date(2026, 11, 30)


@dataclass(frozen=True)
class Catalog:
    """Badges in the order of their numbers: level (a number of ``LEVELS``), issuer, weight (share
    of all awards); and pairs of a skill and a badge that covers it."""

    level: np.ndarray
    issuer: np.ndarray
    weight: np.ndarray
    skill: np.ndarray
    skill_badge: np.ndarray


def catalog(rng: np.random.Generator) -> Catalog:
    """A catalog's badges, sorted by level and issuer as a published pool has them."""
    level = np.sort(rng.choice(3, BADGES, p=[0.45, 0.35, 0.2]))
    issuer = np.minimum(rng.geometric(0.02, BADGES) - 1, ISSUERS - 1)
    order = np.lexsort((issuer, level))
    weight = rng.lognormal(0.0, 1.2, BADGES)
    covered = [rng.choice(SKILLS, rng.integers(1, 9), replace=False) for _ in range(BADGES)]
    return Catalog(
        level[order],
        issuer[order],
        weight / weight.sum(),
        np.concatenate(covered),
        np.repeat(np.arange(BADGES), [len(c) for c in covered]),
    )


def generated(badges: Catalog, candidates: int, rng: np.random.Generator) -> Pool:
    """A pool of so many candidates with about ten awards each."""
    parts = []
    for share in np.minimum(badges.weight * AWARDS_EACH, 0.5):
        gaps = rng.geometric(share, int(candidates * share * 1.1) + 50)
        held = np.cumsum(gaps) - 1
        parts.append(held[held < candidates].astype(np.uint32))
    starts = np.concatenate([[0], np.cumsum([len(p) for p in parts])])
    candidate = np.concatenate(parts)
    del parts
    size = len(candidate)
    earned = rng.integers(day_number(FIRST), day_number(LAST), size, dtype=np.int32)
    lasts = rng.integers(365, 1500, size, dtype=np.int32)
    kind = rng.integers(0, 100, size, dtype=np.int8)
    expires = earned + lasts
    expires[kind < 40] = DOES_NOT_EXPIRE
    expires[(kind >= 40) & (kind < 55)] = EXPIRY_NOT_KNOWN
    earned[kind == 99] = EARNED_NOT_KNOWN
    del lasts
    verified = rng.integers(day_number(LAST) - 1000, day_number(LAST), size, dtype=np.uint16)
    verified[rng.integers(0, 100, size, dtype=np.int8) >= 60] = NEVER_VERIFIED
    own_starts, own_awards = by_candidate(candidate, candidates)
    holders = Holders(starts, candidate, earned, expires, verified, own_starts, own_awards)
    place = np.minimum(rng.geometric(0.05, candidates) - 1, COUNTRIES * REGIONS - 1).astype(
        np.uint16
    )
    years = np.clip(rng.gamma(2.0, 5.0, candidates), 0, 40).astype(np.int16)
    return Pool(holders, place, years, rng.permutation(candidates).astype(np.uint32))


def publish(badges: Catalog, pool: Pool, paths: Paths) -> Path:
    """Publish a generated pool: all that the queries read but the table of awards."""
    shelf = pool_shelf(paths)
    with duckdb.connect(str(shelf.partial(BUILD_ID)), config={"threads": 2}) as connection:
        connection.execute("CREATE SCHEMA people")
        for name, frame in _frames(badges, pool).items():
            connection.register(f"_{name}", frame)
            connection.execute(
                f"CREATE TABLE people.{name} AS {SELECTS.get(name, f'FROM _{name}')}"
            )
        write_shown(connection, shelf.partial_arrays(BUILD_ID))
        connection.execute("CHECKPOINT")
    save_arrays(pool, shelf.partial_arrays(BUILD_ID))
    return shelf.publish(BUILD_ID)


# Texts of a candidate are made in the database, which is many times quicker.
SELECTS = {
    "candidates": """
        SELECT
            (n + 1)::UINTEGER AS display_order, printf('person-%09d', n) AS candidate_id,
            printf('Name %d Surname %d', n % 9973, (n * 7919) % 99991) AS display_name,
            printf('Role %d, %d years', n % 211, years) AS headline,
            printf('Role %d', n % 211) AS role,
            country, country_name, region, region_name, printf('City %d', n % 1709) AS city,
            years::USMALLINT AS experience_years, true AS is_invented
        FROM _candidates JOIN _places USING (place_no) ORDER BY n
    """
}


def _frames(badges: Catalog, pool: Pool) -> dict[str, pd.DataFrame]:
    numbers = np.arange(BADGES)
    ids = [f"badge-{n:04d}" for n in numbers]
    issuers = [f"issuer-{n:03d}" for n in badges.issuer]
    countries = [f"C{n // REGIONS:02d}" for n in range(COUNTRIES * REGIONS)]
    regions = [f"R{n % REGIONS}" for n in range(COUNTRIES * REGIONS)]
    people = np.arange(pool.holders.candidates)
    return {
        "build": pd.DataFrame(
            {"build_id": [BUILD_ID], "reference_on": [LAST], "is_sample": [True]}
        ),
        "places": pd.DataFrame(
            {
                "place_no": np.arange(len(regions), dtype=np.uint16),
                "country": countries,
                "country_name": [f"Country {c}" for c in countries],
                "region": regions,
                "region_name": [f"Region {r}" for r in regions],
                "candidates": np.bincount(pool.place, minlength=len(regions)),
            }
        ),
        "candidates": pd.DataFrame(
            {"n": people, "place_no": pool.place, "years": pool.experience_years}
        ),
        "badges": pd.DataFrame(
            {
                "badge_no": numbers,
                "credential_id": ids,
                "issuer_id": issuers,
                "level": [LEVELS[n] for n in badges.level],
            }
        ),
        "credentials": pd.DataFrame(
            {
                "credential_id": ids,
                "name": [f"Badge {n}" for n in numbers],
                "kind": "certification",
                "issuer_id": issuers,
                "issuer_name": issuers,
            }
        ),
        "skills": pd.DataFrame(
            {
                "skill_id": [f"skill-{n:03d}" for n in range(SKILLS)],
                "skill_name": [f"Skill {n}" for n in range(SKILLS)],
            }
        ),
        "badge_skills": pd.DataFrame(
            {
                "skill_id": [f"skill-{n:03d}" for n in badges.skill],
                "badge_no": badges.skill_badge,
            }
        ),
    }


def questions(badges: Catalog, number: int, seed: int) -> list[CandidateFilter]:
    """Random filters of 1 to 6 conditions, each with a random date on which badges must be valid.

    A badge is drawn as often as it is held; issuers and skills by those of such a badge.
    """
    chance = random.Random(seed)
    return [_question(badges, chance) for _ in range(number)]


def _question(badges: Catalog, chance: random.Random) -> CandidateFilter:
    def badge() -> int:
        return chance.choices(range(BADGES), weights=badges.weight.tolist())[0]

    def anything() -> str:
        """A badge, issuer, skill or level."""
        kind, n = chance.choice(["badge", "badge", ISSUER, SKILL, LEVEL]), badge()
        if kind == ISSUER:
            return term(ISSUER, f"issuer-{badges.issuer[n]:03d}")
        if kind == SKILL:
            covered = badges.skill[badges.skill_badge == n].tolist()
            return term(SKILL, f"skill-{chance.choice(covered):03d}")
        if kind == LEVEL:
            return term(LEVEL, chance.choice(LEVELS))
        return f"badge-{n:04d}"

    asked: dict[str, Any] = {
        "valid_on": FIRST + timedelta(days=chance.randrange(365, (LAST - FIRST).days + 700))
    }
    several: dict[str, list[str]] = {"all_of": [], "any_of": [], "none_of": []}
    for _ in range(chance.randint(1, 6)):
        kind = chance.choice(["all_of"] * 4 + ["any_of"] * 2 + ["none_of"] + list(OTHERS))
        if kind == "any_of" and not several[kind]:
            several[kind] = [anything() for _ in range(chance.randint(2, 4))]
        elif kind in ("all_of", "any_of", "none_of"):
            # One condition is any of several; a second one becomes one more that must be held.
            several["none_of" if kind == "none_of" else "all_of"].append(anything())
        else:
            asked[kind] = OTHERS[kind](chance)
    asked |= {kind: tuple(dict.fromkeys(terms)) for kind, terms in several.items()}
    return CandidateFilter(**asked)


OTHERS = {
    "earned_from": lambda chance: LAST - timedelta(days=chance.randrange(180, 3000)),
    "expires_from": lambda chance: LAST + timedelta(days=chance.randrange(-1000, 1000)),
    "verified_only": lambda chance: True,
    "places": lambda chance: tuple(f"C{n:02d}" for n in chance.sample(range(COUNTRIES), 2)),
    "least_years": lambda chance: chance.choice([1, 2, 3, 5, 8, 10, 15]),
}
