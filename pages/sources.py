"""Every source with what came of its rows, and every measure with its formula."""

import streamlit as st

from dashboard import answers, exports, frame, show, tables
from dashboard.metrics import MEASURE_GROUPS, MEASURES
from dashboard.queries import recognition, sources

PARTS = ["Hiring data", "How complete they are", "Other sources", "Measures", "This build"]
filters = frame.filters()
rows = sources.sources()
hiring = rows[rows["kind"] == "hiring"]
show.question("Where do the figures come from?", answers.sources(rows))

part = show.views(PARTS, key="part")
if part == PARTS[0]:
    tables.hiring_sources(hiring, sources.rejects())
elif part == PARTS[1]:
    st.subheader("What the postings state", anchor=False)
    st.caption("Of the postings kept of each source, how many state each fact.")
    tables.completeness(hiring)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("What is known of the catalog's credentials", anchor=False)
        tables.coverage(sources.catalog_coverage())
    with right:
        st.subheader("Why rows were left out", anchor=False)
        tables.rejects(sources.rejects())
elif part == PARTS[2]:
    tables.other_sources(rows[rows["kind"] != "hiring"])
elif part == PARTS[3]:
    for title, names in MEASURE_GROUPS.items():
        st.subheader(title, anchor=False)
        tables.measures(MEASURES, names)
else:
    st.caption("The tables that the pages read, with their rows.")
    tables.build_tables(sources.tables())
exports.offer(rows, "sources", "all sources")
show.sources_line(recognition.composition(filters))
