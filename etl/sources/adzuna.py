"""Adzuna: the newest advertisements that it gathers in the United States and the United Kingdom.

Documented (developer.adzuna.com; a complete public client of it): a free `app_id` and `app_key`;
`GET /v1/api/jobs/{country}/search/{page}` with `results_per_page` up to 50, `sort_by=date` and
`max_days_old`; `results` hold id, title, description (its beginning only), company.display_name,
category.label, location.area from the country down, salary_min and salary_max for a year,
salary_is_predicted, created, redirect_url. Limits: 25 requests a minute, 250 a day, 1,000 a week,
2,500 a month.

The terms allow publishing the advertisements under "Jobs by Adzuna" and personal research; other
use by an organisation ends after a trial of 14 days unless Adzuna agrees in writing. Whoever sets
the keys must have settled that.

Not confirmed: how far pages go. `MOST_PAGES` a country keeps a daily fetch within the limits, so
this is a sample of the newest advertisements and never all of them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.errors import DataError
from etl.sources import Source
from etl.sources.posting_rows import Record, Row, listed, posting, read_page, salary_text

SOURCE = Source(
    source_id="adzuna",
    title="Advertisements gathered by Adzuna, United States and United Kingdom",
    publisher="Adzuna",
    licence="texts belong to their advertisers: facts only; research beyond a 14-day trial needs "
    "Adzuna's written consent",
    keeps_text=False,
    kind="hiring",
    country=None,
    region=None,
    document_type="posting",
    label_meaning="occupation or industry",
    collected_on=None,
    period="newest advertisements on the day of the fetch",
    cadence="continuous",
    note="Texts are cut after their first lines, so most credentials are missed: outside the "
    "default shares. At most 1,000 advertisements a country and fetch. Estimated pay is left out.",
    cadence_days=7,
    terms="https://developer.adzuna.com/docs/terms_of_service",
)
MANNERS = Manners(
    "https://api.adzuna.com",
    seconds_between=2.5,
    hours_between_fetches=24.0,
    key_names=("ADZUNA_APP_ID", "ADZUNA_APP_KEY"),
)
TABLES: Mapping[str, pa.Schema] = {}
CURRENCIES = {"us": "USD", "gb": "GBP"}
"""The countries asked, and the currency of their pay."""
PAGE_SIZE = 50
MOST_PAGES = 20
COUNTRY = re.compile(r"/jobs/(?P<country>[a-z]{2})/search/")


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """Pages of `PAGE_SIZE` advertisements, newest first, country after country."""
    countries, number = list(CURRENCIES), 1
    if ask.cursor:
        at = json.loads(ask.cursor)
        countries, number = countries[countries.index(at["country"]) :], at["page"]
    params = {
        "app_id": ask.keys["ADZUNA_APP_ID"],
        "app_key": ask.keys["ADZUNA_APP_KEY"],
        "results_per_page": str(PAGE_SIZE),
        "sort_by": "date",
        "content-type": "application/json",
    }
    if ask.since is not None:
        days = (datetime.now(UTC).date() - ask.since).days + 1
        params["max_days_old"] = str(max(days, 1))
    while countries:
        answer = client.get(f"/v1/api/jobs/{countries[0]}/search/{number}", params)
        if listed(answer, SOURCE, "results") and number < MOST_PAGES:
            number += 1
        else:
            countries, number = countries[1:], 1
        following = {"country": countries[0], "page": number} if countries else None
        yield Page((answer,), json.dumps(following) if following else None)


def parse(page: Page, ask: Ask) -> Parsed:
    """See `etl.connector.Connector`."""
    return read_page(page, SOURCE, ask.since, _results, _row)


def _results(answer: Answer) -> list[Any]:
    return listed(answer, SOURCE, "results")


def _row(job: Record, answer: Answer) -> Row:
    asked = COUNTRY.search(answer.url)
    if asked is None or asked["country"] not in CURRENCIES:
        raise DataError(f"{SOURCE.source_id}: {answer.url}: the address names no country we ask.")
    country = asked["country"]
    area = [part for part in job.many("location", "area") if isinstance(part, str)]
    return posting(
        SOURCE,
        job.identifier("id"),
        title=job.needed("title", "title"),
        employer=job.text("company", "display_name"),
        industry_label=job.text("category", "label"),
        location=", ".join(reversed(area)) or job.text("location", "display_name"),
        posted=job.day("created"),
        salary=_salary(job, CURRENCIES[country]),
        text=job.needed("text", "description"),
        url=job.text("redirect_url"),
    )


def _salary(job: Record, currency: str) -> str | None:
    """The advertiser's own pay; Adzuna's estimates are marked "1" and are none."""
    low, high = job.number("salary_min"), job.number("salary_max")
    is_estimate = job.number("salary_is_predicted") == 1
    return None if is_estimate else salary_text(low, high, currency, "year")
