"""What credentials cost to earn and to keep, against how widely they are asked for."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import answers, exports, frame, show, tables
from dashboard.charts.costs import price_against_recognition
from dashboard.filters import describe
from dashboard.prices import with_keeping_cost
from dashboard.queries import catalog, recognition
from dashboard.ranking import with_shares

filters = frame.filters()
words = describe(filters)
head = st.container()
years = st.slider(
    "Years to keep it",
    1,
    10,
    5,
    key="years",
    bind="query-params",
    persist_state="session",
    width=360,
)
base = recognition.denominators(filters)
asked = with_shares(recognition.credentials(filters), int(base["postings"]))
today = datetime.now(UTC).date()
filed = with_keeping_cost(catalog.credentials(filters), years, today)
priced = filed.merge(
    asked[["credential_id", "share", "low", "high", "postings", "n"]], on="credential_id"
).dropna(subset=["total_usd"])

with head:
    show.question(
        "What does it cost to earn a credential and to keep it?", answers.cost(filed, priced, years)
    )
if priced.empty:
    show.nothing("None of these credentials has both a known price and a posting that asks for it.")
else:
    show.picture(
        price_against_recognition(priced, show.palette(), years),
        "price_recognition",
        answers.cost_note(filed, priced),
    )
table = filed.merge(asked[["credential_id", "postings", "share"]], on="credential_id", how="left")
tables.costs(table, years)
exports.offer(table, "cost", words)
show.how_counted("price", "keep", "stale", "share", notes=answers.cost_notes())
show.sources_line(recognition.composition(filters))
