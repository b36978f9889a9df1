"""Every source with what came of its rows, and every measure with its formula."""

import streamlit as st

from dashboard import answers, exports, frame, show, tables
from dashboard.metrics import MEASURES
from dashboard.queries import recognition, sources

filters = frame.filters()
rows = sources.sources()
show.question("Where do the figures come from?", answers.sources(rows))
st.subheader("Hiring data", anchor=False)
tables.hiring_sources(rows[rows["kind"] == "hiring"])
st.subheader("Catalog, wages, skills and published figures", anchor=False)
tables.other_sources(rows[rows["kind"] != "hiring"])
exports.offer(rows, "sources", "all sources")
left, right = st.columns(2)
with left:
    st.subheader("What was left out, and why", anchor=False)
    tables.rejects(sources.rejects())
with right:
    st.subheader("How complete the catalog is", anchor=False)
    tables.coverage(sources.catalog_coverage())
st.subheader("How each figure is made", anchor=False)
tables.measures(MEASURES)
st.subheader("What is in this build", anchor=False)
tables.build_tables(sources.tables())
show.sources_line(recognition.composition(filters))
