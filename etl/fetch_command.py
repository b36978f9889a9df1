"""``python -m etl fetch``: which sources, with which keys and lists, and what is shown."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tqdm import tqdm

from etl.attempts import Attempt
from etl.connector import Target
from etl.errors import DataError
from etl.fetch import Wanted, fetch_source
from etl.http import Patience
from etl.normalise.industries import NAICS_SECTORS
from etl.paths import Paths
from etl.sources.registry import CONNECTORS

TARGETS = "targets.csv"
COLUMNS = ("source_id", "target", "name", "naics_sector", "country")


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of `fetch`."""
    command.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help=f"which to ask (all, unless said): {', '.join(sorted(CONNECTORS))}",
    )
    command.add_argument(
        "--since", type=_past_day, metavar="DATE", help="rows from this day (YYYY-MM-DD)"
    )
    command.add_argument("--limit", type=_count, metavar="N", help="at most N new rows a source")
    command.add_argument(
        "--base-url", type=_url, metavar="URL", help="ask this address in place of the source's own"
    )
    command.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="how long to wait for an answer"
    )
    command.add_argument("--json", action="store_true", help="what came, as one JSON document")


def run(paths: Paths, options: argparse.Namespace) -> int:
    """Fetch; 0 where no source failed, 1 where one did, 2 for an unknown source.

    Raises:
        DataError: the list of targets is faulty.
    """
    if unknown := [name for name in options.sources if name not in CONNECTORS]:
        known = ", ".join(sorted(CONNECTORS))
        print(f"error: {', '.join(unknown)}: no such source; there are {known}.", file=sys.stderr)
        return 2
    wanted = Wanted(options.since, options.limit, options.base_url)
    patience = Patience(read=options.timeout) if options.timeout else Patience()
    targets = read_targets(paths.reference / TARGETS)
    attempts = []
    for name in options.sources or sorted(CONNECTORS):
        attempts.append(_fetch(name, paths, wanted, targets.get(name, ()), patience))
        _tell(attempts[-1], plainly=not options.json)
    if options.json:
        print(json.dumps([asdict(attempt) for attempt in attempts], indent=2))
    return 1 if any(attempt.outcome == "failed" for attempt in attempts) else 0


def _tell(attempt: Attempt, *, plainly: bool) -> None:
    """One line; failures on standard error."""
    if attempt.outcome == "failed":
        sentence = attempt.sentence.removeprefix(f"{attempt.source_id}: ")
        print(f"error: {attempt.source_id}: {sentence}", file=sys.stderr, flush=True)
    elif plainly:
        print(f"{attempt.source_id}: {attempt.outcome}: {attempt.sentence}", flush=True)


def _fetch(
    name: str, paths: Paths, wanted: Wanted, targets: tuple[Target, ...], patience: Patience
) -> Attempt:
    """One source, with a bar on a terminal and a line for every page elsewhere."""
    shown = sys.stderr.isatty()
    with (
        tqdm(desc=name, unit=" rows", file=sys.stderr, leave=False) if shown else nullcontext()
    ) as bar:

        def progress(pages: int, rows: int) -> None:
            if bar is not None:
                bar.set_postfix_str(f"{pages} pages", refresh=False)
                bar.update(rows - bar.n)
            else:
                print(f"{name}: page {pages}, {rows:,} new rows", file=sys.stderr, flush=True)

        def say(line: str) -> None:
            if bar is not None:
                bar.write(line, file=sys.stderr)
            else:
                print(line, file=sys.stderr, flush=True)

        return fetch_source(
            CONNECTORS[name],
            paths,
            wanted,
            targets=targets,
            environment=os.environ,
            progress=progress,
            say=say,
            patience=patience,
        )


def read_targets(path: Path) -> dict[str, tuple[Target, ...]]:
    """The boards and catalogs that the analyst listed, by source; none where there is no list.

    Raises:
        DataError: a column is missing, or a line names no known source, no target, or no sector.
    """
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        if missing := set(COLUMNS) - set(reader.fieldnames or []):
            raise DataError(f"{path}: line 1: no column {sorted(missing)}.")
        return _by_source(path, ((reader.line_num, row) for row in reader))


def _by_source(
    path: Path, rows: Iterable[tuple[int, dict[str, str]]]
) -> dict[str, tuple[Target, ...]]:
    listed: dict[str, tuple[Target, ...]] = {}
    for line, row in rows:
        cells = {name: (row[name] or "").strip() or None for name in COLUMNS}
        source, target = cells["source_id"], cells["target"]
        connector = CONNECTORS.get(source or "")
        if connector is None or connector.MANNERS.targets is None:
            raise DataError(f"{path}: line {line}: source_id {source}: takes no targets.")
        if target is None:
            raise DataError(f"{path}: line {line}: target is empty.")
        if cells["naics_sector"] is not None and cells["naics_sector"] not in NAICS_SECTORS:
            raise DataError(
                f"{path}: line {line}: naics_sector {cells['naics_sector']} is not a NAICS sector."
            )
        entry = Target(target, cells["name"], cells["naics_sector"], cells["country"])
        listed[source or ""] = (*listed.get(source or "", ()), entry)
    return listed


def _past_day(text: str) -> date:
    day = date.fromisoformat(text)
    if day > datetime.now(UTC).date():
        raise argparse.ArgumentTypeError(f"{text} is in the future")
    return day


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise argparse.ArgumentTypeError(f"{text!r} is not the address of a server")
    return text


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("more than 0")
    return seconds


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
