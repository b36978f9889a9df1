"""Beside the list: what one more condition would leave, what counts as higher, demand."""

import zlib
from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import show
from dashboard.candidate_further import experience_further, held_further, wider
from dashboard.candidate_market import against_demand, asked_badges, market_note
from dashboard.candidate_words import chain
from dashboard.metrics import count, plural
from dashboard.queries.badge_groups import BADGE, ISSUER, LEVEL, SKILL, credential_names, stand_ins
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.options import PLACE, further, left_under

HELD, EXPERIENCE = "held", "experience"
KINDS = {
    BADGE: "Badge",
    ISSUER: "Issuer",
    SKILL: "Skill",
    LEVEL: "Level",
    PLACE: "Place",
    HELD: "How it is held",
    EXPERIENCE: "Experience",
}
WAYS = {HELD: held_further, EXPERIENCE: experience_further}
LEFT, REMOVED = "Left", "Removed"


def one_more(chosen: CandidateFilter, total: int) -> None:
    """How many candidates each further condition would leave; a selected one is added."""
    with st.expander("What one more condition would leave", icon=":material/filter_alt:"):
        kind = st.segmented_control(
            "One more",
            list(KINDS),
            default=BADGE,
            required=True,
            key="one_more",
            bind="query-params",
            format_func=KINDS.__getitem__,
            label_visibility="collapsed",
        )
        names, left, add = (_ways if kind in WAYS else _terms)(chosen, kind)
        # A selection is a row number: another table must not inherit it.
        key = f"more_{zlib.crc32(repr((chosen, kind)).encode()):08x}"

        def ask_for_it() -> None:
            for n in st.session_state[key].selection.rows:
                add(n)

        st.dataframe(
            pd.DataFrame({KINDS[kind]: names, LEFT: left, REMOVED: [total - n for n in left]}),
            hide_index=True,
            key=key,
            height=min(320, 38 + 35 * len(names)),
            on_select=ask_for_it,
            selection_mode="single-row",
            alt=f"{len(names)} options, each with how many of the {count(total)} candidates it "
            "would leave.",
        )
        st.caption(
            "Counted under all conditions above, on the same date. Select a row to ask for it too."
            + (" Several places are any of them." if kind == PLACE and chosen.places else "")
        )
        if kind == HELD:
            ways = wider(chosen)
            counted = left_under([w.chosen for w in ways])
            told = [
                f"“{w.name}” would leave {count(n)}" for w, n in zip(ways, counted, strict=True)
            ]
            if told:
                show.caption(f"The other way: {', '.join(told)}.")


def _terms(
    chosen: CandidateFilter, kind: str
) -> tuple[list[str], list[int], Callable[[int], None]]:
    """Badges, issuers, skills, levels or places: names, who would be left, and how to ask for one
    by its number."""
    rows = further(chosen, kind)
    taken = chosen.places if kind == PLACE else chosen.all_of
    rows = rows[~rows["term"].isin(taken)].reset_index(drop=True)

    def add(n: int) -> None:
        target = "where" if kind == PLACE else "all_of"
        st.session_state[target] = [*st.session_state[target], rows["term"].iloc[n]]

    return list(rows["name"]), list(rows["candidates"]), add


def _ways(chosen: CandidateFilter, kind: str) -> tuple[list[str], list[int], Callable[[int], None]]:
    """The same for how badges are held, or for experience."""
    ways = WAYS[kind](chosen)

    def add(n: int) -> None:
        st.session_state.update(ways[n].sets)

    return [w.name for w in ways], left_under([w.chosen for w in ways]), add


def higher(chosen: CandidateFilter) -> dict[str, str]:
    """Say which badges count for those that are asked for, and why: credential id -> reason."""
    if not chosen.or_higher:
        return {}
    names = credential_names()
    why: dict[str, str] = {}
    for found in stand_ins(asked_badges(chosen)).values():
        for i, steps in found.items():
            why[i] = "; ".join(filter(None, [why.get(i), chain(steps, names)]))
    if why:
        title = f"{plural(len(why), 'badge')} held here may count as well, and why"
        with st.expander(title, icon=":material/moving:"):
            st.markdown("\n".join(f"- {show.escaped(reason)}" for reason in why.values()))
    else:
        st.caption("No badge held in this pool is known to equal or exceed those asked for.")
    return why


def supply_and_demand(chosen: CandidateFilter) -> None:
    """For each badge asked for: how many hold it here, how many postings ask for it."""
    asked = asked_badges(chosen)
    if not asked:
        return
    st.subheader("Supply here, demand in postings", anchor=False)
    st.dataframe(
        against_demand(chosen, asked),
        hide_index=True,
        key="supply_and_demand",
        alt=f"{len(asked)} badges with their holders in the pool and the postings that ask.",
        placeholder="not counted",
    )
    st.caption(show.escaped(market_note()))
