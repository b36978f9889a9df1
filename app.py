"""The frame: page settings, first build, navigation, shared filters, freshness."""

from pathlib import Path

import streamlit as st

st.set_page_config(
    page_title="Credence",
    page_icon=str(Path(__file__).parent / "dashboard" / "assets" / "mark-light.svg"),
    layout="wide",
    initial_sidebar_state="auto",
)

from dashboard import jobs, warehouse  # noqa: E402
from dashboard.filters import sidebar  # noqa: E402
from dashboard.frame import brand, figures_by_keyboard, navigation  # noqa: E402

jobs.ensure_build()

brand()
page = navigation()

if warehouse.newer_build_available():
    with st.sidebar:
        st.info("Newer data are ready.", icon=":material/update:")
        st.button("Show the newer data", on_click=warehouse.use_newest_build, width="stretch")

st.session_state.filters = sidebar()
with st.sidebar:
    figures_by_keyboard()
page.run()
