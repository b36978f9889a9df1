"""Steps between credentials for the Stackability and Compare pages. Pure; frames in, frames out."""

import pandas as pd

from analysis.stacks import Edge, stack_indicators
from dashboard.metrics import dollars, plural


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
        )
        for r in rows.itertuples()
    ]


def indicators_by_industry(members: pd.DataFrame, edges: list[Edge]) -> pd.DataFrame:
    """A row per industry: credentials, onward edges, and the shares that lead on or bear credit.

    Args:
        members: naics_sector, short_name, credential_id.

    Returns:
        industry, credentials, with_onward_step, onward_share, onward_edges, credit_bearing,
        credit_share, receiving_issuers; the industry that stacks most first.
    """
    rows = []
    for (_, industry), group in members.groupby(["naics_sector", "short_name"]):
        found = stack_indicators(edges, group["credential_id"])
        rows.append(
            {
                "industry": industry,
                "credentials": found.credentials,
                "with_onward_step": found.with_onward_step,
                "onward_share": found.with_onward_step / found.credentials,
                "onward_edges": found.onward_edges,
                "credit_bearing": found.credit_bearing,
                "credit_share": found.credit_bearing / found.credentials,
                "receiving_issuers": found.receiving_issuers,
            }
        )
    columns = [
        "industry",
        "credentials",
        "with_onward_step",
        "onward_share",
        "onward_edges",
        "credit_bearing",
        "credit_share",
        "receiving_issuers",
    ]
    return (
        pd.DataFrame(rows, columns=columns)
        .sort_values(["onward_share", "industry"], ascending=[False, True])
        .reset_index(drop=True)
    )


def with_notes(nodes: pd.DataFrame, credentials: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """Nodes indexed by node_id, with ``note``: price, hours and postings of a credential.

    Args:
        nodes: ``marts.nodes``.
        credentials: credential_id, price_usd, hours.
        asked: credential_id, postings (asked for under the filters).
    """
    facts = credentials.set_index("credential_id")[["price_usd", "hours"]].join(
        asked.set_index("credential_id")[["postings"]]
    )
    joined = nodes.set_index("node_id").join(facts)
    joined["note"] = [
        " · ".join(
            part
            for part in (
                dollars(r.price_usd),
                "" if pd.isna(r.hours) else f"{r.hours:,.0f} h",
                "" if pd.isna(r.postings) else plural(r.postings, "posting"),
            )
            if part
        )
        if r.is_catalogued
        else str(r.issuer_name or "")[:40]
        for r in joined.itertuples()
    ]
    return joined


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
