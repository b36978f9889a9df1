"""The credential graph: paths to and from a credential, and how far an industry's stack."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

STEPS = ("prerequisite", "credit_toward", "part_of")
"""Relations that lead from a lower to a higher credential."""


@dataclass(frozen=True)
class Edge:
    """One typed step from a credential or award to another."""

    from_id: str
    to_id: str
    relation: str
    strength: str
    from_issuer: str | None
    to_issuer: str | None
    is_credit_bearing: bool


@dataclass(frozen=True)
class Pathway:
    """The steps around one credential: ``layer`` is negative before it, positive after it."""

    layers: dict[str, int]
    edges: tuple[Edge, ...]
    left_out: int


@dataclass(frozen=True)
class StackIndicators:
    """How a group of credentials stacks; every count has ``credentials`` as its denominator."""

    credentials: int
    with_onward_step: int
    onward_edges: int
    credit_bearing: int
    receiving_issuers: int


def pathway(edges: Iterable[Edge], focus: str, *, reach: int = 2, limit: int = 30) -> Pathway:
    """What a credential needs and what it leads to, up to ``reach`` steps either way.

    Nodes nearest to the focus come first; beyond ``limit`` nodes the farthest are left out and
    counted. Edges run between kept nodes only.
    """
    steps = [e for e in edges if e.relation in STEPS]
    graph = nx.DiGraph((e.from_id, e.to_id) for e in steps)
    if focus not in graph:
        return Pathway({focus: 0}, (), 0)
    after = nx.single_source_shortest_path_length(graph, focus, cutoff=reach)
    before = nx.single_source_shortest_path_length(graph.reverse(copy=False), focus, cutoff=reach)
    layers = dict(after)
    for node, distance in before.items():
        layers.setdefault(node, -distance)
    ranked = sorted(layers, key=lambda node: (abs(layers[node]), node))
    kept = {node: layers[node] for node in ranked[:limit]}
    inside = tuple(
        e
        for e in steps
        if e.from_id in kept and e.to_id in kept and kept[e.from_id] < kept[e.to_id]
    )
    return Pathway(kept, inside, len(ranked) - len(kept))


def stack_indicators(edges: Iterable[Edge], credential_ids: Iterable[str]) -> StackIndicators:
    """Onward edges of a group of credentials, the credit-bearing ones, and who receives them.

    A receiving issuer is one other than the credential's own; the same issuer counts once.
    """
    group = set(credential_ids)
    onward = [e for e in edges if e.from_id in group and e.relation in STEPS]
    receiving = {
        e.to_issuer for e in onward if e.to_issuer is not None and e.to_issuer != e.from_issuer
    }
    return StackIndicators(
        credentials=len(group),
        with_onward_step=len({e.from_id for e in onward}),
        onward_edges=len(onward),
        credit_bearing=len({e.from_id for e in onward if e.is_credit_bearing}),
        receiving_issuers=len(receiving),
    )
