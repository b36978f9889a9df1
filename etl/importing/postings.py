"""Job postings as applicant tracking systems and job boards export them: one posting a row.

Their texts are spooled to Parquet, matched in worker processes, and dropped: what is kept is a
snapshot of facts, like that of every other hiring source.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.derive import MINIMUM_TEXT_LENGTH
from etl.importing import Fault, InColumns, Kept, Kind, Origin
from etl.importing.posting_fields import FIELDS
from etl.importing.posting_spool import spool_postings
from etl.importing.values import amount
from etl.normalise.industries import LABEL_IS_SECTOR, NAICS_SECTORS, read_label_rules
from etl.normalise.texts import clean_text
from etl.paths import Paths
from etl.posting_facts import draw_batches, made_with, merged, summed
from etl.snapshots import INCREMENT, Sidecar, source_snapshots, write_snapshot
from etl.sources import Source

DRAWN_ROWS = 500
"""Rows that a worker matches at a time."""
_SURELY_TEXT = 400
_WINDOW = 128
_SURE_TITLE = r"^[^<&]*[A-Za-z0-9\x{C0}-\x{D6}\x{400}-\x{481}\x{4E00}-\x{9FA5}][^<&]*$"
_SURE_SIGNS = np.zeros(256, np.uint8)
_SURE_SIGNS[33:127] = 1
# What begins in these bytes is a letter or sign of Latin, Cyrillic or Chinese script, no space.
_SURE_SIGNS[[0xC3, 0xD0, 0xD1, *range(0xE4, 0xEA)]] = 1
_MARKUP_SIGNS = np.isin(np.arange(256), [ord("<"), ord("&")])


def check(values: dict[str, Any]) -> tuple[str, str] | None:
    """A posting needs a title and a text of at least 40 characters once markup is gone."""
    title = values["title"]
    if "<" in title or "&" in title:
        title = clean_text(title)
    if not any(map(str.isalnum, title)):
        return "title", "no title"
    if not _has_text(values["text"]):
        return "text", f"fewer than {MINIMUM_TEXT_LENGTH} characters"
    low, high = values.get("pay_min"), values.get("pay_max")
    if low and high and low > high:
        return "pay_min", "the lowest pay is above the highest"
    return None


def passes(found: pa.Table) -> npt.NDArray[np.bool_]:
    """Rows that `check` accepts for certain.

    A text does whose first bytes hold no markup and twice as many signs as it must have: `check`
    counts no fewer, and markup further on takes none of them away.
    """
    titled = pc.match_substring_regex(found["title"], _SURE_TITLE)
    sure = np.asarray(titled.fill_null(False).to_numpy())
    sure &= ~np.asarray(pc.greater(found["pay_min"], found["pay_max"]).fill_null(False).to_numpy())
    return sure & _surely_long(found["text"].combine_chunks())


def _surely_long(texts: pa.Array) -> npt.NDArray[np.bool_]:
    _, offsets, held = texts.buffers()
    places = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    at = np.flatnonzero(np.diff(places) >= _WINDOW)
    sure = np.zeros(len(texts), np.bool_)
    if len(at):
        signs = np.lib.stride_tricks.sliding_window_view(np.frombuffer(held, np.uint8), _WINDOW)
        first = signs[places[at]]
        counted = _SURE_SIGNS[first].sum(axis=1) > 2 * MINIMUM_TEXT_LENGTH
        sure[at] = counted & ~_MARKUP_SIGNS[first].any(axis=1)
    return sure


def key(values: dict[str, Any]) -> tuple[str, str] | None:
    """A posting's id counts once a file."""
    given = values.get("posting_id")
    return None if given is None else ("posting_id", given)


def _has_text(text: str) -> bool:
    """Whether the cleaned text is long enough; markup is taken out only where it could matter."""
    if "<" not in text and "&" not in text:
        start = text[:_SURELY_TEXT]
        gaps = start.count(" ") + start.count("\n") + start.count("\t") + start.count("\r")
        if len(start) - gaps > 2 * MINIMUM_TEXT_LENGTH:
            return True
    return len(clean_text(text)) >= MINIMUM_TEXT_LENGTH


def keep(paths: Paths, origin: Origin, tables: Iterable[pa.Table]) -> Kept:
    """Write a snapshot of `import_<name>`, facts only.

    It adds to what files of that name brought before; a posting that comes again, told by its id,
    takes the place of its older version.
    """
    source = _source(origin)
    folder = paths.snapshots / source.source_id
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".incoming-", dir=folder) as spool:
            parts = spool_postings(
                Path(spool), source.source_id, origin.sha256[:8], tables, sectors(paths)
            )
            written, rows, faults = _to_snapshot(parts, source, origin, paths)
    finally:
        if not any(folder.iterdir()):
            folder.rmdir()
    earlier = len(source_snapshots(folder)) - 1
    beside = f" beside {earlier} earlier imports of that name" if earlier else ""
    sentence = (
        f"{rows:,} postings are kept in {written}{beside}, as facts without their texts; "
        "`python -m etl build` takes them into the figures."
    )
    return Kept(tuple(faults), sentence)


def _to_snapshot(
    parts: list[Path], source: Source, origin: Origin, paths: Paths
) -> tuple[Path, int, list[Fault]]:
    """Draw the facts of spooled postings and publish them: folder, rows, and rows refused."""
    facts, faults = [], []
    drawn = draw_batches(_parts(parts, source), paths, processes=origin.processes)
    for (_, raw), one in zip(_parts(parts, source), drawn, strict=True):
        facts.append(one)
        if any(one.rejects.values()):
            kept = set(one.postings["posting_id"].to_pylist())
            places = zip(raw["posting_id"].to_pylist(), raw["line"].to_pylist(), strict=True)
            reason = ", ".join(one.rejects).replace("_", " ")
            faults += [Fault(line, "text", reason) for name, line in places if name not in kept]
    tables, rejects = merged(facts), summed(f.rejects for f in facts)
    now = datetime.now(UTC)
    rows = tables["postings"].num_rows
    written = write_snapshot(
        paths.snapshots,
        Sidecar(
            source_id=source.source_id,
            kind="derived_facts",
            as_of=now.date().isoformat(),
            derived_from=origin.file.name,
            derived_from_sha256=origin.sha256,
            rows_in=rows + sum(rejects.values()),
            rejects=rejects,
            made_with=made_with(paths),
            retrieved_at=now.isoformat(timespec="seconds"),
            source=asdict(source),
            covers=INCREMENT,
        ),
        tables,
        edition=now.strftime("%Y-%m-%dT%H%M%S%fZ"),
    )
    return written, rows, faults


def _parts(parts: list[Path], source: Source) -> Iterator[tuple[Source, pa.Table]]:
    for path in parts:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=DRAWN_ROWS):
                yield source, pa.Table.from_batches([batch])


def _source(origin: Origin) -> Source:
    return Source(
        source_id=f"import_{origin.name}",
        title=f"Import of {origin.file.name}",
        publisher="the employer's own export",
        licence="the employer's own data; texts are not kept",
        keeps_text=False,
        kind="hiring",
        country=None,
        region=None,
        document_type="posting",
        label_meaning=LABEL_IS_SECTOR,
        collected_on=None,
        period="as in the file",
        cadence="when it is imported again",
        note="Imported by an analyst with `python -m etl import`.",
    )


def sectors(paths: Paths) -> dict[str, str]:
    """NAICS sector by casefolded industry label: codes, and labels that mean one sector only."""
    found: dict[str, set[str]] = {code: {code} for code in NAICS_SECTORS}
    for (_, label), rule in read_label_rules(paths.reference / "industry_labels.csv").items():
        if rule.meaning == "industry" and rule.naics_sector:
            found.setdefault(label.casefold(), set()).add(rule.naics_sector)
    return {label: next(iter(codes)) for label, codes in found.items() if len(codes) == 1}


SCHEMA = pa.schema(
    [(field.name, pa.float64() if field.read is amount else pa.string()) for field in FIELDS]
)
KIND = Kind("postings", FIELDS, check, keep, key, InColumns(SCHEMA, passes, "posting_id"))
