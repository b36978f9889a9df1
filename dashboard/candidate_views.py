"""The views of the page Candidates: the list, the shortlists, the adverse impact of the filter."""

import numpy as np
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import (
    candidate_list,
    candidate_options,
    candidate_words,
    exports,
    fairness_views,
    jobs,
    shortlist_views,
    shortlists,
    show,
)
from dashboard.candidate_choices import conditions
from dashboard.candidate_panel import panel
from dashboard.charts.funnel import funnel
from dashboard.fairness import IN_ORDER, WITHOUT
from dashboard.metrics import count
from dashboard.people import with_this_pool
from dashboard.queries import candidates, groups
from dashboard.queries.badge_groups import credential_ids
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.pool import PoolDetails, checks
from dashboard.queries.relaxed import left_without_each, without_each

SHOWN = 500
MOST_ADDED = 200
"""Candidates put on a shortlist at once where no row is selected."""
MOST_WITH_BADGES = 10_000
"""Candidates whose badges go into one file, a row each; the file says so where there are more."""


def found(pool: PoolDetails, head: DeltaGenerator, *, is_blind: bool) -> None:
    """Who meets the conditions, what each condition removes, and one candidate's badges."""
    with st.container(border=True):
        chosen = conditions()
    steps = candidates.count_after_each_condition(chosen)
    total = int(steps["candidates"].iloc[-1])
    _head(head, candidate_words.QUESTION, candidate_words.answer(steps, pool.is_sample))
    if total:
        candidate_options.one_more(chosen, total)
    if len(steps) > 1:
        show.picture(
            funnel(steps, show.palette()),
            "funnel",
            "Left after each condition, in this order, and how many it removes.",
        )
    if total:
        _listed(chosen, steps, pool, is_blind=is_blind)
    else:
        st.info(
            show.escaped(candidate_words.nobody(steps, without_each(chosen))),
            icon=":material/person_search:",
        )
    show.how_counted(notes=candidate_words.NOTES)


def _listed(
    chosen: CandidateFilter, steps: pd.DataFrame, pool: PoolDetails, *, is_blind: bool
) -> None:
    total = int(steps["candidates"].iloc[-1])
    why = candidate_options.higher(chosen)
    sort = candidate_list.sort_choice(is_blind=is_blind)
    rows = candidate_list.rows(chosen, SHOWN, sort, is_blind=is_blind)
    selected = candidate_list.table(rows, chosen, sort, is_blind=is_blind)
    st.caption(candidate_words.more_rows(len(rows), total) + f". {candidate_words.SELECT}")
    if len(selected) == 1:
        asked = credential_ids(chosen.matching_badges())
        panel(selected.iloc[0], chosen.valid_on, why, asked, is_blind=is_blind)
    words = candidate_words.describe(chosen, steps, pool.is_sample, is_blind=is_blind)
    _files(chosen, sort, total, f"{words} · pool {pool.build_id}", is_blind=is_blind)
    with st.expander("Put them on a shortlist", icon=":material/playlist_add:"):
        _to_a_shortlist(rows, selected, total, words, pool)
    candidate_options.supply_and_demand(chosen)


def _files(chosen: CandidateFilter, sort: str, total: int, words: str, *, is_blind: bool) -> None:
    """The list as files: a row a candidate, and a row a matching badge."""

    def people() -> pd.DataFrame:
        rows = candidate_list.rows(chosen, None, sort, is_blind=is_blind)
        return candidate_list.exported_columns(rows, is_blind=is_blind)

    def badges() -> pd.DataFrame:
        return candidate_list.exported_badges(chosen, MOST_WITH_BADGES, sort, is_blind=is_blind)

    part = "" if total <= MOST_WITH_BADGES else f" · the first {count(MOST_WITH_BADGES)} candidates"
    with st.container(horizontal=True):
        exports.offer(with_this_pool(people), "candidates", words)
        exports.offer(with_this_pool(badges), "badges", words + part, of=", a row a badge")


def _to_a_shortlist(
    rows: pd.DataFrame, selected: pd.DataFrame, total: int, words: str, pool: PoolDetails
) -> None:
    """Put the selected rows on a shortlist, or the first of all where none is."""
    by = shortlist_views.decider()
    if by is None:
        return
    added = rows.head(MOST_ADDED) if selected.empty else selected
    show.caption(candidate_words.to_be_added(len(added), len(selected), total))
    ids = [str(i) for i in added["candidate_id"]]
    shortlist_views.add_to_shortlist(ids, words, pool.build_id, by)


def shortlisted(pool: PoolDetails, head: DeltaGenerator, *, is_blind: bool) -> None:
    """The shortlists, with who decided what and when."""
    _head(head, "Who is on the shortlists, and who decided what?", shortlists.summary(_known()))
    shortlist_views.section(shortlist_views.decider(), is_blind=is_blind)


def adverse_impact(pool: PoolDetails, head: DeltaGenerator, *, is_blind: bool) -> None:
    """Whether the filter leaves one self-reported group out more often than another.

    It names nobody, blind or not.
    """
    with st.expander("The conditions", icon=":material/filter_alt:"):
        chosen = conditions()
    after = list(candidates.left_after_each_condition(chosen))
    everybody = len(after[0][1])
    words = candidate_words.told_apart([w for w, _ in after[1:]])
    steps = [
        groups.everybody(),
        *(groups.Step(w, IN_ORDER, left) for w, (_, left) in zip(words, after[1:], strict=True)),
        *(groups.Step(words[n], WITHOUT, left) for n, left in left_without_each(chosen)),
    ]
    counted = pd.DataFrame(
        [(w, int(np.count_nonzero(left))) for w, left in after], columns=["condition", "candidates"]
    )
    filter_words = candidate_words.describe(chosen, counted, pool.is_sample)
    said = candidate_words.answer(counted, pool.is_sample)
    show.caption(f"{said} {filter_words}" if words else said)
    answer = fairness_views.adverse_impact(
        steps, everybody, filter_words, pool.build_id, is_sample=pool.is_sample
    )
    _head(head, "Does this filter leave out one group more than another?", answer)


VIEWS = {"Candidates": found, "Shortlists": shortlisted, "Adverse impact": adverse_impact}


def blind_toggle() -> bool:
    """Whether names, photos and contact are hidden; in the URL."""
    return st.toggle(
        "Blind review",
        key="blind",
        bind="query-params",
        persist_state="session",
        help="Names, contact and whatever else tells who somebody is are hidden, in the list, in "
        "one candidate's badges, on the shortlists and in the files. Groups are never shown here.",
    )


def _head(head: DeltaGenerator, question: str, answer: str) -> None:
    with head:
        show.question(question, answer)
        show.caption(f"{candidate_words.checks_line(checks())} {candidate_words.SIDEBAR}")


def _known() -> list[jobs.Shortlist]:
    try:
        return jobs.shortlists()
    except jobs.Refused:
        return []  # the section below says why
