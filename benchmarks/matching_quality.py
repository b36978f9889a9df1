"""How well the matcher reads: mentions, the right credential and strength, against labels.

Windows labelled by hand (hard cases; they measure precision better than recall), whole postings of
which every mention is labelled, and postings whose employer states the certifications in a field
that is hidden from the matcher. The second set of each was labelled before the matcher
had read it. Intervals are Wilson's at 95 %.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from analysis.matching import CATALOGUED, Mention, Vocabulary, find_mentions
from analysis.statistics import wilson_interval
from analysis.strength import STRENGTHS
from benchmarks.labelled_names import accepted_ids
from benchmarks.rows import Row
from etl.normalise.cleaning_spans import clean_with_spans
from etl.paths import PROJECT, default_paths
from etl.vocabulary import read_vocabulary

TEXTS = PROJECT.parent / "shared" / "data"
FACTS = PROJECT / "tests" / "facts"
PRECISION, RECALL, STRENGTH, CREDENTIAL, WHOLE_RECALL = 0.95, 0.92, 0.85, 0.95, 0.90
_FIELD = re.compile(r"Certifications:(.*?)(?=Experience:)", re.DOTALL)
_NO_ROW = ("uncatalogued", "generic")
_STATED_BY = "workday_us_2025"


class Tally:
    """Counts of one source: mentions found, missed and wrong; pairs of strengths; credentials."""

    def __init__(self) -> None:
        self.found = self.missed = self.wrong = 0
        self.strengths: list[tuple[str, str]] = []
        self.credentials: list[bool] = []

    def rows(self, name: str, targets: bool, recall: float = RECALL) -> list[Row]:
        """Figures of the source; with targets only for a whole set."""
        right = sum(told == said for told, said in self.strengths)
        precision_of, recall_of = self.found + self.wrong, self.found + self.missed
        shares = (
            ("precision", self.found, precision_of, PRECISION),
            ("recall", self.found, recall_of, recall),
            ("strength_accuracy", right, len(self.strengths), STRENGTH),
            ("right_credential", sum(self.credentials), len(self.credentials), CREDENTIAL),
        )
        rows = [
            _share(f"{name}/{what}", part, whole, target if targets else None)
            for what, part, whole, target in shares
            if whole
        ]
        if precision_of + recall_of:
            f1 = 2 * self.found / (precision_of + recall_of)
            rows.insert(min(2, len(rows)), Row(f"{name}/f1", f1, None, "share"))
        if self.strengths:
            rows.append(Row(f"{name}/strength_macro_f1", _macro_f1(self.strengths), None, "share"))
        return rows


def measure(texts: Path = TEXTS) -> list[Row]:
    """Figures of every set whose texts are in the folder `texts`."""
    vocabulary = read_vocabulary(default_paths().catalog, all_kinds=True)
    rows: list[Row] = []
    for name, part, recall in (
        ("windows", _windows(texts, vocabulary), RECALL),
        ("windows_second", _windows_second(texts, vocabulary), RECALL),
        ("whole_postings", _whole(texts, vocabulary, "whole_postings"), WHOLE_RECALL),
        ("whole_postings_second", _whole(texts, vocabulary, "whole_postings_second"), WHOLE_RECALL),
    ):
        if part is None:
            print(f"{name}: the labels or texts are not there", file=sys.stderr)
            continue
        rows += part.pop("all").rows(name, True, recall)
        for source, tally in sorted(part.items()):
            rows += tally.rows(f"{name}/{source}", False)
    return rows + _stated(texts, vocabulary)


def _windows(texts: Path, vocabulary: Vocabulary) -> dict[str, Tally] | None:
    path = texts / "labelled_mentions.csv"
    if not path.is_file():
        return None
    labels = _rows(path)
    found = _by_text(len(labels), find_mentions([row["text"] for row in labels], vocabulary))
    tallies: dict[str, Tally] = defaultdict(Tally)
    accepted = accepted_ids(default_paths().catalog, {row["credential"] for row in labels})
    for row, mentions in zip(labels, found, strict=True):
        spans = [m.span() for m in re.finditer(re.escape(row["surface_form"]), row["text"])]
        hits = [m for m in mentions if any(m.start < e and s < m.end for s, e in spans)]
        for tally in (tallies["all"], tallies[row["source"]]):
            if row["label"] != "mention":
                tally.wrong += bool(hits)
                continue
            tally.found += bool(hits)
            tally.missed += not hits
            if hits:
                tally.strengths.append((row["strength"], hits[0].strength))
                named = {m.credential_id for m in hits if m.kind == CATALOGUED}
                if named:
                    tally.credentials.append(bool(named & accepted[row["credential"]]))
    return dict(tallies)


def _windows_second(texts: Path, vocabulary: Vocabulary) -> dict[str, Tally] | None:
    """Windows of the postings at hand, kept as offsets: what the labels say stands in FACTS."""
    path = FACTS / "windows_second.csv"
    if not path.is_file():
        return None
    labels = _rows(path)
    wanted: dict[str, object] = {"wanted": [row["posting_id"] for row in labels]}
    postings = {
        posting_id: (source, text)
        for posting_id, source, text in _postings(
            texts, "posting_id IN (SELECT unnest($wanted))", wanted
        )
    }
    if not postings:
        return None
    windows = [
        postings[row["posting_id"]][1][int(row["window_start"]) : int(row["window_end"])]
        for row in labels
    ]
    found = _by_text(len(labels), find_mentions(windows, vocabulary))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row, mentions in zip(labels, found, strict=True):
        start, end = (int(row[name]) - int(row["window_start"]) for name in ("start", "end"))
        hits = [m for m in mentions if m.start < end and start < m.end]
        for tally in (tallies["all"], tallies[postings[row["posting_id"]][0]]):
            if row["label"] != "mention":
                tally.wrong += bool(hits)
                continue
            tally.found += bool(hits)
            tally.missed += not hits
            if hits:
                tally.strengths.append((row["strength"], hits[0].strength))
                named = {m.credential_id for m in hits if m.kind == CATALOGUED}
                is_catalogued = (
                    row["credential_id"] not in _NO_ROW and ":" not in row["credential_id"]
                )
                if is_catalogued or named:
                    right = row["credential_id"] in named if is_catalogued else not named
                    tally.credentials.append(right)
    return dict(tallies)


def _whole(texts: Path, vocabulary: Vocabulary, facts: str) -> dict[str, Tally] | None:
    paths = FACTS / f"{facts}_read.csv", FACTS / f"{facts}.csv"
    if not all(path.is_file() for path in paths):
        return None
    read = [row["posting_id"] for row in _rows(paths[0])]
    postings = _postings(texts, "posting_id IN (SELECT unnest($wanted))", {"wanted": read})
    if not postings:
        return None
    labels: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(paths[1]):
        labels[row["posting_id"]].append(row)
    cleaned = [clean_with_spans(text) for _, _, text in postings]
    found = _by_text(len(postings), find_mentions([c.text for c in cleaned], vocabulary))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for (posting_id, source, _), clean, mentions in zip(postings, cleaned, found, strict=True):
        spans = [clean.span(m.start, m.end) for m in mentions]
        matched: set[int] = set()
        for label in labels[posting_id]:
            start, end = int(label["start"]), int(label["end"])
            hits = [i for i, (s, e) in enumerate(spans) if s < end and start < e]
            matched.update(hits)
            for tally in (tallies["all"], tallies[source]):
                tally.found += bool(hits)
                tally.missed += not hits
                if hits:
                    tally.strengths.append((label["strength"], mentions[hits[0]].strength))
                    if label["kind"] == CATALOGUED:
                        named = {mentions[i].credential_id for i in hits}
                        tally.credentials.append(label["credential_id"] in named)
        for tally in (tallies["all"], tallies[source]):
            tally.wrong += len(mentions) - len(matched)
    return dict(tallies)


def _stated(texts: Path, vocabulary: Vocabulary) -> list[Row]:
    """Of the credentials that an employer states in a field, how many its other text names."""
    postings = _postings(
        texts,
        "source = $source AND text LIKE $field",
        {"source": _STATED_BY, "field": "%Certifications:%Experience:%"},
    )
    fields = [_FIELD.search(text) for _, _, text in postings]
    stated = [match.group(1) if match else "" for match in fields]
    hidden = [_FIELD.sub("Certifications:", text, count=1) for _, _, text in postings]
    said = _credentials(len(postings), find_mentions(stated, vocabulary))
    read = _credentials(len(postings), find_mentions(hidden, vocabulary))
    pairs = sum(map(len, said))
    both = sum(len(a & b) for a, b in zip(said, read, strict=True))
    silent = [i for i, text in enumerate(stated) if text.strip() == "None"]
    quiet = sum(not read[i] for i in silent)
    name = f"stated_field/{_STATED_BY}"
    rows = []
    if pairs:
        rows.append(_share(f"{name}/recall", both, pairs, None, "named outside the field as well"))
        named = sum(len(read[i]) for i in range(len(read)) if said[i])
        rows.append(_share(f"{name}/precision", both, named, None, "of what these texts name"))
    if silent:
        rows.append(_share(f"{name}/none_stated_none_read", quiet, len(silent), None))
    return rows


def _postings(texts: Path, where: str, values: dict[str, object]) -> list[tuple[str, str, str]]:
    path = texts / "postings.parquet"
    if not path.is_file():
        return []
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT posting_id, source, text FROM read_parquet($path) WHERE {where} ORDER BY 1",
            values | {"path": str(path)},
        ).fetchall()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _by_text(texts: int, mentions: Iterable[Mention]) -> list[list[Mention]]:
    found: list[list[Mention]] = [[] for _ in range(texts)]
    for mention in mentions:
        found[mention.posting_index].append(mention)
    return found


def _credentials(texts: int, mentions: Iterable[Mention]) -> list[set[str | None]]:
    return [
        {m.credential_id for m in found if m.kind == CATALOGUED}
        for found in _by_text(texts, mentions)
    ]


def _share(name: str, part: int, whole: int, target: float | None, note: str = "") -> Row:
    interval = wilson_interval(part, whole)
    said = f"{part} of {whole}, 95 % interval {interval.low:.3f} to {interval.high:.3f}"
    return Row(name, part / whole, target, "share", f"{said}; {note}" if note else said, True)


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the strengths that occur in the labels."""
    scores = []
    for strength in STRENGTHS:
        told = sum(a == strength for a, _ in pairs)
        said = sum(b == strength for _, b in pairs)
        if told:
            scores.append(2 * sum(a == b == strength for a, b in pairs) / (told + said))
    return sum(scores) / len(scores)
