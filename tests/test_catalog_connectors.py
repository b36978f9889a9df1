import itertools
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.archives import members
from etl.connector import Answer, Ask, Page, Parsed, Target
from etl.errors import DataError
from etl.http import HttpClient, Patience
from etl.sources import (
    careeronestop,
    credential_registry,
    elm,
    esco,
    oews,
    onet,
    open_badges,
)
from etl.sources.live_catalogs import LIVE_CATALOGS, LIVE_REFERENCE
from tests.servers import Asked, Play, faulty, json_reply, serving
from tests.servers import catalogs as played

CTDL = Path(__file__).resolve().parents[2] / "shared" / "data" / "ctdl"
HASTY = Patience(first_wait=0.01, longest_wait=0.02, tries=8)
HOST = "https://badges.example"
KEYS = {careeronestop.USER_KEY: played.USER_ID, careeronestop.TOKEN_KEY: played.TOKEN}


def targets(*names: str) -> tuple[Target, ...]:
    return tuple(Target(name) for name in names)


@dataclass(frozen=True)
class Case:
    source: ModuleType
    play: Callable[[], Play]
    ask: Ask
    rows: Mapping[str, int]
    pages: int
    rejects: int = 0
    hosts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.source.SOURCE.source_id)


CASES = [
    Case(
        credential_registry,
        played.registry,
        Ask(),
        {"offered_credentials": 120, "offered_edges": 238, "offered_skills": 120},
        pages=3,
    ),
    Case(
        careeronestop,
        played.careeronestop,
        Ask(targets=targets("nurse", "nothing", "welder"), keys=KEYS),
        {"offered_credentials": 500, "offered_edges": 0, "offered_skills": 0},
        pages=7,
        rejects=1,
    ),
    Case(
        open_badges,
        lambda: played.open_badges(HOST),
        Ask(
            targets=targets(
                f"{HOST}/one", f"{HOST}/gone", f"{HOST}/array", f"{HOST}/pages", f"{HOST}/addresses"
            )
        ),
        {"offered_credentials": 16, "offered_edges": 0, "offered_skills": 16},
        pages=7,
        rejects=1,
        hosts=("badges.example",),
    ),
    Case(
        elm,
        played.elm,
        Ask(targets=targets(*(f"{HOST}/{name}" for name in ("one", "array", "gone", "graph")))),
        {"offered_credentials": 4, "offered_edges": 8, "offered_skills": 4},
        pages=4,
        rejects=1,
        hosts=("badges.example",),
    ),
    Case(esco, played.esco, Ask(), {"esco_skills": 250}, pages=3),
    Case(
        onet,
        lambda: played.onet(played.ONET_NEW),
        Ask(),
        {"onet_technologies": 1, "onet_titles": 3, "onet_skills": 2, "onet_knowledge": 1},
        pages=1,
        rejects=1,
    ),
    Case(oews, played.oews, Ask(), {"oews_national": 3, "oews_state": 1}, pages=1, rejects=3),
]
by_source = pytest.mark.parametrize("case", CASES, ids=str)


def fetched(
    case: Case, folder: Path, *, play: Play | None = None, ask: Ask | None = None
) -> tuple[list[tuple[Page, Parsed]], list[Asked]]:
    """(pages with their rows read, requests that the server saw)."""
    with serving(play or case.play()) as (base, asked):
        client = HttpClient(
            case.source.MANNERS, folder, base_url=base, hosts=case.hosts, patience=HASTY
        )
        ask = ask or case.ask
        found = [(page, case.source.parse(page, ask)) for page in case.source.fetch(ask, client)]
        client.close()
    return found, asked


def together(parsed: list[Parsed]) -> dict[str, list[dict[str, Any]]]:
    tables = {name: [row for one in parsed for row in one.rows[name]] for name in parsed[0].rows}
    return {
        name: sorted(rows, key=lambda row: str(list(row.values()))) for name, rows in tables.items()
    }


@by_source
def test_every_row_arrives_once_and_fits_its_schema(case: Case, tmp_path: Path) -> None:
    found, _ = fetched(case, tmp_path)
    assert len(found) == case.pages
    assert found[-1][0].cursor is None
    assert sum(len(parsed.rejects) for _, parsed in found) == case.rejects
    tables = together([parsed for _, parsed in found])
    assert tables.keys() == case.source.TABLES.keys() == case.rows.keys()
    for name, rows in tables.items():
        schema = case.source.TABLES[name]
        keys = [row[schema.names[0]] for row in rows]
        assert len(keys) == len(set(keys)) == case.rows[name]
        table = pa.Table.from_pylist(rows, schema=schema)
        table.validate(full=True)
        assert all(row.keys() == set(schema.names) for row in rows)


@by_source
def test_faulty_answers_bring_the_same_rows(case: Case, tmp_path: Path) -> None:
    right, _ = fetched(case, tmp_path / "right")
    shaky, asked = fetched(case, tmp_path / "shaky", play=faulty(case.play()))
    without_day = {"as_of"}
    for name, rows in together([parsed for _, parsed in right]).items():
        other = together([parsed for _, parsed in shaky])[name]
        assert [{k: v for k, v in r.items() if k not in without_day} for r in rows] == [
            {k: v for k, v in r.items() if k not in without_day} for r in other
        ]
    assert asked


@by_source
def test_a_fetch_goes_on_after_every_page(case: Case, tmp_path: Path) -> None:
    whole, _ = fetched(case, tmp_path / "whole")
    expected = together([parsed for _, parsed in whole])
    for kept in range(1, len(whole)):
        cursor = whole[kept - 1][0].cursor
        ask = Ask(targets=case.ask.targets, keys=case.ask.keys, cursor=cursor)
        rest, _ = fetched(case, tmp_path / str(kept), ask=ask)
        assert together([p for _, p in itertools.chain(whole[:kept], rest)]) == expected


def test_the_registries_hold_every_connector() -> None:
    for source in (*LIVE_CATALOGS, *LIVE_REFERENCE):
        assert source.SOURCE.source_id and source.MANNERS.seconds_between > 0
        for schema in source.TABLES.values():
            assert not schema.field(0).nullable
    assert {s.SOURCE.source_id for s in LIVE_REFERENCE} == {"onet", "oews", "esco"}


def test_registry_asks_only_for_what_has_changed(tmp_path: Path) -> None:
    _, asked = fetched(CASES[0], tmp_path, ask=Ask(since=date(2026, 3, 1)))
    searches = [one for one in asked if one.path == "/ce-registry/search"]
    assert {one.params["from"] for one in searches} == {"2026-03-01T00:00:00Z"}
    assert [one.params["page"] for one in searches] == ["1", "2", "3"]
    # One owner, named once a page; a graph only where the envelope came without its resource.
    assert sum(one.path.startswith("/resources/") for one in asked) == 3
    assert sum(one.path.startswith("/graph/") for one in asked) == 17


def test_registry_ends_without_paging_headers(tmp_path: Path) -> None:
    found, _ = fetched(CASES[0], tmp_path, play=played.registry(100, with_headers=False))
    assert sum(len(parsed.rows["offered_credentials"]) for _, parsed in found) == 100
    assert len(found) == 3  # the last is empty


def test_registry_notices_the_same_page_again(tmp_path: Path) -> None:
    envelope = {
        "envelope_ceterms_ctid": played.ctid(1),
        "decoded_resource": played.ctdl_credential(1),
    }
    play: Play = lambda asked: json_reply(  # noqa: E731
        [envelope], Link='</ce-registry/search?page=2>; rel="next"'
    )
    with pytest.raises(DataError, match="the same page came twice"):
        fetched(CASES[0], tmp_path, play=play)


def test_what_a_registry_record_says(tmp_path: Path) -> None:
    found, _ = fetched(CASES[0], tmp_path, play=played.registry(2))
    tables = together([parsed for _, parsed in found])
    second = tables["offered_credentials"][1]
    assert second == {
        "offer_id": f"credential_registry:{played.ctid(1)}",
        "source_id": "credential_registry",
        "external_id": played.ctid(1),
        "name": "Invented credential 1",
        "issuer": "Invented Institute",
        "type": "Certification",
        "url": "https://example.org/1",
        "price_amount": 101.0,
        "price_currency": "USD",
        "hours": 40.5,
        "level": None,
        "language": "en-US",
        "delivery": "online",
        "valid_months": 24,
        "accreditation": None,
        "as_of": "2026-03-04",
    }
    steps = {
        (e["from_offer_id"][-2:], e["relation"], e["credits"]) for e in tables["offered_edges"]
    }
    assert steps == {("01", "prerequisite", None), ("02", "credit_toward", 3.0)}
    assert {e["stated_by"] for e in tables["offered_edges"]} == {second["offer_id"]}


def test_what_the_other_catalogs_say(tmp_path: Path) -> None:
    certification = together([p for _, p in fetched(CASES[1], tmp_path / "c")[0]])
    row = certification["offered_credentials"][0]
    assert (row["accreditation"], row["valid_months"], row["level"]) == ("NCCA", 36, "Specialty")
    badges = together([p for _, p in fetched(CASES[2], tmp_path / "b")[0]])["offered_credentials"]
    assert {row["issuer"] for row in badges} == {"Invented Guild"}
    assert {row["type"] for row in badges} == {"Badge", "MicroCredential"}
    courses = together([p for _, p in fetched(CASES[3], tmp_path / "e")[0]])
    row = courses["offered_credentials"][0]
    assert (row["name"], row["issuer"]) == ("Invented course 1", "Invented University")
    assert (row["price_amount"], row["price_currency"]) == (250.5, "EUR")
    assert (row["hours"], row["level"], row["delivery"]) == (150.0, "EQF 5", "online")
    steps = {(e["to_name"], e["relation"], e["credits"]) for e in courses["offered_edges"]}
    assert steps == {
        ("Invented programme", "part_of", 6.0),
        ("Invented master", "prerequisite", None),
    }


def test_the_token_goes_in_the_header_and_the_user_is_hidden(tmp_path: Path) -> None:
    found, asked = fetched(CASES[1], tmp_path)
    assert {one.headers["Authorization"] for one in asked} == {f"Bearer {played.TOKEN}"}
    wheres = [reject.where for _, parsed in found for reject in parsed.rejects]
    assert not any(played.USER_ID in where for where in wheres)


@pytest.mark.parametrize("with_links", [True, False])
def test_esco_offsets_that_count_pages(tmp_path: Path, with_links: bool) -> None:
    play = played.esco(offsets_are_pages=True, with_links=with_links)
    if with_links:
        found, _ = fetched(CASES[4], tmp_path, play=play)
        assert sum(len(parsed.rows["esco_skills"]) for _, parsed in found) == 250
    else:
        with pytest.raises(DataError, match="empty after 100 of 250"):
            fetched(CASES[4], tmp_path, play=play)


def test_onet_old_and_new_file_names_say_the_same(tmp_path: Path) -> None:
    new, _ = fetched(CASES[5], tmp_path / "new")
    old, _ = fetched(CASES[5], tmp_path / "old", play=played.onet(played.ONET_OLD))
    assert together([p for _, p in new]) == together([p for _, p in old])
    assert onet.edition(new[0][0]) == "30.10"
    skills = {row["element_id"]: row for row in new[0][1].rows["onet_skills"]}
    assert (skills["2.A.1.a"]["importance"], skills["2.A.1.a"]["level"]) == (3.88, 4.12)
    # Importance was too uncertain to be used.
    assert (skills["2.B.1.a"]["importance"], skills["2.B.1.a"]["level"]) == (None, 2.38)
    assert new[0][1].rejects[0].where.endswith("Essential Skills.txt line 4")


def test_oews_keeps_the_nation_and_the_states(tmp_path: Path) -> None:
    ((page, parsed),), _ = fetched(CASES[6], tmp_path)
    assert oews.edition(page) == "2025-05"
    national = {row["industry_code"]: row for row in parsed.rows["oews_national"]}
    assert national["000000"]["employment"] == 1_600_000
    assert national["000000"]["annual_median_usd"] == 130_000
    assert national["31--34"]["industry_level"] == 2
    assert national["31--34"]["annual_median_usd"] is None
    (state,) = parsed.rows["oews_state"]
    assert (state["area_name"], state["state_code"]) == ("Alabama", "01")
    assert state["hourly_median_usd"] == 55.1
    assert [(r.column, r.reason) for r in parsed.rejects] == [
        ("value", "not a number"),
        ("place", "unknown code"),
        ("series_id", "not a series"),
    ]
    assert parsed.rejects[-1].where.endswith("oe.data.0.Current line 13")


def test_oews_has_the_columns_of_the_bundled_tables() -> None:
    root = Path(__file__).resolve().parents[1] / "data" / "snapshots" / "oews" / oews.AS_OF
    for name, schema in oews.TABLES.items():
        bundled = pq.read_schema(root / f"{name}.parquet")
        assert [column for column in schema.names if column != "row_id"] == bundled.names


def page_of(folder: Path, *documents: Any, target: str | None = None) -> Page:
    answers = []
    for number, document in enumerate(documents):
        path = folder / f"{number}.body"
        path.write_text(json.dumps(document))
        answers.append(
            Answer(f"https://host.example/{number}", 200, datetime(2026, 1, 2, tzinfo=UTC), path)
        )
    return Page(tuple(answers), None, Target(target) if target else None)


def without(record: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != name}


NAMED = {"Id": "1", "Name": "n"}
MALFORMED = [
    (credential_registry,
     lambda bad: [{"decoded_resource": r} for r in (played.ctdl_credential(1), bad)],
     without(played.ctdl_credential(2), "ceterms:name"), "ceterms:name", "no name"),
    (credential_registry, lambda bad: [{"decoded_resource": played.ctdl_credential(1)}, bad],
     "text", "decoded_resource", "no credential in it"),
    (careeronestop, lambda bad: {"CertList": [NAMED, bad]}, {"Id": "2"}, "Name", "no name"),
    (careeronestop, lambda bad: {"CertList": [NAMED, bad]}, {"Name": "2"}, "Id", "no identifier"),
    (careeronestop, lambda bad: {"CertList": [NAMED, bad]}, 7, "CertList", "not a record"),
    (open_badges, lambda bad: [played.achievement(1, HOST), bad],
     without(played.achievement(2, HOST), "name"), "name", "no name"),
    (open_badges, lambda bad: [played.achievement(1, HOST), bad],
     {"type": "Assertion", "id": "x"}, "type", "an award to a person"),
    (open_badges, lambda bad: [played.achievement(1, HOST), bad], 5, "type",
     "no badge class or achievement"),
    (elm, lambda bad: [played.learning_opportunity(1), bad],
     without(played.learning_opportunity(2), "title"), "title", "no title"),
    (elm, lambda bad: [played.learning_opportunity(1), bad], {"type": "Grade"}, "type",
     "no learning opportunity or qualification"),
    (esco, lambda bad: {"_embedded": {"results": [{"uri": "u", "title": "t"}, bad]}},
     {"title": "t"}, "uri", "no identifier"),
    (esco, lambda bad: {"_embedded": {"results": [{"uri": "u", "title": "t"}, bad]}},
     {"uri": "u"}, "title", "no title"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "document", "bad", "column", "reason"), MALFORMED)
def test_a_malformed_record_is_refused_with_its_place(
    source: ModuleType,
    document: Callable[[Any], Any],
    bad: Any,
    column: str,
    reason: str,
    tmp_path: Path,
) -> None:
    parsed = source.parse(page_of(tmp_path, document(bad)), Ask())
    first = next(iter(source.TABLES))
    assert len(parsed.rows[first]) == 1
    (reject,) = parsed.rejects
    assert (reject.column, reject.reason) == (column, reason)
    assert reject.where.startswith("https://host.example/0") and "[1]" in reject.where


@pytest.mark.parametrize(
    ("source", "document", "names"),
    [
        (credential_registry, {"results": []}, "list of envelopes"),
        (credential_registry, [{}, {}], "all 2 records.*decoded_resource"),
        (careeronestop, {"RecordCount": 3}, "CertList"),
        (careeronestop, {"CertList": {"Id": 1}}, "CertList"),
        (careeronestop, {"CertList": [{}]}, "all 1 records.*Id"),
        (open_badges, "text", "no badge"),
        (open_badges, [{"a": 1}, {"b": 2}], "all 2 records.*type"),
        (elm, [{"type": "Grade"}, {"type": "Grade"}], "all 2 records.*type"),
        (esco, {"_embedded": {}}, "_embedded.results"),
        (esco, {"_embedded": {"results": [{"uri": 3}]}}, "all 1 records.*uri"),
    ],
)
def test_a_missing_list_or_nothing_usable_is_an_error(
    source: ModuleType, document: Any, names: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=names) as raised:
        source.parse(page_of(tmp_path, document), Ask())
    assert source.SOURCE.source_id in str(raised.value)
    assert "https://host.example/0" in str(raised.value)


def test_the_finder_that_ends_early_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="empty at record 0 though RecordCount is 9"):
        fetched(CASES[1], tmp_path, play=played.always({"RecordCount": 9, "CertList": []}))


def test_pages_in_a_circle_are_an_error(tmp_path: Path) -> None:
    play: Play = lambda asked: json_reply(  # noqa: E731
        [played.achievement(1, HOST)], Link=f'<{HOST}/pages>; rel="next"'
    )
    ask = Ask(targets=targets(f"{HOST}/pages"))
    with pytest.raises(DataError, match="circle"):
        fetched(CASES[2], tmp_path, play=play, ask=ask)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({**played.OEWS, "oe.area": "<html>\n<p>Access denied\n"}, "oe.area: line 1: no column"),
        ({**played.OEWS, "oe.data.0.Current": "<html>\n"}, "oe.data.0.Current: line 1"),
        (
            {**played.OEWS, "oe.data.0.Current": played.OEWS["oe.data.0.Current"] + "x\n" * 1_001},
            "more than 1,000 lines cannot be used",
        ),
    ],
)
def test_changed_flat_files_are_an_error(
    files: Mapping[str, str], says: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=says):
        fetched(CASES[6], tmp_path, play=played.oews(files))


def test_onet_without_a_file_column_or_link_is_an_error(tmp_path: Path) -> None:
    files = {name: text for name, text in played.ONET_NEW.items() if name != "Knowledge.txt"}
    with pytest.raises(DataError, match=r"no Knowledge\.txt in it"):
        fetched(CASES[5], tmp_path / "1", play=played.onet(files))
    files = {**played.ONET_NEW, "Knowledge.txt": "O*NET-SOC Code\n"}
    with pytest.raises(DataError, match=r"Knowledge\.txt: line 1: no column \['Element ID'\]"):
        fetched(CASES[5], tmp_path / "2", play=played.onet(files))
    with pytest.raises(DataError, match="no link"):
        fetched(CASES[5], tmp_path / "3", play=played.always("moved"))


def with_size(body: bytes, size: int) -> bytes:
    """The zip with another unpacked size in its directory."""
    place = body.index(b"PK\x01\x02")
    return body[: place + 24] + struct.pack("<L", size) + body[place + 28 :]


GOOD = played.zip_of({"db/a.txt": "a" * 100, "db/b.txt": "b"})


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (played.zip_of({"../a.txt": "x"}), "leads outside"),
        (played.zip_of({"db/../../a.txt": "x"}), "leads outside"),
        (played.zip_of({"/etc/a.txt": "x"}), "leads outside"),
        (played.zip_of({"C:\\a.txt": "x"}), "leads outside"),
        (played.zip_of({"x\\..\\a.txt": "x"}), "leads outside"),
        (played.zip_of({"a.txt": b"0" * 3_000_000}), "packed"),
        (played.zip_of({f"{n}.txt": "x" for n in range(2_001)}), "2,001 entries"),
        (played.zip_of({"b.txt": bytes(range(256)) * 50_000}), "unpacked, more than"),
        (played.zip_of({"one/a.txt": "x", "two/a.txt": "y"}), "twice"),
        (GOOD[:-30], "not a whole zip"),
        (GOOD[:40], "not a whole zip"),
        (GOOD.replace(b"PK\x03\x04", b"PKxx", 1), "not a whole zip"),
        (with_size(GOOD, 7), "not a whole zip"),
        (b"<html>", "not a whole zip"),
    ],
)
def test_an_unsound_zip_is_refused(body: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(body)
    with pytest.raises(DataError, match=says):
        members(path, {"a.txt", "b.txt"}, largest=10_000_000)


def test_a_sound_zip_gives_the_wanted_files(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(GOOD)
    assert members(path, {"b.txt", "c.txt"}, largest=1_000) == {"b.txt": b"b"}
    assert [p.name for p in tmp_path.iterdir()] == ["x.zip"]


def test_a_zip_with_paths_is_refused_by_the_source(tmp_path: Path) -> None:
    play = played.onet({}, body=played.zip_of({"../Knowledge.txt": "x"}))
    with pytest.raises(DataError, match=r"onet: .*db_30_10_text\.zip.*leads outside"):
        fetched(CASES[5], tmp_path, play=play)


@pytest.mark.skipif(not CTDL.is_dir(), reason="the CTDL samples are not beside the project")
def test_the_samples_of_the_registry_are_read(tmp_path: Path) -> None:
    names = ("Credential-1-graph", "LearningProgram-1-graph", "registry_cer-credential",
             "fixture_credential_1_valid")  # fmt: skip
    envelopes = [{"decoded_resource": json.loads((CTDL / f"{n}.json").read_text())} for n in names]
    parsed = credential_registry.parse(page_of(tmp_path, envelopes), Ask())
    assert not parsed.rejects
    rows = {row["name"]: row for row in parsed.rows["offered_credentials"]}
    assert rows["Bachelor of Science in Cybersecurity"]["type"] == "BachelorDegree"
    assert rows["Lifelong Learning Accelerator"]["price_amount"] == 4485
    assert rows["Lifelong Learning Accelerator"]["price_currency"] == "USD"
    assert rows["Lifelong Learning Accelerator"]["delivery"] == "blended"
    assert rows["Lifelong Learning Accelerator"]["hours"] is None  # nine months, not hours
    assert "Master of Science in Project Management" in rows
    assert "21st Century Skills for Workplace Success" in rows
    relations = [edge["relation"] for edge in parsed.rows["offered_edges"]]
    assert relations.count("part_of") == 3 and "prerequisite" in relations
