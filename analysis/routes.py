"""From here to there: what has to be earned before a goal, in which order, and what expires on it.

Steps of strength ``required`` are all needed, of ``one_of_required`` (of one relation to one
credential) at least one; ``recommended`` ones are advice and never needed. What another has
replaced is not offered any more. Who holds the newer one counts as holding the older.
Equals count for each other where they do so automatically; where a condition stands behind it
(``one_of_required``), the one counts for the other but not back.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from analysis.earning_order import Option, Order, months_of, order_of
from analysis.stacks import STEPS, Edge, Pathway, depths

NEEDING = ("prerequisite", "part_of")
Cost = tuple[float, ...]
"""What is to be least, then what decides between equals."""


@dataclass(frozen=True)
class Way:
    """A way to a goal.

    ``order`` is what is left to earn, each after all it needs, the goal last; empty where the goal
    is held. ``edges`` are the steps it takes, from what is held too; ``alternatives`` the other
    routes that were open at them.
    """

    goal: str
    order: tuple[str, ...]
    edges: tuple[Edge, ...]
    alternatives: tuple[Edge, ...]


@dataclass(frozen=True)
class Timing:
    """When a step of a way is done, and whether it has to be renewed before the whole is.

    Months at the given pace, None where hours are not known. ``expires_first`` is None where that
    cannot be told.
    """

    earned_month: float | None
    wait_months: float | None
    expires_first: bool | None


def counting_as_held(edges: Iterable[Edge], held: Collection[str]) -> frozenset[str]:
    """What is held, and what counts as held because an equal or a newer one is."""
    counts = nx.DiGraph()
    counts.add_nodes_from(held)
    for e in edges:
        if e.relation == "equivalent" and e.strength in ("automatic", "one_of_required"):
            counts.add_edge(e.from_id, e.to_id)
            if e.strength == "automatic":
                counts.add_edge(e.to_id, e.from_id)
        elif e.relation == "supersedes":
            counts.add_edge(e.from_id, e.to_id)
    return frozenset(held).union(*(nx.descendants(counts, h) for h in held))


def replaced_by(edges: Iterable[Edge]) -> dict[str, list[str]]:
    """What is not offered any more -> what has replaced it."""
    found: dict[str, list[str]] = {}
    for e in edges:
        if e.relation == "supersedes":
            found.setdefault(e.to_id, []).append(e.from_id)
    return found


def way_to(
    edges: Iterable[Edge], goal: str, held: Collection[str], cost: Callable[[str], Cost]
) -> Way | None:
    """The way to a goal that costs least; None where what it needs is not offered any more.

    Exact: every choice between routes is tried, and given up where it cannot be better. Time grows
    with the product of the routes on the way, which are few.

    Args:
        edges: without circles of needs (a build refuses them).
        cost: of a credential to earn, numbers of zero or more; summed, compared in order.
    """
    edges = tuple(edges)
    have = counting_as_held(edges, held)
    if goal in have:
        return Way(goal, (), (), ())
    search = _Search(edges, have, set(replaced_by(edges)) - {goal}, cost)
    search.earn(goal)
    if search.best is None:
        return None
    _, chosen, used = search.best
    taken = set(used)
    alternatives = [
        e
        for e in edges
        if e.strength == "one_of_required"
        and e.relation in NEEDING
        and e.to_id in chosen
        and e not in taken
    ]
    return Way(goal, _any_order(chosen, used), tuple(used), tuple(alternatives))


class _Search:
    """Depth first over what is still open; keeps the best way found."""

    def __init__(
        self,
        edges: Sequence[Edge],
        have: frozenset[str],
        gone: set[str],
        cost: Callable[[str], Cost],
    ) -> None:
        self.have, self.gone, self.cost = have, gone, cost
        self.best: tuple[tuple[Cost, list[str]], frozenset[str], list[Edge]] | None = None
        self.required: dict[str, list[Edge]] = {}
        self.routes: dict[str, dict[str, list[Edge]]] = {}
        for e in edges:
            if e.relation in NEEDING and e.strength == "required":
                self.required.setdefault(e.to_id, []).append(e)
            elif e.relation in NEEDING and e.strength == "one_of_required":
                self.routes.setdefault(e.to_id, {}).setdefault(e.relation, []).append(e)

    def earn(self, goal: str) -> None:
        self._go([goal], frozenset(), [], tuple(0.0 for _ in self.cost(goal)))

    def _go(self, todo: list[str], chosen: frozenset[str], used: list[Edge], spent: Cost) -> None:
        while todo and (todo[-1] in chosen or todo[-1] in self.have):
            todo = todo[:-1]
        if self.best is not None and spent > self.best[0][0]:
            return
        if not todo:
            self._keep(chosen, used, spent)
            return
        node, rest = todo[-1], todo[:-1]
        if node in self.gone:
            return
        spent = tuple(a + b for a, b in zip(spent, self.cost(node), strict=True))
        for picked in self._picks(node):
            more = [e.from_id for e in picked]
            self._go(rest + more, chosen | {node}, used + picked, spent)

    def _picks(self, node: str) -> Iterator[list[Edge]]:
        """Every way to meet what a node needs: all required steps and one of each set of routes."""
        picks = [self.required.get(node, [])]
        for routes in self.routes.get(node, {}).values():
            held = [e for e in routes if e.from_id in self.have]
            picks = [[*p, e] for p in picks for e in (held[:1] or routes)]
        yield from picks

    def _keep(self, chosen: frozenset[str], used: list[Edge], spent: Cost) -> None:
        if not nx.is_directed_acyclic_graph(nx.DiGraph([(e.from_id, e.to_id) for e in used])):
            return
        key = (spent, sorted(chosen))
        if self.best is None or key < self.best[0]:
            self.best = (key, chosen, used)


def in_order(
    way: Way,
    advice: Iterable[Edge],
    hours: Mapping[str, float | None],
    renewal_months: Mapping[str, float | None],
    hours_a_week: float,
) -> tuple[str, ...]:
    """What a way leaves to earn, in the order in which least expires before the goal.

    Advice (recommended steps) is followed too, unless something would expire for it. Only to find
    the order, unknown hours count as none and unknown validity as for good; ``timings`` then says
    what is not known.
    """
    advised = [
        e
        for e in advice
        if e.relation in NEEDING
        and e.strength == "recommended"
        and {e.from_id, e.to_id} <= set(way.order)
    ]
    followed = list(way.edges)
    for e in advised:
        # Advice may run both ways; of a circle the later step is not followed.
        if nx.is_directed_acyclic_graph(nx.DiGraph([(s.from_id, s.to_id) for s in [*followed, e]])):
            followed.append(e)
    first = _order(way.order, followed, hours, renewal_months, hours_a_week)
    if first.holds:
        return first.steps
    return _order(way.order, way.edges, hours, renewal_months, hours_a_week).steps


def _order(
    nodes: Sequence[str],
    edges: Iterable[Edge],
    hours: Mapping[str, float | None],
    renewal_months: Mapping[str, float | None],
    hours_a_week: float,
) -> Order:
    needs: dict[str, list[frozenset[str]]] = {}
    for e in edges:
        if e.from_id in nodes:
            needs.setdefault(e.to_id, []).append(frozenset({e.from_id}))
    return order_of(
        [
            Option(
                node,
                0.0,
                hours.get(node) or 0.0,
                before=tuple(needs.get(node, ())),
                valid_months=renewal_months.get(node) or None,
            )
            for node in nodes
        ],
        hours_a_week,
        # Where the rule leaves a choice, in the order in which the nodes are given.
        first={node: -float(i) for i, node in enumerate(nodes)},
    )


def timings(
    order: Sequence[str],
    hours: Mapping[str, float | None],
    renewal_months: Mapping[str, float | None],
    hours_a_week: float,
) -> dict[str, Timing]:
    """When each of an order is earned, and whether it has expired when the last one is.

    Args:
        hours: study hours of each; None where not known.
        renewal_months: months after which each has to be renewed; 0: never, None: not known.
        hours_a_week: study pace, above zero.

    One credential after the other. Unknown hours are never taken for none: where the known ones
    after a credential outlast it, it expires first; else it cannot be told. A renewal due on the
    last day is in time.

    Raises:
        ValueError: the pace is not above zero.
    """
    if hours_a_week <= 0:
        raise ValueError("hours_a_week must be above zero")
    months = [None if (h := hours.get(n)) is None else months_of(h, hours_a_week) for n in order]
    found = {}
    for i, node in enumerate(order):
        until, after = months[: i + 1], months[i + 1 :]
        known = sum(m for m in after if m is not None)
        is_sure = None not in after
        due = renewal_months.get(node)
        expires: bool | None = False
        if after and due is None:
            expires = None
        elif due and known > due:
            expires = True
        elif due and not is_sure:
            expires = None
        found[node] = Timing(
            None if None in until else sum(m or 0.0 for m in until),
            known if is_sure else None,
            expires,
        )
    return found


def leads_from(
    edges: Iterable[Edge], held: Collection[str], targets: Collection[str], *, at_most: int = 4
) -> tuple[Edge, ...]:
    """The shortest documented steps from each held credential to the nearest of the targets.

    Any step that leads onward counts, advice and credit too; at most ``at_most`` in a row. Of
    several steps between the same two the first is taken.
    """
    steps = [e for e in edges if e.relation in STEPS]
    graph = nx.DiGraph((e.from_id, e.to_id) for e in steps)
    by_ends = {(e.from_id, e.to_id): e for e in reversed(steps)}
    taken: dict[Edge, None] = {}
    for start in sorted(set(held) & set(graph)):
        paths = nx.single_source_shortest_path(graph, start, cutoff=at_most)
        ends = sorted((len(paths[t]), t) for t in targets if t in paths and t != start)
        if ends:
            path = paths[ends[0][1]]
            taken |= dict.fromkeys(by_ends[pair] for pair in pairwise(path))
    return tuple(taken)


def drawn(way: Way, leads: Iterable[Edge] = ()) -> Pathway:
    """A way as layers from left to right, the goal (layer 0) last; ``leads`` stand beside it.

    A step that would lead back within the picture is left out.
    """
    edges = tuple(dict.fromkeys((*way.edges, *leads)))
    graph = nx.DiGraph((e.to_id, e.from_id) for e in edges)
    graph.add_node(way.goal)
    reached = graph.subgraph(nx.descendants(graph, way.goal) | {way.goal})
    layers = {node: -depth for node, depth in depths(reached, way.goal).items()}
    inside = [e for e in edges if e.from_id in layers and e.to_id in layers]
    return Pathway(layers, tuple(e for e in inside if layers[e.from_id] < layers[e.to_id]))


def _any_order(nodes: Collection[str], edges: Iterable[Edge]) -> tuple[str, ...]:
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((e.from_id, e.to_id) for e in edges if e.from_id in graph)
    return tuple(nx.lexicographical_topological_sort(graph))
