"""Links of badges with the catalog, as frames: which credential each is, and whose word that is."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from etl.importing.issuer_proof import ALLOW_LISTED, DOMAIN_PROVEN, Proof, fits
from etl.importing.people_links import (
    BADGE,
    NOT_LINKED,
    Link,
    Names,
    badge_id,
    badge_key,
    link,
    link_aligned,
    read_names,
)
from etl.paths import Paths
from etl.people.publish import read_catalog
from etl.people.trusted import TrustList, read_trust_list

NO_ISSUER = "Issuer not stated"
STATED = ("badge", "role", "issuer", "achievement")
PROVED = ("alignments", "issuer_trust", "checked_issuer", "issuer_domain")
LINK = ("credential_id", "issuer_id", "linked_by", "issuer_fits", "issuer_name")
SEPARATOR = "\x1f"
"""Between the alignments of a badge."""


def links(
    frames: dict[str, pd.DataFrame],
    aliases: pd.DataFrame,
    badges: pd.DataFrame,
    trust: TrustList,
    *,
    is_stated: bool,
) -> pd.DataFrame:
    """What each of some badges is.

    Args:
        badges: columns ``STATED``, and of badges that were checked ``PROVED``.
        is_stated: the badges are from a column of badges, where letters mean a badge.

    Returns:
        The same columns and ``LINK``: issuer_fits is missing where nothing is linked or proved,
        and false where a badge bears a credential's name and what is proved does not show its
        issuer; issuer_name is that of a badge that stands as itself.
    """
    names = read_names(frames["credentials"], aliases, frames["issuers"])
    known = {badge_key(n): i for n, i in _issuer_keys(frames["issuers"])}
    websites = {
        str(i): "" if pd.isna(w) else str(w)
        for i, w in zip(frames["issuers"]["issuer_id"], frames["issuers"]["website"], strict=True)
    }
    rows = []
    for row in badges.reindex(columns=[*STATED, *PROVED]).itertuples(index=False):
        told = [None if pd.isna(v) else str(v) for v in row]
        badge, role, issuer, achievement, alignments, *checked = told
        found = link(
            names, badge, issuer, achievement, context=role or "", letters_suffice=is_stated
        )
        if found.linked_by == NOT_LINKED and alignments:
            found = link_aligned(names, alignments.split(SEPARATOR), issuer) or found
        proof = proof_of(trust, *checked)
        what = badge or achievement or ""
        rows.append((*told, *_settled(found, names, known, websites, proof, what, issuer)))
    columns = [*STATED, *PROVED, *LINK]
    return pd.DataFrame(rows, columns=columns).astype(
        {name: "boolean" if name == "issuer_fits" else "str" for name in columns}
    )


def _settled(
    found: Link,
    names: Names,
    known: dict[str, str],
    websites: dict[str, str],
    proof: Proof | None,
    badge: str,
    issuer: str | None,
) -> tuple[str, str, str, bool | None, str | None]:
    """``LINK`` of a badge, by what is proved of its issuer."""

    def is_proved(issuer_id: str) -> bool | None:
        name = names.issuer_names.get(issuer_id, "")
        return fits(proof, issuer_id, name, websites.get(issuer_id, "")) if proof else None

    own = names.issuer_of.get(found.credential_id)
    is_fitting: bool | None = None
    if own is not None and proof is not None:
        is_fitting = is_proved(own)
        if is_fitting is not False:
            return found.credential_id, own, found.linked_by, bool(is_fitting), issuer
    elif own is not None:
        return found.credential_id, own, found.linked_by, None, issuer
    key = badge_key(issuer or "")
    named = known.get(key)
    if proof is not None and (named is None or not is_proved(named)):
        # Somebody else of that name, as far as is proved: told apart by what is proved.
        apart = proof.domain or proof.name
        if apart and badge_key(apart) != key:
            issuer = f"{issuer} at {apart}" if issuer else apart
        named, key = None, badge_key(issuer or "")
    issuer_id = named or f"issuer:{key.replace(' ', '-') or 'not-stated'}"
    return badge_id(badge, issuer), issuer_id, NOT_LINKED, is_fitting, issuer


def proof_of(
    trust: TrustList, issuer_trust: str | None, issuer_id: str | None, domain: str | None
) -> Proof | None:
    """What a check proves of who issued a badge; None where it proves nothing."""
    if issuer_trust == ALLOW_LISTED:
        issuer = issuer_id or ""
        entry = trust.issuers.get(issuer)
        is_web = issuer.startswith(("https://", "http://"))
        host = urlsplit(issuer).hostname if is_web else None
        return Proof(
            trust.catalog_issuer.get(issuer, ""), entry.name if entry else "", domain or host or ""
        )
    return Proof(domain=domain or "") if issuer_trust == DOMAIN_PROVEN else None


def with_badges(
    own: pd.DataFrame, frames: dict[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The catalog's credentials and issuers, and those of badges that stand as themselves.

    Names stay unique: a badge whose name is taken is followed by its issuer, then by a number.
    """
    rows = own.drop_duplicates("credential_id").assign(
        name=lambda r: r["badge"].fillna(r["achievement"]),
        issuer=lambda r: r["issuer_name"].fillna(NO_ISSUER),
    )
    taken = set(frames["credentials"]["name"])
    twice = set(rows["name"][rows["name"].duplicated()])
    names = []
    for name, issuer in zip(rows["name"], rows["issuer"], strict=True):
        wanted = f"{name} ({issuer})" if name in taken or name in twice else name
        number, unique = 2, wanted
        while unique in taken:
            unique, number = f"{wanted} {number}", number + 1
        taken.add(unique)
        names.append(unique)
    credentials = rows.assign(name=names, kind=BADGE)[
        ["credential_id", "name", "kind", "issuer_id"]
    ]
    fresh = rows[~rows["issuer_id"].isin(frames["issuers"]["issuer_id"])]
    issuers = fresh.drop_duplicates("issuer_id")[["issuer_id", "issuer"]]
    return (
        pd.concat([frames["credentials"], credentials], ignore_index=True),
        pd.concat(
            [frames["issuers"], issuers.rename(columns={"issuer": "name"})], ignore_index=True
        ),
    )


def with_links(paths: Paths, judged: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Judged badges (``badge_judging``) with credential_id, credential_name and linked_by."""
    rows = list(judged)
    frames = {name: read_catalog(paths, name) for name in ("credentials", "issuers")}
    stated = [_stated(row) for row in rows if row.get("award")]
    if not stated:
        return rows
    aliases = read_catalog(paths, "aliases")
    found = links(
        frames, aliases, pd.DataFrame(stated, dtype="str"), read_trust_list(paths), is_stated=False
    )
    named = dict(zip(frames["credentials"]["credential_id"], frames["credentials"]["name"],
                     strict=True))  # fmt: skip
    told = iter(found.to_dict("records"))
    return [row | _told(next(told), named, row) if row.get("award") else row for row in rows]


def _stated(row: dict[str, Any]) -> dict[str, Any]:
    award, check = row["award"], row["check"]
    return {
        "badge": award["badge_name"],
        "issuer": award["issuer"],
        "achievement": award["achievement"],
        "alignments": SEPARATOR.join(award["alignments"]) or None,
        "issuer_trust": check["issuer_trust"],
        "checked_issuer": check["issuer_id"],
        "issuer_domain": check["issuer_domain"],
    }


def _told(found: dict[str, Any], named: dict[str, str], row: dict[str, Any]) -> dict[str, Any]:
    credential = found["credential_id"]
    return {
        "credential_id": credential,
        "credential_name": named.get(credential, row["badge_name"]),
        "linked_by": found["linked_by"],
    }


def _issuer_keys(issuers: pd.DataFrame) -> list[tuple[str, str]]:
    ids = [str(i) for i in issuers["issuer_id"]]
    return [*zip(ids, ids, strict=True), *zip(map(str, issuers["name"]), ids, strict=True)]
