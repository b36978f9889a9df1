"""Loading an export of postings: ours (read, check, count, to Parquet) beside pandas to SQLite.

A CSV of invented postings (1,000,000 of 3 kB unless ``CREDENCE_BENCH_POSTINGS`` says otherwise) is
written to the temporary folder; each contender is a process of its own, in turn on the same file.
Matching, which comes after loading and takes far longer, has no part in that; the complete import
is timed by itself, of fewer postings, and nothing is projected from it.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rows import Row
from etl.paths import PROJECT

POSTINGS = 1_000_000
TEXT_LENGTH = 3_000
MOST_MEMORY_GB = 2.0
_WORDS = 4_000
_TEXTS = 2_000
_PEAK = """
import resource, sys
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(rows, peak * (1 if sys.platform == "darwin" else 1024))
"""
OURS = (
    """
import sys, tempfile
from pathlib import Path
from etl.importing import postings
from etl.importing.command import import_file
from etl.importing.posting_spool import spool_postings
from etl.importing import Kept
from etl.importing.kinds import KINDS
from dataclasses import replace
from etl.paths import Paths

def load(paths, origin, tables):
    spool_postings(paths.root, "import_bench", origin.sha256[:8], tables, {})
    return Kept((), "")

KINDS["postings"] = replace(postings.KIND, keep=load)
outcome = import_file(Path(sys.argv[1]), Paths(Path(sys.argv[2])), kind="postings")
rows = outcome.kept
"""
    + _PEAK
)
PANDAS = (
    """
import sqlite3, sys
from pathlib import Path
import pandas as pd
connection = sqlite3.connect(Path(sys.argv[2]) / "postings.db")
rows = 0
frames = pd.read_csv(sys.argv[1], chunksize=int(sys.argv[3]) or None)
for frame in [frames] if isinstance(frames, pd.DataFrame) else frames:
    frame.to_sql("postings", connection, if_exists="append", index=False)
    rows += len(frame)
connection.commit()
"""
    + _PEAK
)
COMPLETE = (
    """
import shutil, sys
from pathlib import Path
from etl.importing.command import import_file
from etl.paths import Paths, default_paths

paths, given = Paths(Path(sys.argv[2])), default_paths()
for name in ("catalog", "reference", "snapshots"):
    shutil.copytree(given.root / name, paths.root / name)
rows = import_file(Path(sys.argv[1]), paths, kind="postings").kept
"""
    + _PEAK
)
CHUNK = 20_000
COMPLETE_POSTINGS = 20_000
WHOLE_NEEDS = 3.0
"""Times the file's size; pandas needs so much memory to read it whole."""


def measure() -> list[Row]:
    """Seconds and peak memory of loading, ours and pandas' (in chunks, and whole if it fits)."""
    postings = int(os.environ.get("CREDENCE_BENCH_POSTINGS", POSTINGS))
    complete_postings = min(postings, COMPLETE_POSTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "postings.csv"
        write_postings(path, complete_postings)
        complete = _timed(COMPLETE, path, "", complete_postings)
        write_postings(path, postings)
        size = f"{postings:,} postings, {path.stat().st_size / 1e9:.2f} GB"
        ours = _timed(OURS, path, "", postings)
        chunks = _timed(PANDAS, path, str(CHUNK), postings)
        fits = WHOLE_NEEDS * path.stat().st_size < _free_memory()
        whole = _timed(PANDAS, path, "0", postings) if fits else None
    said = f"{size}; whole process; pandas / ours = {chunks[0] / ours[0]:.2f}"
    found = [
        Row("import_seconds", ours[0], None, "s", f"{size}; read, check, write; whole process"),
        Row("import_peak_memory", ours[1], MOST_MEMORY_GB, "GB", "resident, whole process"),
        Row("pandas_chunks_seconds", chunks[0], None, "s", f"read_csv in {CHUNK:,} + to_sql"),
        Row("pandas_chunks_peak_memory", chunks[1], None, "GB"),
        Row("import_to_pandas_chunks", ours[0] / chunks[0], 1.0, "of its time", said),
    ]
    if whole is None:
        found.append(Row("pandas_whole_skipped", 1, None, "run", "too little memory is free"))
    else:
        found += [
            Row("pandas_whole_seconds", whole[0], None, "s", "read_csv + to_sql"),
            Row("pandas_whole_peak_memory", whole[1], None, "GB"),
            Row("import_to_pandas_whole", ours[0] / whole[0], 1.0, "of its time",
                f"pandas / ours = {whole[0] / ours[0]:.2f}"),
        ]  # fmt: skip
    found.append(
        Row("complete_import_seconds", complete[0], None, "s",
            f"{complete_postings:,} postings, matching included")
    )  # fmt: skip
    return found


def _free_memory() -> int:
    """Bytes of memory that are free now; without Linux's word for it, half of all there is."""
    known = Path("/proc/meminfo")
    if known.is_file():
        lines = dict(line.split(":", 1) for line in known.read_text().splitlines())
        return int(lines["MemAvailable"].split()[0]) * 1024
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2


def rows() -> list[Row]:
    """The same, under the name that other benchmarks may use."""
    return measure()


def write_postings(path: Path, postings: int) -> None:
    """A CSV of invented postings; its texts have line breaks, commas and quotation marks."""
    draw = random.Random(20)
    words = [
        "".join(draw.choices("abcdefghilmnoprstuvw", k=draw.randint(2, 11))) for _ in range(_WORDS)
    ]
    texts = []
    for _ in range(_TEXTS):
        lines: list[str] = []
        while sum(len(line) for line in lines) < TEXT_LENGTH:
            lines.append(" ".join(draw.choices(words, k=14)).capitalize() + ', "' + words[0] + '".')
        texts.append("\n".join(lines)[:TEXT_LENGTH])
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(
            ["Job ID", "Job Title", "Company", "Location", "Date Posted", "Salary", "URL",
             "Job Description"]
        )  # fmt: skip
        for n in range(postings):
            text = texts[n % _TEXTS]
            cut = (n * 37) % len(text)
            out.writerow(
                [f"R-{n}", f"Role {n % 997}", f"Employer, Inc. {n % 9973}", "Austin, TX",
                 f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}", f"${50_000 + n % 40_000:,} a year",
                 f"https://jobs.example.org/{n}", f"{text[cut:]}\n{text[:cut]}"]
            )  # fmt: skip


def _timed(script: str, path: Path, argument: str, postings: int) -> tuple[float, float]:
    """Seconds and peak gigabytes of a contender in a process and folder of its own.

    Raises:
        RuntimeError: not all of the postings arrived.
    """
    # What was written before, the file itself first, must not reach the disk on a contender's time.
    os.sync()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        printed = subprocess.run(
            [sys.executable, "-c", script, str(path), folder, argument],
            cwd=PROJECT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        seconds = time.perf_counter() - started
    loaded, peak = map(int, printed.split())
    if loaded != postings:
        raise RuntimeError(f"{loaded:,} of {postings:,} rows arrived.")
    return seconds, peak / 1e9
