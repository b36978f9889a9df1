"""What a credential needs and leads to, the way to a goal, what overlaps, how industries stack."""

import streamlit as st

from analysis.statistics import MEASURED
from dashboard import frame, show
from dashboard.pathways import as_edges
from dashboard.queries import catalog, recognition
from dashboard.ranking import state_of, with_shares
from dashboard.stack_views import VIEWS, Shown

filters = frame.filters()
base = recognition.denominators(filters)
is_measured = state_of(base) == MEASURED
asked = with_shares(recognition.credentials(filters.side_by_side()), base)
shares = asked if is_measured else asked.head(0)
rows = catalog.edges()

head = st.container()
view = show.views(list(VIEWS), "stacks")
VIEWS[view](Shown(filters, base, shares, is_measured, rows, as_edges(rows)), head)
show.sources_line(recognition.composition(filters))
