"""Everybody of whom a row is kept: to whom a badge can belong, and what is known to be theirs."""

import duckdb

from etl.paths import Paths
from etl.people.badge_owners import People, dids_in
from etl.people.groups import KIND as GROUPS
from etl.people.groups import SCHEMA as GROUPS_SCHEMA
from etl.people.identity import IDENTITY, in_memory, register_kept
from etl.people.imported import secret_key


def read_people(paths: Paths) -> People:
    """Everybody of whom a row is kept."""
    with in_memory(paths) as connection:
        register_kept(connection, paths, {GROUPS: GROUPS_SCHEMA}, unread=frozenset({GROUPS}))
        connection.execute(IDENTITY)
        owners = _pairs(connection, "SELECT email_key, owner_id FROM _owners")
        ids, keys = (
            _column(connection, f"SELECT DISTINCT {name} FROM _identified WHERE {name} IS NOT NULL")
            for name in ("candidate_id", "email_key")
        )
        emails: dict[str, set[str]] = {}
        for person, address in connection.execute(
            "SELECT DISTINCT person_id, email FROM _known_candidates WHERE email IS NOT NULL"
        ).fetchall():
            emails.setdefault(person, set()).add(address)
        names = _pairs(
            connection,
            "SELECT person_id, arg_max(display_name, (imported_at, line)) FROM _known_candidates "
            "WHERE display_name IS NOT NULL GROUP BY person_id",
        )
        dids, own = _dids(connection)
    return People(
        secret_key(paths),
        ids,
        owners,
        keys,
        {person: tuple(sorted(own_)) for person, own_ in emails.items()},
        names,
        dids,
        own,
    )


# What a badge says of its holder's DID is believed where the employer vouches for its issuer and
# the same badge is made out to the holder's address: else anybody could claim another's DID.
KEPT_BADGES = """
    SELECT i.person_id, a.badge_text, coalesce(bool_or(
        c.verdict = 'valid' AND c.recipient_match = 'email_hash'
        AND c.issuer_trust = 'allow_listed'), false) AS is_vouched_for
    FROM _kept_awards a
    JOIN _identified i
        ON i.store = 'awards' AND i.import_file = a.import_file AND i.line = a.line
    LEFT JOIN (
        SELECT k.*, j.person_id FROM _kept_checks k JOIN _identified j
        ON j.store = 'checks' AND j.import_file = k.import_file AND j.line = k.line
    ) c ON c.person_id = i.person_id AND c.badge_sha256 = a.badge_sha256
    WHERE a.badge_text LIKE '%did:%' OR a.badge_text LIKE 'eyJ%'
    GROUP BY ALL
"""


def _dids(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    persons: dict[str, set[str]] = {}
    own: dict[str, str] = {}
    rows = connection.execute(KEPT_BADGES)
    while batch := rows.fetchmany(1_000):
        for person, text, is_vouched_for in batch:
            for did in dids_in(text):
                persons.setdefault(did, set()).add(person)
                if is_vouched_for:
                    own[person] = did
    return {did: frozenset(found) for did, found in persons.items()}, own


def _pairs(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, str]:
    return {str(a): str(b) for a, b in connection.execute(sql).fetchall()}


def _column(connection: duckdb.DuckDBPyConnection, sql: str) -> frozenset[str]:
    return frozenset(str(value) for (value,) in connection.execute(sql).fetchall())
