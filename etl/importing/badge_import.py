"""Badges behind ``etl import --as awards``: read, verified, linked, and kept with what was found.

Verifying is what takes time, and what a crash would cost; so it is done in parts that are kept
(``etl.people.badge_parts``). What was there before stays served until all of it is done.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
from tqdm import tqdm

from etl.errors import DataError
from etl.importing import Origin, Row
from etl.importing.badge_files import (
    BAG_FILES,
    bags,
    content_sha256,
    entries,
    file_count,
    holds_badges,
)
from etl.importing.badge_outcome import KIND, Counts, badge_outcome
from etl.importing.outcome import Outcome
from etl.importing.people_values import identity
from etl.importing.values import email
from etl.paths import Paths
from etl.people.badge_judging import Asked, judge_entries, prepare
from etl.people.badge_keeping import PARTS, keep_and_publish
from etl.people.badge_owners import People
from etl.people.badge_parts import (
    NOWHERE,
    Work,
    badges_at_work,
    began,
    end,
    going_on,
    judge_all,
    known_files,
    work_on,
)
from etl.people.imported import kept_file
from etl.people.known_people import read_people
from etl.people.trusted import read_trust_list

NAME = "badges"
OTHER_PEOPLES = frozenset({"candidates", "hires", "groups"})


def add_asking_options(parser: Any) -> None:
    """Add ``--online`` and ``--replay``."""
    parser.add_argument("--online", action="store_true", help="ask issuers over the network")
    parser.add_argument(
        "--replay", type=Path, metavar="DIR", help="answer the network from DIR/index.json"
    )


def are_badges(path: Path, kind: str | None) -> bool:
    """Whether a file given as a kind of rows (or as none) is to be read as badges.

    Raises:
        DataError: it holds badges and was given as rows about people.
    """
    if kind not in (None, KIND, *OTHER_PEOPLES) or not holds_badges(path):
        return False
    if kind in OTHER_PEOPLES:
        raise DataError(
            f"{path}: this is a badge and no table of {kind}; import badges with --as {KIND}."
        )
    return True


def import_badges(
    path: Path, paths: Paths, asked: Asked, *, dry_run: bool = False, processes: int = 2
) -> Outcome:
    """Import the badges of a file, a zip or a folder.

    Raises:
        DataError: nothing could be kept for a reason that concerns all of them; one sentence says
            why, and what was verified until then is used again next time.
    """
    _check_asked(asked)
    try:
        with badges_at_work(paths):
            return _imported(path, paths, asked, dry_run=dry_run, processes=processes)
    except (OSError, duckdb.Error) as error:
        raise DataError(
            f"{path}: the import did not end ({error}). What was there before is served; what was "
            "verified until then is used when the command is given again."
        ) from error


def _check_asked(asked: Asked) -> None:
    if asked.person is not None:
        try:
            (email if "@" in asked.person else identity)(asked.person)
        except ValueError as error:
            raise DataError(f"--person {asked.person}: {error}.") from error
        if not asked.person.strip():
            raise DataError("--person: an empty text names nobody.")
    checked_asking(asked)


def checked_asking(asked: Asked) -> None:
    """See that stored answers are where they should be.

    Raises:
        DataError: they are not.
    """
    if asked.replay is not None and not (asked.replay / "index.json").is_file():
        raise DataError(f"{asked.replay}: no stored answers (index.json) there.")


def _imported(path: Path, paths: Paths, asked: Asked, *, dry_run: bool, processes: int) -> Outcome:
    sha256 = content_sha256(path)
    # Files of badges are often named after somebody; the name of what is kept must not be.
    origin = Origin(path, sha256, NAME, processes)
    trust, people = read_trust_list(paths), read_people(paths)
    since = began(paths, sha256)
    if since is not None and not dry_run and kept_file(paths, KIND, origin.name, since).is_file():
        # Kept, and cut off before the end: only the rest is to be done.
        return _kept(
            path, paths, going_on(paths, sha256, since), origin, asked, people, is_new=False
        )
    how = {
        "name": path.name, "mode": asked.mode, "trust": trust.sha256, "person": asked.person,
        "replay": str(asked.replay),
        "known": known_files(paths),
    }  # fmt: skip
    work = NOWHERE if dry_run else work_on(paths, sha256, how)
    files = file_count(path)
    with tqdm(
        desc=path.name, total=files, unit=" files", file=sys.stderr, leave=False, disable=None
    ) as bar:
        rows = judge_all(
            work,
            bags(entries(path)),
            judge_entries,
            processes=processes if files > BAG_FILES else 1,
            prepare=prepare,
            prepare_with=(people, trust, asked),
            say=bar.update,
        )
        if dry_run:
            return badge_outcome(paths, path, rows, asked, people)
        for _ in rows:
            pass
    return _kept(path, paths, work, origin, asked, people, is_new=True)


def _kept(
    path: Path,
    paths: Paths,
    work: Work,
    origin: Origin,
    asked: Asked,
    people: People,
    *,
    is_new: bool,
) -> Outcome:
    """Keep the badges and publish the pool, say what came of it, and let the parts go."""
    rows = {kind: _rows(work, part) for kind, part in PARTS.items()} if is_new else {}
    sentence = keep_and_publish(paths, origin, work.began, rows)
    outcome = badge_outcome(
        paths,
        path,
        work.rows(),
        asked,
        people,
        sentence=sentence or f"No badge of {path.name} could be kept.",
        began=work.began,
    )
    end(paths, origin.sha256)
    return outcome


def _rows(work: Work, part: str) -> Iterator[Row]:
    """The rows to be kept, each with its number and the file that it was in."""
    counts = Counts()
    for row in work.rows():
        if counts.take(row):
            yield Row(counts.rows_in, {**row[part], "source_file": row["file"]})
