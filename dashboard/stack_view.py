"""The view of the page Cost on what a stack of credentials costs as it grows."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import choices, exports, show, stack_cost
from dashboard.charts.growth import growth
from dashboard.cost_settings import Chosen
from dashboard.filters import Filters
from dashboard.metrics import listed
from dashboard.queries import catalog
from dashboard.queries import choices as sidebar
from dashboard.queries import cost as queries
from dashboard.scrolling import at_least
from dashboard.tables import cost as tables

STACK = "stack"
FIRST_AREA = "Cyber security"
STEP_PX = 104


def part(
    filters: Filters,
    chosen: Chosen,
    everything: pd.DataFrame,
    rows: pd.DataFrame,
    answer: Callable[[str], None],
    words: str,
) -> None:
    """Draw the view.

    Args:
        everything: every credential with its total cost.
        rows: those under the choices, with postings.
        answer: says the page's answer.
        words: all choices in a line, for the export.
    """
    skills, names = queries.skills(), catalog.names()
    filed = everything[
        everything["credential_id"].isin(
            queries.credentials(replace(filters, kinds=()))["credential_id"]
        )
    ]
    postings = dict(zip(rows["credential_id"], rows["postings"], strict=True))
    filed = filed.assign(postings=filed["credential_id"].map(postings).astype(float))
    areas = stack_cost.areas(skills, filed)
    if not areas:
        answer("No skill area has two credentials with a known cost under these choices.")
        return
    first = FIRST_AREA if FIRST_AREA in areas else next(iter(areas))
    choices.say_unknown("area", areas)
    area = choices.one_of("area", "Skill area", areas, first, on_change=_start_over)
    members = choices.several_of(
        STACK,
        f"Members of the stack, in their order (at most {stack_cost.MOST_MEMBERS})",
        names,
        stack_cost.suggested(skills, filed, catalog.edges(), area),
        at_most=stack_cost.MOST_MEMBERS,
    )
    if not members:
        answer("No stack yet: choose its members.")
        show.nothing("Type the names of credentials above, in the order in which they are earned.")
        return
    by_id = everything.set_index("credential_id", drop=False)
    rows = stack_cost.growing(by_id.loc[list(members)], queries.skill_sets())
    inside = skills.loc[skills["skill_group"] == area, "credential_id"].unique()
    industry = sidebar.industries().get(filters.industry, "all industries")
    beside = stack_cost.references(everything, filed, list(inside), area, industry)
    crossed = stack_cost.crossings(rows, beside)
    answer(stack_cost.answer(rows, beside, crossed, chosen.over))
    absent = stack_cost.missing_before(members, catalog.edges(), names)
    if absent:
        st.warning(
            show.escaped(f"Out of order: {listed(absent)}. Its cost is not in the stack."),
            icon=":material/low_priority:",
        )
    with at_least(STEP_PX * max(len(rows), 4), "growth_scroll"):
        show.picture(growth(rows, beside, crossed, show.palette()), "stack_growth")
    show.caption(_note(rows, crossed, area))
    table = tables.growth_table(rows)
    tables.growth(table)
    exports.offer(table, "stack_cost", f"{area} · {words}")


def _note(rows: pd.DataFrame, crossed: pd.DataFrame, area: str) -> str:
    parts = [
        f"({chr(97 + i)}) with {row['member']} the stack costs more than the {row['name']}."
        for i, row in enumerate(crossed.to_dict("records"))
    ]
    if not rows["is_whole"].all():
        parts.append("Hollow, ≥: a part of a member's cost is not known; the stack costs more.")
    parts.append(
        f"To begin with, the stack holds the most asked-for microcredentials of {area} with a "
        "known cost, then its certifications; change it as you like. A median of programmes says "
        "what such an award usually costs, not that it teaches the same."
    )
    return " ".join(parts)


def _start_over() -> None:
    """Another area begins with its own stack."""
    st.session_state.pop(STACK, None)
    if STACK in st.query_params:
        del st.query_params[STACK]
