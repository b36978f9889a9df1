"""The sample pool: 5,000 invented people and their awards, the same in every build.

Every number that shapes the pool is a choice of ours, made so that filters have something
plausible to work on; nothing here is measured and nobody real is meant.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
import pandas as pd

from etl.people.vocabulary import (
    AVERAGES,
    FAMILY,
    GIVEN,
    HOME_WORDS,
    PLACES,
    ROLES,
    SECTOR_WEIGHTS,
    Place,
)

SEED = 20261101
REFERENCE_ON = date(2026, 11, 1)
"""The pool's own today: awards are earned before it, whatever day it is built."""
CANDIDATES = 5_000
MOST_AWARDS = 8
AWARD_COUNT_SHARES = (0.08, 0.26, 0.24, 0.17, 0.11, 0.07, 0.04, 0.02, 0.01)
"""Share of people who set out to earn 0, 1, ... 8 credentials; prerequisites come on top."""
PREREQUISITE_HELD = {"required": 0.95, "one_of_required": 0.95, "recommended": 0.6}
LEVEL_WEIGHTS = {"entry": 1.6, "intermediate": 1.0, "advanced": 0.5}
RENEWED = 0.55
"""Share of awards that are kept up until the reference date, of those that had to be renewed."""
SAME_ISSUER, LINKED, SHARED_SKILL = 3.0, 5.0, 2.0
"""How much likelier a next credential is if it has the issuer of one held, a path from it, or
(for each, up to three) a skill in common with it."""

T = TypeVar("T")
DATED, DOES_NOT_EXPIRE, NOT_KNOWN = "dated", "does_not_expire", "not_known"


@dataclass(frozen=True)
class Catalog:
    """The catalog's files that the pool is drawn from, as text frames, one row a CSV row."""

    credentials: pd.DataFrame
    costs: pd.DataFrame
    edges: pd.DataFrame
    credential_skills: pd.DataFrame


@dataclass(frozen=True)
class Pool:
    """candidates (a row a person) and awards (a row a person and credential)."""

    candidates: pd.DataFrame
    awards: pd.DataFrame


@dataclass(frozen=True)
class _Draws:
    """What drawing credentials needs: positions follow ``credentials`` sorted by id."""

    by_sector: dict[str, np.ndarray]
    by_place: dict[Place, np.ndarray]
    affinity: np.ndarray
    is_advanced: np.ndarray
    prerequisites: dict[int, list[tuple[str, list[int]]]]


def generate(catalog: Catalog, size: int = CANDIDATES, seed: int = SEED) -> Pool:
    """Invent a pool; the same catalog, size and seed always give the same one.

    Returns:
        candidates: candidate_id, display_name, headline, role, soc_group, naics_sector, country,
        country_name, region, region_name, city, experience_years, is_invented.
        awards: award_id, candidate_id, credential_id, issuer_id, earned_on, expires_on (missing
        where there is none or it is not known), expiry_state.
    """
    rng = np.random.default_rng(seed)
    can_be_held = ~catalog.credentials["name"].str.contains(AVERAGES)
    credentials = catalog.credentials[can_be_held].sort_values("credential_id", ignore_index=True)
    draws = _draws(credentials, catalog, rng)
    periods = _renewal_months(catalog.costs)
    ids, issuers, kinds, names = (
        credentials[c].tolist() for c in ("credential_id", "issuer_id", "kind", "name")
    )
    people: list[dict[str, object]] = []
    awards: list[tuple[object, ...]] = []
    sectors = rng.choice(list(SECTOR_WEIGHTS), size, p=_shares(list(SECTOR_WEIGHTS.values())))
    places = rng.choice(len(PLACES), size, p=_shares([p.weight for p in PLACES]))
    years = np.clip(rng.gamma(2.0, 5.0, size), 0, 40).round().astype(int)
    counts = rng.choice(len(AWARD_COUNT_SHARES), size, p=AWARD_COUNT_SHARES)
    for number in range(size):
        sector, place = str(sectors[number]), PLACES[places[number]]
        held = _held(draws, sector, place, int(years[number]), int(counts[number]), rng)
        candidate_id = f"sample-{number + 1:05d}"
        people.append(
            _person(candidate_id, sector, place, int(years[number]), [names[h] for h in held], rng)
        )
        for position, earned_on in zip(held, _earned(held, int(years[number]), rng), strict=True):
            expires_on, state = _expiry(earned_on, periods.get(ids[position]), kinds[position], rng)
            awards.append(
                (
                    f"sample-award-{len(awards) + 1:06d}",
                    candidate_id,
                    ids[position],
                    issuers[position],
                    earned_on,
                    expires_on,
                    state,
                )
            )
    columns = [
        "award_id",
        "candidate_id",
        "credential_id",
        "issuer_id",
        "earned_on",
        "expires_on",
        "expiry_state",
    ]
    return Pool(pd.DataFrame(people), pd.DataFrame(awards, columns=columns))


def _shares(weights: list[float]) -> np.ndarray:
    values = np.array(weights, dtype=float)
    return values / values.sum()


def _draws(credentials: pd.DataFrame, catalog: Catalog, rng: np.random.Generator) -> _Draws:
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
    return _Draws(
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


def _held(
    draws: _Draws, sector: str, place: Place, years: int, wanted: int, rng: np.random.Generator
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
    wanted: int, held: list[int], draws: _Draws, rng: np.random.Generator
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


def _earned(held: list[int], years: int, rng: np.random.Generator) -> list[date]:
    """Days on which the credentials were earned, in the order they are held, oldest first."""
    longest = min(years + 1.5, 20.0)
    ages = np.sort(
        np.minimum(
            rng.exponential(3.5, len(held)) + 0.05, rng.uniform(0.3, 1.0, len(held)) * longest
        )
    )[::-1]
    return [REFERENCE_ON - timedelta(days=int(age * 365.25) + 1) for age in ages]


def _expiry(
    earned_on: date, months: int | None, kind: str, rng: np.random.Generator
) -> tuple[date | None, str]:
    """End of the last period that was paid for: some let a credential lapse, most renew it."""
    if months == 0 or (months is None and kind == "degree"):
        return None, DOES_NOT_EXPIRE
    if months is None:
        return None, NOT_KNOWN
    periods = 1
    while after_months(earned_on, months * periods) < REFERENCE_ON:
        periods += 1
    if periods > 1 and rng.random() >= RENEWED:
        periods = int(rng.integers(1, periods))
    return after_months(earned_on, months * periods), DATED


def after_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _renewal_months(costs: pd.DataFrame) -> dict[str, int]:
    """Months between renewals of each credential where the catalog knows them; 0 = never."""
    rows = costs[costs["item"].eq("renewal") & costs["period_months"].notna()]
    rows = rows.drop_duplicates("credential_id")
    return {
        c: int(float(m)) for c, m in zip(rows["credential_id"], rows["period_months"], strict=True)
    }


def _person(
    candidate_id: str,
    sector: str,
    place: Place,
    years: int,
    names: list[str],
    rng: np.random.Generator,
) -> dict[str, object]:
    roles = ROLES[sector]
    fits = [sum(any(w in name for w in r.words) for name in names) for r in roles]
    role = (
        roles[fits.index(max(fits))]
        if max(fits)
        else _one(tuple(r for r in roles if not r.words), rng)
    )
    given, family = _one(GIVEN, rng), _one(FAMILY, rng)
    return {
        "candidate_id": candidate_id,
        "display_name": " ".join(
            _one(starts, rng) + _one(ends, rng) for starts, ends in (given, family)
        ),
        "headline": f"{role.title}, "
        + ("first year" if years == 0 else f"{years} year{'s' if years > 1 else ''}"),
        "role": role.title,
        "soc_group": role.soc_group,
        "naics_sector": sector,
        "country": place.country,
        "country_name": place.country_name,
        "region": place.region,
        "region_name": place.region_name,
        "city": _one(place.cities, rng),
        "experience_years": years,
        "is_invented": True,
    }


def _one(options: tuple[T, ...], rng: np.random.Generator) -> T:
    return options[int(rng.integers(len(options)))]
