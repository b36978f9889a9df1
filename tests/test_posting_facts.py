"""From posting texts to facts: on texts of our own, and again on the bundled sources."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.derive import RAW_COLUMNS
from etl.errors import DataError
from etl.paths import PROJECT, Paths
from etl.posting_facts import draw, known_source, open_maker
from etl.posting_snapshots import write_posting_facts
from etl.snapshot import snapshot
from etl.snapshots import SIDECAR, read_sidecar
from tests.conftest import BUNDLED

FILLER = "You will join a small team and keep its records in good order. " * 3


def posting(number: int, body: str, **facts: str) -> dict[str, str | None]:
    row: dict[str, str | None] = dict.fromkeys(RAW_COLUMNS)
    return row | {
        "posting_id": f"dice_us_2021-{number}",
        "source": "dice_us_2021",
        "title": "Network Engineer",
        "text": f"{body}\n{FILLER}{number}",
        **facts,
    }


def write(folder: Path, rows: list[dict[str, str | None]]) -> Path:
    path = folder / "postings.parquet"
    schema = pa.schema([(name, pa.string()) for name in RAW_COLUMNS])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path


def table(folder: Path, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return rows


def test_facts_are_drawn_and_texts_are_not_kept(inputs: Paths, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        [
            posting(1, "Requirements:\n- CompTIA Security+ certification is required."),
            posting(2, "CISSP is preferred. You know Python and SQL."),
            posting(3, "", title="", text=""),
        ],
    )
    [folder] = write_posting_facts(path, inputs, processes=1)
    sidecar = read_sidecar(folder / SIDECAR)
    assert (sidecar.rows_in, sidecar.kind) == (3, "derived_facts")
    assert sum(sidecar.rejects.values()) == 1
    mentions = {
        (m["posting_id"], m["credential_id"]): m["strength"] for m in table(folder, "mentions")
    }
    assert mentions["dice_us_2021-1", "comptia-security-plus"] == "required"
    assert (
        "dice_us_2021-2",
        "cissp-certified-information-systems-security-professional",
    ) in mentions
    skills = {s["skill_id"] for s in table(folder, "posting_skills")}
    assert {"python", "sql"} <= skills
    for file in folder.iterdir():
        assert b"records in good order" not in file.read_bytes()


@pytest.mark.parametrize("keeps_text", [True, False])
def test_a_sentence_is_kept_only_where_the_licence_allows_it(
    inputs: Paths, keeps_text: bool
) -> None:
    source = replace(known_source("dice_us_2021"), keeps_text=keeps_text)
    body = "We pay well.\nRequirements:\n- A CISSP is required of all.\n- You know SQL."
    facts = draw(open_maker(inputs), source, pd.DataFrame([posting(1, body)]))
    [mention] = facts.mentions.to_pylist()
    assert mention["surface_form"] == "CISSP"
    assert mention["sentence"] == ("A CISSP is required of all." if keeps_text else None)


def test_processes_do_not_change_the_bytes(inputs: Paths, tmp_path: Path) -> None:
    rows = [posting(i, "CISSP required." if i % 3 else "PMP preferred.") for i in range(1200)]
    path = write(tmp_path, rows)
    [folder] = write_posting_facts(path, inputs, processes=1)
    one = {f.name: f.read_bytes() for f in folder.iterdir()}
    subprocess.run(
        [sys.executable, "-m", "etl", "--data", str(inputs.root), "snapshot", str(path)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == one


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": "unheard_of"}, "unheard_of"),
        ({"posting_id": None}, "posting_id"),
    ],
)
def test_rows_that_cannot_be_placed_are_refused_by_name(
    inputs: Paths, tmp_path: Path, change: dict[str, str | None], words: str
) -> None:
    path = write(tmp_path, [posting(1, "x") | change])
    with pytest.raises(DataError, match=words):
        list(write_posting_facts(path, inputs, processes=1))


def test_a_file_without_texts_is_refused(inputs: Paths, tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "postings.parquet")
    with pytest.raises(DataError, match="no column"):
        list(snapshot(tmp_path, inputs, processes=1))


@pytest.mark.parametrize("source", ["dice_us_2021", "nlx_tx_2016", "packaging_us_2026"])
def test_the_bundled_facts_are_made_again_byte_for_byte(
    inputs: Paths, tmp_path: Path, shared: Path, source: str
) -> None:
    path = tmp_path / "postings.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (FROM read_parquet(?) WHERE source = ?) TO '" + str(path) + "' (FORMAT parquet)",
            [str(shared / "postings.parquet"), source],
        )
    [folder] = write_posting_facts(path, inputs, processes=1)
    bundled = BUNDLED.snapshots / source / folder.name
    names = sorted(f.name for f in folder.glob("*.parquet"))
    assert names == sorted(f.name for f in bundled.glob("*.parquet"))
    for name in names:
        assert (folder / name).read_bytes() == (bundled / name).read_bytes(), name


@pytest.mark.parametrize("source", ["onet", "oews"])
def test_the_bundled_reference_snapshots_are_made_again(
    inputs: Paths, shared: Path, source: str
) -> None:
    at = shared / "onet" if source == "onet" else shared
    folder = next(f for f in snapshot(at, inputs, processes=1) if f.parent.name == source)
    bundled = BUNDLED.snapshots / source / folder.name
    for file in folder.iterdir():
        assert file.read_bytes() == (bundled / file.name).read_bytes()


def test_no_posting_text_is_bundled() -> None:
    for path in BUNDLED.snapshots.glob("*/*/*.parquet"):
        schema = pq.read_schema(path)
        assert "text" not in schema.names
        if path.stem in ("postings", "mentions"):
            longest = max(
                (
                    len(v)
                    for name in schema.names
                    for v in pq.read_table(path, columns=[name])[name].to_pylist()
                    if isinstance(v, str)
                ),
                default=0,
            )
            assert longest <= 400, path
