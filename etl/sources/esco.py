"""ESCO skills: the European vocabulary of skills, keyless, page by page.

Documented (the ESCO web service's pages and API documentation): `GET /esco/api/search` with
`type`, `language`, `limit`, `offset`, `full`, `selectedVersion` (default an old one, so it is
always said); `_embedded.results` with `uri`, `title`, `className`, and `total`.

Not confirmed: that a search without `text` lists every skill (public code asks by words), and
whether `offset` counts records or pages. Where an answer has `_links.next`, its offset is asked;
else records are counted, and a fetch that ends before `total` fails aloud. The service has no
filter by date: every fetch brings the whole edition, and `seconds_between` is our own choice.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed, Reject
from etl.errors import DataError
from etl.offers import text
from etl.sources import Source

SOURCE = Source(
    source_id="esco",
    title="ESCO skills",
    publisher="European Commission",
    licence="reuse with attribution (Commission Decision 2011/833/EU)",
    keeps_text=True,
    kind="reference",
    country=None,
    region=None,
    document_type=None,
    label_meaning=None,
    collected_on=None,
    period="version 1.2.0",
    cadence="yearly",
    note="Names and addresses of skills; descriptions are not asked for.",
    cadence_days=400,
    terms="https://esco.ec.europa.eu/en/use-esco/download",
)
VERSION = "v1.2.0"
MANNERS = Manners(
    base_url="https://ec.europa.eu",
    seconds_between=1.0,
    hours_between_fetches=24 * 7,
    covers="whole",
)
TABLES: Mapping[str, pa.Schema] = {
    "esco_skills": pa.schema(
        [
            pa.field("uri", pa.string(), nullable=False),
            pa.field("title", pa.string(), nullable=False),
            ("type", pa.string()),
            ("version", pa.string()),
        ]
    )
}

PER_PAGE = 100


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """Pages of the skills of one version.

    The cursor is the next offset and how many records came before it.

    Raises:
        DataError: an answer has no list of results, or the last page comes before `total`.
    """
    offset, _, before = (ask.cursor or "0 0").partition(" ")
    came = int(before)
    while True:
        answer = client.get(
            "esco/api/search",
            {
                "type": "skill",
                "language": "en",
                "limit": str(PER_PAGE),
                "offset": offset,
                "full": "false",
                "selectedVersion": VERSION,
            },
            headers={"Accept": "application/json"},
        )
        results, total = _results(answer), answer.json().get("total")
        came += len(results)
        wanted = total if isinstance(total, int) else came
        if not results and came < wanted:
            raise DataError(
                f"{SOURCE.source_id}: {answer.url}: empty after {came} of {wanted} records."
            )
        offset = _next_offset(answer) or str(int(offset) + len(results))
        cursor = f"{offset} {came}" if came < wanted else None
        yield Page((answer,), cursor)
        if cursor is None:
            return


def parse(page: Page, ask: Ask) -> Parsed:
    """Rows of `esco_skills`.

    Raises:
        DataError: there is no list of results, or every record is refused.
    """
    (answer,) = page.answers
    rows: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for place, record in enumerate(_results(answer)):
        where = f"{answer.url} _embedded.results[{place}]"
        uri, title = (
            (text(record.get(name)) for name in ("uri", "title"))
            if isinstance(record, dict)
            else (None, None)
        )
        if uri is None:
            rejects.append(Reject(where, "uri", "no identifier"))
        elif title is None:
            rejects.append(Reject(where, "title", "no title"))
        else:
            kind = text(record.get("className"))
            rows.append({"uri": uri, "title": title, "type": kind, "version": VERSION})
    if rejects and not rows:
        raise DataError(
            f"{SOURCE.source_id}: {answer.url}: all {len(rejects)} records are refused; the first "
            f"for the field {rejects[0].column}: {rejects[0].reason}."
        )
    return Parsed({"esco_skills": rows}, tuple(rejects))


def _results(answer: Answer) -> list[Any]:
    document = answer.json()
    embedded = document.get("_embedded") if isinstance(document, dict) else None
    results = embedded.get("results") if isinstance(embedded, dict) else None
    if not isinstance(results, list):
        raise DataError(
            f"{SOURCE.source_id}: {answer.url}: no list in the field _embedded.results."
        )
    return results


def _next_offset(answer: Answer) -> str | None:
    links = answer.json().get("_links")
    following = links.get("next") if isinstance(links, dict) else None
    href = following.get("href") if isinstance(following, dict) else None
    offsets = parse_qs(urlsplit(href).query).get("offset") if isinstance(href, str) else None
    return offsets[0] if offsets and offsets[0].isdigit() else None
