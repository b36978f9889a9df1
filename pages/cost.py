"""What credentials cost to own, what makes that up, what it buys, and when it is paid back."""

import streamlit as st

from dashboard import cost_answers, cost_settings, flexibility, frame, show
from dashboard.cost_views import VIEWS, Shown, whole_catalog
from dashboard.queries import cost as queries
from dashboard.queries import recognition

filters = frame.filters()
base = recognition.denominators(filters)
counted = recognition.credentials(filters)

head = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen = cost_settings.settings(queries.wage(filters))
    wanted = cost_settings.flexibility()
show.caption(chosen.words)
view = show.views(list(VIEWS))

everything = whole_catalog(chosen.terms)
filed = everything[everything["credential_id"].isin(queries.credentials(filters)["credential_id"])]
rows, unknown = flexibility.matching(filed, wanted)
if wanted:
    words = cost_settings.wanted_in_words(wanted)
    show.caption(cost_answers.left_out(len(rows), len(filed), unknown, words))
rows = rows.merge(counted[["credential_id", "postings"]], on="credential_id", how="left")
VIEWS[view](Shown(filters, chosen, rows, counted, base, head))
show.how_counted(
    "ownership",
    "price",
    "attempts",
    "loaded_wage",
    "per_hour",
    "per_skill",
    "per_new_skill",
    "payback",
    "stack",
    "stale",
    "share",
    "interval",
    notes=cost_answers.notes(),
)
show.sources_line(recognition.composition(filters))
