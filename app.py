"""The frame: page settings, first build, navigation, shared filters, freshness."""

import streamlit as st

st.set_page_config(
    page_title="Credence",
    page_icon=":material/verified:",
    layout="wide",
    initial_sidebar_state="auto",
)

from dashboard import jobs, warehouse  # noqa: E402
from dashboard.filters import sidebar  # noqa: E402

jobs.ensure_build()

page = st.navigation(
    {
        "Credentials": [
            st.Page(
                "pages/overview.py",
                title="Overview",
                icon=":material/dashboard:",
                url_path="overview",
                default=True,
            ),
            st.Page(
                "pages/recognition.py",
                title="Recognition",
                icon=":material/campaign:",
                url_path="recognition",
            ),
            st.Page("pages/cost.py", title="Cost", icon=":material/payments:", url_path="cost"),
            st.Page(
                "pages/stackability.py",
                title="Stackability",
                icon=":material/account_tree:",
                url_path="stackability",
            ),
            st.Page(
                "pages/compare.py",
                title="Compare",
                icon=":material/compare_arrows:",
                url_path="compare",
            ),
        ],
        "People": [
            st.Page(
                "pages/candidates.py",
                title="Candidates",
                icon=":material/group:",
                url_path="candidates",
            ),
        ],
        "Data": [
            st.Page(
                "pages/sources.py",
                title="Sources and methods",
                icon=":material/database:",
                url_path="sources",
            ),
        ],
    }
)

if warehouse.newer_build_available():
    with st.sidebar:
        st.info("Newer data are ready.", icon=":material/update:")
        st.button("Show the newer data", on_click=warehouse.use_newest_build, width="stretch")

st.session_state.filters = sidebar()
page.run()
