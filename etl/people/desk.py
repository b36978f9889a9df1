"""The desk: shortlists, decisions about candidates, and a log of who did what and when.

One SQLite file, ``data/people/desk.sqlite``, in WAL mode, because these are small writes by several
people at once. Nothing else writes it, but for ``desk_purge``. A change and its line in the log are
one transaction that is on disk when the function returns; the log can be added to and nothing else,
except that a purge takes a person out of it.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from etl.errors import DataError
from etl.paths import Paths
from etl.people.desk_file import desk_file, opened

OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"
STATES = (OPEN, ACCEPTED, REJECTED)
LONGEST_NAME, LONGEST_NOTE = 120, 4_000


@dataclass(frozen=True)
class Shortlist:
    """A shortlist: the filter and the pool it began with, and how many stand where."""

    shortlist_id: str
    name: str
    filter_words: str
    pool_build: str
    created_by: str
    created_at: str
    open: int
    accepted: int
    rejected: int


@dataclass(frozen=True)
class Entry:
    """A candidate on a shortlist: the decision, the note, who and when (ISO 8601, UTC)."""

    shortlist_id: str
    candidate_id: str
    state: str
    note: str
    changed_by: str
    changed_at: str


@dataclass(frozen=True)
class Line:
    """A line of the log; ``candidate_id`` is None where it is about no candidate, or about one
    who was purged."""

    audit_no: int
    done_at: str
    done_by: str
    action: str
    shortlist_id: str
    candidate_id: str | None
    note: str


def create_shortlist(
    paths: Paths, name: str, by: str, filter_words: str = "", pool_build: str = ""
) -> str:
    """Begin a shortlist; its id.

    Raises:
        DataError: the name is empty, too long or taken.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        raise DataError(f"A shortlist needs a name of 1 to {LONGEST_NAME} characters.")
    with opened(paths) as desk:
        if desk.execute("SELECT 1 FROM shortlists WHERE name = ?", [plain]).fetchone():
            raise DataError(f"There is a shortlist of the name {plain!r} already.")
        shortlist_id, now = secrets.token_hex(6), _now()
        desk.execute(
            "INSERT INTO shortlists VALUES (?, ?, ?, ?, ?, ?)",
            [shortlist_id, plain, filter_words, pool_build, by, now],
        )
        _log(desk, now, by, "created", shortlist_id, None, "")
    return shortlist_id


def add_candidates(paths: Paths, shortlist_id: str, candidate_ids: Iterable[str], by: str) -> int:
    """Put candidates on a shortlist as open; how many were not there yet. All or none.

    Raises:
        DataError: there is no such shortlist.
    """
    added = 0
    with opened(paths) as desk:
        _known(desk, shortlist_id)
        now = _now()
        for candidate_id in candidate_ids:
            done = desk.execute(
                "INSERT INTO entries VALUES (?, ?, ?, '', ?, ?) ON CONFLICT DO NOTHING",
                [shortlist_id, candidate_id, OPEN, by, now],
            )
            if done.rowcount:
                added += 1
                _log(desk, now, by, "added", shortlist_id, candidate_id, "")
    return added


def decide(
    paths: Paths, shortlist_id: str, candidate_id: str, state: str, note: str, by: str
) -> None:
    """Accept or reject a candidate, or leave the decision open again; the last word counts.

    Raises:
        DataError: the candidate is not on the shortlist, or the note is too long.
        ValueError: no such state.
    """
    if state not in STATES:
        raise ValueError(f"{state!r} is none of {', '.join(STATES)}")
    if len(note) > LONGEST_NOTE:
        raise DataError(f"A note has at most {LONGEST_NOTE:,} characters.")
    with opened(paths) as desk:
        now = _now()
        done = desk.execute(
            "UPDATE entries SET state = ?, note = ?, changed_by = ?, changed_at = ? "
            "WHERE shortlist_id = ? AND candidate_id = ?",
            [state, note, by, now, shortlist_id, candidate_id],
        )
        if not done.rowcount:
            raise DataError("That candidate is not on the shortlist any more.")
        _log(desk, now, by, state, shortlist_id, candidate_id, note)


def remove_candidate(paths: Paths, shortlist_id: str, candidate_id: str, by: str) -> None:
    """Take a candidate off a shortlist; the log keeps what was decided before.

    Raises:
        DataError: the candidate is not on the shortlist.
    """
    with opened(paths) as desk:
        done = desk.execute(
            "DELETE FROM entries WHERE shortlist_id = ? AND candidate_id = ?",
            [shortlist_id, candidate_id],
        )
        if not done.rowcount:
            raise DataError("That candidate is not on the shortlist any more.")
        _log(desk, _now(), by, "removed", shortlist_id, candidate_id, "")


def shortlists(paths: Paths) -> list[Shortlist]:
    """All shortlists, the newest first."""
    counts = ", ".join(f"count(*) FILTER (WHERE state = '{s}') AS {s}" for s in STATES)
    rows = _read(
        paths,
        f"SELECT s.*, {counts} FROM shortlists s LEFT JOIN entries USING (shortlist_id) "
        "GROUP BY shortlist_id ORDER BY created_at DESC, shortlist_id",
    )
    return [Shortlist(**dict(row)) for row in rows]


def entries(paths: Paths, shortlist_id: str) -> list[Entry]:
    """The candidates of a shortlist: open ones first, then accepted, then rejected, by id."""
    rows = _read(
        paths,
        "SELECT * FROM entries WHERE shortlist_id = ? ORDER BY "
        "CASE state WHEN 'open' THEN 0 WHEN 'accepted' THEN 1 ELSE 2 END, candidate_id",
        [shortlist_id],
    )
    return [Entry(**dict(row)) for row in rows]


def history(paths: Paths, shortlist_id: str) -> list[Line]:
    """The log of a shortlist, the newest line first."""
    rows = _read(
        paths,
        "SELECT * FROM audit WHERE shortlist_id = ? ORDER BY audit_no DESC",
        [shortlist_id],
    )
    return [Line(**dict(row)) for row in rows]


def _read(paths: Paths, sql: str, values: Sequence[str] = ()) -> list[sqlite3.Row]:
    if not desk_file(paths).exists():
        return []
    with opened(paths, "BEGIN") as desk:
        return desk.execute(sql, values).fetchall()


def _known(desk: sqlite3.Connection, shortlist_id: str) -> None:
    found = desk.execute("SELECT 1 FROM shortlists WHERE shortlist_id = ?", [shortlist_id])
    if found.fetchone() is None:
        raise DataError("There is no such shortlist any more.")


def _log(
    desk: sqlite3.Connection,
    now: str,
    by: str,
    action: str,
    shortlist_id: str,
    candidate_id: str | None,
    note: str,
) -> None:
    desk.execute(
        "INSERT INTO audit (done_at, done_by, action, shortlist_id, candidate_id, note) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [now, by, action, shortlist_id, candidate_id, note],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
