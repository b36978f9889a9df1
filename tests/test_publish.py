import os
from pathlib import Path

import duckdb
import pytest

from etl.errors import DataError
from etl.publish import KEPT_BUILDS, Shelf, open_build


def add_build(shelf: Shelf, build_id: str) -> Path:
    shelf.folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(shelf.partial(build_id))) as connection:
        connection.execute("CREATE TABLE t AS SELECT ? AS build_id", [build_id])
    return shelf.publish(build_id)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "warehouse")


def test_nothing_is_served_before_the_first_build(shelf: Shelf) -> None:
    assert shelf.current() is None


def test_the_last_published_build_is_served(shelf: Shelf) -> None:
    add_build(shelf, "1")
    second = add_build(shelf, "2")
    assert shelf.current() == second


def test_old_builds_are_dropped_past_the_limit(shelf: Shelf) -> None:
    for number in range(1, 7):
        add_build(shelf, str(number))
    assert [b.stem for b in shelf.builds()] == ["4", "5", "6"]
    assert len(shelf.builds()) == KEPT_BUILDS


def test_rollback_serves_the_build_before(shelf: Shelf) -> None:
    first = add_build(shelf, "1")
    add_build(shelf, "2")
    assert shelf.rollback() == first
    assert shelf.current() == first


def test_rollback_without_an_older_build_is_refused(shelf: Shelf) -> None:
    add_build(shelf, "1")
    with pytest.raises(DataError, match="No older build"):
        shelf.rollback()


@pytest.mark.parametrize("pointer", ["gone.duckdb", "../elsewhere.duckdb", "", "notes.txt", "\x00"])
def test_a_broken_pointer_is_said_in_a_sentence(shelf: Shelf, pointer: str) -> None:
    add_build(shelf, "1")
    (shelf.folder / "CURRENT").write_text(pointer)
    with pytest.raises(DataError, match="etl build"):
        shelf.current()


def test_leftovers_of_a_crash_are_cleared_and_builds_kept(shelf: Shelf) -> None:
    kept = add_build(shelf, "1")
    shelf.partial("2").write_bytes(b"half")
    Path(f"{shelf.partial('2')}.wal").write_bytes(b"half")
    shelf.clear_partials()
    assert sorted(p.name for p in shelf.folder.iterdir()) == sorted([kept.name, "CURRENT"])


@pytest.mark.parametrize("content", [b"", b"not a database", os.urandom(20_000)])
def test_a_damaged_build_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(content)
    with pytest.raises(DataError, match="cannot be read as a database"):
        open_build(path)


def test_a_truncated_build_is_refused_in_a_sentence(shelf: Shelf) -> None:
    path = add_build(shelf, "1")
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(DataError, match="cannot be read as a database"):
        open_build(path)


def test_an_opened_build_reaches_nothing_else(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with open_build(add_build(shelf, "1")) as connection:
        with pytest.raises(duckdb.Error):
            connection.execute(f"FROM read_csv('{tmp_path / 'secret.csv'}')")
        with pytest.raises(duckdb.Error):
            connection.execute("CREATE TABLE x (a INT)")
        with pytest.raises(duckdb.Error):
            connection.execute("SET enable_external_access = true")


def test_readers_of_the_old_build_keep_it_while_a_new_one_is_published(shelf: Shelf) -> None:
    with open_build(add_build(shelf, "1")) as old:
        with open_build(add_build(shelf, "2")) as new:
            assert new.execute("SELECT build_id FROM t").fetchone() == ("2",)
        assert old.execute("SELECT build_id FROM t").fetchone() == ("1",)


def test_a_build_can_be_opened_twice_in_one_process(shelf: Shelf) -> None:
    path = add_build(shelf, "1")
    with open_build(path) as first, open_build(path) as second:
        assert first.execute("FROM t").fetchall() == second.execute("FROM t").fetchall()


def test_what_a_large_build_put_aside_before_a_crash_is_cleared(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    aside = shelf.partial("20260101T000000Z").with_name("20260101T000000Z.duckdb.partial.tmp")
    aside.mkdir()
    (aside / "duckdb_temp_storage-0.tmp").write_bytes(b"rows")
    shelf.partial("20260101T000000Z").touch()
    shelf.clear_partials()
    assert list(tmp_path.iterdir()) == []
