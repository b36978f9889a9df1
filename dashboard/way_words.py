"""From here to there, in words and a table. Pure; frames in, frames out."""

from collections.abc import Mapping

import pandas as pd

from analysis.earning_order import months_of
from analysis.routes import Timing
from analysis.stacks import Edge
from dashboard.metrics import NOT_FOUND, RELATION_LABELS, count, dollars, listed, plural
from dashboard.pathways import validity
from dashboard.ways import Facts, Plan

RENEW, STANDS, UNTOLD = "renewal due before", "valid", "cannot be told"
"""Whether a credential is still valid when the goal is reached."""
NAMED = 4
"""Most credentials that a sentence names in order."""


def answer(found: Plan, names: Mapping[str, str], hours_a_week: float) -> str:
    """The way in a sentence: what to earn, what it costs and takes, what expires on it."""
    goal, way = names[found.goal], found.way
    if found.replaced and found.goal not in found.held:
        new = listed([names[n] for n in found.replaced])
        return f"{goal} is not offered any more: {new} has replaced it. Choose that as the goal."
    if way is None:
        return f"No way to {goal} can be told: what it needs is not offered any more."
    if not way.order:
        return f"{goal} is held already, or something that counts as it."
    used = [names[e.from_id] for e in way.edges if e.from_id in found.held]
    led = [names[e.from_id] for e in found.leads if e.from_id in found.held]
    if len(found.order) == 1 and not used:
        text = (
            f"The catalog documents nothing that has to be earned before {goal}"
            if not led
            else f"Nothing has to be earned before {goal}, as far as the catalog knows"
        )
    else:
        text = f"{goal} takes {plural(len(found.order), 'credential')} to earn"
        if len(found.order) > 1:
            text += f": {_in_turn([names[n] for n in found.order])}"
    if used or led:
        own = list(dict.fromkeys([*used, *led]))
        text += f"; {listed(own)}, which you hold, lead{'s' if len(own) == 1 else ''} there"
        if found.beside:
            text += f" by way of {listed([names[n] for n in found.beside])}, not required"
    elif found.held:
        text += "; no documented step leads there from what you hold"
    return f"{text}. {_totals(found, names, hours_a_week)}{_expiring(found, names)}"


def _in_turn(order: list[str]) -> str:
    """Names in order; of many the first and the last ones."""
    if len(order) > NAMED:
        left = len(order) - NAMED
        order = [*order[: NAMED - 1], f"{count(left)} more", order[-1]]
    return ", then ".join(order)


def _totals(found: Plan, names: Mapping[str, str], hours_a_week: float) -> str:
    added = found.added
    priced = [added.prices[n] for n in found.order if n in added.prices]
    unpriced = [names[n] for n in found.order if n not in added.prices]
    several = _several(found)
    why = [_not_known(unpriced)] if unpriced else []
    if several:
        why.append(f"{listed(names[n] for n in several)} is needed more than once")
    if not priced:
        money = "No price is known"
    elif not sum(priced):
        money = f"What is known is free ({'; '.join(why)})" if why else "Free"
    else:
        at_least, reasons = ("At least ", f" ({'; '.join(why)})") if why else ("", "")
        money = f"{at_least}{dollars(sum(priced))} in all{reasons}"
    timed = [added.hours[n] for n in found.order if n in added.hours]
    if not timed:
        return f"{money}; study hours are not known."
    at_least = "" if len(timed) == len(found.order) and not several else "at least "
    months = max(1, round(months_of(sum(timed), hours_a_week)))
    time = f"{at_least}{count(sum(timed))} hours"
    return f"{money}; {time}, {plural(months, 'month')} at {plural(hours_a_week, 'hour')} a week."


def _not_known(unpriced: list[str]) -> str:
    if len(unpriced) == 1:
        return f"the price of {unpriced[0]} is not known"
    return f"the prices of {listed(unpriced, 2)} are not known"


def _several(found: Plan) -> list[str]:
    """What has to be earned several times, where the whole's own price does not tell for all."""
    edges = found.way.edges if found.way else ()
    return [
        e.from_id
        for e in edges
        if e.relation == "part_of"
        and e.covered is not None
        and e.covered < 1
        and e.to_id not in found.added.prices
    ]


def _expiring(found: Plan, names: Mapping[str, str]) -> str:
    late = [names[n] for n, t in found.timing.items() if t.expires_first]
    if not late:
        return ""
    return f" {listed(late)} would fall due for renewal before the goal is reached."


def table(
    found: Plan,
    names: Mapping[str, str],
    facts: Facts,
    shares: Mapping[str, float],
    evidence: Mapping[tuple[str, str, str], str],
) -> pd.DataFrame:
    """The way in order: what is held, what to earn, then what is only advised or counts.

    Args:
        shares: credential_id -> share of postings; empty where they cannot be told.
        evidence: (from_id, to_id, relation) -> documented or claimed, with its source.
    """
    if found.way is None:
        return pd.DataFrame()
    out: dict[str, list[Edge]] = {}
    for e in (*found.way.edges, *found.leads):
        out.setdefault(e.from_id, []).append(e)
    held = [n for n in out if n in found.held]
    rows = []
    for place, node in [
        *(("held", n) for n in held),
        *((str(i), n) for i, n in enumerate(found.order, 1)),
        *(("not required", n) for n in found.beside),
    ]:
        steps, timing = out.get(node, []), found.timing.get(node)
        earned = None if timing is None else timing.earned_month
        rows.append(
            {
                "Order": place,
                "Credential": names[node],
                "Why": "; ".join(_why(e, names, found) for e in steps)
                or ("the goal" if node == found.goal else ""),
                "Price to earn": None if place == "held" else facts.prices.get(node),
                "Hours": None if place == "held" else facts.hours.get(node),
                "Earned after (months)": earned,
                "Validity": validity(facts.renewals.get(node)) or NOT_FOUND,
                "At the goal": "" if timing is None else _at_goal(timing),
                "Asked for in": shares[node] * 100 if node in shares else None,
                "Evidence": "; ".join(evidence[(e.from_id, e.to_id, e.relation)] for e in steps),
            }
        )
    return pd.DataFrame(rows)


def _why(edge: Edge, names: Mapping[str, str], found: Plan) -> str:
    to = names[edge.to_id]
    if edge.strength == "required":
        return f"required for {to}"
    if edge.strength == "one_of_required":
        others = [e for e in found.way.alternatives if e.to_id == edge.to_id] if found.way else []
        return f"one of {len(others) + 1} routes to {to}" if others else f"a route to {to}"
    if edge.strength == "recommended":
        return f"recommended before {to}"
    return f"{RELATION_LABELS[edge.relation]} {to}"


def _at_goal(timing: Timing) -> str:
    if timing.expires_first is None:
        return UNTOLD
    return RENEW if timing.expires_first else STANDS


def not_taken(found: Plan, edges: pd.DataFrame) -> pd.DataFrame:
    """Routes that were open and advice that was not followed: rows of ``marts.edges``."""
    if found.way is None:
        return edges.head(0)
    taken = {(e.from_id, e.to_id, e.relation) for e in (*found.way.edges, *found.leads)}
    open_routes = {(e.from_id, e.to_id, e.relation) for e in found.way.alternatives}
    keys = list(zip(edges["from_id"], edges["to_id"], edges["relation"], strict=True))
    advised = (edges["strength"] == "recommended") & edges["to_id"].isin(found.order)
    kept = [
        key not in taken and (key in open_routes or bool(is_advice))
        for key, is_advice in zip(keys, advised, strict=True)
    ]
    return edges[kept]


def note(found: Plan, postings: int, is_measured: bool) -> str:
    """How to read the picture, and what it cannot know."""
    text = (
        "From left to right. Thick lines are entry rules, thin ones one of several routes, advice "
        "or credit; point at an arrowhead for the evidence, click a card to make it the goal. On a "
        "card: price to earn, hours, validity"
    )
    if is_measured:
        text += f", share of {count(postings)} postings under your choices"
    if found.way is not None and any(e.strength == "one_of_required" for e in found.way.edges):
        text += ". There may be further routes that the catalog does not name"
    return text + "."


NOTES = [
    "Required steps are all taken, of several routes the one that is best by your aim; every "
    "choice is tried, so that no other documented way has less. A way whose prices are all known "
    "goes before one with an unknown price, which is never taken for zero.",
    "The order is the one in which least expires: of what can come next, what is valid longest "
    "is earned first; advice is followed where nothing expires for it. One credential is studied "
    "for after the other, at your pace; waiting for an exam is not counted. A credential of "
    "unknown hours or validity says so.",
    "What another credential has replaced is not offered. Of equals one counts for the other. "
    "Conditions without a credential (age, degree, years of experience) are on a credential's own "
    "page, not here. The price "
    "and the hours of a whole are taken to hold those of its parts.",
]
