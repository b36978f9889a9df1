"""Self-reported groups, a table of their own: never part of the pool, only counted beside it.

Rows are kept as Parquet below ``data/people/imports/groups/`` like those of other imports. Who is
who is found when they are read, by the rule of the pool, so that no build of candidates ever holds
a group and a later import of candidates changes nothing here.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from filelock import FileLock

from etl.importing import Kept, Origin, Row
from etl.paths import Paths
from etl.people.identity import IDENTITY, in_memory, register_kept
from etl.people.imported import kept_files, kept_rows, secret_key
from etl.people.kept_values import META, email_key
from etl.people.publish import LOCK, SAMPLE, pool_shelf

KIND = "groups"
DIMENSIONS = ("gender", "race_ethnicity", "age_group", "disability", "veteran", "other_group")
NOT_STATED = "not stated"
SCHEMA = pa.schema([*META, *((n, pa.string()) for n in ("candidate_id", "email_key", *DIMENSIONS))])


def keep_groups(paths: Paths, origin: Origin, batches: Iterable[list[Row]]) -> Kept:
    """Keep rows of groups, all or nothing; the email address is kept as a key made of it."""
    with FileLock(pool_shelf(paths).folder / LOCK):
        key = secret_key(paths)
        with kept_rows(
            paths, KIND, origin, SCHEMA, batches, lambda row: _kept(row.values, key)
        ) as fresh:
            if fresh is None:
                return Kept((), "No row was kept; the groups are as they were.")
            fresh.count()
    stated = members(paths)
    people = stated["candidate_id"].nunique()
    return Kept(
        (),
        f"{people:,} people state a group now, in {stated['dimension'].nunique()} questions. "
        "Groups stay apart from the candidates: they appear in adverse-impact figures, added up, "
        "and nowhere else.",
    )


def stamp(paths: Paths, pool: Path) -> str:
    """What changes when who states which group changes; empty where there are no groups.

    Args:
        pool: the build of candidates that is looked at; that of invented people has invented groups
            until real ones are imported.
    """
    files = kept_files(paths, KIND)
    if not files:
        return pool.name if pool.name.startswith(SAMPLE) else ""
    of_people = [*files, *kept_files(paths, "candidates")]
    return "|".join(f"{f.name}:{f.stat().st_mtime_ns}" for f in of_people)


def members(paths: Paths, among: pa.Table | None = None) -> pd.DataFrame:
    """Who states which group: the newest answer of each person to each question.

    Args:
        among: candidate_id and display_order of a pool: only its people are told of then.

    Returns:
        candidate_id as in the pool (or display_order where ``among`` is given), dimension (of
        ``DIMENSIONS``), group_name. Spellings that
        differ in case or spaces alone are one group, under the most frequent of them; who refused
        to say is not there.
    """
    with in_memory(paths) as connection:
        register_kept(connection, paths, {KIND: SCHEMA}, unread=frozenset({"awards", "checks"}))
        connection.execute(IDENTITY)
        if among is None:
            return connection.execute(_MEMBERS).df()
        connection.register("_among", among)
        return connection.execute(
            f"SELECT display_order, dimension, group_name FROM ({_MEMBERS}) "
            "JOIN _among USING (candidate_id)"
        ).df()


_MEMBERS = f"""
    WITH answers AS (
        UNPIVOT (
            SELECT i.person_id, k.imported_at, k.line, {", ".join(f"k.{d}" for d in DIMENSIONS)}
            FROM _kept_groups k JOIN _identified i
            ON i.store = 'groups' AND i.import_file = k.import_file AND i.line = k.line
        ) ON {", ".join(DIMENSIONS)} INTO NAME dimension VALUE stated
    ),
    newest AS (
        SELECT * FROM answers
        QUALIFY row_number() OVER (
            PARTITION BY person_id, dimension ORDER BY imported_at DESC, line DESC) = 1
    ),
    spelled AS (
        SELECT *, lower(regexp_replace(stated, '\\s+', ' ', 'g')) AS spelling
        FROM newest WHERE stated <> '{NOT_STATED}'
    )
    SELECT person_id AS candidate_id, dimension,
        first_value(stated) OVER (
            PARTITION BY dimension, spelling ORDER BY n DESC, stated) AS group_name
    FROM (SELECT *, count(*) OVER (PARTITION BY dimension, spelling, stated) AS n FROM spelled)
"""


def _kept(values: dict[str, Any], key: bytes) -> dict[str, Any]:
    kept = {n: values.get(n) for n in SCHEMA.names if n not in dict(META)}
    return kept | {"email_key": email_key(values.get("email"), key)}
