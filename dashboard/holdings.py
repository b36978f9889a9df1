"""Where it comes in what people hold: pasted, from a file, or an invented team; never kept."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from analysis.teams import people
from dashboard import held_names, show
from dashboard.holdings_files import UnreadableError, as_text
from dashboard.holdings_text import MOST_LINES, Reading, read
from dashboard.metrics import count, listed, plural
from dashboard.tables.columns import TEXT

TEXT_KEY, FILE_KEY, PROBLEM_KEY = "team_text", "team_file", "team_problem"
MOST_CHARACTERS, MOST_MB = 300_000, 2
LEAST_FOR_EXAMPLE = 3
INVENTED_NAMES = ("Ada Example", "Ben Sample", "Cleo Invented", "Dan Nobody", "Eve Madeup",
                  "Finn Fiction", "Gia Pretend")  # fmt: skip
INVENTED_DAYS = (None, 40, 400, -20, 75, 900, None, 150)
"""When the credentials of the invented team end, in days from today."""
INVENTED = "Invented team: these people do not exist"
PRIVATE = (
    "Names and credentials stay in this browser session: they are written to no file and no "
    "address, and are gone when the page is closed. Initials do as well as names."
)
PLACEHOLDER = (
    "One line a person and credential, such as\n"
    "Ana; Security+; 2027-03-01\nBen; CISSP, PMP\n"
    "or the rows of a table with a header: name, credential, expires"
)


def team(example: Sequence[str], today: date) -> Reading:
    """Draw the ways in; what was read of the text.

    Args:
        example: names of credentials from which an invented team is made.
    """
    names = held_names.names()
    invented = invented_team(example, today)
    text = str(
        st.text_area(
            "Who holds what, and until when",
            key=TEXT_KEY,
            persist_state="session",
            height=150,
            placeholder=PLACEHOLDER,
        )
        or ""
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        # The text area hands over its text when it is left, so that the button need do nothing.
        st.button("Read", type="primary", icon=":material/groups:", key="team_read")
        with st.popover("From a file", icon=":material/upload_file:"):
            st.file_uploader(
                "CSV, TSV or Excel (.xlsx), with a header or without",
                type=["csv", "tsv", "txt", "xlsx"],
                key=FILE_KEY,
                max_upload_size=MOST_MB,
                on_change=_take_file,
            )
        st.button(
            "Try an invented team",
            icon=":material/science:",
            key="team_example",
            on_click=_set,
            args=(invented,),
            disabled=not invented,
            help=None if invented else "Too few credentials cover this role to invent a team.",
        )
        st.button(
            "Clear",
            icon=":material/backspace:",
            key="team_clear",
            on_click=_set,
            args=("",),
            disabled=not text,
        )
    st.caption(PRIVATE)
    if problem := st.session_state.pop(PROBLEM_KEY, None):
        st.error(problem, icon=":material/error:")
    if text and text.startswith(f"# {INVENTED}"):
        st.markdown(f":orange-badge[:material/science: {INVENTED}]")
    if len(text) > MOST_CHARACTERS:
        st.warning(
            f"Only the first {count(MOST_CHARACTERS)} of {count(len(text))} characters are read.",
            icon=":material/content_cut:",
        )
    found = read(text[:MOST_CHARACTERS], names.find, names.labels.__getitem__)
    if found.lines:
        _account(found)
    return found


def invented_team(credentials: Sequence[str], today: date) -> str:
    """A text of invented people who hold some of the credentials; empty if there are too few."""
    if len(credentials) < LEAST_FOR_EXAMPLE:
        return ""
    lines = [f"# {INVENTED}", "name; credential; expires"]
    place = 0
    for number, name in enumerate(INVENTED_NAMES):
        for step in range(1 + number % 3):
            # The first credentials have several holders, later ones a single one.
            which = (number * step + step + (number % 2)) % len(credentials)
            days = INVENTED_DAYS[place % len(INVENTED_DAYS)]
            until = "" if days is None else (today + timedelta(days=days)).isoformat()
            lines.append(f"{name}; {credentials[which]}; {until}".rstrip("; "))
            place += 1
    return "\n".join(lines)


def _account(found: Reading) -> None:
    """How many lines were understood, and what was not, with line and reason."""
    none = found.lines - found.understood - found.partly
    parts = [f"{plural(found.understood, 'line')} understood"]
    parts += [f"{count(found.partly)} in part"] if found.partly else []
    parts += [f"{count(none)} not"] if none else []
    text = (
        f"{', '.join(parts)}: {plural(len(people(found.holdings)), 'person')}, "
        f"{plural(len(found.holdings), 'credential')}."
    ).replace("persons", "people")
    if found.unused:
        text += f" Columns not used: {listed(found.unused, shown=6)}."
    if found.cut:
        text += f" {plural(found.cut, 'line')} beyond {count(MOST_LINES)} not read."
    show.caption(text)
    if found.troubles:
        label = f"{plural(len(found.troubles), 'thing')} not understood and not counted"
        with st.expander(label, icon=":material/help:", expanded=not found.holdings):
            st.dataframe(
                pd.DataFrame(
                    [(t.line, t.text, t.reason) for t in found.troubles],
                    columns=["Line", "As written", "Why it does not count"],
                ),
                hide_index=True,
                key="team_troubles",
                placeholder="",
                alt=f"Table of {len(found.troubles)} things that were not understood.",
                column_config={
                    "As written": TEXT(width=300),
                    "Why it does not count": TEXT(width=480),
                },
            )


def _set(text: str) -> None:
    st.session_state[TEXT_KEY] = text


def _take_file() -> None:
    """Put an uploaded file's rows where pasted ones would stand."""
    file = st.session_state[FILE_KEY]
    if file is None:
        return
    try:
        st.session_state[TEXT_KEY] = as_text(file.getvalue(), file.name)
    except UnreadableError as error:
        st.session_state[PROBLEM_KEY] = str(error)
