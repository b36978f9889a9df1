"""USAJOBS search: the jobs of the US federal government that are open now, with full text.

Documented (developer.usajobs.gov, GET /api/Search): a free key, sent as the header
`Authorization-Key` with the registered e-mail address as `User-Agent`; `Page` and `ResultsPerPage`
up to 500; `DatePosted` is a number of days from 0 to 60; `Fields=Full` adds duties, requirements
and evaluations. Answers hold `SearchResult.SearchResultItems`.

Taken from public code: `SearchResult.UserArea.NumberOfPages` (where it is missing, paging ends with
an empty page), `RateIntervalCode` ("PA" a year, "PH" an hour), and that duties are a list. Not
confirmed: the words of other intervals; they give no pay. Jobs that are open to federal employees
only are not asked for, as the key's owner would need leave to.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.sources import Source
from etl.sources.posting_rows import (
    Record,
    Refused,
    Row,
    listed,
    posting,
    read_page,
    salary_text,
    sections_html,
)

SOURCE = Source(
    source_id="usajobs_search",
    title="Federal jobs open now, United States",
    publisher="US Office of Personnel Management, USAJOBS",
    licence="public domain (US government work)",
    keeps_text=True,
    kind="hiring",
    country="US",
    region=None,
    document_type="posting",
    label_meaning="industry",
    collected_on=None,
    period="open on the day of the fetch",
    cadence="daily",
    note="The announcements that are open to the public; they come again among the historic ones. "
    "The employer is the agency.",
    cadence_days=7,
    terms="https://developer.usajobs.gov/",
)
MANNERS = Manners(
    "https://data.usajobs.gov",
    seconds_between=1.5,
    key_names=("USAJOBS_EMAIL", "USAJOBS_API_KEY"),
)
TABLES: Mapping[str, pa.Schema] = {}
PAGE_SIZE = 250
LONGEST_DAYS = 60
LABEL = "Federal government"
ITEMS = ("SearchResult", "SearchResultItems")
PERIODS = {
    "pa": "year", "per year": "year", "ph": "hour", "per hour": "hour", "pd": "day",
    "per day": "day", "pm": "month", "per month": "month",
}  # fmt: skip
DETAILS = ("MatchedObjectDescriptor", "UserArea", "Details")


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """Pages of `PAGE_SIZE` jobs, by number."""
    headers = {
        "User-Agent": ask.keys["USAJOBS_EMAIL"],
        "Authorization-Key": ask.keys["USAJOBS_API_KEY"],
    }
    for number in count(int(ask.cursor or 1)):
        params = {
            "ResultsPerPage": str(PAGE_SIZE),
            "Page": str(number),
            "Fields": "Full",
            **_posted(ask),
        }
        answer = client.get("/api/Search", params, headers=headers)
        records = listed(answer, SOURCE, *ITEMS)
        is_last = not records or number >= _number_of_pages(answer)
        yield Page((answer,), None if is_last else str(number + 1))
        if is_last:
            return


def _posted(ask: Ask) -> dict[str, str]:
    """The filter by day, where `since` is near enough for it."""
    if ask.since is None:
        return {}
    days = (datetime.now(UTC).date() - ask.since).days + 1
    return {"DatePosted": str(max(days, 1))} if days <= LONGEST_DAYS else {}


def _number_of_pages(answer: Answer) -> float:
    area = answer.json()["SearchResult"].get("UserArea")
    text = str(area.get("NumberOfPages")) if isinstance(area, Mapping) else ""
    return int(text) if text.isdecimal() else float("inf")


def parse(page: Page, ask: Ask) -> Parsed:
    """See `etl.connector.Connector`."""
    return read_page(page, SOURCE, ask.since, _items, _row)


def _items(answer: Answer) -> list[Any]:
    return listed(answer, SOURCE, *ITEMS)


def _row(item: Record, answer: Answer) -> Row:
    descriptor = "MatchedObjectDescriptor"
    text = sections_html(
        [
            ("Summary", _prose(item, *DETAILS, "JobSummary")),
            ("Duties", _prose(item, *DETAILS, "MajorDuties")),
            ("Requirements", _requirements(item)),
            ("Qualifications", _prose(item, descriptor, "QualificationSummary")),
            ("Education", _prose(item, *DETAILS, "Education")),
            ("How you will be evaluated", _prose(item, *DETAILS, "Evaluations")),
            ("Additional information", _prose(item, *DETAILS, "OtherInformation")),
        ]
    )
    if text is None:
        raise Refused("MatchedObjectDescriptor.UserArea.Details", "no text")
    places = [place.text("LocationName") for place in item.records(descriptor, "PositionLocation")]
    return posting(
        SOURCE,
        item.identifier("MatchedObjectId"),
        title=item.needed("title", descriptor, "PositionTitle"),
        employer=item.text(descriptor, "OrganizationName"),
        industry_label=LABEL,
        location="; ".join(filter(None, dict.fromkeys(places))) or None,
        posted=item.day(descriptor, "PublicationStartDate"),
        salary=_salary(item.records(descriptor, "PositionRemuneration")),
        text=text,
        url=item.text(descriptor, "PositionURI"),
    )


def _requirements(item: Record) -> str | None:
    """The key requirements, which stand in a list of their own, and the conditions."""
    parts = [_prose(item, *DETAILS, name) for name in ("KeyRequirements", "Requirements")]
    return "<br>\n".join(filter(None, parts)) or None


def _prose(item: Record, *path: str) -> str | None:
    """A text, or a list of texts as lines."""
    value = item.value(*path)
    if not isinstance(value, list):
        return item.text(*path)
    if not all(isinstance(line, str) for line in value):
        raise Refused(".".join(path), "not text")
    return "<br>\n".join(line for line in value if line.strip()) or None


def _salary(rates: list[Record]) -> str | None:
    """Lowest to highest of the rates, where they are for one period."""
    periods = {PERIODS.get((rate.text("RateIntervalCode") or "").casefold()) for rate in rates}
    if len(periods) != 1 or None in periods:
        return None
    lows = [amount for rate in rates if (amount := rate.number("MinimumRange"))]
    highs = [amount for rate in rates if (amount := rate.number("MaximumRange"))]
    return salary_text(min(lows, default=None), max(highs, default=None), "USD", periods.pop())
