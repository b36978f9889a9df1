"""The sources of postings against local servers that play them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.connector import Ask, Connector, Page, Parsed, Reject
from etl.derive import RAW_COLUMNS
from etl.errors import DataError
from etl.http import HttpClient, Patience
from etl.normalise.dates import parse_posted
from etl.normalise.pay import parse_pay
from etl.normalise.places import parse_place
from etl.normalise.texts import clean_text
from etl.sources import adzuna, lever, remotive, usajobs_historic
from etl.sources.live_hiring import LIVE_HIRING
from etl.sources.posting_rows import posting, salary_text
from tests.servers import Asked, Play, Reply, faulty, json_reply, serving
from tests.servers.hiring import STAGES, TODAY, Stage, altered, day, prose

CONNECTORS: dict[str, Connector] = {module.SOURCE.source_id: module for module in LIVE_HIRING}
QUICK = Patience(connect=2, read=2, whole_answer=5, tries=6, first_wait=0.001, longest_wait=0.01)
HISTORIC = "usajobs_historic"


class Fetched:
    """What a fetch brought: its pages, rows and rejects, and what the server was asked."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.parsed: list[Parsed] = []
        self.asked: list[Asked] = []

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row for parsed in self.parsed for row in parsed.rows["postings"]]

    @property
    def rejects(self) -> list[Reject]:
        return [reject for parsed in self.parsed for reject in parsed.rejects]

    @property
    def ids(self) -> list[str]:
        return [row["posting_id"].partition(":")[2] for row in self.rows]


Fetch = Callable[..., Fetched]


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    def fetch(source_id: str, play: Play, ask: Ask) -> Fetched:
        connector, fetched = CONNECTORS[source_id], Fetched()
        with serving(play) as (url, asked):
            fetched.asked = asked
            client = HttpClient(connector.MANNERS, tmp_path, base_url=url, patience=QUICK)
            try:
                for page in connector.fetch(ask, client):
                    fetched.pages.append(page)
                    fetched.parsed.append(connector.parse(page, ask))
            finally:
                client.close()
        return fetched

    return fetch


@pytest.fixture(params=sorted(STAGES))
def source_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stage(source_id: str) -> Stage:
    return STAGES[source_id]()


def test_every_source_is_staged_and_described() -> None:
    assert set(STAGES) == set(CONNECTORS)
    for source_id, connector in CONNECTORS.items():
        source = connector.SOURCE
        assert source.kind == "hiring"
        assert source.collected_on is None
        assert source.cadence_days
        assert source.terms
        assert source.keeps_text == source_id.startswith("usajobs")
        assert connector.MANNERS.seconds_between >= 1


def test_the_same_rows_come_once_each(fetch: Fetch, source_id: str, stage: Stage) -> None:
    fetched = fetch(source_id, stage.play, stage.ask)
    assert fetched.ids == list(stage.ids)
    assert len(fetched.pages) >= (1 if source_id == "remotive" else 3)
    assert [page.cursor is None for page in fetched.pages] == [False] * (len(fetched.pages) - 1) + [
        True
    ]
    for row in fetched.rows:
        assert tuple(row) == (*RAW_COLUMNS, "url")
        assert row["source"] == source_id
        assert all(value is None or isinstance(value, str) for value in row.values())
        assert all(row[name] != "" for name in row)
        assert row["url"].startswith("https://")
        assert len(clean_text(row["text"])) > 40


def test_faults_of_the_server_change_nothing(fetch: Fetch, source_id: str, stage: Stage) -> None:
    right = fetch(source_id, stage.play, stage.ask)
    tried = fetch(source_id, faulty(stage.play, every=3), stage.ask)
    assert tried.rows == right.rows
    assert len(tried.asked) > len(right.asked) or source_id == "remotive"


def test_goes_on_from_every_cursor(fetch: Fetch, source_id: str, stage: Stage) -> None:
    whole = fetch(source_id, stage.play, stage.ask)
    for number, page in enumerate(whole.pages[:-1], start=1):
        rest = fetch(source_id, stage.play, replace(stage.ask, cursor=page.cursor))
        before = [row for parsed in whole.parsed[:number] for row in parsed.rows["postings"]]
        assert before + rest.rows == whole.rows


def test_brings_nothing_from_before_since(fetch: Fetch, source_id: str, stage: Stage) -> None:
    fetched = fetch(source_id, stage.play, replace(stage.ask, since=day(2)))
    recent = [
        name
        for name, age in zip(stage.ids, stage.ages, strict=True)
        if stage.has_all or age is None or age <= 2
    ]
    assert fetched.ids == recent


def test_days_are_those_of_the_source(fetch: Fetch, source_id: str, stage: Stage) -> None:
    fetched = fetch(source_id, stage.play, stage.ask)
    posted = [row["posted"] for row in fetched.rows]
    assert posted == [None if age is None else day(age).isoformat() for age in stage.ages]
    assert all(text is None or parse_posted(text, TODAY) for text in posted)


def test_pay_can_be_read(fetch: Fetch, source_id: str, stage: Stage) -> None:
    rows = {row["posting_id"].partition(":")[2]: row for row in
            fetch(source_id, stage.play, stage.ask).rows}  # fmt: skip
    for name, (low, high, currency) in stage.pay.items():
        pay = parse_pay(rows[name]["salary"], None)
        assert pay is not None, rows[name]["salary"]
        assert (pay.min_annual, pay.max_annual, pay.currency) == (low, high, currency)
    stated = [row["salary"] for row in rows.values() if row["salary"]]
    assert all(parse_pay(text, None) for text in stated)
    assert bool(stated) == bool(stage.pay)


def spoilt(stage: Stage, name: str, value: object) -> Play:
    """The stage's play, but the title of one record is `value`."""

    def change(document: Any) -> Any:
        for record in stage.records(document):
            if stage.identify(record) == name:
                for step in stage.titled[:-1]:
                    record = record[step]
                if stage.titled[-1] in record:
                    record[stage.titled[-1]] = value
        return document

    return altered(stage.play, change)


@pytest.mark.parametrize(
    ("value", "reason"), [(None, "no title"), ("  ", "no title"), (17, "not text")]
)
def test_a_record_with_a_bad_field_is_refused_with_its_place(
    fetch: Fetch, source_id: str, stage: Stage, value: object, reason: str
) -> None:
    victim = stage.ids[1]
    right = fetch(source_id, stage.play, stage.ask)
    fetched = fetch(source_id, spoilt(stage, victim, value), stage.ask)
    assert fetched.ids == [name for name in stage.ids if name != victim]
    (reject,) = [reject for reject in fetched.rejects if reject not in right.rejects]
    assert reject.reason == reason
    column = ".".join(stage.titled)
    assert reject.column == (column.casefold() if source_id == HISTORIC else column)
    assert "http://127.0.0.1" in reject.where
    assert reject.where.endswith(" record 2")


def test_a_record_that_is_no_object_is_refused(fetch: Fetch, source_id: str, stage: Stage) -> None:
    victim = stage.ids[1]

    def change(document: Any) -> Any:
        records = stage.records(document)
        records[:] = ["a stray word" if stage.identify(r) == victim else r for r in records]
        return document

    fetched = fetch(source_id, altered(stage.play, change), stage.ask)
    assert fetched.ids == [name for name in stage.ids if name != victim]
    strays = [reject for reject in fetched.rejects if reject.column == "record"]
    assert {reject.reason for reject in strays} == {"not an object"}


def test_a_missing_list_is_a_changed_format(fetch: Fetch, source_id: str, stage: Stage) -> None:
    with pytest.raises(DataError, match=rf"{source_id}: http://127.*; the format changed\."):
        fetch(source_id, altered(stage.play, stage.unlisted), stage.ask)


def test_a_page_without_a_single_good_record_is_a_changed_format(
    fetch: Fetch, source_id: str, stage: Stage
) -> None:
    def change(document: Any) -> Any:
        for record in stage.records(document):
            for step in stage.titled[:-1]:
                record = record[step]
            record.pop(stage.titled[-1], None)
        return document

    with pytest.raises(DataError, match=rf"{source_id}: http.* no title; .*the format changed"):
        fetch(source_id, altered(stage.play, change), stage.ask)


def test_nothing_at_all_is_no_fault(fetch: Fetch, source_id: str, stage: Stage) -> None:
    def change(document: Any) -> Any:
        stage.records(document).clear()
        return document

    fetched = fetch(source_id, altered(stage.play, change), stage.ask)
    assert fetched.rows == []
    assert {reject.reason for reject in fetched.rejects} <= {"no such board"}


@pytest.mark.parametrize("source_id", ["greenhouse", "lever", "ashby"], indirect=False)
def test_a_board_that_is_not_there_does_not_stop_the_others(fetch: Fetch, source_id: str) -> None:
    stage = STAGES[source_id]()
    fetched = fetch(source_id, stage.play, stage.ask)
    assert fetched.rejects == [Reject("gone", "board", "no such board")]
    labels = {row["industry_label"] for row in fetched.rows}
    assert labels == {"31-33", "62", None}
    assert {"North Works", "East Side"} < {row["employer"] for row in fetched.rows}


def test_a_cursor_of_a_board_no_longer_listed_starts_again(fetch: Fetch) -> None:
    stage = STAGES["ashby"]()
    ask = replace(stage.ask, cursor='{"board": "renamed", "skip": 0}')
    assert fetch("ashby", stage.play, ask).ids == list(stage.ids)


@pytest.mark.parametrize("source_id", ["usajobs_search", "adzuna"], indirect=False)
def test_keys_are_sent_and_never_shown(fetch: Fetch, source_id: str) -> None:
    stage = STAGES[source_id]()
    fetched = fetch(source_id, stage.play, stage.ask)
    wrong = replace(
        stage.ask, keys={name: f"wrong-{value}" for name, value in stage.ask.keys.items()}
    )
    with pytest.raises(DataError) as refusal:
        fetch(source_id, stage.play, wrong)
    shown = " ".join(a.url for page in fetched.pages for a in page.answers)
    shown += " ".join(page.cursor or "" for page in fetched.pages) + str(refusal.value)
    assert "refused (HTTP 401)" in str(refusal.value)
    for value in stage.ask.keys.values():
        assert value not in shown


def test_a_day_of_announcements_takes_few_requests(fetch: Fetch) -> None:
    stage = STAGES[HISTORIC]()
    fetched = fetch(HISTORIC, stage.play, stage.ask)
    assert [len(page.answers) for page in fetched.pages] == [4, 4, 4, 4]
    asked = fetched.asked[0].params
    assert asked == {
        "StartPositionOpenDate": day(4).isoformat(),
        "EndPositionOpenDate": day(4).isoformat(),
    }
    # A token is decoded once, as a browser would.
    assert fetched.asked[1].params["continuationtoken"] == "p2="
    assert max(one.params.get("EndPositionOpenDate", "") for one in fetched.asked) == (
        day(1).isoformat()
    )


def test_sections_of_an_announcement_stand_under_headings(fetch: Fetch) -> None:
    stage = STAGES[HISTORIC]()
    first, second = fetch(HISTORIC, stage.play, stage.ask).rows[:2]
    lines = clean_text(second["text"]).split("\n")
    headings = ["Summary", "Duties", "Requirements", "Qualifications", "How you will be evaluated"]
    assert [line for line in lines if line in headings and line != "Requirements"] == [
        heading for heading in headings if heading != "Requirements"
    ]
    assert lines[lines.index("Duties") + 1 :][:2] != ["", ""]
    assert "Keep the records" in second["text"]
    assert "Keep the records" not in first["text"]
    assert "Online." not in first["text"]
    assert first["employer"] == "Department of Examples"
    assert first["location"] == second["location"] == "Dayton, Ohio, United States"


def test_an_announcement_without_its_text_is_refused(fetch: Fetch) -> None:
    stage = STAGES[HISTORIC]()

    def change(document: Any) -> Any:
        document["data"] = [
            record
            for record in document["data"]
            if "summary" not in record or record["usajobsControlNumber"] != stage.ids[2]
        ]
        return document

    fetched = fetch(HISTORIC, altered(stage.play, change), stage.ask)
    assert fetched.ids == [name for name in stage.ids if name != stage.ids[2]]
    (reject,) = fetched.rejects
    assert (reject.column, reject.reason) == ("announcementtext", "no text")


def test_a_text_without_its_announcement_is_told(fetch: Fetch) -> None:
    stage = STAGES[HISTORIC]()

    def change(document: Any) -> Any:
        document["data"] = [
            record
            for record in document["data"]
            if "summary" in record or str(record["usajobsControlNumber"]) != stage.ids[2]
        ]
        return document

    fetched = fetch(HISTORIC, altered(stage.play, change), stage.ask)
    (reject,) = fetched.rejects
    assert reject.reason == "text without announcement"
    assert reject.where.endswith(stage.ids[2])


def test_a_server_that_does_not_heed_the_day_is_not_asked_for_years(fetch: Fetch) -> None:
    def play(asked: Asked) -> Reply:
        record = {"usajobsControlNumber": 1, "positionTitle": "x", "positionOpenDate": "2019-05-05"}
        return json_reply({"paging": {"next": None}, "data": [record]})

    with pytest.raises(DataError, match=r"'positionOpenDate': asked for .*, got 2019-05-05"):
        fetch(HISTORIC, play, Ask(since=day(3)))


def test_a_day_that_has_no_last_page_is_given_up(fetch: Fetch) -> None:
    stage = STAGES[HISTORIC]()

    def change(document: Any) -> Any:
        first = day(4).isoformat()
        document["paging"]["next"] = (
            "https://elsewhere.example/api/historicjoa?continuationtoken=p1%3D"
            f"&startpositionopendate={first}&endpositionopendate={first}"
        )
        return document

    with pytest.raises(DataError, match="its paging has no end"):
        fetch(HISTORIC, altered(stage.play, change), stage.ask)


def test_whole_days_only(fetch: Fetch) -> None:
    stage = STAGES[HISTORIC]()
    assert fetch(HISTORIC, stage.play, Ask(since=TODAY)).pages == []
    assert usajobs_historic.MANNERS.first_days


def test_search_and_adzuna_ask_for_recent_days_only(fetch: Fetch) -> None:
    stage = STAGES["usajobs_search"]()
    recent = fetch("usajobs_search", stage.play, replace(stage.ask, since=day(2)))
    assert {asked.params["DatePosted"] for asked in recent.asked} == {"3"}
    older = fetch("usajobs_search", stage.play, replace(stage.ask, since=day(90)))
    assert all("DatePosted" not in asked.params for asked in older.asked)
    stage = STAGES["adzuna"]()
    recent = fetch("adzuna", stage.play, replace(stage.ask, since=day(2)))
    assert {asked.params["max_days_old"] for asked in recent.asked} == {"3"}


def test_adzuna_stays_within_its_daily_requests(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adzuna, "MOST_PAGES", 2)
    stage = STAGES["adzuna"]()
    fetched = fetch("adzuna", stage.play, stage.ask)
    assert len(fetched.asked) == 4
    assert fetched.ids == ["470", "471", "472", "473", "474", "475", "477", "478", "479", "4710"]


def test_estimated_pay_is_left_out(fetch: Fetch) -> None:
    stage = STAGES["adzuna"]()
    rows = fetch("adzuna", stage.play, stage.ask).rows
    assert [bool(row["salary"]) for row in rows] == [number % 2 == 0 for number in range(11)]
    assert parse_place(rows[0]["location"], None).region == "OH"
    assert parse_place(rows[-1]["location"], None).region == "Scotland"


def test_lever_asks_the_european_instance_for_its_sites() -> None:
    asked: list[str] = []

    class Listening:
        def get(self, path: str, *_: object, **__: object) -> Iterator[None]:
            asked.append(path)
            raise DataError("enough")

    ask = Ask(targets=(STAGES["lever"]().ask.targets[-1],))
    with pytest.raises(DataError, match="enough"):
        next(lever.fetch(ask, Listening()))  # type: ignore[arg-type]
    assert asked == ["https://api.eu.lever.co/v0/postings/tiny"]
    assert "api.eu.lever.co" in lever.MANNERS.follows_hosts


def test_remotive_is_asked_as_seldom_as_it_wishes() -> None:
    assert remotive.MANNERS.hours_between_fetches == 6
    assert remotive.MANNERS.seconds_between > 30


def test_a_stated_country_stands_by_a_place_without_one(fetch: Fetch) -> None:
    stage = STAGES["lever"]()

    def change(document: Any) -> Any:
        for record in document:
            record["categories"]["location"] = "Remote"
        return document

    rows = fetch("lever", altered(stage.play, change), stage.ask).rows
    countries = [parse_place(row["location"], None).country for row in rows[:3]]
    assert countries == ["US", "US", "CA"]


@pytest.mark.parametrize(
    ("low", "high", "currency", "period", "expected"),
    [
        (50_000, 70_000, "USD", "year", (50_000, 70_000)),
        (70_000, 50_000, "usd", "year", (50_000, 70_000)),
        (18.41, 21.48, "GBP", "hour", (18.41 * 2080, 21.48 * 2080)),
        (50_000, None, "EUR", "year", (50_000, None)),
        (0, 60_000, "EUR", "year", (None, 60_000)),
        (60_000, 90_000, "NZD", "year", (60_000, 90_000)),
        (180_000, 220_000, "USD", None, (180_000, 220_000)),
        (3_000.5, 3_500, "CHF", "month", (36_006, 42_000)),
    ],
)
def test_structured_pay_is_written_as_the_parser_reads_it(
    low: float | None,
    high: float | None,
    currency: str,
    period: str | None,
    expected: tuple[float | None, float | None],
) -> None:
    text = salary_text(low, high, currency, period)
    assert text is not None
    pay = parse_pay(text, None)
    assert pay is not None, text
    assert (pay.min_annual, pay.max_annual) == pytest.approx(expected)


@pytest.mark.parametrize("ends", [(None, None), (0, 0), (-1, None)])
def test_no_amount_is_no_pay(ends: tuple[float | None, float | None]) -> None:
    assert salary_text(*ends, "USD", "year") is None
    assert salary_text(1.0, 2.0, None, "year") is None


def test_ids_are_stable_and_say_their_source() -> None:
    row = posting(
        remotive.SOURCE, "17", title="Clerk", employer=None, industry_label=None, location=None,
        posted=None, salary=None, text=prose(1), url=None,
    )  # fmt: skip
    assert row["posting_id"] == "remotive:17"
