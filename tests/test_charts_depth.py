from typing import Any

import pandas as pd
import pytest

from dashboard import overlap
from dashboard.charts.depth import depth_strips, least_width
from dashboard.charts.overlap import overlap_matrix
from dashboard.charts.style import DARK, LIGHT, Chart, Palette

PARTS = pd.DataFrame(
    {
        "credential_id": ["a", "a", "b", "b"],
        "name": ["A", "A", "B <b>", "B <b>"],
        "component": ["Hours", "Experience", "Hours", "Experience"],
        "value": ["100 h", "asked for, length not found", None, "from 2 years"],
        "ordinal": pd.array([3, None, None, 3], dtype="Int64"),
    }
)


def scatters(chart: Chart) -> list[Any]:
    return [t for t in chart.figure.data if t.type == "scatter"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("parts", [PARTS, PARTS.head(2)], ids=["two", "one"])
def test_a_place_is_a_dot_and_what_is_not_known_is_hatched_and_said(
    parts: pd.DataFrame, palette: Palette
) -> None:
    chart = depth_strips(parts, palette)
    dots = next(t for t in scatters(chart) if t.marker.size == 14)
    hatched = next(t for t in chart.figure.data if t.type == "bar")
    assert len(dots.x) == parts["ordinal"].notna().sum()
    assert len(hatched.x) == parts["ordinal"].isna().sum()
    text = [w for t in scatters(chart) if t.mode == "text" for w in t.text]
    assert "asked for, length not found" in text
    assert ("not known" in text) == (len(parts) > 2)
    assert "Hours 3 of 5" in chart.alt
    assert "not averaged" in chart.alt
    assert not any("<b></b>" in str(w) or "B <b>" in str(w) for w in text)


def test_more_credentials_need_more_width() -> None:
    widths = [least_width(PARTS.assign(credential_id=list("aabb")[:n] + ["a"] * (4 - n)))
              for n in (2, 4)]  # fmt: skip
    assert widths[0] < widths[1]


NAMES = {"a": "A", "b": "B", "c": "C"}
SKILLS = {"a": frozenset({"x", "y"}), "b": frozenset({"x"})}
WEIGHTS = {"x": 1.0, "y": 3.0}


def test_a_matrix_has_values_in_its_cells_and_unknown_ones_hatched() -> None:
    pairs = overlap.pairs(("a", "b", "c"), NAMES, SKILLS, WEIGHTS)
    chart = overlap_matrix(pairs, LIGHT)
    text = next(t for t in scatters(chart) if t.mode == "text")
    assert list(text.text) == ["25", "25"]
    hatched = next(t for t in chart.figure.data if t.type == "bar")
    assert len(hatched.x) == 4
    assert chart.alt == (
        "Matrix of 3 credentials by how much they teach alike. Most alike: A and B, 25 %."
    )
    nothing = overlap_matrix(overlap.pairs(("c", "d"), NAMES | {"d": "D"}, {}, {}), LIGHT)
    assert "of none are the skills known" in nothing.alt


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (
            ("a", "b"),
            "B is most redundant: 100 % of what it teaches, by weight, the others teach too. Most "
            "alike are A and B (25 %).",
        ),
        (("a", "b", "c"), "Most alike are A and B (25 %). The skills of C are not known."),
        (("a",), "Choose two credentials or more"),
        (("a", "c"), "Of too few of these are the skills known"),
        (("a", "e"), "None of these 2 teaches a skill that another of them teaches."),
        (("b", "f"), "B and F are most redundant: 100 % of what each teaches"),
    ],
)
def test_the_answer_names_the_most_redundant(ids: tuple[str, ...], said: str) -> None:
    skills = SKILLS | {"e": frozenset({"z"}), "f": frozenset({"x"})}
    names, weights = NAMES | {"e": "E", "f": "F"}, WEIGHTS | {"z": 1.0}
    rows = overlap.table(ids, names, skills, weights, {"x": "X", "y": "Y", "z": "Z"})
    assert said in overlap.answer(rows)


def test_what_only_one_teaches_is_named_rarest_first() -> None:
    weights = WEIGHTS | {"w": 2.0}
    skills = {"a": frozenset({"x", "y", "w"}), "b": frozenset({"x"})}
    rows = overlap.table(("a", "b"), NAMES, skills, weights, {"x": "X", "y": "Y", "w": "W"})
    assert rows["only_here"].tolist() == ["Y, W", ""]
    assert rows["redundancy"].tolist() == pytest.approx([1 - 5 / 6, 1.0])
