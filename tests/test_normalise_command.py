"""`python -m etl normalise`: answers in the order of the rows, faults named by file and line."""

import csv
import json
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.paths import Paths

PAY = (
    ("£38,800 - £44,500 per annum", "GB"),
    ("Competitive", "GB"),
    ("$60,000 a year", "Canada"),
    ("From $25 an hour", ""),
    ("24,900 to 30,600", "uk"),
)


def write(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([header, *rows])
    return path


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["normalise", *arguments, "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert isinstance(answers, list)
    return answers


def test_pay_of_every_row_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "pay.csv", ["text", "country_hint"], [list(row) for row in PAY])
    answers = run_json(capsys, "pay", str(path))
    assert [answer["text"] for answer in answers] == [text for text, _ in PAY]
    assert [tuple(answer.values())[1:] for answer in answers] == [
        (38_800, 44_500, "GBP", "year"),
        (None, None, None, None),
        (60_000, 60_000, "CAD", "year"),
        (52_000, None, "USD", "hour"),
        (24_900, 30_600, "GBP", "year"),
    ]
    assert list(answers[0]) == ["text", "min_annual", "max_annual", "currency", "period"]


def test_titles_need_no_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = ["Staff Nurse", "Manager", "Senior Software Engineer (Remote)", ""]
    path = write(tmp_path / "titles.csv", ["text"], [[title] for title in titles])
    assert run_json(capsys, "titles", str(path)) == [
        {"text": "Staff Nurse", "soc_major": "29"},
        {"text": "Manager", "soc_major": None},
        {"text": "Senior Software Engineer (Remote)", "soc_major": "15"},
        {"text": "", "soc_major": None},
    ]


def test_plain_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "pay.csv", ["Text"], [["$60,000 \n a year"], ["TBC"], ["From $9"]])
    assert main(["normalise", "pay", str(path)]) == 0
    read, refused, _ = capsys.readouterr().out.splitlines()
    assert read.split() == ["$60,000", "a", "year", "60,000.00", "60,000.00", "USD", "year"]
    assert refused.split() == ["TBC", "refused"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "line 1: not exactly one column 'text'"),
        (b"pay\n$5\n", "line 1: not exactly one column 'text'"),
        (b"text,text\n1,2\n", "line 1: not exactly one column 'text'"),
        (b"text\nTBC\n\xa338,800\n", "line 3: byte 0xa3 is not UTF-8"),
        (b"text\nTBC\n$60,000 a year\n", "line 3: 2 cells where the header has 1"),
        (b"country_hint,text\nGB\n", "line 2: no cell in the column 'text'"),
        (b'text\n"open\n', "line 2: unexpected end of data"),
        (b"text,country_hint\nTBC,Neverland\n", "line 2: country_hint 'Neverland'"),
    ],
)
def test_faults_are_named_with_file_and_line(
    content: bytes, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "faulty.csv"
    path.write_bytes(content)
    assert main(["normalise", "pay", str(path), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{path}: {complaint}" in said.err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.csv"
    assert main(["normalise", "titles", str(path)]) == 1
    assert f"{path}: cannot be read" in capsys.readouterr().err


def test_titles_without_onet_say_so(
    inputs: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for sidecar in (inputs.snapshots / "onet").rglob("*"):
        if sidecar.is_file():
            sidecar.unlink()
    path = write(tmp_path / "titles.csv", ["text"], [["Nurse"]])
    assert main(["--data", str(inputs.root), "normalise", "titles", str(path)]) == 1
    assert "O*NET" in capsys.readouterr().err


def test_a_byte_order_mark_and_blank_lines_are_no_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pay.csv"
    path.write_bytes("\ufefftext\r\n\r\nTBC\r\n\r\n".encode())
    assert [answer["text"] for answer in run_json(capsys, "pay", str(path))] == ["TBC"]
