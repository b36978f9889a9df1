"""Purging people who have badges: no byte of them stays, and everybody else keeps theirs."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from etl.paths import PROJECT, Paths
from etl.people import purge
from etl.people.badge_judging import Asked
from etl.people.badge_parts import LOCK, VERIFYING
from etl.people.imported import kept_files, secret_key
from etl.people.kept_values import email_key
from etl.people.recheck import recheck
from etl.people.record import record_of
from tests import badge_makers as make
from tests.badge_people import KEY, badge, data_folder, document, gives, held, text, trusts
from tests.badge_pictures import zipped
from tests.purging import found_in

CANDIDATES = """\
Candidate ID,Candidate Name,Email
zz-7001,Zed Zimmerle,zed@mail.example
c-2,Ann Ample,ann@mail.example
"""
ZED = "did:example:zed-of-his-own"
NEEDLES = (
    "zz-7001", "zed@", "zimmerle", "zed-of-his-own", "zed's own", "zeds-salt",
)  # fmt: skip


@pytest.fixture
def filled(tmp_path: Path) -> Paths:
    folder = tmp_path / "data"
    folder.mkdir()
    root = data_folder(folder, CANDIDATES)
    trusts(root, f"{KEY.did},Harbour College,,")
    hashed = document("Zed's own welding", "zed@mail.example", did=ZED)
    hashed["credentialSubject"]["identifier"][0] |= {
        "salt": "zeds-salt", "identityHash": make.email_hash("zed@mail.example", "zeds-salt"),
    }  # fmt: skip
    named = document("Pipes", None, number=2)
    named["credentialSubject"] |= {"name": "Zed Zimmerle", "id": "mailto:zed@mail.example"}
    of_ann = text(badge("Pipes", email="ann@mail.example", did="did:example:ann", number=3))
    files = {
        "1.json": text(make.with_proof(hashed, KEY)),
        "2.jwt": make.vc_jwt(named, KEY).encode(),
        "zed@mail.example/zed's own.json": text(badge("Tubes", email=None, number=4)),
        "zed@mail.example/broken zed's own.json": b"{",
        "by name/Zimmerle, Zed - welding.json": text(badge("Rods", email=None, number=5)),
        "zz-7001/none.json": b"[]",
        "c-2/ann.json": of_ann,
        "c-2/broken.json": b"{",
    }
    assert gives(root, zipped(files), "all.zip").kept == 4
    for file in (root.root / "all.zip",):
        file.unlink()
    recheck(root, Asked(), processes=1)
    return root


def test_no_byte_of_a_person_stays_and_others_keep_their_badges(filled: Paths) -> None:
    key = str(email_key("zed@mail.example", secret_key(filled)))
    badges = [r["badge_sha256"] for f in kept_files(filled, "awards")
              for r in pq.read_table(f).to_pylist() if r["email_key"] == key
              or r["candidate_id"] == "zz-7001"]  # fmt: skip
    needles = (*NEEDLES, key, *badges)
    assert len(badges) == 3
    assert {w.split("/")[0] for w in found_in(filled, needles)} >= {"imports", "quarantine"}
    others = [row for row in held(filled) if row[0] == "c-2"]
    planned = purge.planned_for(filled, ["zz-7001"])
    assert planned.receipt["removed"] == {
        "candidates": 1, "awards": 3, "checks": 6, "groups": 0, "hires": 0, "refused_rows": 3,
        "shortlist_entries": 0, "log_lines_blanked": 0,
    }  # fmt: skip
    # What is being verified when a crash comes holds badges too.
    left = filled.people / "imports" / VERIFYING / "abc"
    left.mkdir(parents=True)
    (left / "000000.json").write_text(json.dumps([{"file": "zed@mail.example"}]))
    purge.carry_out(filled, planned)
    assert found_in(filled, needles) == set()
    assert held(filled) == others != []
    assert purge.not_looked_at(filled) == []
    assert len([f for f in kept_files(filled, "checks") if pq.read_table(f).num_rows]) == 2


@pytest.mark.parametrize(
    "name", ["Zed Zimmerle, badges.zip", "zed@mail.example.zip", "zz-7001.zip"]
)
def test_no_file_keeps_the_name_of_a_person(filled: Paths, name: str) -> None:
    files = {"a.json": b"{", "c-2/b.json": text(badge("Weirs", email=None, number=20))}
    assert gives(filled, zipped(files), name).kept == 1
    purge.carry_out(filled, purge.planned_for(filled, ["zz-7001"]))
    assert found_in(filled, NEEDLES) == set()
    assert not [f for f in filled.people.rglob("*") if "zimmerle" in f.name.casefold()]
    assert not [f for f in filled.people.rglob("*") if "zed" in f.name or "zz-7001" in f.name]
    assert any("weirs" in row[1] for row in held(filled))


def test_what_was_put_aside_goes_whatever_it_calls_the_person(filled: Paths) -> None:
    # The same badge twice, made out to a name of one word; and one whose DID two people have.
    twice = document("Weirs", "zed@mail.example", did="did:example:shared", number=21)
    twice["credentialSubject"]["name"] = "Zeddy"
    made = text(make.with_proof(twice, KEY))
    assert gives(filled, zipped({"a.json": made, "b.json": made}), "two.zip").ignored == 1
    gives(filled, text(badge("W", email="ann@mail.example", did=ZED, number=22)))
    assert gives(filled, text(badge("X", email=None, did=ZED, number=23))).quarantined == 1
    assert "quarantine" in {w.split("/")[0] for w in found_in(filled, ("zeddy",))}
    purge.carry_out(filled, purge.planned_for(filled, ["zz-7001"]))
    assert found_in(filled, ("zeddy",)) == set()
    refused = [f.read_text("utf-8") for f in filled.people.glob("quarantine/*.csv")]
    assert not [one for one in refused if ZED in one]


def test_a_person_gets_their_badges_and_checks(filled: Paths) -> None:
    record = record_of(filled, "zed@mail.example")
    imported = {store: len(rows) for store, rows in record["imported"].items()}
    assert imported == {"candidates": 1, "awards": 3, "checks": 6, "groups": 0, "hires": 0}
    assert json.loads(record["imported"]["awards"][0]["badge_text"])["proof"]
    check = record["imported"]["checks"][0]
    assert (check["verdict"], check["mode"]) == ("valid", "offline")
    assert json.loads(check["checks"])[0]["name"] == "parse"
    assert len(record["shown"]["badges_held"]) == len(record["shown"]["badge_files"]) == 3
    told = json.dumps(record)
    assert "email_key" not in told
    assert "ann" not in told.replace("cannot", "").replace("channel", "").casefold()


def test_a_check_makes_nobodys_retention_longer(filled: Paths) -> None:
    gives(filled, text(badge("New", email=None, number=9)), person="new@mail.example")
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    found = purge.planned_older_than(filled, tomorrow, "0d")
    today = datetime.now(UTC).date()
    assert set(found.oldest.values()) == {today}
    # An old badge that was checked today is as old as it was.
    for store in ("awards", "candidates"):
        for file in kept_files(filled, store):
            table = pq.read_table(file)
            rows = table.to_pylist()
            old = datetime(2020, 1, 2, tzinfo=UTC)
            pq.write_table(
                table.from_pylist([r | {"imported_at": old} for r in rows], table.schema), file
            )
    recheck(filled, Asked(), processes=1)
    found = purge.planned_older_than(filled, today, "1d")
    assert len(found.oldest) == 3


def test_a_purge_waits_for_nobody_who_verifies_badges(filled: Paths) -> None:
    with FileLock(filled.people / LOCK):
        done = subprocess.run(
            [sys.executable, "-m", "etl", "--data", str(filled.root),
             "purge", "--person", "zz-7001"],
            cwd=PROJECT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert "Badges are just being verified" in done.stderr
    assert [r["what"] for r in purge.finish_interrupted(filled)] == ["person"]
    assert found_in(filled, NEEDLES) == set()
