"""A job ad: what it asks for, what that costs, who holds it, and whether that is usual."""

import streamlit as st

from analysis.statistics import MEASURED
from dashboard import exports, frame, job_ad, job_ad_input, job_ad_view, show
from dashboard import job_ad_words as words
from dashboard.filters import describe, where
from dashboard.queries import recognition
from dashboard.queries.job_ad import postings_naming_at_least
from dashboard.queries.pool import details
from dashboard.ranking import state_of, with_shares

filters = frame.filters().side_by_side()
head = st.container()
text = job_ad_input.ad()
reading = job_ad_view.read(text)
base = recognition.denominators(filters)
postings, employers = int(base["postings"]), int(base["employers"])
sources = recognition.composition(filters)
if reading is None:
    with head:
        show.question(words.QUESTION, words.PROMISE)
    job_ad_view.promise()
else:
    pool = details()
    state = state_of(base)
    market = recognition.credentials(filters)
    rows = job_ad_view.named(reading, market, base, filters, pool.reference_on)
    asked = int(rows["is_asked"].sum())
    as_many = postings_naming_at_least(filters, asked) if asked else 0
    must = job_ad.required(rows)
    with head:
        bills = job_ad.bill(must, "earn_usd"), job_ad.bill(must, "yearly_usd")
        usual = words.as_many(asked, as_many, postings, state, where(filters))
        show.question(words.QUESTION, words.answer(rows, *bills, usual))
    if asked:
        job_ad_view.headline(rows, pool, as_many, postings, state)
    job_ad_view.text_with_marks(reading)
    if len(rows):
        choices = f"{describe(filters)} · pool {pool.build_id}"
        exports.offer(job_ad_view.asked_for(rows, pool, state), "job_ad", choices)
    job_ad_view.other_names(reading)
    of_these = where(filters) or " of all industries"
    st.subheader(f"How the ad compares with postings{of_these}", anchor=False)
    job_ad_input.industry(filters)
    if state != MEASURED:
        show.no_figure(base, recognition.without_each(filters))
    else:
        show.composition(sources, base)
        missing = job_ad.left_out(with_shares(market, base), job_ad_view.in_the_ad(reading))
        job_ad_view.comparison(rows, missing)
show.how_counted("share", "interval", "strength", "too_few", "price", "yearly", notes=words.NOTES)
show.sources_line(sources)
