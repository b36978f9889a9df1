"""How long a warm page's script runs, and how soon a fresh server shows its first page."""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.rows import Row
from dashboard.filters import Filters
from dashboard.frame import PAGES
from etl.build import build
from etl.paths import PROJECT, Paths
from etl.people.publish import ensure_sample_pool

RUNS = 15
TARGET_MS = 100


def measure() -> list[Row]:
    """Median milliseconds of a warm script run of every page, without a browser."""
    with _built():
        return [
            Row(
                f"{name}_warm_ms",
                _median_ms(name),
                TARGET_MS,
                "ms",
                f"median of {RUNS} script runs, page and its elements",
            )
            for section in PAGES.values()
            for name in section
        ]


@contextmanager
def _built() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder))
        for name in ("catalog", "reference", "snapshots"):
            shutil.copytree(PROJECT / "data" / name, paths.root / name)
        build(paths)
        ensure_sample_pool(paths)
        before = os.environ.get("CREDENCE_DATA")
        os.environ["CREDENCE_DATA"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["CREDENCE_DATA"]
            else:
                os.environ["CREDENCE_DATA"] = before


def _median_ms(name: str) -> float:
    page = AppTest.from_file(str(PROJECT / "pages" / f"{name}.py"), default_timeout=60)
    page.session_state["filters"] = Filters()
    page.run()
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        page.run()
        times.append((time.perf_counter() - started) * 1000)
    if page.exception:
        raise RuntimeError(f"{name}: {page.exception[0].value}")
    return statistics.median(times)
