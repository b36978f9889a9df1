"""Every source with what came of its rows, and every measure with its formula."""

import streamlit as st

from dashboard import answers, exports, frame, importing, jobs, show, tables
from dashboard.metrics import MEASURE_GROUPS, MEASURES
from dashboard.queries import recognition, sources
from dashboard.queries.build import build_details

PARTS = [
    "Hiring data",
    "How complete they are",
    "How fresh they are",
    "Other sources",
    "Add your data",
    "Measures",
    "This build",
]
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
    fresh = jobs.freshness(build_details()["build_id"])
    st.subheader(answers.freshness(fresh), anchor=False)
    st.caption("Live sources are asked by `python -m etl fetch`; each says when and with what.")
    tables.freshness(fresh)
elif part == PARTS[3]:
    tables.other_sources(rows[rows["kind"] != "hiring"])
    if len(offered := sources.offers()):
        st.subheader("Credentials that fetched and imported catalogs offer", anchor=False)
        tables.offers(offered)
        st.caption("Offers that are no credential of our catalog: candidates for a row of it.")
        tables.unlinked_offers(sources.unlinked_offers())
elif part == PARTS[4]:
    importing.section()
elif part == PARTS[5]:
    for title, names in MEASURE_GROUPS.items():
        st.subheader(title, anchor=False)
        tables.measures(MEASURES, names)
else:
    st.caption("The tables that the pages read, with their rows.")
    tables.build_tables(sources.tables())
exports.offer(rows, "sources", "all sources")
show.sources_line(recognition.composition(filters))
