"""Work on many badges that goes on where it was cut off: parts below ``imports/.verifying``.

A part is the rows that came of some files, whole on disk or not there. Parts are used again only
for the same content, asked in the same way; they go once what was made of them is published.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl.engine import map_batches
from etl.errors import DataError
from etl.paths import Paths
from etl.people.badge_rows import Row
from etl.people.imported import kept_files
from etl.people.private import IMPORTS, people_folder, private_folder
from etl.people.purge_files import replace_text

VERIFYING = ".verifying"
LOCK = ".badges.lock"
_BEGUN = "begun.json"
Judging = Callable[[list[Any]], list[Row]]


@dataclass(frozen=True)
class Work:
    """A folder of parts, and when the work was begun; without a folder nothing is kept."""

    folder: Path | None = None
    began: datetime = datetime.min

    def rows(self) -> Iterator[Row]:
        """The rows of all parts, in order."""
        for file in sorted(self.folder.glob("[0-9]*.json")) if self.folder else ():
            yield from json.loads(file.read_text("utf-8"))


NOWHERE = Work()


@contextmanager
def badges_at_work(paths: Paths, *, waits: bool = True) -> Iterator[None]:
    """Hold back other work on badges, and purges, which would not know of what is under way.

    Raises:
        DataError: other work is under way, where this one does not wait.
    """
    try:
        with FileLock(people_folder(paths) / LOCK, timeout=-1 if waits else 0):
            yield
    except Timeout as error:
        raise DataError(
            "Badges are just being verified. Give the command again when that has ended."
        ) from error


def work_on(paths: Paths, name: str, asked: dict[str, Any]) -> Work:
    """The work of a name, gone on with where it was asked in the same way, else begun anew."""
    people_folder(paths)
    folder = private_folder(private_folder(paths.people / IMPORTS / VERIFYING) / name)
    file = folder / _BEGUN
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    if (begun := _begun(folder)) is not None and begun[0] == digest:
        return Work(folder, begun[1])
    shutil.rmtree(folder)
    now = datetime.now(UTC)
    private_folder(folder)
    replace_text(file, json.dumps({"asked": digest, "began": now.isoformat()}))
    return Work(folder, now)


def known_files(paths: Paths) -> list[str]:
    """The kept files by which it is known whose badges are whose: with others, others may be.

    Files of checks are left out: those of this very work come before its badges.
    """
    return [f.name for kind in ("candidates", "awards") for f in kept_files(paths, kind)]


def began(paths: Paths, name: str) -> datetime | None:
    """When work of that name was begun that is not ended; None where there is none."""
    begun = _begun(paths.people / IMPORTS / VERIFYING / name)
    return begun[1] if begun else None


def going_on(paths: Paths, name: str, since: datetime) -> Work:
    """Work that was begun then, as it is."""
    return Work(paths.people / IMPORTS / VERIFYING / name, since)


def end(paths: Paths, name: str) -> None:
    """Let the parts go."""
    folder = paths.people / IMPORTS / VERIFYING
    shutil.rmtree(folder / name, ignore_errors=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def forget_all(paths: Paths) -> None:
    """Let all parts go: they hold badges of whoever is to be forgotten, and can be made again."""
    folder = paths.people / IMPORTS / VERIFYING
    if folder.is_dir():
        shutil.rmtree(folder)


def judge_all(
    work: Work,
    bags: Iterable[list[Any]],
    judging: Judging,
    *,
    processes: int,
    prepare: Callable[..., None],
    prepare_with: tuple[Any, ...],
    say: Callable[[int], object],
) -> Iterator[Row]:
    """The rows of all bags, in order; those of which there is a part are not judged again.

    Args:
        say: told the size of each bag that is done.

    Raises:
        DataError: a process was ended from outside.
        OSError: a part cannot be written.
    """
    done: list[int] = []

    def missing() -> Iterator[tuple[int, list[Any]]]:
        for number, bag in enumerate(bags):
            if work.folder is not None and _part(work.folder, number).is_file():
                say(len(bag))
            else:
                done.append(len(bag))
                yield number, bag

    together = Together(judging)
    for n, (number, rows) in enumerate(
        map_batches(
            together, missing(), processes=processes, prepare=prepare, prepare_with=prepare_with
        )
    ):
        if work.folder is None:
            yield from rows
        else:
            replace_text(_part(work.folder, number), json.dumps(rows))
        say(done[n])
    yield from work.rows()


@dataclass(frozen=True)
class Together:
    """Judging with the number of the bag, and rows as plain JSON."""

    judging: Judging

    def __call__(self, numbered: tuple[int, list[Any]]) -> tuple[int, list[Row]]:
        number, bag = numbered
        rows = json.dumps(self.judging(bag), default=lambda value: value.isoformat())
        return number, json.loads(rows)


def _part(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.json"


def _begun(folder: Path) -> tuple[str, datetime] | None:
    try:
        told = json.loads((folder / _BEGUN).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return str(told["asked"]), datetime.fromisoformat(told["began"])
