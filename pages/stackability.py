"""What a credential needs, what it leads to, and how far an industry's credentials stack."""

import streamlit as st

from analysis.stacks import pathway
from dashboard import answers, choices, exports, frame, show, tables
from dashboard.charts.stacks import industry_stackability, pathway_graph
from dashboard.filters import describe
from dashboard.pathways import as_edges, indicators_by_industry, with_notes
from dashboard.queries import catalog, recognition

DEFAULT = "comptia-security-plus"
filters = frame.filters()
rows = catalog.edges()
edges = as_edges(rows)
names = catalog.connected()
asked = recognition.credentials(filters)
industries = indicators_by_industry(catalog.sector_members(), edges)

head = st.container()
focus = choices.one_of("credential", "Credential", names, DEFAULT)
path = pathway(edges, focus)
with head:
    show.question(
        "What does a credential need, and what does it lead to?",
        answers.stackability(names[focus], path, rows),
    )
nodes = with_notes(catalog.nodes(), catalog.named(tuple(path.layers)), asked)
show.picture(pathway_graph(path, nodes, show.palette()), "pathway", answers.pathway_note(path))
tables.steps(rows, focus)

st.subheader("Which industries' credentials stack?", anchor=False)
st.markdown(show.escaped(answers.industry_stackability(industries)))
show.picture(industry_stackability(industries, show.palette()), "industries")
tables.stackability(industries)
exports.offer(industries, "stackability", describe(filters))
show.how_counted("onward", "credit_bearing", "receiving", notes=answers.stackability_notes())
show.sources_line(recognition.composition(filters))
