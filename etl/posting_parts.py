"""Parts of postings: what one worker reads, matches and writes, described without any text.

A part is a range of rows within a row group of a Parquet file. How an input is cut depends on
nothing but the input, and a part's name on the input and on what facts are drawn with: whoever
runs it again writes the same files.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.derive import OPTIONAL_RAW_COLUMNS, RAW_COLUMNS
from etl.errors import DataError
from etl.snapshots import file_sha256
from etl.storage import is_remote, join, local_path, locate, shown, sizes, told

BATCH_ROWS = 500
"""Rows that are matched at a time."""
SMALLEST, LARGEST = 4 << 20, 64 << 20
"""Bytes of a part, uncompressed: enough to be worth a task, little enough to do again."""
PARTS_A_FILE = 32
"""Parts that a file is cut into where that keeps them between the two."""
NEVER_EMPTY = ("posting_id", "source")


@dataclass(frozen=True)
class Part:
    """Rows `first_row` and on, `rows` of them, of one row group of the Parquet file at `place`.

    Its facts go to `folder` (a path or URL) under names that end in `key`.
    """

    place: str
    row_group: int
    first_row: int
    rows: int
    folder: str
    key: str


PART_SCHEMA = pa.schema(
    {
        "place": pa.string(),
        "row_group": pa.int64(),
        "first_row": pa.int64(),
        "rows": pa.int64(),
        "folder": pa.string(),
        "key": pa.string(),
    }
)


@dataclass(frozen=True)
class Input:
    """A Parquet file or a folder of them: its name, one hash, and the sources of its rows."""

    name: str
    sha256: str
    sources: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    """Place and hash of each file."""


def read_input(place: str) -> Input:
    """Look at a file of postings, or at every ``*.parquet`` below a folder or URL.

    Only footers and the column `source` are read. A remote file is told by its URL, size and
    footer instead of all its bytes.

    Raises:
        DataError: nothing is there, a file is not Parquet, lacks a column of `RAW_COLUMNS`, or
            has a row without id or source.
    """
    found = sizes(place)
    names = [name for name in found if name.endswith(".parquet") or not name]
    if not names:
        raise DataError(f"{shown(place)}: no Parquet files there.")
    files: list[tuple[str, str]] = []
    sources: set[str] = set()
    for name in names:
        at = join(place, name) if name else place
        with _opened(at) as file:
            sources |= _sources(at, file)
            files.append((at, _digest(at, found[name], file)))
    digests = [digest for _, digest in files]
    together = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    return Input(
        PurePosixPath(shown(place)).name,
        digests[0] if len(digests) == 1 else together,
        tuple(sorted(sources)),
        tuple(files),
    )


def cut(postings: Input, drawn_with: str, folder: str) -> list[Part]:
    """The parts of an input in order of its rows; `drawn_with` is a hash of names and rules."""
    parts: list[Part] = []
    for place, digest in postings.files:
        with _opened(place) as file:
            groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
        wanted = sum(g.total_byte_size for g in groups) // PARTS_A_FILE
        wanted = min(max(wanted, SMALLEST), LARGEST)
        for number, group in enumerate(groups):
            pieces = max(1, -(-group.total_byte_size // wanted))
            # Whole batches: a reader then stands where the next part begins.
            step = -(-group.num_rows // (pieces * BATCH_ROWS)) * BATCH_ROWS
            for first in range(0, group.num_rows, step or 1):
                rows = min(step, group.num_rows - first)
                key = f"{digest[:12]}-{drawn_with[:12]}-{number:05}-{first:08}-{rows}"
                parts.append(Part(place, number, first, rows, folder, key))
    return parts


def as_batches(parts: list[Part]) -> list[pa.RecordBatch]:
    """A record batch (`PART_SCHEMA`) of one row for each part."""
    return [pa.RecordBatch.from_pylist([asdict(part)], schema=PART_SCHEMA) for part in parts]


_reading: tuple[tuple[str, str, int], int, Iterator[pa.RecordBatch]] | None = None
"""The row group that this process last read from, the row where it stands, and the rest of it."""


def read_part(part: Part) -> Iterator[pa.RecordBatch]:
    """The raw postings of a part in batches of at most `BATCH_ROWS`.

    A row group can only be decoded from its beginning. A process that gets several parts of one
    goes on where it stood, so that none is decoded more than once a process.

    Raises:
        DataError: the file cannot be read, or has fewer rows than the part.
    """
    global _reading
    group = (part.place, part.key.split("-")[0], part.row_group)
    with told(part.place):
        if _reading is None or _reading[0] != group or _reading[1] > part.first_row:
            _reading = (group, 0, _batches(part))
        _, stands, batches = _reading
        end = part.first_row + part.rows
        while stands < end:
            batch = next(batches, None)
            if batch is None:
                _reading = None
                raise DataError(f"{shown(part.place)}: changed while it was read.")
            before, stands = stands, stands + batch.num_rows
            _reading = (group, stands, batches) if stands <= end else None
            first = max(part.first_row - before, 0)
            if stands > part.first_row:
                yield batch.slice(first, min(end, stands) - before - first)


def _batches(part: Part) -> Iterator[pa.RecordBatch]:
    with _opened(part.place) as file:
        columns = [*RAW_COLUMNS, *(c for c in OPTIONAL_RAW_COLUMNS if c in file.schema_arrow.names)]
        # Processes are many already; threads within each would only get in their way.
        yield from file.iter_batches(
            BATCH_ROWS, row_groups=[part.row_group], columns=columns, use_threads=False
        )


def _opened(place: str) -> pq.ParquetFile:
    store, path = locate(place)
    try:
        if is_remote(place):
            return pq.ParquetFile(path, filesystem=store)
        return pq.ParquetFile(path, memory_map=True)
    except pa.ArrowInvalid as error:
        raise DataError(f"{shown(place)}: not a Parquet file ({error}).") from error
    except OSError as error:
        raise DataError(f"{shown(place)}: {error}") from error


def _sources(place: str, file: pq.ParquetFile) -> set[str]:
    if missing := set(RAW_COLUMNS) - set(file.schema_arrow.names):
        raise DataError(f"{shown(place)}: no column {sorted(missing)}.")
    with told(place):
        for name in NEVER_EMPTY:
            if name != "source" and _surely_filled(file, name):
                continue
            row = 1
            for batch in file.iter_batches(columns=[name]):
                empty = pc.index(pc.is_null(batch.column(0)), True).as_py()
                if empty >= 0:
                    raise DataError(f"{shown(place)}: row {row + empty}: {name} is empty.")
                row += batch.num_rows
        found: set[str] = set()
        for batch in file.iter_batches(columns=["source"]):
            found |= set(pc.unique(batch.column(0)).to_pylist())
    return found


def _surely_filled(file: pq.ParquetFile, name: str) -> bool:
    """Whether the footer says that a column has no gaps."""
    column = file.metadata.schema.names.index(name)
    counts = [
        file.metadata.row_group(i).column(column).statistics
        for i in range(file.metadata.num_row_groups)
    ]
    return all(s is not None and s.has_null_count and s.null_count == 0 for s in counts)


def _digest(place: str, size: int, file: pq.ParquetFile) -> str:
    if not is_remote(place):
        return file_sha256(local_path(place))
    store, path = locate(place)
    with told(place), store.open_input_file(path) as handle:
        handle.seek(size - 8 - file.metadata.serialized_size)
        return hashlib.sha256(f"{shown(place)} {size} ".encode() + handle.read()).hexdigest()
