"""Fetching live sources from local servers: whole, once each, through faults and crashes."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from etl import __main__ as cli
from etl.attempts import Attempt, read_attempts
from etl.build import build
from etl.fetch import REJECTS, Wanted, fetch_source
from etl.http import Patience
from etl.journal import FOLDER
from etl.paths import PROJECT, Paths
from etl.publish import Shelf, open_build
from etl.snapshots import source_snapshots, verify
from etl.sources.registry import CONNECTORS
from tests.conftest import BUNDLED
from tests.servers import Asked, Play, Reply, faulty, json_reply, serving
from tests.servers.hiring import STAGES, Stage, altered, prose

QUICK = Patience(connect=2, read=5, tries=4, first_wait=0.01, longest_wait=0.02)
NONE_AFTER = ("remotive",)
"""Sources that give everything in one answer, so nothing can be cut off between pages."""


@pytest.fixture
def whole(tmp_path: Path) -> Paths:
    """A data folder without postings: what is fetched is all there is."""
    for name in ("catalog", "reference"):
        shutil.copytree(BUNDLED.root / name, tmp_path / name)
    for name in ("onet", "oews"):
        shutil.copytree(BUNDLED.snapshots / name, tmp_path / "snapshots" / name)
    return Paths(tmp_path)


@pytest.fixture
def paths(whole: Paths) -> Paths:
    """The same with few names and titles, because each fetch reads them all."""
    for name in ("aliases.csv", "skills.csv"):
        path = whole.catalog / name
        path.write_text("".join(path.read_text().splitlines(keepends=True)[:100]))
    for path in whole.snapshots.glob("onet/*/onet_titles.parquet"):
        pq.write_table(pq.read_table(path).slice(0, 100), path)
    return whole


def fetch(paths: Paths, name: str, base: str, stage: Stage, limit: int | None = None) -> Attempt:
    return fetch_source(
        CONNECTORS[name],
        paths,
        Wanted(base_url=base, limit=limit),
        targets=stage.ask.targets,
        environment=stage.ask.keys,
        patience=QUICK,
    )


def postings(paths: Paths, name: str) -> list[str]:
    """Ids in all snapshots of a source, in order."""
    ids: list[str] = []
    for snapshot in source_snapshots(paths.snapshots / name):
        verify(snapshot)
        ids += pq.read_table(snapshot.folder / "postings.parquet")["posting_id"].to_pylist()
    return sorted(ids)


def expected(name: str, stage: Stage) -> list[str]:
    return sorted(f"{name}:{number}" for number in stage.ids)


@pytest.mark.parametrize("name", STAGES)
def test_every_row_comes_once_and_the_second_time_nothing_is_new(name: str, paths: Paths) -> None:
    stage = STAGES[name]()
    with serving(stage.play) as (base, _):
        first = fetch(paths, name, base, stage)
        again = fetch(paths, name, base, stage)
    assert (first.outcome, first.new_rows) == ("fetched", len(stage.ids)), first.sentence
    assert again.outcome == "nothing new"
    assert postings(paths, name) == expected(name, stage)
    assert not (paths.snapshots / name / FOLDER).exists()


@pytest.mark.parametrize("name", STAGES)
def test_the_same_rows_arrive_through_faults(name: str, paths: Paths) -> None:
    stage = STAGES[name]()
    with serving(faulty(stage.play, every=10)) as (base, asked):
        attempt = fetch(paths, name, base, stage)
        assert attempt.outcome == "fetched", attempt.sentence
    assert len(asked) > 1
    assert postings(paths, name) == expected(name, stage)


@pytest.mark.parametrize("name", [name for name in STAGES if name not in NONE_AFTER])
def test_a_fetch_cut_off_by_a_failing_server_goes_on_where_it_was(name: str, paths: Paths) -> None:
    """The server dies after so many answers; the next fetch does not ask for kept pages again."""
    stage = STAGES[name]()
    with serving(stage.play) as (base, asked):
        fetch(paths, name, base, stage)
        most = len(asked)
    for answers in sorted({1, most // 2, most - 1} - {0}):
        folder = Paths(paths.root / f"run{answers}")
        shutil.copytree(paths.root / "catalog", folder.root / "catalog")
        shutil.copytree(paths.root / "reference", folder.root / "reference")
        shutil.copytree(paths.snapshots / "onet", folder.snapshots / "onet")
        given = iter([True] * answers)
        broken = {"is": True}

        def play(
            asked: Asked, given: Iterator[bool] = given, broken: dict[str, bool] = broken
        ) -> Reply:
            return stage.play(asked) if not broken["is"] or next(given, False) else Reply(b"", 500)

        with serving(play) as (base, asked):
            assert fetch(folder, name, base, stage).outcome == "failed"
            pages = _pages_kept(folder, name)
            before = len(asked)
            broken["is"] = False
            attempt = fetch(folder, name, base, stage)
            # Of a source with boards, all rows may have come before the last answer failed.
            assert attempt.outcome in ("fetched", "nothing new"), attempt.sentence
            if pages:
                assert len(asked) - before < most
        assert postings(folder, name) == expected(name, stage)


def _pages_kept(paths: Paths, name: str) -> int:
    journal = paths.snapshots / name / FOLDER / "journal.jsonl"
    return len(journal.read_bytes().splitlines()) if journal.is_file() else 0


def _command(paths: Paths, *arguments: str, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "etl", "--data", str(paths.root), "fetch", *arguments],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("pages", [1, 2])
def test_kill_in_the_middle_loses_nothing_and_doubles_nothing(pages: int, paths: Paths) -> None:
    stage = STAGES["the_muse"]()

    def slow(asked: Asked) -> Reply:
        return replace(stage.play(asked), stall=0.3)

    with serving(slow) as (base, _):
        process = _command(paths, "the_muse", "--base-url", base)
        deadline = time.monotonic() + 60
        while _pages_kept(paths, "the_muse") < pages and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert not postings(paths, "the_muse")
    with serving(stage.play) as (base_again, asked):
        # The journal belongs to one address: the same one is asked again, on another port.
        _move(paths, "the_muse", base, base_again)
        attempt = fetch(paths, "the_muse", base_again, stage)
    assert attempt.outcome == "fetched", attempt.sentence
    assert min(int(a.params.get("page", "1")) for a in asked) > 1
    assert postings(paths, "the_muse") == expected("the_muse", stage)


def _move(paths: Paths, name: str, base: str, base_again: str) -> None:
    begun = paths.snapshots / name / FOLDER / "begun.json"
    begun.write_text(begun.read_text().replace(base, base_again))


def test_a_line_cut_short_is_a_page_asked_for_again(paths: Paths) -> None:
    stage = STAGES["the_muse"]()
    given = iter([True, True])
    broken = lambda asked: stage.play(asked) if next(given, False) else Reply(b"", 500)  # noqa: E731
    replies: dict[str, Play] = {"play": broken}
    with serving(lambda asked: replies["play"](asked)) as (base, _):
        assert fetch(paths, "the_muse", base, stage).outcome == "failed"
        journal = paths.snapshots / "the_muse" / FOLDER / "journal.jsonl"
        journal.write_bytes(journal.read_bytes()[:-20])
        replies["play"] = stage.play
        assert fetch(paths, "the_muse", base, stage).outcome == "fetched"
    assert postings(paths, "the_muse") == expected("the_muse", stage)


def test_a_limit_loses_nothing(paths: Paths) -> None:
    stage = STAGES["the_muse"]()
    with serving(stage.play) as (base, _):
        first = fetch(paths, "the_muse", base, stage, limit=2)
        second = fetch(paths, "the_muse", base, stage, limit=2)
        rest = fetch(paths, "the_muse", base, stage)
    assert (first.new_rows, first.is_complete) == (2, False)
    assert (second.new_rows, second.is_complete) == (2, False)
    assert rest.new_rows == len(stage.ids) - 4
    assert postings(paths, "the_muse") == expected("the_muse", stage)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"", 401),
        Reply(b"", 403),
        Reply(b"", 404),
        Reply(b"", 429, {"Retry-After": "7200"}),
        json_reply({"something": "else"}),
        json_reply({"results": "text", "page_count": 3}),
        Reply(b"", 302, {"Location": "http://10.0.0.1/"}),
    ],
)
def test_a_failure_names_the_source_and_the_last_good_snapshot_stays(
    reply: Reply, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    stage = STAGES["the_muse"]()
    replies: dict[str, Play] = {"play": stage.play}
    with serving(lambda asked: replies["play"](asked)) as (base, _):
        fetch(paths, "the_muse", base, stage)
        good = {p: p.read_bytes() for p in (paths.snapshots / "the_muse").rglob("*.parquet")}
        replies["play"] = lambda asked: reply
        code = cli.main(["--data", str(paths.root), "fetch", "the_muse", "--base-url", base])
    assert code == 1
    assert "error: the_muse: " in capsys.readouterr().err
    assert good == {p: p.read_bytes() for p in good}
    assert postings(paths, "the_muse") == expected("the_muse", stage)
    (attempt,) = read_attempts(paths.snapshots)
    assert attempt.outcome == "failed"
    assert not list((paths.snapshots / "the_muse").rglob("*.body"))


def test_pages_without_end_are_noticed(paths: Paths) -> None:
    stage = STAGES["the_muse"]()

    def endless(asked: Asked) -> Reply:
        document = json.loads(stage.play(replace(asked, params={**asked.params, "page": "1"})).body)
        return json_reply(document | {"page_count": 10**9, "asked": asked.params})

    with serving(endless) as (base, asked):
        attempt = fetch(paths, "the_muse", base, stage)
    assert attempt.outcome == "failed"
    assert "end" in attempt.sentence
    assert len(asked) < 10


def test_a_full_disk_is_said_and_harms_nothing(paths: Paths) -> None:
    stage = STAGES["the_muse"]()

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))

    with serving(stage.play) as (base, _):
        process = _command(paths, "the_muse", "--base-url", base, preexec_fn=little_room)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 1
        assert "error: the_muse: " in errors
        assert "Traceback" not in errors
        assert fetch(paths, "the_muse", base, stage).outcome == "fetched"
    assert postings(paths, "the_muse") == expected("the_muse", stage)


@pytest.mark.parametrize("name", ["greenhouse", "lever", "ashby"])
def test_one_bad_board_does_not_stop_the_others(name: str, paths: Paths) -> None:
    """The first board is refused; the rows of the others are kept, and the exit code says so."""
    stage = STAGES[name]()
    first = stage.ask.targets[0].target.removeprefix("eu:")

    def closed(asked: Asked) -> Reply:
        return Reply(b"", 403) if f"/{first}" in asked.path else stage.play(asked)

    with serving(closed) as (base, _):
        attempt = fetch(paths, name, base, stage)
    assert attempt.outcome == "failed"
    assert "HTTP 403" in attempt.sentence
    assert 0 < attempt.new_rows < len(stage.ids)
    assert attempt.succeeded_at is None
    with serving(stage.play) as (base, _):
        assert fetch(paths, name, base, stage).outcome == "fetched"
    assert postings(paths, name) == expected(name, stage)


def test_another_day_or_list_begins_anew(paths: Paths) -> None:
    stage = STAGES["the_muse"]()
    given = iter([True])
    replies: dict[str, Play] = {
        "play": lambda asked: stage.play(asked) if next(given, False) else Reply(b"", 500)
    }
    with serving(lambda asked: replies["play"](asked)) as (base, asked):
        assert fetch(paths, "the_muse", base, stage).outcome == "failed"
        replies["play"] = stage.play
        before = len(asked)
        fetch_source(
            CONNECTORS["the_muse"],
            paths,
            Wanted(base_url=base, since=date(2020, 1, 1)),
            environment={},
            patience=QUICK,
        )
    assert asked[before].params.get("page", "1") == "1"


def test_nothing_new_is_a_success(paths: Paths) -> None:
    stage = STAGES["the_muse"]()
    with serving(stage.play) as (base, _):
        first = fetch(paths, "the_muse", base, stage)
        second = fetch(paths, "the_muse", base, stage)
    with serving(lambda asked: Reply(b"", 403)) as (base, _):
        third = fetch(paths, "the_muse", base, stage)
    assert second.outcome == "nothing new"
    assert (second.succeeded_at or "") > (first.succeeded_at or "")
    assert third.outcome == "failed"
    assert third.succeeded_at == second.succeeded_at


def test_a_limit_never_cuts_a_whole_edition(paths: Paths) -> None:
    attempt = fetch_source(CONNECTORS["esco"], paths, Wanted(limit=1), environment={})
    assert attempt.outcome == "skipped"
    assert "--limit" in attempt.sentence


def test_changed_pay_is_a_newer_version(paths: Paths) -> None:
    """The text is the same; what the posting states beside it is not."""
    stage = STAGES["remotive"]()

    def raised(document: dict[str, list[dict[str, object]]]) -> dict[str, object]:
        for job in document["jobs"]:
            job["salary"] = "$91,000 - $92,000 per year"
        return {**document}

    with serving(stage.play) as (base, _):
        fetch(paths, "remotive", base, stage)
    with serving(altered(stage.play, raised)) as (base, _):
        assert fetch(paths, "remotive", base, stage).new_rows > 0


def test_half_a_character_harms_nothing(paths: Paths) -> None:
    stage = STAGES["remotive"]()

    def broken(document: dict[str, list[dict[str, object]]]) -> dict[str, object]:
        document["jobs"][0]["title"] = "Nurse \ud800"
        return {**document}

    with serving(altered(stage.play, broken)) as (base, _):
        assert fetch(paths, "remotive", base, stage).outcome == "fetched"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--since", "2999-01-01"],
        ["--since", "yesterday"],
        ["--limit", "0"],
        ["--base-url", ""],
        ["--base-url", "http://[bad"],
        ["--base-url", "ftp://a.example"],
        ["--base-url", "http://me:secret@127.0.0.1/"],
        ["--timeout", "-5"],
        ["--timeout", "nan"],
    ],
)
def test_a_wrong_call_ends_with_two(arguments: list[str], paths: Paths) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--data", str(paths.root), "fetch", "the_muse", *arguments])
    assert stopped.value.code == 2


def test_an_unknown_source_is_a_wrong_call(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--data", str(paths.root), "fetch", "nowhere"]) == 2
    assert "nowhere: no such source" in capsys.readouterr().err


@pytest.mark.parametrize("name", STAGES)
def test_text_that_may_not_be_kept_is_not_on_disk(name: str, paths: Paths) -> None:
    stage = STAGES[name]()
    with serving(stage.play) as (base, _):
        fetch(paths, name, base, stage)
    phrase = b"two years"
    found = [
        path
        for path in (paths.snapshots / name).rglob("*")
        if path.is_file() and phrase in path.read_bytes().lower()
    ]
    assert b"two years" in prose(1).lower().encode()
    (snapshot,) = source_snapshots(paths.snapshots / name)
    if CONNECTORS[name].SOURCE.keeps_text:
        assert found
        assert snapshot.sidecar.kind == "as_published"
        assert all(answer.file for answer in snapshot.sidecar.answers)
    else:
        assert not found
        assert snapshot.sidecar.kind == "derived_facts"


def test_the_sidecar_says_what_was_asked_and_keeps_no_secret(paths: Paths) -> None:
    stage = STAGES["adzuna"]()
    with serving(stage.play) as (base, _):
        fetch(paths, "adzuna", base, stage)
    (snapshot,) = source_snapshots(paths.snapshots / "adzuna")
    text = (snapshot.folder / "sidecar.json").read_text()
    assert "my-key" not in text
    assert "my-id" not in text
    assert snapshot.sidecar.answers[0].status == 200
    assert snapshot.sidecar.rows_in == len(stage.ids)


def test_refused_records_are_listed_with_their_place(paths: Paths) -> None:
    stage = STAGES["lever"]()

    def without_title(document: object) -> object:
        if isinstance(document, list) and document:
            document[0].pop("text", None)
        return document

    with serving(altered(stage.play, without_title)) as (base, _):
        attempt = fetch(paths, "lever", base, stage)
    (snapshot,) = source_snapshots(paths.snapshots / "lever")
    lines = (snapshot.folder / REJECTS).read_text().splitlines()
    assert lines[0] == "where,column,reason"
    assert len(lines) - 1 == sum(attempt.refused.values()) > 0
    assert "/v0/postings/" in lines[1]
    assert snapshot.sidecar.rows_in == attempt.new_rows + sum(attempt.refused.values())


def test_without_key_or_list_a_source_is_skipped(
    paths: Paths, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ADZUNA_APP_ID", raising=False)
    code = cli.main(["--data", str(paths.root), "fetch", "adzuna", "greenhouse"])
    assert code == 0
    said = capsys.readouterr().out
    assert "adzuna: skipped: no key (ADZUNA_APP_ID, ADZUNA_APP_KEY not set)" in said
    assert "greenhouse: skipped: no board listed" in said


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nowhere,x,,,", "line 2: source_id nowhere"),
        ("the_muse,x,,,", "line 2: source_id the_muse: takes no targets"),
        ("greenhouse,,,,", "line 2: target is empty"),
        ("greenhouse,x,,99,", "line 2: naics_sector 99 is not a NAICS sector"),
    ],
)
def test_a_faulty_list_of_boards_names_its_line(
    line: str, sentence: str, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    path = paths.reference / "targets.csv"
    path.write_text(f"source_id,target,name,naics_sector,country\n{line}\n")
    assert cli.main(["--data", str(paths.root), "fetch", "greenhouse"]) == 1
    assert sentence in capsys.readouterr().err


def test_a_build_counts_the_newest_version_of_a_posting_once(whole: Paths) -> None:
    stage = STAGES["the_muse"]()

    def rewritten(document: dict[str, object]) -> dict[str, object]:
        for number, job in enumerate(document["results"]):  # type: ignore[arg-type,var-annotated]
            if number == 0:
                job["contents"] = "<h3>Requirements</h3><p>PMP certification required.</p>"
        return document

    with serving(stage.play) as (base, _):
        fetch(whole, "the_muse", base, stage)
    with serving(altered(stage.play, rewritten)) as (base, _):
        attempt = fetch(whole, "the_muse", base, stage)
    assert 0 < attempt.new_rows < len(stage.ids)
    build(whole)
    current = Shelf(whole.warehouse).current()
    assert current is not None
    with open_build(current) as connection:
        ((replaced,),) = _all(
            connection,
            "SELECT rows FROM marts.rejects WHERE reason = 'replaced by a newer version'",
        )
        assert replaced == attempt.new_rows
        asked_for = _all(
            connection,
            "SELECT count(*) FROM marts.posting_mentions WHERE surface_form LIKE '%PMP%'",
        )
        assert asked_for == [(attempt.new_rows,)]
        aid = _all(
            connection,
            "SELECT count(*) FROM marts.posting_mentions WHERE surface_form = 'first aid'",
        )
        assert aid == [(len(stage.ids) - attempt.new_rows,)], "an old version's mention stayed"


def _all(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return connection.execute(sql).fetchall()
