"""The whole ETL on the bundled data, and what happens when its inputs are damaged."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from etl import build as build_module
from etl.build import build, build_if_none, served_build, status
from etl.errors import DataError
from etl.paths import PROJECT, Paths
from etl.publish import Shelf, open_build


def run(*arguments: str, data: Path, check: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "etl", "--data", str(data), *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=check,
        timeout=120,
    )


def edit(path: Path, change: dict[str, str], row: int = 0) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    rows[row] |= change
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_the_same_inputs_give_the_same_content(built: Paths, inputs: Paths) -> None:
    first = status(built)
    build(inputs)
    second = status(inputs)
    assert first["content_hash"] == second["content_hash"]
    assert first["tables"] == second["tables"]
    assert first["build"] != second["build"]


def test_a_changed_price_changes_the_content(built: Paths, inputs: Paths) -> None:
    with (inputs.catalog / "costs.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    priced = next(i for i, r in enumerate(rows) if r["status"] == "priced" and r["amount"])
    edit(inputs.catalog / "costs.csv", {"amount": "123456"}, priced)
    build(inputs)
    assert status(inputs)["content_hash"] != status(built)["content_hash"]


NEED_A_FETCH = {
    "offered_credentials",
    "offered_edges",
    "offered_skills",
    "esco_skills",
    "role_ratings",
}


def test_status_names_every_mart(built: Paths) -> None:
    found = status(built)
    assert {"postings", "posting_mentions", "posting_skills", "credentials"} <= set(found["tables"])
    empty = {name for name, table in found["tables"].items() if not table["rows"]}
    assert empty == NEED_A_FETCH


def test_only_the_marts_are_served(marts: duckdb.DuckDBPyConnection) -> None:
    schemas = marts.execute(
        "SELECT DISTINCT table_schema FROM information_schema.tables"
    ).fetchall()
    assert schemas == [("marts",)]


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        (
            "costs.csv",
            {"amount": "4oo"},
            ["costs.csv: line 2", "amount '4oo' is not a number of zero or more"],
        ),
        ("costs.csv", {"status": "cheap"}, ["costs.csv: line 2", "status 'cheap'"]),
        ("costs.csv", {"as_of": "last year"}, ["costs.csv: line 2", "as_of 'last year'"]),
        ("credentials.csv", {"kind": "diploma"}, ["credentials.csv: line 2", "kind 'diploma'"]),
        ("credentials.csv", {"source": ""}, ["credentials.csv: line 2", "source is empty"]),
        ("credentials.csv", {"delivery": "online|by_post"}, ["line 2", "delivery 'by_post'"]),
        (
            "credentials.csv",
            {"issuer_id": "nobody"},
            ["line 2", "issuer_id 'nobody' is not in issuers.csv"],
        ),
        ("edges.csv", {"relation": "likes"}, ["edges.csv: line 2", "relation 'likes'"]),
        ("edges.csv", {"to_id": "nothing"}, ["edges.csv: line 2", "to_id 'nothing' is not in"]),
        (
            "credential_skills.csv",
            {"skill_id": "magic"},
            ["line 2", "skill_id 'magic' is not in skills.csv"],
        ),
        ("costs.csv", {"item": "lunch"}, ["costs.csv: line 2", "item 'lunch'"]),
        ("costs.csv", {"audience": "friends"}, ["costs.csv: line 2", "audience 'friends'"]),
        ("costs.csv", {"ce_hours": "many"}, ["costs.csv: line 2", "ce_hours 'many'"]),
        ("credentials.csv", {"eqf_level": "9"}, ["credentials.csv: line 2", "eqf_level '9'"]),
        (
            "credentials.csv",
            {"eqf_level": "5", "eqf_source": ""},
            ["credentials.csv: line 2", "eqf_level '5' stands without eqf_source"],
        ),
        ("exams.csv", {"pass_rate": "72"}, ["exams.csv: line 2", "pass_rate '72' is above 1"]),
        (
            "exams.csv",
            {"pass_rate": "0.7", "pass_rate_of": ""},
            ["exams.csv: line 2", "pass_rate '0.7' stands without pass_rate_of"],
        ),
        ("exams.csv", {"languages": "English"}, ["exams.csv: line 2", "languages 'English'"]),
        ("exams.csv", {"form": "essay|dance"}, ["exams.csv: line 2", "form 'dance'"]),
        ("exams.csv", {"supervision": "mother"}, ["exams.csv: line 2", "supervision 'mother'"]),
        ("exams.csv", {"credential_id": "nobody"}, ["line 2", "is not in credentials.csv"]),
        ("costs.csv", {"amount": "-5"}, ["costs.csv: line 2", "'-5' is not a number of zero"]),
        ("costs.csv", {"as_of": "2999"}, ["costs.csv: line 2", "as_of '2999' is in the future"]),
        ("costs.csv", {"credential_id": "nobody"}, ["line 2", "is not in credentials.csv"]),
        ("aliases.csv", {"case_sensitive": "maybe"}, ["aliases.csv: line 2", "maybe"]),
    ],
)
def test_a_fault_in_the_catalog_is_named_and_nothing_is_published(
    inputs: Paths, file: str, change: dict[str, str], words: list[str]
) -> None:
    edit(inputs.catalog / file, change)
    with pytest.raises(DataError) as error:
        build(inputs)
    assert all(word in str(error.value) for word in words), str(error.value)
    assert Shelf(inputs.warehouse).current() is None
    assert not list(inputs.warehouse.glob("*.partial*"))


@pytest.mark.parametrize(
    ("item", "audience", "change", "rule"),
    [
        ("earn", "", {"ce_hours": "10"}, "ce_hours_of_renewal"),
        ("renewal", "", {"ce_hours": "10", "period_months": "0"}, "ce_hours_of_renewal"),
        ("membership", "", {"requirement": "usual"}, "conditions_stated"),
        ("training", "", {"requirement": ""}, "conditions_stated"),
        ("earn", "member", {"amount": "99999"}, "reduced_price_not_above"),
        ("renewal", "member", {"amount": "99999"}, "reduced_price_not_above"),
    ],
)
def test_a_price_against_a_business_rule_is_not_published(
    inputs: Paths, item: str, audience: str, change: dict[str, str], rule: str
) -> None:
    path = inputs.catalog / "costs.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    row = next(i for i, r in enumerate(rows) if (r["item"], r["audience"]) == (item, audience))
    edit(path, change, row)
    with pytest.raises(DataError, match=rule):
        build(inputs)
    assert Shelf(inputs.warehouse).current() is None


def test_a_doubled_credential_is_named_with_both_lines(inputs: Paths) -> None:
    path = inputs.catalog / "credentials.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(DataError, match=rf"line {len(lines) + 1}: .*stands on line 2 already"):
        build(inputs)


def test_a_doubled_row_fails_its_grain(inputs: Paths) -> None:
    path = inputs.catalog / "aliases.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(DataError, match=r"marts\.aliases: 2 rows share"):
        build(inputs)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"a,a\n1,2\n", "occurs twice"),
        (b"issuer_id,name,type,country,website,source,as_of\nx,y\n", "line 2: 2 cells"),
        (b"issuer_id,name\nx,\xff\xfe\n", "line"),
        (b"issuer_id,name\nx,y\n", "no column"),
        (b'issuer_id,name\nx,"never closed\n', "line"),
    ],
)
def test_a_damaged_file_is_named(inputs: Paths, content: bytes, words: str) -> None:
    (inputs.catalog / "issuers.csv").write_bytes(content)
    with pytest.raises(DataError, match=words) as error:
        build(inputs)
    assert "issuers.csv" in str(error.value)


def test_a_failing_build_leaves_the_served_one_alone(inputs: Paths) -> None:
    build(inputs)
    before = Shelf(inputs.warehouse).current()
    edit(inputs.catalog / "edges.csv", {"to_id": "nothing"})
    with pytest.raises(DataError, match="The catalog has faults"):
        build(inputs)
    assert Shelf(inputs.warehouse).current() == before
    assert served_build(inputs) == (before.stem if before else None)


def test_a_damaged_snapshot_is_refused_by_name(inputs: Paths) -> None:
    path = next(inputs.snapshots.glob("*/*/mentions.parquet"))
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(DataError, match=r"mentions\.parquet.*SHA-256"):
        build(inputs)


def test_the_first_build_is_made_once(inputs: Paths) -> None:
    assert build_if_none(inputs) is not None
    assert build_if_none(inputs) is None


@pytest.mark.parametrize("damage", ["pointer", "truncated", "garbage", "empty"])
def test_a_broken_warehouse_is_built_again(inputs: Paths, damage: str) -> None:
    build(inputs)
    current = Shelf(inputs.warehouse).current()
    assert current is not None
    if damage == "pointer":
        (inputs.warehouse / "CURRENT").write_text("gone.duckdb\n")
    else:
        content = {"truncated": current.read_bytes()[:20_000], "garbage": b"x" * 9999, "empty": b""}
        current.write_bytes(content[damage])
    assert served_build(inputs) is None
    assert build_if_none(inputs) is not None
    assert served_build(inputs) is not None


@pytest.mark.parametrize(
    "older",
    [
        "ALTER TABLE marts.build DROP COLUMN models_sha256",
        "UPDATE marts.build SET models_sha256 = 'of other models'",
    ],
)
def test_a_build_by_other_models_is_made_again(inputs: Paths, older: str) -> None:
    build(inputs)
    current = Shelf(inputs.warehouse).current()
    assert current is not None
    with duckdb.connect(str(current)) as connection:
        connection.execute(older)
    assert served_build(inputs) is None
    assert status(inputs)["build"] == current.stem
    assert build_if_none(inputs) is not None
    assert served_build(inputs) is not None


def test_a_full_disk_publishes_nothing(inputs: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    build(inputs)
    before = Shelf(inputs.warehouse).current()

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build_module, "_record", no_room)
    with pytest.raises(OSError, match="No space left"):
        build(inputs)
    assert Shelf(inputs.warehouse).current() == before
    assert not list(inputs.warehouse.glob("*.partial*"))


def test_killed_at_any_moment_the_old_build_is_served(inputs: Paths) -> None:
    build(inputs)
    chance = random.Random(20261123)
    for _ in range(20):
        before = served_build(inputs)
        started = subprocess.Popen(
            [sys.executable, "-m", "etl", "--data", str(inputs.root), "build", "--quiet"],
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.1, 3.0))
        os.kill(started.pid, signal.SIGKILL)
        started.wait()
        after = served_build(inputs)
        # Killed before the pointer moved, or just after: a whole build is served either way.
        assert after is not None
        assert before is not None
        assert after >= before
        assert status(inputs)["tables"]["postings"]["rows"] > 0
    build(inputs)
    assert not list(inputs.warehouse.glob("*.partial*"))


def test_the_commands(inputs: Paths) -> None:
    missing = run("status", data=inputs.root)
    assert missing.returncode == 1
    assert missing.stderr == "error: No build yet. Run `python -m etl build` to make one.\n"
    first = run("build", data=inputs.root, check=True)
    assert "Published build" in first.stdout
    assert "100%" in first.stderr
    one = json.loads(run("status", "--json", data=inputs.root, check=True).stdout)
    run("build", "--quiet", data=inputs.root, check=True)
    two = json.loads(run("status", "--json", data=inputs.root, check=True).stdout)
    assert one["build"] < two["build"]
    assert one["content_hash"] == two["content_hash"]
    assert one["build"] in run("rollback", data=inputs.root, check=True).stdout
    assert json.loads(run("status", "--json", data=inputs.root).stdout)["build"] == one["build"]
    assert "every check passes" in run("check", data=inputs.root, check=True).stdout
    assert "postings" in run("status", data=inputs.root, check=True).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["rollback"], 1, "No older build"),
        (["snapshot", "nowhere.parquet"], 1, "nowhere.parquet: not there"),
        (["snapshot", "README.md"], 1, "not a Parquet file"),
        (["snapshot", "tests"], 1, "neither postings with texts"),
        (["nonsense"], 2, "invalid choice"),
        ([], 2, "required"),
    ],
)
def test_wrong_calls_get_one_sentence(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    found = run(*arguments, data=tmp_path)
    assert found.returncode == code
    assert words in found.stderr
    assert "Traceback" not in found.stderr


def test_a_build_can_be_opened_while_another_is_published(inputs: Paths) -> None:
    build(inputs)
    current = Shelf(inputs.warehouse).current()
    assert current is not None
    with open_build(current) as reader:
        build(inputs)
        rows = reader.execute("SELECT count(*) FROM marts.postings").fetchone()
    assert rows is not None
    assert rows[0] > 0


def test_names_changed_since_the_facts_were_drawn_are_said(inputs: Paths) -> None:
    assert build(inputs).drawn_with_other_names == ()
    path = inputs.catalog / "aliases.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:-1]]), encoding="utf-8")
    assert len(build(inputs).drawn_with_other_names) == 22
    assert "drawn with other aliases" in run("build", "--quiet", data=inputs.root).stderr
