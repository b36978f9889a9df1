"""Kept badges judged again: checks are added, nothing of what was found before is changed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from etl.errors import DataError
from etl.importing import Origin, Row
from etl.paths import Paths
from etl.people.badge_judging import Asked, judge_kept, prepare
from etl.people.badge_keeping import AWARDS, CHECKS, PARTS, keep_and_publish
from etl.people.badge_owners import People
from etl.people.badge_parts import (
    Work,
    badges_at_work,
    began,
    end,
    going_on,
    judge_all,
    known_files,
    work_on,
)
from etl.people.badge_rows import ONLINE
from etl.people.counting_checks import counting_checks
from etl.people.groups import KIND as GROUPS
from etl.people.groups import SCHEMA as GROUPS_SCHEMA
from etl.people.identity import IDENTITY, in_memory, register_kept
from etl.people.imported import kept_file
from etl.people.known_people import read_people
from etl.people.trusted import read_trust_list

NAME = "recheck"
BAG, LISTED = 50, 1_000


@dataclass(frozen=True)
class Rechecked:
    """What came of it: badges by verdict, and those of which another verdict counts than before
    (asking nobody changes nothing where an issuer was asked): the first of them, and how many."""

    verdicts: dict[str, int]
    changed: tuple[dict[str, Any], ...]
    changed_count: int
    sentence: str


# The newest row of each badge, the check of it that counts, and of exports the addresses that no
# badge was read from yet.
KEPT = f"""
    WITH own AS (
        SELECT a.*, i.person_id FROM _kept_awards a JOIN _identified i
        ON i.store = 'awards' AND i.import_file = a.import_file AND i.line = a.line
    ),
    every AS (
        SELECT k.*, i.person_id FROM _kept_checks k JOIN _identified i
        ON i.store = 'checks' AND i.import_file = k.import_file AND i.line = k.line
    ),
    checked AS (
        SELECT c.person_id, c.badge_sha256, c.verdict, newest.checked_at,
            c.mode = 'online' AND NOT $online AS stands
        FROM ({counting_checks("every")}) c
        JOIN (SELECT person_id, badge_sha256, max(checked_at) AS checked_at FROM every GROUP BY ALL)
            newest USING (person_id, badge_sha256)
    )
    SELECT a.* REPLACE ((imported_at AT TIME ZONE 'UTC')::VARCHAR AS imported_at), c.verdict,
        coalesce(c.stands, false) AS stands FROM (
        FROM own WHERE badge_text IS NOT NULL
        UNION ALL BY NAME
        SELECT * REPLACE (url AS badge_text) FROM own
        WHERE $online AND badge_text IS NULL AND state = 'accepted'
            AND regexp_matches(url, '^https?://[^\\s"<>]+$') AND length(url) < 2000
            AND (person_id, url) NOT IN (
                SELECT (person_id, url) FROM own WHERE badge_text IS NOT NULL AND url IS NOT NULL)
    ) a
    LEFT JOIN checked c USING (person_id, badge_sha256)
    WHERE $before IS NULL OR checked_at IS NULL OR checked_at < $before
    QUALIFY row_number() OVER (
        PARTITION BY person_id, badge_text ORDER BY a.imported_at DESC, line DESC) = 1
    ORDER BY person_id, badge_text
"""
STATED = ("display_name", "badge_name", "achievement", "issuer", "earned_on", "expires_on")
SAID = (*STATED, "alignments")


def recheck(
    paths: Paths,
    asked: Asked,
    older_than: datetime | None = None,
    processes: int = 2,
    say: Any = None,
) -> Rechecked:
    """Judge the kept badges again, add what was found to the checks, and publish the pool.

    Args:
        older_than: only those whose newest check is older, or that were never checked.
        say: told how many badges there are and how many are done.

    Raises:
        DataError: it could not be done; what was there before is served, and what was judged until
            then is used when the command is given again.
    """
    with badges_at_work(paths):
        try:
            return _recheck(paths, asked, older_than, processes, say or (lambda total, done: None))
        except (OSError, duckdb.Error) as error:
            raise DataError(f"The check did not end ({error}). Give the command again.") from error


def _recheck(
    paths: Paths, asked: Asked, older_than: datetime | None, processes: int, say: Any
) -> Rechecked:
    since = began(paths, NAME)
    if since is not None and kept_file(paths, CHECKS, NAME, since).is_file():
        # Kept, and cut off before the end; badges of which more became known come after checks.
        work = going_on(paths, NAME, since)
        kinds = () if kept_file(paths, AWARDS, NAME, since).is_file() else (AWARDS,)
        return _kept(paths, work, kinds)
    people, trust = read_people(paths), read_trust_list(paths)
    how = {
        "mode": asked.mode, "trust": trust.sha256, "replay": str(asked.replay),
        "before": str(older_than and older_than.date()),
        "known": known_files(paths),
    }  # fmt: skip
    kept = list(_of_kept(paths, people, older_than, is_online=asked.mode == ONLINE))
    if not kept:
        return Rechecked({}, (), 0, "There is no badge to be checked.")
    work = work_on(paths, NAME, how)
    done = 0

    def told(size: int) -> None:
        nonlocal done
        done += size
        say(len(kept), done)

    for _ in judge_all(
        work,
        (kept[n : n + BAG] for n in range(0, len(kept), BAG)),
        judge_kept,
        processes=processes if len(kept) > BAG else 1,
        prepare=prepare,
        prepare_with=(people, trust, asked),
        say=told,
    ):
        pass
    return _kept(paths, work, PARTS)


def _kept(paths: Paths, work: Work, kinds: Iterable[str]) -> Rechecked:
    rows = {kind: _rows(work, PARTS[kind]) for kind in kinds}
    sentence = keep_and_publish(paths, Origin(Path(NAME), "", NAME), work.began, rows)
    verdicts: Counter[str] = Counter()
    changed: list[dict[str, Any]] = []
    changed_count = 0
    for row in work.rows():
        verdicts[row["verdict"]] += 1
        if row["before"] == row["verdict"] or row["stands"]:
            continue
        changed_count += 1
        if len(changed) < LISTED:
            changed.append({name: row[name] for name in CHANGED})
    end(paths, NAME)
    return Rechecked(dict(verdicts), tuple(changed), changed_count, sentence or "")


CHANGED = (
    "candidate", "candidate_name", "badge_name", "before", "verdict", "reason", "sentence",
    "recipient_match", "issuer_trust", "issuer_domain",
)  # fmt: skip
"""What is told of a badge whose verdict has changed."""


def _rows(work: Work, part: str) -> Iterator[Row]:
    for number, row in enumerate(work.rows(), start=1):
        if part in row:
            yield Row(number, {**row[part], "source_file": row["file"], **_time(row, part)})


def _time(row: dict[str, Any], part: str) -> dict[str, Any]:
    """A badge stays as old as it was, so that a check makes nobody's retention longer."""
    if part == "check":
        return {}
    before = datetime.fromisoformat(row["imported_at"]).replace(tzinfo=UTC)
    return {"imported_at": before + timedelta(microseconds=1)}


def _of_kept(
    paths: Paths, people: People, older_than: datetime | None, *, is_online: bool
) -> Iterable[dict[str, Any]]:
    """Kept badges as ``judge_kept`` takes them, with imported_at and the verdict before."""
    with in_memory(paths) as connection:
        register_kept(connection, paths, {GROUPS: GROUPS_SCHEMA}, unread=frozenset({GROUPS}))
        connection.execute(IDENTITY)
        found = connection.execute(KEPT, {"online": is_online, "before": older_than})
        columns = [column[0] for column in found.description or ()]
        for values in found.fetchall():
            row = dict(zip(columns, values, strict=True))
            person = str(row["person_id"])
            owner = people.owner(row["candidate_id"], row["email_key"], person)
            is_export = row["badge_sha256"] is None
            yield {
                "text": row["badge_text"],
                "source_file": row["source_file"],
                "owner": asdict(owner),
                "stated": {name: row[name] for name in STATED} if is_export else None,
                "said": {name: row[name] for name in SAID},
                "imported_at": row["imported_at"],
                "before": row["verdict"],
                "stands": row["stands"],
            }
