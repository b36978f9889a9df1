"""The benchmarks' rows and their document; what they measure is run by hand."""

import json
import os
import types

import numpy as np
import pytest

from benchmarks import __main__ as command
from benchmarks import build, candidates
from benchmarks.rows import Row


@pytest.mark.parametrize(
    ("ours", "target", "passes"),
    [(1.0, 2.0, True), (2.0, 2.0, True), (3.0, 2.0, False), (3.0, None, None)],
)
def test_a_row_passes_when_it_is_at_most_its_target(
    ours: float, target: float | None, passes: bool | None
) -> None:
    assert Row("x", ours, target, "s").passes is passes


@pytest.mark.parametrize(
    ("ours", "code"), [(1.0, 0), (9.0, 1), (np.float64(1.0), 0), (np.float32(9.0), 1)]
)
def test_the_document_comes_last_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ours: float, code: int
) -> None:
    monkeypatch.setattr(build, "measure", lambda: [Row("seconds", ours, 5.0, "s", "note")])
    assert command.main(["build", "--json"]) == code
    document = json.loads(capsys.readouterr().out)
    assert document["benchmark"] == "build"
    assert document["rows"] == [
        {
            "id": "seconds",
            "ours": ours,
            "target": 5.0,
            "unit": "s",
            "pass": code == 0,
            "note": "note",
        }
    ]
    assert document["not_reproducible"] == []


def test_what_a_library_prints_past_python_is_not_before_the_document(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def measure() -> list[Row]:
        os.write(1, b"printed by a library\n")
        return [Row("x", 1.0, 2.0, "s")]

    module = types.SimpleNamespace(measure=measure)
    monkeypatch.setattr(command, "import_module", lambda _: module)
    assert command.main(["build", "--json"]) == 0
    out, err = capfd.readouterr()
    assert json.loads(out)["benchmark"] == "build"
    assert "printed by a library" in err


def test_peers_find_the_same_candidates_as_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "SMALL", 1_500)
    monkeypatch.setattr(candidates, "LARGE", 2_500)
    monkeypatch.setattr(candidates, "QUESTIONS", 24)
    rows = {row.id: row for row in candidates.measure()}
    same = {name: row.passes for name, row in rows.items() if name.startswith("same_as")}
    assert set(same) == {
        "same_as_pandas",
        "same_as_sqlite",
        "same_as_duckdb_group_by",
        "same_as_plain_numpy_10m",
    }
    assert all(same.values()), same
