"""Ashby job boards: the published postings of the employers that the analyst lists.

Documented (Ashby, public job posting API): no key; `GET /posting-api/job-board/{board}` with
`includeCompensation=true` gives all published jobs at once: title, location, address, publishedAt,
descriptionHtml, jobUrl, and pay as components with compensationType, interval ("1 YEAR"),
currencyCode, minValue, maxValue. No filter by date.

Not confirmed: `id` is in every answer that public code reads but not in the documented example, so
the end of `jobUrl` takes its place where it is missing; `summaryComponents` beside the documented
`compensationTiers`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.normalise.industries import LABEL_IS_SECTOR
from etl.sources import Source
from etl.sources.posting_rows import (
    Record,
    Row,
    answers_of_board,
    board_cursor,
    board_path,
    boards_left,
    listed,
    no_such_board,
    place_text,
    posting,
    read_page,
    salary_text,
)

SOURCE = Source(
    source_id="ashby",
    title="Postings on employers' Ashby boards",
    publisher="Employers, through Ashby",
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
    note="Only the boards that the analyst lists, so shares hold for these employers. Jobs filled "
    "between two fetches are missed.",
    cadence_days=7,
    terms="https://developers.ashbyhq.com/docs/public-job-posting-api",
)
MANNERS = Manners("https://api.ashbyhq.com", seconds_between=1.0, targets="board")
TABLES: Mapping[str, pa.Schema] = {}
PERIODS = {
    f"1 {unit.upper()}": unit for unit in ("year", "month", "week", "day", "hour")
}  # the other documented interval is "NONE"


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """One page a board; a board that is not there is a page without answers."""
    boards, _ = boards_left(ask)
    for place, target in enumerate(boards):
        answers = answers_of_board(
            client,
            f"/posting-api/job-board/{board_path(target)}",
            {"includeCompensation": "true"},
        )
        if answers:
            listed(answers[0], SOURCE, "jobs")
        yield Page(answers, board_cursor(boards[place + 1 :]), target)


def parse(page: Page, ask: Ask) -> Parsed:
    """See `etl.connector.Connector`."""
    target = page.target
    if target is None or not page.answers:
        return no_such_board(page)

    def row_of(job: Record, answer: Answer) -> Row:
        return posting(
            SOURCE,
            _identifier(job),
            title=job.needed("title", "title"),
            employer=target.name,
            industry_label=target.naics_sector,
            location=place_text(_place(job), target.country),
            posted=job.day("publishedAt"),
            salary=_salary(job),
            text=job.text("descriptionHtml") or job.needed("text", "descriptionPlain"),
            url=job.text("jobUrl"),
        )

    return read_page(page, SOURCE, None, _jobs, row_of)


def _jobs(answer: Answer) -> list[Any]:
    return listed(answer, SOURCE, "jobs")


def _identifier(job: Record) -> str:
    if job.value("id") is None and (url := job.text("jobUrl")):
        return url.rstrip("/").rsplit("/", 1)[-1]
    return job.identifier("id")


def _place(job: Record) -> str | None:
    """Town, region and country of the address; the board's own words where it has no country."""
    parts = [
        job.text("address", "postalAddress", name)
        for name in ("addressLocality", "addressRegion", "addressCountry")
    ]
    return ", ".join(filter(None, parts)) if parts[-1] else job.text("location")


def _salary(job: Record) -> str | None:
    """Lowest to highest of the salary components, where they share currency and interval."""
    components = job.records("compensation", "summaryComponents") or [
        component
        for tier in job.records("compensation", "compensationTiers")
        for component in tier.records("components")
    ]
    salaries = [part for part in components if part.text("compensationType") == "Salary"]
    kinds = {(part.text("currencyCode"), part.text("interval")) for part in salaries}
    if len(kinds) != 1:
        return None
    currency, interval = kinds.pop()
    period = PERIODS.get(interval or "")
    lows = [value for part in salaries if (value := part.number("minValue"))]
    highs = [value for part in salaries if (value := part.number("maxValue"))]
    if period is None:
        return None
    return salary_text(min(lows, default=None), max(highs, default=None), currency, period)
