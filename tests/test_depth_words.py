import pandas as pd
import pytest

from analysis.specificity import Focus
from analysis.statistics import MEASURED, TOO_FEW
from dashboard.depth import (
    breadth,
    components_table,
    fit,
    focuses,
    rows_in_words,
    sentence,
    sources,
)
from dashboard.flexibility import in_words
from dashboard.tables.depth import depth_table

ROW = {
    "credential_id": "x",
    "name": "X",
    "kind": "certification",
    "skill_count": 3,
    "hours": 100.0,
    "hours_basis": None,
    "level": "entry",
    "eqf_level": pd.NA,
    "eqf_source": None,
    "assessment": ["exam"],
    "delivery": ["online", "self_paced", "exam_at_home"],
    "languages": ["en"],
    "prerequisites": None,
}
EXAM = {
    "credential_id": "x",
    "supervision": "online_proctored",
    "form": ["multiple_choice"],
    "minutes": 90,
    "languages": ["en", "es", "nl"],
    "pass_rate": 0.62,
    "pass_rate_of": "first attempts, 2025",
}
EDGES = pd.DataFrame(
    {
        "from_id": ["a", "b", "b", "x"],
        "to_id": ["x", "x", "x", "y"],
        "relation": ["prerequisite", "prerequisite", "credit_toward", "prerequisite"],
        "strength": ["required", "recommended", "automatic", "required"],
    }
)


def seniorities(*counts: tuple[int, int], employers: int = 40) -> pd.DataFrame:
    """Rows of bands with so many postings, each of an employer of its own."""
    n = sum(k for _, k in counts)
    return pd.DataFrame(
        [
            ("x", band, k, k, float(k), float(k), n, float(n), n, employers, 30)
            for band, k in counts
        ],
        columns=[
            *("credential_id", "band", "postings", "employers", "k_squared", "k_times_n"),
            *("n", "n_squared", "clusters", "n_employers", "least"),
        ],
    )


def test_components_come_from_the_row_its_exam_and_the_steps_to_it() -> None:
    parts = components_table(pd.DataFrame([ROW]), pd.DataFrame([EXAM]), EDGES)
    found = parts.set_index("component")
    assert found["value"].dropna().to_dict() == {
        "Hours": "100 h",
        "Level (editorial)": "entry",
        "Assessment": "exam (multiple choice)",
        "Supervision": "supervised online",
        "Prerequisites": "credentials first: 1 required, 1 recommended",
    }
    assert found["ordinal"].dropna().to_dict() == {
        "Hours": 3,
        "Level (editorial)": 1,
        "Assessment": 3,
        "Supervision": 3,
        "Prerequisites": 3,
    }
    assert sentence(parts) == (
        "5 of 7 components of its depth are known; not known: level (EQF), experience. Each stands "
        "on a scale of its own; they are not averaged."
    )
    assert depth_table(parts)["Value"].tolist()[2] == "not found yet"


@pytest.mark.parametrize(
    ("level", "counts", "said"),
    [
        ("entry", [(1, 80), (2, 20)], "20 of 100 (13 to 29) are for senior roles, above it"),
        # None for juniors is a measurement with an upper end, not a gap.
        ("advanced", [(1, 80), (2, 20)], "0 of 100 (0.0 to "),
        ("intermediate", [(0, 10), (1, 80), (2, 10)], "above it and 10 of 100"),
    ],
)
def test_a_level_is_held_against_the_roles_with_intervals(
    level: str, counts: list[tuple[int, int]], said: str
) -> None:
    told = fit(level, "certification", seniorities(*counts))
    assert said in told, told
    assert "Of 100 postings that ask for it" in told


@pytest.mark.parametrize(
    ("level", "kind", "rows", "said"),
    [
        (None, "licence", seniorities((1, 50)), "Its level is not found yet."),
        ("entry", "degree", seniorities((1, 50)), "degrees are not counted in postings."),
        ("entry", "licence", seniorities((1, 12)), "only 12 postings under these choices"),
        ("entry", "licence", seniorities((1, 50), employers=2), "only 50 postings"),
        ("entry", "licence", seniorities().head(0), "no posting under these choices"),
    ],
)
def test_what_cannot_be_held_against_the_roles_is_said(
    level: str | None, kind: str, rows: pd.DataFrame, said: str
) -> None:
    assert said in fit(level, kind, rows)


def focus_of(state: str, n: int, effective: float = 1.0) -> Focus:
    return Focus(state, n, 2, "Computing", 0.9, 0.8, 0.95, effective)


@pytest.mark.parametrize(
    ("skills", "kind", "found", "said"),
    [
        (
            3,
            "certification",
            focus_of(MEASURED, 200, 1.2),
            "Teaches 3 skills; 90 % of the 200 postings that name it (80 to 95 %) are in "
            "Computing, as concentrated as 1.2 equal occupation groups",
        ),
        (1, "licence", focus_of(MEASURED, 200), "as concentrated as 1.0 equal occupation group"),
        (0, "licence", None, "Its skills are not found yet; no posting under these choices"),
        (3, "licence", focus_of(TOO_FEW, 4), "too few postings to say for which occupations (4 "),
        (3, "degree", None, "by occupation not counted in postings"),
    ],
)
def test_breadth_says_its_n_and_interval_or_why_it_is_not_told(
    skills: int, kind: str, found: Focus | None, said: str
) -> None:
    assert said in breadth(skills, kind, found)


def test_values_say_where_they_come_from() -> None:
    row = ROW | {"source": "a page", "as_of": "2026"}
    assert sources(row, {}) == "Sources: a page (2026)."
    exam = EXAM | {"source": "a handbook", "as_of": "2025-06"}
    told = sources(row | {"eqf_source": "a register"}, exam)
    assert told == "Sources: a page (2026); exam: a handbook (2025-06); EQF level: a register."


def test_flexibility_is_told_in_words() -> None:
    assert in_words(ROW, EXAM) == {
        "Pace": "self-paced",
        "Languages": "English, Spanish, Dutch",
        "Exam": "multiple choice; 90 minutes; 62 % pass (first attempts, 2025)",
    }
    unknown = in_words(ROW | {"delivery": [], "languages": []}, {})
    assert set(unknown.values()) == {"not found yet"}


def test_a_comparison_has_every_row_for_a_credential_without_exam_or_postings() -> None:
    occupations = pd.DataFrame(columns=["credential_id", "label"])
    words = rows_in_words(
        pd.DataFrame([ROW]),
        pd.DataFrame(columns=["credential_id"]),
        EDGES,
        occupations,
        seniorities().head(0),
    )
    assert focuses(occupations) == {}
    assert list(words) == ["x"]
    assert words["x"]["Supervision"] == "not found yet"
    assert words["x"]["Hours"] == "100 h (3 of 5)"
    assert len(words["x"]) == 7 + 2 + 3
