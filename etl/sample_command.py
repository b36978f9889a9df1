"""``python -m etl sample-badges DIR``: the sample pool's badge files, to try imports out with.

Below DIR: ``badges/<candidate>/`` with the files, ``candidates.csv`` with their invented holders,
``trusted_issuers.csv`` with the keys that are trusted for the sample alone, and ``remote/`` with
what the network would answer (``--replay DIR/remote``).
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from etl.errors import DataError
from etl.paths import Paths
from etl.people.publish import sample_frames
from etl.people.sample import REFERENCE_ON, generate
from etl.people.sample_badges import make_badges
from etl.people.sample_checks import awards_of, sample_issuers
from etl.people.sample_documents import email_of

SOURCE = "invented sample of Credence"


def add_parser(commands: Any) -> None:
    """Add the command to the subparsers of ``python -m etl``."""
    text = "write the invented badge files of the sample pool into a folder, to try imports out"
    parser: argparse.ArgumentParser = commands.add_parser(
        "sample-badges", help=text, description=text
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="new, or empty")
    parser.set_defaults(run=run)


def run(paths: Paths, options: argparse.Namespace) -> int:
    """Write the files: always 0; DataError where the folder holds anything already."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DataError(f"{folder}: there is something already; name a new folder.")
    catalog, frames = sample_frames(paths)
    pool = generate(catalog)
    awards = awards_of(pool.awards, frames["credentials"], frames["issuers"])
    made = make_badges(awards, REFERENCE_ON)
    for file in made.files:
        _write(folder / "badges" / file.path, file.text.encode())
    index = {}
    for address, body in made.answers.items():
        name = f"remote/{hashlib.sha256(address.encode()).hexdigest()[:20]}"
        _write(folder / name, body)
        index[address] = name
    _write(folder / "remote" / "index.json", json.dumps(index, indent=2).encode())
    _table(
        folder / "trusted_issuers.csv",
        ("issuer_id", "name", "key", "catalog_issuer_id"),
        ((did, name, "", issuer) for did, (issuer, name) in sample_issuers(awards).items()),
    )
    holders = {file.award.candidate_id for file in made.files}
    people = pool.candidates[pool.candidates["candidate_id"].isin(holders)]
    _table(
        folder / "candidates.csv",
        ("candidate_id", "name", "email", "role", "source"),
        (
            (candidate_id, name, email_of(candidate_id), role, SOURCE)
            for candidate_id, name, role in zip(
                *(people[c] for c in ("candidate_id", "display_name", "role")), strict=True
            )
        ),
    )
    print(
        f"{len(made.files):,} invented badge files of {len(holders):,} invented people are in "
        f"{folder / 'badges'}. Judge them as of {REFERENCE_ON}: `python -m badges verify FILE "
        f"--trust {folder / 'trusted_issuers.csv'} --replay {folder / 'remote'} "
        f"--at {REFERENCE_ON}`."
    )
    return 0


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
