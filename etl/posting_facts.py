"""Posting texts -> facts without text: one snapshot a source.

Texts are cleaned, matched and dropped in worker processes; what comes back are a posting's
dimensions, the credentials it names with their strength, and the skills it names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Facts:
    """What one batch of postings says, without its texts; ``rejects`` counts rows by reason."""

    postings: pa.Table
    mentions: pa.Table
    skills: pa.Table
    rejects: dict[str, int]


@dataclass
class _Worker:
    """What each process makes once."""

    vocabulary: Vocabulary
    skills: SkillVocabulary
    reference: Reference


_worker: _Worker | None = None


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
    made_with = {
        "vocabulary_sha256": vocabulary_sha256(paths.catalog),
        "rules_sha256": files_sha256(paths.reference / name for name in RULES),
    }
    digest = file_sha256(path)
    batches = [
        (name, batch)
        for name in present
        for batch in table.filter(pc.equal(table["source"], name)).to_batches(BATCH_ROWS)
    ]
    results = map_batches(
        _facts, batches, processes=processes, prepare=_prepare, prepare_with=(paths,)
    )
    pending: list[Facts] = []
    for (name, _), following, facts in zip(
        batches, [*[n for n, _ in batches[1:]], None], results, strict=True
    ):
        pending.append(facts)
        if following != name:
            source = known[name]
            tables = _merged(pending)
            rejects = _summed([f.rejects for f in pending])
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
                    made_with=made_with,
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


def _prepare(paths: Paths) -> None:
    global _worker
    _worker = _Worker(
        read_vocabulary(paths.catalog),
        read_skill_vocabulary(paths.catalog),
        read_reference(paths.reference, occupation_titles(paths)),
    )


def _facts(named: tuple[str, pa.RecordBatch]) -> Facts:
    assert _worker is not None, "the process was not prepared"
    name, batch = named
    source = next(s for s in ARCHIVED if s.source_id == name)
    derived = derive_postings(pa.Table.from_batches([batch]), source, _worker.reference)
    postings = pa.Table.from_pandas(derived.postings, schema=FACTS, preserve_index=False)
    ids = postings["posting_id"].to_pylist()
    mentions = collapse(find_mentions(derived.texts, _worker.vocabulary))
    rows = [
        (ids[m.posting_index], m.credential_id, m.strength, m.reason, m.surface_form)
        for m in mentions
    ]
    skills = [(ids[i], skill) for i, skill in find_skills(derived.texts, _worker.skills)]
    return Facts(
        postings,
        _table(rows, MENTIONS_SCHEMA),
        _table(skills, SKILLS_SCHEMA),
        derived.rejects,
    )


def _table(rows: Sequence[tuple[str, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema
    )


def _merged(parts: list[Facts]) -> dict[str, pa.Table]:
    """All batches of a source, in one order whatever the number of processes."""
    return {
        "postings": pa.concat_tables(p.postings for p in parts).sort_by("posting_id"),
        "mentions": pa.concat_tables(p.mentions for p in parts).sort_by(
            [("posting_id", "ascending"), ("credential_id", "ascending")]
        ),
        "posting_skills": pa.concat_tables(p.skills for p in parts).sort_by(
            [("posting_id", "ascending"), ("skill_id", "ascending")]
        ),
    }


def _summed(counts: list[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for reason, rows in one.items():
            total[reason] = total.get(reason, 0) + rows
    return dict(sorted(total.items()))
