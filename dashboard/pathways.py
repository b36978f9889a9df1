"""Steps between credentials for the Stackability and Compare pages. Pure; frames in, frames out."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis.stacks import (
    STEPS,
    Edge,
    Pathway,
    longest_chains,
    longest_of,
    stack_indicators,
)
from dashboard.charts.style import plain
from dashboard.metrics import (
    EDGE_STRENGTH_LABELS,
    KIND_LABELS,
    RELATION_LABELS,
    dollars,
    percent,
    plural,
)

NODE_KIND_LABELS = KIND_LABELS | {
    "degree_programme": "Degree",
    "training": "Training",
    "credit_pool": "Academic credit",
    "other": "Other award",
}
"""Kinds of credentials and of awards that the catalog only names."""

CREDIT_UNITS = {
    "semester_credit": "semester credits",
    "quarter_credit": "quarter credits",
    "ects": "ECTS credits",
    "uk_credit": "UK credits",
    "course": "courses",
    "clock_hour": "clock hours",
    "ceu": "continuing education units",
    "other": "credits",
}


def as_edges(rows: pd.DataFrame) -> list[Edge]:
    """Rows of ``marts.edges`` as values."""
    return [
        Edge(
            r.from_id,
            r.to_id,
            r.relation,
            r.strength,
            _text(r.from_issuer),
            _text(r.to_issuer),
            bool(r.is_credit_bearing),
            _number(r.credits),
            _number(r.credits_of),
        )
        for r in rows.itertuples()
    ]


def indicators_by_industry(
    members: pd.DataFrame, edges: list[Edge], kinds: Mapping[str, str]
) -> pd.DataFrame:
    """A row per industry: credentials, onward edges, and the shares that lead on or bear credit.

    Args:
        members: naics_sector, short_name, credential_id.
        kinds: node_id -> its kind.

    Returns:
        naics_sector, industry, credentials, with_onward_step, onward_share, onward_edges,
        credit_bearing, credit_share, receiving_issuers, covered and with_covered (the median part
        of a higher award, and of how many steps it is known), into (kinds at the far end of onward
        steps with their number, most first), longest (node_ids of the longest chain), steps (its
        length); the industry that stacks most first.
    """
    rows, chains = [], longest_chains(edges)
    for (code, industry), group in members.groupby(["naics_sector", "short_name"]):
        found = stack_indicators(edges, group["credential_id"])
        longest = longest_of(chains, group["credential_id"])
        rows.append(
            {
                "naics_sector": code,
                "industry": industry,
                "credentials": found.credentials,
                "with_onward_step": found.with_onward_step,
                "onward_share": found.with_onward_step / found.credentials,
                "onward_edges": found.onward_edges,
                "credit_bearing": found.credit_bearing,
                "credit_share": found.credit_bearing / found.credentials,
                "receiving_issuers": found.receiving_issuers,
                "covered": found.covered,
                "with_covered": found.with_covered,
                "into": _into(edges, set(group["credential_id"]), kinds),
                "longest": longest,
                "steps": max(len(longest) - 1, 0),
            }
        )
    columns = [
        "naics_sector",
        "industry",
        "credentials",
        "with_onward_step",
        "onward_share",
        "onward_edges",
        "credit_bearing",
        "credit_share",
        "receiving_issuers",
        "covered",
        "with_covered",
        "into",
        "longest",
        "steps",
    ]
    return (
        pd.DataFrame(rows, columns=columns)
        .sort_values(["onward_share", "industry"], ascending=[False, True])
        .reset_index(drop=True)
    )


def _into(
    edges: list[Edge], group: set[str], kinds: Mapping[str, str]
) -> tuple[tuple[str, int], ...]:
    reached = Counter(
        NODE_KIND_LABELS[kinds[e.to_id]].lower()
        for e in edges
        if e.from_id in group and e.relation in STEPS
    )
    return tuple(sorted(reached.items(), key=lambda item: (-item[1], item[0])))


def with_notes(
    nodes: pd.DataFrame,
    credentials: pd.DataFrame,
    asked: pd.DataFrame,
    marks: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Nodes indexed by node_id, with ``note``: price, hours, validity and recognition.

    Args:
        nodes: ``marts.nodes``.
        credentials: ``prices.with_keeping_cost`` of those that are drawn; others get no note.
        asked: credential_id, share of postings; empty where shares cannot be told.
        marks: node_id -> a word that comes first ("held").
    """
    shares = dict(zip(asked["credential_id"], asked["share"], strict=True))
    notes = {
        row["credential_id"]: " · ".join(
            part
            for part in (
                _price(row["earn_usd"], row["is_approximate"]),
                "" if pd.isna(row["hours"]) else f"{row['hours']:,.0f} h",
                validity(row["renewal_period_months"]),
                percent(shares.get(row["credential_id"], 0.0))
                if shares and row["kind"] != "degree"
                else "",
            )
            if part
        )
        for row in credentials.to_dict("records")
    }
    joined = nodes.set_index("node_id")
    issuers = joined["issuer_name"].fillna("").where(~joined["is_catalogued"], "")
    known = [notes.get(str(node), str(issuers[node])) for node in joined.index]
    first = [(marks or {}).get(str(node), "") for node in joined.index]
    joined["note"] = [" · ".join(w for w in both if w) for both in zip(first, known, strict=True)]
    return joined


def validity(months: float | None) -> str:
    """How long a credential is valid, shortly; empty where not known."""
    if months is None or pd.isna(months):
        return ""
    return f"valid {months / 12:g} y" if months else "no expiry"


def evidence(edges: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """(from_id, to_id, relation) -> the step in words with how firm it is, evidence and source."""
    return {
        (r.from_id, r.to_id, r.relation): (
            f"<b>{plain(r.from_name)}</b> {RELATION_LABELS[r.relation]} <b>{plain(r.to_name)}</b>"
            f"<br>{EDGE_STRENGTH_LABELS[r.strength]} · {r.evidence}"
            + (f" · {words}" if (words := credits(r.credits, r.credits_unit)) else "")
            + f"<br>{plain(str(r.source)[:90])} ({r.as_of})"
        )
        for r in edges.itertuples()
    }


def firmness(edges: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """(from_id, to_id, relation) -> whether the step is documented, by whom and when."""
    return {
        (r.from_id, r.to_id, r.relation): f"{r.evidence}: {r.source} ({r.as_of})"
        for r in edges.itertuples()
    }


def left_out_table(
    path: Pathway, nodes: pd.DataFrame, importance: Mapping[str, float]
) -> pd.DataFrame:
    """What a picture leaves out: name, kind, issuer, where it stands, how widely it is asked for.

    Args:
        nodes: ``marts.nodes``.
        importance: node_id -> share of postings; those without one are not asked for or not
            counted.
    """
    known = nodes.set_index("node_id")
    return pd.DataFrame(
        [
            (
                known.at[node, "node_name"],
                NODE_KIND_LABELS.get(known.at[node, "node_kind"], ""),
                known.at[node, "issuer_name"],
                f"{plural(abs(away), 'step')} {'before' if away < 0 else 'after'}",
                importance[node] * 100 if node in importance else None,
            )
            for node, away in path.left_out.items()
        ],
        columns=["Credential", "Kind", "Issuer", "Where", "Asked for in"],
    )


def drawn_steps(edges: pd.DataFrame, path: Pathway) -> pd.DataFrame:
    """Rows of ``marts.edges`` that belong to a pathway: those of its focus first.

    Steps of the focus that are not drawn (renewals, equivalents, successors) come last.
    """
    focus = next(node for node, layer in path.layers.items() if layer == 0)
    drawn = {(e.from_id, e.to_id, e.relation) for e in path.edges}
    own = (edges["from_id"] == focus) | (edges["to_id"] == focus)
    keys = zip(edges["from_id"], edges["to_id"], edges["relation"], strict=True)
    inside = pd.Series([key in drawn for key in keys], index=edges.index, dtype=bool)
    return pd.concat([edges[own & inside], edges[inside & ~own], edges[own & ~inside]])


def credits(number: float | None, unit: str | None) -> str:
    """Credits with their unit in words; empty where none are named."""
    if number is None or pd.isna(number):
        return ""
    words = CREDIT_UNITS[unit] if isinstance(unit, str) else "credits"
    return f"{number:g} {words.removesuffix('s') if number == 1 else words}"


def _price(earn_usd: float, is_approximate: bool) -> str:
    if pd.isna(earn_usd):
        return ""
    return "free" if earn_usd == 0 else ("about " if is_approximate else "") + dollars(earn_usd)


def _number(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
