"""The Spark engine on a real cluster of this machine, of which one half dies at work."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from etl.paths import PROJECT
from etl.posting_snapshots import write_posting_facts
from tests.parts import (
    PARTS,
    command,
    data_folder,
    drawn,
    receipts,
    wait_until,
    write_postings,
)

LOOPBACK = "127.0.0.1"


@pytest.fixture(autouse=True)
def spark_here() -> None:
    """Spark itself: skipped without, unless CREDENCE_SPARK says that it must be there."""
    missing = [
        what
        for what, found in (
            ("pyspark (requirements-spark.txt)", find_spec("pyspark")),
            ("Java", shutil.which("java") or os.environ.get("JAVA_HOME")),
        )
        if not found
    ]
    if missing and os.environ.get("CREDENCE_SPARK") != "required":
        pytest.skip(f"needs {' and '.join(missing)}")
    assert not missing


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        return int(taken.getsockname()[1])


@contextmanager
def daemon(log: Path, environment: dict[str, str], *arguments: str) -> Iterator[int]:
    """A Spark daemon with everything it starts in a process group of its own; gives its id."""
    import pyspark

    start = Path(pyspark.__file__).parent / "bin" / "spark-class"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(start), *arguments],
            cwd=log.parent,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process.pid
    finally:
        end_group(process.pid)
        process.wait(30)


def end_group(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What the cluster and its driver are started with: loopback only, our Python, little memory.

    The project is not on the executors' path: they must get it from the driver.
    """
    conf = tmp_path / "conf"
    conf.mkdir()
    (conf / "spark-defaults.conf").write_text(
        f"spark.driver.host {LOOPBACK}\nspark.driver.bindAddress {LOOPBACK}\n"
        # No task before both workers are there to take one.
        "spark.scheduler.minRegisteredResourcesRatio 1\n"
        "spark.ui.enabled false\nspark.executor.memory 512m\nspark.driver.memory 512m\n"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK", "PYTHON"))}
    return kept | {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_CONF_DIR": str(conf),
        "SPARK_LOCAL_IP": LOOPBACK,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_WORKER_OPTS": "-Dspark.worker.cleanup.enabled=false",
    }


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    path = write_postings(tmp_path / "postings.parquet")
    here = data_folder(tmp_path / "here")
    there = data_folder(tmp_path / "there")
    parts = tmp_path / "parts"
    list(write_posting_facts(path, here, processes=1))
    port = str(free_port())
    master = f"spark://{LOOPBACK}:{port}"
    master_class = "org.apache.spark.deploy.master.Master"
    worker_class = "org.apache.spark.deploy.worker.Worker"
    options = ("--host", LOOPBACK, "--webui-port", "0")
    log = tmp_path / "master.log"

    def worker(name: str) -> tuple[str, ...]:
        limits = ("--cores", "1", "--memory", "600m", "--work-dir", str(tmp_path / name))
        return (worker_class, *options, *limits, master)

    with (
        daemon(log, environment, master_class, *options, "--port", port),
        daemon(tmp_path / "first.log", environment, *worker("first")) as first,
        daemon(tmp_path / "second.log", environment, *worker("second")),
    ):
        wait_until(lambda: log.read_text().count("Registering worker") == 2, "two workers")
        driver = subprocess.Popen(
            command(there, path, "--engine", "spark", "--master", master, "--parts", str(parts)),
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            wait_until(
                lambda: (
                    driver.poll() is not None or (receipts(parts) and tasks(tmp_path / "first"))
                ),
                "the first parts, and work at the worker that will die",
            )
            end_group(first)
            complete = len(receipts(parts))
            _, said = driver.communicate(timeout=90)
        finally:
            driver.kill()
            driver.wait()
        assert driver.returncode == 0, said
        assert 0 < complete < PARTS
        wait_until(lambda: "Removing worker" in log.read_text(), "the master to miss a worker")
    assert tasks(tmp_path / "second") >= PARTS - complete
    assert len(receipts(parts)) == PARTS
    assert drawn(there) == drawn(here)


def tasks(work: Path) -> int:
    """Tasks that executors of a worker have begun."""
    logs = work.glob("app-*/*/stderr")
    return sum(len(re.findall(r"Running task \d", log.read_text())) for log in logs)
