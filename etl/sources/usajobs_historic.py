"""USAJOBS historic announcements: jobs of the US federal government since 2018, with full text.

Documented (developer.usajobs.gov, GET /api/HistoricJoa and GET /api/HistoricJoa/AnnouncementText):
no key; both take the same filters, among them StartPositionOpenDate and EndPositionOpenDate; both
answer `data` and `paging.next`, the address of the next page with its continuation token. One is
asked for one day at a time, so that listing and texts of a day belong together, a crash costs one
day, and a day takes about five requests instead of one an announcement.

Taken from public code, not from the documentation: dates are written YYYY-MM-DD; pages hold 1,000
announcements or 500 texts, and the documented `PageSize` of older versions is gone; field names
(positionlocations or PositionLocations) differ in case between versions, so case does not count; a
day without announcements is answered with HTTP 204. Not confirmed: the words of `salaryType`
beyond "Per Year"; any other than those below gives no pay.

Only whole days are asked for, up to yesterday (UTC).
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed, Reject
from etl.errors import DataError
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
    source_id="usajobs_historic",
    title="Federal job announcements, United States",
    publisher="US Office of Personnel Management, USAJOBS",
    licence="public domain (US government work)",
    keeps_text=True,
    kind="hiring",
    country="US",
    region=None,
    document_type="posting",
    label_meaning="industry",
    collected_on=None,
    period="since 2018",
    cadence="daily",
    note="Every announcement of the federal government, some 1,000 a day; the first fetch takes 30 "
    "days. The employer is the agency; its hospitals and shipyards count as government.",
    cadence_days=7,
    terms="https://developer.usajobs.gov/",
)
MANNERS = Manners("https://data.usajobs.gov", seconds_between=1.5, first_days=30)
TABLES: Mapping[str, pa.Schema] = {}
LISTING = "/api/historicjoa"
TEXTS = "/api/historicjoa/announcementtext"
FIRST_DAY = date(2018, 1, 1)
"""Before it the set has gaps of months."""
LABEL = "Federal government"
NO_CONTENT = 204
MOST_PAGES_A_DAY = 50
"""Some 25,000 texts, ten times what the busiest day has."""
PERIODS = {"per year": "year", "per hour": "hour", "per day": "day", "per month": "month"}
SECTIONS = (
    ("Summary", ("summary",)),
    ("Duties", ("duties", "majordutieslist")),
    ("Requirements", ("requirementsconditionsofemployment", "requirements")),
    ("Qualifications", ("requirementsqualifications",)),
    ("Education", ("requirementseducation",)),
    ("How you will be evaluated", ("evaluations",)),
    ("Additional information", ("otherinformation",)),
)
"""Headings, and the fields of which the first that is filled gives the section."""


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """One page a day: its listing, then the texts of its announcements."""
    day = date.fromisoformat(ask.cursor) if ask.cursor else (ask.since or FIRST_DAY)
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    while day <= yesterday:
        listing = tuple(_pages(client, LISTING, day))
        texts = tuple(_pages(client, TEXTS, day)) if _records(listing[0]) else ()
        following = day + timedelta(days=1)
        yield Page(listing + texts, following.isoformat() if day < yesterday else None)
        day = following


def _pages(client: Client, path: str, day: date) -> Iterator[Answer]:
    params = {"StartPositionOpenDate": day.isoformat(), "EndPositionOpenDate": day.isoformat()}
    for _ in range(MOST_PAGES_A_DAY):
        answer = client.get(path, params)
        records = _records(answer)
        if records and path == LISTING:
            _check_day(answer, records, day)
        yield answer
        following = _next(answer) if records else None
        if not following:
            return
        # Only what it asks for is taken from the address: host and path are ours.
        params = dict(parse_qsl(urlsplit(following).query))
    raise DataError(
        f"{SOURCE.source_id}: {answer.url}: more than {MOST_PAGES_A_DAY} pages for {day}; "
        "its paging has no end."
    )


def _check_day(answer: Answer, records: list[Any], day: date) -> None:
    folded = [_folded(record) for record in records if isinstance(record, Mapping)]
    opened = [str(record.get("positionopendate")) for record in folded]
    if opened and not any(text.startswith(day.isoformat()) for text in opened):
        raise DataError(
            f"{SOURCE.source_id}: {answer.url}: field 'positionOpenDate': asked for {day}, got "
            f"{opened[0][:10]}; the format changed."
        )


def _next(answer: Answer) -> str | None:
    paging = answer.json().get("paging")
    following = paging.get("next") if isinstance(paging, Mapping) else None
    if following is not None and not isinstance(following, str):
        raise DataError(
            f"{SOURCE.source_id}: {answer.url}: field 'paging.next' holds no text; "
            "the format changed."
        )
    return (following or "").strip() or None


def _records(answer: Answer) -> list[Any]:
    return [] if answer.status == NO_CONTENT else listed(answer, SOURCE, "data")


def _folded(value: Any) -> Any:
    """The same with every field's name in lower case, nested ones too."""
    if isinstance(value, Mapping):
        return {name.casefold(): _folded(nested) for name, nested in value.items()}
    return [_folded(item) for item in value] if isinstance(value, list) else value


def _is_texts(answer: Answer) -> bool:
    return urlsplit(answer.url).path.casefold().rstrip("/").endswith(TEXTS)


def parse(page: Page, ask: Ask) -> Parsed:
    """See `etl.connector.Connector`."""
    texts, rejects = _texts(page)
    used: set[str] = set()

    def listing(answer: Answer) -> list[Any]:
        return [] if _is_texts(answer) else _folded(_records(answer))

    def row_of(announcement: Record, answer: Answer) -> Row:
        control = announcement.identifier("usajobscontrolnumber")
        used.add(control)
        text = texts.get(control)
        if text is None:
            raise Refused("announcementtext", "no text")
        return posting(
            SOURCE,
            control,
            title=announcement.needed("title", "positiontitle"),
            employer=announcement.text("hiringagencyname")
            or announcement.text("hiringdepartmentname"),
            industry_label=LABEL,
            location=_place(announcement),
            posted=announcement.day("positionopendate"),
            salary=_salary(announcement),
            text=text,
            url=f"https://www.usajobs.gov/job/{control}",
        )

    parsed = read_page(page, SOURCE, ask.since, listing, row_of)
    strays = tuple(
        Reject(
            f"{page.answers[-1].url} announcement {control}", "data", "text without announcement"
        )
        for control in sorted(texts.keys() - used)
    )
    return Parsed(parsed.rows, parsed.rejects + rejects + strays)


def _texts(page: Page) -> tuple[dict[str, str], tuple[Reject, ...]]:
    """Texts by control number; a text that cannot be read leaves its announcement without one."""
    texts: dict[str, str] = {}
    rejects: list[Reject] = []
    for answer in page.answers:
        for number, fields in enumerate(_folded(_records(answer)) if _is_texts(answer) else [], 1):
            try:
                record = Record(fields)
                control = record.identifier("usajobscontrolnumber")
                filled = (
                    (heading, next(filter(None, (record.text(name) for name in names)), None))
                    for heading, names in SECTIONS
                )
                if text := sections_html(filled):
                    texts[control] = text
            except Refused as refused:
                where = f"{answer.url} record {number}"
                rejects.append(Reject(where, refused.column, refused.reason))
    return texts, tuple(rejects)


def _place(announcement: Record) -> str | None:
    places = []
    for location in announcement.records("positionlocations"):
        parts = [location.text(f"positionlocation{name}") for name in ("city", "state", "country")]
        places.append(", ".join(filter(None, parts)))
    return "; ".join(filter(None, dict.fromkeys(places))) or None


def _salary(announcement: Record) -> str | None:
    period = PERIODS.get((announcement.text("salarytype") or "").casefold())
    low, high = announcement.number("minimumsalary"), announcement.number("maximumsalary")
    return salary_text(low, high, "USD", period) if period else None
