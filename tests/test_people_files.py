"""People's files that told a half-truth: revoked badges, cohorts, old exports, other systems."""

import os
import threading
from pathlib import Path

import pytest

from etl.importing.command import import_file
from etl.importing.hires import came_of
from etl.importing.people_values import months, years
from etl.paths import Paths
from etl.people import imported
from etl.people.imported import secret_key
from tests.test_importing_people import applications, imports, is_accounted_for, pool, root

__all__ = ["root"]


REVOKED = """\
Identifier,Badge Class Name,Issuer Name,Issue Date,Revoked,Revocation Reason
a@mail.example,CompTIA A+,CompTIA,2024-01-02,false,
b@mail.example,CompTIA A+,CompTIA,2024-01-02,true,Issued in error
c@mail.example,CompTIA A+,CompTIA,2024-01-02,,Issued in error
d@mail.example,CompTIA A+,CompTIA,2024-01-02,TRUE,
e@mail.example,CompTIA A+,CompTIA,2024-01-02,perhaps,
"""


def test_a_revoked_badge_is_kept_and_not_held(root: Paths) -> None:
    found = imports(root, "awards", REVOKED)
    assert is_accounted_for(found)
    assert (found.kept, found.quarantined) == (4, 1)
    assert {f.column for f in found.rejects} == {"Revoked"}
    assert len(pool(root, "FROM people.awards")) == 1
    assert list(pool(root, "FROM people.awards_not_held")["state"]) == ["revoked"] * 3


def hires_text(rows: list[str], columns: str) -> str:
    lines = [f"{n},Nurse,hired,{row}" for n, row in enumerate(rows, 1)]
    return "\n".join([f"Applicant ID,Role,Outcome,{columns}", *lines, ""])


@pytest.mark.parametrize(
    ("columns", "stays", "leaves", "observed"),
    [
        # Nobody can say when they were hired: neither those who left nor those who stay count.
        ("Tenure,Still Employed", "{t},yes", "{t},no", 0),
        # Only the leavers could be dated, or only those who stay: no cohort.
        ("Tenure,Still Employed,Left On", "{t},yes,", "{t},no,2025-12-01", 0),
        ("Tenure,Still Employed,As Of", "{t},yes,2026-01-01", "{t},no,2026-01-01", 0),
        # All can be dated.
        ("Tenure,Still Employed,Left On,As Of", "{t},yes,,2026-01-01",
         "{t},no,2025-12-01,2026-01-01", 20),
    ],
)  # fmt: skip
def test_a_cohort_is_made_of_days_of_hiring(
    root: Paths, columns: str, stays: str, leaves: str, observed: int
) -> None:
    rows = [stays.format(t=5)] * 20 + [leaves.format(t=5)] * 10 + [stays.format(t=24)] * 20
    imports(root, "hires", hires_text(rows, columns))
    kept = applications(root)
    assert kept["is_hired"].all()
    counted = kept[kept["is_observed_12m"] & kept["is_retained_12m"].notna()]
    assert len(counted) == observed
    assert counted["is_retained_12m"].all()


def test_a_leaver_without_a_day_of_hiring_is_dated_by_the_tenure(root: Paths) -> None:
    rows = ["2025-03-01,14,2026-01-01", "2025-03-01,4,2026-01-01", "2025-12-01,2,2026-01-01"]
    imports(root, "hires", hires_text(rows, "Left On,Tenure,As Of"))
    kept = applications(root)
    assert list(kept["hired_on"].dt.date.astype(str)) == ["2024-01-01", "2024-11-01", "2025-10-01"]
    assert list(kept["is_observed_12m"]) == [True, True, False]
    assert list(kept["is_retained_12m"][:2]) == [True, False]


def test_an_export_knows_nothing_of_the_time_after_it(root: Paths) -> None:
    rows = ["2023-11-20,2023-12-01,", "2022-10-01,2022-11-01,", "2023-01-01,2023-02-01,2023-06-01"]
    imports(root, "hires", hires_text(rows, "Applied On,Hired On,Left On"))
    kept = applications(root)
    assert not kept["is_day_stated"].any()
    assert set(kept["observed_on"].dt.date.astype(str)) == {"2023-12-01"}
    assert list(kept["is_observed_12m"]) == [False, True, False]
    assert kept.loc["2", "is_retained_12m"]
    assert kept.loc["2", "tenure_months"] == pytest.approx(13, abs=0.1)


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"outcome": "applied", "rejection_reason": "Underqualified"}, "rejected"),
        ({"rejection_reason": "Position closed"}, "rejected"),
        ({"outcome": "interviewed", "rejection_reason": "Underqualified"}, "interviewed"),
        ({"outcome": "offered", "rejection_reason": "Hired"}, "hired"),
        ({"outcome": "applied", "rejection_reason": "Withdrew"}, "withdrawn"),
        ({"hired_on": 1}, "hired"),
        ({}, None),
    ],
)
def test_a_reason_of_rejection_is_an_outcome(
    values: dict[str, object], outcome: str | None
) -> None:
    assert came_of(values) == outcome


def test_an_export_of_lever_keeps_its_outcomes(root: Paths) -> None:
    text = """\
Candidate ID,Candidate Name,Posting Title,Current Stage,Archive Reason,Hired At,Hire Start Date
1,Ann Ample,Nurse,New lead,Underqualified,,
2,Bo Ample,Nurse,Offer,Hired,2025-02-01,
3,Cy Ample,Nurse,Phone interview,Underqualified,,
4,Di Ample,Nurse,,Withdrew,,
5,Ed Ample,Nurse,,,,
"""
    found = imports(root, "hires", text.replace("New lead", "Lead"))
    assert is_accounted_for(found)
    assert (found.kept, found.quarantined) == (4, 1)
    kept = applications(root)
    assert list(kept["outcome"]) == ["rejected", "hired", "interviewed", "withdrawn"]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Candidate ID,Candidate Name,Email,Job Name,Application Date,Application Status,"
         "Hired At,Rejection Reason,Certifications,Source", "hires"),
        ("Opportunity ID,Candidate Name,Email,Posting Title,Current Stage,Archive Reason,Origin,"
         "Source,Created At,Hired At", "hires"),
        ("Candidate ID,Candidate Name,Email,Job Name,Application Date,Source,Status,"
         "Certifications", "candidates"),
        ("Candidate ID,Email,Current Title,Location,Certifications", "candidates"),
        ("Employee Name,Email,Job Title,Certification 1,Certification 2", "candidates"),
    ],
)  # fmt: skip
def test_applications_are_told_from_candidates(root: Paths, header: str, kind: str) -> None:
    file = root.root / "export.csv"
    file.write_text(f"{header}\n{'1,' * header.count(',')}1\n", encoding="utf-8")
    assert import_file(file, root, dry_run=True).kind == kind


def test_badges_stated_by_candidates_are_awards_without_dates(root: Paths) -> None:
    text = """\
Employee Name,Employee Email,Email,Job Title,Certifications,Licenses,Certification 1,Certification 2
Ann Ample,,a@mail.example,Nurse,BLS; CompTIA A+,RN,CompTIA A+,Barista Level 1
Bo Ample,,b@mail.example,Nurse,CompTIA A+,,,
Cy Ample,,c@mail.example,Nurse,,,,
"""
    found = imports(root, "candidates", text)
    assert found.kept == 3
    held = pool(root, "FROM people.awards JOIN people.candidates USING (candidate_id)")
    assert list(held["badge_name"][held["display_name"] == "Bo Ample"]) == ["CompTIA A+"]
    ann = held[held["display_name"] == "Ann Ample"]
    assert set(ann["badge_name"]) == {"BLS", "CompTIA A+", "RN", "Barista Level 1"}
    assert set(ann["stated_in"]) == {"candidates"}
    assert ann["earned_on"].isna().all()
    # What an export of badges says counts before what is stated.
    head = "Recipient Email,Badge Name,Issuer,Issued On,Revoked\n"
    row = "{}@mail.example,CompTIA A+,CompTIA,2024-01-02,{}\n"
    imports(root, "awards", head + row.format("a", "no") + row.format("b", "yes"))
    held = pool(root, "FROM people.awards WHERE credential_id = 'comptia-a-plus'")
    assert list(held["stated_in"]) == ["awards"]
    assert held["earned_on"].notna().all()


@pytest.mark.parametrize("text", ["1,200", "1.000", "1,200 months", "1.200 years", "12,345"])
def test_a_length_of_time_with_a_doubtful_mark_is_refused(text: str) -> None:
    for read in (months, years):
        with pytest.raises(ValueError, match="cannot be told apart"):
            read(text)


def test_a_length_of_time_beyond_a_working_life_is_refused() -> None:
    assert (months("720"), months("1,5"), years("70"), years("0.125")) == (720, 1.5, 70, 0.125)
    for read, text in ((months, "721"), (months, "1200"), (years, "71"), (months, "61 years")):
        with pytest.raises(ValueError, match="more than"):
            read(text)


def test_what_is_kept_of_people_is_closed_to_others(root: Paths) -> None:
    root.people.mkdir(mode=0o755)
    imports(root, "candidates", "Candidate ID,Name,Email\n1,Ann,a@mail.example\n2,Bo,none\n")
    imports(root, "hires", hires_text([""], "Hired On"))
    for path in (root.people, *root.people.rglob("*")):
        mode = path.stat().st_mode & 0o777
        if path.is_dir():
            assert mode == 0o700, path
        elif path.suffix in (".duckdb", ".parquet") or path.name == ".key":
            assert mode == 0o600, path


def test_repeats_of_an_application_are_counted_aloud(root: Paths) -> None:
    text = (
        "Applicant ID,Role,Outcome,Applied On,Performance\n"
        "1,Nurse,rejected,,a\n1,Nurse,hired,,b\n1,Nurse,applied,,c\n"
        "2,Nurse,applied,2025-01-20,a\n2,Nurse,rejected,2025-01-20,b\n"
        "2,Nurse,rejected,2025-02-20,b\n"
    )
    found = imports(root, "hires", text)
    assert is_accounted_for(found)
    assert found.kept == 6
    assert len(applications(root)) == 3
    assert "3 of the rows kept repeat an application" in found.sentence
    assert "2 of them have no day of application" in found.sentence


def test_two_first_imports_at_once_share_one_secret(
    root: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, link = threading.Barrier(2), os.link

    def link_together(source: Path, target: Path) -> None:
        both.wait(timeout=10)
        link(source, target)

    monkeypatch.setattr(imported.os, "link", link_together)
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(secret_key(root))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(found[0]) == 32
    assert found[0] == found[1]
    assert [f.name for f in (root.people / "imports").iterdir()] == [".key"]
