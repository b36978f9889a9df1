"""What a term of the recruiter's conditions stands for: badges, by name, issuer, skill or level.

A term is the id of a credential, or one of ``issuer:``, ``skill:`` and ``level:`` with the id of
what follows. Numbers of badges are those of the pool's arrays (``analysis.holders``).
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import streamlit as st

from analysis.holders import Numbers
from analysis.stacks import Edge
from analysis.standing import Step, standing_for
from dashboard.people import arrays, query, session_pool

BADGE, ISSUER, SKILL, LEVEL = "badge", "issuer", "skill", "level"
LEVELS = ("entry", "intermediate", "advanced")
"""Levels of a credential, the lowest first."""
NONE = np.zeros(0, dtype=np.int64)


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
    return _names(str(session_pool()), kind)


@st.cache_resource(max_entries=24, show_spinner=False)
def _names(build: str, kind: str) -> dict[str, str]:
    rows = skills() if kind == SKILL else badges()
    key, name = {
        BADGE: ("credential_id", "name"),
        ISSUER: ("issuer_id", "issuer_name"),
        SKILL: ("skill_id", "skill_name"),
    }[kind]
    return dict(zip(rows[key], rows[name], strict=True))


def credential_names() -> dict[str, str]:
    """The name of each credential that the pool's build knows, held or not, by its id."""
    rows = query("SELECT credential_id, name FROM people.credentials")
    return dict(zip(rows["credential_id"], rows["name"], strict=True))


def names_in_order() -> tuple[list[str], Numbers]:
    """The name of each badge by its number, and its place among the sorted names."""
    return _names_in_order(str(session_pool()))


@st.cache_resource(max_entries=6, show_spinner=False)
def _names_in_order(build: str) -> tuple[list[str], Numbers]:
    told = badges()["name"].tolist()
    ranks = np.argsort(np.argsort(np.array(told, dtype=object), kind="stable"))
    return told, ranks


def groups(kind: str) -> dict[str, Numbers]:
    """Each badge, issuer, skill or level of the pool -> the sorted numbers of its badges."""
    return _groups(str(session_pool()), kind)


@st.cache_resource(max_entries=24, show_spinner=False)
def _groups(build: str, kind: str) -> dict[str, Numbers]:
    rows = skills() if kind == SKILL else badges()
    key = {BADGE: "credential_id", ISSUER: "issuer_id", SKILL: "skill_id", LEVEL: "level"}[kind]
    found: dict[str, set[int]] = {}
    for i, number in zip(rows[key], rows["badge_no"], strict=True):
        if isinstance(i, str):  # a level may be missing
            found.setdefault(i, set()).add(number)
    return {i: np.array(sorted(of_it), dtype=np.int64) for i, of_it in found.items()}


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
    steps, held = edges() if wanted else [], groups(BADGE)
    return {
        i: {other: why for other, why in standing_for(steps, i).items() if other in held}
        for i in wanted
    }


def numbers(terms: Iterable[str], *, or_higher: bool = False) -> Numbers:
    """Numbers of the badges that meet any of some terms, sorted; none for what is not known.

    Args:
        or_higher: count what stands for a badge as well, and higher levels for a level.
    """
    asked = {parted(t) for t in terms}
    if or_higher:
        stand = stand_ins(i for kind, i in asked if kind == BADGE)
        asked |= {(BADGE, i) for found in stand.values() for i in found}
        levels = [LEVELS.index(i) for kind, i in asked if kind == LEVEL and i in LEVELS]
        asked |= {(LEVEL, i) for i in LEVELS[min(levels, default=len(LEVELS)) :]}
    known = {kind: groups(kind) for kind, _ in asked}
    met = [known[kind][i] for kind, i in asked if i in known[kind]]
    return np.unique(np.concatenate([NONE, *met]))


def credential_ids(of: Numbers) -> frozenset[str]:
    """The credentials of some badges by their numbers."""
    return frozenset(badges()["credential_id"].iloc[of])


def everything() -> Numbers:
    """Numbers of all badges of the pool."""
    return np.arange(arrays().holders.badges)
