"""Who is who in all that is kept of people, by the rule that the pool is made with."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from etl.paths import Paths
from etl.people.imported import kept_files, relation
from etl.people.imported_tables import OWNERS, PERSON
from etl.people.kept_values import SCHEMAS
from etl.people.private import people_folder

ASIDE = ".aside-"
"""Folder below ``data/people`` of what a query could not hold in memory; gone with the query."""

# `active_on` is the last day on which the row says that the person did something; where it says
# nothing, the day on which it was imported. A badge or an answer about groups is no sign of life
# where there is any other row; that we checked a badge is none at all.
IDENTITY = f"""
    {OWNERS}
    CREATE TEMP VIEW _known_candidates AS
    SELECT k.*, coalesce(candidate_id, owner_id, 'person-' || email_key) AS person_id
    FROM _kept_candidates k LEFT JOIN _owners USING (email_key);

    CREATE TEMP VIEW _identified AS
    SELECT 'candidates' AS store, import_file, line, person_id, candidate_id, email_key,
        coalesce(greatest(applied_on, consent_on), imported_at::DATE) AS active_on,
        true AS is_sign_of_life, imported_at
    FROM _known_candidates
    UNION ALL BY NAME
    SELECT store, import_file, line,
        {PERSON} AS person_id,
        candidate_id, k.email_key,
        CASE WHEN store = 'checks' THEN DATE '0001-01-01' ELSE imported_at::DATE END AS active_on,
        false AS is_sign_of_life, imported_at
    FROM (
        SELECT 'awards' AS store, import_file, line, candidate_id, email_key, imported_at
        FROM _kept_awards
        UNION ALL BY NAME
        SELECT 'checks' AS store, import_file, line, candidate_id, email_key, imported_at
        FROM _kept_checks
        UNION ALL BY NAME
        SELECT 'groups' AS store, import_file, line, candidate_id, email_key, imported_at
        FROM _kept_groups
    ) k
    LEFT JOIN (SELECT DISTINCT person_id FROM _known_candidates) p ON p.person_id = k.candidate_id
    LEFT JOIN _owners o ON o.email_key = k.email_key;
"""
"""``_identified``: a row for each kept row of candidates, awards, checks and groups; store,
import_file, line, person_id, candidate_id, email_key, active_on, is_sign_of_life, imported_at."""


@contextmanager
def in_memory(paths: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory for people's rows.

    What does not fit is put aside below ``data/people``, never beside whatever folder the command
    was started in.
    """
    aside = people_folder(paths) / f"{ASIDE}{os.getpid()}"
    with duckdb.connect(config={"threads": 2, "temp_directory": str(aside)}) as connection:
        yield connection


def register_kept(
    connection: duckdb.DuckDBPyConnection,
    paths: Paths,
    more: Mapping[str, pa.Schema],
    unread: frozenset[str] = frozenset(),
) -> None:
    """Name the kept rows ``_kept_candidates``, ``_kept_awards`` and so on for ``more`` kinds.

    Those of kinds that are ``unread`` stay without rows.
    """
    for kind, schema in {**SCHEMAS, **more}.items():
        files = [] if kind in unread else kept_files(paths, kind)
        relation(connection, f"_kept_{kind}", files, schema, "VIEW")
