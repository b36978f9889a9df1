"""What a credential needs, what it leads to, and how far an industry's credentials stack."""

from datetime import UTC, datetime

import streamlit as st

from analysis.stacks import pathway
from analysis.statistics import MEASURED
from dashboard import catalog_answers as answers
from dashboard import choices, exports, frame, show, tables
from dashboard.charts.pathways import least_width, pathway_graph
from dashboard.charts.stacks import industry_stackability
from dashboard.filters import describe
from dashboard.pathways import as_edges, drawn_steps, evidence, indicators_by_industry, with_notes
from dashboard.prices import with_keeping_cost
from dashboard.queries import catalog, recognition
from dashboard.ranking import state_of, with_shares
from dashboard.scrolling import at_least

DEFAULT = "comptia-security-plus"
filters = frame.filters()
base = recognition.denominators(filters)
is_measured = state_of(base) == MEASURED
asked = with_shares(recognition.credentials(filters.side_by_side()), base)
rows = catalog.edges()
edges = as_edges(rows)
names = catalog.connected(filters.industry)
industries = indicators_by_industry(catalog.sector_members(), edges)
own = industries.loc[industries["naics_sector"] == filters.industry, "industry"]
industry = None if own.empty else str(own.iloc[0])

head = st.container()
focus = choices.one_of("credential", "Credential", names, DEFAULT)
if industry:
    note = answers.industry_order_note(industry, catalog.connected_in(filters.industry))
    st.caption(show.escaped(note))
path = pathway(edges, focus)
with head:
    show.question(
        "What does a credential need, and what does it lead to?",
        answers.stackability(names[focus], path, rows),
    )
facts = with_keeping_cost(catalog.named(tuple(path.layers)), 0, datetime.now(UTC).date())
nodes = with_notes(catalog.nodes(), facts, asked if is_measured else asked.head(0))
with at_least(least_width(path), "pathway_scroll"):
    choices.clickable(
        pathway_graph(path, nodes, show.palette(), evidence(rows)), "credential", names, focus
    )
st.caption(show.escaped(answers.pathway_note(path, int(base["postings"]), is_measured)))
steps = tables.steps_table(drawn_steps(rows, path))
tables.steps(steps)
exports.offer(steps, "steps", f"{names[focus]} · {describe(filters)}")

st.subheader("Which industries' credentials stack?", anchor=False)
st.markdown(show.escaped(answers.industry_stackability(industries, industry)))
show.picture(industry_stackability(industries, show.palette(), industry), "industries")
stacked = tables.stackability_table(industries)
tables.stackability(stacked)
exports.offer(stacked, "stackability", describe(filters))
show.how_counted("onward", "credit_bearing", "receiving", notes=answers.stackability_notes())
show.sources_line(recognition.composition(filters))
