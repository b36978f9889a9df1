"""`python -m etl import`: counts that add up, exit codes, mappings, and what is said."""

import argparse
import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.importing import Field, Kept, Kind
from etl.importing.command import add_parser, import_file
from etl.importing.headers import guess_kind
from etl.importing.kinds import KINDS
from etl.importing.quarantine import neutral
from etl.importing.reading_table import fold
from etl.paths import Paths
from tests.test_importing_postings import HEADER, PLAIN, TEXT, as_csv, posting

CELLS = st.text(
    st.sampled_from("ab1,;\"'\n\t =Ää|#-")
    | st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
    max_size=12,
)
TABLES = st.lists(st.lists(CELLS, max_size=5), max_size=12)


@pytest.fixture
def data(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


def call(paths: Paths, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    options = parser.parse_args(["import", *arguments])
    return int(options.run(paths, options))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(table=TABLES, ending=st.sampled_from(["\n", "\r\n"]))
def test_rows_in_are_kept_quarantined_or_ignored(
    table: list[list[str]], ending: str, tmp_path: Path
) -> None:
    out = io.StringIO(newline="")
    # Plain rows first: in a file of a few odd cells even people could not tell the delimiter.
    plain = [[f"Clerk {n}", "Keeps the books of a shop.", f"J{n}"] for n in range(20)]
    rows = [["Job Title", "Description", "Job ID"], *plain, *table]
    csv.writer(out, lineterminator=ending).writerows(rows)
    path = tmp_path / "any.csv"
    path.write_bytes(out.getvalue().encode())
    outcome = import_file(path, Paths(tmp_path / "data"), "postings", dry_run=True)
    assert outcome.rows_in == outcome.kept + outcome.quarantined + outcome.ignored
    assert outcome.rows_in == len(plain) + len(table)
    assert len(outcome.rejects) == outcome.quarantined
    assert len(outcome.ignored_lines) == outcome.ignored


def test_json_has_the_promised_keys(data: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    path = data.root.parent / "jobs.csv"
    path.write_bytes(as_csv([*PLAIN, posting(4, title=""), []]))
    assert call(data, str(path), "--json", "--dry-run") == 0
    document = json.loads(capsys.readouterr().out)
    assert list(document)[:7] == [
        "kind", "rows_in", "kept", "quarantined", "ignored", "mapping", "rejects",
    ]  # fmt: skip
    assert document["kind"] == "postings"
    assert document["mapping"]["Job Description"] == "text"
    assert document["rejects"] == [{"line": 5, "column": "Job Title", "reason": "empty"}]
    assert document["ignored_lines"] == [{"line": 6, "reason": "blank row"}]


def test_plain_lines_say_all(data: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    path = data.root.parent / "jobs.csv"
    path.write_bytes(as_csv([[*HEADER, "Colour"], [*posting(1), "red"], [*posting(2), "blue"]]))
    assert call(data, str(path), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Read as postings" in said
    assert "Colour" in said and "(not used)" in said
    assert "2 rows of postings: 2 kept, 0 quarantined, 0 ignored." in said
    assert "nothing was kept" in said


@pytest.mark.parametrize(
    ("content", "arguments", "code"),
    [
        (as_csv(PLAIN), ["--dry-run"], 0),
        (as_csv([HEADER, posting(1, title="")]), [], 1),
        (b"", [], 1),
        (b"colour,shape\nred,round\n", [], 1),
        (None, [], 2),
        (as_csv(PLAIN), ["--map", "nowhere.toml"], 2),
    ],
)
def test_exit_codes(
    content: bytes | None,
    arguments: list[str],
    code: int,
    data: Paths,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = data.root.parent / "jobs.csv"
    if content is not None:
        path.write_bytes(content)
    assert call(data, str(path), "--json", *arguments) == code
    printed = capsys.readouterr()
    if code == 1:
        assert json.loads(printed.out)["kept"] == 0
    assert not (data.root / "snapshots").exists()


def test_an_unknown_kind_is_a_wrong_call(data: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call(data, "jobs.csv", "--as", "invoices")
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('kind = "postings"\n[columns]\n"Nope" = "title"\n', "line 3: the file has no column"),
        ('[columns]\n\n"Job Title" = "colour"\n', "line 3: 'colour' is no field of postings"),
        ('[columns]\n"Job ID" = "title"\n"Job Title" = "title"\n', "line 3: 'title' has a column"),
        ('[columns\n"Job Title" = "title"\n', "line 1"),
        ('colour = "red"\n', "line 1: 'colour' is none of"),
        ('\ndate_order = "sideways"\n', "line 2: date_order 'sideways' is none of"),
        ('kind = "hires"\n', "the mapping is for hires"),
    ],
)
def test_a_wrong_mapping_is_named_with_its_line(
    mapping: str, said: str, data: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    path, file = data.root.parent / "jobs.csv", data.root.parent / "map.toml"
    path.write_bytes(as_csv(PLAIN))
    file.write_text(mapping, encoding="utf-8")
    assert call(data, str(path), "--as", "postings", "--map", str(file)) == 1
    assert said in capsys.readouterr().err


def test_a_mapping_wins_over_the_guess(data: Paths) -> None:
    path, file = data.root.parent / "jobs.csv", data.root.parent / "map.toml"
    rows = [["Bezeichnung", "Description", "Notes"], ["Nurse", "old text", TEXT]]
    path.write_bytes(as_csv(rows))
    file.write_text(
        'kind = "postings"\n[columns]\nbezeichnung = "title"\nNotes = "text"\nDescription = ""\n',
        encoding="utf-8",
    )
    outcome = import_file(path, data, map_file=file, dry_run=True)
    assert outcome.mapping == {"Bezeichnung": "title", "Notes": "text"}
    assert outcome.kept == 1


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Job Name|Job ID|Opening ID|Office|Department|Description|Opened On", "postings"),
        ("text|id|hostedUrl|createdAt|descriptionPlain|categories.location", "postings"),
        ("Job Requisition ID|Job Posting Title|Job Description|Primary Location", "postings"),
        ("Requisition Number|Title|Description - External|Job Description|Location", "postings"),
        ("Name|Issuer|Badge Template ID|Skills|Type|Level|Cost", "credentials"),
        ("entityId|name|issuer|tags|criteria url", "credentials"),
        ("Candidate Name|Email|Phone|Current Title|Application Date|Source", "candidates"),
        ("Candidate ID|First Name|Last Name|Email Address|City|State", "candidates"),
        ("Badge Template Name|Issued To|Issued To Email|Issued At|Expires At|State", "awards"),
        ("recipient.email|recipient.name|credential.name|issued_on|expired_on", "awards"),
        ("Recipient Email|Badge Class Name|Issue Date|Revoked", "awards"),
        ("Applicant ID|Role|Outcome|Badges|Hire Date|Tenure Months|Performance", "hires"),
        ("Candidate Number|Job Title|Current Status|Applied On|Hire Date", "hires"),
    ],
)
def test_the_kind_is_guessed_from_the_header(header: str, kind: str) -> None:
    guessed = guess_kind(header.split("|"), list(KINDS.values()))
    assert guessed is not None
    assert guessed[0].name == kind


def test_people_are_quarantined_below_people(data: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = (Field("email", "address", ("email",), is_needed=True), Field("name", "", ("name",)))
    kind = Kind("candidates", fields, lambda row: None, lambda *_: Kept((), "kept"))
    monkeypatch.setitem(KINDS, "candidates", kind)
    path = data.root.parent / "people.csv"
    path.write_bytes(as_csv([["Email", "Name"], ["", "Ann"], ["", "Bob"]]))
    outcome = import_file(path, data, "candidates")
    assert outcome.exit_code == 1
    assert outcome.quarantine_file is not None
    assert outcome.quarantine_file.parent == data.people / "quarantine"
    assert not (data.root / "quarantine").exists()


@pytest.mark.parametrize(
    ("header", "folded"),
    [("jobTitle", "job title"), ("Job_ID ", "job id"), ("E-Mail", "e mail"), ("Größe", "grosse")],
)
def test_headers_fold(header: str, folded: str) -> None:
    assert fold(header) == folded


def test_formulas_are_neutralised() -> None:
    assert neutral("=1+1") == "'=1+1"
    assert neutral("plain") == "plain"
