"""Supply against demand: who holds the badges that are asked for, and how many postings ask."""

import pandas as pd

from analysis.statistics import MEASURED
from dashboard.filters import Filters
from dashboard.metrics import count, interval, percent
from dashboard.queries import catalog, job_ad, recognition
from dashboard.queries.badge_groups import BADGE, credential_names, parted
from dashboard.queries.conditions import CandidateFilter
from dashboard.ranking import state_of, with_shares

MARKET = Filters()
"""The whole market: a pool's filter says nothing of the industry that its badges are for."""


def asked_badges(chosen: CandidateFilter) -> list[str]:
    """Credential ids of the badges that must be held, each once."""
    terms = (parted(t) for t in (*chosen.all_of, *chosen.any_of))
    return list(dict.fromkeys(i for kind, i in terms if kind == BADGE))


def against_demand(chosen: CandidateFilter, credential_ids: list[str]) -> pd.DataFrame:
    """Badge, Hold it here, Postings that ask, Of 100 postings, Employers that ask.

    Holders are those of the whole pool on the filter's date. What is no credential of the catalog,
    and a degree, is not counted in postings: missing, which is not zero. No share is told where
    postings are too few.
    """
    base = recognition.denominators(MARKET)
    counted = with_shares(recognition.credentials(MARKET), base).set_index("credential_id")
    kinds = catalog.named(tuple(credential_ids)).set_index("credential_id")["kind"]
    held = job_ad.holders(tuple(credential_ids), chosen.valid_on)
    names = credential_names()
    rows = []
    for i in credential_ids:
        can_be_asked = i in kinds.index and kinds[i] != "degree"
        row = counted.loc[i] if i in counted.index else None
        share = (
            "" if row is None else f"{percent(row['share'])} ({interval(row['low'], row['high'])})"
        )
        rows.append(
            {
                "Badge": names.get(i, i),
                "Hold it here": held[i],
                "Postings that ask": row["postings"] if row is not None else 0,
                "Share of postings": share,
                "Employers that ask": row["employers"] if row is not None else 0,
            }
            if can_be_asked
            else {"Badge": names.get(i, i), "Hold it here": held[i]}
        )
    table = pd.DataFrame(
        rows,
        columns=[
            "Badge",
            "Hold it here",
            "Postings that ask",
            "Share of postings",
            "Employers that ask",
        ],
    )
    if state_of(base) != MEASURED:
        table["Share of postings"] = None
    return table.astype({"Postings that ask": "Int64", "Employers that ask": "Int64"})


def market_note() -> str:
    """What the postings are, in one sentence."""
    base = recognition.denominators(MARKET)
    return (
        f"Holders: the whole pool, on the date. Postings: all {count(base['postings'])} of this "
        f"build by {count(base['employers'])} employers, whichever industry or place, with 95 % "
        "intervals. They were collected from the sources that we have and are no market total. "
        "Degrees and badges that the catalog does not name are not counted in postings."
    )
