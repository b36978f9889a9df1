"""Judges the sample's badge files as a stranger's, and puts what came of it beside the awards.

Nobody is asked: what the network would answer is made with the badges. Trusted are the keys of the
sample's own issuers, and for the sample alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd

import badges
from badges.fetching import secured
from badges.reasons import ENDED, REFUTED
from badges.values import Fetched, Result, Settings, Trusted
from etl.importing.issuer_proof import ALLOW_LISTED, DOMAIN_PROVEN, Proof, fits
from etl.importing.people_links import Names, link, read_names
from etl.people.badge_owners import Owner
from etl.people.badge_rows import OFFLINE, award_row
from etl.people.sample import REFERENCE_ON, Pool
from etl.people.sample_badges import OUT_OF_DATE, File, Made, make_badges
from etl.people.sample_documents import Award, email_of, issuer_key, profile_address

SEED = 20261104
LOOKED_AT = {0: 0.6, 40: 0.17, 120: 0.13, 400: 0.1}
"""Days before the reference date at which badges were last looked at, and how many of them."""
BADGE = ("badge_text", "badge_format", "badge_sha256")
NO_ALIASES = pd.DataFrame(columns=["alias", "credential_id", "needs_near", "refuses_near"])
GONE = frozenset((*REFUTED, *ENDED))
"""Verdicts after which an award is no longer held."""
assert max(LOOKED_AT) < OUT_OF_DATE


@dataclass(frozen=True)
class Answers:
    """A fetch over the answers made with the badges: no socket is opened."""

    bodies: dict[str, bytes]
    at: str

    def __call__(self, url: str, limit: int) -> Fetched:
        body = self.bodies.get(secured(url))
        return Fetched(404 if body is None else 200, (body or b"")[: limit + 1], url, self.at)


def with_badges(pool: Pool, credentials: pd.DataFrame, issuers: pd.DataFrame) -> Pool:
    """The pool with badge files behind some of its awards, and the newest check of each.

    Args:
        credentials, issuers: the catalog's, as text frames.
    """
    awards = awards_of(pool.awards, credentials, issuers)
    # The badges have the catalog's own names: its other names would link none of them elsewhere.
    names = read_names(credentials, NO_ALIASES, issuers)
    made = make_badges(awards, REFERENCE_ON)
    websites = dict(zip(issuers["issuer_id"], issuers["website"].fillna(""), strict=True))
    known = _Known(names, websites, sample_issuers(awards))
    ids = pool.awards["award_id"].tolist()
    rows = pd.DataFrame(
        {"award_id": ids[file.award.number - 1], **_row(file, at, result, known)}
        for file, at, result in judged(made, awards)
    )
    files = rows[["candidate_id", "source_file", *BADGE]]
    every = pool.awards.merge(rows.drop(columns=["candidate_id", "badge_text"]), "left", "award_id")
    is_gone = every["verdict"].isin(GONE)
    gone = every[is_gone].assign(state=every["verdict"])
    return replace(
        pool,
        awards=every[~is_gone].reset_index(drop=True),
        not_held=gone.drop(columns=["award_id", "expiry_state"]).reset_index(drop=True),
        badge_files=files,
    )


def awards_of(
    awards: pd.DataFrame, credentials: pd.DataFrame, issuers: pd.DataFrame
) -> list[Award]:
    """The pool's awards as badges tell them, numbered by their rows from 1."""
    name_of = dict(zip(credentials["credential_id"], credentials["name"], strict=True))
    issuer_name = dict(zip(issuers["issuer_id"], issuers["name"], strict=True))
    columns = ("candidate_id", "credential_id", "issuer_id", "earned_on", "expires_on")
    return [
        Award(
            number,
            candidate_id,
            credential_id,
            name_of[credential_id],
            issuer_id,
            issuer_name.get(issuer_id, issuer_id),
            earned_on,
            expires_on if isinstance(expires_on, date) else None,
        )
        for number, (candidate_id, credential_id, issuer_id, earned_on, expires_on) in enumerate(
            zip(*(awards[column].tolist() for column in columns), strict=True), 1
        )
    ]


def sample_issuers(awards: Iterable[Award]) -> dict[str, tuple[str, str]]:
    """The sample's allow-list: key or profile -> id of the catalog's issuer, name in the badges."""
    return {
        name: (issuer, said)
        for issuer, said in sorted({(a.issuer_id, a.invented_issuer) for a in awards})
        for name in (issuer_key(issuer).did, profile_address(issuer))
    }


def judged(made: Made, awards: Iterable[Award]) -> Iterator[tuple[File, datetime, Result]]:
    """Each file with the moment at which it was looked at, and what came of it."""
    trusted = {did: Trusted(did, name) for did, (_, name) in sample_issuers(awards).items()}
    at = _day_end(REFERENCE_ON).isoformat()
    settings = Settings(fetch=Answers(made.answers, at), trusted=trusted)
    rng = np.random.default_rng(SEED)
    ages = rng.choice(list(LOOKED_AT), len(made.files), p=list(LOOKED_AT.values())).tolist()
    for file, age in zip(made.files, ages, strict=True):
        moment = _day_end(_looked_at(file.award, age))
        emails = (email_of(file.award.candidate_id),)
        (found,) = badges.read(file.text.encode(), file.path)
        yield (
            file,
            moment,
            badges.verify(found, replace(settings, at=moment, recipient_emails=emails)),
        )


def _looked_at(award: Award, age: int) -> date:
    """A day so long before the reference date, or that date itself where the badge did not exist
    then or has ended since."""
    day = REFERENCE_ON - timedelta(days=age)
    ends = award.expires_on
    if award.earned_on > day or (ends is not None and day <= ends <= REFERENCE_ON):
        return REFERENCE_ON
    return day


@dataclass(frozen=True)
class _Known:
    """What badges are held against: names and websites of the catalog, and whom the sample
    trusts."""

    names: Names
    websites: dict[str, str]
    trusted: dict[str, tuple[str, str]]


def _row(file: File, at: datetime, result: Result, known: _Known) -> dict[str, object]:
    """The columns of ``award_tables`` that a badge file and its check fill."""
    holder = file.award.candidate_id
    read = award_row(result.found, result, Owner(holder, None, holder))
    linked = link(known.names, read["badge_name"], read["issuer"], read["achievement"])
    return {
        **{name: read[name] for name in ("candidate_id", "badge_name", *BADGE)},
        "linked_by": linked.linked_by,
        "stated_in": "badges",
        "source_file": file.path,
        "verdict": result.verdict,
        "reason": result.reason,
        "recipient_match": result.recipient_match,
        "issuer_trust": result.issuer_trust,
        "issuer_domain": result.issuer_domain or None,
        "issuer_fits": _fits(result, known.names.issuer_of.get(linked.credential_id), known),
        "checked_at": at,
        "checked_mode": OFFLINE,
    }


def _fits(result: Result, issuer_id: str | None, known: _Known) -> bool | None:
    """Whether the proved issuer is that of the credential; None where nothing is proved."""
    if issuer_id is None or result.issuer_trust not in (ALLOW_LISTED, DOMAIN_PROVEN):
        return None
    catalog_issuer, _ = known.trusted.get(result.issuer.id, ("", ""))
    return bool(
        fits(
            Proof(catalog_issuer, domain=result.issuer_domain),
            issuer_id,
            known.names.issuer_names.get(issuer_id, ""),
            known.websites.get(issuer_id, ""),
        )
    )


def _day_end(day: date) -> datetime:
    """As `python -m badges verify --at DAY` has it: a day counts whole."""
    return datetime.combine(day, time.max, UTC)
