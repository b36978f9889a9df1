"""Shortlists on screen: begin one, add to it, accept or reject, who and when, take it away."""

import zlib
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import exports, jobs, shortlists, show
from dashboard.candidate_panel import badges
from dashboard.candidate_words import BLIND
from dashboard.jobs import Entry, Shortlist
from dashboard.metrics import plural
from dashboard.provenance_words import source_and_consent
from dashboard.queries.pool import details
from dashboard.queries.provenance import of_candidate
from dashboard.queries.shortlisted import people_of
from dashboard.rights import who_decides
from dashboard.verdict_words import VERIFIED_MEANS

NEW = "a new shortlist"
LOG_LINES = 50
"""Lines of the log that are shown; the newest come first."""
LOOK_ONLY = (
    "Shortlists are kept by who is signed in, or sits at the machine that runs this dashboard: "
    "every decision has a name."
)
EMPTY = "No shortlist yet. Put candidates on one from the list."


def decider() -> str | None:
    """Who decides: the signed-in address, or the name that somebody at this machine gives (empty
    until it is given); None for a visitor who may only look. Draw it once on a page."""
    signed_in = who_decides()
    if signed_in is None:
        st.info(LOOK_ONLY, icon=":material/lock:")
        return None
    if signed_in:
        return signed_in
    given = st.text_input(
        "Your name, for the log", key="decider", persist_state="session", max_chars=80, width=280
    )
    return " ".join(given.split())


def add_to_shortlist(
    candidate_ids: Sequence[str], filter_words: str, pool_build: str, by: str
) -> None:
    """Choose or begin a shortlist and put these candidates on it.

    Args:
        by: from ``decider``.
        filter_words: the filter that found them, in one line; kept with a new shortlist.
        pool_build: the build they were found in.
    """
    try:
        known = {s.shortlist_id: s.name for s in jobs.shortlists()}
        with st.form("add_to_shortlist", border=False, clear_on_submit=True):
            left, right, button = st.columns([2, 2, 2], vertical_alignment="bottom")
            with left:
                target = st.selectbox(
                    "Put on", [NEW, *known], format_func=lambda i: known.get(i, i)
                )
            with right:
                name = st.text_input("Name of a new one", max_chars=120)
            with button:
                pressed = st.form_submit_button(
                    f"Add {plural(len(candidate_ids), 'candidate')}",
                    icon=":material/playlist_add:",
                    disabled=not candidate_ids,
                )
        if pressed and _is_named(by):
            if target == NEW:
                target = jobs.create_shortlist(name, by, filter_words, pool_build)
            added = jobs.shortlist_candidates(target, candidate_ids, by)
            st.toast(f"{plural(added, 'candidate')} added.", icon=":material/check:")
    except jobs.Refused as error:
        st.error(show.escaped(str(error)), icon=":material/error:")


def section(by: str | None, *, is_blind: bool = False) -> None:
    """A shortlist with its decisions, its log and its export.

    Args:
        by: from ``decider``; None shows everything and lets nobody decide.
        is_blind: whether names, photos and contact are hidden.
    """
    try:
        found = jobs.shortlists()
        if not found:
            st.info(EMPTY, icon=":material/playlist_add_check:")
            return
        by_id = {s.shortlist_id: s for s in found}
        chosen = st.selectbox(
            "Shortlist",
            list(by_id),
            format_func=lambda i: by_id[i].name,
            key="shortlist",
            width=480,
        )
        _drawn(by_id[chosen], by, is_blind=is_blind)
    except jobs.Refused as error:
        st.error(show.escaped(str(error)), icon=":material/error:")


def _drawn(shortlist: Shortlist, by: str | None, *, is_blind: bool) -> None:
    st.markdown(f"**{show.escaped(shortlists.answer(shortlist))}**")
    if shortlist.filter_words:
        show.caption(f"Began from: {shortlist.filter_words} · pool {shortlist.pool_build}")
    entries = jobs.shortlist_entries(shortlist.shortlist_id)
    people = people_of([e.candidate_id for e in entries])
    joined = shortlists.rows(entries, people, is_blind=is_blind)
    if entries:
        selected = _table(joined, shortlist)
        if selected is not None:
            _selected(shortlist, selected, entries, by, is_blind=is_blind)
        exports.offer(
            shortlists.exported(joined, shortlist, is_blind=is_blind),
            "shortlist",
            shortlists.describe(shortlist) + (f" · {BLIND}" if is_blind else ""),
        )
    names = dict(zip(joined["candidate_id"], joined["display_name"], strict=True))
    lines = jobs.shortlist_history(shortlist.shortlist_id)
    with st.expander(f"Who did what ({len(lines)})", icon=":material/history:"):
        for line in lines[:LOG_LINES]:
            # A note may name the person; a blind reviewer reads it in the table, where names are
            # taken out of it.
            said = shortlists.told(line, names)
            show.caption(said.removesuffix(f": {line.note}") if is_blind and line.note else said)
        if len(lines) > LOG_LINES:
            show.caption(f"and {len(lines) - LOG_LINES} earlier lines")


def _table(joined: pd.DataFrame, shortlist: Shortlist) -> pd.Series | None:
    """Draw the table; the row that the reader selects, or None."""
    # A selection is a row number: rows in another order must not inherit it.
    order = zlib.crc32("\n".join(joined["candidate_id"]).encode())
    state = st.dataframe(
        shortlists.shown(joined),
        hide_index=True,
        key=f"shortlist_{shortlist.shortlist_id}_{order:08x}",
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        alt=f"{len(joined)} candidates of the shortlist with decision, note, who and when.",
        column_config={
            "Years": st.column_config.NumberColumn(width=55),
            "Candidate": st.column_config.TextColumn(width=155),
            "Role": st.column_config.TextColumn(width=140),
            "Place": st.column_config.TextColumn(width=115),
            "Note": st.column_config.TextColumn(width=165),
            "By": st.column_config.TextColumn(width=100),
            "Verified": st.column_config.NumberColumn(
                help=f"How many of the badges are verified. {VERIFIED_MEANS}"
            ),
            "When (UTC)": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm", width=140),
        },
    )
    picked = state.selection.rows
    if not picked or picked[0] >= len(joined):
        st.caption("Select a row to decide.")
        return None
    return joined.iloc[picked[0]]


def _selected(
    shortlist: Shortlist,
    candidate: pd.Series,
    entries: Sequence[Entry],
    by: str | None,
    *,
    is_blind: bool,
) -> None:
    """The decision on a candidate, and the badges that it rests on."""
    candidate_id = str(candidate["candidate_id"])
    if by is not None:
        kept = next(e.note for e in entries if e.candidate_id == candidate_id)
        _decision(shortlist, candidate, kept, by, is_blind=is_blind)
    if candidate["display_name"] != shortlists.GONE:
        with st.expander("Their badges", icon=":material/workspace_premium:"):
            badges(candidate_id, details().reference_on, is_blind=is_blind)


def _decision(
    shortlist: Shortlist, candidate: pd.Series, kept: str, by: str, *, is_blind: bool
) -> None:
    """The form; ``kept`` is the note as it was written, which a blind reviewer does not see."""
    candidate_id = str(candidate["candidate_id"])
    # Where a record comes from may say who it is of.
    known = None if is_blind else of_candidate(candidate_id)
    with st.form(f"decide_{shortlist.shortlist_id}_{candidate_id}"):
        st.markdown(f"**{show.escaped(str(candidate['display_name']))}**")
        if known is not None:
            show.caption(source_and_consent(known))
        state = st.segmented_control(
            "Decision",
            list(shortlists.STATE_LABELS),
            default=candidate["state"],
            required=True,
            format_func=shortlists.STATE_LABELS.__getitem__,
        )
        told = str(candidate["note"])
        note = st.text_area("Note", value=told, max_chars=4000, height=80)
        left, right = st.columns(2)
        with left:
            keep = st.form_submit_button("Keep", type="primary", icon=":material/check:")
        with right:
            remove = st.form_submit_button("Take off the list", icon=":material/playlist_remove:")
    if not (keep or remove) or not _is_named(by):
        return
    if remove:
        jobs.remove_from_shortlist(shortlist.shortlist_id, candidate_id, by)
    else:
        # What blind review took out of the note is not to be lost by keeping a decision.
        note = kept if note == told else note
        jobs.decide(shortlist.shortlist_id, candidate_id, str(state), note, by)
    st.rerun()


def _is_named(by: str) -> bool:
    """Whether there is a name; says so where there is none."""
    if not by:
        st.warning("Give your name first: every decision has one.", icon=":material/badge:")
    return bool(by)
