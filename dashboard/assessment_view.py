"""How a plan is drawn, and the same plan as tables and a page to take away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from analysis.earning_order import months_of
from dashboard import assessment_words as words
from dashboard import exports, role_answers, show
from dashboard.assessment import Asked, Plan, other_aims, priced
from dashboard.charts.plan import plan_chart
from dashboard.comparison import counts_of
from dashboard.filters import Filters, describe, where
from dashboard.metrics import KIND_LABELS, count, listed, percent, plural
from dashboard.queries import roles as queries
from dashboard.ranking import state_of, with_shares
from dashboard.role_needs import Role
from dashboard.role_stack import coverage, steps
from dashboard.scrolling import at_least
from dashboard.tables.columns import NUMBER, TEXT
from dashboard.tables.roles import DOLLARS

NO_NEEDS = pd.DataFrame({"need_id": [], "name": [], "share": []})


@dataclass(frozen=True)
class Shown:
    """What a plan is drawn from; ``role`` is None where the goal is a credential.

    ``counts`` and ``base``: the credentials asked for under the filters and their denominator
    (``queries.recognition``).
    """

    filters: Filters
    plan: Plan
    role: Role | None
    needs: pd.DataFrame
    counts: pd.DataFrame
    base: pd.Series
    names: Mapping[str, str]
    today: date

    @property
    def goal(self) -> str:
        return words.goal(self.plan, self.role, self.names)

    @property
    def asked(self) -> Asked:
        return self.plan.asked

    @property
    def state(self) -> str:
        """Whether shares of postings under the filters can be told."""
        return state_of(self.base)


def draw(shown: Shown) -> None:
    """The plan: figures, picture, steps with their reasons, what stays open, other plans."""
    best = shown.plan.found.answer.stacks[0]
    if not best.steps:
        show.nothing("Nothing is left to earn. Choose another goal, or take something off the "
                     "list of what is held.")  # fmt: skip
        return
    rows = with_figures(shown)
    show.headline(_headline(shown))
    with at_least(560, "plan_scroll"):
        show.picture(plan_chart(rows, show.palette()), "plan")
    show.caption("In this order, one after the other. An open bar: hours are assumed.")
    st.subheader("Step by step", anchor=False)
    for row in rows.to_dict("records"):
        reasons = " ".join(reasons_of(row, shown))
        st.markdown(
            f"**{row['step']}. {show.escaped(str(row['name']))}**  \n"
            f"{show.escaped(words.facts(row))}  \n{show.escaped(reasons)}"
        )
    table, others = plan_table(rows, shown), alternatives(shown)
    _take_away(shown, rows, table, others)
    if shown.role is not None:
        st.subheader("What stays open", anchor=False)
        st.markdown(show.escaped(words.open_ends(shown.plan, shown.needs) or "Nothing."))
    st.subheader("How sure this is", anchor=False)
    st.markdown("\n".join(f"- {show.escaped(line)}" for line in how_sure(shown, rows)))
    if len(others) > 1:
        st.subheader("Other plans", anchor=False)
        _draw_alternatives(others)
        exports.offer(others, "other_plans", _choices(shown))


def how_sure(shown: Shown, rows: pd.DataFrame) -> list[str]:
    """What the plan rests on, and which credentials could not take part in it."""
    return [
        *words.how_sure(shown.plan, shown.role, rows),
        *role_answers.left_out(shown.plan.found, NO_NEEDS, shown.names),
    ]


def with_figures(shown: Shown) -> pd.DataFrame:
    """The steps with prices, months from now and how widely each is asked for.

    Adds to ``role_stack.steps``: start, end (months from now), month_from, month_to (from 1),
    postings, share, low, high, n (of all postings under the filters), role_postings and role_n
    (of the role's own; NA without a role).
    """
    best = shown.plan.found.answer.stacks[0]
    rows = steps(best, shown.plan.found.task, priced(best.steps, shown.today))
    shares = with_shares(counts_of(rows, shown.counts), shown.base)
    end = [months_of(h, shown.asked.hours_a_week) for h in rows["so_far_hours"]]
    start = [0.0, *end[:-1]]
    first = [floor(months + 1e-9) + 1 for months in start]
    counted = shares[["credential_id", "postings", "share", "low", "high", "n"]]
    merged = rows.assign(
        start=start,
        end=end,
        month_from=first,
        month_to=[max(a, ceil(b - 1e-9)) for a, b in zip(first, end, strict=True)],
    ).merge(counted, on="credential_id")
    own = _in_role(shown)
    merged["role_postings"] = [own.get(i, 0) for i in merged["credential_id"]]
    merged["role_n"] = pd.NA if shown.role is None else int(shown.role.row["postings"])
    return merged.sort_values("step").reset_index(drop=True)


def _in_role(shown: Shown) -> dict[str, int]:
    """credential_id -> postings of the role that ask for it."""
    if shown.role is None:
        return {}
    row = shown.role.row
    rows = queries.credentials_by_occupation(shown.filters, str(row["minor_group"]))
    own = rows[rows["soc_code"] == row["soc_code"]]
    return dict(zip(own["credential_id"], own["named"].astype(int), strict=True))


def reasons_of(row: Mapping[str, Any], shown: Shown) -> list[str]:
    """Why a step is there, how widely its credential is asked for, and its conditions."""
    conditions = row["prerequisites"]
    return [
        words.why(row, shown.needs),
        words.asked_for(row, shown.state, where(shown.filters)),
        *([f"Conditions: {conditions}."] if pd.notna(conditions) and conditions != "none" else []),
    ]


def plan_table(rows: pd.DataFrame, shown: Shown) -> pd.DataFrame:
    """The plan as a table to take away."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "Step": rows["step"],
            "Credential": rows["name"],
            "Kind": rows["kind"].map(KIND_LABELS),
            "Issuer": rows["issuer_name"],
            "Why it is here": [words.why(r, shown.needs) for r in records],
            "Asked for": [words.asked_for(r, shown.state, where(shown.filters)) for r in records],
            "Cost, US dollars": rows["cost_usd"],
            "Cost so far": rows["so_far_usd"],
            "Hours": rows["study_hours"],
            "Hours known": ["assumed" if a else "published" for a in rows["hours_assumed"]],
            "From month": rows["month_from"],
            "To month": rows["month_to"],
            "Validity": [words.renewal(r) for r in records],
            "Conditions": rows["prerequisites"],
        }
    )


def alternatives(shown: Shown) -> pd.DataFrame:
    """The plan, the next-best ones and those of the other aims under the same limits."""
    found = shown.plan.found
    listed_ = [(f"This one: {shown.asked.aim.lower()}", shown.plan, found.answer.stacks[0])]
    listed_ += [
        (f"Next best {i}", shown.plan, stack) for i, stack in enumerate(found.answer.stacks[1:], 1)
    ]
    for aim, other in other_aims(shown.filters, shown.asked, shown.today).items():
        stacks = other.found.answer.stacks
        if stacks and all(set(stacks[0].steps) != set(s.steps) for _, _, s in listed_):
            listed_.append((aim, other, stacks[0]))
    table = pd.DataFrame(
        [
            {
                "Plan": name,
                "Cost, US dollars": stack.cost_usd,
                "Hours": stack.hours,
                "Months": months_of(stack.hours, shown.asked.hours_a_week),
                "Covers, % of the needs": coverage(stack, one.found.task) * 100,
                "Credentials": listed([shown.names[i] for i in stack.steps], shown=8) or "none",
            }
            for name, one, stack in listed_
        ]
    )
    return table if shown.role is not None else table.drop(columns="Covers, % of the needs")


def _headline(shown: Shown) -> list[tuple[str, str, str]]:
    best, task = shown.plan.found.answer.stacks[0], shown.plan.found.task
    pace = shown.asked.hours_a_week
    figures = [
        ("Cost", words.money(best), "Published prices to earn every step."),
        ("Hours of study", count(round(best.hours)), "Assumed where they are not published."),
        (
            "Months",
            words.months(best.hours, pace).split()[0],
            f"At {pace:g} hours a week, one step after the other.",
        ),
    ]
    if shown.role is not None:
        figures.append(
            (
                "Covered",
                percent(coverage(best, task)),
                "Of what the role's postings ask for, weighted by how often, with what is held.",
            )
        )
    return figures


def _take_away(shown: Shown, rows: pd.DataFrame, table: pd.DataFrame, others: pd.DataFrame) -> None:
    st.caption(words.SHARE_IT)
    address = _address()

    def page(facts: list[tuple[str, str]]) -> bytes:
        return exports.as_page(
            f"A plan for {shown.goal}",
            words.answer(shown.plan, shown.goal),
            parts(shown, rows, others),
            [*facts, *address],
        )

    exports.offer(table, "plan", _choices(shown), page)


def parts(shown: Shown, rows: pd.DataFrame, others: pd.DataFrame) -> list[exports.Part]:
    """The plan as the parts of a page to print."""
    numbered = [
        exports.Part(f"{row['step']}. {row['name']}", [words.facts(row), *reasons_of(row, shown)])
        for row in rows.to_dict("records")
    ]
    found = [*numbered]
    if shown.role is not None:
        left = words.open_ends(shown.plan, shown.needs) or "Nothing."
        found.append(exports.Part("What stays open", [left]))
    found.append(exports.Part("How sure this is", how_sure(shown, rows)))
    if len(others) > 1:
        found.append(exports.Part("Other plans", (), others))
    found.append(exports.Part("How this is counted", words.NOTES))
    return found


def _draw_alternatives(table: pd.DataFrame) -> None:
    kinds = {
        "Plan": TEXT(width=170),
        "Cost, US dollars": DOLLARS(),
        "Hours": NUMBER(format="%.0f"),
        "Months": NUMBER(format="%.0f"),
        "Covers, % of the needs": NUMBER(format="%.0f"),
        "Credentials": TEXT(width=520),
    }
    st.dataframe(
        table,
        hide_index=True,
        key="other_plans",
        placeholder="",
        alt=f"Table of {plural(len(table), 'plan')} with cost, hours and what each consists of.",
        column_config={k: v for k, v in kinds.items() if k in table},
    )


def _choices(shown: Shown) -> str:
    """What was chosen, in one line."""
    asked = shown.asked
    said = [shown.goal, asked.aim.lower()]
    said += [f"budget ${asked.most_usd:,.0f}"] if asked.most_usd else []
    said += [f"{plural(asked.months, 'month')} in all"] if asked.months else []
    said.append(f"{asked.hours_a_week:g} hours a week")
    said += [f"at least {asked.floor * 1000:g} of 1,000 postings"] if asked.floor else []
    if asked.held:
        said.append(f"held: {listed([shown.names[i] for i in asked.held], shown=40)}")
    return " · ".join([*said, describe(shown.filters)])


def _address() -> list[tuple[str, str]]:
    """The plan's link, where the browser tells the page's address."""
    url = st.context.url
    chosen: list[tuple[str, str]] = [
        (key, value) for key in st.query_params for value in st.query_params.get_all(key)
    ]
    return [("Link", f"{url}?{urlencode(chosen)}" if chosen else url)] if url else []
