"""Purging people: everywhere, with a receipt, and finished after any crash."""

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.errors import DataError
from etl.paths import PROJECT, Paths
from etl.people import desk, purge
from etl.people.imported import secret_key
from etl.people.kept_values import email_key
from etl.people.publish import ensure_sample_pool
from etl.people.purge_plan import receipt_key
from etl.people_command import cutoff
from etl.publish import Shelf
from tests.conftest import BUNDLED
from tests.purging import NEEDLES, fill, found_in, told_of
from tests.test_importing_people import imports, pool, root

__all__ = ["root"]
DEEP = {"imports", "quarantine", "hires"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A folder full of people; copy it before changing anything."""
    folder = tmp_path_factory.mktemp("full")
    for name in ("catalog", "reference"):
        (folder / name).symlink_to(BUNDLED.root / name)
    paths = Paths(folder)
    fill(paths)
    return paths


@pytest.fixture
def filled(full: Paths, tmp_path: Path) -> Paths:
    shutil.copytree(full.root, tmp_path / "data", symlinks=True)
    return Paths(tmp_path / "data")


def command(paths: Paths, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The real command, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "etl", "--data", str(paths.root), *arguments],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def etl(paths: Paths, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The same in this process, which is quicker."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(["--data", str(paths.root), *arguments])
        except SystemExit as stopped:
            code = int(str(stopped.code))
    return subprocess.CompletedProcess([], code, out.getvalue(), err.getvalue())


def test_the_person_is_everywhere_before(filled: Paths) -> None:
    where = found_in(filled)
    assert {w.split("/")[0] for w in where} >= DEEP | {"desk.sqlite"}
    assert len([w for w in where if w.endswith(".duckdb")]) >= 4
    assert {w.split("/")[1] for w in where if w.startswith("imports/")} == {
        "candidates", "awards", "groups", "hires",
    } - {"groups"}  # fmt: skip


@pytest.mark.parametrize("named", ["zz-7001", "ZED@mail.example"])
def test_a_person_is_gone_everywhere_and_nobody_else(filled: Paths, named: str) -> None:
    key = secret_key(filled)
    joined = str(email_key("zed@mail.example", key))
    others = {person: told_of(filled, person) for person in ("zz-7002", "zz-7003")}
    dry = etl(filled, "purge", "--person", named, "--dry-run", "--json")
    assert found_in(filled) != set()
    done = command(filled, "purge", "--person", named, "--json")
    assert done.returncode == 0, done.stderr
    receipt = json.loads(done.stdout)
    assert receipt["removed"] == json.loads(dry.stdout)["removed"]
    assert receipt["removed"] == {
        "candidates": 2, "awards": 2, "checks": 0, "groups": 1, "hires": 4, "refused_rows": 9,
        "shortlist_entries": 1, "log_lines_blanked": 2,
    }  # fmt: skip
    assert found_in(filled, (*NEEDLES, joined)) == set()
    for person, told in others.items():
        assert told_of(filled, person) == told
    assert len(list(filled.people.glob("*.duckdb"))) == 1
    assert len(list((filled.people / "hires").glob("*.duckdb"))) == 1
    (kept,) = (filled.people / "receipts").glob("*.json")
    assert json.loads(kept.read_text()) == receipt
    # By whatever the person was known, the receipt is found again.
    assert {receipt_key(t, key) for t in ("zz-7001", "zed@mail.example")} <= set(receipt["named"])
    assert kept.stat().st_mode & 0o077 == 0
    assert not list((filled.people / "purging").iterdir())
    # A second time there is nothing left, and the receipt is named.
    again = etl(filled, "person", "zed@mail.example", "--out", str(filled.root / "zed.json"))
    assert again.returncode == 1
    assert receipt["receipt"] in again.stderr


def test_somebody_known_from_badges_alone_can_be_purged(filled: Paths) -> None:
    done = etl(filled, "purge", "--person", "new@mail.example")
    assert done.returncode == 0, done.stderr
    assert found_in(filled, ("new@mail", "b.example/n1", "new', 'person")) == set()
    assert found_in(filled) != set()


def test_somebody_who_stands_among_refused_rows_alone_can_be_purged(filled: Paths) -> None:
    assert found_in(filled, ("zz-7004",)) != set()
    done = etl(filled, "purge", "--person", "zz-7004")
    assert done.returncode == 0, done.stderr
    assert found_in(filled, ("zz-7004", "di ample")) == set()
    assert found_in(filled) != set()


def test_nobody_is_found_aloud(filled: Paths) -> None:
    done = etl(filled, "purge", "--person", "4711")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing is kept about 4711." in done.stderr
    assert etl(filled, "purge").returncode == 2
    assert etl(filled, "purge", "--older-than", "12").returncode == 2
    assert etl(filled, "purge", "--person", "zed@").returncode == 1


def test_an_address_of_several_ids_is_not_guessed_about(root: Paths) -> None:
    text = """\
Candidate ID,Name,Email
1,Ann Ample,both@mail.example
2,Bo Ample,both@mail.example
,Cy Ample,both@mail.example
"""
    imports(root, "candidates", text)
    badges = "Badge Name,Recipient Email,Issuer\nBarista,both@mail.example,Cafe\n"
    imports(root, "awards", badges)
    with pytest.raises(DataError, match="stands for 3 people: 1, 2, person-") as said:
        purge.planned_for(root, ["both@mail.example"])
    (third,) = [w.strip(",.") for w in str(said.value).split() if w.startswith("person-")]
    before = told_of(root, third)
    assert [row[2] is not None for row in before] == [True]
    # With one of the two gone, whoever is known by the address only stays somebody else.
    purge.carry_out(root, purge.planned_for(root, ["2"]))
    assert told_of(root, third) == before
    assert [row[2] for row in told_of(root, "1")] == [None]
    purge.carry_out(root, purge.planned_for(root, ["1", third]))
    assert len(pool(root, "FROM people.candidates")) == 0
    assert found_in(root, ("both@mail", "ann ample", "bo ample", "cy ample")) == set()


def test_the_last_person_leaves_an_empty_pool_and_no_hires(root: Paths) -> None:
    imports(root, "candidates", "Candidate ID,Name\n1,Ann Ample\n")
    imports(root, "hires", "Applicant ID,Role,Outcome\n1,Nurse,Rejected\n")
    purge.carry_out(root, purge.planned_for(root, ["1"]))
    assert len(pool(root, "FROM people.candidates")) == 0
    assert not pool(root, "SELECT is_sample FROM people.build")["is_sample"].any()
    assert ensure_sample_pool(root) == Shelf(root.people).current()
    assert Shelf(root.people / "hires").current() is None
    assert not list((root.people / "hires").glob("*.duckdb"))


def test_decisions_about_invented_people_can_be_purged_and_the_sample_stays(root: Paths) -> None:
    sample = ensure_sample_pool(root)
    made = desk.create_shortlist(root, "One", "ann")
    desk.add_candidates(root, made, ["sample-00001"], "ann")
    purge.carry_out(root, purge.planned_for(root, ["sample-00001"]))
    assert desk.entries(root, made) == []
    assert Shelf(root.people).current() == sample


KILLED = """
import os, signal, sys
from pathlib import Path
from etl.__main__ import main
left = int(sys.argv[1])
def deadly(name):
    plain = getattr(Path, name)
    def wrapped(self, *args, **more):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(self, *args, **more)
    setattr(Path, name, wrapped)
for name in ("replace", "rename", "unlink"):
    deadly(name)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("after", [0, 1, 8, 16, 24])
def test_a_purge_that_is_killed_is_finished_by_the_next(filled: Paths, after: int) -> None:
    others = told_of(filled, "zz-7002")
    purging = ["purge", "--person", "zz-7001"]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(after), "--data", str(filled.root), *purging],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert killed.returncode == -9, killed.stdout + killed.stderr
    # Whatever was cut off, somebody is served, and everybody else as before.
    assert told_of(filled, "zz-7002") == others
    if after == 0:
        assert purge.interrupted(filled) == []
        assert told_of(filled, "zz-7001")
        done = command(filled, *purging)
    else:
        assert len(purge.interrupted(filled)) == 1
        done = command(filled, "purge")
        assert "Finished the purge" in done.stderr
    assert done.returncode == 0, done.stderr
    assert found_in(filled) == set()
    assert told_of(filled, "zz-7002") == others
    assert purge.interrupted(filled) == []
    (receipt,) = (filled.people / "receipts").glob("*.json")
    assert json.loads(receipt.read_text())["removed"]["hires"] == 4


def test_an_import_that_was_cut_off_is_cleared_away_too(filled: Paths) -> None:
    unfinished = filled.people / "quarantine" / "candidates-one-20250101T000000000000.csv.partial"
    unfinished.write_text("zed@mail.example")
    kept = filled.people / "imports" / "candidates" / "x.parquet.partial"
    kept.write_text("zed@")
    done = etl(filled, "purge", "--person", "zz-7001")
    assert done.returncode == 1
    assert "give `python -m etl purge` again" in done.stderr
    assert found_in(filled) == {
        str(unfinished.relative_to(filled.people)),
        str(purge.interrupted(filled)[0].relative_to(filled.people)),
    }
    os.utime(unfinished, (0, 0))
    assert etl(filled, "purge").returncode == 0
    assert found_in(filled) == set()


def test_a_file_that_no_purge_knows_is_named(filled: Paths) -> None:
    strange = filled.people / "notes" / "zed.txt"
    strange.parent.mkdir()
    strange.write_text("zed@")
    done = etl(filled, "purge", "--person", "zz-7001")
    assert done.returncode == 0
    assert str(strange) in done.stderr
    strange.unlink()
    assert purge.not_looked_at(filled) == []


OLD = """\
Candidate ID,Name,Email,Application Date,Consent Date
1,Ann Ample,ann@mail.example,2019-01-02,
2,Bo Ample,bo@mail.example,2019-01-02,2024-05-06
3,Cy Ample,cy@mail.example,,
4,Di Ample,di@mail.example,2019-03-04,
5,Ed Ample,ed@mail.example,2019-03-05,
6,Flo Ample,flo@mail.example,2019-03-06,
"""
OLD_HIRES = """\
Applicant ID,Role,Outcome,Applied On,Hired On,Last Day
4,Nurse,Hired,2019-03-04,2019-05-01,
5,Nurse,Hired,2019-03-04,2019-05-01,2024-01-31
6,Nurse,Hired,2019-03-04,2019-05-01,2020-01-31
"""


def test_a_retention_period_ends_for_those_without_a_sign_of_life(root: Paths) -> None:
    imports(root, "candidates", OLD)
    imports(root, "hires", OLD_HIRES)
    imports(root, "awards", "Badge Name,Email,Issuer\nBarista,ann@mail.example,Cafe\n")
    found = purge.planned_older_than(root, date(2023, 1, 1), "3y")
    assert found.oldest == {"1": date(2019, 1, 2), "6": date(2020, 1, 31)}
    made = desk.create_shortlist(root, "One", "ann")
    desk.add_candidates(root, made, ["6"], "ann")
    found = purge.planned_older_than(root, date(2023, 1, 1), "3y")
    assert set(found.oldest) == {"1"}
    receipt = purge.carry_out(root, found)
    assert "named" not in receipt
    assert (receipt["older_than"], receipt["before"]) == ("3y", "2023-01-01")
    assert set(pool(root, "FROM people.candidates")["candidate_id"]) == {"2", "3", "4", "5", "6"}
    assert found_in(root, ("ann@mail", "ann ample", "barista")) == set()
    assert purge.planned_older_than(root, date(2023, 1, 1), "3y").is_empty


def test_refused_rows_end_with_the_retention_period(root: Paths) -> None:
    folder = root.people / "quarantine"
    folder.mkdir(parents=True)
    old, new = (folder / f"candidates-x-{year}0102T000000000000.csv" for year in (2020, 2026))
    for file in (old, new):
        file.write_text('file,line,column,reason,row\nx.csv,2,,bad,"[""a""]"\n')
    receipt = purge.carry_out(root, purge.planned_older_than(root, date(2025, 1, 1), "1y"))
    assert receipt["removed"]["refused_rows"] == 1
    assert (old.exists(), new.exists()) == (False, True)


def test_the_command_purges_by_period(root: Paths) -> None:
    imports(root, "candidates", OLD)
    dry = etl(root, "purge", "--older-than", "12m", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "nothing was deleted" in dry.stdout
    assert len(pool(root, "FROM people.candidates")) == 6
    done = etl(root, "purge", "--older-than", "12m", "--json")
    assert json.loads(done.stdout)["removed"]["candidates"] == 5
    assert set(pool(root, "FROM people.candidates")["candidate_id"]) == {"3"}
    again = etl(root, "purge", "--older-than", "12m")
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize(
    ("period", "day"),
    [("90d", date(2026, 1, 30)), ("2w", date(2026, 4, 16)), ("2m", date(2026, 2, 28)),
     ("2Y", date(2024, 4, 30)), ("14 m", date(2025, 2, 28))],
)  # fmt: skip
def test_periods(period: str, day: date) -> None:
    assert cutoff(period, date(2026, 4, 30)) == day


@pytest.mark.parametrize("period", ["", "12", "0m", "m", "12 months", "-3m", "9999y", "1.5y"])
def test_what_is_no_period(period: str) -> None:
    with pytest.raises(ValueError, match=r"period|calendar"):
        cutoff(period, datetime.now(UTC).date())


def test_a_person_gets_all_that_is_kept_about_them(filled: Paths, tmp_path: Path) -> None:
    out = tmp_path / "zed.json"
    done = etl(filled, "person", "zed@mail.example", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert out.stat().st_mode & 0o077 == 0
    record = json.loads(out.read_text())
    assert {store: len(rows) for store, rows in record["imported"].items()} == {
        "candidates": 2, "awards": 2, "checks": 0, "groups": 1, "hires": 4,
    }  # fmt: skip
    first = record["imported"]["candidates"][0]
    assert (first["email"], first["consent"], first["consent_on"], first["source_file"]) == (
        "zed@mail.example", "two years", "2025-03-14", "one.csv",
    )  # fmt: skip
    assert record["imported"]["groups"][0]["gender"] == "Male"
    assert record["shown"]["candidate"][0]["display_name"] == "Zed Zimmerle"
    assert len(record["shown"]["hires"]["applications"]) == 3
    assert [e["note"] for e in record["shortlists"]] == ["works nights"]
    assert [line["action"] for line in record["audit"]] == ["added", "accepted"]
    assert len(record["refused_rows"]) == 7
    # Nobody else is in it.
    told = out.read_text().casefold()
    for other in ("ann ample", "bo ample", "zz-7002", "zz-7003", "moved away", "email_key"):
        assert other not in told
    assert etl(filled, "person", "nobody@mail.example", "--out", str(out)).returncode == 1
    assert etl(filled, "person", "zz-7001", "--out", str(tmp_path / "no" / "x")).returncode == 2
