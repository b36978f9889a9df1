"""``python -m etl match [FILE|-]``: the credentials that a text asks for, as JSON lines.

A mention's span points into the text as given: markup is read like in the postings of a build
(tags are line ends, entities are signs), and the span is carried back.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.language import language_of
from analysis.matching import Mention, Refusal, Vocabulary, find_mentions
from analysis.open_patterns import UNCATALOGUED
from etl.errors import DataError
from etl.normalise.cleaning_spans import Cleaned, clean_with_spans
from etl.normalise.texts import clean_text
from etl.paths import Paths
from etl.vocabulary import read_names, read_vocabulary

BATCH_TEXTS = 200
"""Texts read before they are matched together; results do not depend on it."""


@dataclass(frozen=True)
class Item:
    """One text to match; `id` is None for a bare text."""

    id: Any
    text: str


def add_parser(commands: Any) -> None:
    """Add the command to the subparsers of ``python -m etl``."""
    text = "show which credentials a text asks for, and how strongly"
    parser: argparse.ArgumentParser = commands.add_parser("match", help=text, description=text)
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="UTF-8 text, or Parquet with posting_id and text; - is stdin",
    )
    parser.add_argument("--jsonl", action="store_true", help='lines {"id", "text"}, ids repeated')
    parser.add_argument("--explain", action="store_true", help="also what was seen and refused")
    parser.add_argument(
        "--uncatalogued",
        action="store_true",
        help="rank the credentials that have no row by the number of postings that name them",
    )
    parser.set_defaults(run=run)


def run(paths: Paths, options: argparse.Namespace) -> int:
    """Run the command: 0, or 1 where a line was no JSON object with a text (the rest is read).

    Raises:
        DataError: the file is not there or is not UTF-8, or the catalog lacks a file.
    """
    has_ids = options.jsonl or options.file.endswith(".parquet")
    vocabulary = read_vocabulary(paths.catalog, all_kinds=True)
    names = read_names(paths.catalog)
    faults: list[str] = []
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    batch: list[Item] = []

    def flush() -> None:
        for item, mentions, refusals in matched(batch, vocabulary, options.explain):
            if options.uncatalogued:
                seen: dict[str, str] = {}
                for mention in mentions:
                    if mention.kind == UNCATALOGUED:
                        surface = " ".join(mention.surface_form.split())
                        seen.setdefault(surface.casefold(), surface)
                counts.update(seen.keys())
                shown.update({key: shown.get(key, surface) for key, surface in seen.items()})
                continue
            # The way back into the published text is dear: only texts with a span need it.
            cleaned = clean_with_spans(item.text)
            entries = [(m.start, as_json(item, cleaned, m, names)) for m in mentions]
            if options.explain:
                entries += [(r.start, refused_as_json(item, cleaned, r, names)) for r in refusals]
            for _, entry in sorted(entries, key=lambda pair: pair[0]):
                if not has_ids:
                    del entry["id"]
                print(json.dumps(entry, ensure_ascii=True))
        batch.clear()

    for item in _items(options.file, options.jsonl, faults):
        language = language_of(item.text)
        if language != "en":
            note = {"id": item.id, "not_read": language} if has_ids else {"not_read": language}
            print(json.dumps(note), file=sys.stderr)
            continue
        batch.append(item)
        if len(batch) >= BATCH_TEXTS:
            flush()
    flush()
    for key, postings in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        print(json.dumps({"surface_form": shown[key], "postings": postings}))
    return 1 if faults else 0


def matched(
    items: Sequence[Item], vocabulary: Vocabulary, explain: bool
) -> Iterator[tuple[Item, list[Mention], list[Refusal]]]:
    """Items in which something was found (or, to `explain`, refused); spans are of cleaned text."""
    refusals: list[Refusal] | None = [] if explain else None
    mentions = find_mentions([clean_text(item.text) for item in items], vocabulary, refusals)
    found: dict[int, tuple[list[Mention], list[Refusal]]] = {}
    for mention in mentions:
        found.setdefault(mention.posting_index, ([], []))[0].append(mention)
    for refusal in refusals or ():
        found.setdefault(refusal.posting_index, ([], []))[1].append(refusal)
    for number, (kept, refused) in sorted(found.items()):
        yield items[number], kept, refused


def as_json(
    item: Item, cleaned: Cleaned, mention: Mention, names: dict[str, str]
) -> dict[str, Any]:
    """A mention with its span in the text as given."""
    start, end = cleaned.span(mention.start, mention.end)
    return {
        "id": item.id,
        "credential_id": mention.credential_id,
        "credential": names.get(mention.credential_id or ""),
        "kind": mention.kind,
        "surface_form": item.text[start:end],
        "start": start,
        "end": end,
        "strength": mention.strength,
        "reason": mention.reason,
    }


def refused_as_json(
    item: Item, cleaned: Cleaned, refusal: Refusal, names: dict[str, str]
) -> dict[str, Any]:
    """A form that was seen and refused, with the rule that did it."""
    start, end = cleaned.span(refusal.start, refusal.end)
    return {
        "id": item.id,
        "refused": item.text[start:end],
        "rule": refusal.rule,
        "credential_id": refusal.credential_id,
        "credential": names.get(refusal.credential_id or ""),
        "start": start,
        "end": end,
    }


def _items(name: str, is_jsonl: bool, faults: list[str]) -> Iterator[Item]:
    if name == "-":
        yield from _read(_stdin(), "standard input", is_jsonl, faults)
        return
    path = Path(name)
    if not path.is_file():
        raise DataError(f"{path}: there is no such file.")
    if path.suffix == ".parquet":
        yield from _postings(path)
        return
    # newline="": offsets are of the text as given, its line ends included.
    with path.open(encoding="utf-8", newline="") as handle:
        yield from _read(handle, str(path), is_jsonl, faults)


def _postings(path: Path) -> Iterator[Item]:
    try:
        postings = pq.ParquetFile(path)
        if missing := {"posting_id", "text"} - set(postings.schema_arrow.names):
            raise DataError(f"{path}: no column {sorted(missing)}.")
        for batch in postings.iter_batches(BATCH_TEXTS, columns=["posting_id", "text"]):
            for posting_id, text in zip(*(c.to_pylist() for c in batch.columns), strict=True):
                yield Item(posting_id, text or "")
    except pa.ArrowInvalid as error:
        raise DataError(f"{path}: not a Parquet file ({error}).") from error


def _stdin() -> TextIO:
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", newline="")
    return sys.stdin


def _read(handle: TextIO, name: str, is_jsonl: bool, faults: list[str]) -> Iterator[Item]:
    try:
        if not is_jsonl:
            yield Item(None, handle.read())
            return
        for number, line in enumerate(handle, 1):
            if not line.strip():
                continue
            item = _item(line)
            if isinstance(item, str):
                faults.append(item)
                print(f"error: {name}: line {number}: {item}.", file=sys.stderr)
            else:
                yield item
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: not UTF-8 ({error.reason} at byte {error.start}).") from error


def _item(line: str) -> Item | str:
    """The text of one JSON line, or what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return "not JSON"
    if not isinstance(row, dict):
        return "not a JSON object"
    if not isinstance(row.get("text"), str):
        return "no text"
    if "id" not in row:
        return "no id"
    return Item(row["id"], row["text"])
