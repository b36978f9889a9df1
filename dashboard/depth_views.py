"""Depth and fit on the pages Compare and One credential, and the kinds within a skill area."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.depth import SENIORITY_BANDS
from dashboard import choices, depth, exports, flexibility, show, tables
from dashboard.charts.depth import depth_strips, least_width
from dashboard.comparison import kinds_note, kinds_side_by_side
from dashboard.filters import ALL, Filters
from dashboard.queries import catalog, skills
from dashboard.queries import depth as queries
from dashboard.scrolling import at_least


@dataclass(frozen=True)
class Fit:
    """Depth and fit of some credentials: the components, and rows in words by credential."""

    parts: pd.DataFrame
    rows: dict[str, dict[str, str]]


def fit_of(filters: Filters, rows: pd.DataFrame) -> Fit:
    """Depth and fit of the named credentials.

    Args:
        rows: of ``queries.catalog.named``.
    """
    ids, edges = tuple(rows["credential_id"]), catalog.edges()
    exams = queries.exams(ids)
    return Fit(
        depth.components_table(rows, exams, edges),
        depth.rows_in_words(
            rows,
            exams,
            edges,
            queries.by_occupation(filters, ids),
            queries.by_seniority(filters, ids, SENIORITY_BANDS),
        ),
    )


def strips(parts: pd.DataFrame, key: str, heading: str | None = None) -> None:
    """The picture of the components, which scrolls where it would be too narrow."""
    if heading:
        st.subheader(heading, anchor=False)
    with at_least(least_width(parts), f"{key}_scroll"):
        show.picture(depth_strips(parts, show.palette()), key)
    show.caption(
        "From 0 (none) to 5, each component on a scale of its own; they are not averaged. Hatched: "
        "not known, or known without its size."
    )


def one(filters: Filters, row: pd.Series, words: str) -> None:
    """Depth and fit of one credential: picture, what it means, and the values as a table."""
    found = fit_of(filters, pd.DataFrame([row]))
    exams = queries.exams((str(row["credential_id"]),)).to_dict("records")
    st.markdown(show.escaped(depth.sentence(found.parts)))
    strips(found.parts, "credential_depth")
    own = found.rows[str(row["credential_id"])]
    for label in (depth.BREADTH, depth.FIT, *flexibility.ROWS):
        st.markdown(f"**{label}:** {show.escaped(own[label])}")
    shown = tables.depth_table(found.parts)
    tables.depth(shown)
    show.caption(depth.sources(row.to_dict(), exams[0] if exams else {}))
    exports.offer(shown, "credential_depth", words)


def kinds(filters: Filters, asked: pd.DataFrame, base: pd.Series) -> None:
    """Microcredential, certificate and degree beside each other, within a skill area if chosen.

    Args:
        asked: ``queries.recognition.credentials`` of every kind.
    """
    st.subheader("Microcredential, certificate or degree?", anchor=False)
    areas = {ALL: "All skill areas"} | {area: area for area in skills.areas()}
    area = choices.one_of("kinds_in", "Skill area", areas, ALL)
    summary = catalog.kind_summary(filters, area)
    if area != ALL:
        asked = asked[asked["credential_id"].isin(list(skills.in_area(area)))]
    show.caption(kinds_note(summary, None if area == ALL else area))
    if summary.empty:
        show.nothing("The catalog knows no credential of this skill area under these choices.")
        return
    tables.kinds(kinds_side_by_side(summary, asked, base, in_area=area != ALL))
