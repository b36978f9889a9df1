"""Remotive: remote jobs of many countries, one answer for all of them.

Documented (github.com/remotive-com/remote-jobs-api): no key; `GET /api/remote-jobs` gives every
active job at once under `jobs`, 24 hours after it was listed; at most four requests a day, and
more than two a minute are blocked; Remotive must be named and linked; its listings may not be sent
on to other job boards. There is no paging and no filter by date.

Not confirmed: what `salary` may look like (free text of the advertiser; read as it is).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.sources import Source
from etl.sources.posting_rows import Record, Row, listed, posting, read_page

SOURCE = Source(
    source_id="remotive",
    title="Remote jobs on Remotive",
    publisher="Remotive",
    licence="texts belong to their advertisers: facts only; name and link Remotive",
    keeps_text=False,
    kind="hiring",
    country=None,
    region=None,
    document_type="posting",
    label_meaning="occupation",
    collected_on=None,
    period="open on the day of the fetch",
    cadence="continuous",
    note="Remote jobs only, mostly in technology. The place is where applicants may live. Listed "
    "with a delay of a day.",
    cadence_days=7,
    terms="https://github.com/remotive-com/remote-jobs-api",
)
MANNERS = Manners("https://remotive.com", seconds_between=31.0, hours_between_fetches=6.0)
TABLES: Mapping[str, pa.Schema] = {}


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """The one page there is."""
    answer = client.get("/api/remote-jobs")
    listed(answer, SOURCE, "jobs")
    yield Page((answer,), None)


def parse(page: Page, ask: Ask) -> Parsed:
    """See `etl.connector.Connector`."""
    return read_page(page, SOURCE, ask.since, _jobs, _row)


def _jobs(answer: Answer) -> list[Any]:
    return listed(answer, SOURCE, "jobs")


def _row(job: Record, answer: Answer) -> Row:
    return posting(
        SOURCE,
        job.identifier("id"),
        title=job.needed("title", "title"),
        employer=job.text("company_name"),
        industry_label=job.text("category"),
        location=job.text("candidate_required_location"),
        posted=job.day("publication_date"),
        salary=job.text("salary"),
        text=job.needed("text", "description"),
        url=job.text("url"),
    )
