"""Where an ad comes in: pasted, from a text file, or the invented one; never kept."""

from pathlib import Path

import streamlit as st

from dashboard import choices
from dashboard.filters import Filters
from dashboard.job_ad_words import INVENTED, PRIVATE
from dashboard.metrics import count

MOST_CODE_POINTS = 30_000
"""Longer texts are read up to here; nearly all postings are shorter."""
MOST_MB = 1
TEXT, FILE, PROBLEM = "job_ad_text", "job_ad_file", "job_ad_problem"
EXAMPLE = (Path(__file__).parent / "assets" / "invented_ad.txt").read_text(encoding="utf-8")


def ad() -> str:
    """Draw the ways in; the text to read, at most ``MOST_CODE_POINTS`` of it."""
    text = str(
        st.text_area(
            f"The ad's text, in English, up to {count(MOST_CODE_POINTS)} characters",
            key=TEXT,
            persist_state="session",
            height=180,
            placeholder="Paste the whole ad, headings and lists included: they tell what is "
            "required and what is only preferred.",
        )
        or ""
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        # The text area hands over its text when it is left, so that the button need do nothing.
        st.button("Read the ad", type="primary", icon=":material/find_in_page:", key="job_ad_read")
        with st.popover("From a text file", icon=":material/upload_file:"):
            st.file_uploader(
                "A file with the ad's text (UTF-8)",
                type=["txt", "md", "html", "htm"],
                key=FILE,
                max_upload_size=MOST_MB,
                on_change=_take_file,
            )
        st.button(
            "Try an invented ad",
            icon=":material/science:",
            key="job_ad_example",
            on_click=_set,
            args=(EXAMPLE,),
        )
        st.button(
            "Clear",
            icon=":material/backspace:",
            key="job_ad_clear",
            on_click=_set,
            args=("",),
            disabled=not text,
        )
    st.caption(PRIVATE)
    if problem := st.session_state.pop(PROBLEM, None):
        st.error(problem, icon=":material/error:")
    if text == EXAMPLE:
        st.markdown(f":orange-badge[:material/science: {INVENTED}]")
    if len(text) > MOST_CODE_POINTS:
        st.warning(
            f"Only the first {count(MOST_CODE_POINTS)} of {count(len(text))} characters are read.",
            icon=":material/content_cut:",
        )
    return text[:MOST_CODE_POINTS]


def industry(filters: Filters) -> None:
    """The ad's industry: the sidebar's choice, offered where it is needed."""
    choices.industry(
        filters,
        "The ad's industry",
        "job_ad_industry",
        "The same choice as in the sidebar, where place and occupation group can be chosen too: "
        "the closer the choice, the fairer the comparison.",
    )


def _set(text: str) -> None:
    st.session_state[TEXT] = text


def _take_file() -> None:
    """Put an uploaded file's text where a pasted one would stand."""
    file = st.session_state[FILE]
    if file is None:
        return
    try:
        st.session_state[TEXT] = file.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        st.session_state[PROBLEM] = (
            "This file is no UTF-8 text. Save it as UTF-8, or paste its text."
        )
