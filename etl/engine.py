"""Maps a function over batches in local processes; the only place that knows how it ran."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")
AHEAD = 3
"""Batches that wait for each process."""


def map_batches(
    function: Callable[[Batch], Result],
    batches: Iterable[Batch],
    *,
    processes: int,
    prepare: Callable[..., None],
    prepare_with: tuple[Any, ...],
) -> Iterator[Result]:
    """Results of ``function`` over ``batches``, in their order.

    ``prepare(*prepare_with)`` runs once in each process, for what is dear to make.
    Fresh processes (spawn) behave alike on Linux, macOS and Windows.
    """
    if processes == 1:
        prepare(*prepare_with)
        yield from map(function, batches)
        return
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=prepare, initargs=prepare_with
    ) as pool:
        # Only a few batches are under way at a time, however many there are.
        waiting: deque[Future[Result]] = deque()
        for batch in batches:
            waiting.append(pool.submit(function, batch))
            if len(waiting) > AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
