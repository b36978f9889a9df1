import json
from pathlib import Path

import pyarrow as pa
import pytest

from etl.errors import DataError
from etl.snapshots import (
    SIDECAR,
    Sidecar,
    Snapshot,
    served_snapshots,
    read_sidecar,
    verify,
    write_snapshot,
)

ROWS = pa.table({"posting_id": ["a", "b"], "credential_id": ["x", "y"]})


def write(root: Path, as_of: str = "2026-01-01", source_id: str = "s") -> Path:
    sidecar = Sidecar(source_id, "derived_facts", as_of, "p.parquet", "00", 2, {"empty": 1})
    return write_snapshot(root, sidecar, {"mentions": ROWS})


def test_what_is_written_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path)
    sidecar = read_sidecar(folder / SIDECAR)
    assert sidecar.files["mentions.parquet"].rows == 2
    assert sidecar.rejects == {"empty": 1}
    verify(Snapshot(folder, sidecar))


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1"), write(tmp_path / "2")
    for name in ("mentions.parquet", SIDECAR):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_the_newest_complete_snapshot_of_each_source_is_read(tmp_path: Path) -> None:
    write(tmp_path, "2026-01-01")
    newer = write(tmp_path, "2026-02-01")
    unfinished = write(tmp_path, "2026-03-01")
    (unfinished / SIDECAR).unlink()
    other = write(tmp_path, source_id="t")
    assert [s.folder for s in served_snapshots(tmp_path)] == [newer, other]


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path)
    path = folder / "mentions.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(DataError, match="SHA-256"):
        verify(next(served_snapshots(tmp_path)))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (write(tmp_path) / "mentions.parquet").unlink()
    with pytest.raises(DataError, match="not there"):
        verify(next(served_snapshots(tmp_path)))


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", json.dumps({"files": {"a": {}}})])
def test_a_damaged_sidecar_is_named(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path)
    (folder / SIDECAR).write_text(text)
    with pytest.raises(DataError, match=SIDECAR):
        list(served_snapshots(tmp_path))
