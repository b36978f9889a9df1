"""From here to there: the way by the reader's aim, and what is known of it. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.routes import (
    Cost,
    Timing,
    Way,
    counting_as_held,
    in_order,
    leads_from,
    replaced_by,
    timings,
    way_to,
)
from analysis.stacks import Edge

FEWEST, CHEAPEST, SHORTEST = "Fewest credentials", "Lowest price", "Fewest hours"
AIMS = (FEWEST, CHEAPEST, SHORTEST)


@dataclass(frozen=True)
class Facts:
    """What is known of each credential; a missing key is not known. Prices are US dollars."""

    prices: Mapping[str, float]
    hours: Mapping[str, float]
    renewals: Mapping[str, float]


@dataclass(frozen=True)
class Plan:
    """A way to a goal from what is held; ``way`` is None where none is documented.

    ``leads`` are documented steps from what is held that are not required; ``replaced`` says what
    has replaced the goal.
    """

    goal: str
    held: frozenset[str]
    way: Way | None
    order: tuple[str, ...]
    timing: Mapping[str, Timing]
    leads: tuple[Edge, ...]
    replaced: tuple[str, ...]
    added: Facts
    """Prices and hours as they add up over ``order``: a whole's less those of its parts."""

    @property
    def beside(self) -> tuple[str, ...]:
        """What stands on the steps from what is held without being required."""
        ends = dict.fromkeys(end for e in self.leads for end in (e.from_id, e.to_id))
        return tuple(n for n in ends if n not in self.order and n not in self.held)


def facts_of(rows: pd.DataFrame) -> Facts:
    """Facts of credentials.

    Args:
        rows: ``prices.with_keeping_cost``.
    """

    def known(column: str) -> dict[str, float]:
        values = rows.set_index("credential_id")[column].dropna()
        return {str(one): float(value) for one, value in values.items()}

    return Facts(known("earn_usd"), known("hours"), known("renewal_period_months"))


def plan(
    edges: Sequence[Edge],
    goal: str,
    held: Collection[str],
    facts: Facts,
    aim: str,
    hours_a_week: float,
) -> Plan:
    """The way to a goal that is best by an aim, in the order in which least expires."""
    replaced = tuple(replaced_by(edges).get(goal, ()))
    have = counting_as_held(edges, held)
    way = None if replaced and goal not in have else way_to(edges, goal, held, _cost(facts, aim))
    order: tuple[str, ...] = ()
    leads: tuple[Edge, ...] = ()
    added = facts
    if way is not None and way.order:
        added = Facts(
            _added(way.edges, way.order, facts.prices),
            _added(way.edges, way.order, facts.hours),
            facts.renewals,
        )
        order = in_order(way, edges, added.hours, facts.renewals, hours_a_week)
        used = set(way.edges)
        leads = tuple(e for e in leads_from(edges, have, order) if e not in used)
    timing = timings(order, added.hours, facts.renewals, hours_a_week)
    return Plan(goal, have, way, order, timing, leads, replaced, added)


def _added(
    edges: Sequence[Edge], order: Sequence[str], values: Mapping[str, float]
) -> dict[str, float]:
    """What each credential adds: issuers give a whole's price and hours with its parts in them."""
    found = {n: values[n] for n in order if n in values}
    for node in order:
        parts = {e.from_id for e in edges if e.to_id == node and e.relation == "part_of"}
        if node in found:
            inside = sum(values.get(part, 0.0) for part in parts & set(order))
            found[node] = max(0.0, values[node] - inside)
    return found


def _cost(facts: Facts, aim: str) -> Callable[[str], Cost]:
    """What is to be least. An unknown price or time is worse than any known one, never zero."""

    def price(node: str) -> Cost:
        return (float(node not in facts.prices), facts.prices.get(node, 0.0))

    def time(node: str) -> Cost:
        return (float(node not in facts.hours), facts.hours.get(node, 0.0))

    return {
        FEWEST: lambda node: (1.0, *price(node)),
        CHEAPEST: lambda node: (*price(node), 1.0),
        SHORTEST: lambda node: (*time(node), 1.0),
    }[aim]
