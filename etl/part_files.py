"""The facts of a part on disk or in an object store, and the receipt that makes them count.

``<folder>/<source>/<table>-<key>.parquet`` holds rows, ``<folder>/receipts/<key>.json``, written
last, names those files with their hashes. A part without receipt is done again and replaced.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial

import pyarrow as pa
import pyarrow.parquet as pq

from etl.errors import DataError
from etl.posting_parts import Part
from etl.storage import PARTIAL, is_remote, join, local_path, put, read, shown, sizes

RECEIPTS = "receipts"
READERS = 8
"""Small files that are asked for at a time; an object store takes its time over each."""


@dataclass(frozen=True)
class PartFile:
    """Rows of one raw table of one source; `path` is that from the folder of parts."""

    source_id: str
    table: str
    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Receipt:
    """What a complete part brought: its files, and refused rows by source and reason."""

    files: tuple[PartFile, ...]
    rejects: dict[str, dict[str, int]]


def write_facts(
    part: Part,
    tables: Mapping[str, Mapping[str, pa.Table]],
    rejects: dict[str, dict[str, int]],
) -> Receipt:
    """Write a part's tables (source -> raw table -> rows), then its receipt.

    Raises:
        DataError: the folder cannot be written to.
    """
    files = []
    for source_id, by_name in tables.items():
        for table, rows in by_name.items():
            packed = pa.BufferOutputStream()
            pq.write_table(rows, packed, compression="zstd")
            data = packed.getvalue()
            path = f"{source_id}/{table}-{part.key}.parquet"
            put(join(part.folder, path), data)
            digest = hashlib.sha256(data).hexdigest()
            files.append(PartFile(source_id, table, path, rows.num_rows, data.size, digest))
    receipt = Receipt(tuple(files), rejects)
    document = json.dumps(asdict(receipt), indent=1, sort_keys=True)
    put(join(part.folder, f"{RECEIPTS}/{part.key}.json"), document.encode())
    return receipt


def complete_parts(folder: str, parts: Iterable[Part]) -> dict[str, Receipt]:
    """Receipts of the parts that are complete in `folder`, by key, in the order of `parts`.

    Raises:
        DataError: the folder cannot be read, or a receipt is damaged.
    """
    there = sizes(folder)
    keys = [part.key for part in parts if f"{RECEIPTS}/{part.key}.json" in there]
    with ThreadPoolExecutor(READERS) as pool:
        receipts = pool.map(partial(_receipt, folder), keys)
        return {
            key: receipt
            for key, receipt in zip(keys, receipts, strict=True)
            if all(there.get(file.path) == file.bytes for file in receipt.files)
        }


def _receipt(folder: str, key: str) -> Receipt:
    place = join(folder, f"{RECEIPTS}/{key}.json")
    try:
        document = json.loads(read(place))
        return Receipt(tuple(PartFile(**f) for f in document["files"]), document["rejects"])
    except (ValueError, TypeError, KeyError) as error:
        raise DataError(f"{shown(place)}: not a receipt ({error}); delete it.") from error


def contents(folder: str, files: Iterable[PartFile]) -> Iterator[tuple[PartFile, bytes]]:
    """Each file with its bytes, a few read ahead.

    Raises:
        DataError: a file is missing, or differs from its receipt.
    """
    wanted = list(files)
    with ThreadPoolExecutor(READERS) as pool:
        for first in range(0, len(wanted), READERS):
            some = wanted[first : first + READERS]
            places = [join(folder, file.path) for file in some]
            for file, place, data in zip(some, places, pool.map(read, places), strict=True):
                if hashlib.sha256(data).hexdigest() != file.sha256:
                    raise DataError(f"{shown(place)}: differs from its receipt; delete it.")
                yield file, data


def sweep(folder: str) -> None:
    """Remove what killed processes left half-written in a local folder."""
    if not is_remote(folder):
        for path in local_path(folder).rglob(f".*{PARTIAL}"):
            path.unlink(missing_ok=True)
