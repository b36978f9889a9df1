"""Plays the sources of postings: the documented formats, with postings of our own invention.

Every play gives three records a page, whatever page size is asked for, and dates its postings
back from today: record n was posted n days ago.
"""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from etl.connector import Ask, Target
from tests.servers import Asked, Play, Reply, json_reply

PER_PAGE = 3
TODAY = datetime.now(UTC).date()
NOT_THERE = json_reply({"ok": False, "error": "Document not found"}, 404)
TITLES = (
    "Registered Nurse, Day Ward", "Network Technician", "Payroll Clerk", "Welder (Night Shift)",
    "Data Analyst", "Warehouse Supervisor", "Site Safety Officer", "Paralegal", "Cloud Engineer",
)  # fmt: skip
TOWNS = ("Dayton, OH", "Austin, TX", "Tampa, FL")


def day(age: int) -> date:
    return TODAY - timedelta(days=age)


def title(number: int) -> str:
    return f"{TITLES[number % len(TITLES)]} {number}"


def prose(number: int) -> str:
    """HTML as employers write it: a heading, a list, entities, a no-break space."""
    return (
        f"<div><h2>About&nbsp;the role</h2><p>We look for number {number} of our crew &amp; pay "
        "fairly for it.</p><h3>Requirements</h3><ul><li>A current first aid certificate</li>"
        "<li>Two years&rsquo; practice in a comparable post</li></ul></div>"
    )


@dataclass(frozen=True)
class Stage:
    """A source on stage.

    Attributes:
        play: answers as the source does.
        ask: what it is asked with.
        ids: of the postings it has, in the order in which they come.
        ages: days since each was posted; None where it does not say.
        records: the records of a decoded answer.
        identify: the id of a record, as in `ids`.
        titled: names of the nested fields down to the title.
        pay: (lowest, highest, currency) a year of the postings that state pay.
        unlisted: an answer whose list is gone, from a whole one.
        has_all: always gives all that is open, so `since` leaves nothing out.
    """

    play: Play
    ask: Ask
    ids: tuple[str, ...]
    ages: tuple[int | None, ...]
    records: Callable[[Any], list[Any]]
    identify: Callable[[Any], str]
    titled: tuple[str, ...]
    pay: dict[str, tuple[float | None, float | None, str]] = field(default_factory=dict)
    unlisted: Callable[[Any], Any] = lambda document: {}
    has_all: bool = False


def altered(play: Play, change: Callable[[Any], Any]) -> Play:
    """`play`, but every good answer goes through `change` as a document."""

    def play_altered(asked: Asked) -> Reply:
        reply = play(asked)
        if reply.status != 200:
            return reply
        return json_reply(change(json.loads(reply.body)))

    return play_altered


def _slice(records: list[Any], number: int) -> list[Any]:
    return records[(number - 1) * PER_PAGE : number * PER_PAGE]


def _pages(records: list[Any]) -> int:
    return -(-len(records) // PER_PAGE)


def usajobs_historic() -> Stage:
    """Four days of announcements, listing and texts paged by token; names differ in case."""
    listing, texts = [], []
    for number in range(16):
        age = 4 - number // 4
        control = 800_000_000 + number
        listing.append(
            {
                "usajobsControlNumber": control,
                "positionTitle": title(number),
                "hiringAgencyName": f"Agency {number % 3}" if number % 5 else None,
                "hiringDepartmentName": "Department of Examples",
                "positionOpenDate": f"{day(age)}T00:00:00",
                "minimumSalary": 50_000 + number if number % 2 else f"{20 + number}.5",
                "maximumSalary": 70_000 + number if number % 2 else 40 + number,
                "salaryType": "Per Year" if number % 2 else "Per Hour",
                ("positionlocations" if number % 2 else "PositionLocations"): [
                    {
                        "positionLocationCity": "Dayton",
                        "positionLocationState": "Ohio",
                        "positionLocationCountry": "United States",
                    }
                ],
            }
        )
        texts.append(
            {
                "usajobsControlNumber": str(control),
                "positionOpenDate": f"{day(age)}",
                "summary": f"Serve in post {number}.",
                "duties": "" if number % 2 else prose(number),
                "majorDutiesList": "<li>Keep the records</li>",
                "requirementsConditionsOfEmployment": "<ul><li>Must hold a licence</li></ul>",
                "requirementsQualifications": prose(number),
                "requirementsEducation": None,
                "evaluations": "By experience.",
                "howToApply": "Online.",
                "otherInformation": None,
            }
        )

    def play(asked: Asked) -> Reply:
        params = {name.casefold(): value for name, value in asked.params.items()}
        path = asked.path.casefold()
        if path not in ("/api/historicjoa", "/api/historicjoa/announcementtext"):
            return NOT_THERE
        first, last = params["startpositionopendate"], params["endpositionopendate"]
        found = [
            record
            for record in (texts if path.endswith("text") else listing)
            if first <= str(record["positionOpenDate"])[:10] <= last
        ]
        number = int(params.get("continuationtoken", "p1=")[1:-1])
        token = f"p{number + 1}%3D" if number < _pages(found) else None
        following = (
            f"{asked.path}?continuationtoken={token}&startpositionopendate={first}"
            f"&endpositionopendate={last}"
        )
        return json_reply(
            {
                "paging": {
                    "metadata": {"totalCount": len(found), "continuationToken": token},
                    "next": following if token else None,
                },
                "data": _slice(found, number),
            }
        )

    return Stage(
        play,
        Ask(since=day(4)),
        tuple(str(record["usajobsControlNumber"]) for record in listing),
        tuple(4 - number // 4 for number in range(16)),
        lambda document: document["data"],
        lambda record: str(record["usajobsControlNumber"]),
        ("positionTitle",),
        {"800000001": (50_001, 70_001, "USD"), "800000000": (20.5 * 2080, 40 * 2080, "USD")},
    )


def usajobs_search() -> Stage:
    """Numbered pages; asked without its key it refuses."""
    items = [
        {
            "MatchedObjectId": f"90{number}",
            "MatchedObjectDescriptor": {
                "PositionTitle": title(number),
                "PositionURI": f"https://www.usajobs.gov:443/GetJob/ViewDetails/90{number}",
                "PositionLocation": [
                    {"LocationName": "Washington, District of Columbia"},
                    {"LocationName": "Washington, District of Columbia"},
                ],
                "OrganizationName": None if number == 3 else "Bureau of Examples",
                "PublicationStartDate": f"{day(number)}T00:00:00.0000",
                "QualificationSummary": prose(number),
                "PositionRemuneration": [
                    {
                        "MinimumRange": f"{60_000 + number}.0",
                        "MaximumRange": f"{90_000 + number}.0",
                        "RateIntervalCode": "PA",
                    }
                ]
                if number % 3
                else [],
                "UserArea": {
                    "Details": {
                        "JobSummary": "Serve the public.",
                        "MajorDuties": ["Keep the records", "Answer questions"]
                        if number % 2
                        else "Keep the records",
                        "KeyRequirements": ["Must be a citizen"],
                        "Education": "",
                    }
                },
            },
        }
        for number in range(8)
    ]

    def play(asked: Asked) -> Reply:
        sent = {name.casefold(): value for name, value in asked.headers.items()}
        if sent.get("authorization-key") != "secret-key" or "@" not in sent["user-agent"]:
            return json_reply({"message": "Unauthorized"}, 401)
        if asked.path != "/api/Search":
            return NOT_THERE
        oldest = day(int(asked.params.get("DatePosted", 10_000))).isoformat()
        found = [
            item
            for item in items
            if item["MatchedObjectDescriptor"]["PublicationStartDate"][:10] >= oldest  # type: ignore[index]
        ]
        part = _slice(found, int(asked.params["Page"]))
        return json_reply(
            {
                "LanguageCode": "EN",
                "SearchResult": {
                    "SearchResultCount": len(part),
                    "SearchResultCountAll": len(found),
                    "SearchResultItems": part,
                    "UserArea": {"NumberOfPages": str(_pages(found))},
                },
            }
        )

    return Stage(
        play,
        Ask(keys={"USAJOBS_EMAIL": "analyst@example.com", "USAJOBS_API_KEY": "secret-key"}),
        tuple(f"90{number}" for number in range(8)),
        tuple(range(8)),
        lambda document: document["SearchResult"]["SearchResultItems"],
        lambda item: item["MatchedObjectId"],
        ("MatchedObjectDescriptor", "PositionTitle"),
        {"901": (60_001, 90_001, "USD")},
        lambda document: {"SearchResult": {"SearchResultCount": 0}},
    )


BOARDS = (
    Target("north", "North Works", "31-33", "US"),
    Target("gone", "Gone Fishing", "11", None),
    Target("east side", "East Side", "62", "GB"),
    Target("tiny", None, None, None),
)


def greenhouse() -> Stage:
    """Whole boards; the text is escaped HTML; some jobs without a day, place or pay."""
    boards: dict[str, list[dict[str, Any]]] = {"north": [], "east%20side": [], "tiny": []}
    for number in range(9):
        boards[list(boards)[number // 3]].append(
            {
                "id": 4_000 + number,
                "internal_job_id": None,
                "title": title(number),
                "company_name": "As the board says",
                "updated_at": f"{day(0)}T10:55:28-05:00",
                **({"first_published": f"{day(number)}T09:00:00-04:00"} if number != 4 else {}),
                "location": {"name": TOWNS[number % 3]} if number else None,
                "absolute_url": f"https://boards.greenhouse.io/example/jobs/{4_000 + number}",
                "content": html.escape(prose(number)),
                "departments": [{"id": 1, "name": "Crew"}],
                "pay_input_ranges": [
                    {"min_cents": 6_000_000, "max_cents": 7_500_000, "currency_type": "USD",
                     "title": "Ohio"},
                    {"min_cents": 8_000_000, "max_cents": 9_000_000, "currency_type": "USD",
                     "title": "Texas"},
                    {"min_cents": 10_000_000, "max_cents": 19_000_000, "currency_type": "USD",
                     "title": "OTE range"},
                ]
                if number == 1
                else [],
            }
        )  # fmt: skip

    def play(asked: Asked) -> Reply:
        parts = asked.path.split("/")
        if asked.path.startswith("/v1/boards/") and parts[3] in boards:
            jobs = boards[parts[3]]
            return json_reply({"jobs": jobs, "meta": {"total": len(jobs)}})
        return json_reply({"status": 404, "error": "Job not found"}, 404)

    return Stage(
        play,
        Ask(targets=BOARDS),
        tuple(str(4_000 + number) for number in range(9)),
        tuple(None if number == 4 else number for number in range(9)),
        lambda document: document["jobs"],
        lambda job: str(job["id"]),
        ("title",),
        {"4001": (60_000, 90_000, "USD")},
        has_all=True,
    )


def lever() -> Stage:
    """Arrays by skip and limit, one site of the European instance; intervals in Lever's words."""
    sites: dict[str, list[dict[str, Any]]] = {"north": [], "east%20side": [], "tiny": []}
    intervals = ("per-year-salary", "per-hour-wage", "one-time")
    for number in range(12):
        created = datetime.combine(day(number), time(12), UTC)
        sites[("north", "north", "east%20side", "tiny")[number // 3]].append(
            {
                "id": f"0000-{number}",
                "text": title(number),
                "categories": {"location": TOWNS[number % 3], "commitment": "Full-time"},
                "country": ("US", None, "CA")[number % 3],
                "description": prose(number),
                "descriptionPlain": "",
                "lists": [{"text": "You bring", "content": "<li>A forklift licence</li>"}]
                if number % 2
                else [],
                "additional": "",
                "hostedUrl": f"https://jobs.lever.co/example/0000-{number}",
                "workplaceType": "on-site",
                **(
                    {
                        "salaryRange": {
                            "min": 30 + number if number % 3 == 1 else 52_000 + number,
                            "max": 45 + number if number % 3 == 1 else 64_000 + number,
                            "currency": "USD",
                            "interval": intervals[number % 3],
                        }
                    }
                    if number < 6
                    else {}
                ),
                "createdAt": int(created.timestamp() * 1000),
            }
        )

    def play(asked: Asked) -> Reply:
        site = asked.path.removeprefix("/v0/postings/")
        if site not in sites:
            return NOT_THERE
        skip = int(asked.params["skip"])
        most = min(int(asked.params["limit"]), PER_PAGE)
        return json_reply(sites[site][skip : skip + most])

    targets = (*BOARDS[:3], Target("eu:tiny", None, None, None))
    return Stage(
        play,
        Ask(targets=targets),
        tuple(f"0000-{number}" for number in range(12)),
        tuple(range(12)),
        lambda document: document,
        lambda job: job["id"],
        ("text",),
        {"0000-0": (52_000, 64_000, "USD"), "0000-1": (31 * 2080, 46 * 2080, "USD")},
        lambda document: {"ok": True},
        has_all=True,
    )


def ashby() -> Stage:
    """Whole boards; some jobs without an id of their own, an address, or pay."""
    boards: dict[str, list[dict[str, Any]]] = {"north": [], "east%20side": [], "tiny": []}
    for number in range(9):
        name = f"ab-{number}"
        boards[list(boards)[number // 3]].append(
            {
                **({"id": name} if number % 2 else {}),
                "title": title(number),
                "location": "Head office" if number % 3 == 0 else TOWNS[number % 3],
                "secondaryLocations": [],
                "department": "Crew",
                "isListed": True,
                "isRemote": None,
                "descriptionHtml": prose(number) if number != 5 else None,
                "descriptionPlain": "Plain words about a post that has no other description.",
                "publishedAt": f"{day(number)}T16:21:55.393+00:00",
                "employmentType": "FullTime",
                "address": {
                    "postalAddress": {
                        "addressLocality": "Houston",
                        "addressRegion": "Texas",
                        "addressCountry": "USA",
                    }
                }
                if number % 3 == 0
                else None,
                "jobUrl": f"https://jobs.ashbyhq.com/example/{name}",
                "compensation": _ashby_pay(number),
            }
        )

    def play(asked: Asked) -> Reply:
        board = asked.path.removeprefix("/posting-api/job-board/")
        if board not in boards:
            return Reply(b"Not Found", 404, {"Content-Type": "text/plain"})
        return json_reply({"apiVersion": "1", "jobs": boards[board]})

    return Stage(
        play,
        Ask(targets=BOARDS),
        tuple(f"ab-{number}" for number in range(9)),
        tuple(range(9)),
        lambda document: document["jobs"],
        lambda job: job["jobUrl"].rsplit("/", 1)[-1],
        ("title",),
        {"ab-1": (81_000, 99_000, "EUR"), "ab-2": (25 * 2080, 30 * 2080, "GBP")},
        has_all=True,
    )


def _ashby_pay(number: int) -> dict[str, Any] | None:
    def part(kind: str, interval: str, currency: str | None, low: float, high: float) -> object:
        return {
            "compensationType": kind, "interval": interval, "currencyCode": currency,
            "minValue": low, "maxValue": high,
        }  # fmt: skip

    equity = part("EquityPercentage", "NONE", None, 0.5, 1.75)
    if number == 1:
        tiers = [(81_000, 87_000), (90_000, 99_000)]
        return {
            "compensationTiers": [
                {"components": [equity, part("Salary", "1 YEAR", "EUR", *tier)]} for tier in tiers
            ]
        }
    if number == 2:
        return {"summaryComponents": [part("Salary", "1 HOUR", "GBP", 25, 30), equity]}
    return None


def remotive() -> Stage:
    """Everything in one answer: this source has no pages."""
    salaries = ("$40,000 - $50,000", "", None)
    jobs: list[dict[str, Any]] = [
        {
            "id": 1_900_000 + number,
            "url": f"https://remotive.com/remote-jobs/example-{number}",
            "title": title(number),
            "company_name": "Example Remote",
            "category": "Customer Service",
            "tags": [],
            "job_type": "full_time",
            "publication_date": f"{day(number)}T10:23:26",
            "candidate_required_location": "Worldwide" if number % 2 else "USA",
            "salary": salaries[number % 3],
            "description": prose(number),
        }
        for number in range(9)
    ]

    def play(asked: Asked) -> Reply:
        if asked.path != "/api/remote-jobs":
            return NOT_THERE
        return json_reply({"0-legal-notice": "Link back.", "job-count": len(jobs), "jobs": jobs})

    return Stage(
        play,
        Ask(),
        tuple(str(job["id"]) for job in jobs),
        tuple(range(9)),
        lambda document: document["jobs"],
        lambda job: str(job["id"]),
        ("title",),
        {"1900000": (40_000, 50_000, "USD")},
    )


def arbeitnow() -> Stage:
    """Numbered pages with a link to the next one."""
    jobs = [
        {
            "slug": f"example-{number}",
            "company_name": "Beispiel GmbH" if number % 4 else "",
            "title": title(number),
            "description": prose(number),
            "remote": number % 2 == 0,
            "url": f"https://www.arbeitnow.com/jobs/example-{number}",
            "tags": ["Engineering", "Remote"] if number % 3 else [],
            "job_types": ["Full Time"],
            "location": "Berlin",
            "created_at": int(datetime.combine(day(number), time(9), UTC).timestamp()),
        }
        for number in range(8)
    ]

    def play(asked: Asked) -> Reply:
        if asked.path != "/api/job-board-api":
            return NOT_THERE
        number = int(asked.params.get("page", 1))
        base = "https://www.arbeitnow.com/api/job-board-api?page="
        following = f"{base}{number + 1}" if number < _pages(jobs) else None
        return json_reply(
            {
                "data": _slice(jobs, number),
                "links": {"first": f"{base}1", "last": None, "next": following},
                "meta": {"current_page": number, "per_page": PER_PAGE},
            }
        )

    return Stage(
        play,
        Ask(),
        tuple(str(job["slug"]) for job in jobs),
        tuple(range(8)),
        lambda document: document["data"],
        lambda job: job["slug"],
        ("title",),
    )


def the_muse() -> Stage:
    """Numbered pages with their count."""
    jobs: list[dict[str, Any]] = [
        {
            "id": 16_000_000 + number,
            "name": title(number),
            "type": "external",
            "contents": prose(number),
            "company": {"id": 7, "short_name": "example", "name": "Example Stores"},
            "locations": [{"name": "Flexible / Remote"}, {"name": TOWNS[number % 3]}][: number % 3],
            "categories": [{"name": "Retail"}] if number % 2 else [],
            "levels": [{"name": "Entry Level", "short_name": "entry"}],
            "publication_date": f"{day(number)}T23:05:05Z",
            "refs": {"landing_page": f"https://www.themuse.com/jobs/example/{number}"},
        }
        for number in range(8)
    ]

    def play(asked: Asked) -> Reply:
        if asked.path != "/api/public/jobs":
            return NOT_THERE
        number = int(asked.params["page"])
        return json_reply(
            {"page": number, "page_count": _pages(jobs), "results": _slice(jobs, number)}
        )

    return Stage(
        play,
        Ask(),
        tuple(str(job["id"]) for job in jobs),
        tuple(range(8)),
        lambda document: document["results"],
        lambda job: str(job["id"]),
        ("name",),
    )


def adzuna() -> Stage:
    """Two countries, pages in the path, an empty page at the end; a wrong key is refused."""
    ads: dict[str, list[dict[str, Any]]] = {"us": [], "gb": []}
    for number in range(11):
        country = "us" if number < 7 else "gb"
        ads[country].append(
            {
                "id": f"47{number}",
                "title": title(number),
                "description": "We look for a colleague with a first aid certificate, and we …",
                "company": {"display_name": "Example Agency"} if number % 4 else {},
                "category": {"tag": "healthcare-nursing-jobs", "label": "Healthcare Jobs"},
                "location": {
                    "display_name": "Dayton" if country == "us" else "Glasgow",
                    "area": ["US", "Ohio", "Dayton"]
                    if country == "us"
                    else ["UK", "Scotland", "Glasgow"],
                },
                "salary_min": 30_000 + number,
                "salary_max": 34_000.5 + number,
                "salary_is_predicted": "1" if number % 2 else "0",
                "created": f"{day(number)}T12:00:00Z",
                "redirect_url": f"https://www.adzuna.com/details/47{number}",
            }
        )

    def play(asked: Asked) -> Reply:
        if asked.params.get("app_id") != "my-id" or asked.params.get("app_key") != "my-key":
            return json_reply({"exception": "AUTH_FAIL"}, 401)
        _, _, _, jobs, country, search, number = asked.path.split("/")
        if (jobs, search) != ("jobs", "search") or country not in ads:
            return NOT_THERE
        oldest = day(int(asked.params.get("max_days_old", 10_000))).isoformat()
        found = [ad for ad in ads[country] if ad["created"][:10] >= oldest]
        return json_reply({"count": len(found), "results": _slice(found, int(number))})

    return Stage(
        play,
        Ask(keys={"ADZUNA_APP_ID": "my-id", "ADZUNA_APP_KEY": "my-key"}),
        tuple(f"47{number}" for number in range(11)),
        tuple(range(11)),
        lambda document: document["results"],
        lambda ad: ad["id"],
        ("title",),
        {"470": (30_000, 34_000.5, "USD"), "478": (30_008, 34_008.5, "GBP")},
    )


STAGES: dict[str, Callable[[], Stage]] = {
    make.__name__: make
    for make in (
        usajobs_historic, usajobs_search, greenhouse, lever, ashby, remotive, arbeitnow, the_muse,
        adzuna,
    )
}  # fmt: skip
"""By source id."""
