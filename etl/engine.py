"""Maps a function over batches in local processes or on Spark; the only place that knows which.

The function and what it is prepared with are the same for both, and so are the results.
"""

import argparse
import os
import re
import socket
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pyarrow as pa

from etl.errors import DataError
from etl.kit import pack_code

Batch = TypeVar("Batch")
Result = TypeVar("Result")
RecordFunction = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
AHEAD = 3
"""Batches that wait for each process."""
ENGINES = ("local", "spark")
LOCAL_MASTER = "local[*]"
ANSWER_SECONDS = 5.0
ATTEMPTS = 8
"""Times that Spark tries a part; parts lost with their machine do not count."""
_MASTER = re.compile(r"local(\[(\*|\d+)(,\d+)?\])?|spark://[^/\s]+|k8s://\S+|yarn")
_SQL_TYPES = {pa.string(): "string", pa.int64(): "bigint"}


def add_engine_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say where work is done."""
    command.add_argument("--engine", choices=ENGINES, default=ENGINES[0],
                         help="local processes, or a Spark cluster")  # fmt: skip
    command.add_argument("--processes", type=_at_least_one, default=2, metavar="N",
                         help="local worker processes (default 2)")  # fmt: skip
    command.add_argument("--master", default=LOCAL_MASTER, metavar="URL",
                         help=f"of the Spark cluster (default {LOCAL_MASTER})")  # fmt: skip
    command.add_argument("--parts", metavar="FOLDER_OR_URL",
                         help="keep the facts of each part of the postings there; complete ones "
                         "are not drawn again")  # fmt: skip


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def chosen_master(options: argparse.Namespace) -> str | None:
    """The Spark master that the options name, None for local processes."""
    return str(options.master) if options.engine == "spark" else None


def map_records(
    function: RecordFunction,
    batches: list[pa.RecordBatch],
    schema: pa.Schema,
    *,
    processes: int,
    master: str | None,
    prepare: Callable[..., None],
    prepare_with: tuple[Any, ...],
) -> Iterator[pa.RecordBatch]:
    """What `function` makes of `batches`, each one task: record batches of `schema`.

    `prepare(*prepare_with)` runs in a process before its first batch. With a Spark `master` the
    results come in any order, a task may run twice, and processes are those of the cluster.

    Raises:
        DataError: PySpark or Java is missing, the master does not answer, or a task failed.
    """
    if not batches:
        return
    if master is not None:
        yield from _on_spark(function, batches, schema, master, prepare, prepare_with)
        return
    for results in map_batches(
        partial(_all, function),
        batches,
        processes=min(processes, len(batches)),
        prepare=prepare,
        prepare_with=prepare_with,
    ):
        yield from results


def _all(function: RecordFunction, batch: pa.RecordBatch) -> list[pa.RecordBatch]:
    return list(function(iter([batch])))


def map_batches(
    function: Callable[[Batch], Result],
    batches: Iterable[Batch],
    *,
    processes: int,
    prepare: Callable[..., None],
    prepare_with: tuple[Any, ...],
) -> Iterator[Result]:
    """Results of ``function`` over ``batches``, in their order, from local processes.

    ``prepare(*prepare_with)`` runs once in each process, for what is dear to make.
    Fresh processes (spawn) behave alike on Linux, macOS and Windows.

    Raises:
        DataError: a process was ended from outside.
    """
    if processes == 1:
        prepare(*prepare_with)
        yield from map(function, batches)
        return
    with ProcessPoolExecutor(
        processes,
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(prepare, prepare_with),
    ) as pool:
        # Only a few batches are under way at a time, however many there are.
        waiting: deque[Future[Result]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(_prepared, function, batch))
                if len(waiting) > AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise DataError(
                "A worker process ended before its work was done (killed, or out of memory); "
                "run the command again."
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


_preparation: Callable[[], None] | None = None


def _begin(prepare: Callable[..., None], prepare_with: tuple[Any, ...]) -> None:
    global _preparation
    _preparation = partial(prepare, *prepare_with)
    # A worker waits for work on a pipe that it holds open itself: it would outlive a killed parent.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _prepared(function: Callable[[Batch], Result], batch: Batch) -> Result:
    # Not in the initializer: what fails there is not told to the parent.
    global _preparation
    if _preparation is not None:
        _preparation()
        _preparation = None
    return function(batch)


def _on_spark(
    function: RecordFunction,
    batches: list[pa.RecordBatch],
    schema: pa.Schema,
    master: str,
    prepare: Callable[..., None],
    prepare_with: tuple[Any, ...],
) -> Iterator[pa.RecordBatch]:
    _check_master(master)

    def on_executor(numbers: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        prepare(*prepare_with)
        for batch in numbers:
            yield from function(iter([batches[n] for n in batch.column(0).to_pylist()]))

    columns = ", ".join(f"`{field.name}` {_SQL_TYPES[field.type]}" for field in schema)
    with _session(master) as spark:
        # One partition, so one task, for each batch; the batches travel with the function.
        frame = spark.range(0, len(batches), 1, len(batches))
        table = frame.mapInArrow(on_executor, columns).toArrow()
    yield from table.cast(schema).to_batches()


@contextmanager
def _session(master: str) -> Iterator[Any]:
    """A Spark session whose executors have our code; what Spark raises becomes a DataError."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise DataError(
            "--engine spark needs PySpark: `pip install -r requirements-spark.txt`."
        ) from error
    builder = SparkSession.builder.master(master).appName("credence")
    settings: dict[str, bool | float | int | str | None] = {
        "spark.speculation": "false",
        "spark.task.maxFailures": str(ATTEMPTS),
    }
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        # Nothing on this machine is offered to others.
        settings |= {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.ui.enabled": "false",
        }
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "credence.zip"
        code.write_bytes(pack_code())
        try:
            session = builder.config(map=settings).getOrCreate()
        except (PySparkException, Py4JError) as error:
            raise DataError(
                f"Spark at {master} did not start (it needs Java 17 or newer): {_reason(error)}"
            ) from error
        try:
            session.sparkContext.setLogLevel("ERROR")
            session.sparkContext.addPyFile(str(code))
            yield session
        except (PySparkException, Py4JError) as error:
            raise DataError(f"Spark at {master} failed: {_reason(error)}") from error
        finally:
            session.stop()


def _reason(error: Exception) -> str:
    """The line of a Spark error, often hundreds of lines long, that says what happened."""
    said = [line.strip() for line in str(error).splitlines() if line.strip()]
    ours = f"{DataError.__module__}.{DataError.__name__}: "
    told = [line.removeprefix(ours) for line in said if line.startswith(ours)]
    java = [line for line in said if re.match(r"(: )?[\w.$]+(Exception|Error)\b", line)]
    return (told or java or said or [type(error).__name__])[0].removeprefix(": ")


def _check_master(master: str) -> None:
    """Spark tries for a minute before it says that nobody answers; this says so at once."""
    if not _MASTER.fullmatch(master):
        raise DataError(
            f"--master {master}: not a Spark master (local[*], spark://HOST:PORT, yarn, k8s://...)."
        )
    if not master.startswith("spark://"):
        return
    failures = []
    for address in master.removeprefix("spark://").split(","):
        try:
            split = urlsplit(f"//{address}")
            socket.create_connection((split.hostname, split.port or 7077), ANSWER_SECONDS).close()
            return
        except (OSError, ValueError) as error:
            failures.append(f"{address}: {error}")
    raise DataError(f"--master {master}: no master answers there ({'; '.join(failures)}).")
