"""Everybody of whom a row is kept: to whom a badge can belong, and what is known to be theirs."""

import duckdb

from etl.paths import Paths
from etl.people.badge_owners import People, dids_in
from etl.people.counting_checks import counting_checks
from etl.people.groups import KIND as GROUPS
from etl.people.groups import SCHEMA as GROUPS_SCHEMA
from etl.people.identity import IDENTITY, in_memory, register_kept
from etl.people.imported import secret_key
from etl.people.trusted import read_trust_list


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
        shared: dict[str, set[str]] = {}
        for person, address, is_shared in connection.execute(ADDRESSES).fetchall():
            (shared if is_shared else emails).setdefault(person, set()).add(address)
        names = _pairs(
            connection,
            "SELECT person_id, arg_max(display_name, (imported_at, line)) FROM _known_candidates "
            "WHERE display_name IS NOT NULL GROUP BY person_id",
        )
        dids, own = _dids(connection, [*read_trust_list(paths).issuers])
    return People(
        secret_key(paths),
        ids,
        owners,
        keys,
        {person: tuple(sorted(own_)) for person, own_ in emails.items()},
        names,
        dids,
        own,
        {person: tuple(sorted(own_)) for person, own_ in shared.items()},
    )


ADDRESSES = """
    SELECT DISTINCT person_id, email,
        candidate_id IS NOT NULL AND email_key NOT IN (SELECT email_key FROM _owners)
    FROM _known_candidates WHERE email IS NOT NULL
"""
# What a badge says of its holder's DID is believed where the employer vouches for its issuer and
# the same badge is made out to the holder's address and to one DID: else anybody could claim
# another's. It is the check that counts which says so, and a list that still names the issuer.
KEPT_BADGES = f"""
    WITH every AS (
        SELECT k.*, j.person_id FROM _kept_checks k JOIN _identified j
        ON j.store = 'checks' AND j.import_file = k.import_file AND j.line = k.line
    )
    SELECT i.person_id, a.badge_text, coalesce(bool_or(
        c.verdict = 'valid' AND c.recipient_match = 'email_hash'
        AND c.issuer_trust = 'allow_listed' AND list_contains($trusted::VARCHAR[], c.issuer_id)),
        false) AS is_vouched_for
    FROM _kept_awards a
    JOIN _identified i
        ON i.store = 'awards' AND i.import_file = a.import_file AND i.line = a.line
    LEFT JOIN ({counting_checks("every")}) c
        ON c.person_id = i.person_id AND c.badge_sha256 = a.badge_sha256
    WHERE a.badge_text LIKE '%did:%' OR a.badge_text LIKE 'eyJ%'
    GROUP BY ALL
"""


def _dids(
    connection: duckdb.DuckDBPyConnection, trusted: list[str]
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    persons: dict[str, set[str]] = {}
    own: dict[str, str] = {}
    rows = connection.execute(KEPT_BADGES, {"trusted": trusted})
    while batch := rows.fetchmany(1_000):
        for person, text, is_vouched_for in batch:
            named = set(dids_in(text))
            for did in named:
                persons.setdefault(did, set()).add(person)
            if is_vouched_for and len(named) == 1:
                own[person] = min(named)
    return {did: frozenset(found) for did, found in persons.items()}, own


def _pairs(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, str]:
    return {str(a): str(b) for a, b in connection.execute(sql).fetchall()}


def _column(connection: duckdb.DuckDBPyConnection, sql: str) -> frozenset[str]:
    return frozenset(str(value) for (value,) in connection.execute(sql).fetchall())
