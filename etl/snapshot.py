"""``python -m etl snapshot PATH``: draws facts from raw data into dated snapshots.

PATH is a Parquet file of postings with their texts, a folder of O*NET text files, a folder with
the OEWS Parquet files, or a folder that holds several of these. The same input and the same
catalog give the same bytes.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from etl.errors import DataError
from etl.paths import Paths
from etl.posting_facts import POSTINGS, write_posting_facts
from etl.snapshots import Sidecar, file_sha256, write_snapshot
from etl.sources import oews, onet


def snapshot(path: Path, paths: Paths, *, processes: int) -> Iterator[Path]:
    """Write a snapshot for everything known at ``path``; yields the folders written.

    Raises:
        DataError: nothing known is there, or an input is malformed.
    """
    if not path.exists():
        raise DataError(f"{path}: not there.")
    found = False
    for candidate in (path, path / "onet"):
        if (candidate / onet.TECHNOLOGIES).is_file():
            found = True
            yield _reference(paths, onet, candidate, "derived_facts")
    if (path / oews.NATIONAL).is_file():
        found = True
        yield _reference(paths, oews, path, "as_published")
    postings = path / POSTINGS if path.is_dir() else path
    if postings.is_file():
        found = True
        yield from write_posting_facts(postings, paths, processes=processes)
    if not found:
        raise DataError(
            f"{path}: neither postings with texts ({POSTINGS}), nor O*NET text files, nor OEWS "
            "Parquet files are there."
        )


def _reference(paths: Paths, source: ModuleType, folder: Path, kind: str) -> Path:
    tables = source.parse_folder(folder)
    names = source.FILES
    sidecar = Sidecar(
        source_id=source.SOURCE.source_id,
        kind=kind,
        as_of=source.AS_OF,
        derived_from=", ".join(names),
        derived_from_sha256=", ".join(file_sha256(folder / n) for n in names),
        rows_in=sum(t.num_rows for t in tables.values()),
    )
    return write_snapshot(paths.snapshots, sidecar, tables)
