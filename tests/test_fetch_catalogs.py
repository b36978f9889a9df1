"""Fetching catalogs and reference data as an analyst does, through to the marts."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.attempts import Attempt
from etl.build import build
from etl.fetch import Wanted, fetch_source
from etl.http import Patience
from etl.paths import Paths
from etl.publish import Shelf, open_build
from etl.snapshots import source_snapshots, verify, write_snapshot
from etl.sources.registry import CONNECTORS
from tests.servers import Play, faulty, serving
from tests.servers import catalogs as played
from tests.test_catalog_connectors import CASES, Case

QUICK = Patience(connect=2, read=5, tries=5, first_wait=0.01, longest_wait=0.02)


def fetch(case: Case, paths: Paths, play: Play) -> Attempt:
    with serving(play) as (base, _):
        return fetch_source(
            CONNECTORS[str(case)],
            paths,
            Wanted(base_url=base),
            targets=case.ask.targets,
            environment=case.ask.keys,
            patience=QUICK,
        )


def rows(paths: Paths, name: str) -> dict[str, int]:
    """Rows by table over the snapshots of a source that count."""
    found: dict[str, int] = {}
    for snapshot in source_snapshots(paths.snapshots / name):
        verify(snapshot)
        for described in snapshot.sidecar.files.values():
            found[described.table] = found.get(described.table, 0) + described.rows
    return found


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("is_faulty", [False, True], ids=["whole", "faulty"])
def test_every_row_arrives_once(case: Case, is_faulty: bool, tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    play = faulty(case.play(), every=10) if is_faulty else case.play()
    attempt = fetch(case, paths, play)
    assert attempt.outcome == "fetched", attempt.sentence
    assert rows(paths, str(case)) == dict(case.rows)
    assert sum(attempt.refused.values()) == case.rejects
    again = fetch(case, paths, case.play())
    covers = CONNECTORS[str(case)].MANNERS.covers
    assert again.outcome == ("fetched" if covers == "whole" else "nothing new")
    assert rows(paths, str(case)) == dict(case.rows)
    if covers == "whole":
        assert len(source_snapshots(tmp_path / "snapshots" / str(case))) == 1


def test_no_key_is_kept(tmp_path: Path) -> None:
    case = next(case for case in CASES if str(case) == "careeronestop")
    fetch(case, Paths(tmp_path), case.play())
    for path in tmp_path.rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            assert played.TOKEN.encode() not in body
            assert played.USER_ID.encode() not in body


def test_a_build_shows_what_was_fetched(inputs: Paths) -> None:
    """A release takes the bundled one's place; offers arrive in the marts with their steps."""
    for name in ("credential_registry", "elm", "esco", "oews"):
        case = next(case for case in CASES if str(case) == name)
        assert fetch(case, inputs, case.play()).outcome == "fetched"
    build(inputs)
    current = Shelf(inputs.warehouse).current()
    assert current is not None
    with open_build(current) as connection:
        offers = connection.execute(
            "SELECT source_id, count(*) FROM marts.offered_credentials GROUP BY 1 ORDER BY 1"
        ).fetchall()
        steps = connection.execute("SELECT count(*) FROM marts.offered_edges").fetchone()
        skills = connection.execute("SELECT count(*) FROM marts.esco_skills").fetchone()
        wages = connection.execute("SELECT count(*) FROM marts.wages_by_state").fetchone()
        period = connection.execute(
            "SELECT period FROM marts.sources WHERE source_id = 'oews'"
        ).fetchone()
    assert offers == [("credential_registry", 120), ("elm", 4)]
    assert steps == (246,)
    assert skills == (250,)
    assert wages == (1,)
    assert period == ("release 2025-05",)


def test_a_newer_version_of_an_offer_takes_all_of_its_place(inputs: Paths) -> None:
    """Steps and skills that the newer version no longer states are gone with the older one."""
    case = next(case for case in CASES if str(case) == "credential_registry")
    fetch(case, inputs, case.play())
    (snapshot,) = source_snapshots(inputs.snapshots / str(case))
    tables = {
        described.table: pq.read_table(snapshot.folder / name)
        for name, described in snapshot.sidecar.files.items()
    }
    offers = tables["offered_credentials"]
    names = pa.array(["An older name", *offers["name"].to_pylist()[1:]])
    place = offers.schema.get_field_index("name")
    tables["offered_credentials"] = offers.set_column(place, offers.schema.field(place), names)
    write_snapshot(inputs.snapshots, snapshot.sidecar, tables, edition="2020-01-01T000000000Z")
    shutil.rmtree(snapshot.folder)
    attempt = fetch(case, inputs, case.play())
    assert (attempt.outcome, attempt.new_rows) == ("fetched", 1)
    build(inputs)
    current = Shelf(inputs.warehouse).current()
    assert current is not None
    with open_build(current) as connection:
        found = connection.execute(
            "SELECT count(*), count(*) FILTER (name = 'An older name') "
            "FROM marts.offered_credentials"
        ).fetchone()
        steps = connection.execute("SELECT count(*) FROM marts.offered_edges").fetchone()
    assert found == (case.rows["offered_credentials"], 0)
    assert steps == (case.rows["offered_edges"],)


def test_a_new_step_of_an_offer_makes_a_newer_version(tmp_path: Path) -> None:
    """The offer's own row is the same; what it leads to is not."""
    paths = Paths(tmp_path)
    case = next(case for case in CASES if str(case) == "credential_registry")
    fetch(case, paths, case.play())
    (snapshot,) = source_snapshots(paths.snapshots / str(case))
    tables = {
        described.table: pq.read_table(snapshot.folder / name)
        for name, described in snapshot.sidecar.files.items()
    }
    tables["offered_edges"] = tables["offered_edges"].slice(1)
    write_snapshot(paths.snapshots, snapshot.sidecar, tables, edition="2020-01-01T000000000Z")
    shutil.rmtree(snapshot.folder)
    assert fetch(case, paths, case.play()).new_rows == 1
