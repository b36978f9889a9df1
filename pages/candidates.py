"""Which candidates hold the badges that a job needs."""

import streamlit as st

from dashboard import candidate_words, frame
from dashboard.candidate_views import VIEWS, blind_toggle
from dashboard.metrics import day
from dashboard.queries.pool import details
from dashboard.show import views

frame.filters()  # declares the pages where this one is the first to be visited
pool = details()
if pool.is_sample:
    with st.bottom:
        st.markdown(
            f":orange-badge[:material/science: {candidate_words.INVENTED}] Nobody in it exists; "
            "names, badges and dates are generated."
        )

head = st.container()
with st.container(horizontal=True, vertical_alignment="center"):
    view = views(list(VIEWS))
    is_blind = blind_toggle()
VIEWS[view](pool, head, is_blind=is_blind)
st.divider()
st.caption(
    f"Pool of candidates: build {pool.build_id}, its dates as of {day(pool.reference_on)} · "
    "[sources and methods](sources)"
)
