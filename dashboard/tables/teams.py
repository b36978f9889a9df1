"""Tables of a team: coverage by person, thin needs, what ends, what to earn next."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.next_steps import NextStep
from dashboard.metrics import dollars, listed, plural
from dashboard.tables.columns import NAME, NUMBER, TEXT
from dashboard.tables.roles import DOLLARS
from dashboard.team import Team


def people_table(one: Team, names: Mapping[str, str]) -> pd.DataFrame:
    """Coverage of each person now and after the next endings, who covers most first."""
    alone: dict[str, list[str]] = {}
    for need, person in one.single.items():
        alone.setdefault(person, []).append(need)
    table = pd.DataFrame(
        {
            "Person": list(one.has),
            "Covers, % of the needs": [one.coverage.people[p] * 100 for p in one.has],
            "Once it has ended, %": [one.soon.people[p] * 100 for p in one.has],
            "Needs covered": [len(n) for n in one.has.values()],
            "Alone with": [listed(one.names(alone.get(p, []))) for p in one.has],
            "Holds": [
                listed(sorted(names.get(i, i) for i in ids), shown=6) for ids in one.held.values()
            ],
        }
    )
    return table.sort_values(
        "Covers, % of the needs", ascending=False, kind="stable", ignore_index=True
    )


def thin_table(one: Team, options: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Needs that one person or nobody covers, largest share first.

    Args:
        options: need_id -> names of credentials that cover it, the cheapest first.
    """
    rows = one.needs[one.needs["need_id"].map(lambda n: len(one.holders[n]) < 2)]
    return pd.DataFrame(
        {
            "Need": rows["name"],
            "Asked for in, % of postings": rows["share"] * 100,
            "Covered by": [one.single.get(n, "nobody") for n in rows["need_id"]],
            "Credentials that cover it": [
                listed(options.get(n, ())) or "none with a known price" for n in rows["need_id"]
            ],
        }
    ).reset_index(drop=True)


def endings_table(one: Team, names: Mapping[str, str], renewals: pd.DataFrame) -> pd.DataFrame:
    """What is over or ends soon, and what is lost if it is not renewed.

    Args:
        renewals: by credential_id, renewal_fee_usd (NA where not known).
    """
    fees = renewals["renewal_fee_usd"].to_dict()
    return pd.DataFrame(
        [
            {
                "Person": e.holding.person,
                "Credential": names.get(e.holding.credential_id, e.holding.credential_id),
                "Last valid day": e.holding.until,
                "When": _when(e.days),
                "The person loses": listed(one.names(e.lost)) or _lost_already(e.days),
                "The team loses": listed(one.names(e.team_lost)) or _lost_already(e.days),
                "Renewal fee": dollars(fees.get(e.holding.credential_id)) or "not found yet",
            }
            for e in one.endings
        ]
    )


def steps_table(
    steps: Sequence[tuple[NextStep, tuple[str, ...]]], one: Team, names: Mapping[str, str]
) -> pd.DataFrame:
    """What to earn next, best for its price first.

    Args:
        steps: ``team.together``; without people it is the advice for one person.
    """
    whole = sum(one.weights.values())
    rows: list[dict[str, object]] = [
        {
            "Who": listed(who, shown=4),
            "Credential": names[s.option_id],
            "After": listed([names[i] for i in s.steps[:-1]]),
            "Cost": s.cost_usd,
            "Hours": s.hours,
            "Closes" if any(who) else "Newly covers": listed(one.names(s.gained), shown=5),
            "Of the needs, %": s.weight / whole * 100 if whole else 0.0,
            "Points for $100": None if s.cost_usd == 0 else s.per_usd / whole * 10_000,
        }
        for s, who in steps
    ]
    table = pd.DataFrame(rows)
    return table if any(who for _, own in steps for who in own) else table.drop(columns="Who")


def draw(table: pd.DataFrame, key: str, what: str) -> None:
    """A table with the team's column kinds."""
    kinds = {
        "Person": TEXT(width=140),
        "Who": TEXT(width=240),
        "Need": NAME,
        "Credential": NAME,
        "Cost": DOLLARS(),
        "Hours": NUMBER(format="%.0f"),
        "Covers, % of the needs": NUMBER(format="%.0f"),
        "Once it has ended, %": NUMBER(
            format="%.0f", help="When everything that ends within 90 days has ended."
        ),
        "Asked for in, % of postings": NUMBER(format="%.1f"),
        "Of the needs, %": NUMBER(format="%.1f"),
        "Points for $100": NUMBER(
            format="%.1f",
            help="Percentage points of the needs' weight for each $100; empty where it is free.",
        ),
        "Credentials that cover it": TEXT(width=320),
        "Newly covers": TEXT(width=320),
        "Closes": TEXT(width=320),
        "Holds": TEXT(width=320),
    }
    st.dataframe(
        table,
        hide_index=True,
        key=key,
        placeholder="",
        alt=f"Table of {plural(len(table), what)}.",
        column_config={k: v for k, v in kinds.items() if k in table},
    )


def _when(days: int) -> str:
    if days < 0:
        return f"over since {plural(-days, 'day')}: not counted"
    return "today" if days == 0 else f"in {plural(days, 'day')}"


def _lost_already(days: int) -> str:
    return "lost already" if days < 0 else "nothing"
