"""Arbeitnow: jobs in Germany and its neighbours, many of them in German.

Read by much public code: `GET /api/job-board-api?page=` without a key gives `data` (slug,
company_name, title, description as HTML, tags, location, url, created_at in seconds since 1970)
and `links.next`, null on the last page.

Not confirmed: the publisher's own documentation could not be read, nor terms beyond "free, without
a key"; neither the order of the jobs nor a filter by date is known, so every page is asked for and
what is too old is left out. No field states pay.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.sources import Source
from etl.sources.posting_rows import Record, Refused, Row, listed, posting, read_page

SOURCE = Source(
    source_id="arbeitnow",
    title="Jobs on Arbeitnow, Europe",
    publisher="Arbeitnow",
    licence="texts belong to their advertisers: facts only",
    keeps_text=False,
    kind="hiring",
    country=None,
    region=None,
    document_type="posting",
    label_meaning="occupation",
    collected_on=None,
    period="open on the day of the fetch",
    cadence="continuous",
    note="Mostly Germany, and often in German, where credentials with an English name only are "
    "found. States no pay.",
    cadence_days=7,
    terms="https://www.arbeitnow.com",
)
MANNERS = Manners("https://www.arbeitnow.com", seconds_between=2.0)
TABLES: Mapping[str, pa.Schema] = {}


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """Page after page, by number, until there is no next one."""
    for number in count(int(ask.cursor or 1)):
        answer = client.get("/api/job-board-api", {"page": str(number)})
        records = listed(answer, SOURCE, "data")
        links = answer.json().get("links")
        is_last = not records or (isinstance(links, Mapping) and not links.get("next"))
        yield Page((answer,), None if is_last else str(number + 1))
        if is_last:
            return


def parse(page: Page, ask: Ask) -> Parsed:
    """See `etl.connector.Connector`."""
    return read_page(page, SOURCE, ask.since, _jobs, _row)


def _jobs(answer: Answer) -> list[Any]:
    return listed(answer, SOURCE, "data")


def _row(job: Record, answer: Answer) -> Row:
    tags = job.many("tags")
    if not all(isinstance(tag, str) for tag in tags):
        raise Refused("tags", "not text")
    return posting(
        SOURCE,
        job.identifier("slug"),
        title=job.needed("title", "title"),
        employer=job.text("company_name"),
        industry_label=tags[0] if tags else None,
        location=job.text("location"),
        posted=job.epoch_day("created_at"),
        salary=None,
        text=job.needed("text", "description"),
        url=job.text("url"),
    )
