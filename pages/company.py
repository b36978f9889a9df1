"""What credentials were worth at the employer's own company, beside what the market asks."""

import streamlit as st

from dashboard import company, company_table, exports, frame, show
from dashboard.charts.hires import with_and_without
from dashboard.filters import describe
from dashboard.queries import hires, recognition
from dashboard.ranking import state_of, with_shares

QUESTION = "What were credentials worth at our company?"
SHOWN = 15
filters = frame.filters()
if not hires.is_imported():
    show.question(QUESTION, "Not collected: no hires of your own have been imported.")
    st.info(show.escaped(company.HOW_TO_IMPORT), icon=":material/upload_file:")
    st.code(company.COMMAND, language="bash")
    show.how_counted(*company.MEASURES_SHOWN, notes=[company.ASSOCIATION])
    show.sources_line(recognition.composition(filters))
    st.stop()

known = hires.details()
base = recognition.denominators(filters)
market_n = int(base["postings"])
market = with_shares(recognition.credentials(filters.side_by_side()), base)
everything = company.compared(hires.counts_by_role())

head = st.container()
view = show.views(list(company.VIEWS))
measure = company.VIEWS[view]
rows = company.for_measure(everything, measure)
with head:
    show.question(QUESTION, company.answer(rows, measure, known.applications))
    st.markdown(show.escaped(company.ASSOCIATION))
    show.headline(company.headline(known))
measured = rows[rows["is_measured"]]
if measured.empty:
    st.info(show.escaped(company.too_few(rows, measure)), icon=":material/data_thresholding:")
else:
    show.wide_picture(
        with_and_without(measured.head(SHOWN), company.OUTCOMES[measure], show.palette()),
        "company",
        company.picture_note(rows, SHOWN),
    )
if len(rows):
    table = company_table.shown_table(rows, market, market_n, state_of(base))
    company_table.draw_table(table)
    exports.offer(table, "company", f"{view} · {describe(filters)} · hires {known.build_id}")
show.how_counted(*company.MEASURES_SHOWN, notes=company.notes(known))
st.caption(
    f"Your own hires: build {known.build_id}, as of {known.observed_on:%d %B %Y}. The market's "
    "share is taken from the sources in the line below."
)
show.sources_line(recognition.composition(filters))
