"""Badge files behind a part of the sample's awards: most of them good, some bad in known ways.

The mix is a choice of ours: what a pool of real badges might hold. What a badge is worth is not
written down here; ``sample_checks`` judges the finished files as it would a stranger's.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

import numpy as np

from etl.people.sample_documents import (
    MARK,
    Award,
    assertion,
    credential,
    did_document,
    email_of,
    issuer_key,
    list_address,
    status_entry,
    status_list,
    token_payload,
    vc_jwt,
)
from etl.people.sample_signing import Json, SeededKey, b64, seeded_key, with_proof

SEED = 20261103
SOUND, HOSTED = "sound", "hosted"
MIX = {
    SOUND: 0.0700,
    HOSTED: 0.0180,
    "no holder named": 0.0025,
    "somebody else's": 0.0060,
    "by a key of its own": 0.0070,
    "by the holder, under the issuer's name": 0.0016,
    "by a site of its own, under the issuer's name": 0.0016,
    "by a trusted issuer of other credentials": 0.0014,
    "by a key the issuer does not confirm": 0.0015,
    "changed": 0.0030,
    "revoked": 0.0032,
    "suspended": 0.0012,
    "list without answer": 0.0045,
    "list out of date": 0.0012,
    "malformed": 0.0014,
}
"""Share of the pool's awards behind which lies a badge file of each kind."""
EMBEDDED = 0.12
"""Share of signed badges with their proof inside; the others are tokens, which are made faster."""
LISTS_FROM = 8
"""An issuer of at least so many badges keeps status lists."""
SITES = ("quick-badges.example", "certificates-today.example", "pass-at-once.example")
REVOKED, SUSPENDED, GONE, OLD = "revocation", "suspension", "moved", "former"
"""Names of an issuer's status lists; what lies at GONE is never there."""
OUT_OF_DATE = 500
"""Days since which the lists at OLD are no longer current: longer than any check lies back."""
BEFORE_ALL, AFTER_ALL = "1999-12-31T00:00:00Z", "2050-12-31T00:00:00Z"


@dataclass(frozen=True)
class File:
    """A badge file: what kind of badge was meant, and its text (a JSON document or a token)."""

    award: Award
    kind: str
    text: str

    @property
    def path(self) -> str:
        """Where it lies in a folder of badges: a folder for each candidate."""
        ending = "json" if self.text.startswith("{") else "jwt"
        return f"{self.award.candidate_id}/{self.award.credential_id}.{ending}"


@dataclass
class _Lists:
    """Places that are set in the status lists, by issuer and name of the list."""

    places: dict[tuple[str, str], set[int]] = field(default_factory=dict)

    def entry(self, award: Award, name: str, *, is_set: bool = False) -> Json:
        places = self.places.setdefault((award.issuer_id, name), set())
        if is_set:
            places.add(award.number)
        return status_entry(award.issuer_id, name, _purpose(name), award.number)


@dataclass(frozen=True)
class Made:
    """The badge files, and what the network would answer to those who ask about them."""

    files: tuple[File, ...]
    answers: dict[str, bytes]


@dataclass(frozen=True)
class _Meant:
    """A badge before it is written: its document, the key that signs it (None: nobody does), what
    becomes of it after it is signed, and what a token says besides."""

    document: Json
    key: SeededKey | None
    change: Callable[[Json], Json] | None = None
    claims: Json = field(default_factory=dict)


def make_badges(awards: list[Award], reference_on: date, seed: int = SEED) -> Made:
    """Badge files for the shares of the mix; the same awards always get the same files."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(awards))
    counts = [round(share * len(awards)) for share in MIX.values()]
    kinds = np.repeat(list(MIX), counts).tolist()
    chosen = [awards[position] for position in order[: len(kinds)]]
    others = [awards[position] for position in order[::-1]]
    embedded = (rng.random(len(chosen)) < EMBEDDED).tolist()
    issued = Counter(award.issuer_id for award in chosen)
    lists = _Lists()
    files = []
    for number, (award, kind) in enumerate(zip(chosen, kinds, strict=True)):
        meant = _meant(kind, number, award, _another(award, others, number), lists)
        if kind == SOUND and issued[award.issuer_id] >= LISTS_FROM:
            meant.document["credentialStatus"] = lists.entry(award, REVOKED)
        files.append(File(award, kind, _written(meant, is_embedded=embedded[number])))
    answers = {
        list_address(issuer, name): status_list(
            issuer,
            name,
            _purpose(name),
            places,
            ends=reference_on - timedelta(days=OUT_OF_DATE) if name == OLD else None,
        )
        for (issuer, name), places in lists.places.items()
        if name != GONE
    }
    for site in SITES:
        confirmed = json.dumps(did_document(_site_key(site)))
        answers[f"https://{site}/.well-known/did.json"] = confirmed.encode()
    return Made(tuple(files), answers)


def _another(award: Award, others: list[Award], start: int) -> Award:
    """The first from `start` on that is somebody else's and of another issuer, else the same."""
    for other in islice(others, start, None):
        if other.candidate_id != award.candidate_id and other.issuer_id != award.issuer_id:
            return other
    return award


def _meant(kind: str, number: int, award: Award, other: Award, lists: _Lists) -> _Meant:
    key, email = issuer_key(award.issuer_id), email_of(award.candidate_id)
    stranger = email_of(other.candidate_id)
    if kind == HOSTED:
        return _Meant(assertion(award, email), None)
    if kind == "no holder named":
        return _Meant(credential(award, key.did, ""), key)
    if kind == "somebody else's":
        return _Meant(credential(award, key.did, stranger), key)
    if kind == "by a key of its own":
        own = seeded_key(f"Credence sample office of {award.issuer_id}")
        name = f"{award.issuer_name}, regional office {MARK}"
        return _Meant(credential(award, own.did, email, name), own)
    if kind == "by the holder, under the issuer's name":
        own = seeded_key(f"Credence sample holder {award.candidate_id}")
        return _Meant(credential(award, own.did, email), own)
    if kind == "by a site of its own, under the issuer's name":
        own = _site_key(SITES[number % len(SITES)])
        return _Meant(credential(award, own.did, email), own)
    if kind == "by a trusted issuer of other credentials":
        own = issuer_key(other.issuer_id)
        return _Meant(credential(award, own.did, email, other.invented_issuer), own)
    document = credential(award, key.did, email)
    if kind == "by a key the issuer does not confirm":
        return _Meant(document, seeded_key(f"Credence sample stray key {award.issuer_id}"))
    if kind == "changed" and number % 2:
        # Somebody else's badge, made one's own.
        return _Meant(credential(award, key.did, stranger), key, lambda signed: document)
    if kind == "changed":
        return _Meant(document, key, _prolonged)
    if kind == "malformed" and number % 2:
        return _Meant({**document, "validUntil": BEFORE_ALL}, key)
    if kind == "malformed":
        return _Meant(document, key, claims={"nbf": 1})
    if kind in _ON_LISTS:
        name, is_set = _ON_LISTS[kind]
        document["credentialStatus"] = lists.entry(award, name, is_set=is_set)
    return _Meant(document, key)


def _written(meant: _Meant, *, is_embedded: bool) -> str:
    """The text of a badge file."""
    if meant.key is None:
        return _json(meant.document)
    # What a token says besides its badge has no place in an embedded proof.
    if is_embedded and not meant.claims:
        signed = with_proof(meant.document, meant.key)
        changed = meant.change(meant.document) if meant.change else signed
        return _json({**changed, "proof": signed["proof"]})
    text = vc_jwt(meant.document, meant.key, **meant.claims)
    if meant.change is None:
        return text
    head, _, signature = text.split(".")
    said = token_payload(meant.change(meant.document))
    return f"{head}.{b64(json.dumps(said).encode())}.{signature}"


def _json(document: Json) -> str:
    """As badges are kept of which the file was read."""
    return json.dumps(document, separators=(",", ":"))


def _prolonged(document: Json) -> Json:
    return {**document, "validUntil": AFTER_ALL}


def _site_key(site: str) -> SeededKey:
    return seeded_key(f"Credence sample site {site}", f"did:web:{site}")


def _purpose(name: str) -> str:
    return SUSPENDED if name == SUSPENDED else REVOKED


_ON_LISTS = {
    "revoked": (REVOKED, True),
    "suspended": (SUSPENDED, True),
    "list without answer": (GONE, False),
    "list out of date": (OLD, False),
}
