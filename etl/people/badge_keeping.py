"""Keeping checks and badges together, and publishing the pool that follows."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from itertools import islice

from filelock import FileLock

from etl.importing import Origin, Row
from etl.paths import Paths
from etl.people.imported import kept_rows, pool_sentence, publish_pool
from etl.people.kept_values import SCHEMAS, kept_badge
from etl.people.publish import LOCK, pool_shelf

CHECKS, AWARDS = "checks", "awards"
PARTS = {CHECKS: "check", AWARDS: "award"}
"""What is kept of judged badges, under the name that it has in their rows; checks come first, since
a check without its badge, after a crash between the two, is nobody's."""
BATCH_ROWS = 1_000


def keep_and_publish(
    paths: Paths, origin: Origin, began: datetime, rows: Mapping[str, Iterable[Row]]
) -> str | None:
    """Keep rows by kind as an import that began then, and publish the pool.

    Returns:
        What the pool holds; None where there was no row to keep. Without any kind the pool is
        published as it follows from what is kept.
    """
    with FileLock(pool_shelf(paths).folder / LOCK), ExitStack() as stack:
        fresh = {}
        for kind, own in rows.items():
            kept = stack.enter_context(
                kept_rows(paths, kind, origin, SCHEMAS[kind], _batches(own), kept_badge, began)
            )
            if kept is not None:
                fresh[kind] = kept
        return pool_sentence(publish_pool(paths, fresh)) if fresh or not rows else None


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH_ROWS)):
        yield batch
