"""Published figures computed again: all pass, and none of the file is passed over in silence."""

import json

import pytest

from benchmarks import __main__ as command
from benchmarks import reference
from benchmarks.reference_figures import figures
from benchmarks.reference_reasons import REASONS, by_id
from benchmarks.rows import Row

ROWS = {row.id: row for row in reference.measure()}
LEFT_OUT = reference.not_reproducible()


def test_at_least_twelve_rows_and_all_of_them_pass() -> None:
    assert len(ROWS) >= 12
    assert [row.id for row in ROWS.values() if row.passes is not True] == []
    assert all(row.tolerance is not None and "tolerance" in row.remark for row in ROWS.values())
    assert not ROWS.keys() & {row.id for row in reference.without_target()}


def test_every_figure_of_the_file_is_computed_or_left_out_with_its_reason() -> None:
    known = set(figures())
    computed = {name[:4] for name in ROWS} & known
    left_out = [figure["id"] for figure in LEFT_OUT]
    assert len(left_out) == len(set(left_out))
    assert computed | set(left_out) == known
    assert not computed & set(left_out)


def test_reasons_are_their_own_and_name_only_what_is_left_out() -> None:
    assert set(by_id()) == {figure["id"] for figure in LEFT_OUT}
    texts = [why for _, why in REASONS]
    assert len(set(texts)) == len(texts) > 20
    assert all(len(why) > 40 for why in texts)


@pytest.mark.parametrize(
    ("row", "ours"),
    [
        ("table_52_employed", 147794),
        ("N043_weighted_mean", 24.96),
        ("N044_weighted_mean", 2.29),
        ("N045_weighted_mean", 22.68),
        ("table_49_unemployment_with", 1.95),
        ("table_49_unemployment_without", 4.66),
        ("pay_ratio_all_ages", 1.38),
        ("pay_ratio_16_24", 1.20),
        ("N072_share", 28.53),
        ("N073_wilson_low", 0.25),
        ("N073_wilson_high", 0.91),
        ("tie_N069_N070", 1),
        ("tie_N067_N068", 0),
    ],
)
def test_a_figure_is_the_published_one(row: str, ours: float) -> None:
    assert ROWS[row].ours == pytest.approx(ours, abs=0.005)


@pytest.mark.parametrize(
    ("ours", "passes"), [(1.0, True), (1.1, True), (0.9, True), (1.11, False), (0.5, False)]
)
def test_a_tolerance_holds_on_both_sides(ours: float, passes: bool) -> None:
    assert Row("x", ours, 1.0, "%", tolerance=0.1).passes is passes


def test_the_document_lists_what_is_not_reproducible(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["reference", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert len(document["rows"]) == len(ROWS)
    assert all(row["pass"] is True for row in document["rows"])
    assert {row["id"] for row in document["without_target"]} == {
        row.id for row in reference.without_target()
    }
    assert document["not_reproducible"] == LEFT_OUT
    assert set(document["rows"][0]) == {"id", "ours", "target", "unit", "pass", "note"}
