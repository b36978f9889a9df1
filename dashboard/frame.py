"""The navigation, and the way from a page back to the choices that the frame made."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.charts.style import DARK, LIGHT
from dashboard.filters import Filters

PAGES = {
    "Credentials": {
        "overview": ("Overview", ":material/dashboard:"),
        "assessment": ("Where to start", ":material/explore:"),
        "recognition": ("Recognition", ":material/campaign:"),
        "credential": ("One credential", ":material/workspace_premium:"),
        "say_do": ("Say and do", ":material/forum:"),
        "pay": ("Pay", ":material/paid:"),
        "cost": ("Cost", ":material/payments:"),
        "stackability": ("Stackability", ":material/account_tree:"),
        "compare": ("Compare", ":material/compare_arrows:"),
        "roles": ("Roles and gaps", ":material/work:"),
        "job_ad": ("Read a job ad", ":material/find_in_page:"),
    },
    "People": {
        "candidates": ("Candidates", ":material/group:"),
        "company": ("At our company", ":material/apartment:"),
    },
    "Data": {"sources": ("Sources and methods", ":material/database:")},
}
DEFAULT = "overview"
ASSETS = Path(__file__).parent / "assets"


def brand() -> None:
    """The logo in the ink of the reader's theme, and the few styles the theme cannot set."""
    theme, palette = ("dark", DARK) if st.context.theme.type == "dark" else ("light", LIGHT)
    logo, mark = (str(ASSETS / f"{name}-{theme}.svg") for name in ("logo", "mark"))
    st.logo(logo, size="large", icon_image=mark)
    st.html(ASSETS / "style.css")
    # Streamlit's own captions fall short of a contrast of 4.5 to 1.
    st.html(f"<style>[data-testid='stCaptionContainer'] p {{color: {palette.quiet}}}</style>")


def figures_by_keyboard() -> None:
    """Let the Tab key reach every chart, where a screen reader reads its sentence."""
    st.html(ASSETS / "keyboard.html", unsafe_allow_javascript=True)


def navigation() -> StreamlitPage:
    """Declare the pages; returns the one to run."""
    return st.navigation(
        {
            section: [
                st.Page(
                    f"pages/{name}.py",
                    title=title,
                    icon=icon,
                    url_path=name,
                    default=name == DEFAULT,
                )
                for name, (title, icon) in pages.items()
            ]
            for section, pages in PAGES.items()
        },
        # Else pages beyond the tenth hide behind "View more".
        expanded=True,
    )


def filters() -> Filters:
    """The choices of the sidebar.

    Streamlit takes a folder named ``pages`` for an app of its older kind until ``st.navigation``
    has run once: the first visit after a start, if it goes straight to a page's address, runs the
    page without ``app.py``. Declaring the pages and starting over mends that.
    """
    if "filters" not in st.session_state:
        navigation()
        st.rerun()
    chosen: Filters = st.session_state.filters
    return chosen
