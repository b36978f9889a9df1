"""Posting texts -> facts without text: one snapshot a source.

Texts are cleaned, matched and dropped in worker processes; what comes back are a posting's
dimensions, the credentials it names with their strength, and the skills it names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.matching import Vocabulary, collapse, find_mentions
from analysis.skills import SkillVocabulary, find_skills
from etl.derive import (
    FACTS,
    RAW_COLUMNS,
    Reference,
    derive_postings,
    occupation_titles,
    read_reference,
)
from etl.engine import map_batches
from etl.errors import DataError
from etl.paths import Paths
from etl.snapshots import (
    Sidecar,
    file_sha256,
    files_sha256,
    write_snapshot,
)
from etl.sources import Source
from etl.sources.archived import ARCHIVED
from etl.vocabulary import read_skill_vocabulary, read_vocabulary, vocabulary_sha256

POSTINGS = "postings.parquet"
RULES = ("title_rules.csv", "industry_labels.csv", "employer_sectors.csv")
BATCH_ROWS = 500

MENTIONS_SCHEMA = pa.schema(
    {
        "posting_id": pa.string(),
        "credential_id": pa.string(),
        "strength": pa.string(),
        "reason": pa.string(),
        "surface_form": pa.string(),
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
    mentioned = [
        (ids[m.posting_index], m.credential_id, m.strength, m.reason, m.surface_form)
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


def _prepare(paths: Paths) -> None:
    global _maker
    _maker = open_maker(paths)


def _draw(batch: tuple[Source, pa.Table]) -> Facts:
    assert _maker is not None, "the process was not prepared"
    return draw(_maker, *batch)


def write_posting_facts(path: Path, paths: Paths, *, processes: int) -> Iterator[Path]:
    """Match every source in a Parquet file of postings and write a snapshot for each.

    Raises:
        DataError: a column is missing, or a source has no publisher and licence on record.
    """
    table = _read(path)
    known = {source.source_id: source for source in ARCHIVED}
    present = sorted(pc.unique(table["source"]).to_pylist())
    if unknown := set(present) - known.keys():
        raise DataError(f"{path}: column source: {sorted(unknown)} have no entry in etl/sources.")
    digest = file_sha256(path)
    batches = [
        (name, batch)
        for name in present
        for batch in table.filter(pc.equal(table["source"], name)).to_batches(BATCH_ROWS)
    ]
    results = draw_batches(
        ((known[name], pa.Table.from_batches([batch])) for name, batch in batches),
        paths,
        processes=processes,
    )
    pending: list[Facts] = []
    for (name, _), following, facts in zip(
        batches, [*[n for n, _ in batches[1:]], None], results, strict=True
    ):
        pending.append(facts)
        if following != name:
            source = known[name]
            tables = merged(pending)
            rejects = summed(f.rejects for f in pending)
            yield write_snapshot(
                paths.snapshots,
                Sidecar(
                    source_id=name,
                    kind="derived_facts",
                    as_of=str(source.collected_on),
                    derived_from=path.name,
                    derived_from_sha256=digest,
                    rows_in=tables["postings"].num_rows + sum(rejects.values()),
                    rejects=rejects,
                    made_with=made_with(paths),
                ),
                tables,
            )
            pending = []


def _read(path: Path) -> pa.Table:
    try:
        missing = set(RAW_COLUMNS) - set(pq.read_schema(path).names)
    except pa.ArrowInvalid as error:
        raise DataError(f"{path}: not a Parquet file ({error}).") from error
    if missing:
        raise DataError(f"{path}: no column {sorted(missing)}.")
    table = pq.read_table(path, columns=list(RAW_COLUMNS)).combine_chunks()
    for name in ("posting_id", "source"):
        if table[name].null_count:
            row = pc.index(pc.is_null(table[name]), True).as_py() + 1
            raise DataError(f"{path}: row {row}: {name} is empty.")
    return table


def _table(rows: Sequence[tuple[str, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema
    )


def merged(parts: Iterable[Facts]) -> dict[str, pa.Table]:
    """The raw tables of all batches of a source, in one order whatever the number of processes."""
    parts = list(parts)
    return {
        "postings": pa.concat_tables(p.postings for p in parts).sort_by("posting_id"),
        "mentions": pa.concat_tables(p.mentions for p in parts).sort_by(
            [("posting_id", "ascending"), ("credential_id", "ascending")]
        ),
        "posting_skills": pa.concat_tables(p.skills for p in parts).sort_by(
            [("posting_id", "ascending"), ("skill_id", "ascending")]
        ),
    }


def summed(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Rows by reason over several counts."""
    total: dict[str, int] = {}
    for one in counts:
        for reason, rows in one.items():
            total[reason] = total.get(reason, 0) + rows
    return dict(sorted(total.items()))
