"""The industry at a glance: what is asked for, what it costs, how sure we are."""

import streamlit as st

from analysis.statistics import MEASURED, figure_state
from dashboard import answers, frame, show, tables
from dashboard.charts.shares import ranking
from dashboard.filters import describe
from dashboard.queries import catalog, recognition
from dashboard.ranking import with_shares

SHOWN = 10
filters = frame.filters()
words = describe(filters)
base = recognition.denominators(filters)
rows = with_shares(recognition.credentials(filters), int(base["postings"]))
sources = recognition.composition(filters)
state = figure_state(int(base["postings"]), int(base["employers"]))

show.question(
    "Which microcredentials are worth it to employers here?",
    answers.recognition(rows, base, state, words),
)
show.headline(answers.headline(base, rows, catalog.credentials(filters)))
if state != MEASURED:
    show.no_figure(state, int(base["postings"]), int(base["employers"]))
else:
    show.composition(sources)
    show.picture(
        ranking(rows.head(SHOWN), show.palette()),
        "overview_ranking",
        answers.ranking_note(rows, SHOWN),
    )
    tables.overview(rows.head(SHOWN))
st.subheader("Where the data come from", anchor=False)
tables.industries(recognition.industry_denominators(filters))
show.how_counted(
    "share", "interval", "employers", "too_few", "price", notes=answers.recognition_notes(base)
)
show.sources_line(sources)
