"""``python -m etl purge`` and ``python -m etl person``: retention, deletion, and what is kept."""

import argparse
import json
import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.paths import Paths
from etl.people import purge
from etl.people.purge_files import replace_text
from etl.people.purge_plan import normalised
from etl.people.record import is_empty, record_of
from etl.people.sample import after_months

DONE, NOBODY, WRONG_CALL = 0, 1, 2
PRINTED = 20
"""People that a dry run lists."""
_PERIOD = re.compile(r"([1-9]\d{0,3}) ?(d|w|m|y)", re.IGNORECASE)


def cutoff(period: str, today: date) -> date:
    """The day that lies a period before another: ``90d``, ``8w``, ``12m``, ``2y``.

    Raises:
        ValueError: not such a period.
    """
    found = _PERIOD.fullmatch(period.strip())
    if found is None:
        raise ValueError(f"{period!r} is no period such as 90d, 8w, 12m or 2y")
    number, unit = int(found[1]), found[2].casefold()
    if unit in "dw":
        return today - timedelta(days=number * (7 if unit == "w" else 1))
    months = number * (12 if unit == "y" else 1)
    if months >= 12 * today.year:
        raise ValueError(f"{period!r} reaches back before the calendar")
    return after_months(today, -months)


def add_parsers(commands: Any) -> None:
    """Add both commands to the subparsers of ``python -m etl``."""
    text = "delete people everywhere: those of a retention period, or one person, with a receipt"
    parser: argparse.ArgumentParser = commands.add_parser(
        "purge",
        help=text,
        description=f"{text}. Without --older-than and --person it finishes a purge that was cut "
        "off.",
    )
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--older-than", metavar="PERIOD", type=period,
                      help="without a sign of life for so long: 90d, 8w, 12m, 2y")  # fmt: skip
    whom.add_argument("--person", action="append", metavar="ID|EMAIL",
                      help="this person; may be given several times")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="count and say all, delete nothing")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    parser.set_defaults(run=run_purge)
    text = "all that is kept about one person, as a JSON file"
    parser = commands.add_parser("person", help=text, description=text)
    parser.add_argument("person", metavar="ID|EMAIL")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.json")
    parser.set_defaults(run=run_person)


def period(text: str) -> str:
    """An option's period. Raises ArgumentTypeError where it is none."""
    try:
        cutoff(text, datetime.now(UTC).date())
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def run_purge(paths: Paths, options: argparse.Namespace) -> int:
    """Purge: 0 when done (or nobody is too old), 1 when the person is not known, 2 when nothing
    was asked for."""
    waiting = len(purge.interrupted(paths))
    finished = [] if options.dry_run else purge.finish_interrupted(paths)
    for receipt in finished:
        print(f"Finished the purge {receipt['receipt']}, which was cut off.", file=sys.stderr)
    if waiting and options.dry_run:
        print(f"{waiting} purge cut off earlier is not finished yet.", file=sys.stderr)
    if options.person:
        found = purge.planned_for(paths, options.person)
    elif options.older_than:
        before = cutoff(options.older_than, datetime.now(UTC).date())
        found = purge.planned_older_than(paths, before, options.older_than)
    elif waiting:
        return DONE
    else:
        print(
            "error: say whom to purge: --older-than PERIOD or --person ID|EMAIL.", file=sys.stderr
        )
        return WRONG_CALL
    if found.is_empty:
        if options.json:
            print(json.dumps({"receipt": None, "removed": found.receipt["removed"]}, indent=2))
        if options.person:
            print(f"error: {_nobody(paths, options.person)}", file=sys.stderr)
            return NOBODY
        print(f"Nobody is without a sign of life since {found.receipt['before']}.", file=sys.stderr)
        return DONE
    if options.dry_run:
        receipt = found.receipt | {"receipt": None, "dry_run": True}
    else:
        receipt = purge.carry_out(paths, found)
    if options.json:
        print(json.dumps(receipt, indent=2))
    else:
        print("\n".join(_lines(paths, found, receipt)))
    for file in purge.not_looked_at(paths):
        print(f"note: {file} is of no kind that a purge knows; look into it.", file=sys.stderr)
    return DONE


def _lines(paths: Paths, found: purge.Purge, receipt: dict[str, Any]) -> list[str]:
    said = []
    if found.oldest:
        said.append(
            f"{len(found.oldest):,} people without a sign of life since {receipt['before']}:"
        )
        said += [f"  {who:<40} {day}" for who, day in list(found.oldest.items())[:PRINTED]]
        more = len(found.oldest) - PRINTED
        said += [f"  and {more:,} more"] if more > 0 else []
    is_dry = receipt.get("dry_run", False)
    said.append("Would be removed:" if is_dry else "Removed:")
    said += [f"  {what.replace('_', ' '):<20} {n:>9,}" for what, n in receipt["removed"].items()]
    if is_dry:
        return [*said, "A dry run: nothing was deleted."]
    return [
        *said,
        "The pool and the hires were made again without them; older builds were deleted. An open "
        "app lets go of the former build at its next visit.",
        f"Receipt: {paths.people / purge.RECEIPTS / receipt['receipt']}.json",
    ]


def _nobody(paths: Paths, named: list[str]) -> str:
    """That nothing is kept, and the receipt where the person was purged before."""
    purged = [r for term in named for r in purge.receipts_of(paths, term)]
    if not purged:
        return "Nothing is kept about " + " or ".join(named) + "."
    last = purged[-1]
    return (
        f"Nothing is kept about {' or '.join(named)}: purged on {last['finished_at'][:10]}, "
        f"receipt {last['receipt']}."
    )


def run_person(paths: Paths, options: argparse.Namespace) -> int:
    """Write a person's record: 0 when anything is kept, 1 when nothing is, 2 for a wrong call."""
    out: Path = options.out
    if not out.parent.is_dir() or out.is_dir():
        print(f"error: {out}: is no file that can be written.", file=sys.stderr)
        return WRONG_CALL
    if purge.interrupted(paths):
        raise DataError("A purge was cut off. Finish it first: `python -m etl purge`.")
    record = record_of(paths, options.person)
    if is_empty(record):
        print(f"error: {_nobody(paths, [normalised(options.person)])}", file=sys.stderr)
        return NOBODY
    replace_text(out, json.dumps(record, indent=2, ensure_ascii=False) + "\n")
    rows = sum(map(len, record["imported"].values()))
    print(
        f"{rows:,} imported rows, {len(record['shortlists']):,} shortlist entries and "
        f"{len(record['refused_rows']):,} refused rows written to {out}, readable by you alone."
    )
    return DONE
