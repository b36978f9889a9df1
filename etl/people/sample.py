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

from etl.people.draws import Catalog, credentials_held, draws_from
from etl.people.vocabulary import (
    AVERAGES,
    FAMILY,
    GIVEN,
    PLACES,
    ROLES,
    SECTOR_WEIGHTS,
    Place,
)

SEED = 20261101
REFERENCE_ON = date(2026, 11, 1)
"""The pool's own today: awards are earned before it, whatever day it is built."""
CANDIDATES = 5_000
AWARD_COUNT_SHARES = (0.08, 0.26, 0.24, 0.17, 0.11, 0.07, 0.04, 0.02, 0.01)
"""Share of people who set out to earn 0, 1, ... 8 credentials; prerequisites come on top."""
RENEWED = 0.55
"""Share of awards that are kept up until the reference date, of those that had to be renewed."""
T = TypeVar("T")
DATED, DOES_NOT_EXPIRE, NOT_KNOWN = "dated", "does_not_expire", "not_known"


@dataclass(frozen=True)
class Pool:
    """candidates (a row a person), awards (a row a person and credential), awards that are known
    and not held, and badge files: columns as in ``award_tables``, of which any may be missing."""

    candidates: pd.DataFrame
    awards: pd.DataFrame
    not_held: pd.DataFrame
    badge_files: pd.DataFrame


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
    draws = draws_from(credentials, catalog, rng)
    periods = _renewal_months(catalog.costs)
    ids, issuers, kinds, names = (
        credentials[c].tolist() for c in ("credential_id", "issuer_id", "kind", "name")
    )
    people: list[dict[str, object]] = []
    awards: list[dict[str, object]] = []
    sectors = rng.choice(list(SECTOR_WEIGHTS), size, p=_shares(list(SECTOR_WEIGHTS.values())))
    places = rng.choice(len(PLACES), size, p=_shares([p.weight for p in PLACES]))
    years = np.clip(rng.gamma(2.0, 5.0, size), 0, 40).round().astype(int)
    counts = rng.choice(len(AWARD_COUNT_SHARES), size, p=AWARD_COUNT_SHARES)
    for number in range(size):
        sector, place = str(sectors[number]), PLACES[places[number]]
        held = credentials_held(draws, sector, place, int(years[number]), int(counts[number]), rng)
        candidate_id = f"sample-{number + 1:05d}"
        people.append(
            _person(candidate_id, sector, place, int(years[number]), [names[h] for h in held], rng)
        )
        for position, earned_on in zip(held, _earned(held, int(years[number]), rng), strict=True):
            expires_on, state = _expiry(earned_on, periods.get(ids[position]), kinds[position], rng)
            awards.append(
                {
                    "award_id": f"sample-award-{len(awards) + 1:06d}",
                    "candidate_id": candidate_id,
                    "credential_id": ids[position],
                    "issuer_id": issuers[position],
                    "earned_on": earned_on,
                    "expires_on": expires_on,
                    "expiry_state": state,
                }
            )
    held = pd.DataFrame(awards)
    none = pd.DataFrame({"candidate_id": pd.Series(dtype="str")})
    return Pool(pd.DataFrame(people), held, none, none)


def _shares(weights: list[float]) -> np.ndarray:
    values = np.array(weights, dtype=float)
    return values / values.sum()


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
