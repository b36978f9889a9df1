"""The pool of candidates as a whole: its build, and what can be asked for in it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
import streamlit as st

from analysis.holders import NEVER_VERIFIED, count_each_group
from dashboard.people import arrays, query, session_pool
from dashboard.queries.badge_groups import (
    BADGE,
    ISSUER,
    LEVEL,
    LEVELS,
    SKILL,
    groups,
    names,
    term,
)


class PoolDetails(NamedTuple):
    """The pool's build, the day it takes for today, and whether its people are invented."""

    build_id: str
    reference_on: date
    is_sample: bool


class Checks(NamedTuple):
    """Badges held in the pool: all, those ever checked, those valid at the newest check, and those
    of them that are verified."""

    badges: int
    checked: int
    valid: int
    verified: int


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


def verified_awards() -> int:
    """How many awards of the pool are verified, however long ago."""
    return int(np.count_nonzero(arrays().holders.verified_day != NEVER_VERIFIED))


def checks() -> Checks:
    """How many badges of the pool were checked, and what came of it."""
    return _checks(str(session_pool()))


@st.cache_resource(max_entries=6, show_spinner=False)
def _checks(build: str) -> Checks:
    row = query("""
        SELECT count(*), count_if(verdict <> 'not_checked'), count_if(verdict = 'valid'),
            count(verified_on)
        FROM people.awards
    """).iloc[0]
    return Checks(*(int(n) for n in row))


def badge_choices() -> list[Choice]:
    """Badges held in the pool, by name."""
    return list(_choices(str(session_pool()), BADGE))


def issuer_choices() -> list[Choice]:
    """Issuers of badges held in the pool, by name."""
    return list(_choices(str(session_pool()), ISSUER))


def skill_choices() -> list[Choice]:
    """Skills that badges held in the pool cover, by name."""
    return list(_choices(str(session_pool()), SKILL))


def level_choices() -> list[Choice]:
    """Levels of badges held in the pool, the lowest first."""
    found = {c.choice_id: c for c in _choices(str(session_pool()), LEVEL)}
    return [found[level] for level in LEVELS if level in found]


def term_choices() -> list[Choice]:
    """All that a badge can be asked for by: badges, then issuers, skills and levels.

    ``choice_id`` is a term (``badge_groups``); the names of all but badges say what they are.
    """
    others = ((ISSUER, issuer_choices()), (SKILL, skill_choices()), (LEVEL, level_choices()))
    return [
        *badge_choices(),
        *(
            Choice(term(kind, c.choice_id), f"{kind.title()}: {c.name}", c.candidates)
            for kind, choices in others
            for c in choices
        ),
    ]


def places() -> pd.DataFrame:
    """place_no, country, country_name, region, region_name, candidates; a row a place."""
    return query("FROM people.places ORDER BY place_no")


def place_choices() -> list[Choice]:
    """Countries, each followed by its regions, that candidates live in."""
    rows = query("""
        SELECT
            country || coalesce('-' || region, '') AS place_id,
            country_name || coalesce(': ' || region_name, '') AS place,
            sum(candidates)::BIGINT AS candidates
        FROM people.places
        GROUP BY GROUPING SETS (
            (country, country_name), (country, country_name, region, region_name))
        HAVING grouping(region) = 1 OR region IS NOT NULL
        ORDER BY max(sum(candidates)) OVER (PARTITION BY country) DESC, region_name NULLS FIRST
    """)
    return [Choice(str(i), str(name), int(n)) for i, name, n in rows.itertuples(index=False)]


@st.cache_resource(max_entries=24, show_spinner=False)
def _choices(build: str, kind: str) -> tuple[Choice, ...]:
    """What can be asked for, by name, each with how many ever held one of its badges."""
    found = groups(kind)
    known = {} if kind == LEVEL else names(kind)
    holders = arrays().holders
    everybody = np.ones(holders.candidates, dtype=bool)
    counted = count_each_group(holders, list(found.values()), everybody)
    made = [Choice(i, known.get(i, i), int(n)) for i, n in zip(found, counted, strict=True)]
    return tuple(sorted(made, key=lambda c: c.name.lower()))
