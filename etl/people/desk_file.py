"""The desk's file: its tables, version by version, and the one way to open it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import DataError
from etl.paths import Paths
from etl.people.private import FILE_MODE, people_folder

FILE = "desk.sqlite"
WAIT_SECONDS = 20.0
"""How long a write waits for those of others before it gives up."""

KEEP_LOG = """
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'the audit log is not changed'); END;
    CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
    BEGIN SELECT raise(ABORT, 'the audit log is not shortened'); END;
"""
VERSIONS = (
    f"""
    CREATE TABLE shortlists (
        shortlist_id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        filter_words TEXT NOT NULL,
        pool_build TEXT NOT NULL,
        created_by TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE entries (
        shortlist_id TEXT NOT NULL REFERENCES shortlists,
        candidate_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
        note TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        PRIMARY KEY (shortlist_id, candidate_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX entries_by_candidate ON entries (candidate_id);
    CREATE TABLE audit (
        audit_no INTEGER PRIMARY KEY AUTOINCREMENT,
        done_at TEXT NOT NULL,
        done_by TEXT NOT NULL,
        action TEXT NOT NULL,
        shortlist_id TEXT NOT NULL,
        candidate_id TEXT,
        note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_by_shortlist ON audit (shortlist_id, audit_no);
    CREATE INDEX audit_by_candidate ON audit (candidate_id);
    {KEEP_LOG}
    """,
)
"""What makes each version of the file out of the one before; ``user_version`` says which it is."""


def desk_file(paths: Paths) -> Path:
    """Where the desk is kept."""
    return paths.people / FILE


@contextmanager
def opened(paths: Paths, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
    """The desk within one transaction, made or brought to today's version where needed.

    Who only reads begins with ``BEGIN``, which waits for nobody.

    Raises:
        DataError: the file is damaged, is of a newer version, or others keep it busy.
    """
    people_folder(paths)
    file = desk_file(paths)
    if not file.exists():
        # Made by hand, so that it is closed to others from the first moment; SQLite gives the
        # files beside it the same rights.
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, FILE_MODE))
    try:
        connection = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            # A deleted note must not stay readable in free pages.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON",
                           "foreign_keys = ON"):  # fmt: skip
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(begin)
            try:
                _upgrade(connection, file)
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise DataError(f"{file}: the shortlists cannot be used ({error}).") from error


def _upgrade(connection: sqlite3.Connection, file: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(VERSIONS):
        raise DataError(f"{file}: made by a newer version of Credence; this one cannot use it.")
    for number, sql in enumerate(VERSIONS[version:], version + 1):
        for statement in statements(sql):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")


def statements(sql: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would end the transaction."""
    said = ""
    for line in sql.splitlines(keepends=True):
        said += line
        if sqlite3.complete_statement(said):
            yield said
            said = ""
