"""CareerOneStop certification finder: certifications with accreditors and renewal, with a key.

Seen in public code that uses it (github.com/uva-bi-sdad/CareerOneStop.jl and others, 2020 to
2026): `GET /v1/certificationfinder/{userId}/{keyword or O*NET code}/{directFlag}/{industry}/
{certType}/{organization}/{occupation}/{agency}/{sortColumn}/{sortDirections}/{startRecord}/
{limitRecord}`, unused parts `0`, header `Authorization: Bearer`; `RecordCount` and `CertList`
(`Id`, `Name`, `Url`, `Organization`, `Type`, `CertAccredAgencyList`, `CertDetailList`).

Not confirmed: whether `startRecord` counts from 0 or from 1 (an overlap of one is harmless, rows
are kept once), the largest `limitRecord`, and whether nothing found is HTTP 404 (taken as such).
There is no listing of everything and no filter by date, so the analyst lists keywords or O*NET
codes as targets, and each is read whole. No price is published.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.errors import DataError, NotFound
from etl.offers import OFFER_TABLES, Gathered, as_list, joined, text, web_address
from etl.sources import Source

SOURCE = Source(
    source_id="careeronestop",
    title="CareerOneStop certification finder",
    publisher="US Department of Labor, Employment and Training Administration",
    licence="CareerOneStop Web API terms: attribution, a free account",
    keeps_text=False,
    kind="catalog",
    country="US",
    region=None,
    document_type=None,
    label_meaning=None,
    collected_on=None,
    period="as published on the day of the fetch",
    cadence="monthly",
    note="Accreditors and renewal of certifications, by keyword or O*NET code; no prices.",
    cadence_days=60,
    terms="https://www.careeronestop.org/Developers/WebAPI/web-api.aspx",
)
USER_KEY, TOKEN_KEY = "CAREERONESTOP_USER_ID", "CAREERONESTOP_TOKEN"
MANNERS = Manners(
    base_url="https://api.careeronestop.org",
    seconds_between=1.0,
    hours_between_fetches=20,
    key_names=(USER_KEY, TOKEN_KEY),
    targets="keyword or O*NET code",
)
TABLES: Mapping[str, pa.Schema] = OFFER_TABLES

PER_PAGE = 100
_FLAGS = frozenset({"in-demand", "military", "job corps"})
"""Marks that stand among the accreditors and are none."""
_RENEWAL = re.compile(r"every\s+(\d+)\s+(year|month)", re.IGNORECASE)


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """The pages of each keyword or O*NET code.

    Raises:
        DataError: an answer has no `CertList`, or ends before its own `RecordCount`.
    """
    resumed, _, record = (ask.cursor or "").partition("\t")
    names = [target.target for target in ask.targets]
    first = names.index(resumed) if resumed in names else 0
    start = int(record) if resumed in names else 0
    for place, target in enumerate(ask.targets[first:], first):
        following = names[place + 1] + "\t0" if place + 1 < len(names) else None
        while True:
            try:
                answer = client.get(_path(target.target, start, ask), headers=_authorisation(ask))
            except NotFound:
                yield Page((), following, target)
                break
            count, total = len(_certifications(answer)), _total(answer)
            if start + count < total and not count:
                raise DataError(
                    f"{SOURCE.source_id}: {_hidden(answer.url, ask)}: empty at record {start} "
                    f"though RecordCount is {total}."
                )
            start += count
            is_last = start >= total
            yield Page((answer,), following if is_last else f"{target.target}\t{start}", target)
            if is_last:
                break
        start = 0


def parse(page: Page, ask: Ask) -> Parsed:
    """Rows of `offered_credentials`; the other tables stay empty.

    Raises:
        DataError: there is no `CertList`, or every record is refused.
    """
    gathered = Gathered(SOURCE.source_id)
    if not page.answers:
        target = page.target.target if page.target else ""
        gathered.reject(target, "target", "nothing found")
        return Parsed({table: [] for table in TABLES}, tuple(gathered.rejects))
    (answer,) = page.answers
    url = _hidden(answer.url, ask)
    for place, record in enumerate(_certifications(answer)):
        _read(record, gathered, f"{url} CertList[{place}]", answer)
    return gathered.parsed(url)


def _path(keyword: str, start: int, ask: Ask) -> str:
    # direct flag, industry, type, organisation, occupation, agency, sort column, sort direction
    unused = "/".join("0" * 8)
    user, words = quote(ask.keys[USER_KEY], safe=""), quote(keyword, safe="")
    return f"v1/certificationfinder/{user}/{words}/{unused}/{start}/{PER_PAGE}"


def _authorisation(ask: Ask) -> dict[str, str]:
    return {"Authorization": f"Bearer {ask.keys[TOKEN_KEY]}"}


def _hidden(url: str, ask: Ask) -> str:
    """The address without the user's id, which is part of its path."""
    user = quote(ask.keys.get(USER_KEY, ""), safe="")
    return url.replace(f"/{user}/", "/***/") if user else url


def _certifications(answer: Answer) -> list[Any]:
    document = answer.json()
    found = document.get("CertList") if isinstance(document, dict) else None
    if not isinstance(found, list):
        place = re.sub(r"(certificationfinder/)[^/]+", r"\1***", answer.url)
        raise DataError(f"{SOURCE.source_id}: {place}: no list in the field CertList.")
    return found


def _total(answer: Answer) -> int:
    """`RecordCount`; where it is no number, the page is taken for the last."""
    total = answer.json().get("RecordCount")
    return total if isinstance(total, int) else 0


def _read(record: Any, gathered: Gathered, where: str, answer: Answer) -> None:
    if not isinstance(record, dict):
        gathered.reject(where, "CertList", "not a record")
        return
    external_id, name = text(record.get("Id")), text(record.get("Name"))
    if external_id is None:
        gathered.reject(where, "Id", "no identifier")
        return
    if name is None:
        gathered.reject(where, "Name", "no name")
        return
    agencies = [
        text(agency.get("Name"))
        for agency in as_list(record.get("CertAccredAgencyList"))
        if isinstance(agency, dict)
    ]
    gathered.credential(
        external_id,
        name,
        issuer=text(record.get("Organization")),
        type="Certification",
        url=web_address(record.get("Url")),
        level=text(record.get("Type")),
        valid_months=_renewal_months(record.get("CertDetailList")),
        accreditation=joined(a for a in agencies if a and a.casefold() not in _FLAGS),
        as_of=answer.retrieved_at.date().isoformat(),
    )


def _renewal_months(details: Any) -> int | None:
    """Months between renewals; 0 where none is needed, None where it is not said."""
    for detail in as_list(details):
        name = text(detail.get("Name")) if isinstance(detail, dict) else None
        if name is None or not name.casefold().startswith("renewal required"):
            continue
        value = text(detail.get("Value")) or ""
        if match := _RENEWAL.search(value):
            return int(match[1]) * (12 if match[2].casefold() == "year" else 1)
        if value.casefold() == "no":
            return 0
    return None
