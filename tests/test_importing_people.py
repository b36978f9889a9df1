"""People's files: messy rows, who is who, which badge is which credential, what is published."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.errors import DataError
from etl.importing import Fault, Origin, Row, awards, candidates, hires
from etl.importing.command import Outcome, import_file
from etl.paths import Paths
from etl.people import imported
from etl.people.imported import refresh_imported_pool
from etl.people.publish import build_sample_pool, ensure_sample_pool, refresh_sample_pool
from etl.publish import Shelf, open_build
from tests.conftest import BUNDLED


@pytest.fixture
def root(tmp_path: Path) -> Paths:
    """A data folder with the bundled catalog and reference files, and no people yet."""
    for name in ("catalog", "reference"):
        (tmp_path / name).symlink_to(BUNDLED.root / name)
    return Paths(tmp_path)


def imports(root: Paths, kind: str, text: str, name: str = "export.csv") -> Outcome:
    file = root.root / name
    file.write_text(text, encoding="utf-8")
    return import_file(file, root, kind)


def pool(root: Paths, sql: str) -> pd.DataFrame:
    current = Shelf(root.people).current()
    assert current is not None
    with open_build(current) as connection:
        return connection.execute(sql).df()


def applications(root: Paths) -> pd.DataFrame:
    current = Shelf(root.people / "hires").current()
    assert current is not None
    with open_build(current) as connection:
        return connection.execute("FROM hires.applications").df().set_index("applicant_id")


def is_accounted_for(found: Outcome) -> bool:
    return found.rows_in == found.kept + found.quarantined + found.ignored


CANDIDATES = """\
Candidate Name,Candidate ID,Email Address,Current Title,Location,Years of Experience,Source,Application Date,GDPR Consent
Zed Ample,101,ZED@mail.example,Staff nurse,"Boston, MA",7+ years,Indeed,03/14/2025,Opted in 2025
"Ample, Ann",102,Ann Ample <ann@mail.example>,,"Leeds, United Kingdom",18 months,Referral,03/05/2025,no
Bo Ample,103.0,,Welder,,5-7 years,,2025-03-01,
Cy Ample,,cy@mail.example,Cook,"Toronto, Canada",,,,
Di Ample,104,not an address,Cook,,,,,
,,,,,,,,
No Body,,,Cook,,,,,
Ed Ample,105,,Cook,,many,,,
Flo Ample,106,,Cook,,900,,,
Gil Ample,107,,Cook,,,,45730,
Hal Ample,108,,Cook,,,,2025-02-31,
Zed Ample,101,ZED@mail.example,Staff nurse,"Boston, MA",7+ years,Indeed,03/14/2025,Opted in 2025
Zed Ample,101,zed@mail.example,Charge nurse,"Boston, MA",8,Indeed,04/20/2025,Opted in 2025
Ida O'Ample,109,ida@mail.example,N/A,Atlantis,0,Agency,,
Total: 12,,,,,,,,
"""  # noqa: E501


def test_messy_candidates(root: Paths) -> None:
    found = imports(root, "candidates", CANDIDATES)
    assert is_accounted_for(found)
    assert (found.rows_in, found.kept, found.quarantined, found.ignored) == (15, 7, 5, 3)
    assert {(f.line, f.column) for f in found.rejects} == {
        (6, "Email Address"),
        (8, "Candidate ID"),
        (9, "Years of Experience"),
        (10, "Years of Experience"),
        (12, "Application Date"),
    }
    people = pool(root, "FROM people.candidates").set_index("display_name")
    assert len(people) == 6  # Zed applied twice
    assert not people["is_invented"].any()
    zed = people.loc["Zed Ample"]
    assert (zed["role"], zed["experience_years"], zed["country"], zed["region"], zed["city"]) == (
        "Charge nurse", 8, "US", "MA", "Boston",
    )  # fmt: skip
    assert people.loc["Ample, Ann", "consent"] == "no"
    assert people.loc["Ample, Ann", "source"] == "Referral"
    assert people.loc["Ample, Ann", "country_name"] == "United Kingdom"
    assert people.loc["Ample, Ann", "experience_years"] == 1
    assert people.loc["Bo Ample", "candidate_id"] == "103"
    assert people.loc["Bo Ample", "city"] == "Place not given"
    assert people.loc["Ida O'Ample", "country_name"] == "country not known"
    assert people.loc["Gil Ample", "applied_on"] == pd.Timestamp("2025-03-14")
    assert people["country"].notna().all()


AWARDS = """\
Badge Template Name,Recipient Email,First Name,Last Name,Issued At,Expires At,State,Issuer,Badge URL
CompTIA Security+ ce Certification,zed@mail.example,Zed,Ample,2024-01-02 10:00:00 UTC,2027-01-02,accepted,CompTIA,https://b.example/1
CompTIA Security+ ce Certification,zed@mail.example,Zed,Ample,2021-01-02,2024-01-02,Accepted,CompTIA,https://b.example/2
Project Management Professional (PMP)®,ZED@mail.example,Zed,Ample,2024-05-06,,revoked,Project Management Institute,https://b.example/3
Registered Nurse,ann@mail.example,Ann,Ample,2024-01-02,,pending,State board,https://b.example/4
Barista Level 1,new@mail.example,New,Person,2024-01-02,2023-01-01,accepted,Coffee Inc,https://b.example/5
Barista Level 1,new@mail.example,New,Person,2024-01-02,,accepted,Coffee Inc,https://b.example/6
Barista Level 1,zed@mail.example,Zed,Ample,2024-01-02,,,Tea Ltd,https://b.example/7
,zed@mail.example,Zed,Ample,2024-01-02,,accepted,CompTIA,https://b.example/8
CompTIA A+,,No,Body,2024-01-02,,accepted,CompTIA,https://b.example/9
CompTIA A+,zed@mail.example,Zed,Ample,03/04/2024,,accepted,CompTIA,https://b.example/10
CompTIA A+,zed@mail.example,Zed,Ample,2 Jan 2024,never,accepted,CompTIA,https://b.example/11
CompTIA A+,zed@mail.example,Zed,Ample,2 Jan 2024,,sleeping,CompTIA,https://b.example/12
CCM,zed@mail.example,Zed,Ample,2024-01-02,,accepted,Someone Else,https://b.example/13
"""  # noqa: E501


def test_messy_awards(root: Paths) -> None:
    found = imports(root, "awards", AWARDS)
    assert is_accounted_for(found)
    assert (found.rows_in, found.kept, found.quarantined, found.ignored) == (13, 7, 6, 0)
    assert {(f.line, f.column) for f in found.rejects} == {
        (6, "Expires At"),
        (9, "Badge Template Name"),
        (10, "Recipient Email"),
        (11, "Issued At"),
        (12, "Expires At"),
        (13, "State"),
    }
    # A badge export alone already shows its people.
    people = pool(root, "FROM people.candidates")
    assert set(people["display_name"]) == {"Zed Ample", "Ann Ample", "New Person"}
    assert people["candidate_id"].str.fullmatch(r"person-[0-9a-f]{20}").all()
    held = pool(root, "FROM people.awards JOIN people.credentials USING (credential_id)")
    assert list(held["name"].sort_values()) == [
        "Barista Level 1 (Coffee Inc)",
        "Barista Level 1 (Tea Ltd)",
        "CCM",
        "CompTIA Security+",
    ]
    security = held.set_index("name").loc["CompTIA Security+"]
    assert security["earned_on"] == pd.Timestamp("2024-01-02")
    assert security["linked_by"] == "alias"
    assert security["expiry_state"] == "dated"
    own = held[held["kind"].eq("badge")]
    assert own["credential_id"].str.startswith("badge:").all()
    assert set(own["issuer_name"]) == {"Coffee Inc", "Tea Ltd", "Someone Else"}
    other = pool(root, "SELECT state, count(*) FROM people.awards_not_held GROUP BY ALL ORDER BY 1")
    assert list(other.itertuples(index=False, name=None)) == [
        ("pending", 1),
        ("renewed", 1),
        ("revoked", 1),
    ]


HIRES = """\
Applicant ID,Role,Certifications,Outcome,Interviewed,Applied On,Hired On,Last Day,Still Employed,As Of,Performance
1,Nurse,"RN; BLS",Hired,yes,2024-01-01,2024-02-01,,yes,2026-01-01,4
2,Nurse,BLS,Hired,yes,2024-01-01,2024-02-01,2024-08-01,no,2026-01-01,meets
3,Nurse,,Hired,yes,2025-09-01,2025-10-01,,yes,2026-01-01,
4,Nurse,,Hired,yes,2025-09-01,2025-10-01,2025-11-01,no,2026-01-01,
5,Nurse,BLS,Not selected,no,2024-01-01,,,,2026-01-01,
6,Nurse,BLS,Interviewed - rejected,,2024-01-01,,,,2026-01-01,
7,Nurse,BLS,Offer declined,yes,2024-01-01,,,,2026-01-01,
8,Nurse,BLS,withdrew,no,2024-01-01,,,,2026-01-01,
9,Nurse,BLS,abducted,no,2024-01-01,,,,2026-01-01,
,Nurse,BLS,Hired,no,2024-01-01,,,,2026-01-01,
10,Nurse,BLS,Hired,yes,2024-03-01,2024-02-01,,yes,2026-01-01,
11,Nurse,BLS,Hired,yes,2024-01-01,2024-02-01,2024-01-15,no,2026-01-01,
12,Nurse,BLS,Rejected,no,2024-01-01,2024-02-01,,,2026-01-01,
13,Nurse,BLS,Hired,yes,2024-01-01,2024-02-01,2024-08-01,yes,2026-01-01,
1,Nurse,"RN; BLS",applied,yes,2024-01-01,,,,2026-01-01,
14,,BLS,Hired,yes,2024-01-01,2024-02-01,,yes,2026-01-01,
15,Nurse,BLS,Hired,perhaps,2024-01-01,2024-02-01,,yes,2026-01-01,
16@mail.example,Nurse,BLS,Hired,yes,2024-01-01,2024-02-01,2025-02-01,no,2026-01-01,
"""  # noqa: E501


def test_messy_hires(root: Paths) -> None:
    found = imports(root, "hires", HIRES)
    assert is_accounted_for(found)
    assert (found.rows_in, found.kept, found.quarantined) == (18, 10, 8)
    assert {f.line for f in found.rejects} == {10, 11, 12, 13, 14, 15, 17, 18}
    kept = applications(root)
    assert len(kept) == 9  # the furthest row of an application that stands there twice
    assert kept.loc["1", "outcome"] == "hired"
    assert list(kept.loc[["1", "2", "5", "6", "7", "8"], "is_interviewed"]) == [
        True, True, False, True, True, False,
    ]  # fmt: skip
    assert list(kept.loc[["1", "2", "5", "7"], "is_offered"]) == [True, True, False, True]
    assert kept.loc["1", "is_retained_12m"]
    assert not kept.loc["2", "is_retained_12m"]
    assert pd.isna(kept.loc["3", "is_retained_12m"])
    # Gone after a month, but hired less than a year ago: not counted, like who was hired then.
    assert list(kept.loc[["1", "2", "3", "4"], "is_observed_12m"]) == [True, True, False, False]
    assert not kept.index.str.contains("@").any()


def test_a_real_pool_takes_the_place_of_the_sample_and_never_the_reverse(root: Paths) -> None:
    sample = ensure_sample_pool(root)
    imports(root, "candidates", CANDIDATES)
    real = Shelf(root.people).current()
    assert real is not None
    assert not real.name.startswith("sample-")
    assert not sample.exists()
    build = pool(root, "SELECT is_sample FROM people.build").iloc[0]
    assert not build["is_sample"]
    assert ensure_sample_pool(root) == real
    assert refresh_sample_pool(root) is None
    with pytest.raises(DataError, match="real candidates"):
        build_sample_pool(root)
    assert Shelf(root.people).current() == real


def test_the_order_of_imports_does_not_matter(root: Paths, tmp_path: Path) -> None:
    contents = []
    for order in (("candidates", "awards"), ("awards", "candidates")):
        paths = Paths(tmp_path / "-".join(order))
        paths.root.mkdir()
        for name in ("catalog", "reference"):
            (paths.root / name).symlink_to(BUNDLED.root / name)
        for kind in order:
            imports(paths, kind, CANDIDATES if kind == "candidates" else AWARDS)
        contents.append(
            pool(paths, "SELECT display_name, name FROM people.candidates "
                 "LEFT JOIN people.awards USING (candidate_id) "
                 "LEFT JOIN people.credentials USING (credential_id) ORDER BY ALL")
        )  # fmt: skip
    pd.testing.assert_frame_equal(*contents)
    # Zed's badges came by email address alone and belong to the candidate with the id.
    assert list(contents[0].query("display_name == 'Zed Ample'")["name"]) == [
        "Barista Level 1 (Tea Ltd)",
        "CCM",
        "CompTIA Security+",
    ]


def test_an_address_that_two_ids_share_is_not_guessed_about(root: Paths) -> None:
    imports(
        root,
        "candidates",
        "Candidate ID,Name,Email\n1,Twin A,t@mail.example\n2,Twin B,t@mail.example\n",
    )
    imports(
        root, "awards", "Email,Name,Badge Name,Issuer\nt@mail.example,A Twin,CompTIA A+,CompTIA\n"
    )
    held = pool(root, "SELECT candidate_id FROM people.awards")
    assert held["candidate_id"].str.startswith("person-").all()
    assert len(pool(root, "FROM people.candidates")) == 3


def test_the_newest_row_counts(root: Paths) -> None:
    head = "Recipient Email,Badge Name,Issuer,Issued On,State,Badge URL\n"
    row = "z@mail.example,CompTIA A+,CompTIA,2024-01-02,{},https://b.example/1\n"
    imports(root, "awards", head + row.format("accepted"))
    assert len(pool(root, "FROM people.awards")) == 1
    imports(root, "awards", head + row.format("revoked"))
    assert pool(root, "FROM people.awards").empty
    assert list(pool(root, "FROM people.awards_not_held")["state"]) == ["revoked"]
    imports(root, "awards", head + row.format("accepted"))
    assert len(pool(root, "FROM people.awards")) == 1


@pytest.mark.parametrize("kind", ["candidates", "awards", "hires"])
def test_a_failure_leaves_the_former_build_and_nothing_else(
    root: Paths, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = {"candidates": CANDIDATES, "awards": AWARDS, "hires": HIRES}[kind]
    imports(root, kind, text)
    shelf = Shelf(root.people / "hires" if kind == "hires" else root.people)
    served, before = shelf.current(), sorted((root.people / "imports" / kind).iterdir())

    def breaks(connection: Any, what: str, checks: Any) -> None:
        raise DataError(f"{what}: broken on purpose")

    for module in ("etl.people.imported", "etl.people.hires"):
        monkeypatch.setattr(f"{module}.check_tables", breaks)
    with pytest.raises(DataError, match="on purpose"):
        imports(root, kind, text.replace("Ample", "Other").replace("Nurse", "Cook"))
    assert shelf.current() == served
    assert sorted((root.people / "imports" / kind).iterdir()) == before
    assert not list(root.people.rglob("*.partial*"))


def test_a_crash_before_the_pointer_keeps_rows_and_the_former_pool(
    root: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports(root, "candidates", "Candidate ID,Name\n1,First\n")
    served = Shelf(root.people).current()

    def dies(shelf: Shelf, build_id: str) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "publish", dies)
        with pytest.raises(KeyboardInterrupt):
            imports(root, "candidates", "Candidate ID,Name\n2,Second\n")
    assert Shelf(root.people).current() == served
    assert len(pool(root, "FROM people.candidates")) == 1
    refresh_imported_pool(root)
    assert set(pool(root, "FROM people.candidates")["display_name"]) == {"First", "Second"}


def test_nothing_personal_is_said_or_kept_where_it_is_not_needed(root: Paths) -> None:
    said = [imports(root, k, t) for k, t in (("candidates", CANDIDATES), ("awards", AWARDS))]
    for found in said:
        assert "mail.example" not in str(found.as_json())
        assert "Ample" not in found.sentence
    tables = ("candidates", "awards", "awards_not_held", "credentials")
    for table in tables:
        assert "mail.example" not in pool(root, f"FROM people.{table}").to_csv()
    for file in (root.people / "imports" / "awards").glob("*.parquet"):
        assert b"mail.example" not in file.read_bytes()
    assert all(f.stat().st_mode & 0o077 == 0 for f in (root.people / "imports").rglob("*.parquet"))


def test_rows_that_nobody_gives_change_nothing(root: Paths) -> None:
    origin = Origin(root.root / "x.csv", "", "x")
    assert "No row" in candidates.KIND.keep(root, origin, iter([])).sentence
    assert "No row" in hires.KIND.keep(root, origin, iter([])).sentence
    assert Shelf(root.people).current() is None
    assert not list(root.people.rglob("*.parquet*"))


def test_many_batches_are_kept_whole(root: Paths) -> None:
    rows = [Row(n, {"candidate_id": str(n), "name": f"N {n}"}) for n in range(2, 5_002)]
    batches = (rows[i : i + 700] for i in range(0, len(rows), 700))
    kept = candidates.KIND.keep(root, Origin(root.root / "x.csv", "", "x"), batches)
    assert kept.faults == ()
    assert "5,000 candidates" in kept.sentence
    assert len(pool(root, "FROM people.candidates")) == 5_000


def test_files_of_each_kind_are_told_apart_by_their_header(root: Paths) -> None:
    for kind, text in (("candidates", CANDIDATES), ("awards", AWARDS), ("hires", HIRES)):
        file = root.root / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        assert import_file(file, root, dry_run=True).kind == kind


def test_checks_name_the_field() -> None:
    assert awards.KIND.check({"badge_name": "A"}) is not None
    assert candidates.KIND.check({"email": "a@b.example"}) is None
    assert isinstance(Fault(1, "a", "b"), Fault)
    assert imported.SCHEMAS.keys() == {"candidates", "awards", "checks"}
