"""Greenhouse job boards: the published postings of the employers that the analyst lists.

Documented (Greenhouse, Job Board API): no key for reading; `GET /v1/boards/{board}/jobs` with
`content=true` gives all open jobs at once, the text as escaped HTML; no filter by date.

Not confirmed: `first_published`, `company_name` and `pay_input_ranges` (asked for with
`pay_transparency=true`, amounts in cents, no period) are read by public code and absent from the
documented example of the list; where they are missing, day, employer and pay stay empty.
`updated_at` is no posting date and is not read.
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
    source_id="greenhouse",
    title="Postings on employers' Greenhouse boards",
    publisher="Employers, through Greenhouse",
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
    terms="https://developers.greenhouse.io/job-board.html",
)
MANNERS = Manners("https://boards-api.greenhouse.io", seconds_between=1.0, targets="board")
TABLES: Mapping[str, pa.Schema] = {}


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """One page a board; a board that is not there is a page without answers."""
    boards, _ = boards_left(ask)
    for place, target in enumerate(boards):
        answers = answers_of_board(
            client,
            f"/v1/boards/{board_path(target)}/jobs",
            {"content": "true", "pay_transparency": "true"},
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
            job.identifier("id"),
            title=job.needed("title", "title"),
            employer=target.name or job.text("company_name"),
            industry_label=target.naics_sector,
            location=place_text(job.text("location", "name"), target.country),
            posted=job.day("first_published"),
            salary=_salary(job),
            text=job.needed("text", "content"),
            url=job.text("absolute_url"),
        )

    return read_page(page, SOURCE, None, _jobs, row_of)


def _jobs(answer: Answer) -> list[Any]:
    return listed(answer, SOURCE, "jobs")


def _salary(job: Record) -> str | None:
    """Lowest to highest of the ranges in one currency; targets that include commission are none."""
    ranges = [
        entry
        for entry in job.records("pay_input_ranges")
        if not {"ote", "on-target"} & set((entry.text("title") or "").lower().split())
    ]
    currencies = {entry.text("currency_type") for entry in ranges}
    if len(currencies) != 1:
        return None
    lows = [cents / 100 for e in ranges if (cents := e.number("min_cents"))]
    highs = [cents / 100 for e in ranges if (cents := e.number("max_cents"))]
    return salary_text(min(lows, default=None), max(highs, default=None), currencies.pop(), None)
