"""The industry at a glance: what is asked for, what it costs, how sure we are."""

import streamlit as st

from analysis.statistics import MEASURED
from dashboard import answers, changes, frame, show, tables
from dashboard.charts.shares import ranking
from dashboard.filters import asked, describe, where
from dashboard.queries import catalog, recognition, recognition_groups
from dashboard.ranking import leader_of_each_kind, state_of, with_shares

SHOWN = 10
filters = frame.filters()
words = describe(filters)
base = recognition.denominators(filters)
rows = with_shares(recognition.credentials(filters), base)
sources = recognition.composition(filters)
industries = recognition_groups.groups(filters, recognition_groups.INDUSTRY)
state = state_of(base)

show.question(
    f"Which credentials count with employers{where(filters)}?",
    answers.recognition(rows, base, words, asked(filters)),
)
filed = catalog.credentials(filters)
show.headline(answers.headline(base, rows, filed))
if state != MEASURED:
    show.no_figure(base, recognition.without_each(filters))
elif rows.empty:
    show.nothing("No credential of the chosen kinds is asked for in these postings.")
else:
    show.composition(sources, base)
    show.picture_of_credentials(
        ranking(rows.head(SHOWN), show.palette()),
        "overview_ranking",
        answers.ranking_note(rows, SHOWN, "on the page Recognition"),
    )
    tables.overview(rows.head(SHOWN))
    st.subheader("What changed?", anchor=False)
    dated = changes.source_for(sources)
    if dated is None:
        show.caption("No source under these choices has dated postings of more than one month.")
    else:
        halves = recognition_groups.halves(filters, str(dated["source_id"]))
        found = changes.changed(halves, filters.least)
        st.markdown(show.escaped(changes.sentence(found, halves, str(dated["title"]))))
    st.subheader("And of each kind?", anchor=False)
    kinds = leader_of_each_kind(rows, filed)
    st.markdown(show.escaped(answers.kinds(kinds)))
    tables.kind_leaders(kinds)
st.subheader("For which industries can shares be told?", anchor=False)
tables.industry_states(industries)
with st.expander("The industries as a table", icon=":material/table:"):
    tables.industries(industries)
show.how_counted(
    "share", "interval", "employers", "too_few", "price", notes=answers.recognition_notes(base)
)
show.sources_line(sources)
