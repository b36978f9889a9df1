"""Imports and builds from a page: each a command in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from dashboard.jobs.refused import Refused
from etl.importing.kinds import KINDS
from etl.paths import PROJECT, default_paths


def import_kinds() -> dict[str, dict[str, str]]:
    """What can be imported: kind -> field -> what it says, in the order in which to ask."""
    return {name: {f.name: f.says for f in kind.fields} for name, kind in KINDS.items()}


def import_file(
    file: Path,
    kind: str | None,
    mapping: Path | None,
    *,
    dry_run: bool,
    person: str = "",
    is_online: bool = False,
) -> dict[str, Any]:
    """Import a file, or say what would come of it: the document of ``etl import --json``.

    It runs in a process of its own, because matching starts further ones, and because a fault in
    a stranger's file must not end the app.

    Args:
        person: of badge files, id or e-mail address of the one whose they are; "" to find out.
        is_online: of badge files, whether the addresses in them may be asked.

    Raises:
        Refused: the file cannot be read at all, or the import ended without an answer.
    """
    arguments = ["import", str(file), "--json"]
    arguments += ["--as", kind] if kind else []
    arguments += ["--map", str(mapping)] if mapping else []
    arguments += ["--dry-run"] if dry_run else []
    # As one argument: what somebody types may begin like an option.
    arguments += [f"--person={person}"] if person else []
    arguments += ["--online"] if is_online else []
    document = _document(arguments)
    if "error" in document:
        raise Refused(str(document["error"]).replace(str(file), file.name))
    return document


def recheck_badges(*, is_online: bool) -> dict[str, Any]:
    """Judge all badges that are kept once more: the document of ``etl recheck --json``.

    Raises:
        Refused: nothing is kept that could be judged, or the command ended without an answer.
    """
    document = _document(["recheck", "--json", *(["--online"] if is_online else [])])
    if "error" in document:
        raise Refused(str(document["error"]))
    return document


def _document(arguments: list[str]) -> dict[str, Any]:
    done = _etl(arguments)
    try:
        document: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise Refused(_last_line(done.stderr)) from error
    return document


def rebuild() -> str:
    """Build and publish the warehouse again; the command's closing sentence.

    Raises:
        Refused: the build failed; the one before is still served.
    """
    done = _etl(["build", "--quiet"])
    if done.returncode:
        raise Refused(_last_line(done.stderr))
    return done.stdout.strip()


def _etl(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    root = str(default_paths().root)
    return subprocess.run(
        [sys.executable, "-m", "etl", "--data", root, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def _last_line(errors: str) -> str:
    lines = [line for line in errors.splitlines() if line.strip()]
    return lines[-1].removeprefix("error: ") if lines else "The import ended without an answer."
