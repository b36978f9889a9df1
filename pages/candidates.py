"""Which candidates hold the badges that a job needs."""

import streamlit as st

from dashboard import candidate_list, candidate_options, candidate_words, exports, frame, show
from dashboard.candidate_choices import conditions
from dashboard.charts.funnel import funnel
from dashboard.people import with_this_pool
from dashboard.queries import candidates
from dashboard.queries.pool import details
from dashboard.queries.relaxed import without_each

SHOWN = 500
frame.filters()  # declares the pages where this one is the first to be visited
pool = details()
if pool.is_sample:
    with st.bottom:
        st.markdown(
            f":orange-badge[:material/science: {candidate_words.INVENTED}] Nobody in it exists; "
            "names, badges and dates are generated."
        )

head = st.container()
chosen = conditions()
steps = candidates.count_after_each_condition(chosen)
total = int(steps["candidates"].iloc[-1])
with head:
    show.question(
        "Who holds the badges this job needs?", candidate_words.answer(steps, pool.is_sample)
    )
    st.caption("The choices in the sidebar are about postings; they do not change this page.")
    if not pool.is_sample:
        st.caption(f"{candidate_words.UNVERIFIED}.")

if len(steps) > 1:
    show.picture(
        funnel(steps, show.palette()),
        "funnel",
        "Left after each condition, in this order, and how many it removes.",
    )
if not total:
    st.info(
        show.escaped(candidate_words.nobody(steps, without_each(chosen))),
        icon=":material/person_search:",
    )
else:
    why = candidate_options.higher(chosen)
    sort = candidate_list.sort_choice()
    selected = candidate_list.table(candidates.matching(chosen, SHOWN, sort), chosen, sort)
    st.caption(
        candidate_words.more_rows(min(SHOWN, total), total)
        + ". Select a row to see every badge of a candidate."
    )
    if selected is not None:
        candidate_list.panel(selected, chosen.valid_on, why)
    exports.offer(
        with_this_pool(
            lambda: candidate_list.exported_columns(candidates.matching(chosen, sort=sort))
        ),
        "candidates",
        candidate_words.describe(chosen, steps, pool.build_id, pool.is_sample),
    )
    candidate_options.one_more(chosen, total)
    candidate_options.supply_and_demand(chosen)
show.how_counted(notes=candidate_words.NOTES)
st.divider()
st.caption(
    f"Pool of candidates: build {pool.build_id}, its dates as of "
    f"{candidate_words.day(pool.reference_on)} · [sources and methods](sources)"
)
