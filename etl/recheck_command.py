"""``python -m etl recheck``: all kept badges verified again."""

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from tqdm import tqdm

from etl.importing.badge_import import add_asking_options, checked_asking
from etl.paths import Paths
from etl.people.badge_judging import Asked
from etl.people.recheck import Rechecked, recheck
from etl.people_command import cutoff, period

PRINTED = 20
"""Badges with another verdict that are printed for people."""


def add_parser(commands: Any) -> None:
    """Add the command to the subparsers of ``python -m etl``."""
    text = "verify all kept badges again; every check is kept"
    parser: argparse.ArgumentParser = commands.add_parser("recheck", help=text, description=text)
    add_asking_options(parser)
    parser.add_argument("--older-than", metavar="PERIOD", type=period,
                        help="only badges not checked for so long: 30d, 8w, 6m")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    parser.add_argument("--processes", type=int, default=2, help="worker processes (default 2)")
    parser.set_defaults(run=run)


def run(paths: Paths, options: argparse.Namespace) -> int:
    """Check again: 0 when it was done."""
    asked = Asked(None, options.online, options.replay)
    checked_asking(asked)
    before = None
    if options.older_than:
        day = cutoff(options.older_than, datetime.now(UTC).date())
        before = datetime(day.year, day.month, day.day, tzinfo=UTC)
    with tqdm(desc="recheck", unit=" badges", file=sys.stderr, leave=False, disable=None) as bar:

        def say(total: int, done: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        found = recheck(paths, asked, before, options.processes, say)
    if options.json:
        print(json.dumps(_document(found, asked), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(found)))
    return 0


def _document(found: Rechecked, asked: Asked) -> dict[str, Any]:
    return {
        "mode": asked.mode,
        "checked": sum(found.verdicts.values()),
        "verdicts": found.verdicts,
        "changed_count": found.changed_count,
        "changed": list(found.changed),
        "sentence": found.sentence,
    }


def _lines(found: Rechecked) -> list[str]:
    said = [f"{sum(found.verdicts.values()):,} badges checked."]
    said += [f"  {verdict.replace('_', ' '):<16} {n:>9,}" for verdict, n in found.verdicts.items()]
    said += ["Another verdict than before:"] if found.changed else []
    for row in found.changed[:PRINTED]:
        said.append(
            f"  {row['candidate_name'] or row['candidate']}, {row['badge_name']}: "
            f"{row['before'] or 'not checked'} -> {row['verdict']}. {row['sentence']}"
        )
    more = found.changed_count - PRINTED
    said += [f"  and {more:,} more"] if more > 0 else []
    return [*said, found.sentence]
