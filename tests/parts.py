"""A file of invented postings in many parts, and the commands that draw its facts."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.derive import RAW_COLUMNS
from etl.part_files import RECEIPTS
from etl.paths import PROJECT, Paths
from tests.conftest import BUNDLED

PARTS, ROWS = 24, 120
"""Row groups, each a part, and the rows of one."""
SOURCES = ("dice_us_2021", "nlx_tx_2016")
DUTIES = "You will keep records of networks in good order and tell others what you found. "
ASKS = (
    "CompTIA Security+ certification is required.",
    "PMP preferred; you know Python and SQL.",
    "A valid CISSP or the willingness to earn one is required.",
    "No certificate is needed.",
)


def data_folder(root: Path) -> Paths:
    """A data folder with just what facts are drawn with."""
    for name in ("catalog", "reference"):
        shutil.copytree(BUNDLED.root / name, root / name)
    shutil.copytree(BUNDLED.snapshots / "onet", root / "snapshots" / "onet")
    return Paths(root)


def write_postings(path: Path, parts: int = PARTS, rows: int = ROWS, duties: int = 30) -> Path:
    """Postings of two sources that alternate within each part; one in fifty is refused."""
    schema = pa.schema([(name, pa.string()) for name in RAW_COLUMNS])
    with pq.ParquetWriter(path, schema) as writer:
        for part in range(parts):
            numbers = range(part * rows, (part + 1) * rows)
            found = [_posting(number, duties) for number in numbers]
            writer.write_table(pa.Table.from_pylist(found, schema=schema))
    return path


def _posting(number: int, duties: int) -> dict[str, str | None]:
    source = SOURCES[number % 2]
    text = f"{ASKS[number % 4]}\n{DUTIES * duties}{number}" if number % 50 else ""
    return dict.fromkeys(RAW_COLUMNS) | {
        "posting_id": f"{source}-{number}",
        "source": source,
        "title": "Network Engineer",
        "employer": f"Employer {number % 97} Inc.",
        "text": text,
    }


def command(paths: Paths, path: object, *options: str) -> list[str]:
    """The command line that draws the facts of `path`."""
    start = [sys.executable, "-m", "etl", "--data", str(paths.root), "snapshot", str(path)]
    return [*start, *options]


def run(paths: Paths, path: object, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(paths, path, *options), cwd=PROJECT, capture_output=True, text=True, timeout=120
    )


def drawn(paths: Paths) -> dict[str, bytes]:
    """Every file of the snapshots drawn from the postings, by its path."""
    return {
        str(path.relative_to(paths.snapshots)): path.read_bytes()
        for source in SOURCES
        for path in sorted((paths.snapshots / source).rglob("*"))
        if path.is_file()
    }


def receipts(folder: Path) -> list[Path]:
    """The receipts of complete parts."""
    return sorted((folder / RECEIPTS).glob("[!.]*.json"))


def wait_until(happened: Callable[[], object], what: str, seconds: float = 90) -> None:
    """Wait for something to happen; fails with its name if it does not in time."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.01)
