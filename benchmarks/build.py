"""How long a build of the bundled data takes, and how much memory, as a whole process."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rows import Row
from etl.paths import PROJECT

RUNS = 3
MEASURED = """
import resource, sys
from pathlib import Path
from etl.build import build
from etl.paths import Paths
build(Paths(Path(sys.argv[1])))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak * (1 if sys.platform == "darwin" else 1024))
"""


def measure() -> list[Row]:
    """Seconds (median of three) and peak memory of a build from the bundled inputs."""
    seconds, peaks = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("catalog", "reference", "snapshots"):
            shutil.copytree(PROJECT / "data" / name, Path(folder) / name)
        for _ in range(RUNS):
            started = time.perf_counter()
            printed = subprocess.run(
                [sys.executable, "-c", MEASURED, folder],
                cwd=PROJECT,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            seconds.append(time.perf_counter() - started)
            peaks.append(int(printed) / 1e9)
    return [
        Row("build_seconds", sorted(seconds)[RUNS // 2], 15, "s", "process start included"),
        Row("build_peak_memory", max(peaks), 1.5, "GB", "resident, whole process"),
    ]
