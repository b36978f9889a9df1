"""Asks live sources for what is new and publishes it as a snapshot.

Page by page: asked for, read, drawn into facts where the text may not be kept, put on disk with
a line in the journal. A fetch that is cut off goes on from the last such line. The last good
snapshot stays until a new one is whole.
"""

import csv
import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import filelock

from etl.attempts import Attempt, write_attempt
from etl.connector import Answer, Ask, Connector, Page, Reject, Target
from etl.errors import DataError
from etl.fetched_rows import Sieve, open_sieve
from etl.http import HttpClient, Patience
from etl.journal import Journal, PageKept, open_journal
from etl.paths import Paths
from etl.posting_facts import made_with
from etl.snapshots import (
    ANSWERS,
    INCREMENT,
    AnswerKept,
    Sidecar,
    file_sha256,
    source_snapshots,
    write_snapshot,
)

OVERLAP = timedelta(days=3)
"""Rows are published late: each fetch asks again for so many days before the last one."""
MOST_PAGES = 100_000
MOST_REPEATING_PAGES = 3
REJECTS = "rejects.csv"
CONTACT = "CREDENCE_CONTACT"
"""Environment variable: an e-mail address for publishers that want one in the User-Agent."""


@dataclass(frozen=True)
class Wanted:
    """What the analyst asked for; see `python -m etl fetch --help`."""

    since: date | None = None
    limit: int | None = None
    base_url: str | None = None


Progress = Callable[[int, int], None]
"""Told the pages and the new rows so far."""


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
    if reason := _reason_to_skip(connector, folder, wanted, targets, environment):
        return Attempt(source_id, _now().isoformat(), "skipped", reason)
    folder.mkdir(parents=True, exist_ok=True)
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
    write_attempt(folder, attempt)
    return attempt


def _reason_to_skip(
    connector: Connector,
    folder: Path,
    wanted: Wanted,
    targets: tuple[Target, ...],
    environment: Mapping[str, str],
) -> str | None:
    manners = connector.MANNERS
    if missing := [name for name in manners.key_names if not environment.get(name)]:
        return f"no key ({', '.join(missing)} not set)"
    if manners.targets and not targets:
        return f"no {manners.targets} listed in data/reference/targets.csv"
    if manners.hours_between_fetches and wanted.base_url is None and folder.is_dir():
        last = [s.sidecar.retrieved_at for s in source_snapshots(folder) if s.sidecar.retrieved_at]
        if last:
            again = datetime.fromisoformat(last[-1]) + timedelta(
                hours=manners.hours_between_fetches
            )
            if _now() < again:
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
    journal = open_journal(folder, _since(connector, folder, wanted), wanted.base_url, _now())
    if journal.pages:
        say(f"{source.source_id}: going on after {len(journal.pages)} pages kept earlier")
    if not journal.is_finished:
        ask = Ask(
            since=date.fromisoformat(journal.begun.since) if journal.begun.since else None,
            targets=targets,
            keys={name: environment[name] for name in manners.key_names},
            cursor=journal.cursor,
        )
        client = HttpClient(
            manners,
            journal.folder / "incoming",
            base_url=wanted.base_url,
            hosts=tuple(urlsplit(t.target).netloc for t in targets if "//" in t.target),
            patience=patience,
            say=say,
            secrets=ask.keys.values(),
            contact=environment.get(CONTACT),
        )
        try:
            _pages(connector, ask, client, journal, open_sieve(connector, paths, journal), wanted,
                   progress)  # fmt: skip
        finally:
            client.close()
    return _publish(connector, paths, journal)


def _since(connector: Connector, folder: Path, wanted: Wanted) -> date | None:
    """The analyst's day, or a little before the last complete fetch, or the first fetch's span."""
    if wanted.since is not None or connector.MANNERS.covers != INCREMENT:
        return wanted.since
    complete = [
        s.sidecar.retrieved_at
        for s in (source_snapshots(folder) if folder.is_dir() else [])
        if s.sidecar.retrieved_at and s.sidecar.is_complete
    ]
    if complete:
        return datetime.fromisoformat(complete[-1]).date() - OVERLAP
    days = connector.MANNERS.first_days
    return _now().date() - timedelta(days=days) if days else None


def _pages(
    connector: Connector,
    ask: Ask,
    client: HttpClient,
    journal: Journal,
    sieve: Sieve,
    wanted: Wanted,
    progress: Progress,
) -> None:
    source_id = connector.SOURCE.source_id
    repeating = 0
    for page in connector.fetch(ask, client):
        parsed = connector.parse(page, ask)
        left = None if wanted.limit is None else max(wanted.limit - journal.rows, 0)
        sifted = sieve.sift(parsed, _day(page), most=left)
        refused = Counter(reject.reason for reject in parsed.rejects)
        refused.update(sifted.refused)
        release = _release(connector, page)  # before the answers are moved
        journal.keep(
            PageKept(
                cursor=page.cursor,
                rows={name: rows.num_rows for name, rows in sifted.tables.items()},
                refused=dict(refused),
                faults=parsed.rejects,
                passed_over=sifted.passed_over,
                answers=_kept(page.answers, journal, keep=connector.SOURCE.keeps_text),
                is_cut=left is not None and sifted.new >= left,
                release=release,
            ),
            sifted.tables,
        )
        progress(len(journal.pages), journal.rows)
        if journal.pages[-1].is_cut:
            return
        repeating = repeating + 1 if sifted.is_repeat else 0
        if repeating >= MOST_REPEATING_PAGES or len(journal.pages) >= MOST_PAGES:
            place = page.answers[-1].url if page.answers else source_id
            raise DataError(f"{place}: the pages do not end; they bring the same rows again.")
    if not journal.pages:
        # A source that had no page at all is finished, too: a line says so.
        journal.keep(PageKept(None, {}, {}, (), {}, ()), {})


def _release(connector: Connector, page: Page) -> str | None:
    """The publisher's own name for the edition, from connectors that know it."""
    edition = getattr(connector, "edition", None)
    return edition(page) if edition else None


def _day(page: Page) -> date:
    return page.answers[-1].retrieved_at.date() if page.answers else _now().date()


def _kept(answers: tuple[Answer, ...], journal: Journal, *, keep: bool) -> tuple[AnswerKept, ...]:
    """Describe the answers; move their bytes to where they stay, or away."""
    described = []
    number = sum(len(page.answers) for page in journal.pages)
    for answer in answers:
        number += 1
        file = f"{ANSWERS}/{number:06d}{_suffix(answer)}" if keep else None
        size, sha256 = answer.path.stat().st_size, file_sha256(answer.path)
        if file:
            answer.path.replace(journal.folder / file)
        else:
            answer.path.unlink()
        described.append(
            AnswerKept(
                answer.url, answer.status, answer.retrieved_at.isoformat(), size, sha256, file
            )
        )
    return tuple(described)


def _suffix(answer: Answer) -> str:
    with answer.path.open("rb") as handle:
        start = handle.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return ".zip"
    return ".json" if start[:1] in (b"{", b"[") else ".txt"


def _publish(connector: Connector, paths: Paths, journal: Journal) -> Attempt:
    """Write the snapshot, its sidecar last, and forget the journal."""
    source, begun = connector.SOURCE, journal.begun
    refused, passed_over = journal.counted("refused"), journal.counted("passed_over")
    tables = Sieve.together(connector, journal)
    new = next(iter(tables.values())).num_rows
    attempt = Attempt(
        source.source_id,
        _now().isoformat(),
        "fetched" if new else "nothing new",
        f"{new:,} new rows, {sum(refused.values()):,} refused, "
        f"{sum(passed_over.values()):,} already known",
        new_rows=new,
        refused=refused,
        passed_over=passed_over,
        is_complete=not any(page.is_cut for page in journal.pages),
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
                release=journal.pages[-1].release,
            ),
            tables,
            edition=begun.edition,
        )
    journal.discard()
    return replace(attempt, edition=begun.edition if new else None)


def _write_rejects(path: Path, faults: Iterable[Reject]) -> None:
    """The records that could not be used: where each stood, which field, and why."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["where", "column", "reason"])
        writer.writerows([fault.where, fault.column, fault.reason] for fault in faults)


def _failed(source_id: str, sentence: str) -> Attempt:
    return Attempt(source_id, _now().isoformat(), "failed", sentence)


def _now() -> datetime:
    return datetime.now(UTC)
