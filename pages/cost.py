"""What credentials cost to earn and to keep, against how widely they are asked for."""

from datetime import UTC, datetime

import streamlit as st

from analysis.statistics import MEASURED
from dashboard import catalog_answers as answers
from dashboard import choices, exports, frame, show, tables
from dashboard.charts.costs import price_against_recognition
from dashboard.filters import describe
from dashboard.prices import with_keeping_cost
from dashboard.queries import catalog, recognition
from dashboard.ranking import state_of, with_shares
from dashboard.scrolling import at_least

filters = frame.filters()
base = recognition.denominators(filters)
state = state_of(base)
asked = with_shares(recognition.credentials(filters), base)

head = st.container()
years = choices.years_to_keep()
today = datetime.now(UTC).date()
filed = with_keeping_cost(catalog.credentials(filters), years, today)
counted = asked[["credential_id", "share", "low", "high", "postings", "n"]]
priced = filed.merge(counted, on="credential_id").dropna(subset=["total_usd"])

with head:
    show.question(
        "What does it cost to earn a credential and to keep it?",
        answers.cost(filed, priced if state == MEASURED else priced.head(0), years),
    )
if state != MEASURED:
    show.no_figure(base)
elif priced.empty:
    show.nothing(
        "None of these credentials has both a known price and a posting that asks for it. Choose "
        "another industry or more kinds in the sidebar."
    )
else:
    with at_least(620, "cost_scroll"):
        show.picture_of_credentials(
            price_against_recognition(priced, show.palette(), years),
            "price_recognition",
            None,
        )
    st.caption(show.escaped(answers.cost_note(filed, priced)))
if len(filed):
    shown = tables.cost_table(filed.merge(counted, on="credential_id", how="left"), years)
    tables.costs(shown, years)
    exports.offer(shown, "cost", describe(filters))
show.how_counted("price", "keep", "stale", "share", "interval", notes=answers.cost_notes())
show.sources_line(recognition.composition(filters))
