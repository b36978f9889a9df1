"""Where to start: a few questions, and a plan to share and to print."""

from datetime import UTC, datetime

import streamlit as st

from analysis.needs import LEAST_SHARE
from dashboard import assessment_choices, frame, role_answers, show
from dashboard import assessment_words as words
from dashboard.assessment import RECOGNISED, plan
from dashboard.assessment_view import NO_NEEDS, Shown, draw
from dashboard.queries import catalog, recognition
from dashboard.queries import roles as queries
from dashboard.role import role
from dashboard.role_needs import refusal

filters = frame.filters()
every = queries.roles(filters)
base = recognition.denominators(filters)
if every.empty:
    show.question(words.QUESTION, "No posting under these choices tells its occupation.")
    show.no_figure(base, recognition.without_each(filters))
else:
    head = st.container()
    names = catalog.names()
    asked = assessment_choices.asked(filters, every, names)
    chosen = role(filters, asked.soc_code) if asked.soc_code else None
    needs = chosen.needs(LEAST_SHARE) if chosen else NO_NEEDS
    refused = refusal(chosen.row, needs, chosen.told, filters.least) if chosen else None
    if chosen and refused:
        with head:
            show.question(words.QUESTION, f"{chosen.name}: too little to plan with.")
        show.nothing(f"{refused} {words.WIDEN}")
    else:
        today = datetime.now(UTC).date()
        found = plan(filters, asked, today)
        counts = recognition.credentials(filters.side_by_side())
        shown = Shown(filters, found, chosen, needs, counts, base, names, today)
        sentence, thin = words.answer(found, shown.goal), None
        if chosen and asked.aim != RECOGNISED:
            thin = role_answers.refusal(found.found.task, needs, found.found, names)
        with head:
            show.question(words.QUESTION, words.thin(shown.goal) if thin else sentence)
        if thin:
            show.nothing(f"{thin} {words.WIDEN}")
        elif found.found.answer.stacks:
            draw(shown)
    show.how_counted("need", "stack", "share", "interval", "price", notes=words.NOTES)
show.sources_line(recognition.composition(filters))
