"""Which credentials people of the sample pool hold together: by industry, place, path and skill."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.people.vocabulary import HOME_WORDS, PLACES, SECTOR_WEIGHTS, Place

MOST_AWARDS = 8
PREREQUISITE_HELD = {"required": 0.95, "one_of_required": 0.95, "recommended": 0.6}
LEVEL_WEIGHTS = {"entry": 1.6, "intermediate": 1.0, "advanced": 0.5}
SAME_ISSUER, LINKED, SHARED_SKILL = 3.0, 5.0, 2.0
"""How much likelier a next credential is if it has the issuer of one held, a path from it, or
(for each, up to three) a skill in common with it."""


@dataclass(frozen=True)
class Catalog:
    """The catalog's files that the pool is drawn from, as text frames, one row a CSV row."""

    credentials: pd.DataFrame
    costs: pd.DataFrame
    edges: pd.DataFrame
    credential_skills: pd.DataFrame


@dataclass(frozen=True)
class Draws:
    """What drawing credentials needs: positions follow ``credentials`` sorted by id."""

    by_sector: dict[str, np.ndarray]
    by_place: dict[Place, np.ndarray]
    affinity: np.ndarray
    is_advanced: np.ndarray
    prerequisites: dict[int, list[tuple[str, list[int]]]]


def draws_from(credentials: pd.DataFrame, catalog: Catalog, rng: np.random.Generator) -> Draws:
    """Prepare the draws from the credentials that can be held, sorted by id."""
    edges = catalog.edges
    size = len(credentials)
    position = {c: i for i, c in enumerate(credentials["credential_id"])}
    known = edges[edges["from_id"].isin(position) & edges["to_id"].isin(position)]
    # A few credentials are held by many and most by few; those on many paths more often.
    paths = pd.concat([known["from_id"], known["to_id"]]).value_counts()
    popularity = (
        rng.lognormal(0.0, 0.8, size)
        * credentials["level"].map(LEVEL_WEIGHTS).fillna(1.0).to_numpy()
        * (1 + 0.6 * paths.reindex(credentials["credential_id"]).fillna(0).to_numpy()) ** 1.5
    )
    filed = [set(str(s).split("|")) for s in credentials["naics_sectors"]]
    by_sector = {
        sector: popularity
        * np.array([1.0 if sector in f else 0.1 if "cross" in f else 0.0 for f in filed])
        for sector in SECTOR_WEIGHTS
    }
    affinity = np.ones((size, size))
    issuers = credentials["issuer_id"].to_numpy()
    affinity[issuers[:, None] == issuers[None, :]] = SAME_ISSUER
    covered = (
        pd.crosstab(
            catalog.credential_skills["credential_id"], catalog.credential_skills["skill_id"]
        )
        .reindex(credentials["credential_id"], fill_value=0)
        .to_numpy(dtype=float)
    )
    affinity *= 1 + SHARED_SKILL * np.minimum(covered @ covered.T, 3)
    prerequisites: dict[int, list[tuple[str, list[int]]]] = {}
    for first, second in zip(known["from_id"], known["to_id"], strict=True):
        affinity[position[first], position[second]] *= LINKED
    needed = known[known["relation"].eq("prerequisite") & known["strength"].isin(PREREQUISITE_HELD)]
    for (to_id, strength), rows in needed.groupby(["to_id", "strength"]):
        sources = [position[f] for f in rows["from_id"]]
        groups = [sources] if strength == "one_of_required" else [[s] for s in sources]
        prerequisites.setdefault(position[to_id], []).extend((str(strength), g) for g in groups)
    return Draws(
        by_sector,
        {place: _allowed(credentials, place) for place in PLACES},
        affinity,
        credentials["level"].eq("advanced").to_numpy(),
        prerequisites,
    )


def _allowed(credentials: pd.DataFrame, place: Place) -> np.ndarray:
    """Weight of each credential for somebody who lives in ``place``."""
    abroad = ~credentials["country"].isin([place.country, "INT"])
    bound = credentials["kind"].isin(["licence", "degree", "certificate"])
    weights = np.where(abroad, np.where(bound, 0.0, 0.3), 1.0)
    for other in PLACES:
        if other.country == "US" and other != place:
            marks = credentials["name"].str.contains(
                HOME_WORDS.get(str(other.region), rf"{other.region_name}|^{other.region} ")
            )
            weights = np.where(marks, weights * 0.03, weights)
    return weights


def credentials_held(
    draws: Draws, sector: str, place: Place, years: int, wanted: int, rng: np.random.Generator
) -> list[int]:
    """Positions of the credentials of one person, every prerequisite before what needs it."""
    weights = draws.by_sector[sector] * draws.by_place[place]
    if years < 3:
        weights = np.where(draws.is_advanced, weights * 0.1, weights)
    held: list[int] = []
    for _ in range(wanted):
        pull = draws.affinity[held].max(axis=0) if held else 1.0
        chances = weights * pull
        chances[held] = 0.0
        if not chances.any():
            break
        cumulative = np.cumsum(chances)
        drawn = int(np.searchsorted(cumulative, rng.random() * cumulative[-1], side="right"))
        chain = _with_prerequisites(drawn, held, draws, rng)
        if len(held) + len(chain) <= MOST_AWARDS:
            held += chain
    return held


def _with_prerequisites(
    wanted: int, held: list[int], draws: Draws, rng: np.random.Generator
) -> list[int]:
    """``wanted`` and the prerequisites that are mostly, not always, earned before it."""
    chain: list[int] = []

    def add(position: int, above: tuple[int, ...]) -> None:
        for strength, group in draws.prerequisites.get(position, []):
            missing = not any(g in held or g in chain for g in group)
            if missing and rng.random() < PREREQUISITE_HELD[strength]:
                first = group[int(rng.integers(len(group)))]
                if first not in above:
                    add(first, (*above, first))
        if position not in chain:
            chain.append(position)

    add(wanted, (wanted,))
    return chain
