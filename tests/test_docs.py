"""The README says what there is: commands, pages, tables."""

import re

import pytest

from badges.command import main as badge_command
from dashboard.frame import PAGES
from etl.__main__ import main
from etl.paths import PROJECT
from etl.sources.registry import CONNECTORS

README = (PROJECT / "README.md").read_text(encoding="utf-8")
DATA = (PROJECT / "data" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        "fetch",
        "import",
        "build",
        "check",
        "status",
        "rollback",
        "snapshot",
        "normalise",
        "purge",
        "person",
    ],
)
def test_every_command_is_documented_and_helps(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"python -m etl {command}" in README
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert command in capsys.readouterr().out


def test_every_page_is_documented() -> None:
    for section in PAGES.values():
        for title, _ in section.values():
            assert f"| {title} |" in README


def test_the_commands_to_start_and_to_test_stand_in_the_readme() -> None:
    assert "pip install -r requirements.txt && streamlit run app.py" in README
    assert "pip install -r requirements.txt && pytest" in README


def test_every_catalog_file_is_documented() -> None:
    for path in (PROJECT / "data" / "catalog").glob("*.csv"):
        assert f"`{path.name}`" in DATA, path.name


def test_every_live_source_is_documented_with_its_keys() -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    for name, connector in CONNECTORS.items():
        assert f"`{name}`" in README
        for key in connector.MANNERS.key_names:
            assert f"`{key}`" in README
            assert f"# {key}=" in example


def test_requirements_are_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (PROJECT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[A-Za-z0-9_.-]+(\[[a-z,]+\])?==[0-9][A-Za-z0-9.]*", line), (
                    line
                )


def test_links_between_documents_lead_somewhere() -> None:
    for document in PROJECT.glob("*.md"):
        for target in re.findall(r"\]\((?!http|#)([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert (PROJECT / target).exists(), f"{document.name}: {target}"


def test_the_badge_command_is_documented_with_its_options(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        badge_command(["verify", "--help"])
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    (line,) = [line for line in README.splitlines() if "python -m badges verify FILE" in line]
    assert options == set(re.findall(r"--[a-z]+", line.split("|")[1]))
