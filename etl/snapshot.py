"""``python -m etl snapshot PATH``: draws facts from raw data into dated snapshots.

PATH is a Parquet file of postings with their texts, a folder of O*NET text files, a folder with
the OEWS Parquet files, or a folder that holds several of these; or the URL of a Parquet file of
postings, or of a folder of them. The same input and the same catalog give the same bytes.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from etl.errors import DataError
from etl.paths import Paths
from etl.posting_snapshots import write_posting_facts
from etl.snapshots import Sidecar, file_sha256, write_snapshot
from etl.sources import oews, onet
from etl.storage import is_remote, local_path

POSTINGS = "postings.parquet"


def snapshot(
    place: Path | str,
    paths: Paths,
    *,
    processes: int,
    master: str | None = None,
    parts: str | None = None,
) -> Iterator[Path]:
    """Write a snapshot for everything known at ``place``; yields the folders written.

    Args:
        place: a path, or the URL of postings.
        paths: the data folders.
        processes: local workers that match postings.
        master: of the Spark cluster that matches them instead, if not None.
        parts: folder or URL where the facts of each part of the postings are kept.

    Raises:
        DataError: nothing known is there, or an input is malformed.
    """
    if is_remote(str(place)):
        yield from write_posting_facts(
            place, paths, processes=processes, master=master, parts=parts
        )
        return
    path = local_path(str(place))
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
    if postings.exists():
        found = True
        yield from write_posting_facts(
            postings, paths, processes=processes, master=master, parts=parts
        )
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
