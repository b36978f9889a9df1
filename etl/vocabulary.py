"""The catalog's names for credentials and skills, read for the matcher."""

import csv
from pathlib import Path

from analysis.matching import Alias, Vocabulary, build_vocabulary
from analysis.skills import Skill, SkillVocabulary, build_skill_vocabulary
from etl.errors import DataError
from etl.snapshots import files_sha256

ALIASES = "aliases.csv"
SKILLS = "skills.csv"


def read_vocabulary(catalog: Path) -> Vocabulary:
    """Aliases with their sense rules, compiled.

    Raises:
        DataError: the file is not there or lacks a column.
    """
    return build_vocabulary(
        Alias(
            credential_id=row["credential_id"],
            form=row["alias"],
            case_sensitive=row["case_sensitive"] == "True",
            needs_near=_words(row["needs_near"]),
            refuses_near=_words(row["refuses_near"]),
        )
        for row in _rows(catalog / ALIASES, "alias", "case_sensitive", "needs_near", "refuses_near")
    )


def read_skill_vocabulary(catalog: Path) -> SkillVocabulary:
    """Skills that are specific enough to be looked for, with their synonyms, compiled.

    Raises:
        DataError: the file is not there or lacks a column.
    """
    return build_skill_vocabulary(
        Skill(
            row["skill_id"],
            (row["name"], *_words(row["synonyms"])),
            row["case_sensitive"] == "True",
        )
        for row in _rows(catalog / SKILLS, "name", "synonyms", "case_sensitive", "match")
        if row["match"] == "True"
    )


def vocabulary_sha256(catalog: Path) -> str:
    """One hash of the names of credentials and skills, so that facts say what they were drawn with.

    Raises:
        DataError: a file is not there.
    """
    paths = [catalog / ALIASES, catalog / SKILLS]
    if missing := [p for p in paths if not p.is_file()]:
        raise DataError(f"{missing[0]}: not there.")
    return files_sha256(paths)


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split("|") if word.strip())


def _rows(path: Path, *columns: str) -> list[dict[str, str]]:
    if not path.is_file():
        raise DataError(f"{path}: not there.")
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if missing := set(columns) - set(reader.fieldnames or []):
            raise DataError(f"{path}: line 1: no column {sorted(missing)}.")
        return list(reader)
