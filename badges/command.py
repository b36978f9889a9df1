"""The command: ``python -m badges verify FILE ... [--json] [--online] [--replay DIR] ...``."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from badges.dates import moment_of
from badges.fetching import Online
from badges.reading.files import read
from badges.replay import Replay, answers_of, given
from badges.trust import read_trust
from badges.values import Fetch, Found, Result, Settings, offline
from badges.verdicts import verify


def main(arguments: list[str] | None = None) -> int:
    """Run it. 0 when every file could be judged, whatever the verdicts; else 1 and a sentence."""
    options = _parser().parse_args(arguments)
    try:
        fetch_for = _fetching(options)
        settings = Settings(
            recipient_emails=tuple(options.recipient),
            trusted=read_trust(options.trust) if options.trust else {},
            at=options.at,
        )
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    missing = 0
    for path in options.files:
        try:
            found = read(path, path.name)
        except OSError as error:
            print(f"error: {path}: {error.strerror or error}", file=sys.stderr)
            missing = 1
            continue
        for index, one in enumerate(found):
            result = verify(one, dataclasses.replace(settings, fetch=fetch_for(one)))
            print(_line(path, index, result) if options.json else _sentence(path, index, result))
    return missing


def as_row(path: Path, index: int, result: Result) -> dict[str, Any]:
    """A result as one JSON object."""
    return {
        "file": str(path),
        "badge_index": index,
        "format": result.found.format,
        **result.answers(),
        "issuer": {**dataclasses.asdict(result.issuer), "domain": result.issuer_domain},
        "achievement": dataclasses.asdict(result.achievement),
        "earned_on": result.earned_on or None,
        "expires_on": result.expires_on or None,
        "checks": result.check_rows(),
    }


def _line(path: Path, index: int, result: Result) -> str:
    return json.dumps(as_row(path, index, result), ensure_ascii=True)


def _sentence(path: Path, index: int, result: Result) -> str:
    # A stranger's text on a terminal: no control characters.
    name = "".join(sign for sign in result.achievement.name if sign.isprintable())[:100]
    return f"{path} [{index}] {result.verdict}: {result.sentence} {name}".rstrip()


def _fetching(options: argparse.Namespace) -> Callable[[Found], Fetch]:
    if options.replay is not None:
        answers = answers_of(options.replay)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return lambda found: Replay(answers, given(found), at)
    if options.online:
        online = Online()
        return lambda found: online
    return lambda found: offline


def _moment(text: str) -> datetime:
    moment = moment_of(text)
    if moment is None:
        raise argparse.ArgumentTypeError(f"{text} is no date (YYYY-MM-DD)")
    # A day counts whole: what was earned on it is earned, what ended on it has ended.
    return datetime.combine(moment.date(), time.max, UTC) if len(text) == 10 else moment


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m badges", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    verifying = commands.add_parser("verify", help="judge the badges in files")
    verifying.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verifying.add_argument("--json", action="store_true", help="one JSON line for each badge")
    verifying.add_argument("--online", action="store_true", help="ask issuers over the network")
    verifying.add_argument(
        "--replay", type=Path, metavar="DIR", help="answer the network from DIR/index.json"
    )
    verifying.add_argument(
        "--recipient", action="append", default=[], metavar="EMAIL", help="whose badge it should be"
    )
    verifying.add_argument(
        "--trust", type=Path, metavar="FILE", help="CSV of trusted issuers: issuer_id,name,key"
    )
    verifying.add_argument("--at", type=_moment, metavar="DATE", help="judge as of this day (UTC)")
    return parser
