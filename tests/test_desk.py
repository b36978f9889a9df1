"""The desk: many writers, a log that only grows, a crash that loses nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import DataError
from etl.paths import PROJECT, Paths
from etl.people import desk
from etl.people.desk_file import desk_file
from etl.people.desk_purge import about, forget, last_changes


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path)


@contextmanager
def raw(paths: Paths) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(desk_file(paths), isolation_level=None)) as connection:
        yield connection


def test_a_shortlist_from_its_beginning_to_its_decisions(paths: Paths) -> None:
    assert desk.shortlists(paths) == []
    made = desk.create_shortlist(paths, " Night  nurses ", "ann", "RN, in MA", "20260101T0Z")
    assert desk.add_candidates(paths, made, ["1", "2", "3"], "ann") == 3
    assert desk.add_candidates(paths, made, ["3", "4"], "bo") == 1
    desk.decide(paths, made, "2", desk.ACCEPTED, "called, wants nights", "bo")
    desk.decide(paths, made, "1", desk.REJECTED, "", "bo")
    desk.decide(paths, made, "1", desk.OPEN, "second look", "ann")
    desk.remove_candidate(paths, made, "4", "bo")
    (shortlist,) = desk.shortlists(paths)
    assert (shortlist.name, shortlist.filter_words, shortlist.pool_build) == (
        "Night nurses", "RN, in MA", "20260101T0Z",
    )  # fmt: skip
    assert (shortlist.open, shortlist.accepted, shortlist.rejected) == (2, 1, 0)
    assert [(e.candidate_id, e.state, e.note, e.changed_by) for e in desk.entries(paths, made)] == [
        ("1", "open", "second look", "ann"),
        ("3", "open", "", "ann"),
        ("2", "accepted", "called, wants nights", "bo"),
    ]
    assert [(x.action, x.candidate_id, x.done_by) for x in reversed(desk.history(paths, made))] == [
        ("created", None, "ann"), ("added", "1", "ann"), ("added", "2", "ann"),
        ("added", "3", "ann"), ("added", "4", "bo"), ("accepted", "2", "bo"),
        ("rejected", "1", "bo"), ("open", "1", "ann"), ("removed", "4", "bo"),
    ]  # fmt: skip


def test_what_cannot_be_is_refused_and_leaves_no_trace(paths: Paths) -> None:
    made = desk.create_shortlist(paths, "One", "ann")
    for name in ("", " \n", "x" * 121, "ONE"):
        with pytest.raises(DataError, match="name"):
            desk.create_shortlist(paths, name, "ann")
    with pytest.raises(DataError, match="no such shortlist"):
        desk.add_candidates(paths, "nothing", ["1"], "ann")
    with pytest.raises(DataError, match="not on the shortlist"):
        desk.decide(paths, made, "1", desk.ACCEPTED, "", "ann")
    with pytest.raises(DataError, match="not on the shortlist"):
        desk.remove_candidate(paths, made, "1", "ann")
    with pytest.raises(ValueError, match="none of"):
        desk.decide(paths, made, "1", "perhaps", "", "ann")
    with pytest.raises(DataError, match="characters"):
        desk.decide(paths, made, "1", desk.ACCEPTED, "x" * 4_001, "ann")
    assert [line.action for line in desk.history(paths, made)] == ["created"]


def test_the_log_can_only_be_added_to(paths: Paths) -> None:
    made = desk.create_shortlist(paths, "One", "ann")
    desk.add_candidates(paths, made, ["1"], "ann")
    for sql in ("DELETE FROM audit", "UPDATE audit SET done_by = 'bo'"):
        with raw(paths) as connection, pytest.raises(sqlite3.IntegrityError, match="audit log"):
            connection.execute(sql)
    assert len(desk.history(paths, made)) == 2


moves = st.lists(
    st.tuples(
        st.sampled_from(["added", "open", "accepted", "rejected", "removed"]),
        st.sampled_from("abc"),
        st.text(max_size=20),
    ),
    max_size=25,
)


@given(moves)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_log_tells_how_every_entry_came_about(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    paths = Paths(tmp_path_factory.mktemp("desk"))
    made = desk.create_shortlist(paths, "One", "ann")
    for action, candidate, note in steps:
        try:
            if action == "added":
                desk.add_candidates(paths, made, [candidate], "ann")
            elif action == "removed":
                desk.remove_candidate(paths, made, candidate, "ann")
            else:
                desk.decide(paths, made, candidate, action, note, "ann")
        except DataError:
            assert candidate not in {e.candidate_id for e in desk.entries(paths, made)}
    told: dict[str, tuple[str, str]] = {}
    for line in reversed(desk.history(paths, made)):
        if line.action == "removed":
            del told[str(line.candidate_id)]
        elif line.candidate_id is not None:
            state = "open" if line.action == "added" else line.action
            told[line.candidate_id] = (state, line.note)
    assert told == {e.candidate_id: (e.state, e.note) for e in desk.entries(paths, made)}


WRITER = """
import sys
from etl.paths import Paths
from etl.people import desk
paths, name = Paths(__import__('pathlib').Path(sys.argv[1])), sys.argv[2]
made = desk.create_shortlist(paths, name, name)
for n in range(int(sys.argv[3])):
    desk.add_candidates(paths, made, [f"{name}-{n}"], name)
    print(n, flush=True)
"""


def writer(paths: Paths, name: str, size: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(paths.root), name, str(size)],
        cwd=PROJECT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_several_sessions_write_at_once_from_the_first_moment(paths: Paths) -> None:
    writers = [writer(paths, f"w{n}", 40) for n in range(4)]
    for process in writers:
        process.communicate(timeout=120)
        assert process.returncode == 0
    found = {s.name: s.open for s in desk.shortlists(paths)}
    assert found == {f"w{n}": 40 for n in range(4)}
    with raw(paths) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_was_said_to_be_kept_outlives_a_kill(paths: Paths) -> None:
    with writer(paths, "w", 100_000) as process:
        assert process.stdout is not None
        for _ in range(30):
            last = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        # A line cut short by the kill tells nothing.
        told = process.stdout.read().rpartition("\n")[0].split()
        last = max([last, *map(int, told)])
    (shortlist,) = desk.shortlists(paths)
    assert shortlist.open >= last + 1
    # An entry and its line in the log are one.
    assert len(desk.history(paths, shortlist.shortlist_id)) == shortlist.open + 1
    with raw(paths) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_desk_is_closed_to_others(paths: Paths) -> None:
    desk.create_shortlist(paths, "One", "ann")
    with raw(paths) as held:
        held.execute("SELECT * FROM shortlists").fetchall()
        files = list(paths.people.glob("desk.sqlite*"))
        assert len(files) == 3
        for file in files:
            assert file.stat().st_mode & 0o077 == 0, file


def test_a_file_of_a_newer_version_is_left_alone(paths: Paths) -> None:
    desk.create_shortlist(paths, "One", "ann")
    with raw(paths) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(DataError, match="newer version"):
        desk.shortlists(paths)


def test_a_file_that_is_no_desk_is_said_to_be_so(paths: Paths) -> None:
    paths.people.mkdir()
    desk_file(paths).write_bytes(b"no database at all" * 100)
    with pytest.raises(DataError, match="cannot be used"):
        desk.shortlists(paths)


def test_a_crash_right_after_the_file_was_made_is_no_end(paths: Paths) -> None:
    paths.people.mkdir()
    desk_file(paths).touch()
    assert desk.shortlists(paths) == []
    desk.create_shortlist(paths, "One", "ann")
    assert len(desk.shortlists(paths)) == 1


def test_people_are_taken_out_and_their_words_off_the_disk(paths: Paths) -> None:
    made = desk.create_shortlist(paths, "One", "ann")
    desk.add_candidates(paths, made, ["zed-id", "other"], "ann")
    desk.decide(paths, made, "zed-id", desk.ACCEPTED, "has a limp", "ann")
    desk.decide(paths, made, "other", desk.REJECTED, "no licence", "ann")
    assert dict(last_changes(paths)).keys() == {"zed-id", "other"}
    told = about(paths, {"zed-id"})
    assert [e["note"] for e in told["shortlists"]] == ["has a limp"]
    assert [line["action"] for line in told["audit"]] == ["added", "accepted"]
    for _ in range(2):
        forget(paths, {"zed-id"})
        assert [e.candidate_id for e in desk.entries(paths, made)] == ["other"]
        lines = desk.history(paths, made)
        assert [(x.action, x.candidate_id, x.note) for x in reversed(lines)] == [
            ("created", None, ""), ("added", None, ""), ("added", "other", ""),
            ("accepted", None, ""), ("rejected", "other", "no licence"),
        ]  # fmt: skip
    kept = b"".join(f.read_bytes() for f in paths.people.glob("desk.sqlite*"))
    assert b"no licence" in kept
    assert b"zed-id" not in kept
    assert b"limp" not in kept
    with raw(paths) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM audit")
