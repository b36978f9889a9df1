"""Credential Engine Registry: credentials described in CTDL JSON-LD, keyless.

Documented (the registry's own code and docs, github.com/CredentialEngine/CredentialRegistry,
August 2026): `GET /ce-registry/search` with `page`, `per_page`, `resource_type`, `from` (last
change of the envelope), `sort_by=created_at`, `sort_order`; a JSON list of envelopes
(`envelope_ceterms_ctid`, `decoded_resource`, `node_headers.updated_at`); `Link`, `Total` and
`Per-Page` headers; `GET /graph/{ctid}` and `GET /resources/{ctid}`. An envelope's
`decoded_resource` is the whole graph, so `/graph` is asked only for an envelope without one.
Pages are asked for by day of creation, because a change during the fetch would move rows about
in the default order (last change first).

Not confirmed: whether the public host leaves search open (the code lets a community close it:
then HTTP 401 is reported), its largest `per_page`, and any rate limit.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from etl.connector import MEBIBYTE, Answer, Ask, Client, Manners, Page, Parsed
from etl.errors import DataError, NotFound
from etl.offers import OFFER_TABLES, Gathered, day, number
from etl.sources import Source
from etl.sources.ctdl import CTID, by_id, ctid_of, graph, is_credential, is_learning, owners, read

SOURCE = Source(
    source_id="credential_registry",
    title="Credential Engine Registry",
    publisher="Credential Engine and the organisations that publish in it",
    licence="Open registry; CTDL is CC BY 4.0; terms of each publisher",
    keeps_text=False,
    kind="catalog",
    country=None,
    region=None,
    document_type=None,
    label_meaning=None,
    collected_on=None,
    period="as published on the day of the fetch",
    cadence="daily",
    note="Facts that publishers state of their own credentials; descriptions are not kept.",
    cadence_days=30,
    terms="https://credentialengine.org/terms/",
)
MANNERS = Manners(
    base_url="https://credentialengineregistry.org",
    seconds_between=1.0,
    hours_between_fetches=20,
    largest_body=128 * MEBIBYTE,
)
TABLES: Mapping[str, pa.Schema] = OFFER_TABLES

PER_PAGE = 50


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """Pages of credentials by day of creation; each with the names of their owners.

    Raises:
        DataError: an answer is no list of envelopes, or the same page comes again.
    """
    number_of_page = int(ask.cursor or 1)
    before: list[str] = []
    while True:
        answer = client.get("ce-registry/search", _wanted(ask.since, number_of_page))
        envelopes = _envelopes(answer)
        ids = [_envelope_id(envelope) for envelope in envelopes]
        if ids and ids == before:
            raise DataError(f"{SOURCE.source_id}: {answer.url}: the same page came twice.")
        before = ids
        graphs = [
            found
            for envelope in envelopes
            if not graph(envelope.get("decoded_resource"))
            for found in _asked(client, "graph", _envelope_id(envelope))
        ]
        documents = [envelope.get("decoded_resource") for envelope in envelopes]
        nodes = by_id([*documents, *(found.json() for found in graphs)])
        named = [found for i in owners(nodes) for found in _asked(client, "resources", i)]
        is_last = not envelopes or _is_last(answer, number_of_page, len(envelopes))
        number_of_page += 1
        yield Page((answer, *graphs, *named), None if is_last else str(number_of_page))
        if is_last:
            return


def parse(page: Page, ask: Ask) -> Parsed:
    """Rows of `offered_credentials`, `offered_edges` and `offered_skills`.

    Raises:
        DataError: the first answer is no list of envelopes, or every record is refused.
    """
    search, *others = page.answers
    envelopes = _envelopes(search)
    documents = [answer.json() for answer in others]
    graphs = {ctid_of(node): document for document in documents for node in graph(document)}
    nodes = by_id([*documents, *(envelope.get("decoded_resource") for envelope in envelopes)])
    gathered = Gathered(SOURCE.source_id)
    seen: set[str] = set()
    for place, envelope in enumerate(envelopes):
        where = f"{search.url} [{place}]"
        headers = envelope.get("node_headers")
        changed = day(headers.get("updated_at")) if isinstance(headers, dict) else None
        as_of = changed or search.retrieved_at.date().isoformat()
        document = envelope.get("decoded_resource")
        if not graph(document):
            document = graphs.get(_envelope_id(envelope))
        records = [node for node in graph(document) if is_credential(node) or is_learning(node)]
        if not records:
            gathered.reject(where, "decoded_resource", "no credential in it")
        for node in records:
            # A graph comes once for each of its credentials.
            ctid = ctid_of(node)
            if not ctid or ctid not in seen:
                seen.add(ctid)
                read(node, nodes, gathered, f"{where} {ctid}".rstrip(), as_of)
    return gathered.parsed(search.url) if envelopes else Parsed(_no_rows())


def _wanted(since: date | None, number_of_page: int) -> dict[str, str]:
    wanted = {
        "resource_type": "credential",
        "sort_by": "created_at",
        "sort_order": "asc",
        "page": str(number_of_page),
        "per_page": str(PER_PAGE),
    }
    return wanted | ({"from": f"{since.isoformat()}T00:00:00Z"} if since else {})


def _is_last(answer: Answer, number_of_page: int, count: int) -> bool:
    if answer.links:
        return "next" not in answer.links
    headers = {name.lower(): value for name, value in answer.headers.items()}
    total, size = number(headers.get("total")), number(headers.get("per-page"))
    if total is not None:
        return number_of_page * (size or PER_PAGE) >= total
    return count < PER_PAGE


def _asked(client: Client, path: str, ctid: str) -> list[Answer]:
    """The answer for one identifier; none where it has gone since, or is no identifier."""
    if not CTID.fullmatch(ctid):
        return []
    try:
        return [client.get(f"{path}/{ctid}")]
    except NotFound:
        return []


def _envelopes(answer: Answer) -> list[dict[str, Any]]:
    document = answer.json()
    if not isinstance(document, list):
        raise DataError(
            f"{SOURCE.source_id}: {answer.url}: a list of envelopes was expected at the top."
        )
    return [envelope if isinstance(envelope, dict) else {} for envelope in document]


def _envelope_id(envelope: Mapping[str, Any]) -> str:
    return str(envelope.get("envelope_ceterms_ctid") or "").lower()


def _no_rows() -> dict[str, list[dict[str, Any]]]:
    return {table: [] for table in TABLES}
