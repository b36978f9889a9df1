"""Two to six credentials side by side, with the kinds they compete with."""

from datetime import UTC, datetime

import streamlit as st

from analysis.statistics import MEASURED
from dashboard import catalog_answers as answers
from dashboard import choices, exports, frame, show, tables
from dashboard.charts.price_steps import crossings_note, price_steps
from dashboard.charts.shares import ranking
from dashboard.comparison import counts_of, side_by_side
from dashboard.depth_views import fit_of, kinds, strips
from dashboard.filters import describe
from dashboard.prices import price_lines, totals_by_year, with_keeping_cost
from dashboard.queries import catalog, recognition
from dashboard.ranking import state_of, with_shares

MEASURES = ("share", "interval", "price", "keep", "depth", "focus", "level_fit", "onward")
DEFAULT = ("comptia-security-plus", "cissp-certified-information-systems-security-professional")
filters = frame.filters()
names = catalog.names()
base = recognition.denominators(filters)
state = state_of(base)
asked = recognition.credentials(filters.side_by_side())
summary = catalog.kind_summary(filters)

head = st.container()
chosen = choices.several_of("compare", "Credentials to compare (2 to 6)", names, DEFAULT, at_most=6)
years = choices.years_to_keep()
drawn = max(years, 1)
rows = with_keeping_cost(catalog.named(chosen), years, datetime.now(UTC).date())
shares = with_shares(counts_of(rows, asked), base)
with head:
    show.question(
        "Which of these credentials is worth it?", answers.compare(shares, rows, base, years)
    )
if len(rows) < 2:
    choices.offer_more("compare", rows, catalog.sharing_skills)
else:
    fit, own = fit_of(filters, rows), catalog.skills_of(chosen)
    table = side_by_side(rows, shares, own, catalog.edges(), state, years, fit.rows)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("How widely they are asked for", anchor=False)
        if state == MEASURED:
            show.picture(ranking(shares, show.palette()), "compare_shares")
        else:
            show.no_figure(base)
    with right:
        st.subheader("What they cost over the years", anchor=False)
        lines, beside = price_lines(rows, drawn), answers.references(summary)
        if lines.empty:
            show.nothing("No price of these is known in full, so that no line can be drawn.")
        else:
            note = answers.steps_note(rows, crossings_note(lines, beside))
            show.picture(price_steps(lines, beside, show.palette(), drawn), "compare_costs", note)
            tables.totals(totals_by_year(lines, drawn))
    strips(fit.parts, "compare_depth", "How deep they go")
    st.subheader("Side by side", anchor=False)
    tables.side_by_side(table)
    exports.offer(table.reset_index(names="Measure"), "compare", describe(filters))
kinds(filters, asked, base)
show.how_counted(*MEASURES, notes=answers.compare_notes())
show.sources_line(recognition.composition(filters))
