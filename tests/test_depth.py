import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clustering import Clusters
from analysis.conditions import least_years, names_degree
from analysis.depth import (
    EQF_LEVELS,
    assessment,
    eqf,
    experience,
    hours,
    level,
    level_fit,
    prerequisites,
    supervision,
)
from analysis.specificity import GroupCount, focus
from analysis.statistics import MEASURED, TOO_FEW


@pytest.mark.parametrize(
    ("value", "ordinal"),
    [(2, 0), (2.5, 1), (8, 1), (40, 2), (41, 3), (150, 3), (600, 4), (601, 5)],
)
def test_hours_have_a_place_and_keep_their_value(value: float, ordinal: int) -> None:
    found = hours(value, "recommended study")
    assert found.ordinal == ordinal
    assert found.value == f"{value:,.0f} h (recommended study)"


@pytest.mark.parametrize(
    "unknown",
    [
        hours(None),
        level(None),
        eqf(None),
        assessment(()),
        supervision(None, ("exam",)),
        supervision(None),
        prerequisites(None, 0, 0, 0),
        experience(None),
        experience("age 18; background check"),
    ],
    ids=lambda c: c.name,
)
def test_what_is_not_known_has_no_place_and_is_never_zero(unknown: object) -> None:
    assert unknown.ordinal is None  # type: ignore[attr-defined]
    assert unknown.value is None  # type: ignore[attr-defined]


def test_levels_rise_and_say_their_scale() -> None:
    assert [level(name).ordinal for name in ("entry", "intermediate", "advanced")] == [1, 3, 5]
    placed = [EQF_LEVELS[i] for i in range(1, 9)]
    assert placed == sorted(placed)
    assert (eqf(6).value, eqf(6).ordinal) == ("EQF 6 of 8", 4)


@pytest.mark.parametrize(
    ("kinds", "forms", "ordinal"),
    [
        (("course_completion",), (), 1),
        (("experience",), (), 2),
        (("exam", "experience"), (), 3),
        (("practical",), (), 4),
        (("course_completion", "portfolio"), (), 4),
        (("exam", "practical"), (), 5),
        (("exam",), ("multiple_choice",), 3),
        (("exam",), ("performance",), 5),
    ],
)
def test_assessment_tells_attendance_knowledge_and_work_apart(
    kinds: tuple[str, ...], forms: tuple[str, ...], ordinal: int
) -> None:
    assert assessment(kinds, forms).ordinal == ordinal


@pytest.mark.parametrize(
    ("value", "kinds", "ordinal"),
    [
        ("test_centre", ("exam",), 5),
        ("both", ("exam",), 3),
        ("none", ("exam",), 0),
        (None, ("course_completion",), 0),
        (None, ("course_completion", "exam"), None),
    ],
)
def test_of_a_choice_of_supervision_the_weaker_counts(
    value: str | None, kinds: tuple[str, ...], ordinal: int | None
) -> None:
    assert supervision(value, kinds).ordinal == ordinal


@pytest.mark.parametrize(
    ("text", "steps", "ordinal"),
    [
        ("none", (0, 0, 0), 0),
        ("none; 100 hours advised", (0, 0, 0), 0),
        ("none stated", (0, 0, 0), None),
        ("none stated; 70 % to pass", (0, 0, 0), None),
        ("none for most", (0, 0, 0), None),
        ("none fixed; level chosen by experience", (0, 0, 1), 1),
        ("none formal", (0, 0, 0), 0),
        ("none", (0, 0, 2), 1),
        (None, (0, 0, 1), 1),
        ("age 18", (0, 0, 0), 2),
        ("5 years experience advised", (0, 0, 0), 1),
        ("CISSP in good standing", (1, 0, 0), 3),
        (None, (0, 3, 0), 3),
        (None, (2, 0, 0), 4),
        (None, (1, 2, 0), 4),
        ("bachelor's degree", (0, 0, 0), 5),
        ("none; a degree is advised", (0, 0, 0), 0),
    ],
)
def test_prerequisites_rank_by_what_must_be_had_first(
    text: str | None, steps: tuple[int, int, int], ordinal: int | None
) -> None:
    found = prerequisites(text, *steps)
    assert found.ordinal == ordinal
    assert text is None or (found.value or "").startswith(text)


@pytest.mark.parametrize(
    ("text", "is_asked", "years"),
    [
        ("5 years of experience in two of eight domains", True, 5),
        ("8 years experience, 3 in a decision-making position", True, 8),
        ("2-4 years administrative experience", True, 2),
        ("2,000 hours experience", True, 1),
        ("24 months of internal audit experience (12 with a degree)", True, 2),
        ("bachelor's degree + 2 years, or a certificate + 1 year", True, 1),
        ("3 years construction experience within 10 years", True, 3),
        ("35 hours accredited development or 6 years experience", True, 6),
        ("200 training hours; 3 years management experience", True, 3),
        ("21 training hours in 7 years; essays", False, None),
        ("training before work, 32 further hours within 6 months", False, None),
        ("40-hour course; work permit", False, None),
        ("2 years membership; an essay", True, None),
        ("exam passed within 3 years", True, None),
        ("age 18", True, None),
    ],
)
def test_years_of_experience_are_told_from_courses_and_deadlines(
    text: str, is_asked: bool, years: float | None
) -> None:
    found = least_years(text, is_asked=is_asked)
    assert found == (None if years is None else pytest.approx(years, abs=0.02))


@pytest.mark.parametrize(
    ("text", "kinds", "value", "ordinal"),
    [
        ("none", (), "none", 0),
        ("none; 1 to 2 years experience recommended", (), "advised: 1 year", 1),
        ("6 months supervised work", (), "from 0.5 years", 2),
        ("2 years experience", (), "from 2 years", 3),
        ("3 years experience", (), "from 3 years", 4),
        ("5 years experience", (), "from 5 years", 5),
        ("a portfolio", ("experience",), "asked for, length not found", None),
    ],
)
def test_experience_has_a_place_where_its_length_is_known(
    text: str, kinds: tuple[str, ...], value: str, ordinal: int | None
) -> None:
    found = experience(text, kinds)
    assert (found.value, found.ordinal) == (value, ordinal)


def test_a_school_diploma_is_no_degree() -> None:
    assert not names_degree("high-school diploma or GED")
    assert names_degree("3 years of work or a master's")


POSTINGS = {"junior": 10, "intern": 5, "standard": 60, "senior": 20, "manager": 5, "": 40}


@pytest.mark.parametrize(
    ("credential_level", "below", "above"),
    [("entry", 0, 25), ("intermediate", 15, 25), ("advanced", 15, 0)],
)
def test_a_level_is_held_against_the_seniority_of_the_postings(
    credential_level: str, below: int, above: int
) -> None:
    found = level_fit(credential_level, POSTINGS)
    assert (found.n, found.below, found.above) == (100, below, above)
    assert found.alike == 100 - below - above


def test_a_focus_names_its_top_group_with_interval_and_concentration() -> None:
    groups = {name: GroupCount(k, k, k) for name, k in (("15", 60), ("13", 30), ("11", 10))}
    found = focus(groups, Clusters(100, 100, 100), 100, 30)
    assert (found.state, found.top, found.n, found.groups) == (MEASURED, "15", 100, 3)
    assert found.low < found.share == 0.6 < found.high
    assert found.effective == pytest.approx(1 / (0.36 + 0.09 + 0.01))
    few = focus({"15": GroupCount(12, 12, 12)}, Clusters(12, 12, 12), 12, 30)
    assert (few.state, few.n) == (TOO_FEW, 12)
    assert focus({}, Clusters(0, 0, 0), 0, 30).n == 0


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 500), min_size=1))
def test_a_focus_lies_between_one_group_and_all(counts: dict[str, int]) -> None:
    n = sum(counts.values())
    groups = {name: GroupCount(k, k, k) for name, k in counts.items()}
    found = focus(groups, Clusters(n, n, n), n, 30)
    if found.state == MEASURED:
        assert 1 - 1e-9 <= found.effective <= len(counts) + 1e-9
        assert found.share >= 1 / len(counts) - 1e-9
        assert found.low <= found.share <= found.high
