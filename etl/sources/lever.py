"""Lever job sites: the published postings of the employers that the analyst lists.

Documented (github.com/lever/postings-api): `GET /v0/postings/{site}?mode=json&skip=&limit=` gives
an array; no key for reading; `description`, `lists`, `additional` as HTML, `country` as ISO code,
`salaryRange` as currency, interval, min and max. A European instance is at api.eu.lever.co: list
its sites as "eu:name". No filter by date.

Not confirmed: `createdAt` (milliseconds since 1970) and the names of the intervals
("per-year-salary", "per-hour-wage") are read by public code and not in the documentation; an
interval of another name gives no pay. Whether `limit` has a ceiling is not documented, so paging
ends with an empty page rather than with a short one.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed, Target
from etl.errors import NotFound
from etl.normalise.industries import LABEL_IS_SECTOR
from etl.sources import Source
from etl.sources.posting_rows import (
    Record,
    Refused,
    Row,
    board_cursor,
    boards_left,
    listed,
    no_such_board,
    place_text,
    posting,
    read_page,
    salary_text,
)

SOURCE = Source(
    source_id="lever",
    title="Postings on employers' Lever sites",
    publisher="Employers, through Lever",
    licence="texts belong to their advertisers: facts only",
    keeps_text=False,
    kind="hiring",
    country=None,
    region=None,
    document_type="posting",
    label_meaning=LABEL_IS_SECTOR,
    collected_on=None,
    period="open on the day of the fetch",
    cadence="continuous",
    note="Only the sites that the analyst lists, so shares hold for these employers. Jobs filled "
    "between two fetches are missed.",
    cadence_days=7,
    terms="https://github.com/lever/postings-api",
)
EUROPE = "api.eu.lever.co"
MANNERS = Manners(
    "https://api.lever.co", seconds_between=1.0, targets="board", follows_hosts=(EUROPE,)
)
TABLES: Mapping[str, pa.Schema] = {}
PAGE_SIZE = 100
PERIODS = {
    "per-year-salary": "year",
    "per-month-salary": "month",
    "per-week-salary": "week",
    "per-day-wage": "day",
    "per-hour-wage": "hour",
}


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """Pages of `PAGE_SIZE` postings, site after site; a site that is not there has no answer."""
    boards, skip = boards_left(ask)
    for place, target in enumerate(boards):
        following = board_cursor(boards[place + 1 :])
        while True:
            params = {"mode": "json", "skip": str(skip), "limit": str(PAGE_SIZE)}
            try:
                answer = client.get(_address(target), params)
            except NotFound:
                yield Page((), following, target)
                break
            records = listed(answer, SOURCE)
            skip += len(records)
            yield Page(
                (answer,), board_cursor(boards[place:], skip) if records else following, target
            )
            if not records:
                break
        skip = 0


def _address(target: Target) -> str:
    name = target.target.removeprefix("eu:")
    path = f"/v0/postings/{quote(name, safe='')}"
    return path if name == target.target else f"https://{EUROPE}{path}"


def parse(page: Page, ask: Ask) -> Parsed:
    """See `etl.connector.Connector`."""
    target = page.target
    if target is None or not page.answers:
        return no_such_board(page)

    def row_of(job: Record, answer: Answer) -> Row:
        country = job.text("country") or target.country
        return posting(
            SOURCE,
            job.identifier("id"),
            title=job.needed("title", "text"),
            employer=target.name,
            industry_label=target.naics_sector,
            location=place_text(job.text("categories", "location"), country),
            posted=job.epoch_day("createdAt", per_second=1000),
            salary=_salary(job),
            text=_text(job),
            url=job.text("hostedUrl"),
        )

    return read_page(page, SOURCE, None, _postings, row_of)


def _postings(answer: Answer) -> list[Any]:
    return listed(answer, SOURCE)


def _text(job: Record) -> str:
    parts = [job.text("description") or job.text("descriptionPlain")]
    for extra in job.records("lists"):
        heading, content = extra.text("text"), extra.text("content")
        parts.append(f"<h3>{heading or ''}</h3>\n<ul>{content or ''}</ul>")
    parts.append(job.text("additional") or job.text("additionalPlain"))
    text = "\n".join(part for part in parts if part)
    if not text:
        raise Refused("description", "no text")
    return text


def _salary(job: Record) -> str | None:
    period = PERIODS.get(job.text("salaryRange", "interval") or "")
    low, high = job.number("salaryRange", "min"), job.number("salaryRange", "max")
    return salary_text(low, high, job.text("salaryRange", "currency"), period) if period else None
