"""The analyst's commands: ``python -m etl fetch | import | build | check | status | rollback``,
``snapshot PATH``, ``match [FILE|-]``, ``normalise pay|titles FILE.csv``, ``recheck``, ``purge``,
``person`` and ``sample-badges DIR``.
"""

import argparse
import json
import sys
from pathlib import Path

from etl import fetch_command, match_command, people_command, recheck_command, sample_command
from etl.build import build, status
from etl.checks import rule_failures
from etl.engine import add_engine_options, chosen_master
from etl.errors import DataError
from etl.freshness import document, freshness, lines
from etl.importing import command as import_command
from etl.normalise_command import KINDS, plain_line, understood
from etl.paths import Paths, default_paths
from etl.people.hires import refresh_hires
from etl.people.imported import refresh_imported_pool
from etl.people.publish import refresh_sample_pool
from etl.people.purge import finish_interrupted, interrupted
from etl.publish import Shelf, open_build
from etl.snapshot import snapshot


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0 when it did what it says, 1 with one sentence on stderr if not."""
    options = _parser().parse_args(arguments)
    paths: Paths = options.data
    try:
        return int(options.run(paths, options))
    except DataError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _build(paths: Paths, options: argparse.Namespace) -> int:
    def show(share: float, step: str) -> None:
        print(f"{share:4.0%}  {step}", file=sys.stderr)

    built = build(paths, show if not options.quiet else lambda share, step: None)
    finish_interrupted(paths)
    # A newer catalog links the same badges anew.
    refresh_sample_pool(paths)
    refresh_imported_pool(paths)
    refresh_hires(paths)
    if built.drawn_with_other_names:
        print(
            f"note: the facts of {len(built.drawn_with_other_names)} sources were drawn with other "
            "aliases or skills than today's; `python -m etl snapshot` draws them again where the "
            "texts are at hand.",
            file=sys.stderr,
        )
    print(f"Published build {built.build_id} in {built.seconds:.1f} s.")
    return 0


def _check(paths: Paths, options: argparse.Namespace) -> int:
    current = Shelf(paths.warehouse).current()
    if current is None:
        raise DataError("No build yet. Run `python -m etl build` to make one.")
    with open_build(current) as connection:
        failures = rule_failures(connection)
    for failure in failures:
        print(failure)
    print(
        f"{current.stem}: " + (f"{len(failures)} failures." if failures else "every check passes.")
    )
    return 1 if failures else 0


def _status(paths: Paths, options: argparse.Namespace) -> int:
    if interrupted(paths):
        print("note: a purge was cut off; `python -m etl purge` finishes it.", file=sys.stderr)
    found = status(paths)
    sources = freshness(paths)
    if options.json:
        print(json.dumps(found | {"sources": document(sources)}, indent=2))
        return 0
    print(f"Build {found['build']}, content {found['content_hash'][:16]}, {found['made_with']}")
    for name, table in found["tables"].items():
        print(f"  {name:<28} {table['rows']:>9,} rows")
    older = [b for b in found["builds_kept"] if b < found["build"]]
    print(f"Kept for rollback: {', '.join(older) or 'none'}")
    print("Sources:")
    print("\n".join(lines(sources)))
    return 0


def _rollback(paths: Paths, options: argparse.Namespace) -> int:
    print(f"Serving {Shelf(paths.warehouse).rollback().stem} again.")
    return 0


def _fetch(paths: Paths, options: argparse.Namespace) -> int:
    return fetch_command.run(paths, options)


def _snapshot(paths: Paths, options: argparse.Namespace) -> int:
    for folder in snapshot(
        options.path,
        paths,
        processes=options.processes,
        master=chosen_master(options),
        parts=options.parts,
    ):
        print(folder)
    return 0


def _normalise(paths: Paths, options: argparse.Namespace) -> int:
    answers = understood(options.kind, options.file, paths)
    if options.json:
        print(json.dumps(answers, indent=2))
        return 0
    for answer in answers:
        print(plain_line(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    parser.add_argument(
        "--data",
        type=lambda p: Paths(Path(p)),
        default=default_paths(),
        help="the data folder (default: the project's data/, or $CREDENCE_DATA)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    add(
        "build", _build, "build a new warehouse from catalog and snapshots, and publish it"
    ).add_argument("--quiet", action="store_true", help="no progress lines")
    add("check", _check, "run the business checks on the served build")
    add("status", _status, "the served build and how fresh each source is").add_argument(
        "--json", action="store_true", help="as one JSON document"
    )
    add("rollback", _rollback, "serve the build before the current one again")
    command = add("fetch", _fetch, "ask live sources for what is new, and keep it as snapshots")
    fetch_command.add_options(command)
    import_command.add_parser(commands)
    match_command.add_parser(commands)
    people_command.add_parsers(commands)
    recheck_command.add_parser(commands)
    sample_command.add_parser(commands)
    command = add("snapshot", _snapshot, "draw facts from raw data into data/snapshots")
    command.add_argument(
        "path",
        help="postings.parquet with texts (or the URL of such a file or folder), a folder of "
        "O*NET text files, or a folder with the OEWS Parquet files",
    )
    add_engine_options(command)
    command = add("normalise", _normalise, "show what is understood of the texts of a CSV file")
    command.add_argument("kind", choices=KINDS, help="what the texts are")
    command.add_argument(
        "file", type=Path, help="CSV with a column text and, if wanted, country_hint"
    )
    command.add_argument("--json", action="store_true", help="as one JSON document")
    return parser


if __name__ == "__main__":
    sys.exit(main())
