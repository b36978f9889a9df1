"""What a term of the recruiter's conditions stands for: badges, by name, issuer, skill or level.

A term is the id of a credential, or one of ``issuer:``, ``skill:`` and ``level:`` with the id of
what follows. Numbers of badges are those of the pool's arrays (``analysis.holders``).
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.holders import Numbers
from analysis.stacks import Edge
from analysis.standing import Step, standing_for
from dashboard.people import query

BADGE, ISSUER, SKILL, LEVEL = "badge", "issuer", "skill", "level"
LEVELS = ("entry", "intermediate", "advanced")
"""Levels of a credential, the lowest first."""


def term(kind: str, choice_id: str) -> str:
    """The term that stands for a badge, issuer, skill or level."""
    return choice_id if kind == BADGE else f"{kind}:{choice_id}"


def parted(term: str) -> tuple[str, str]:
    """The kind of a term and the id of what it names."""
    kind, colon, rest = term.partition(":")
    return (kind, rest) if colon and kind in (ISSUER, SKILL, LEVEL) else (BADGE, term)


def badges() -> pd.DataFrame:
    """A row a badge, in the order of the arrays.

    badge_no, credential_id, name, kind, level (missing where not known), issuer_id, issuer_name.
    """
    return query("""
        SELECT b.badge_no, credential_id, c.name, c.kind, b.level, b.issuer_id,
            coalesce(i.issuer_name, b.issuer_id) AS issuer_name
        FROM people.badges b
        JOIN people.credentials c USING (credential_id)
        LEFT JOIN (SELECT DISTINCT issuer_id, issuer_name FROM people.credentials) i
            ON i.issuer_id = b.issuer_id
        ORDER BY b.badge_no
    """)


def skills() -> pd.DataFrame:
    """skill_id, skill_name, badge_no: a row a skill that a badge covers."""
    return query("""
        SELECT skill_id, skill_name, badge_no
        FROM people.badge_skills JOIN people.skills USING (skill_id)
        ORDER BY skill_id, badge_no
    """)


def names(kind: str) -> dict[str, str]:
    """The name of each badge, issuer or skill of the pool by its id."""
    rows = skills() if kind == SKILL else badges()
    key, name = {
        BADGE: ("credential_id", "name"),
        ISSUER: ("issuer_id", "issuer_name"),
        SKILL: ("skill_id", "skill_name"),
    }[kind]
    return dict(zip(rows[key], rows[name], strict=True))


def groups(kind: str) -> dict[str, Numbers]:
    """Each badge, issuer, skill or level of the pool -> the numbers of its badges."""
    rows = skills() if kind == SKILL else badges()
    key = {BADGE: "credential_id", ISSUER: "issuer_id", SKILL: "skill_id", LEVEL: "level"}[kind]
    found = rows.groupby(key, sort=False)["badge_no"].unique()
    return {str(i): np.asarray(of_it, dtype=np.int64) for i, of_it in found.items()}


def edges() -> list[Edge]:
    """The catalog's steps that say what stands for what, as of the pool's build."""
    rows = query("FROM people.edges")
    return [
        Edge(r.from_id, r.to_id, r.relation, r.strength, None, None, False)
        for r in rows.itertuples()
    ]


def stand_ins(credential_ids: Iterable[str]) -> dict[str, dict[str, tuple[Step, ...]]]:
    """Each credential -> what is held in the pool and stands for it, with the steps that say why.

    Equals and successors, and what requires or contains it for certain.
    """
    wanted = tuple(credential_ids)
    steps, held = edges() if wanted else [], set(badges()["credential_id"])
    return {
        i: {other: why for other, why in standing_for(steps, i).items() if other in held}
        for i in wanted
    }


def numbers(terms: Iterable[str], *, or_higher: bool = False) -> Numbers:
    """Numbers of the badges that meet any of some terms, sorted; none for what is not known.

    Args:
        or_higher: count what stands for a badge as well, and higher levels for a level.
    """
    asked = [parted(t) for t in terms]
    ids = {kind: {i for k, i in asked if k == kind} for kind in (BADGE, ISSUER, SKILL, LEVEL)}
    if or_higher:
        ids[BADGE] |= {i for found in stand_ins(ids[BADGE]).values() for i in found}
        lowest = min((LEVELS.index(i) for i in ids[LEVEL] if i in LEVELS), default=len(LEVELS))
        ids[LEVEL] |= set(LEVELS[lowest:])
    rows = badges()
    met = rows["credential_id"].isin(ids[BADGE]) | rows["issuer_id"].isin(ids[ISSUER])
    met |= rows["level"].isin(ids[LEVEL])
    if ids[SKILL]:
        covering = skills()
        met |= rows["badge_no"].isin(covering["badge_no"][covering["skill_id"].isin(ids[SKILL])])
    return np.flatnonzero(met.to_numpy())


def everything() -> Numbers:
    """Numbers of all badges of the pool."""
    return np.arange(len(badges()))
