"""Which credentials do employers ask for, how widely and how strongly."""

import streamlit as st

from analysis.statistics import MEASURED, figure_state
from dashboard import answers, exports, frame, show, tables
from dashboard.charts.heatmap import industry_heatmap
from dashboard.charts.shares import ranking, strengths
from dashboard.filters import describe
from dashboard.metrics import STRENGTH_LABELS
from dashboard.queries import recognition
from dashboard.ranking import heatmap_cells, with_shares

SHOWN = 20
VIEWS = ["How widely", "Required or preferred", "By industry"]
filters = frame.filters()
words = describe(filters)
base = recognition.denominators(filters)
rows = with_shares(recognition.credentials(filters), int(base["postings"]))
sources = recognition.composition(filters)
state = figure_state(int(base["postings"]), int(base["employers"]))

show.question(
    "Which credentials do employers ask for?", answers.recognition(rows, base, state, words)
)
if state != MEASURED:
    show.no_figure(state, int(base["postings"]), int(base["employers"]))
else:
    show.composition(sources)
    view = st.segmented_control(
        "View",
        VIEWS,
        default=VIEWS[0],
        required=True,
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    top = rows.head(SHOWN)
    if view == VIEWS[0]:
        show.picture(ranking(top, show.palette()), "ranking", answers.ranking_note(rows, SHOWN))
    elif view == VIEWS[1]:
        show.picture(strengths(top, show.palette(), tuple(STRENGTH_LABELS)), "strengths")
    else:
        cells = heatmap_cells(
            recognition.by_industry(filters, tuple(top["credential_id"])),
            recognition.industry_denominators(filters),
            top,
        )
        show.picture(
            industry_heatmap(cells, show.palette()),
            "heatmap",
            "Every industry, whatever industry the sidebar says; the other choices hold.",
        )
    tables.recognition(rows)
    exports.offer(rows, "recognition", words)
show.how_counted(
    "share",
    "interval",
    "strength",
    "employers",
    "too_few",
    notes=answers.recognition_notes(base),
)
show.sources_line(sources)
