"""Tables of a role: needs, technologies, steps of a stack, other stacks, budgets."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analysis.cover import Answer, Stack
from analysis.cover_problem import weight_of
from dashboard.metrics import KIND_LABELS, NEED_STATUS_LABELS, dollars, listed, plural
from dashboard.role_stack import Solved, Task, coverable_share, coverage
from dashboard.tables.columns import NAME, NUMBER, TEXT, intervals

DOLLARS = partial(NUMBER, format="dollar")


def needs_table(rows: pd.DataFrame, technologies: pd.DataFrame) -> pd.DataFrame:
    """The needs with their shares, in words and numbers.

    Args:
        rows: ``role_needs.needs`` with name, skill_group and status.
        technologies: ``queries.roles.technologies``.
    """
    flags = technologies.dropna(subset=["skill_id"]).groupby("skill_id")[["is_hot", "is_in_demand"]]
    marks = {
        skill: "in demand" if found["is_in_demand"] else "hot" if found["is_hot"] else "listed"
        for skill, found in flags.any().iterrows()
    }
    return pd.DataFrame(
        {
            "Need": rows["name"],
            "Area": rows["skill_group"].fillna("Credential required"),
            "Asked for in, %": rows["share"] * 100,
            "95 % interval": intervals(rows),
            "Postings": rows["postings"],
            "Employers": rows["employers"],
            "Times as often as in all postings": rows["lift"].replace(np.inf, np.nan),
            "O*NET technology": [marks.get(i) for i in rows["need_id"]],
            "Covered": rows["status"].map(NEED_STATUS_LABELS),
        }
    )


def needs(table: pd.DataFrame) -> None:
    _draw(
        table,
        "needs_table",
        f"Table of {len(table)} needs with shares and what covers them.",
        {
            "Need": NAME,
            "Asked for in, %": NUMBER(format="%.1f"),
            "Times as often as in all postings": NUMBER(format="%.1f"),
        },
    )


def technologies_table(rows: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """O*NET's technologies with its flags and whether postings ask for them."""
    shares = dict(zip(needs["need_id"], needs["share"] * 100, strict=True))
    return pd.DataFrame(
        {
            "Technology": rows["technology"],
            "Kind": rows["commodity"],
            "Hot": rows["is_hot"],
            "In demand": rows["is_in_demand"],
            "Asked for in, % of postings": [shares.get(i) for i in rows["skill_id"]],
        }
    )


def technologies(table: pd.DataFrame) -> None:
    _draw(
        table,
        "technologies_table",
        f"Table of {len(table)} technologies that O*NET lists.",
        {"Asked for in, % of postings": NUMBER(format="%.1f")},
    )


def ratings_table(rows: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """O*NET's ratings of skills and knowledge, and whether postings ask for them."""
    shares = dict(zip(needs["need_id"], needs["share"] * 100, strict=True))
    return pd.DataFrame(
        {
            "Skill or knowledge": rows["element_name"],
            "Kind": rows["element_type"],
            "Importance (1 to 5)": rows["importance"],
            "Level (0 to 7)": rows["level"],
            "Asked for in, % of postings": [shares.get(i) for i in rows["skill_id"]],
        }
    )


def ratings(table: pd.DataFrame) -> None:
    _draw(
        table,
        "ratings_table",
        f"Table of {len(table)} skills and fields that O*NET rates.",
        {"Asked for in, % of postings": NUMBER(format="%.1f")},
    )


def steps_table(rows: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """The steps of a stack in order, each with its price, time and reason.

    Args:
        rows: ``role_stack.steps`` with kind, issuer_name, level, renewal_period_months.
        needs: need_id, name.
    """
    names = dict(zip(needs["need_id"], needs["name"], strict=True))
    return pd.DataFrame(
        {
            "Step": rows["step"],
            "Credential": rows["name"],
            "Why it is here": [
                why(r.new_needs, r.needed_for, names)
                for r in rows[["new_needs", "needed_for"]].itertuples(index=False)
            ],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Issuer": rows["issuer_name"],
            "Level": rows["level"],
            "Cost": rows["cost_usd"],
            "Cost so far": rows["so_far_usd"],
            "Hours": rows["study_hours"],
            "Hours known": ["assumed" if a else "published" for a in rows["hours_assumed"]],
            "Valid for": [validity(m) for m in rows["renewal_period_months"]],
            "Conditions": rows["prerequisites"],
        }
    )


def why(new_needs: Sequence[str], needed_for: Sequence[str], names: Mapping[str, str]) -> str:
    """Why a step is there, in words."""
    parts = []
    if new_needs:
        parts.append("covers " + listed([names[n] for n in new_needs], shown=5))
    if needed_for:
        parts.append("needed before " + listed(needed_for))
    return "; ".join(parts) or "must be there"


def steps(table: pd.DataFrame) -> None:
    _draw(
        table,
        "stack_steps",
        f"Table of {plural(len(table), 'step')} in order, with reasons.",
        {
            "Credential": NAME,
            "Cost": DOLLARS(),
            "Cost so far": DOLLARS(),
            "Why it is here": TEXT(width=320),
        },
    )


def alternatives_table(found: Solved, names: Mapping[str, str]) -> pd.DataFrame:
    """The cheapest stack, the next-best ones and the greedy one, side by side."""
    best = found.answer.stacks[0]
    rows = [("Cheapest", best)]
    rows += [(f"Next best {i}", s) for i, s in enumerate(found.answer.stacks[1:], 1)]
    if found.hurried is not None:
        rows.append(("Quick choice (greedy)", found.hurried))
    return pd.DataFrame([_stack_row(name, s, best, found.task, names) for name, s in rows])


def _stack_row(
    name: str, stack: Stack, best: Stack, task: Task, names: Mapping[str, str]
) -> dict[str, object]:
    new = [names[i] for i in stack.steps if i not in best.steps]
    gone = [names[i] for i in best.steps if i not in stack.steps]
    return {
        "Stack": name,
        "Cost": stack.cost_usd,
        "More than the cheapest": stack.cost_usd - best.cost_usd,
        "Hours": stack.hours,
        "Credentials": len(stack.steps),
        "Covers, % of the needs": coverage(stack, task) * 100,
        "With": listed(new, shown=4),
        "Without": listed(gone, shown=4),
    }


def alternatives(table: pd.DataFrame) -> None:
    _draw(
        table,
        "stack_alternatives",
        f"Table of {len(table)} stacks and what differs.",
        {
            "Cost": DOLLARS(),
            "More than the cheapest": DOLLARS(),
            "Covers, % of the needs": NUMBER(format="%.0f"),
            "With": TEXT(width=300),
            "Without": TEXT(width=300),
        },
    )


def budgets(points: list[tuple[float, Answer]], task: Task) -> pd.DataFrame:
    """The most that each budget covers: budget_usd, coverage, cost_usd, hours, steps, ceiling."""
    whole = sum(task.problem.weights.values())
    rows = [
        {
            "budget_usd": budget,
            "coverage": weight_of(task.problem.weights, answer.stacks[0].covered) / whole,
            "cost_usd": answer.stacks[0].cost_usd,
            "hours": answer.stacks[0].hours,
            "steps": answer.stacks[0].steps,
            "is_proved": answer.is_proved,
            "ceiling": coverable_share(task),
        }
        for budget, answer in points
        if answer.stacks
    ]
    return pd.DataFrame(rows)


def budgets_table(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Budget": rows["budget_usd"],
            "Covers, % of the needs": rows["coverage"] * 100,
            "Costs": rows["cost_usd"],
            "Hours": rows["hours"],
            "Credentials": [
                listed([names[i] for i in steps], shown=6) if len(steps) else "none"
                for steps in rows["steps"]
            ],
            "Proved": rows["is_proved"],
        }
    )


def draw_budgets(table: pd.DataFrame) -> None:
    _draw(
        table,
        "budgets_table",
        f"Table of {len(table)} budgets and what each covers.",
        {
            "Budget": DOLLARS(),
            "Costs": DOLLARS(),
            "Covers, % of the needs": NUMBER(format="%.0f"),
            "Credentials": TEXT(width=420),
        },
    )


def validity(months: float) -> str:
    """How long a credential is valid once earned, in words."""
    if pd.isna(months):
        return "not found yet"
    if months == 0:
        return "does not expire"
    return f"{months / 12:g} years" if months > 12 else plural(months, "month")


def price_of(stack: Stack) -> str:
    """What a stack costs, in words."""
    return dollars(stack.cost_usd) if stack.cost_usd else "nothing"


def _draw(table: pd.DataFrame, key: str, alt: str, columns: Mapping[str, Any]) -> None:
    st.dataframe(
        table, hide_index=True, key=key, placeholder="", alt=alt, column_config=dict(columns)
    )
