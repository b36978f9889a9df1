"""Taking people out of the desk, and telling what it holds about one."""

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from typing import Any

from etl.errors import DataError
from etl.paths import Paths
from etl.people.desk_file import KEEP_LOG, WAIT_SECONDS, desk_file, opened, statements

_OF = "candidate_id IN (SELECT value FROM json_each(?))"


def last_changes(paths: Paths) -> list[tuple[str, str]]:
    """Each candidate of the desk with the day of the newest decision (ISO)."""
    if not desk_file(paths).exists():
        return []
    with opened(paths, "BEGIN") as desk:
        rows = desk.execute(
            "SELECT candidate_id, max(substr(done_at, 1, 10)) FROM audit "
            "WHERE candidate_id IS NOT NULL GROUP BY candidate_id"
        )
        return [(str(candidate_id), str(day)) for candidate_id, day in rows]


def about(paths: Paths, candidate_ids: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """What the desk holds about a person: entries with their shortlist, and lines of the log."""
    if not desk_file(paths).exists():
        return {"shortlists": [], "audit": []}
    ids = [json.dumps(sorted(candidate_ids))]
    with opened(paths, "BEGIN") as desk:
        found = {
            "shortlists": "SELECT s.name AS shortlist, e.* FROM entries e "
            f"JOIN shortlists s USING (shortlist_id) WHERE {_OF} ORDER BY changed_at",
            "audit": f"SELECT * FROM audit WHERE {_OF} ORDER BY audit_no",
        }
        return {name: [dict(r) for r in desk.execute(sql, ids)] for name, sql in found.items()}


def forget(paths: Paths, candidate_ids: Collection[str]) -> None:
    """Take people off every shortlist and out of the log, and their words off the disk.

    Lines of the log stay, so that it tells what was done and by whom, without the candidate and
    without notes. Doing it twice changes nothing.

    Raises:
        DataError: the file is damaged, or others keep it busy.
    """
    if not desk_file(paths).exists():
        return
    ids = [json.dumps(sorted(candidate_ids))]
    with opened(paths) as desk:
        desk.execute(f"DELETE FROM entries WHERE {_OF}", ids)
        for trigger in ("audit_is_not_changed", "audit_is_not_shortened"):
            desk.execute(f"DROP TRIGGER {trigger}")
        desk.execute(f"UPDATE audit SET candidate_id = NULL, note = '' WHERE {_OF}", ids)
        for statement in statements(KEEP_LOG):
            desk.execute(statement)
    _empty_journal(paths)


def _empty_journal(paths: Paths) -> None:
    """Write the journal into the file and cut it off: it held the former words."""
    file = desk_file(paths)
    with closing(sqlite3.connect(file, timeout=WAIT_SECONDS)) as desk:
        is_busy, _, _ = desk.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise DataError(f"{file}: somebody reads the shortlists; give the command again.")
