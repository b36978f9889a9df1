"""A job ad that has been read -> what it asks for, what that costs, how usual it is. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.clustering import clustered_interval
from analysis.matching import Mention, Refusal, collapse
from analysis.resolving import CATALOGUED
from analysis.statistics import USUAL_SHARE
from analysis.strength import NEGATED, REQUIRED, STRENGTHS
from dashboard.answers import MIN_EMPLOYERS_TO_LEAD
from dashboard.filters import ALL
from dashboard.prices import APPROXIMATE
from dashboard.ranking import SUMS, clusters_of

USUAL, UNUSUAL, UNCLEAR = "usual", "unusual", "unclear"
LEFT_OUT = "left_out"
MOST_LEFT_OUT = 8
"""Usual credentials that the ad leaves out, shown at most."""
OFFERED = "offered"
"""The reason of a mention that the employer offers, and so does not ask for."""


@dataclass(frozen=True)
class Bill:
    """A total over several credentials in US dollars, and the names of those without a price."""

    total_usd: float
    known: int
    unknown: tuple[str, ...]
    is_approximate: bool


def named(mentions: Iterable[Mention]) -> pd.DataFrame:
    """The catalog's credentials that an ad names, once each, strongest first.

    Returns:
        credential_id, strength, reason, surface_form, times (how often it is named), is_asked
        (counted as in the market: neither waived nor only offered).
    """
    mentions = list(mentions)
    best = sorted(collapse(mentions), key=lambda m: (STRENGTHS.index(m.strength), m.start))
    times = pd.Series([m.credential_id for m in mentions if m.kind == CATALOGUED], dtype=object)
    often = times.value_counts()
    return pd.DataFrame(
        [
            (m.credential_id, m.strength, m.reason, m.surface_form, int(often[m.credential_id]),
             m.strength != NEGATED and m.reason != OFFERED)
            for m in best
        ],
        columns=["credential_id", "strength", "reason", "surface_form", "times", "is_asked"],
    )  # fmt: skip


def beside(mentions: Iterable[Mention], names: Mapping[str, str]) -> pd.DataFrame:
    """What the ad names that counts for no credential: families, unknown names, generic words.

    Returns:
        surface_form, kind (family, uncatalogued, generic), family (its name, or empty), strength,
        reason; each form once, at its strongest, in the order of the text.
    """
    best: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        if mention.kind == CATALOGUED:
            continue
        key = (mention.kind, " ".join(mention.surface_form.split()).casefold())
        known = best.setdefault(key, mention)
        if STRENGTHS.index(mention.strength) < STRENGTHS.index(known.strength):
            best[key] = mention
    return pd.DataFrame(
        [
            (" ".join(m.surface_form.split()), m.kind, names.get(m.credential_id or "", ""),
             m.strength, m.reason)
            for m in best.values()
        ],
        columns=["surface_form", "kind", "family", "strength", "reason"],
    )  # fmt: skip


def refused(refusals: Iterable[Refusal], names: Mapping[str, str]) -> pd.DataFrame:
    """Forms seen and not counted: surface_form, credential (or empty), rule, times.

    Those that look like a credential of the catalog come first.
    """
    rows = pd.DataFrame(
        [
            (" ".join(r.surface_form.split()), names.get(r.credential_id or "", ""), r.rule)
            for r in refusals
        ],
        columns=["surface_form", "credential", "rule"],
    )
    counted = rows.groupby(list(rows.columns), sort=False).size().rename("times").reset_index()
    return counted.sort_values("credential", key=lambda c: c.eq(""), kind="stable").reset_index(
        drop=True
    )


def with_market(
    rows: pd.DataFrame, asked: pd.DataFrame, base: pd.Series, place: str
) -> pd.DataFrame:
    """Add how many of the industry's postings ask for each credential, and whether that is usual.

    Args:
        rows: ``named``, with the catalog's credential_id, kind and country.
        asked: ``queries.recognition.credentials`` of every kind.
        base: ``queries.recognition.denominators``.
        place: the country chosen, or ``all``.

    Returns:
        The rows with postings (k, 0 where no posting asks), n, share, low, high (of 1),
        is_elsewhere (a licence of another country than the one chosen), is_counted (its share
        can stand beside others) and standing (usual, unusual, unclear).
    """
    n, counts = int(base["postings"]), asked.set_index("credential_id")
    sums = [rows["credential_id"].map(counts[name]).fillna(0) for name in SUMS]
    k = sums[0].astype(int)
    bounds = clustered_interval(sums[0], sums[1], sums[2], clusters_of(base))
    elsewhere = rows["kind"].eq("licence") & ~rows["country"].isin(["INT", place]) & (place != ALL)
    return rows.assign(
        postings=k,
        n=n,
        share=k / n if n else 0.0,
        low=bounds.low,
        high=bounds.high,
        is_elsewhere=elsewhere,
        is_counted=rows["is_asked"] & ~elsewhere & rows["kind"].ne("degree"),
        standing=[standing(lo, hi) for lo, hi in zip(bounds.low, bounds.high, strict=True)],
    )


def standing(low: float, high: float) -> str:
    """Whether ``USUAL_SHARE`` of postings or fewer ask, beyond the interval's doubt."""
    return USUAL if low >= USUAL_SHARE else UNUSUAL if high < USUAL_SHARE else UNCLEAR


def left_out(ranked: pd.DataFrame, ad_ids: Iterable[str]) -> pd.DataFrame:
    """Usual credentials of the industry that the ad does not name, most evidence first.

    Args:
        ranked: ``ranking.with_shares`` over the industry's postings.
        ad_ids: every credential with a name in the ad, counted or not.
    """
    usual = ranked[
        (ranked["low"] >= USUAL_SHARE)
        & (ranked["employers"] >= MIN_EMPLOYERS_TO_LEAD)
        & ranked["kind"].ne("degree")
        & ~ranked["credential_id"].isin(list(ad_ids))
    ]
    return usual.head(MOST_LEFT_OUT).assign(strength=LEFT_OUT)


def yearly_usd(status: str | None, fee_usd: float | None, months: float | None) -> float | None:
    """Renewal fee in US dollars a year; 0 where nothing is to pay, None where a part is unknown."""
    if status in ("none", "free") or (not pd.isna(months) and months == 0):
        return 0.0
    if fee_usd is None or months is None or pd.isna(fee_usd) or pd.isna(months):
        return None
    return float(fee_usd) * 12 / float(months)


def with_yearly(rows: pd.DataFrame) -> pd.DataFrame:
    """Add yearly_usd (NA where unknown) to rows with the catalog's renewal columns."""
    known = [
        yearly_usd(None if pd.isna(status) else status, fee, months)
        for status, fee, months in zip(
            rows["renewal_status"],
            rows["renewal_fee_usd"],
            rows["renewal_period_months"],
            strict=True,
        )
    ]
    return rows.assign(yearly_usd=pd.array(known, dtype="Float64"))


def bill(rows: pd.DataFrame, column: str) -> Bill:
    """The total of one price column over what an ad requires; what is not known is named.

    Args:
        rows: name, price_status, is_approximate and the column (US dollars, NA where unknown).
    """
    known = rows[column].notna()
    return Bill(
        float(rows.loc[known, column].sum()),
        int(known.sum()),
        tuple(rows.loc[~known, "name"]),
        bool(
            (rows["is_approximate"] | rows["price_status"].isin(APPROXIMATE).fillna(False))[
                known
            ].any()
        ),
    )


def required(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that the ad requires."""
    return rows[rows["strength"].eq(REQUIRED) & rows["is_asked"]]
