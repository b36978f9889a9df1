"""CSV read as columns gives the rows, lines and faults that the csv module gives."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etl.importing import postings, reading_csv
from etl.importing.columns import conventions
from etl.importing.headers import guess_columns, known_headers
from etl.importing.mapping import FileMapping
from etl.importing.quarantine import Heap
from etl.importing.reading import find_encoding
from etl.importing.reading_csv import read_csv
from etl.importing.reading_table import ColumnBatch, RawBatch, RawTable, Table, with_header
from etl.importing.sifting_columns import ColumnSifter
from tests.test_importing_postings import TEXT, as_csv

BITS = st.sampled_from(
    [b'"', b'""', b",", b"\n", b"\r\n", b"\r", b"a", b"bc", b" ", b"\xc3\xa9", b"\xe9", b";", b"\0"]
)
CELL = st.sampled_from(
    [b"a", b"", b'"x, y"', b'"x\ny"', b'"say ""x"""', b'""', b"\xc3\xa9", b" b "]
)
LINES = st.lists(st.lists(CELL, min_size=1, max_size=4).map(b",".join), max_size=12)
REGULAR = st.tuples(LINES, st.sampled_from([b"\n", b"\r\n"])).map(lambda t: t[1].join(t[0]))
ANY_BYTES = st.lists(BITS, max_size=40).map(b"".join)
MIXED = st.lists(st.one_of(REGULAR, ANY_BYTES), max_size=3).map(b"".join)


def told(batches: Iterable[RawBatch | ColumnBatch]) -> tuple[list[object], list[object]]:
    rows: list[object] = []
    faults: list[object] = []
    for batch in batches:
        found = batch.as_rows() if isinstance(batch, ColumnBatch) else batch
        rows += zip(found.lines, found.rows, strict=True)
        faults += found.faults
    return rows, faults


def raw_table(path: Path, content: bytes) -> RawTable | None:
    path.write_bytes(content)
    encoding = find_encoding(path, content)
    if encoding is None:
        return None
    beginning = content.decode(encoding.codec, "ignore").removeprefix("\ufeff")
    return read_csv(path, encoding, beginning)


@pytest.mark.parametrize("block", [1, 7, 64, 4096])
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.one_of(REGULAR, MIXED), mark=st.sampled_from([b"", b"\xef\xbb\xbf"]))
@example(content=b'a,b\r\n"x\r\ny",2\r\n\r\n1\r\n3,"4', mark=b"")
@example(content=b'a,b\n"x\ry",2\nc,d\n"e"f,g\n1,2\n', mark=b"")
@example(content=b"a,\xe9\n\xe9,b\n", mark=b"")
def test_columns_hold_the_same_rows(
    block: int, content: bytes, mark: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_csv, "_BLOCK", block)
    table = raw_table(tmp_path / "any.csv", mark + content)
    if table is not None and table.columns is not None:
        assert told(table.columns()) == told(table.rows())


def test_regular_files_are_read_as_columns(tmp_path: Path) -> None:
    table = raw_table(tmp_path / "plain.csv", b'a,b\n"x\n""y""",2\n\n3\n4,5\n')
    assert table is not None and table.columns is not None
    (batch,) = table.columns()
    assert isinstance(batch, ColumnBatch)
    assert batch.lines.tolist() == [1, 2, 6]
    assert [column.to_pylist() for column in batch.columns] == [
        ["a", 'x\n"y"', "4"],
        ["b", "2", "5"],
    ]
    assert batch.others == [(4, []), (5, ["3"])]


def test_a_cell_beyond_the_limit_is_left_to_the_csv_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_csv, "LARGEST_CELL", 50)
    content = b'a,b\n1,2\n"' + b"x" * 60 + b'",3\n4,5\n'
    table = raw_table(tmp_path / "long.csv", content)
    assert table is not None and table.columns is not None
    rows, faults = told(table.columns())
    assert (rows, faults) == told(table.rows())
    assert len(faults) == 1


ROW = st.tuples(
    st.sampled_from(["R-1", "R-2", "R-3", "", "Total", "Title", "Staff", " ", "N/A", "#REF!"]),
    st.sampled_from(["Nurse", "Job Title", "", "<b>", "&amp;", "Ärztin", "–", "#REF!", " Clerk "]),
    st.sampled_from(
        [TEXT, TEXT * 3, f"<p>{TEXT}", "short", "", f"{TEXT * 3}<br>", "\xa0" * 200, "é" * 100]
    ),
    st.sampled_from(
        ["2025-03-04", "03/04/2025", "25/04/2025", "13/45/2026", "3 days ago", "x", ""]
    ),
    st.sampled_from(["30,000", "9", "abc", "", "1.234,5"]),
    st.sampled_from(["", "10000", "40,000.00"]),
).map(list)
OTHER = st.sampled_from(
    [[], [""], ["Page 1 of 2"], ["R-9", "Nurse"], [""] * 6, ["Total", *[""] * 5], [*"abcdefg"],
     ["R-7", "Nurse", TEXT * 2, "", "", "", ""], ["R-8", "Cook", TEXT, "", "", "", "z"],
     ["Job ID", "Job Title", "Description", "Date Posted", "Salary Min", "Salary Max"]]
)  # fmt: skip


def sifted(table: Table, by_columns: bool, folder: Path) -> tuple[object, ...]:
    fields = {field.name: field for field in postings.KIND.fields}
    columns = {c: fields[n] for c, n in guess_columns(table.header, postings.KIND).columns.items()}
    if not by_columns:
        table = replace(table, raw=replace(table.raw, columns=None))
    settled = conventions(table, columns, FileMapping())
    heap = Heap(None, folder / "any.csv")
    sifter = ColumnSifter(table, postings.KIND, columns, settled, heap, heap)
    rows = [row for found in sifter.tables() for row in found.to_pylist()]
    counts = sifter.counts
    told = [sorted(f, key=repr) for f in (counts.rejects, counts.ignored_lines)]
    return rows, told, counts.rows_in, counts.good, counts.quarantined, counts.ignored, settled


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.one_of(ROW, ROW, OTHER), max_size=20),
    block=st.sampled_from([64, 700, 100_000]),
    title=st.booleans(),
)
def test_columns_are_sifted_as_rows_are(
    rows: list[list[str]], block: int, title: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_csv, "_BLOCK", block)
    header = ["Job ID", "Job Title", "Description", "Date Posted", "Salary Min", "Salary Max"]
    content = as_csv([*([["Open jobs"]] if title else []), header, *rows])
    raw = raw_table(tmp_path / "any.csv", content)
    assert raw is not None
    table = with_header(raw, known_headers([postings.KIND]))
    assert table is not None
    assert sifted(table, True, tmp_path) == sifted(table, False, tmp_path)


def test_the_two_ways_trim_the_same_signs() -> None:
    signs = [chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000]
    trimmed = pc.utf8_trim_whitespace(pa.array(signs)).to_pylist()
    assert trimmed == [sign.strip() for sign in signs]
