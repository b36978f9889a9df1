"""Asks live sources for what is new and publishes it as a snapshot.

Page by page: asked for, read, drawn into facts where the text may not be kept, put on disk with
a line in the journal. A fetch that is cut off goes on from the last such line. The last good
snapshot stays until a new one is whole.
"""

import csv
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import filelock

from etl.attempts import Attempt, read_attempt, write_attempt
from etl.connector import Ask, Connector, Reject, Target
from etl.errors import DataError
from etl.fetch_pages import Progress, failures, fetch_pages
from etl.fetched_rows import Sieve, open_sieve
from etl.http import HttpClient, Patience
from etl.journal import Journal, open_journal
from etl.paths import Paths
from etl.posting_facts import made_with
from etl.snapshots import (
    ANSWERS,
    INCREMENT,
    Sidecar,
    write_snapshot,
)

OVERLAP = timedelta(days=3)
"""Rows are published late: each fetch asks again for so many days before the last one."""
INCOMING = "incoming"
REJECTS = "rejects.csv"
CONTACT = "CREDENCE_CONTACT"
"""Environment variable: an e-mail address for publishers that want one in the User-Agent."""


@dataclass(frozen=True)
class Wanted:
    """What the analyst asked for; see `python -m etl fetch --help`."""

    since: date | None = None
    limit: int | None = None
    base_url: str | None = None


def fetch_source(
    connector: Connector,
    paths: Paths,
    wanted: Wanted,
    *,
    targets: tuple[Target, ...] = (),
    environment: Mapping[str, str],
    progress: Progress = lambda pages, rows: None,
    say: Callable[[str], None] = lambda line: None,
    patience: Patience = Patience(),  # noqa: B008 (frozen)
) -> Attempt:
    """Fetch one source; what came of it is also written beside its snapshots.

    Never raises for what a server or a licence does: a failure is an `Attempt` that says so.
    """
    source_id = connector.SOURCE.source_id
    folder = paths.snapshots / source_id
    folder.mkdir(parents=True, exist_ok=True)
    before = read_attempt(folder)
    if reason := _reason_to_skip(connector, before, wanted, targets, environment):
        attempt = Attempt(source_id, _now().isoformat(), "skipped", reason)
        return _remembered(folder, attempt, before)
    try:
        with filelock.FileLock(folder / ".lock", timeout=0):
            attempt = _fetch(
                connector, paths, wanted, targets, environment, progress, say, patience
            )
    except filelock.Timeout:
        attempt = _failed(source_id, "another fetch of it is under way")
    except DataError as error:
        attempt = _failed(source_id, str(error))
    except OSError as error:
        attempt = _failed(source_id, f"{error.filename or folder}: {error.strerror or error}")
    return _remembered(folder, attempt, before)


def _remembered(folder: Path, attempt: Attempt, before: Attempt | None) -> Attempt:
    """Write the attempt, which carries on when the last complete fetch began."""
    if attempt.succeeded_at is None and before is not None:
        attempt = replace(attempt, succeeded_at=before.succeeded_at)
    write_attempt(folder, attempt)
    return attempt


def _reason_to_skip(
    connector: Connector,
    before: Attempt | None,
    wanted: Wanted,
    targets: tuple[Target, ...],
    environment: Mapping[str, str],
) -> str | None:
    manners = connector.MANNERS
    if missing := [name for name in manners.key_names if not environment.get(name)]:
        return f"no key ({', '.join(missing)} not set)"
    if manners.targets and not targets:
        return f"no {manners.targets} listed in data/reference/targets.csv"
    if wanted.limit is not None and manners.covers != INCREMENT:
        return "it brings a whole edition, which a limit would cut; ask without --limit"
    if manners.hours_between_fetches and wanted.base_url is None and before is not None:
        pause = timedelta(hours=manners.hours_between_fetches)
        if before.succeeded_at and _now() < (
            again := datetime.fromisoformat(before.succeeded_at) + pause
        ):
            return f"fetched a short while ago; it may be asked again from {again:%d %B %H:%M}"
    return None


def _fetch(
    connector: Connector,
    paths: Paths,
    wanted: Wanted,
    targets: tuple[Target, ...],
    environment: Mapping[str, str],
    progress: Progress,
    say: Callable[[str], None],
    patience: Patience,
) -> Attempt:
    source, manners = connector.SOURCE, connector.MANNERS
    folder = paths.snapshots / source.source_id
    journal = open_journal(
        folder,
        _since(connector, folder, wanted),
        wanted.base_url,
        json.dumps([str(wanted.since), [asdict(target) for target in targets]]),
        _now(),
    )
    if journal.pages:
        say(f"{source.source_id}: going on after {len(journal.pages)} pages kept earlier")
    if not journal.is_finished:
        ask = Ask(
            since=date.fromisoformat(journal.begun.since) if journal.begun.since else None,
            targets=targets,
            keys={name: environment[name] for name in manners.key_names},
        )
        client = HttpClient(
            manners,
            journal.folder / INCOMING,
            base_url=wanted.base_url,
            hosts=tuple(urlsplit(t.target).netloc for t in targets if "//" in t.target),
            patience=patience,
            say=say,
            secrets=ask.keys.values(),
            contact=environment.get(CONTACT),
        )
        try:
            fetch_pages(
                connector,
                ask,
                client,
                journal,
                open_sieve(connector, paths, journal),
                limit=wanted.limit,
                progress=progress,
            )
        finally:
            client.close()
            # A text that may not be kept must not stay behind a failure either.
            shutil.rmtree(journal.folder / INCOMING, ignore_errors=True)
    return _publish(connector, paths, journal)


def _since(connector: Connector, folder: Path, wanted: Wanted) -> date | None:
    """The analyst's day, or a little before the last complete fetch, or the first fetch's span."""
    if wanted.since is not None or connector.MANNERS.covers != INCREMENT:
        return wanted.since
    before = read_attempt(folder)
    if before is not None and before.succeeded_at:
        return datetime.fromisoformat(before.succeeded_at).date() - OVERLAP
    days = connector.MANNERS.first_days
    return _now().date() - timedelta(days=days) if days else None


def _publish(connector: Connector, paths: Paths, journal: Journal) -> Attempt:
    """Write the snapshot, its sidecar last, and forget the journal.

    Targets that failed make the attempt a failure; what the others brought is kept all the same.
    """
    source, begun = connector.SOURCE, journal.begun
    refused, passed_over = journal.counted("refused"), journal.counted("passed_over")
    tables = Sieve.together(connector, journal)
    new = next(iter(tables.values())).num_rows
    failed = failures(journal)
    is_complete = not failed and not any(page.is_cut for page in journal.pages)
    counts = (
        f"{new:,} new rows, {sum(refused.values()):,} refused, "
        f"{sum(passed_over.values()):,} passed over"
    )
    attempt = Attempt(
        source.source_id,
        _now().isoformat(),
        "failed" if failed else "fetched" if new else "nothing new",
        f"{'; '.join(failed)}; of the others {counts}" if failed else counts,
        new_rows=new,
        refused=refused,
        passed_over=passed_over,
        is_complete=is_complete,
        succeeded_at=begun.started_at if is_complete else None,
    )
    if new:
        folder = paths.snapshots / source.source_id / begun.edition
        folder.mkdir(exist_ok=True)
        answers = tuple(a for page in journal.pages for a in page.answers)
        if (journal.folder / ANSWERS).is_dir() and any(a.file for a in answers):
            if (folder / ANSWERS).exists():
                shutil.rmtree(folder / ANSWERS)
            (journal.folder / ANSWERS).replace(folder / ANSWERS)
        _write_rejects(folder / REJECTS, journal.faults())
        hashes = "".join(a.sha256 for a in answers)
        write_snapshot(
            paths.snapshots,
            Sidecar(
                source_id=source.source_id,
                kind="as_published" if source.keeps_text else "derived_facts",
                as_of=begun.edition[:10],
                derived_from=answers[0].url if answers else "",
                derived_from_sha256=hashlib.sha256(hashes.encode()).hexdigest(),
                rows_in=new + sum(refused.values()),
                rejects=refused,
                made_with=made_with(paths) if source.kind == "hiring" else {},
                retrieved_at=begun.started_at,
                covers=connector.MANNERS.covers,
                since=begun.since,
                is_complete=attempt.is_complete,
                passed_over=passed_over,
                answers=answers,
                release=journal.pages[-1].release if journal.pages else None,
            ),
            tables,
            edition=begun.edition,
        )
    journal.discard()
    return replace(attempt, edition=begun.edition if new else None)


def _write_rejects(path: Path, faults: Iterable[Reject]) -> None:
    """The records that could not be used: where each stood, which field, and why."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["where", "column", "reason"])
        writer.writerows([fault.where, fault.column, fault.reason] for fault in faults)


def _failed(source_id: str, sentence: str) -> Attempt:
    return Attempt(source_id, _now().isoformat(), "failed", sentence)


def _now() -> datetime:
    return datetime.now(UTC)
