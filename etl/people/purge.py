"""Purging people everywhere: kept rows, builds, the desk, groups, hires and refused rows.

First the whole plan is put on disk below ``data/people/purging/``; then each store is rewritten;
then the receipt is written and the plan goes. Every step can be done again, so that a purge that
was cut off at any moment is finished by the next one (or by the next build): nothing is ever half
deleted for good.
"""

import json
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from etl.errors import DataError
from etl.paths import Paths
from etl.people import desk_purge, purge_refused
from etl.people.badge_parts import badges_at_work, forget_all
from etl.people.desk_file import FILE as DESK
from etl.people.hires import KIND as HIRES
from etl.people.hires import LOCK as HIRES_LOCK
from etl.people.hires import hires_shelf, publish_hires
from etl.people.identity import ASIDE
from etl.people.imported import KEY, kept_files, publish_pool, secret_key
from etl.people.private import IMPORTS, QUARANTINE, private_folder
from etl.people.publish import LOCK, is_real, pool_shelf
from etl.people.purge_files import leftovers, replace_text, rewrite_kept
from etl.people.purge_plan import (
    STORES,
    Plan,
    normalised,
    plan_for,
    plan_from,
    plan_older_than,
    receipt_key,
)
from etl.people.trusted import FILE as TRUSTED
from etl.publish import ARRAYS, PARTIAL, POINTER, Shelf, arrays_of

UNDER_WAY, RECEIPTS = "purging", "receipts"
PERSON, RETENTION = "person", "retention"


@dataclass(frozen=True)
class Purge:
    """A purge as it is planned, or was done; `receipt` is what is kept of it.

    `oldest` holds ids and their newest sign of life, for a purge of old people.
    """

    plan: Plan
    receipt: dict[str, Any]
    oldest: dict[str, date]
    old_files: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is kept that the purge is about."""
        return not any(self.receipt["removed"].values())


def planned_for(paths: Paths, named: Sequence[str]) -> Purge:
    """What a purge of the people so named would remove.

    Raises:
        DataError: a name stands for several people, or is no id and no address.
    """
    terms = tuple(dict.fromkeys(normalised(term) for term in named))
    plan = plan_for(paths, terms)
    key = secret_key(paths)
    hashes = sorted(receipt_key(t, key) for t in {*terms, *plan.people, *plan.addresses})
    return Purge(plan, _receipt(paths, PERSON, plan, (), {"named": hashes}), {})


def planned_older_than(paths: Paths, before: date, period: str) -> Purge:
    """What a purge of people without a sign of life since a day would remove."""
    plan, oldest = plan_older_than(paths, before)
    files = tuple(f.name for f in purge_refused.older_files(paths, before))
    about = {"older_than": period, "before": before.isoformat()}
    return Purge(plan, _receipt(paths, RETENTION, plan, files, about), oldest, files)


def carry_out(paths: Paths, purge: Purge) -> dict[str, Any]:
    """Do a planned purge, and return its receipt.

    Raises:
        DataError: a file is in use or damaged, or badges are being verified; the next purge goes
            on.
    """
    file = _under_way(paths) / f"{purge.receipt['receipt']}.json"
    told = {
        "plan": asdict(purge.plan), "receipt": purge.receipt, "old_files": list(purge.old_files)
    }  # fmt: skip
    replace_text(file, json.dumps(told))
    return _finish(paths, file)


def finish_interrupted(paths: Paths) -> list[dict[str, Any]]:
    """Finish the purges that were cut off; their receipts."""
    if not (paths.people / UNDER_WAY).is_dir():
        return []
    for leftover in _under_way(paths).glob(f"*{PARTIAL}"):
        leftover.unlink()  # A plan that was never whole: nothing was deleted by it.
    return [_finish(paths, file) for file in interrupted(paths)]


def interrupted(paths: Paths) -> list[Path]:
    """The plans of purges that are not finished."""
    return sorted((paths.people / UNDER_WAY).glob("*.json"))


def receipts_of(paths: Paths, term: str) -> list[dict[str, Any]]:
    """Receipts of purges in which this id or address was named."""
    made = receipt_key(term, secret_key(paths))
    kept = [json.loads(f.read_text("utf-8")) for f in sorted(_receipts(paths).glob("*.json"))]
    return [receipt for receipt in kept if made in receipt.get("named", ())]


def not_looked_at(paths: Paths) -> list[Path]:
    """Files below ``data/people`` that no purge knows, so that they may still name somebody."""
    folders = (RECEIPTS, UNDER_WAY, QUARANTINE, HIRES, *(f"{IMPORTS}/{store}" for store in STORES))
    files = ("*.duckdb", f"*{ARRAYS}/*", f"{DESK}*", POINTER, ".*.lock", f"{IMPORTS}/{KEY}",
             TRUSTED)  # fmt: skip
    known = (*files, *(f"{folder}/*" for folder in folders))
    listed = {f for pattern in known for f in paths.people.glob(pattern)}
    return sorted(f for f in paths.people.rglob("*") if f.is_file() and f not in listed)


def _receipt(
    paths: Paths, what: str, plan: Plan, old_files: tuple[str, ...], about: dict[str, Any]
) -> dict[str, Any]:
    """The receipt as it will be: counts, and of people only keyed hashes of what was named."""
    wanted = purge_refused.wanted(plan)
    refused = 0
    for file in purge_refused.files(paths):
        everyone = file.name in old_files
        refused += purge_refused.count_rows(file, None if everyone else wanted)
    told = desk_purge.about(paths, plan.people)
    now = datetime.now(UTC)
    return {
        "receipt": f"purge-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
        "what": what,
        "began_at": now.isoformat(timespec="seconds"),
        **about,
        "removed": {
            **plan.rows,
            "refused_rows": refused,
            "shortlist_entries": len(told["shortlists"]),
            "log_lines_blanked": len(told["audit"]),
        },
    }


def _finish(paths: Paths, file: Path) -> dict[str, Any]:
    told = json.loads(file.read_text("utf-8"))
    plan = plan_from(told["plan"])
    pool, hires = pool_shelf(paths), hires_shelf(paths)
    with (
        badges_at_work(paths, waits=False),
        FileLock(pool.folder / LOCK),
        FileLock(hires.folder / HIRES_LOCK),
    ):
        forget_all(paths)
        rewrite_kept(paths, plan)
        at_work = _rewrite_refused(paths, plan, set(told["old_files"]))
        desk_purge.forget(paths, plan.people)
        # The new build is served before the older ones go: readers always find one.
        if is_real(paths):
            publish_pool(paths)
        _drop_older(pool)
        if kept_files(paths, HIRES):
            publish_hires(paths)
        else:
            (hires.folder / POINTER).unlink(missing_ok=True)
        _drop_older(hires)
        for aside in paths.people.glob(f"{ASIDE}*"):
            shutil.rmtree(aside, ignore_errors=True)
    if at_work:
        raise DataError(
            "An import is writing refused rows, or was cut off within the last hour. All else is "
            "purged; give `python -m etl purge` again when it has ended."
        )
    receipt: dict[str, Any] = told["receipt"] | {
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds")
    }
    replace_text(
        _receipts(paths) / file.name, json.dumps(receipt, indent=2, ensure_ascii=False) + "\n"
    )
    file.unlink()
    return receipt


def _rewrite_refused(paths: Paths, plan: Plan, old_files: set[str]) -> int:
    """Refused rows without these people; how many files are just being written."""
    wanted = purge_refused.wanted(plan)
    for file in purge_refused.files(paths):
        if file.name in old_files:
            file.unlink()
        else:
            purge_refused.rewrite(file, wanted)
    old, at_work = leftovers(paths.people / QUARANTINE)
    for leftover in old:
        leftover.unlink()
    return at_work


def _drop_older(shelf: Shelf) -> None:
    """Remove every build but the served one, and what crashes left of others."""
    shelf.clear_partials()
    current = shelf.current()
    for build in shelf.builds():
        if build != current:
            try:
                build.unlink()
                if arrays_of(build).is_dir():
                    shutil.rmtree(arrays_of(build))
            except PermissionError as error:
                raise DataError(
                    f"{build.name} is in use. Close the app and give `python -m etl purge` again: "
                    "it goes on where it is now."
                ) from error


def _under_way(paths: Paths) -> Path:
    pool_shelf(paths)
    return private_folder(paths.people / UNDER_WAY)


def _receipts(paths: Paths) -> Path:
    pool_shelf(paths)
    return private_folder(paths.people / RECEIPTS)
