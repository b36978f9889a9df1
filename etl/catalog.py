"""What the catalog and reference CSVs must look like, checked line by line before a build.

People edit these files, so a fault is reported with file, line, column and the offending cell.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from math import inf
from pathlib import Path

import duckdb

from etl.catalog_steps import Step, step_faults, steps_of
from etl.errors import DataError

NUMBER = r"\d+(\.\d+)?"
LANGUAGES = r"[a-z]{2}(\|[a-z]{2})*"
AS_OF = re.compile(r"undated|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SHOWN = 10

KINDS = ("microcredential", "certification", "certificate", "licence", "degree")
COST_STATUSES = ("priced", "free", "varies", "not_published", "subscription", "none")
DELIVERIES = (
    "online",
    "on_site",
    "blended",
    "self_paced",
    "instructor_led",
    "exam_at_home",
    "exam_in_centre",
)
RELATIONS = ("prerequisite", "credit_toward", "part_of", "renews", "equivalent", "supersedes")
EDGE_STRENGTHS = (
    "required",
    "one_of_required",
    "recommended",
    "credit_recommendation",
    "credit_articulated",
    "admission_route",
    "automatic",
)
QUALITIES = ("official", "government", "dataset", "secondary", "weak")
COST_ITEMS = ("earn", "training", "materials", "retake", "membership", "renewal")
AUDIENCES = ("all", "member", "non_member", "subsidised")
EXAM_FORMS = ("multiple_choice", "performance", "oral", "essay", "portfolio")
SUPERVISIONS = ("test_centre", "online_proctored", "both", "none")
EQF_LEVELS = tuple(str(level) for level in range(1, 9))


@dataclass(frozen=True)
class Rules:
    """The rules of one file: cells that must be there, be numbers, or be of a closed list.

    ``key`` is a column without repeats; ``names`` maps a column to the tables (``file.column``)
    one of which must have its value; ``at_most`` is a number column's highest value; ``asks`` maps
    a column to another that a row must have with it; ``languages`` are columns of ISO 639-1
    codes.
    """

    filled: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    one_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lists_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    key: str | None = None
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    at_most: dict[str, float] = field(default_factory=dict)
    asks: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


COSTS = Rules(
    ("credential_id", "item", "source"),
    ("amount", "amount_low", "amount_high", "period_months", "ce_hours"),
    {
        "item": COST_ITEMS,
        "status": COST_STATUSES,
        "audience": AUDIENCES,
        "source_quality": QUALITIES,
    },
    names={"credential_id": ("credentials.credential_id",)},
)
RULES = {
    "credentials": Rules(
        ("credential_id", "name", "kind", "issuer_id", "naics_sectors", "country", "source"),
        ("hours",),
        {
            "kind": KINDS,
            "source_quality": QUALITIES,
            "level": ("entry", "intermediate", "advanced"),
            "eqf_level": EQF_LEVELS,
        },
        {"delivery": DELIVERIES},
        key="credential_id",
        names={"issuer_id": ("issuers.issuer_id",)},
        asks={"eqf_level": "eqf_source"},
        languages=("languages",),
    ),
    "costs": COSTS,
    # The same table; these rows must stay apart because their licence asks it of derived tables.
    "costs_cc_by_sa": COSTS,
    "exams": Rules(
        ("credential_id", "source"),
        ("pass_rate", "retake_wait_days", "minutes"),
        {"supervision": SUPERVISIONS},
        {"form": EXAM_FORMS},
        key="credential_id",
        names={"credential_id": ("credentials.credential_id",)},
        at_most={"pass_rate": 1},
        asks={"pass_rate": "pass_rate_of"},
        languages=("languages",),
    ),
    "aliases": Rules(
        ("credential_id", "alias", "case_sensitive", "source"),
        one_of={"case_sensitive": ("True", "False")},
        names={"credential_id": ("credentials.credential_id",)},
    ),
    "skills": Rules(
        ("skill_id", "name", "type", "group", "source"),
        one_of={
            "type": ("technology", "skill", "knowledge"),
            "case_sensitive": ("True", "False"),
            "match": ("True", "False"),
        },
        key="skill_id",
    ),
    "credential_skills": Rules(
        ("credential_id", "skill_id", "source"),
        names={
            "credential_id": ("credentials.credential_id",),
            "skill_id": ("skills.skill_id",),
        },
    ),
    "edges": Rules(
        ("from_id", "to_id", "relation", "strength", "evidence", "source"),
        ("credits", "credits_of"),
        {"relation": RELATIONS, "strength": EDGE_STRENGTHS, "evidence": ("documented", "claimed")},
        names={
            "from_id": ("credentials.credential_id", "awards.award_id"),
            "to_id": ("credentials.credential_id", "awards.award_id"),
        },
    ),
    "awards": Rules(("award_id", "name", "kind", "source"), key="award_id"),
    "issuers": Rules(("issuer_id", "name", "type", "source"), key="issuer_id"),
}


def check_catalog(connection: duckdb.DuckDBPyConnection, folder: Path, today: date) -> None:
    """Check every ``raw.catalog_*`` table against its rules.

    Args:
        folder: the catalog's folder, for the messages.
        today: no source is dated later.

    Raises:
        DataError: naming file, line, column and cell of the first ten faults.
    """
    known = {
        table: {row[0] for row in connection.execute(_column(table)).fetchall()}
        for rules in RULES.values()
        for tables in rules.names.values()
        for table in tables
    }
    faults: list[str] = []
    for name, rules in RULES.items():
        path = folder / f"{name}.csv"
        rows = connection.execute(f'FROM raw."catalog_{name}"')
        columns = [column[0] for column in rows.description or []]
        needed = {
            *(*rules.filled, *rules.numbers, *rules.one_of, *rules.lists_of, *rules.names),
            *(*rules.asks, *rules.asks.values(), *rules.languages),
        }
        if missing := needed - set(columns):
            raise DataError(f"{path}: line 1: no column {sorted(missing)}.")
        seen: dict[str, int] = {}
        for values in rows.fetchall():
            row = dict(zip(columns, values, strict=True))
            found = [*_faults(row, rules, today), *_unknown(row, rules, known)]
            if rules.key and (key := row[rules.key]) is not None:
                if key in seen:
                    found.append(f"{rules.key} '{key}' stands on line {seen[key]} already.")
                seen.setdefault(key, row["line"])
            faults += [f"{path}: line {row['line']}: {fault}" for fault in found]
    if not faults:
        # Of rows that are each in order, whether they can all be true.
        faults = [
            f"{folder / 'edges.csv'}: line {line}: {fault}"
            for line, fault in step_faults(_steps(connection))
        ]
    if faults:
        more = f"\n... and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise DataError("The catalog has faults:\n" + "\n".join(faults[:SHOWN]) + more)


def _steps(connection: duckdb.DuckDBPyConnection) -> list[Step]:
    rows = connection.execute("FROM raw.catalog_edges")
    columns = [column[0] for column in rows.description or []]
    return steps_of(dict(zip(columns, values, strict=True)) for values in rows.fetchall())


def _column(table: str) -> str:
    name, _, column = table.partition(".")
    return f'SELECT "{column}" FROM raw."catalog_{name}"'


def _unknown(
    row: dict[str, str | None], rules: Rules, known: dict[str, set[str | None]]
) -> list[str]:
    return [
        f"{column} '{row[column]}' is not in "
        + " or ".join(f"{table.partition('.')[0]}.csv." for table in tables)
        for column, tables in rules.names.items()
        if row[column] is not None and not any(row[column] in known[table] for table in tables)
    ]


def _faults(row: dict[str, str | None], rules: Rules, today: date) -> list[str]:
    found = [f"{column} is empty." for column in rules.filled if row[column] is None]
    for column in rules.numbers:
        cell = row[column]
        if cell is not None and not re.fullmatch(NUMBER, cell):
            found.append(f"{column} '{cell}' is not a number of zero or more.")
        elif cell is not None and float(cell) > rules.at_most.get(column, inf):
            found.append(f"{column} '{cell}' is above {rules.at_most[column]}.")
    for column, allowed in rules.one_of.items():
        if row[column] is not None and row[column] not in allowed:
            found.append(f"{column} '{row[column]}' is none of {', '.join(allowed)}.")
    for column, allowed in rules.lists_of.items():
        for part in (row[column] or "").split("|"):
            if part and part not in allowed:
                found.append(f"{column} '{part}' is none of {', '.join(allowed)}.")
    for column, other in rules.asks.items():
        if row[column] is not None and row[other] is None:
            found.append(f"{column} '{row[column]}' stands without {other}.")
    for column in rules.languages:
        cell = row[column]
        if cell is not None and not re.fullmatch(LANGUAGES, cell):
            found.append(f"{column} '{cell}' is not a list of ISO 639-1 codes, as 'en|es'.")
    as_of = row.get("as_of")
    if as_of is None or not AS_OF.fullmatch(as_of):
        found.append(f"as_of '{as_of or ''}' is neither YYYY, YYYY-MM, YYYY-MM-DD nor 'undated'.")
    elif as_of != "undated" and as_of > str(today):
        found.append(f"as_of '{as_of}' is in the future.")
    return found
