"""Two to six credentials side by side, with the kinds they compete with."""

from datetime import UTC, datetime

import streamlit as st

from analysis.statistics import MEASURED, figure_state
from dashboard import answers, choices, exports, frame, show, tables
from dashboard.charts.costs import price_steps
from dashboard.charts.shares import ranking
from dashboard.comparison import kinds_side_by_side, side_by_side
from dashboard.filters import describe
from dashboard.prices import with_keeping_cost, yearly_totals
from dashboard.queries import catalog, recognition
from dashboard.ranking import with_shares

DEFAULT = ("comptia-security-plus", "certified-information-systems-security-professional")
YEARS = 10
filters = frame.filters()
names = catalog.names()
base = recognition.denominators(filters)
asked = recognition.credentials(filters.any_kind())

head = st.container()
chosen = choices.several_of("compare", "Credentials to compare (2 to 6)", names, DEFAULT, at_most=6)
rows = with_keeping_cost(catalog.named(chosen), 5, datetime.now(UTC).date())
counted = rows[["credential_id", "name"]].merge(
    asked.drop(columns=["name"]), on="credential_id", how="left"
)
counts = ["postings", "required", "preferred", "mentioned", "employers", "sources"]
counted[counts] = counted[counts].fillna(0).astype(int)
shares = with_shares(counted, int(base["postings"]))
state = figure_state(int(base["postings"]), int(base["employers"]))
with head:
    show.question("Which of these credentials is worth it?", answers.compare(shares, rows, base))
if len(rows) < 2:
    show.nothing("Choose at least two credentials to compare.")
else:
    table = side_by_side(rows, shares, catalog.skills_of(chosen), catalog.edges(), state)
    tables.side_by_side(table)
    exports.offer(table.reset_index(names="Measure"), "compare", describe(filters))
    left, right = st.columns(2)
    with left:
        st.subheader("How widely they are asked for", anchor=False)
        if state == MEASURED:
            show.picture(ranking(shares, show.palette()), "compare_shares")
        else:
            show.no_figure(state, int(base["postings"]), int(base["employers"]))
    with right:
        st.subheader("What they cost over the years", anchor=False)
        show.picture(
            price_steps(yearly_totals(rows, YEARS), show.palette()),
            "compare_costs",
            answers.steps_note(rows, YEARS),
        )
st.subheader("Microcredential, certificate or degree?", anchor=False)
tables.kinds(kinds_side_by_side(catalog.kind_summary(filters), asked, base))
show.how_counted("share", "interval", "price", "keep", "onward", "credit_bearing")
show.sources_line(recognition.composition(filters))
