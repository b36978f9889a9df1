"""The catalog's names for credentials and skills, read for the matcher."""

import csv
from dataclasses import replace
from pathlib import Path

from analysis.matching import Vocabulary, build_vocabulary
from analysis.resolving import FAMILY, Alias
from analysis.skills import Skill, SkillVocabulary, build_skill_vocabulary
from etl.errors import DataError
from etl.snapshots import files_sha256

ALIASES = "aliases.csv"
FAMILIES = "families.csv"
CREDENTIALS = "credentials.csv"
SKILLS = "skills.csv"


def read_vocabulary(catalog: Path, *, all_kinds: bool = False) -> Vocabulary:
    """Aliases with their sense rules, compiled.

    With `all_kinds` also families of credentials and the open patterns for what has no row; the
    catalogued mentions are the same either way.

    Raises:
        DataError: a file is not there or lacks a column.
    """
    columns = ("case_sensitive", "needs_near", "refuses_near")
    families = [
        replace(
            _alias(row["family_id"], row["form"], row),
            needs_beside=row["needs_beside"] == "True",
            kind=FAMILY,
        )
        for row in _rows(catalog / FAMILIES, "family_id", "form", "needs_beside", *columns)
    ]
    forms_of_families = {family.form for family in families}
    aliases = [
        replace(
            _alias(row["credential_id"], row["alias"], row),
            is_also_family=row["alias"] in forms_of_families,
        )
        for row in _rows(catalog / ALIASES, "credential_id", "alias", *columns)
    ]
    return build_vocabulary(aliases + (families if all_kinds else []), open_patterns=all_kinds)


def read_names(catalog: Path) -> dict[str, str]:
    """Name of each credential and family by its id.

    Raises:
        DataError: a file is not there or lacks a column.
    """
    names = {r["family_id"]: r["name"] for r in _rows(catalog / FAMILIES, "family_id", "name")}
    rows = _rows(catalog / CREDENTIALS, "credential_id", "name")
    return names | {r["credential_id"]: r["name"] for r in rows}


def _alias(credential_id: str, form: str, row: dict[str, str]) -> Alias:
    return Alias(
        credential_id=credential_id,
        form=form,
        case_sensitive=row["case_sensitive"] == "True",
        needs_near=_words(row["needs_near"]),
        refuses_near=_words(row["refuses_near"]),
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
    paths = [catalog / ALIASES, catalog / FAMILIES, catalog / SKILLS]
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
