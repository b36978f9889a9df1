"""A data folder full of people, and all the text that is in it: for tests of purges."""

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from etl.paths import Paths
from etl.people import desk
from tests.test_importing_people import imports

CANDIDATES = """\
Candidate ID,Candidate Name,Email,Current Title,Certifications,Application Date,Consent,Consent Date
zz-7001,Zed Zimmerle,zed@mail.example,Nurse,BLS; CompTIA A+,2025-03-14,two years,2025-03-14
zz-7002,Ann Ample,ann@mail.example,Nurse,BLS,2025-03-15,,
zz-7003,Bo Ample,bo@mail.example,Welder,,2025-03-16,no,
zz-7001,Zed Zimmerle,zed@mail.example,Nurse,BLS; CompTIA A+,2025-03-14,two years,2025-03-14
,Cy Ample,cy@mail.example,Cook,,,,
zz-7001,Zed Zimmerle,zed@mail.example,Nurse,,2025-02-31,,
zz-7004,Di Ample,not an address,Cook,,,,
,Zimmerle Zed,,Cook,,,,
"""
AWARDS = """\
Badge Name,Recipient Email,First Name,Last Name,Issued At,State,Issuer,Badge URL
CompTIA Security+,zed@mail.example,Zed,Zimmerle,2024-01-02,accepted,CompTIA,https://b.example/z1
CompTIA A+,zed@mail.example,Zed,Zimmerle,2021-01-02,revoked,CompTIA,https://b.example/z2
CompTIA A+,ann@mail.example,Ann,Ample,2024-05-06,accepted,CompTIA,https://b.example/a1
Barista Level 1,new@mail.example,New,Person,2024-01-02,accepted,Coffee Inc,https://b.example/n1
Barista Level 1,zed@mail.example,Zed,Zimmerle,some day,accepted,Coffee Inc,https://b.example/z3
"""
GROUPS = """\
Email,Gender
zed@mail.example,Male
ann@mail.example,Female
bo@mail.example,Male
"""
HIRES = """\
Applicant ID,Role,Certifications,Outcome,Applied On,Hired On,Last Day
zz-7001,Nurse,BLS,Rejected,2024-01-01,,
zed@mail.example,Cook,BLS,Rejected,2024-02-01,,
zz-7002,Nurse,BLS,Hired,2019-01-01,2019-02-01,
zz-7003,Nurse,,Hired,2019-01-01,2019-02-01,2020-08-01
zz-7001,Nurse,BLS,abducted,2024-01-01,,
"""
NEEDLES = ("zz-7001", "zed@", "zimmerle", "https://b.example/z", "works nights")


def fill(root: Paths) -> str:
    """Import people twice over and decide about some; the shortlist's id."""
    imports(root, "candidates", CANDIDATES, "one.csv")
    imports(root, "candidates", CANDIDATES.replace("Nurse", "Charge nurse"), "two.csv")
    imports(root, "awards", AWARDS, "badges.csv")
    imports(root, "groups", GROUPS, "survey.csv")
    imports(root, "hires", HIRES, "hires.csv")
    imports(root, "hires", HIRES.replace("Cook", "Baker"), "more.csv")
    made = desk.create_shortlist(root, "Nights", "ann the recruiter", "RN", "build 1")
    desk.add_candidates(root, made, ["zz-7001", "zz-7002"], "ann the recruiter")
    desk.decide(root, made, "zz-7001", desk.ACCEPTED, "works nights", "ann the recruiter")
    desk.decide(root, made, "zz-7002", desk.REJECTED, "moved away", "ann the recruiter")
    for source in root.root.glob("*.csv"):
        source.unlink()
    return made


def text_of(file: Path) -> str:
    """Everything that a file says, in lower case."""
    if file.suffix == ".parquet":
        return repr(pq.read_table(file).to_pylist()).casefold()
    if file.suffix == ".duckdb":
        with duckdb.connect(str(file), read_only=True) as build:
            tables = build.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
            return repr(
                [
                    build.execute(f'SELECT row::VARCHAR FROM "{s}"."{t}" row').fetchall()
                    for s, t in tables
                ]
            ).casefold()
    if file.name == "desk.sqlite":
        with closing(sqlite3.connect(file)) as connection:
            told = "\n".join(connection.iterdump()).casefold()
        return told + file.read_bytes().decode("latin-1").casefold()
    return file.read_bytes().decode("latin-1").casefold()


def found_in(root: Paths, needles: tuple[str, ...] = NEEDLES) -> set[str]:
    """Files below ``data/people`` that say any of these, by name."""
    return {
        str(f.relative_to(root.people))
        for f in root.people.rglob("*")
        if f.is_file() and any(needle in text_of(f) for needle in needles)
    }


def told_of(root: Paths, person: str) -> list[tuple[object, ...]]:
    """What the served pool says of a person."""
    (name,) = [(root.people / "CURRENT").read_text().strip()]
    with duckdb.connect(str(root.people / name), read_only=True) as build:
        return build.execute(
            "SELECT display_name, role, credential_id, earned_on, url FROM people.candidates "
            "LEFT JOIN people.awards USING (candidate_id) WHERE candidate_id = ? ORDER BY ALL",
            [person],
        ).fetchall()
