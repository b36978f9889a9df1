"""Many badges at once: what a kill or a full disk costs, and checks made again."""

import json
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.paths import PROJECT, Paths
from etl.people.badge_judging import Asked
from etl.people.imported import kept_files, refresh_imported_pool
from etl.people.recheck import Rechecked, recheck
from tests import badge_makers as make
from tests.badge_people import (
    KEY,
    answers,
    badge,
    data_folder,
    gives,
    held,
    not_held,
    pool,
    text,
    trusts,
)
from tests.badge_pictures import zipped
from tests.test_badge_import import HARBOUR, HOSTED

MANY = 120
PEOPLE = "Candidate ID,Candidate Name,Email\n" + "".join(
    f"c-{n},Person {n},p{n}@example.org\n" for n in range(MANY)
)
BEFORE = "Badge,Candidate ID\nCompTIA A+,c-0\n"
IMPORT = ("import", "many.zip", "--as", "awards", "--json", "--processes", "1")


@pytest.fixture(scope="module")
def many() -> bytes:
    """A zip of badges, one a person, tokens all."""
    files = {}
    for n in range(MANY):
        made = make.credential(KEY.did, id=f"urn:uuid:3f1c7d2e-6a55-4c0e-9d0a-{n:012d}")
        subject = made["credentialSubject"]
        subject["identifier"][0]["identityHash"] = make.email_hash(f"p{n}@example.org", "s4lt")
        files[f"{n}.jwt"] = make.vc_jwt(made, KEY).encode()
    return zipped(files | {"none.json": b"{"})


@pytest.fixture
def root(tmp_path: Path) -> Paths:
    paths = data_folder(tmp_path, PEOPLE)
    gives(paths, BEFORE.encode(), "before.csv")
    return paths


def started(paths: Paths, *arguments: str, before: str = "") -> "subprocess.Popen[str]":
    code = f"{before}\nimport sys\nfrom etl.__main__ import main\nsys.exit(main(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, "--data", str(paths.root), *arguments],
        cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def parts(paths: Paths) -> list[Path]:
    return list((paths.people / "imports" / ".verifying").glob("*/[0-9]*.json"))


def kept(paths: Paths, kind: str) -> list[dict[str, Any]]:
    return [row for f in kept_files(paths, kind) for row in pq.read_table(f).to_pylist()]


def is_whole(paths: Paths) -> bool:
    """Every badge is there once, with its check, and what was there before."""
    numbers = [r["badge_sha256"] for r in kept(paths, "awards") if r["badge_sha256"]]
    checks = [r["badge_sha256"] for r in kept(paths, "checks")]
    served = pool(
        paths,
        "SELECT count(*) AS n, count(DISTINCT candidate_id) AS people, "
        "count(*) FILTER (verdict = 'valid') AS valid FROM people.awards",
    )
    return (
        len(numbers) == len(set(numbers)) == MANY
        and sorted(numbers) == sorted(checks)
        and served.iloc[0].tolist() == [MANY + 1, MANY, MANY]
    )


KILLED = """
import os, signal
from pathlib import Path
left = {left}
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
"""


# The moves of an import: its beginning, three parts, checks, badges, arrays, build, pointer, the
# refused ones, and the parts going.
@pytest.mark.parametrize("after", [0, 2, 4, 5, 6, 7, 8, 9, 11])
def test_a_kill_between_any_two_steps_costs_nothing(root: Paths, many: bytes, after: int) -> None:
    (root.root / "many.zip").write_bytes(many)
    arguments = (IMPORT[0], str(root.root / "many.zip"), *IMPORT[2:])
    killed = started(root, *arguments, before=KILLED.format(left=after))
    out, errors = killed.communicate()
    assert killed.returncode in (-signal.SIGKILL, 0), errors
    assert (killed.returncode == 0) == bool(out)
    # What was there stays served.
    assert ("c-0", "comptia-a-plus") in {row[:2] for row in held(root)}
    again = started(root, *arguments)
    out, errors = again.communicate()
    assert again.returncode == 0, errors
    told = json.loads(out)
    assert (told["rows_in"], told["kept"], told["quarantined"]) == (MANY + 1, MANY, 1)
    assert is_whole(root)
    assert parts(root) == []
    if killed.returncode:
        assert len(list((root.people / "quarantine").glob("*.csv"))) == 1


def test_a_kill_at_a_random_moment_costs_nothing_and_parts_are_used_again(
    root: Paths, many: bytes
) -> None:
    (root.root / "many.zip").write_bytes(many)
    arguments = (IMPORT[0], str(root.root / "many.zip"), *IMPORT[2:])
    chance = random.Random(20261130)
    for _ in range(3):
        run = started(root, *arguments)
        end = time.monotonic() + 30
        while not parts(root) and run.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.3)
        run.send_signal(signal.SIGKILL)
        run.communicate()
        assert ("c-0", "comptia-a-plus") in {row[:2] for row in held(root)}
        refresh_imported_pool(root)
    verified = {f: f.stat().st_mtime_ns for f in parts(root)}
    # The same command with the parts left where they are.
    stays = "import etl.importing.badge_import as i\ni.end = lambda *a: None"
    run = started(root, *arguments, before=stays)
    run.communicate()
    assert run.returncode == 0
    assert is_whole(root)
    assert {f: f.stat().st_mtime_ns for f in parts(root) if f in verified} == verified


def test_parts_are_used_for_the_same_question_only(root: Paths, many: bytes) -> None:
    (root.root / "many.zip").write_bytes(many)
    arguments = (IMPORT[0], str(root.root / "many.zip"), *IMPORT[2:])
    started(root, *arguments, before=KILLED.format(left=4)).communicate()
    assert parts(root)
    trusts(root, f"{KEY.did},Harbour College,,")
    done = started(root, *arguments)
    assert done.communicate()[0]
    assert {c["issuer_trust"] for c in kept(root, "checks")} == {"allow_listed"}
    assert is_whole(root)


@pytest.mark.parametrize("most", [20_000, 60_000, 300_000])
def test_a_full_disk_leaves_what_was_there(root: Paths, many: bytes, most: int) -> None:
    (root.root / "many.zip").write_bytes(many)
    arguments = (IMPORT[0], str(root.root / "many.zip"), *IMPORT[2:])
    before = sorted(f.name for f in root.people.rglob("*.parquet"))
    # No file may grow larger, which is told to the writer in the same way.
    limit = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))"
    full = started(root, *arguments, before=limit)
    out, errors = full.communicate()
    assert full.returncode == 1, out
    assert "Traceback" not in errors
    assert "error" in json.loads(out)
    assert sorted(f.name for f in root.people.rglob("*.parquet")) == before
    assert not list(root.people.rglob("*.duckdb.partial"))
    assert held(root) == [("c-0", "comptia-a-plus", "not_checked", False)]
    again = started(root, *arguments)
    again.communicate()
    assert again.returncode == 0
    assert is_whole(root)


def again(root: Paths, **more: Any) -> Rechecked:
    return recheck(root, Asked(**more), processes=1)


@pytest.fixture
def ada(tmp_path: Path) -> Paths:
    folder = tmp_path / "data"
    folder.mkdir()
    return data_folder(folder)


def test_a_badge_that_was_revoked_is_not_held_any_more(ada: Paths, tmp_path: Path) -> None:
    trusts(ada, f"{KEY.did},Harbour College,,")
    made = text(badge(credentialStatus=make.status_entry()))
    lists = {
        name: answers(tmp_path / name, {f"{HARBOUR}/status/1": make.status_list(KEY, bits)})
        for name, bits in (("good", set[int]()), ("bad", {7}))
    }
    gives(ada, made)
    assert held(ada)[0][2:] == ("unverifiable", False)
    found = again(ada, replay=lists["good"])
    assert found.verdicts == {"valid": 1}
    assert [(c["before"], c["verdict"]) for c in found.changed] == [("unverifiable", "valid")]
    assert held(ada)[0][2:] == ("valid", True)
    # Asking nobody takes nothing back, and is no change.
    assert again(ada).changed == ()
    assert held(ada)[0][2:] == ("valid", True)
    gives(ada, made, "same.json")
    assert held(ada)[0][2:] == ("valid", True)
    again(ada, replay=lists["bad"])
    assert held(ada) == []
    assert not_held(ada) == [("c-1", "revoked")]
    again(ada)
    assert not_held(ada) == [("c-1", "revoked")]
    # Nothing of what was found before is gone.
    assert [c["verdict"] for c in kept(ada, "checks")].count("unverifiable") == 4


def test_a_list_that_cannot_be_reached_takes_no_revocation_back(ada: Paths, tmp_path: Path) -> None:
    trusts(ada, f"{KEY.did},Harbour College,,")
    lists = {
        name: answers(tmp_path / name, {f"{HARBOUR}/{place}": make.status_list(KEY, bits)})
        for name, place, bits in (
            ("good", "status/1", set[int]()),
            ("bad", "status/1", {7}),
            ("down", "elsewhere", {7}),
        )
    }
    gives(ada, text(badge(credentialStatus=make.status_entry())), replay=lists["bad"])
    assert not_held(ada) == [("c-1", "revoked")]
    again(ada, replay=lists["down"])
    assert (held(ada), not_held(ada)) == ([], [("c-1", "revoked")])
    # The issuer itself may take it back.
    again(ada, replay=lists["good"])
    assert [row[2:] for row in held(ada)] == [("valid", True)]
    again(ada, replay=lists["down"])
    assert [row[2:] for row in held(ada)] == [("unverifiable", False)]


def test_what_only_the_issuers_copy_says_is_known_once_it_was_asked(
    ada: Paths, tmp_path: Path
) -> None:
    claim = make.assertion(badge=f"{HARBOUR}/badges/1")
    site = {
        **HOSTED,
        f"{HARBOUR}/assertions/1": {**claim, "expires": "2031-02-03T00:00:00Z"},
        f"{HARBOUR}/badges/1": make.badge_class(name="CompTIA Security+"),
    }
    trusts(ada, f"{HARBOUR}/issuer,CompTIA,,comptia")
    # The end was left out of the copy that is given.
    gives(ada, text(claim))
    again(ada, replay=answers(tmp_path / "remote", site))
    assert held(ada) == [("c-1", "comptia-security-plus", "valid", True)]
    assert str(pool(ada, "FROM people.awards")["expires_on"][0])[:10] == "2031-02-03"
    rows = len(kept(ada, "awards"))
    again(ada, replay=tmp_path / "remote")
    again(ada)
    assert len(kept(ada, "awards")) == rows
    assert held(ada) == [("c-1", "comptia-security-plus", "valid", True)]


def test_a_hosted_badge_that_was_changed_is_not_held_any_more(ada: Paths, tmp_path: Path) -> None:
    claim = text(make.assertion(badge=make.badge_class(issuer=make.profile())))
    gives(ada, claim, replay=answers(tmp_path / "good", HOSTED))
    assert [row[2:] for row in held(ada)] == [("valid", True)]
    changed = {**HOSTED, f"{HARBOUR}/assertions/1": make.assertion(issuedOn="2020-01-01T00:00:00Z")}
    again(ada, replay=answers(tmp_path / "changed", changed))
    assert not_held(ada) == [("c-1", "tampered")]


EXPORT = (
    "Badge Name,Recipient Email,Issuer,Issued On,Badge URL\n"
    f"CompTIA Security+,ada@example.org,CompTIA,2024-05-06,{HARBOUR}/assertions/1\n"
    f"CompTIA A+,ada@example.org,CompTIA,2024-05-06,{HARBOUR}/assertions/2\n"
)


def test_addresses_of_an_export_are_read_when_issuers_may_be_asked(
    ada: Paths, tmp_path: Path
) -> None:
    gives(ada, EXPORT.encode(), "export.csv")
    assert again(ada).verdicts == {}
    found = again(ada, replay=answers(tmp_path / "remote", HOSTED))
    assert found.verdicts == {"valid": 1, "unverifiable": 1}
    # The address says what the badge is, whatever the export called it.
    assert held(ada) == [
        ("c-1", "badge:harbour-college-at-harbour-example-welding-level-2", "valid", True),
        ("c-1", "comptia-a-plus", "unverifiable", False),
    ]
    imported = {row["imported_at"].date() for row in kept(ada, "awards")}
    assert len(imported) == 1
    gives(ada, EXPORT.encode(), "later.csv")
    assert len(held(ada)) == 2
    revoked = EXPORT.replace("Badge URL", "Badge URL,Revoked").replace("/1\n", "/1,yes\n")
    gives(ada, revoked.encode(), "revoked.csv")
    assert "revoked" in dict(not_held(ada)).values()


def test_only_what_was_not_checked_for_long_is_checked_again(ada: Paths) -> None:
    gives(ada, text(badge()))
    now = datetime.now(UTC)
    assert recheck(ada, Asked(), now - timedelta(days=1), 1).verdicts == {}
    assert recheck(ada, Asked(), now + timedelta(days=1), 1).verdicts == {"valid": 1}


def test_a_check_that_is_killed_goes_on(ada: Paths) -> None:
    gives(ada, zipped({f"{n}.json": text(badge(f"B{n}", number=n)) for n in range(3)}), "a.zip")
    for after in (1, 2, 3, 4, 6):
        run = started(ada, "recheck", "--json", before=KILLED.format(left=after))
        run.communicate()
        done = started(ada, "recheck", "--json")
        out, errors = done.communicate()
        assert done.returncode == 0, errors
        assert json.loads(out)["verdicts"] == {"valid": 3}
        assert parts(ada) == []
    keys = [(c["badge_sha256"], c["checked_at"]) for c in kept(ada, "checks")]
    assert len(held(ada)) == 3
    assert len(keys) >= 3 + 5 * 3


def test_files_of_older_versions_are_read(ada: Paths) -> None:
    gives(ada, b"Badge,Candidate ID\nCompTIA A+,c-1\n", "old.csv")
    (file,) = kept_files(ada, "awards")
    table = pq.read_table(file)
    new = ("badge_text", "badge_format", "badge_sha256", "alignments")
    pq.write_table(pa.table(table.drop_columns(list(new))), file)
    gives(ada, text(badge()))
    assert [row[2] for row in held(ada)] == ["valid", "not_checked"]
