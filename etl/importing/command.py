"""``python -m etl import FILE``: an analyst's own file, with every row of it accounted for."""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.importing import Fault, Field, Kind, Origin
from etl.importing.badge_import import add_asking_options, are_badges, import_badges
from etl.importing.columns import conventions
from etl.importing.headers import guess_columns, guess_kind, known_headers
from etl.importing.kinds import KINDS
from etl.importing.mapping import FileMapping, fit, read_mapping, remember, remembered_file
from etl.importing.outcome import NOTHING_KEPT, WRONG_CALL, Outcome, lines, refused
from etl.importing.quarantine import Heap, quarantine_stem
from etl.importing.reading import read_raw
from etl.importing.reading_table import Table, with_header
from etl.importing.sifting import Sifter
from etl.importing.sifting_columns import ColumnSifter
from etl.paths import Paths
from etl.people.badge_judging import NOTHING_ASKED, Asked
from etl.snapshots import file_sha256


def import_file(
    path: Path,
    paths: Paths,
    kind: str | None = None,
    map_file: Path | None = None,
    dry_run: bool = False,
    processes: int = 2,
    asked: Asked = NOTHING_ASKED,
) -> Outcome:
    """Import one file.

    Args:
        path: CSV, Excel, JSON lines or array, or Parquet; or a badge, or a zip or folder of badges.
        paths: the data folders.
        kind: one of `KINDS`; guessed from the header if None.
        map_file: a mapping that wins over what is remembered or guessed.
        dry_run: count and say everything, keep nothing.
        processes: workers for what is dear.
        asked: of badges: whose they are, and whether issuers may be asked.

    Raises:
        DataError: the file or the mapping cannot be used at all; one sentence says why.
    """
    if are_badges(path, kind):
        if map_file is not None:
            raise DataError(f"{path}: a badge has no columns; leave --map out.")
        return import_badges(path, paths, asked, dry_run=dry_run, processes=processes)
    if asked != NOTHING_ASKED:
        raise DataError(f"{path} holds rows and no badges; leave out what only badges need.")
    likely = [KINDS[kind]] if kind else list(KINDS.values())
    known = known_headers(likely)
    with ThreadPoolExecutor(1) as pool:
        digest = None if dry_run else pool.submit(file_sha256, path)
        table = with_header(read_raw(path, known), known)
        if table is None:
            raise DataError(f"{path}: no rows in the file.")
        chosen, mapping, notes = _understood(path, table, paths, kind, map_file)
        fields = {f.name: f for f in chosen.fields}
        guess = guess_columns(
            table.header, chosen, fit(mapping, table.header, chosen) if mapping.columns else None
        )
        columns = {column: fields[name] for column, name in guess.columns.items()}
        _check_needed(path, table, chosen, columns)
        settled = conventions(table, columns, mapping)
        stem = quarantine_stem(paths, chosen.name, path)
        rejects = Heap(None if dry_run else stem.with_name(f"{stem.name}.csv"), path)
        ignored = Heap(None if dry_run else stem.with_name(f"{stem.name}-ignored.csv"), path)
        with rejects, ignored:
            sift = ColumnSifter if chosen.in_columns else Sifter
            sifter = sift(table, chosen, columns, settled, rejects, ignored)
            sha256 = digest.result() if digest else ""
            origin = Origin(path, sha256, import_name(path), processes)
            sentence = _kept(sifter, chosen, origin, paths, dry_run)
    if sifter.counts.good and not dry_run:
        file = remembered_file(paths, table.header, chosen.name)
        told = replace(mapping, columns=guess.columns)
        remember(file, told, table.header, chosen)
        notes.append(f"The mapping is remembered in {file}; it may be edited there.")
    counts = sifter.counts
    return Outcome(
        kind=chosen.name,
        rows_in=counts.rows_in,
        kept=counts.good,
        quarantined=counts.quarantined,
        ignored=counts.ignored,
        mapping=guess.columns,
        rejects=tuple(sorted(counts.rejects, key=_line)),
        ignored_lines=tuple(sorted(counts.ignored_lines, key=_line)),
        unused=tuple(c for c in table.header if c not in guess.columns),
        notes=(
            f"{path.name}: {table.raw.format}.",
            *table.notes,
            *notes,
            *guess.notes,
            *settled.notes,
        ),
        sentence=sentence,
        quarantine_file=rejects.written,
        ignored_file=ignored.written,
        is_dry_run=dry_run,
    )


def _line(fault: Fault) -> int:
    return fault.line


def import_name(path: Path) -> str:
    """The name an import is remembered by: the file's, in letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", path.stem.casefold()).strip("_")[:60] or "file"


def _understood(
    path: Path, table: Table, paths: Paths, kind: str | None, map_file: Path | None
) -> tuple[Kind, FileMapping, list[str]]:
    """The kind and the mapping: the one given, else the one remembered, else none."""
    mapping = read_mapping(map_file) if map_file else FileMapping()
    wanted = kind or mapping.kind
    if wanted is not None:
        if wanted not in KINDS:
            raise DataError(f"{map_file}: kind {wanted!r} is none of {', '.join(KINDS)}.")
        if kind and mapping.kind and mapping.kind != kind:
            raise DataError(f"{map_file}: the mapping is for {mapping.kind}, not for {kind}.")
    if map_file:
        said = [f"The mapping in {map_file} was used."]
    else:
        said = []
        known = [wanted] if wanted else list(KINDS)
        files = {n: remembered_file(paths, table.header, n) for n in known}
        found = [n for n, file in files.items() if file.is_file()]
        if len(found) == 1:
            wanted = found[0]
            mapping = read_mapping(files[wanted])
            said = [f"Read as {wanted}, with the mapping remembered in {files[wanted]}."]
    if wanted is None:
        guessed = guess_kind(table.header, list(KINDS.values()))
        if guessed is None:
            raise DataError(
                f"{path}: {_where(table)}the columns {', '.join(map(repr, table.header[:12]))} are "
                f"of no kind that is known ({', '.join(KINDS)}); say --as KIND, and what they mean "
                "with --map."
            )
        return guessed[0], mapping, [*said, guessed[1]]
    return KINDS[wanted], mapping, said


def _check_needed(path: Path, table: Table, kind: Kind, columns: Mapping[str, Field]) -> None:
    has = {f.name for f in columns.values()}
    missing = [f for f in kind.fields if f.is_needed and f.name not in has]
    if missing:
        raise DataError(
            f"{path}: {_where(table)}no column for "
            f"{' and '.join(f'{f.name} ({f.says})' for f in missing)}, which {kind.name} need; the "
            f"columns are {', '.join(map(repr, table.header[:20]))}. Name it in a mapping (--map)."
        )


def _where(table: Table) -> str:
    return f"{table.raw.place} {table.header_line}: " if table.header_line else ""


def _kept(sifter: Sifter, kind: Kind, origin: Origin, paths: Paths, dry_run: bool) -> str:
    """Sift the rows and keep the good ones; one sentence says what came of it."""
    batches: Iterator[Any] = (
        sifter.tables() if isinstance(sifter, ColumnSifter) else sifter.batches()
    )
    first = next(batches, None)
    if first is None:
        return f"No row of {origin.file.name} could be kept."
    if dry_run:
        for _ in batches:
            pass
        return f"A dry run: nothing was kept; {sifter.counts.good:,} rows would be."
    kept = kind.keep(paths, origin, chain([first], batches))
    for _ in batches:
        raise AssertionError(f"keeping {kind.name} left rows unread")
    if kept.faults:
        sifter.refuse({fault.line: fault for fault in kept.faults})
    return kept.sentence


def add_parser(commands: Any) -> None:
    """Add the command to the subparsers of ``python -m etl``."""
    text = "import a CSV, Excel, JSON or Parquet file of your own, or badges"
    parser: argparse.ArgumentParser = commands.add_parser("import", help=text, description=text)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--as", dest="kind", choices=tuple(KINDS), help="what the rows are")
    parser.add_argument("--map", type=Path, dest="map_file", metavar="MAP.toml",
                        help="what the columns mean, where the guess is wrong")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="count and say all, keep nothing")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    badges = parser.add_argument_group("badges: a file, a zip or a folder of them")
    badges.add_argument("--person", metavar="ID|EMAIL", help="all of them are this person's")
    add_asking_options(badges)
    parser.add_argument("--processes", type=int, default=2, help="worker processes (default 2)")
    parser.set_defaults(run=run)


def run(paths: Paths, options: argparse.Namespace) -> int:
    """Run the command: 0 when anything was kept, 1 when nothing could be, 2 for a wrong call."""
    for given, is_there in ((options.file, Path.exists), (options.map_file, Path.is_file)):
        if given is not None and not is_there(given):
            what = "is a folder" if given.is_dir() else "there is no such file"
            print(f"error: {given}: {what}.", file=sys.stderr)
            return WRONG_CALL
    try:
        outcome = import_file(
            options.file,
            paths,
            options.kind,
            options.map_file,
            options.dry_run,
            options.processes,
            Asked(options.person, options.online, options.replay),
        )
    except DataError as error:
        if options.json:
            print(json.dumps(refused(options.kind, str(error)), indent=2, ensure_ascii=False))
        print(f"error: {error}", file=sys.stderr)
        return NOTHING_KEPT
    if options.json:
        print(json.dumps(outcome.as_json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines(outcome)))
    return outcome.exit_code
