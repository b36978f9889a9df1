"""Every source with what came of its rows, and every measure with its formula."""

import streamlit as st

from dashboard import answers, exports, frame, show, tables
from dashboard.metrics import MEASURE_GROUPS, MEASURES
from dashboard.queries import recognition, sources

filters = frame.filters()
rows = sources.sources()
left_out = sources.rejects()
hiring = rows[rows["kind"] == "hiring"]
show.question("Where do the figures come from?", answers.sources(rows))

st.subheader("Hiring data", anchor=False)
what, known, why = st.tabs(["Sources", "What they state", "What was left out"])
with what:
    tables.hiring_sources(hiring, left_out)
with known:
    st.caption("Of the postings kept, how many state each fact.")
    tables.completeness(hiring)
with why:
    tables.rejects(left_out)

st.subheader("Catalog, wages, skills and published figures", anchor=False)
tables.other_sources(rows[rows["kind"] != "hiring"])
exports.offer(rows, "sources", "all sources")

st.subheader("How each figure is made", anchor=False)
for tab, names in zip(st.tabs(list(MEASURE_GROUPS)), MEASURE_GROUPS.values(), strict=True):
    with tab:
        tables.measures(MEASURES, names)

left, right = st.columns(2, gap="large")
with left:
    st.subheader("How complete the catalog is", anchor=False)
    tables.coverage(sources.catalog_coverage())
with right:
    st.subheader("What is in this build", anchor=False)
    with st.expander("Tables and their rows", icon=":material/table:"):
        tables.build_tables(sources.tables())
show.sources_line(recognition.composition(filters))
