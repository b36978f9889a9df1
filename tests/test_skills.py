"""Skills: each once a text, whole words, the longest name first."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.skills import Skill, build_skill_vocabulary, find_skills

VOCABULARY = build_skill_vocabulary(
    (
        Skill("c", ("C",), True),
        Skill("c-plus-plus", ("C++",), True),
        Skill("c-sharp", ("C#",), True),
        Skill("dotnet", (".NET", "ASP.NET"), True),
        Skill("node", ("Node.js",)),
        Skill("excel", ("Microsoft Excel", "MS Excel")),
        Skill("sql", ("SQL",)),
        Skill("sql-server", ("SQL Server", "MSSQL")),
        Skill("health-and-safety", ("health and safety",)),
    )
)

CASES = [
    ("C, C++ and C#", ["c", "c-plus-plus", "c-sharp"]),
    ("vitamin c", []),
    ("C++/SQL", ["c-plus-plus", "sql"]),
    ("SQL and sql and SQL", ["sql"]),
    ("SQL Server", ["sql-server"]),
    ("SQL Server, SQL", ["sql", "sql-server"]),
    ("the .NET platform", ["dotnet"]),
    ("NET income", []),
    ("ASP.NET", ["dotnet"]),
    ("node.JS", ["node"]),
    ("a node js", []),
    ("ms  excel\nskills", ["excel"]),
    ("Health & Safety", ["health-and-safety"]),
    ("excellent", []),
    ("MySQL", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_exactly(text: str, expected: list[str]) -> None:
    assert find_skills([text], VOCABULARY) == [(0, skill_id) for skill_id in expected]


def test_keeps_the_number_of_the_text() -> None:
    assert find_skills(["", "SQL", "none", "C#"], VOCABULARY) == [(1, "sql"), (3, "c-sharp")]


def test_vocabulary_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(VOCABULARY))
    assert find_skills(["C++"], again) == [(0, "c-plus-plus")]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet="C+# SQLserv.nt\nİé", max_size=30), max_size=6))
def test_each_text_stands_alone(texts: list[str]) -> None:
    together = find_skills(texts, VOCABULARY)
    assert len(together) == len(set(together))
    assert together == [
        (index, skill_id)
        for index, text in enumerate(texts)
        for _, skill_id in find_skills([text], VOCABULARY)
    ]
