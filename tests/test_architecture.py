"""Data flows one way: the imports of every file, held against the plan of the house."""

import ast
import re
from pathlib import Path

import pytest

from etl.paths import PROJECT

OURS = ("analysis", "badges", "dashboard", "etl", "pages", "benchmarks", "app")
ALLOWED = {
    "analysis": set(),
    "badges": set(),
    "etl": {"analysis", "badges"},
    "dashboard": {"analysis", "badges", "etl"},
    "pages": {"dashboard", "analysis", "badges"},
    "benchmarks": {"analysis", "badges", "dashboard", "etl"},
}
FILES = sorted(p for package in ALLOWED for p in (PROJECT / package).rglob("*.py"))
SQL = re.compile(r"\bselect\b.{1,400}\bfrom\b|^\s*from\s+(marts|people)\.", re.I | re.S | re.M)


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def strings(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(PROJECT).parts[0]
    ours = {name.split(".")[0] for name in imports(path)} & set(OURS) - {package}
    assert ours <= ALLOWED[package]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_sql_stands_only_where_the_plan_allows(path: Path) -> None:
    place = path.relative_to(PROJECT)
    if place.parts[0] in ("etl", "benchmarks") or place.parts[:2] == ("dashboard", "queries"):
        return
    assert not [s for s in strings(path) if SQL.search(s)]


def test_only_one_door_leads_from_the_app_to_the_etl() -> None:
    doors = {
        p.relative_to(PROJECT / "dashboard").parts[0]
        for p in (PROJECT / "dashboard").rglob("*.py")
        if any(name.split(".")[0] == "etl" for name in imports(p))
    }
    assert doors == {"jobs"}


def test_the_analysis_reaches_no_files_network_database_or_clock() -> None:
    forbidden = {"streamlit", "duckdb", "requests", "pathlib", "os", "io", "socket", "time"}
    for path in (PROJECT / "analysis").rglob("*.py"):
        assert not {n.split(".")[0] for n in imports(path)} & forbidden, path


def test_modules_import_each_other_without_circles() -> None:
    modules = {
        ".".join(p.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): p
        for p in FILES
    }
    graph = {name: imports(path) & modules.keys() - {name} for name, path in modules.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in graph[name]:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_files_stay_readable(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= (80 if path.parent.name == "pages" else 320)
