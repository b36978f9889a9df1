"""Places for the nodes of a layered graph: few crossings, long edges led past other nodes.

Method: Sugiyama, Tagawa and Toda (1981), IEEE Trans. SMC 11(2), 109-125, with barycentre sweeps.
"""

import itertools
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

PASSING = 0.45
"""Room that an edge takes in a layer which it only passes, in rows."""

Link = tuple[str, str]
Point = tuple[float, float]


@dataclass(frozen=True)
class Arrangement:
    """Where nodes stand, and through which points edges run (both ends included).

    x is the layer, y the row, downwards from 0; ``rows`` is the height of the whole.
    """

    nodes: dict[str, Point]
    routes: dict[Link, tuple[Point, ...]]
    rows: float


def arrange(layers: Mapping[str, int], links: Sequence[Link], *, sweeps: int = 8) -> Arrangement:
    """Order each layer by the barycentre of its neighbours and give every node a place.

    Args:
        layers: node -> layer.
        links: edges between known nodes, each to a higher layer.
    """
    chains = {link: _chain(link, layers) for link in dict.fromkeys(links)}
    columns: dict[int, list[Hashable]] = {}
    for node, layer in sorted(layers.items()):
        columns.setdefault(layer, []).append(node)
    before: dict[Hashable, list[Hashable]] = {}
    after: dict[Hashable, list[Hashable]] = {}
    for (start, _), chain in chains.items():
        for step, passed in enumerate(chain[1:-1], 1):
            columns[layers[start] + step].append(passed)
        for left, right in itertools.pairwise(chain):
            after.setdefault(left, []).append(right)
            before.setdefault(right, []).append(left)
    order = sorted(columns)
    places = {item: float(i) for layer in order for i, item in enumerate(columns[layer])}
    for sweep in range(sweeps):
        forward = sweep % 2 == 0
        near = before if forward else after
        for layer in order if forward else reversed(order):
            wished = _wishes(columns[layer], near, places)
            columns[layer].sort(key=wished.__getitem__)
            places.update(_spread(columns[layer], wished))
    both = {item: [*before.get(item, []), *after.get(item, [])] for item in places}
    for layer in order:
        places.update(_spread(columns[layer], _wishes(columns[layer], both, places)))
    top = min(places[item] - _half(item) for item in places)
    bottom = max(places[item] + _half(item) for item in places)
    level = {item: layer for layer in order for item in columns[layer]}
    points = {item: (float(level[item]), places[item] - top) for item in places}
    return Arrangement(
        {node: points[node] for node in layers},
        {link: tuple(points[item] for item in chain) for link, chain in chains.items()},
        bottom - top,
    )


def crossings(arrangement: Arrangement) -> int:
    """How many pairs of edge parts between two layers cross."""
    parts = [(a, b) for route in arrangement.routes.values() for a, b in itertools.pairwise(route)]
    return sum(
        a[0] == c[0] and (a[1] - c[1]) * (b[1] - d[1]) < 0
        for i, (a, b) in enumerate(parts)
        for c, d in parts[:i]
    )


def _chain(link: Link, layers: Mapping[str, int]) -> list[Hashable]:
    start, end = link
    passed = [(link, layer) for layer in range(layers[start] + 1, layers[end])]
    return [start, *passed, end]


def _half(item: Hashable) -> float:
    return 0.5 if isinstance(item, str) else PASSING / 2


def _wishes(
    items: Sequence[Hashable],
    near: Mapping[Hashable, Sequence[Hashable]],
    places: Mapping[Hashable, float],
) -> dict[Hashable, float]:
    return {
        item: sum(places[other] for other in near[item]) / len(near[item])
        if near.get(item)
        else places[item]
        for item in items
    }


def _spread(items: Sequence[Hashable], wished: Mapping[Hashable, float]) -> dict[Hashable, float]:
    """Places nearest to the wishes (least squares) that keep the order and every item's room.

    Pool adjacent violators on the wishes less the room of what stands above.
    """
    offsets, used = [], 0.0
    for previous, item in zip([None, *items], items, strict=False):
        used += 0.0 if previous is None else _half(previous) + _half(item)
        offsets.append(used)
    blocks: list[tuple[float, int]] = []
    for item, offset in zip(items, offsets, strict=True):
        mean, size = wished[item] - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, n = blocks.pop()
            mean, size = (mean * size + other * n) / (size + n), size + n
        blocks.append((mean, size))
    levels = [mean for mean, size in blocks for _ in range(size)]
    return {
        item: level + offset for item, level, offset in zip(items, levels, offsets, strict=True)
    }
