"""The credential graph: paths to and from a credential, and how far an industry's stack."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

import networkx as nx

STEPS = ("prerequisite", "credit_toward", "part_of")
"""Relations that lead from a lower to a higher credential."""


@dataclass(frozen=True)
class Edge:
    """One typed step from a credential or award to another.

    ``credits`` of ``credits_of`` are counted at the far end, in one unit; None where not known.
    """

    from_id: str
    to_id: str
    relation: str
    strength: str
    from_issuer: str | None
    to_issuer: str | None
    is_credit_bearing: bool
    credits: float | None = None
    credits_of: float | None = None

    @property
    def covered(self) -> float | None:
        """The part of the higher award that this step covers (0 to 1); None where not known."""
        if self.credits is None or not self.credits_of:
            return None
        return self.credits / self.credits_of


@dataclass(frozen=True)
class Pathway:
    """The steps around one credential: ``layer`` is negative before it, positive after it.

    Every edge leads to a higher layer. ``left_out`` are nodes beyond the limits with the steps
    between them and the focus, negative before it; ``passing_by`` counts steps from what comes
    before straight to what comes after, past the focus.
    """

    layers: dict[str, int]
    edges: tuple[Edge, ...]
    left_out: dict[str, int] = field(default_factory=dict)
    passing_by: int = 0


@dataclass(frozen=True)
class StackIndicators:
    """How a group of credentials stacks; every count has ``credentials`` as its denominator.

    ``covered`` is the median part of a higher award over the ``with_covered`` onward edges of
    which it is known (None: of none). ``longest`` is the longest chain of steps that starts in the
    group, as the nodes it passes; empty where none starts there.
    """

    credentials: int
    with_onward_step: int
    onward_edges: int
    credit_bearing: int
    receiving_issuers: int
    covered: float | None = None
    with_covered: int = 0


def pathway(
    edges: Iterable[Edge],
    focus: str,
    *,
    reach: int = 2,
    limit: int = 30,
    abreast: int = 12,
    importance: Mapping[str, float] | None = None,
) -> Pathway:
    """What a credential needs and what it leads to, up to ``reach`` steps either way.

    Of nodes as many steps away on one side the ``abreast`` most important are kept (equal ones by
    name), of all of them the ``limit`` nearest; so a credential with dozens of steps stays
    readable. A node's layer is its longest way to the focus, so that no step stays in a layer.
    """
    steps = [e for e in edges if e.relation in STEPS]
    graph = nx.DiGraph((e.from_id, e.to_id) for e in steps)
    if focus not in graph:
        return Pathway({focus: 0}, ())
    after = nx.single_source_shortest_path_length(graph, focus, cutoff=reach)
    # What comes both before and after stands after; what leads to it only through that goes.
    others = graph.subgraph((set(graph) - after.keys()) | {focus})
    before = nx.single_source_shortest_path_length(others.reverse(), focus, cutoff=reach)
    weight = importance or {}
    sides = [{n: -d for n, d in before.items()}, dict(after)]
    ranked = [
        node
        for side in sides
        for distance in sorted(set(side.values()) - {0})
        for node in sorted(
            (n for n, d in side.items() if d == distance), key=lambda n: (-weight.get(n, 0.0), n)
        )[:abreast]
    ]
    away = sides[0] | sides[1]
    ranked.sort(key=lambda node: abs(away[node]))
    # What is kept must still be joined to the focus by what is kept.
    kept = _joined(graph, focus, {focus, *ranked[: limit - 1]}, after.keys())
    onward = (kept & after.keys()) - {focus}
    back = kept - onward - {focus}
    layers = {focus: 0}
    layers |= depths(graph.subgraph(onward | {focus}), focus)
    upstream = depths(graph.subgraph(back | {focus}).reverse(copy=True), focus)
    layers |= {node: -depth for node, depth in upstream.items()}
    inside = tuple(
        e for e in steps if {e.from_id, e.to_id} <= kept and layers[e.from_id] < layers[e.to_id]
    )
    drawn = tuple(e for e in inside if not (e.from_id in back and e.to_id in onward))
    left_out = {node: away[node] for node in sorted(away, key=lambda n: (abs(away[n]), n))}
    return Pathway(
        layers,
        drawn,
        {node: distance for node, distance in left_out.items() if node not in kept},
        len(inside) - len(drawn),
    )


def all_before(edges: Iterable[Edge], goal: str) -> frozenset[str]:
    """The goal and everything from which steps of any strength lead to it."""
    graph = nx.DiGraph((e.from_id, e.to_id) for e in edges if e.relation in STEPS)
    return frozenset({goal}) | (nx.ancestors(graph, goal) if goal in graph else set())


def stack_indicators(edges: Iterable[Edge], credential_ids: Iterable[str]) -> StackIndicators:
    """Onward edges of a group of credentials, the credit-bearing ones, and who receives them.

    A receiving issuer is one other than the credential's own; the same issuer counts once.
    """
    group = set(credential_ids)
    steps = [e for e in edges if e.relation in STEPS]
    onward = [e for e in steps if e.from_id in group]
    known = [e.covered for e in onward if e.covered is not None]
    return StackIndicators(
        credentials=len(group),
        with_onward_step=len({e.from_id for e in onward}),
        onward_edges=len(onward),
        credit_bearing=len({e.from_id for e in onward if e.is_credit_bearing}),
        receiving_issuers=len(receiving_issuers(onward)),
        covered=median(known) if known else None,
        with_covered=len(known),
    )


def receiving_issuers(onward: Iterable[Edge]) -> frozenset[str]:
    """The issuers at the far end of onward steps, each edge's own issuer left out."""
    return frozenset(
        e.to_issuer for e in onward if e.to_issuer is not None and e.to_issuer != e.from_issuer
    )


def longest_chains(edges: Iterable[Edge]) -> dict[str, tuple[str, ...]]:
    """The longest chain of steps that starts at each node, as the nodes it passes.

    Circles (of advice: those of needs are refused) are cut open, so that no node comes twice. Of
    several chains of one length the first by name; a node that leads nowhere is its own chain.
    """
    graph = nx.DiGraph((e.from_id, e.to_id) for e in edges if e.relation in STEPS)
    while not nx.is_directed_acyclic_graph(graph):
        graph.remove_edge(*nx.find_cycle(graph)[-1])
    chains: dict[str, tuple[str, ...]] = {}
    for node in reversed(list(nx.topological_sort(graph))):
        onward = min((chains[n] for n in graph.successors(node)), key=_long_then_name, default=())
        chains[node] = (node, *onward)
    return chains


def longest_of(chains: Mapping[str, tuple[str, ...]], starts: Iterable[str]) -> tuple[str, ...]:
    """The longest of the chains that start at any of ``starts``; empty where none has a step."""
    found = min((chains[n] for n in starts if n in chains), key=_long_then_name, default=())
    return found if len(found) > 1 else ()


def _long_then_name(chain: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return -len(chain), chain


def _joined(graph: nx.DiGraph, focus: str, kept: set[str], after: Collection[str]) -> set[str]:
    onward = graph.subgraph({n for n in kept if n in after})
    back = graph.subgraph({n for n in kept if n not in after} | {focus})
    return {focus} | nx.descendants(onward, focus) | nx.ancestors(back, focus)


def depths(graph: nx.DiGraph, root: str) -> dict[str, int]:
    """The longest way from ``root`` to every node; circles are cut open.

    Of a circle goes a step that does not lead away from the root: shortest ways stay whole.
    """
    distance = nx.single_source_shortest_path_length(graph, root)
    tree = nx.DiGraph(graph)
    while not nx.is_directed_acyclic_graph(tree):
        circle = nx.find_cycle(tree)
        tree.remove_edge(*next((a, b) for a, b in circle if distance[b] <= distance[a]))
    found = dict.fromkeys(tree, 0)
    for node in nx.topological_sort(tree):
        for following in tree.successors(node):
            found[following] = max(found[following], found[node] + 1)
    return found
