"""Who goes with a purge: exactly the rows that the pool's rule gives to these people."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import DataError
from etl.paths import Paths
from etl.people.identity import IDENTITY, in_memory, register_kept
from etl.people.imported import secret_key
from etl.people.kept_values import SCHEMAS, email_key
from etl.people.purge_files import rewrite_kept
from etl.people.purge_plan import MORE, plan_for

Row = tuple[str | None, str | None]
rows = st.lists(
    st.tuples(
        st.sampled_from([None, "1", "2", "3"]),
        st.sampled_from([None, "a@x.example", "b@x.example"]),
    ).filter(any),
    max_size=6,
)


def keep(paths: Paths, kind: str, given_rows: list[Row], key: bytes) -> None:
    schema = {**SCHEMAS, **MORE}[kind]
    folder = paths.people / "imports" / kind
    folder.mkdir(parents=True, exist_ok=True)
    filled = [
        {
            "line": line, "imported_at": datetime(2026, 1, 1, tzinfo=UTC), "state": "accepted",
            "candidate_id": candidate, "email_key": email_key(address, key), "email": address,
            "badge_name": "Barista",
        }
        for line, (candidate, address) in enumerate(given_rows, 2)
    ]  # fmt: skip
    named = [{n: row.get(n) for n in schema.names} for row in filled]
    pq.write_table(pa.Table.from_pylist(named, schema), folder / "x.parquet")


def persons(paths: Paths) -> dict[tuple[str, int], str]:
    """The person of each kept row, by store and line."""
    with in_memory(paths) as connection:
        register_kept(connection, paths, MORE)
        connection.execute(IDENTITY)
        found = connection.execute("SELECT store, line, person_id FROM _identified").fetchall()
    return {(str(store), int(line)): str(person) for store, line, person in found}


@given(rows, rows, rows, st.lists(st.integers(0, 20), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_the_rows_of_the_named_go_and_all_others_stay_who_they_are(
    tmp_path_factory: pytest.TempPathFactory,
    candidates: list[Row], awards: list[Row], groups: list[Row], chosen: list[int],
) -> None:  # fmt: skip
    paths = Paths(Path(tmp_path_factory.mktemp("plan")))
    key = secret_key(paths)
    for kind, some in (("candidates", candidates), ("awards", awards), ("groups", groups)):
        keep(paths, kind, some, key)
    before = persons(paths)
    everybody = sorted(set(before.values()))
    named = {everybody[n % len(everybody)] for n in chosen} if everybody else {"1"}
    try:
        plan = plan_for(paths, sorted(named))
    except DataError as error:
        # Only where a row with the id of one is about somebody else.
        assert "stands for" in str(error)
        return
    assert named <= set(plan.people)
    # Whoever goes without being named is known by an address of the named alone.
    for person in set(everybody) & set(plan.people) - named:
        assert person.removeprefix("person-") in plan.keys
    for _ in range(2):  # a second time changes nothing
        rewrite_kept(paths, plan)
        after = persons(paths)
        assert after == {row: p for row, p in before.items() if p not in plan.people}
    for kind in ("candidates", "awards", "groups"):
        for file in (paths.people / "imports" / kind).glob("*.parquet"):
            table = pq.read_table(file)
            assert not set(table["candidate_id"].to_pylist()) & set(plan.people)
            assert not set(table["email_key"].to_pylist()) & set(plan.blanked)


def test_rows_that_do_not_change_keep_their_file(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    keep(paths, "candidates", [("1", "a@x.example"), ("2", None)], secret_key(paths))
    (file,) = (paths.people / "imports" / "candidates").glob("*.parquet")
    before = file.stat()
    rewrite_kept(paths, plan_for(paths, ["nobody"]))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert [f.name for f in file.parent.iterdir()] == [file.name]
