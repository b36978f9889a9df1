"""``python -m etl match``: JSON lines whose spans point into the text as given."""

import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.__main__ import main
from etl.normalise.cleaning_spans import clean_with_spans
from etl.normalise.texts import clean_text

KEYS = ["credential_id", "credential", "kind", "surface_form", "start", "end", "strength", "reason"]
AD = (
    "<p>You must have a PMP.</p>\r\n"
    "<ul><li>CISSP &amp; <b>AWS</b> certification preferred</li></ul>"
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[Any], str]:
    code = main(["match", *arguments])
    printed = capsys.readouterr()
    return code, [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_spans_point_into_the_text_as_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ad.html"
    path.write_bytes(AD.encode())
    code, mentions, _ = run(capsys, str(path))
    assert code == 0
    assert [list(m) for m in mentions] == [KEYS] * 3
    for mention in mentions:
        assert AD[mention["start"] : mention["end"]] == mention["surface_form"]
    assert [(m["surface_form"], m["kind"], m["strength"]) for m in mentions] == [
        ("PMP", "catalogued", "required"),
        ("CISSP", "catalogued", "preferred"),
        ("AWS", "family", "preferred"),
    ]
    assert mentions[0]["credential"] == "Project Management Professional"


def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Ü CISSP required".encode())))
    code, mentions, _ = run(capsys)
    assert (code, mentions[0]["start"], mentions[0]["end"]) == (0, 2, 7)


def test_refused_forms_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ad.txt"
    path.write_text("Join a CPA firm. CISSP required. A driving licence helps.", encoding="utf-8")
    _, lines, _ = run(capsys, str(path), "--explain")
    assert {line["refused"] for line in lines if "refused" in line} == {"CPA", "licence"}
    assert all(line["rule"] for line in lines if "refused" in line)


LINES = [
    '{"id": "a", "text": "CISSP required"}',
    '{"id": 7, "text": "Falconry license required"}',
    "not json",
    '{"id": "c"}',
    '["a"]',
    "",
    '{"id": "d", "text": "Falconry License preferred. A CISSP helps."}',
    '{"id": "e", "text": "Wir suchen für das Team eine Person, die mit uns und dem PMP arbeitet."}',
]


@pytest.fixture
def lines_file(tmp_path: Path) -> str:
    path = tmp_path / "ads.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return str(path)


def test_lines_keep_their_ids_and_bad_ones_are_named(
    lines_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, mentions, errors = run(capsys, lines_file, "--jsonl")
    assert code == 1
    assert [(m["id"], m["kind"]) for m in mentions] == [
        ("a", "catalogued"),
        (7, "uncatalogued"),
        ("d", "uncatalogued"),
        ("d", "catalogued"),
    ]
    for number in (3, 4, 5):
        assert f"line {number}:" in errors
    assert '{"id": "e", "not_read": "de"}' in errors


def test_uncatalogued_names_are_ranked_by_postings(
    lines_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, ranked, _ = run(capsys, lines_file, "--jsonl", "--uncatalogued")
    assert ranked == [{"surface_form": "Falconry license", "postings": 2}]


def test_postings_are_read_from_parquet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "postings.parquet"
    texts = ["CISSP required", None, "Falconry license required"]
    pq.write_table(pa.table({"posting_id": ["a", "b", "c"], "text": texts}), path)
    code, mentions, _ = run(capsys, str(path))
    assert code == 0
    assert [(m["id"], m["kind"]) for m in mentions] == [("a", "catalogued"), ("c", "uncatalogued")]
    pq.write_table(pa.table({"text": texts}), path)
    code, _, errors = run(capsys, str(path))
    assert code == 1
    assert "no column ['posting_id']" in errors
    path.write_bytes(b"PAR1 nothing")
    assert "not a Parquet file" in run(capsys, str(path))[2]


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, str(tmp_path / "none.txt"))[0] == 1
    path = tmp_path / "latin.txt"
    path.write_bytes(b"caf\xe9 PMP")
    code, _, errors = run(capsys, str(path))
    assert code == 1
    assert "not UTF-8" in errors


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<br/>", "<b>", "</b>", "&amp;", "&amp;amp;", "&lt;b&gt;", "&nbsp;", "\u200b",
     "\r\n", "\n", "  ", "PMP", "<script>x</script>", "<!-- a -->", "&notit;", "é", "🙂", "\x1c"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(MARKUP, max_size=15).map("".join)))
def test_cleaning_with_spans_is_cleaning(raw: str) -> None:
    cleaned = clean_with_spans(raw)
    assert cleaned.text == clean_text(raw)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    for character, start, end in zip(cleaned.text, cleaned.starts, cleaned.ends, strict=True):
        assert 0 <= start < end <= len(raw)
        if end - start == 1 and character.isalnum():
            assert raw[start] == character
    assert list(cleaned.starts) == sorted(cleaned.starts)
