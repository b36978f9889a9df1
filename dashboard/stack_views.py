"""The views of the page Stackability: each puts its question on top, then picture and table."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.overlap import rarity_weights
from analysis.routes import drawn
from analysis.stacks import Edge, all_before, pathway
from dashboard import choices, exports, overlap, show, tables, way_words, ways
from dashboard import stack_answers as answers
from dashboard.charts.overlap import overlap_matrix
from dashboard.charts.pathways import least_width, pathway_graph
from dashboard.charts.stacks import industry_stackability
from dashboard.filters import Filters, describe
from dashboard.pathways import (
    drawn_steps,
    evidence,
    firmness,
    indicators_by_industry,
    left_out_table,
    with_notes,
)
from dashboard.prices import with_keeping_cost
from dashboard.queries import catalog, skills
from dashboard.scrolling import at_least

DEFAULT = "comptia-security-plus"
DEFAULT_GOAL = "comptia-secure-infrastructure-specialist-stack"
DEFAULT_OVERLAP = (
    "comptia-security-plus",
    "comptia-network-plus",
    "comptia-cysa-plus",
    "cissp-certified-information-systems-security-professional",
)
MOST_HELD = 10
OWN_CHOICE = "Credentials I choose"


@dataclass(frozen=True)
class Shown:
    """What every view draws from; ``asked`` has no row where shares cannot be told."""

    filters: Filters
    base: pd.Series
    asked: pd.DataFrame
    is_measured: bool
    rows: pd.DataFrame
    edges: list[Edge]

    @property
    def shares(self) -> dict[str, float]:
        return dict(zip(self.asked["credential_id"], self.asked["share"], strict=True))


def one_credential(shown: Shown, head: DeltaGenerator) -> None:
    names = catalog.connected(shown.filters.industry)
    focus = choices.one_of("credential", "Credential or award", names, DEFAULT)
    industry = _industry_name(shown.filters)
    if industry:
        show.caption(
            answers.industry_order_note(industry, catalog.connected_in(shown.filters.industry))
        )
    path = pathway(shown.edges, focus, importance=shown.shares)
    with head:
        show.question(
            "What does a credential need, and what does it lead to?",
            answers.stackability(names[focus], path, shown.rows),
        )
    show.caption(answers.onward_note([e for e in shown.edges if e.from_id == focus]))
    facts = with_keeping_cost(catalog.named(tuple(path.layers)), 0, datetime.now(UTC).date())
    nodes = with_notes(catalog.nodes(), facts, shown.asked)
    with at_least(least_width(path), "pathway_scroll"):
        choices.clickable(
            pathway_graph(path, nodes, show.palette(), evidence(shown.rows)),
            "credential",
            names,
            focus,
        )
    show.caption(answers.pathway_note(path, int(shown.base["postings"]), shown.is_measured))
    if path.left_out:
        tables.left_out(left_out_table(path, catalog.nodes(), shown.shares))
    steps = tables.steps_table(drawn_steps(shown.rows, path))
    tables.steps(steps)
    exports.offer(steps, "steps", f"{names[focus]} · {describe(shown.filters)}")
    show.how_counted("onward", "covered", "receiving", notes=answers.stackability_notes())


def from_here_to_there(shown: Shown, head: DeltaGenerator) -> None:
    goals = catalog.connected(shown.filters.industry)
    names = dict(zip(catalog.nodes()["node_id"], catalog.nodes()["node_name"], strict=True))
    held = choices.several_of(
        "held", "What is held already (may be nothing)", goals, (), at_most=MOST_HELD
    )
    left, middle, right = st.columns([3, 3, 2])
    with left:
        goal = choices.one_of("goal", "Goal", goals, DEFAULT_GOAL)
    with middle:
        aim = choices.one_word("way", "Of several ways take the one with", ways.AIMS)
    with right:
        pace = choices.hours_a_week()
    near = catalog.named(tuple(sorted(all_before(shown.edges, goal))))
    priced = with_keeping_cost(near, 0, datetime.now(UTC).date())
    facts = ways.facts_of(priced)
    found = ways.plan(shown.edges, goal, held, facts, aim, pace)
    with head:
        show.question(f"What is the way to {names[goal]}?", way_words.answer(found, names, pace))
    if found.way is None or not found.way.order:
        return
    path = drawn(found.way, found.leads)
    nodes = with_notes(catalog.nodes(), priced, shown.asked, dict.fromkeys(found.held, "held"))
    with at_least(least_width(path), "way_scroll"):
        choices.clickable(
            pathway_graph(path, nodes, show.palette(), evidence(shown.rows)), "goal", goals, goal
        )
    show.caption(way_words.note(found, int(shown.base["postings"]), shown.is_measured))
    steps = way_words.table(found, names, facts, shown.shares, firmness(shown.rows))
    tables.way(steps)
    exports.offer(steps, "way", f"{names[goal]} · {aim} · {describe(shown.filters)}")
    others = way_words.not_taken(found, shown.rows)
    if len(others):
        with st.expander(
            f"{len(others)} other routes and advice, not taken", icon=":material/alt_route:"
        ):
            tables.steps(tables.steps_table(others), "not_taken_table")
    show.how_counted("price", "expires_first", "share", notes=way_words.NOTES)


def overlapping(shown: Shown, head: DeltaGenerator) -> None:
    names, known = catalog.names(), skills.of_all()
    areas = {OWN_CHOICE: OWN_CHOICE} | {area: area for area in skills.areas()}
    area = choices.one_of("area", "Which credentials", areas, OWN_CHOICE)
    if area == OWN_CHOICE:
        chosen = choices.several_of(
            "overlap",
            f"Credentials (2 to {overlap.MOST_SHOWN})",
            names,
            DEFAULT_OVERLAP,
            at_most=overlap.MOST_SHOWN,
        )
    else:
        teach, shares = skills.in_area(area), shown.shares
        ranked = sorted(teach, key=lambda one: (-shares.get(one, 0.0), -teach[one], one))
        chosen = tuple(ranked[: overlap.MOST_SHOWN])
        show.caption(overlap.area_note(area, len(chosen), len(teach), shown.is_measured))
    weights = rarity_weights(known)
    rows = overlap.table(chosen, names, known, weights, skills.names())
    with head:
        show.question("Which credentials teach the same?", overlap.answer(rows))
    if len(chosen) < 2:
        show.nothing("Nothing to compare yet. Choose two credentials or more above.")
        return
    pairs = overlap.pairs(chosen, names, known, weights)
    show.wide_picture(
        overlap_matrix(pairs, show.palette()), "overlap_matrix", overlap.note(len(known))
    )
    told = tables.overlap_table(rows)
    tables.overlap(told)
    exports.offer(told, "overlap", "Overlap of skills")
    show.how_counted("overlap", "redundancy", notes=overlap.NOTES)


def by_industry(shown: Shown, head: DeltaGenerator) -> None:
    nodes = catalog.nodes()
    kinds = dict(zip(nodes["node_id"], nodes["node_kind"], strict=True))
    names = dict(zip(nodes["node_id"], nodes["node_name"], strict=True))
    rows = indicators_by_industry(catalog.sector_members(), shown.edges, kinds)
    industry = _industry_name(shown.filters)
    with head:
        show.question(
            "Which industries' credentials stack, into what, and how far?",
            answers.industry_stackability(rows, industry),
        )
    show.picture(industry_stackability(rows, show.palette(), industry), "industries")
    show.caption(answers.how_far(rows, names))
    stacked = tables.stackability_table(rows, names)
    tables.stackability(stacked)
    exports.offer(stacked, "stackability", describe(shown.filters))
    show.how_counted(
        "onward",
        "credit_bearing",
        "receiving",
        "covered",
        "chain",
        notes=answers.stackability_notes(),
    )


def _industry_name(filters: Filters) -> str | None:
    members = catalog.sector_members()
    own = members.loc[members["naics_sector"] == filters.industry, "short_name"]
    return None if own.empty else str(own.iloc[0])


VIEWS = {
    "One credential": one_credential,
    "From here to there": from_here_to_there,
    "Overlap": overlapping,
    "By industry": by_industry,
}
