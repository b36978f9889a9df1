"""Facts drawn in parts: the same whoever draws them, and drawn once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from etl import posting_snapshots
from etl.__main__ import main
from etl.errors import DataError
from etl.paths import PROJECT, Paths
from etl.posting_parts import BATCH_ROWS, Part, cut, read_input, read_part
from etl.posting_snapshots import write_posting_facts
from etl.raw import load_raw
from etl.storage import join, put, read, shown, sizes
from tests.conftest import copy_inputs
from tests.parts import (
    PARTS,
    ROWS,
    command,
    data_folder,
    drawn,
    receipts,
    run,
    wait_until,
    write_postings,
)


@pytest.fixture(scope="module")
def postings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_postings(tmp_path_factory.mktemp("raw") / "postings.parquet")


@pytest.fixture(scope="module")
def expected(postings: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The snapshots as one process draws them."""
    paths = data_folder(tmp_path_factory.mktemp("expected"))
    assert len(list(write_posting_facts(postings, paths, processes=1))) == 2
    assert not (paths.snapshots / ".parts").exists()
    return drawn(paths)


def test_rows_are_accounted_for(expected: dict[str, bytes]) -> None:
    assert len(expected) == 2 * 4
    sidecars = [data.decode() for name, data in expected.items() if name.endswith("json")]
    assert sum('"empty_text": ' in s for s in sidecars) == 1
    assert all(f'"rows_in": {PARTS * ROWS // 2}' in s for s in sidecars)


def test_processes_and_a_folder_by_url_change_nothing(
    postings: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    paths = data_folder(tmp_path / "data")
    parts = tmp_path / "the parts"
    done = run(paths, postings, "--processes", "2", "--parts", parts.as_uri())
    assert done.returncode == 0, done.stderr
    assert drawn(paths) == expected
    assert len(receipts(parts)) == PARTS


def test_what_was_complete_when_it_was_killed_is_not_done_again(
    postings: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    paths, parts = data_folder(tmp_path / "data"), tmp_path / "parts"
    process = subprocess.Popen(
        command(paths, postings, "--parts", str(parts)), cwd=PROJECT, stdout=subprocess.PIPE
    )
    with process:
        wait_until(lambda: len(receipts(parts)) > 1, "the first parts")
        workers = children(process.pid)
        process.send_signal(signal.SIGKILL)
    complete = receipts(parts)
    assert 1 < len(complete) < PARTS
    assert not drawn(paths)
    wait_until(lambda: not any(map(is_alive, workers)), "the workers to end")
    complete = receipts(parts)

    # One part loses the end of a file, as on a machine that lost power.
    cut_short = next(parts.glob(f"*/postings-{complete[0].stem}.parquet"))
    cut_short.write_bytes(cut_short.read_bytes()[:-10])
    (parts / "receipts" / ".half.json-x.partial").write_text("{")
    before = {p: p.stat().st_mtime_ns for c in complete[1:] for p in parts.rglob(f"*{c.stem}*")}
    assert before
    done = run(paths, postings, "--parts", str(parts))
    assert done.returncode == 0, done.stderr
    assert drawn(paths) == expected
    assert {p: p.stat().st_mtime_ns for p in before} == before
    assert not list(parts.rglob("*.partial"))


def test_a_killed_worker_is_told_in_a_sentence(postings: Path, tmp_path: Path) -> None:
    paths, parts = data_folder(tmp_path / "data"), tmp_path / "parts"
    process = subprocess.Popen(
        command(paths, postings, "--parts", str(parts)),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: receipts(parts), "the first part")
    for worker in children(process.pid):
        if b"spawn_main" in Path(f"/proc/{worker}/cmdline").read_bytes():
            os.kill(worker, signal.SIGKILL)
            break
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "A worker process ended" in said
    assert "Traceback" not in said


def children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children")
    if not found.exists():
        pytest.skip("needs Linux, to see the worker processes")
    return [int(child) for child in found.read_text().split()]


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_large_source_is_kept_in_parts_that_the_build_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_postings(tmp_path / "postings.parquet", parts=3, rows=40)
    found = []
    for limit in (120, 0):
        paths = copy_inputs(tmp_path / str(limit))
        monkeypatch.setattr(posting_snapshots, "MERGED_POSTINGS", limit)
        folders = list(write_posting_facts(path, paths, processes=1))
        assert len(list(folders[0].glob("mentions*.parquet"))) == (1 if limit else 3)
        with duckdb.connect() as connection:
            load_raw(connection, paths)
            found.append(
                [
                    connection.execute(f"SELECT * FROM raw.{table} ORDER BY ALL").fetchall()
                    for table in ("postings", "mentions", "posting_skills", "snapshots")
                ]
            )
    assert found[0] == found[1]


@pytest.mark.parametrize("rows", [1, 499, 500, 501, 4321])
def test_parts_hold_every_row_once(tmp_path: Path, rows: int) -> None:
    path = write_postings(tmp_path / "postings.parquet", parts=1, rows=rows, duties=200)
    parts = cut(read_input(str(path)), "0" * 64, str(tmp_path))
    assert len({part.key for part in parts}) == len(parts)
    ids = pq.read_table(path)["posting_id"].to_pylist()
    for order in (parts, parts[::-1]):
        batches = [list(read_part(part)) for part in order]
        assert all(b.num_rows <= BATCH_ROWS for found in batches for b in found)
        seen = {
            part.key: [i for b in found for i in b.column("posting_id").to_pylist()]
            for part, found in zip(order, batches, strict=True)
        }
        assert [i for part in parts for i in seen[part.key]] == ids


def test_a_part_need_not_begin_where_a_batch_does(tmp_path: Path) -> None:
    path = write_postings(tmp_path / "postings.parquet", parts=2, rows=1200)
    ids = pq.read_table(path)["posting_id"].to_pylist()[1200:]
    for first, rows in ((0, 10), (7, 600), (607, 3), (700, 500), (3, 1)):
        part = Part(str(path), 1, first, rows, "", "key-1")
        found = [i for b in read_part(part) for i in b.column("posting_id").to_pylist()]
        assert found == ids[first : first + rows]
    with pytest.raises(DataError, match="changed while it was read"):
        list(read_part(Part(str(path), 1, 1000, 500, "", "key-1")))


def test_a_folder_of_files_is_one_input(tmp_path: Path) -> None:
    folder = tmp_path / "postings.parquet"
    folder.mkdir()
    write_postings(folder / "a.parquet", parts=1, rows=10)
    write_postings(folder / "b.parquet", parts=2, rows=10)
    (folder / "_SUCCESS").touch()
    found = read_input(str(folder))
    assert [Path(place).name for place, _ in found.files] == ["a.parquet", "b.parquet"]
    assert len(cut(found, "0" * 64, "x")) == 3


def test_other_rules_are_other_parts(tmp_path: Path) -> None:
    found = read_input(str(write_postings(tmp_path / "p.parquet", parts=1, rows=10)))
    keys = [[p.key for p in cut(found, digest * 64, "x")] for digest in "aab"]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--engine", "spark", "--master", "nonsense"], "not a Spark master"),
        (["--engine", "spark", "--master", "local[x]"], "not a Spark master"),
        (["--engine", "spark", "--master", "spark://127.0.0.1:9"], "no master answers"),
        (["--engine", "spark", "--master", "spark://"], "not a Spark master"),
        (["--parts", "ftp://example.org/parts"], "ftp://example.org/parts"),
    ],
)
def test_a_wrong_place_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    paths = data_folder(tmp_path / "data")
    path = write_postings(tmp_path / "postings.parquet", parts=1, rows=10)
    assert main(["--data", str(paths.root), "snapshot", str(path), *options]) == 1
    assert words in capsys.readouterr().err


def test_spark_without_pyspark_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    path = write_postings(tmp_path / "postings.parquet", parts=1, rows=10)
    paths: Paths = data_folder(tmp_path / "data")
    with pytest.raises(DataError, match=r"requirements-spark\.txt"):
        list(write_posting_facts(path, paths, processes=1, master="local[1]"))


def test_places_by_url() -> None:
    assert join("s3://bucket/a/?region=eu-west-1", "b") == "s3://bucket/a/b?region=eu-west-1"
    assert join("/tmp/what?/", "b") == "/tmp/what?/b"
    assert shown("s3://key:secret@bucket/a?x=y") == "s3://bucket/a"
    assert shown("abfs://container@account.dfs.core.windows.net/a").count("@") == 1


def test_a_file_is_put_whole_or_not_at_all(tmp_path: Path) -> None:
    place = str(tmp_path / "new" / "file")
    put(place, b"1")
    put(place, b"22")
    assert read(place) == b"22"
    with pytest.raises(TypeError):
        put(place, None)  # type: ignore[arg-type]
    assert sizes(str(tmp_path)) == {"new/file": 2}
    assert sizes(str(tmp_path / "none")) == {}
