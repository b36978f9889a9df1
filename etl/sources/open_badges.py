"""Open Badges issuer catalogs: BadgeClass (2.0) and Achievement (3.0) documents at listed URLs.

Documented (1EdTech Open Badges 2.0 and 3.0): a BadgeClass has `id`, `name`, `issuer` (an address
or a Profile), `criteria`, `alignment` with `targetName`; an Achievement has `id`, `name`,
`creator`, `achievementType`, `inLanguage`, `alignment` with `targetName`. Neither standard says
how an issuer lists its badges, so a listed URL may hold one badge, an array, or a collection
(`@graph`, or a list under one of the usual names); members given by address are asked for, and a
`Link: rel="next"` header is followed. Badgr's `result` lists are read with their own field names.

Not confirmed: the names under which other platforms list their badges. Awards to people
(Assertion, OpenBadgeCredential) are refused unread. Criteria and descriptions are not kept.
A listed address that is gone is a reject, so that the others still arrive.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.errors import DataError, NotFound
from etl.offers import OFFER_TABLES, Gathered, as_list, day, joined, text, texts, web_address
from etl.sources import Source

SOURCE = Source(
    source_id="open_badges",
    title="Open Badges issuer catalogs",
    publisher="the issuers that the analyst lists",
    licence="terms of each issuer",
    keeps_text=False,
    kind="catalog",
    country=None,
    region=None,
    document_type=None,
    label_meaning=None,
    collected_on=None,
    period="as published on the day of the fetch",
    cadence="as the issuers change them",
    note="Badge classes and achievements with their aligned skills; criteria are not kept.",
    cadence_days=90,
    terms="https://www.1edtech.org/standards/open-badges",
)
MANNERS = Manners(base_url="", seconds_between=1.0, hours_between_fetches=20, targets="URL")
TABLES: Mapping[str, pa.Schema] = OFFER_TABLES

MOST_MEMBERS = 2_000
"""Members of a collection that are given by address; more is not the catalog of one issuer."""
_LISTS = ("@graph", "badgeClasses", "badges", "achievements", "result", "results", "items", "data")
_BADGES = frozenset({"BadgeClass", "Achievement"})
_AWARDS = frozenset({
    "Assertion", "VerifiableCredential", "OpenBadgeCredential", "AchievementCredential",
})  # fmt: skip


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """The pages of each listed URL, with the members and issuers that they name by address.

    Raises:
        DataError: a collection names too many members, or leads round in a circle.
    """
    resumed, _, asked_next = (ask.cursor or "").partition("\t")
    names = [target.target for target in ask.targets]
    first = names.index(resumed) if resumed in names else 0
    url = asked_next if resumed in names and asked_next else None
    for place, target in enumerate(ask.targets[first:], first):
        following = names[place + 1] + "\t" if place + 1 < len(names) else None
        url, seen = url or target.target, set[str]()
        while url:
            if url in seen:
                raise DataError(f"{SOURCE.source_id}: {url}: the pages lead round in a circle.")
            seen.add(url)
            try:
                answer = client.get(url)
            except NotFound:
                yield Page((), following, target)
                break
            more = answer.links.get("next")
            more = urljoin(url, more) if more else None
            members = _members(answer.json())
            addresses = [m for m in members if isinstance(m, str)]
            if len(addresses) > MOST_MEMBERS:
                raise DataError(
                    f"{SOURCE.source_id}: {url}: {len(addresses):,} members by address; refused."
                )
            badges = [found for a in addresses for found in _asked(client, urljoin(url, a), url)]
            records = [*members, *(m for b in badges for m in _members(b.json()))]
            issuers = [
                found
                for i in _issuers_by_address(records)
                for found in _asked(client, urljoin(url, i), url)
            ]
            yield Page(
                (answer, *badges, *issuers),
                f"{target.target}\t{more}" if more else following,
                target,
            )
            url = more
        url = None


def parse(page: Page, ask: Ask) -> Parsed:
    """Rows of `offered_credentials` and `offered_skills`.

    Raises:
        DataError: the document holds no badge, or several and every one is refused.
    """
    gathered = Gathered(SOURCE.source_id)
    if not page.answers:
        gathered.reject(page.target.target if page.target else "", "target", "not there")
        return Parsed({table: [] for table in TABLES}, tuple(gathered.rejects))
    first, *others = page.answers
    profiles = {
        str(profile[key]): profile
        for answer in page.answers
        for profile in _members(answer.json())
        if isinstance(profile, dict) and not _types(profile) & (_BADGES | _AWARDS)
        for key in ("id", "@id")
        if isinstance(profile.get(key), str)
    }
    members = _members(first.json())
    if not members and not isinstance(first.json(), list | dict):
        raise DataError(f"{SOURCE.source_id}: {first.url}: no badge and no list of badges.")
    places = [(f"{first.url} [{n}]", first, m) for n, m in enumerate(members)]
    for answer in others:
        if any(_is_badge(m) for m in _members(answer.json())):
            places += [(answer.url, answer, m) for m in _members(answer.json())]
    records = [
        (where, answer, record)
        for where, answer, record in places
        if not isinstance(record, str)
        and not (isinstance(record, dict) and record.get("id") in profiles)
    ]
    for where, answer, record in records:
        _read(record, profiles, gathered, where, answer)
    return gathered.parsed(first.url, refuse_above=1)


def _asked(client: Client, url: str, near: str) -> list[Answer]:
    """The answer for an address on the same host; none where it is elsewhere or gone."""
    if urlsplit(url).netloc != urlsplit(near).netloc:
        return []
    try:
        return [client.get(url)]
    except NotFound:
        return []


def _members(document: Any) -> list[Any]:
    """The records of a document: itself, its items, or those of the list inside it."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    if not _types(document) & (_BADGES | _AWARDS):
        for name in _LISTS:
            if isinstance(document.get(name), list):
                return document[name]
    return [document]


def _types(record: Mapping[str, Any]) -> set[str]:
    kinds = as_list(record.get("type", record.get("@type", record.get("entityType"))))
    return {str(kind).rpartition(":")[2].rpartition("#")[2] for kind in kinds}


def _is_badge(record: Any) -> bool:
    return isinstance(record, dict) and bool(_types(record) & _BADGES)


def _issuer(record: Mapping[str, Any]) -> Any:
    # 2.0 says issuer, 3.0 creator; Badgr's own lists add the issuer's open badge address.
    return record.get("creator") or record.get("issuerOpenBadgeId") or record.get("issuer")


def _issuers_by_address(records: list[Any]) -> list[str]:
    named = (_issuer(record) for record in records if _is_badge(record))
    return list(dict.fromkeys(issuer for issuer in named if isinstance(issuer, str)))


def _read(
    record: Any,
    profiles: Mapping[str, Mapping[str, Any]],
    gathered: Gathered,
    where: str,
    answer: Answer,
) -> None:
    kinds = _types(record) if isinstance(record, dict) else set()
    if kinds & _AWARDS:
        gathered.reject(where, "type", "an award to a person")
        return
    if not kinds & _BADGES:
        gathered.reject(where, "type", "no badge class or achievement")
        return
    external_id = text(record.get("id") or record.get("@id") or record.get("openBadgeId"))
    name = text(record.get("name"))
    if external_id is None:
        gathered.reject(where, "id", "no identifier")
        return
    if name is None:
        gathered.reject(where, "name", "no name")
        return
    issuer = _issuer(record)
    profile = issuer if isinstance(issuer, dict) else profiles.get(str(issuer), {})
    criteria = record.get("criteria", record.get("criteriaUrl"))
    page = criteria.get("id") if isinstance(criteria, dict) else criteria
    offer_id = gathered.credential(
        external_id,
        name,
        issuer=text(profile.get("name")),
        type=text(record.get("achievementType")) or "Badge",
        url=web_address(page) or web_address(external_id),
        language=joined(texts(record.get("inLanguage", record.get("@language")))),
        as_of=day(record.get("updatedAt")) or answer.retrieved_at.date().isoformat(),
    )
    for alignment in as_list(record.get("alignment", record.get("alignments"))):
        if isinstance(alignment, dict):
            gathered.skill(offer_id, text(alignment.get("targetName", alignment.get("name"))))
