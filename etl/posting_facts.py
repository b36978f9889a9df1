"""Posting texts -> facts without text, in whichever process or machine they are drawn.

Texts are cleaned, matched and dropped there; what is kept are a posting's dimensions, the
credentials it names with their strength, and the skills it names. Of a source whose licence lets
us keep its text, the sentence that names a credential is kept with it.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.matching import Vocabulary, collapse, find_mentions
from analysis.skills import SkillVocabulary, find_skills
from analysis.strength import sentence_around
from etl.derive import FACTS, Reference, derive_postings, occupation_titles, read_reference
from etl.engine import map_batches
from etl.errors import DataError
from etl.kit import unpack
from etl.part_files import Receipt, write_facts
from etl.paths import Paths
from etl.posting_parts import Part, read_part
from etl.snapshots import files_sha256
from etl.sources import Source
from etl.sources.archived import ARCHIVED
from etl.vocabulary import read_skill_vocabulary, read_vocabulary, vocabulary_sha256

COUNTS = pa.schema(
    {
        "key": pa.string(),
        "postings": pa.int64(),
        "mentions": pa.int64(),
        "posting_skills": pa.int64(),
    }
)
"""What is told of a part that was drawn: the end of its files' names, and rows by table."""
RULES = ("title_rules.csv", "title_codes.csv", "industry_labels.csv", "employer_sectors.csv")

MENTIONS_SCHEMA = pa.schema(
    {
        "posting_id": pa.string(),
        "credential_id": pa.string(),
        "strength": pa.string(),
        "reason": pa.string(),
        "surface_form": pa.string(),
        # Only of sources that let us keep their text, and of snapshots since it is drawn.
        "sentence": pa.string(),
    }
)
SKILLS_SCHEMA = pa.schema({"posting_id": pa.string(), "skill_id": pa.string()})
HIRING_TABLES = {"postings": FACTS, "mentions": MENTIONS_SCHEMA, "posting_skills": SKILLS_SCHEMA}
"""Raw tables of a hiring source; in each of them `posting_id` says which posting a row is of."""


@dataclass(frozen=True)
class Facts:
    """What one batch of postings says, without its texts; ``rejects`` counts rows by reason."""

    postings: pa.Table
    mentions: pa.Table
    skills: pa.Table
    rejects: dict[str, int]


@dataclass(frozen=True)
class Maker:
    """What facts are drawn with: dear to make, so made once a process."""

    vocabulary: Vocabulary
    skills: SkillVocabulary
    reference: Reference


def open_maker(paths: Paths) -> Maker:
    """Read the catalog's names, the reference rules and O*NET's titles.

    Raises:
        DataError: one of them is missing or malformed.
    """
    return Maker(
        read_vocabulary(paths.catalog),
        read_skill_vocabulary(paths.catalog),
        read_reference(paths.reference, occupation_titles(paths)),
    )


def made_with(paths: Paths) -> dict[str, str]:
    """Hashes of the names and rules that facts are drawn with, for the sidecar."""
    return {
        "vocabulary_sha256": vocabulary_sha256(paths.catalog),
        "rules_sha256": files_sha256(paths.reference / name for name in RULES),
    }


def draw(maker: Maker, source: Source, rows: pa.Table | pd.DataFrame) -> Facts:
    """The facts of raw postings of one source (columns `RAW_COLUMNS`).

    Raises:
        DataError: a column is missing, or a row is of another source.
    """
    derived = derive_postings(rows, source, maker.reference)
    postings = pa.Table.from_pandas(derived.postings, schema=FACTS, preserve_index=False)
    ids = postings["posting_id"].to_pylist()
    mentions = collapse(find_mentions(derived.texts, maker.vocabulary))
    texts = derived.texts
    mentioned = [
        (
            ids[m.posting_index],
            m.credential_id,
            m.strength,
            m.reason,
            m.surface_form,
            sentence_around(texts[m.posting_index], m.start, m.end) if source.keeps_text else None,
        )
        for m in mentions
        if m.credential_id is not None
    ]
    skills = [(ids[i], skill) for i, skill in find_skills(derived.texts, maker.skills)]
    return Facts(
        postings,
        _table(mentioned, MENTIONS_SCHEMA),
        _table(skills, SKILLS_SCHEMA),
        derived.rejects,
    )


def draw_batches(
    batches: Iterable[tuple[Source, pa.Table]], paths: Paths, *, processes: int
) -> Iterator[Facts]:
    """`draw` over batches in worker processes, in the order of the batches."""
    yield from map_batches(
        _draw, batches, processes=processes, prepare=_prepare, prepare_with=(paths,)
    )


_maker: Maker | None = None
_kit: bytes | None = None


def _prepare(paths: Paths) -> None:
    global _maker
    _maker = open_maker(paths)


def _draw(batch: tuple[Source, pa.Table]) -> Facts:
    assert _maker is not None, "the process was not prepared"
    return draw(_maker, *batch)


def prepare_parts(kit: bytes) -> None:
    """Make ready to draw with the data folder packed in `kit`; once a process.

    Raises:
        DataError: a file of the kit is malformed.
    """
    global _maker, _kit
    if kit != _kit:
        with tempfile.TemporaryDirectory() as folder:
            _maker = open_maker(unpack(kit, Path(folder)))
        _kit = kit


def draw_parts(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Draw and write the facts of parts (rows of `PART_SCHEMA`); counts come back (`COUNTS`)."""
    for batch in batches:
        for row in batch.to_pylist():
            receipt = _draw_part(Part(**row))
            rows = dict.fromkeys(HIRING_TABLES, 0)
            for file in receipt.files:
                rows[file.table] += file.rows
            counted = [{"key": row["key"], **rows}]
            yield pa.RecordBatch.from_pylist(counted, schema=COUNTS)


def _draw_part(part: Part) -> Receipt:
    assert _maker is not None, "the process was not prepared"
    by_source: dict[str, list[Facts]] = {}
    for batch in read_part(part):
        sources = batch.column("source")
        for name in pc.unique(sources).to_pylist():
            rows = pa.Table.from_batches([batch.filter(pc.equal(sources, name))])
            by_source.setdefault(name, []).append(draw(_maker, known_source(name), rows))
    return write_facts(
        part,
        {name: merged(facts) for name, facts in by_source.items()},
        {name: summed(f.rejects for f in facts) for name, facts in by_source.items()},
    )


def known_source(source_id: str) -> Source:
    """A source of postings that are collected already.

    Raises:
        DataError: it has no publisher and licence on record.
    """
    for source in ARCHIVED:
        if source.source_id == source_id:
            return source
    raise DataError(f"column source: {source_id!r} has no entry in etl/sources.")


def _table(rows: Sequence[tuple[str | None, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema
    )


ORDER = {
    "postings": ["posting_id"],
    "mentions": ["posting_id", "credential_id"],
    "posting_skills": ["posting_id", "skill_id"],
}
"""Columns that the rows of a raw table are sorted by, whatever the number of processes."""


def merged(parts: Iterable[Facts]) -> dict[str, pa.Table]:
    """The raw tables of all batches of a source, in one order whatever the number of processes."""
    parts = list(parts)
    return {
        "postings": in_order("postings", [p.postings for p in parts]),
        "mentions": in_order("mentions", [p.mentions for p in parts]),
        "posting_skills": in_order("posting_skills", [p.skills for p in parts]),
    }


def in_order(table: str, pieces: Iterable[pa.Table]) -> pa.Table:
    """The rows of a raw table, sorted; equal keys stay in the order of the pieces."""
    return pa.concat_tables(pieces).sort_by([(name, "ascending") for name in ORDER[table]])


def summed(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Rows by reason over several counts."""
    total: dict[str, int] = {}
    for one in counts:
        for reason, rows in one.items():
            total[reason] = total.get(reason, 0) + rows
    return dict(sorted(total.items()))
