"""Publishes pools of candidates below ``data/people/``, as the warehouse is published.

Here are the tables of every pool and the invented sample; ``imported`` makes pools of real people.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
from filelock import FileLock

from etl.errors import DataError
from etl.paths import Paths
from etl.people.arrays import has_arrays, write_arrays
from etl.people.award_tables import AWARD, BADGE_FILE, NOT_HELD, checked, completed
from etl.people.draws import Catalog
from etl.people.private import people_folder
from etl.people.sample import REFERENCE_ON, generate
from etl.people.sample_checks import with_badges
from etl.people.shown import write_shown
from etl.publish import POINTER, Shelf, open_build

LOCK = ".people.lock"
SAMPLE = "sample-"
"""How the id of a build of invented people begins."""
FILES = (
    "credentials",
    "costs",
    "costs_cc_by_sa",
    "edges",
    "issuers",
    "skills",
    "credential_skills",
)
"""The catalog's files that the sample pool is drawn from."""


def build_sample_pool(paths: Paths) -> Path:
    """Generate the sample pool from the catalog, publish it and return its file.

    Raises:
        DataError: a catalog file is missing, a credential of the pool is not in the catalog, or a
            pool of real people is served.
    """
    with FileLock(pool_shelf(paths).folder / LOCK):
        return _build(paths)


def ensure_sample_pool(paths: Paths) -> Path:
    """File of the served pool; the sample pool is made where none has ever been published.

    A pool of real candidates is never replaced by invented ones, not even when it is broken.

    Raises:
        DataError: the served pool cannot be read and is not a sample.
    """
    served = _readable(paths)
    if served is not None:
        return served
    with FileLock(pool_shelf(paths).folder / LOCK):
        return _readable(paths) or _build(paths)


def refresh_sample_pool(paths: Paths) -> Path | None:
    """Make the sample pool again from the catalog as it is now; a real pool is left alone."""
    with FileLock(pool_shelf(paths).folder / LOCK):
        return None if is_real(paths) else _build(paths)


def is_real(paths: Paths) -> bool:
    """Whether a pool of real people is served, readable or not."""
    pointer = paths.people / POINTER
    return pointer.is_file() and not pointer.read_text("utf-8", "replace").startswith(SAMPLE)


def pool_shelf(paths: Paths) -> Shelf:
    """The shelf of pools; its folder is made where it is missing, closed to others."""
    return Shelf(people_folder(paths))


def _readable(paths: Paths) -> Path | None:
    """The served pool; None where there is none, or where it is a sample that can be remade."""
    pointer = paths.people / POINTER
    if not pointer.is_file():
        return None
    try:
        current = Shelf(paths.people).current()
        if current is None:
            return None
        with open_build(current) as connection:
            connection.execute("SELECT build_id FROM people.build").fetchone()
        if not has_arrays(current) and not is_real(paths):
            return None
    except (DataError, duckdb.Error) as error:
        if not is_real(paths):
            return None
        raise DataError(f"The pool of candidates cannot be read: {error}") from error
    return current


def _build(paths: Paths) -> Path:
    if is_real(paths):
        raise DataError("A pool of real candidates is served; invented people do not replace it.")
    shelf = pool_shelf(paths)
    shelf.clear_partials()
    build_id = f"{SAMPLE}{datetime.now(UTC):%Y%m%dT%H%M%S%f}"[:-3] + "Z"
    catalog, frames = sample_frames(paths)
    pool = with_badges(generate(catalog), frames["credentials"], frames["issuers"])
    try:
        with duckdb.connect(str(shelf.partial(build_id)), config={"threads": 2}) as connection:
            frames |= {"candidates": pool.candidates, "awards": pool.awards}
            frames |= {"not_held": pool.not_held, "badge_files": pool.badge_files}
            for name, frame in frames.items():
                connection.register(f"_{name}", frame)
            write_tables(connection)
            check_tables(connection, "sample pool", (*CHECKS, SAMPLE_CHECK))
            record_build(connection, build_id, REFERENCE_ON, is_sample=True)
            write_arrays(connection, shelf.partial_arrays(build_id))
            write_shown(connection, shelf.partial_arrays(build_id))
            connection.execute("CHECKPOINT")
        return shelf.publish(build_id)
    except BaseException:
        shelf.clear_partials()
        raise


def sample_frames(paths: Paths) -> tuple[Catalog, dict[str, pd.DataFrame]]:
    """What the sample pool is drawn from, and the catalog's files by name.

    Raises:
        DataError: one of the files is missing or damaged.
    """
    frames = {name: read_catalog(paths, name) for name in FILES}
    costs = pd.concat([frames.pop("costs"), frames.pop("costs_cc_by_sa")], ignore_index=True)
    return Catalog(
        frames["credentials"], costs, frames["edges"], frames["credential_skills"]
    ), frames


def read_catalog(paths: Paths, name: str) -> pd.DataFrame:
    path = paths.catalog / f"{name}.csv"
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    except FileNotFoundError as error:
        raise DataError(f"{path}: the pool of candidates needs this file.") from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(f"{path}: {error}") from error


# Badges are numbered by level, then issuer, and awards sorted by these numbers: what is asked for
# together lies together (``analysis.holders``). An award's number is its row.
TABLES = {
    "candidates": """
        SELECT
            * REPLACE (experience_years::USMALLINT AS experience_years),
            row_number() OVER (ORDER BY candidate_id)::UINTEGER AS display_order
        FROM _candidates ORDER BY candidate_id
    """,
    # A badge is a credential by an issuer; hardly any credential has several.
    "badges": """
        SELECT
            (row_number() OVER (ORDER BY
                list_position(['entry', 'intermediate', 'advanced'], c.level),
                a.issuer_id, a.credential_id) - 1)::UINTEGER AS badge_no,
            a.credential_id, a.issuer_id, c.level
        FROM (SELECT DISTINCT credential_id, issuer_id FROM _awards) a
        LEFT JOIN _credentials c USING (credential_id)
        ORDER BY badge_no
    """,
    "awards": f"""
        SELECT
            (row_number() OVER (ORDER BY b.badge_no, p.display_order) - 1)::UINTEGER AS award_no,
            b.badge_no, a.*
        FROM {checked("_awards", AWARD)} a
        LEFT JOIN people.badges b USING (credential_id, issuer_id)
        LEFT JOIN people.candidates p USING (candidate_id)
        ORDER BY award_no
    """,
    "awards_not_held": f"""
        FROM {checked("_not_held", NOT_HELD | {"state": "VARCHAR"})}
        ORDER BY credential_id, candidate_id, state, earned_on, url, badge_sha256
    """,
    "badge_files": f"""
        FROM {completed("_badge_files", BADGE_FILE)} ORDER BY candidate_id, badge_sha256
    """,
    # An issuer that the catalog does not name yet is shown by its id.
    "credentials": """
        SELECT
            c.credential_id, c.name, c.abbreviation, c.kind, c.level, c.issuer_id,
            coalesce(i.name, c.issuer_id) AS issuer_name
        FROM _credentials c LEFT JOIN _issuers i USING (issuer_id) ORDER BY credential_id
    """,
    "skills": "SELECT skill_id, name AS skill_name FROM _skills ORDER BY skill_id",
    "badge_skills": """
        SELECT s.skill_id, b.badge_no, b.credential_id
        FROM people.badges b JOIN _credential_skills s USING (credential_id)
        ORDER BY s.skill_id, b.badge_no
    """,
    "places": """
        SELECT
            (row_number() OVER (ORDER BY country, region NULLS FIRST, region_name) - 1)::USMALLINT
                AS place_no,
            *
        FROM (
            SELECT country, country_name, region, region_name, count(*) AS candidates
            FROM people.candidates GROUP BY ALL
        )
        ORDER BY place_no
    """,
    "edges": """
        SELECT from_id, to_id, relation, strength FROM _edges
        WHERE relation IN ('equivalent', 'supersedes', 'prerequisite', 'part_of')
        ORDER BY ALL
    """,
}


def write_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of a pool from relations ``_candidates``, ``_awards``, ``_not_held``,
    ``_badge_files`` and the catalog's."""
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("CREATE SCHEMA people")
    for table, select in TABLES.items():
        connection.execute(f"CREATE TABLE people.{table} AS {select}")


CHECKS = (
    (
        "a badge file is nobody's",
        "SELECT candidate_id FROM people.badge_files ANTI JOIN people.candidates "
        "USING (candidate_id)",
    ),
    (
        "a candidate is there twice",
        "SELECT candidate_id FROM people.candidates GROUP BY ALL HAVING count(*) > 1",
    ),
    (
        "an award is there twice",
        "SELECT award_id FROM people.awards GROUP BY ALL HAVING count(*) > 1",
    ),
    (
        "an award is nobody's",
        "SELECT award_id FROM people.awards ANTI JOIN people.candidates USING (candidate_id)",
    ),
    (
        "an award is of an unknown credential",
        "SELECT award_id FROM people.awards ANTI JOIN people.credentials USING (credential_id)",
    ),
    (
        "a badge covers an unknown skill",
        "SELECT skill_id FROM people.badge_skills ANTI JOIN people.skills USING (skill_id)",
    ),
    # The arrays know candidates and awards by their number alone.
    (
        "a candidate or an award does not lie at the place of its number",
        "SELECT display_order FROM people.candidates WHERE rowid <> display_order - 1 "
        "UNION ALL SELECT award_no FROM people.awards WHERE rowid <> award_no",
    ),
    (
        "somebody holds a badge twice",
        "SELECT candidate_id FROM people.awards GROUP BY candidate_id, badge_no "
        "HAVING count(*) > 1",
    ),
    (
        "an award expires before it is earned",
        "SELECT award_id FROM people.awards WHERE expires_on < earned_on",
    ),
)
"""What must never be, as a sentence and as SQL: any row found stops the publication."""
SAMPLE_CHECK = (
    "a sample pool holds somebody not marked as invented",
    "SELECT candidate_id FROM people.candidates WHERE is_invented IS NOT TRUE",
)


def check_tables(
    connection: duckdb.DuckDBPyConnection, what: str, checks: tuple[tuple[str, str], ...]
) -> None:
    """Hold tables against what must never be.

    Raises:
        DataError: a row was found; ``what`` is not to be published.
    """
    for fault, sql in checks:
        found = connection.execute(sql).fetchone()
        if found is not None:
            raise DataError(f"The {what} was not published: {fault} ({found[0]}).")


def record_build(
    connection: duckdb.DuckDBPyConnection, build_id: str, reference_on: date, *, is_sample: bool
) -> None:
    """Write ``people.build``, with one order-free hash of all that the pool says."""
    tables = {}
    for table in TABLES:
        tables[table] = connection.execute(
            f"SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR FROM people.{table} t"
        ).fetchone()
    content = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()
    connection.execute(
        "CREATE TABLE people.build AS SELECT ? AS build_id, ?::TIMESTAMPTZ AS built_at, "
        "? AS content_hash, ?::DATE AS reference_on, ?::BOOLEAN AS is_sample",
        [build_id, datetime.now(UTC), content, reference_on, is_sample],
    )
