"""Whom a purge is about: the people, and everything by which rows know them.

A plan is made once, before anything is deleted, and kept until the purge is finished: a purge that
goes on after a crash finds rows gone that it would need to tell who is who.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from etl.errors import DataError
from etl.importing.values import email
from etl.paths import Paths
from etl.people.desk_purge import last_changes
from etl.people.groups import KIND as GROUPS
from etl.people.groups import SCHEMA as GROUPS_SCHEMA
from etl.people.hires import KIND as HIRES
from etl.people.hires import SCHEMA as HIRES_SCHEMA
from etl.people.identity import IDENTITY, in_memory, register_kept
from etl.people.imported import secret_key
from etl.people.kept_values import email_key

STORES = ("candidates", "awards", "checks", GROUPS, HIRES)
MORE = {GROUPS: GROUPS_SCHEMA, HIRES: HIRES_SCHEMA}
STILL_HERE = date(9999, 12, 31)


@dataclass(frozen=True)
class Plan:
    """People to purge, and what their rows are known by.

    Attributes:
        people: ids of the pool, and those that stand for an address of theirs alone.
        candidates: those of `people` that rows of candidates have as their id.
        keys: keys of addresses whose rows without an id of a candidate are about these people.
        blanked: those of `keys` that no row of other candidates has; they vanish from all rows.
        pinned: keys that several ids shared and one of the others alone will have. Rows known by
            the address only would then become that one's; they stay people of their own.
        addresses: e-mail addresses in clear; `names`: in lower case words. For rows that an import
            refused, which are nobody's yet.
        rows: kept rows about these people by store.
    """

    people: tuple[str, ...]
    candidates: tuple[str, ...]
    keys: tuple[str, ...]
    blanked: tuple[str, ...]
    pinned: tuple[str, ...]
    addresses: tuple[str, ...]
    names: tuple[str, ...]
    rows: dict[str, int]


def plan_from(document: Mapping[str, Any]) -> Plan:
    """A plan as it was kept in JSON."""
    return Plan(**{name: tuple(document[name]) for name in LISTS}, rows=document["rows"])


EVERYWHERE = f"""
    CREATE TEMP TABLE _everywhere AS
    SELECT store, person_id, candidate_id, email_key, active_on, is_sign_of_life FROM _identified
    UNION ALL BY NAME
    -- Whoever works here is no applicant whose time has run out.
    SELECT '{HIRES}' AS store, coalesce(owner_id, applicant_id) AS person_id,
        applicant_id AS candidate_id, NULL::VARCHAR AS email_key, true AS is_sign_of_life,
        CASE
            WHEN is_newest AND (outcome = 'hired' OR hired_on IS NOT NULL) AND left_on IS NULL
                AND is_employed IS NOT false
            THEN DATE '{STILL_HERE}'
            ELSE coalesce(greatest(applied_on, interviewed_on, hired_on, left_on),
                imported_at::DATE)
        END AS active_on
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY applicant_id, role_key, applied_on
            ORDER BY imported_at DESC, line DESC) = 1 AS is_newest
        FROM _kept_hires
    )
    LEFT JOIN _owners ON 'person-' || _owners.email_key = applicant_id
    UNION ALL BY NAME
    SELECT 'desk' AS store, coalesce(owner_id, candidate_id) AS person_id, candidate_id,
        NULL::VARCHAR AS email_key, true AS is_sign_of_life, changed_on AS active_on
    FROM _desk LEFT JOIN _owners ON 'person-' || _owners.email_key = candidate_id;
    CREATE TEMP TABLE _gone (person_id VARCHAR);
"""

# A row about somebody with an address that nobody else has says whose address it is.
ALSO_THEIRS = """
    INSERT INTO _gone
    SELECT 'person-' || email_key FROM _everywhere
    WHERE email_key IN (SELECT email_key FROM _everywhere SEMI JOIN _gone USING (person_id))
        AND 'person-' || email_key NOT IN (SELECT person_id FROM _gone)
    GROUP BY email_key
    HAVING bool_or(person_id = 'person-' || email_key) AND bool_and(
        person_id = 'person-' || email_key OR person_id IN (SELECT person_id FROM _gone))
"""
OLD = """
    INSERT INTO _gone
    SELECT person_id FROM _everywhere GROUP BY person_id
    HAVING coalesce(max(active_on) FILTER (is_sign_of_life), max(active_on)) < ?
"""
KNOWN_BY = """
    CREATE TEMP TABLE _keys AS
    SELECT email_key FROM _owners WHERE owner_id IN (SELECT person_id FROM _gone)
    UNION SELECT email_key FROM _everywhere
    WHERE 'person-' || email_key IN (SELECT person_id FROM _gone);

    CREATE TEMP VIEW _others AS
    SELECT email_key, count(DISTINCT candidate_id) AS ids FROM _known_candidates
    WHERE email_key IS NOT NULL AND candidate_id IS NOT NULL
        AND candidate_id NOT IN (SELECT person_id FROM _gone)
    GROUP BY email_key;
"""
LISTS = {
    "people": "SELECT person_id FROM _gone UNION SELECT 'person-' || email_key FROM _keys",
    "candidates": "SELECT person_id FROM _known_candidates SEMI JOIN _gone USING (person_id)",
    "keys": "SELECT email_key FROM _keys",
    "blanked": "SELECT email_key FROM _keys ANTI JOIN _others USING (email_key)",
    "pinned": """
        SELECT email_key FROM _others WHERE ids = 1 AND email_key IN (
            SELECT email_key FROM _known_candidates WHERE candidate_id IN (FROM _gone))
    """,
    "addresses": "SELECT email FROM _known_candidates SEMI JOIN _gone USING (person_id)",
    "names": """
        SELECT display_name FROM _known_candidates SEMI JOIN _gone USING (person_id)
        UNION SELECT display_name FROM _kept_awards a JOIN _identified i
        ON i.store = 'awards' AND i.import_file = a.import_file AND i.line = a.line
        SEMI JOIN _gone USING (person_id)
    """,
}


def plan_for(paths: Paths, named: Sequence[str]) -> Plan:
    """The plan for people who are named by an id or an e-mail address.

    Raises:
        DataError: what was named stands for several people, not all of whom are named.
    """
    with in_memory(paths) as connection:
        _prepare(connection, paths)
        key = secret_key(paths)
        found = {term: _persons(connection, term, key) for term in named}
        certain = {p for persons in found.values() if len(persons) == 1 for p in persons}
        for term, persons in found.items():
            if not persons <= certain:
                raise DataError(
                    f"{term} stands for {len(persons)} people: {', '.join(sorted(persons))}. "
                    "Name each of them with --person."
                )
        gone = certain | {t for t, persons in found.items() if not persons and "@" not in t}
        connection.execute("INSERT INTO _gone SELECT unnest(?)", [sorted(gone)])
        while (added := connection.execute(ALSO_THEIRS).fetchone()) and added[0]:
            pass
        return _plan(connection, tuple(t for t in named if "@" in t))


def plan_older_than(paths: Paths, before: date) -> tuple[Plan, dict[str, date]]:
    """The plan for people whose newest sign of life is before a day, and that day of each.

    Signs of life are an application, a consent, a hire and a decision on a shortlist; of rows
    without any such day, the import. Who works here counts as alive.
    """
    with in_memory(paths) as connection:
        _prepare(connection, paths)
        connection.execute(OLD, [before])
        days = connection.execute(
            "SELECT person_id, coalesce(max(active_on) FILTER (is_sign_of_life), max(active_on)) "
            "FROM _everywhere SEMI JOIN _gone USING (person_id) GROUP BY person_id ORDER BY 2, 1"
        ).fetchall()
        return _plan(connection, ()), {str(person): day for person, day in days}


def receipt_key(term: str, key: bytes) -> str:
    """What stands for an id or address in a receipt: of no use without the secret."""
    return hmac.new(key, f"receipt:{normalised(term)}".encode(), "sha256").hexdigest()[:32]


def normalised(term: str) -> str:
    """An id, or an address as imports keep it.

    Raises:
        DataError: neither.
    """
    plain = " ".join(term.split())
    if not plain:
        raise DataError("An empty text names nobody.")
    if "@" not in plain:
        return plain
    try:
        return email(plain)
    except ValueError as error:
        raise DataError(f"{plain}: {error}.") from error


def _prepare(connection: duckdb.DuckDBPyConnection, paths: Paths) -> None:
    register_kept(connection, paths, MORE)
    connection.execute("CREATE TEMP TABLE _desk (candidate_id VARCHAR, changed_on DATE)")
    if changes := last_changes(paths):
        ids, days = zip(*changes, strict=True)
        connection.execute("INSERT INTO _desk SELECT unnest(?), unnest(?)::DATE", [ids, days])
    connection.execute(IDENTITY)
    connection.execute(EVERYWHERE)


def _persons(connection: duckdb.DuckDBPyConnection, term: str, key: bytes) -> set[str]:
    if "@" in term:
        made = email_key(term, key)
        sql = "email_key = $1 OR candidate_id = 'person-' || $1 OR person_id = 'person-' || $1"
    else:
        made, sql = term, "person_id = $1 OR candidate_id = $1"
    rows = connection.execute(f"SELECT DISTINCT person_id FROM _everywhere WHERE {sql}", [made])
    return {str(person) for (person,) in rows.fetchall()}


def _plan(connection: duckdb.DuckDBPyConnection, addresses: tuple[str, ...]) -> Plan:
    connection.execute(KNOWN_BY)
    found = {
        name: {str(v) for (v,) in connection.execute(sql).fetchall() if v is not None}
        for name, sql in LISTS.items()
    }
    found["addresses"] |= set(addresses)
    rows = connection.execute(
        "SELECT store, count(*) FROM _everywhere SEMI JOIN _gone USING (person_id) "
        "WHERE store <> 'desk' GROUP BY store"
    ).fetchall()
    counts = dict.fromkeys(STORES, 0) | {str(store): int(n) for store, n in rows}
    return Plan(**{name: tuple(sorted(values)) for name, values in found.items()}, rows=counts)
