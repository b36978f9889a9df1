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
from badges.values import Fetched, Found, Json, Result, Settings, Trusted
from etl.importing.people_links import Names, link, read_names
from etl.people.sample import REFERENCE_ON, Pool
from etl.people.sample_badges import OUT_OF_DATE, File, Made, make_badges
from etl.people.sample_documents import Award, email_of, issuer_key, profile_address

SEED = 20261104
LOOKED_AT = {0: 0.6, 40: 0.17, 120: 0.13, 400: 0.1}
"""Days before the reference date at which badges were last looked at, and how many of them."""
NO_ALIASES = pd.DataFrame(columns=["alias", "credential_id", "needs_near", "refuses_near"])
GONE = frozenset({"tampered", "malformed", "not_a_badge", "revoked", "suspended"})
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
    trusted = sample_issuers(awards)
    ids = pool.awards["award_id"].tolist()
    rows = pd.DataFrame(
        {"award_id": ids[file.award.number - 1], **_row(file, at, result, names, trusted)}
        for file, at, result in judged(made, awards)
    )
    files = rows[["badge_sha256", "candidate_id", "badge_format", "badge_text", "source_file"]]
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


def _row(
    file: File,
    at: datetime,
    result: Result,
    names: Names,
    trusted: dict[str, tuple[str, str]],
) -> dict[str, object]:
    """The columns of ``award_tables`` that a badge file and its check fill."""
    badge, issuer, achievement = _named(result.found)
    linked = link(names, badge, issuer, achievement)
    return {
        "candidate_id": file.award.candidate_id,
        "badge_name": badge,
        "linked_by": linked.linked_by,
        "stated_in": "badges",
        "source_file": file.path,
        "badge_format": result.found.format,
        "badge_sha256": result.found.sha256,
        "badge_text": file.text,
        "verdict": result.verdict,
        "reason": result.reason,
        "recipient_match": result.recipient_match,
        "issuer_trust": result.issuer_trust,
        "issuer_domain": result.issuer_domain or None,
        "issuer_fits": _fits(result, names.issuer_of.get(linked.credential_id), trusted),
        "checked_at": at,
        "checked_mode": "offline",
    }


def _named(found: Found) -> tuple[str, str, str]:
    """Badge, issuer and achievement as a file names them, proved or not."""
    document: Json = found.document or {}
    if "badge" in document:
        badge = document["badge"]
        return badge["name"], badge["issuer"]["name"], badge["id"]
    achievement = document["credentialSubject"]["achievement"]
    return achievement["name"], document["issuer"]["name"], achievement["id"]


def _fits(
    result: Result, issuer_id: str | None, trusted: dict[str, tuple[str, str]]
) -> bool | None:
    """Whether the proved issuer is that of the credential; None where nothing is proved."""
    if issuer_id is None or result.issuer_trust not in ("allow_listed", "domain_proven"):
        return None
    return trusted.get(result.issuer.id, ("", ""))[0] == issuer_id


def _day_end(day: date) -> datetime:
    """As `python -m badges verify --at DAY` has it: a day counts whole."""
    return datetime.combine(day, time.max, UTC)
