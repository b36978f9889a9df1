"""Answers on steps between credentials and how far they stack. Pure; no Streamlit."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.stacks import STEPS, Edge, Pathway, receiving_issuers
from dashboard.metrics import count, listed, percent, plural

MIN_CREDENTIALS = 10
"""Fewest credentials of an industry in the catalog for it to be named as a leader."""


def stackability(name: str, path: Pathway, edges: pd.DataFrame) -> str:
    """What a credential needs and leads to, in a sentence."""
    focus = next(node for node, layer in path.layers.items() if layer == 0)
    before = edges[(edges["to_id"] == focus) & edges["relation"].isin(STEPS)]
    after = edges[(edges["from_id"] == focus) & edges["relation"].isin(STEPS)]
    required = before[before["strength"] == "required"]["from_name"].drop_duplicates()
    routes = before[before["strength"] == "one_of_required"]["from_name"].drop_duplicates()
    advised = before[before["strength"] == "recommended"]["from_name"].drop_duplicates()
    if len(required):
        needs = f"needs {listed(required)} first"
    elif len(routes):
        needs = f"needs {'one of ' if len(routes) > 1 else ''}{listed(routes)}, or another route,"
        needs += " first"
    else:
        needs = "needs no other credential first, as far as the catalog knows"
        if len(advised):
            needs += f" ({listed(advised)} {'is' if len(advised) == 1 else 'are'} recommended)"
    counting = before[before["relation"] != "prerequisite"]["from_id"].nunique()
    if counting:
        needs += f"; {plural(counting, 'credential')} count{'s' if counting == 1 else ''} toward it"
    issuers = after["to_issuer"].nunique()
    leads = (
        f"leads on to {plural(after['to_id'].nunique(), 'named next step')}"
        + (f" of {plural(issuers, 'issuer')}" if issuers else "")
        if len(after)
        else "leads on to nothing named in the catalog"
    )
    return f"{name} {needs}, and {leads}."


def pathway_note(path: Pathway, postings: int, is_measured: bool) -> str:
    """How to read the graph, and what is left out."""
    if len(path.layers) == 1:
        return (
            "The catalog knows no step of this kind from or to it; renewals and equivalents, if "
            "any, are in the table."
        )
    parts = [
        "Left: what comes before. Right: what it leads to. Thick lines are entry rules, thin ones "
        "advice or credit; point at an arrowhead for the evidence, click a card to go there."
    ]
    parts.append(
        f"On a card: price to earn, hours, validity, and share of {count(postings)} postings under "
        "your choices."
        if is_measured
        else "On a card: price to earn, hours and validity; too few postings here to say how "
        "widely each is asked for."
    )
    if path.left_out:
        parts.append(
            f"{count(len(path.left_out))} less asked for or farther away left out; they are in a "
            "table below."
        )
    if path.passing_by:
        parts.append(
            f"{plural(path.passing_by, 'step')} that {'passes' if path.passing_by == 1 else 'pass'}"
            " it by left out."
        )
    return " ".join(parts)


def onward_note(onward: Sequence[Edge]) -> str:
    """Who else takes a credential as a step, and how much of a higher award it covers.

    Args:
        onward: the edges that start at it.
    """
    steps = [e for e in onward if e.relation in STEPS]
    issuers = sorted(receiving_issuers(steps))
    if not steps:
        return "No other organisation is known to take it as a step."
    text = (
        f"Taken as a step by {plural(len(issuers), 'other organisation')}: {listed(issuers, 6)}."
        if issuers
        else "No organisation but its own issuer is known to take it as a step."
    )
    parts = [e.covered for e in steps if e.covered is not None]
    if parts:
        text += (
            f" It covers {_span(parts)} of the higher award, as far as both numbers of credits are "
            f"known ({len(parts)} of {plural(len(steps), 'onward step')})."
        )
    return text


def _span(parts: Sequence[float]) -> str:
    low, high = percent(min(parts), digits=0), percent(max(parts), digits=0)
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


def how_far(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Where the longest chain of steps starts, and what it passes.

    Args:
        rows: from ``pathways.indicators_by_industry``.
        names: node_id -> name.
    """
    longest = rows[rows["steps"] == rows["steps"].max()]
    if longest.empty or not longest["steps"].iloc[0]:
        return "No industry's credentials lead further than one step."
    first = longest.iloc[0]
    chain = ", then ".join(names[node] for node in first["longest"])
    others = longest["industry"].iloc[1:]
    as_long = f"; as long in {listed(others)}" if len(others) else ""
    return (
        f"How far: the longest chain has {plural(first['steps'], 'step')} and starts in "
        f"{first['industry']}: {chain}{as_long}."
    )


def industry_order_note(industry: str, first: int) -> str:
    """What the sidebar's industry does on this page."""
    if not first:
        return f"The catalog knows no step of a credential filed under {industry}."
    return (
        f"The {plural(first, 'credential')} of {industry} with known steps come first in the list."
    )


def industry_stackability(rows: pd.DataFrame, chosen: str | None) -> str:
    """Which industry's credentials stack most, with n, and how the chosen one does."""
    enough = rows[rows["credentials"] >= MIN_CREDENTIALS]
    if enough.empty:
        return "No industry has enough credentials in the catalog to say."
    first = enough.iloc[0]
    best = enough.loc[enough["credit_share"].idxmax()]
    sentence = (
        f"Most in {first['industry']}: {first['with_onward_step']} of {first['credentials']} "
        "credentials lead on to something named"
    )
    if first["into"]:
        kind, steps = first["into"][0]
        sentence += f", most often of the kind {kind} ({steps} of {first['onward_edges']} steps)"
    if best["credit_bearing"]:
        sentence += (
            f"; academic credit is most common in {best['industry']} "
            f"({best['credit_bearing']} of {best['credentials']})"
        )
    own = rows[rows["industry"] == chosen]
    if len(own):
        r = own.iloc[0]
        sentence += (
            f". In {chosen}, your choice, {r['with_onward_step']} of {r['credentials']} lead on "
            f"and {r['credit_bearing']} bear academic credit"
        )
    return sentence + "."


def stackability_notes() -> list[str]:
    """What the reader must know of steps."""
    return [
        "Credit recommended by the American Council on Education is a recommendation; the "
        "receiving college decides. A step whose agreement no document names is marked as claimed.",
        "Industries are those under which the catalog files a credential; this is editorial, and a "
        f"credential may be filed under several. A sector with fewer than {MIN_CREDENTIALS} "
        "credentials is hollow, marked as few, and never named first.",
    ]
