"""The Muse: jobs of employers that present themselves there, mostly in the United States.

Documented (themuse.com/developers/api/v2): `GET /api/public/jobs?page=` gives `results`, 20 a page,
and `page_count`; a page out of range gives no results; 500 requests an hour without a key, refused
with HTTP 403 beyond that.

Not confirmed: measured by others, pages end at 99 whatever `page_count` says (page 100 is refused),
so one fetch brings at most 1,980 jobs; that `descending=true` puts the newest first, on which the
value of that cut rests; the fields of a job (name, contents, company.name, locations, categories,
publication_date, refs.landing_page) are those that public code reads. No field states pay, and
there is no filter by date.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.sources import Source
from etl.sources.posting_rows import Record, Row, listed, posting, read_page

SOURCE = Source(
    source_id="the_muse",
    title="Jobs on The Muse",
    publisher="The Muse",
    licence="texts belong to their advertisers: facts only",
    keeps_text=False,
    kind="hiring",
    country=None,
    region=None,
    document_type="posting",
    label_meaning="occupation",
    collected_on=None,
    period="newest jobs on the day of the fetch",
    cadence="continuous",
    note="At most 1,980 jobs a fetch: the publisher shows no more. States no pay.",
    cadence_days=7,
    terms="https://www.themuse.com/developers/api/v2/terms",
)
MANNERS = Manners("https://www.themuse.com", seconds_between=2.0)
TABLES: Mapping[str, pa.Schema] = {}
LAST_PAGE = 99
ANYWHERE = "Flexible / Remote"


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """Page after page, newest first, as far as the publisher shows them."""
    for number in count(int(ask.cursor or 1)):
        answer = client.get("/api/public/jobs", {"page": str(number), "descending": "true"})
        records = listed(answer, SOURCE, "results")
        pages = answer.json().get("page_count")
        end = min(LAST_PAGE, pages) if isinstance(pages, int) else LAST_PAGE
        is_last = not records or number >= end
        yield Page((answer,), None if is_last else str(number + 1))
        if is_last:
            return


def parse(page: Page, ask: Ask) -> Parsed:
    """See `etl.connector.Connector`."""
    return read_page(page, SOURCE, ask.since, _jobs, _row)


def _jobs(answer: Answer) -> list[Any]:
    return listed(answer, SOURCE, "results")


def _row(job: Record, answer: Answer) -> Row:
    places = [name for place in job.records("locations") if (name := place.text("name"))]
    towns = [name for name in places if name != ANYWHERE]
    labels = [name for category in job.records("categories") if (name := category.text("name"))]
    return posting(
        SOURCE,
        job.identifier("id"),
        title=job.needed("title", "name"),
        employer=job.text("company", "name"),
        industry_label=labels[0] if labels else None,
        location="; ".join(towns) or ("Remote" if places else None),
        posted=job.day("publication_date"),
        salary=None,
        text=job.needed("text", "contents"),
        url=job.text("refs", "landing_page"),
    )
