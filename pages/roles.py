"""What a role needs, the cheapest stack of credentials for it, and who holds what already."""

from datetime import UTC, datetime

import streamlit as st

from analysis.needs import DRAWN
from analysis.statistics import MEASURED
from dashboard import frame, role_choices, show
from dashboard import role_answers as answers
from dashboard.queries import catalog, recognition
from dashboard.queries import roles as queries
from dashboard.role import RoleQuestion, Shown, role
from dashboard.role_needs import refusal
from dashboard.role_views import VIEWS

QUESTION = "What does a role need, and what is the cheapest way there?"
filters = frame.filters()
every = queries.roles(filters)
if every.empty:
    show.question(QUESTION, "No posting under these choices tells its occupation.")
    show.no_figure(recognition.denominators(filters), recognition.without_each(filters))
else:
    head = st.container()
    code, least = role_choices.role(every)
    chosen = role(filters, code)
    needs = chosen.needs(least)
    refused = refusal(chosen.row, needs, chosen.told, filters.least)
    if chosen.told not in (MEASURED, DRAWN) or refused:
        with head:
            show.question(QUESTION, f"{chosen.name}: too little to say.")
        show.nothing(refused or "")
    else:
        names = catalog.names()
        wishes, years = role_choices.wishes(names)
        today = datetime.now(UTC).date()
        question = RoleQuestion(filters, code, wishes, today, least, years)
        shown = Shown(question, chosen, needs)
        found = shown.solved()
        with head:
            show.question(QUESTION, answers.answer(chosen, needs, found))
        view = show.views(list(VIEWS))
        thin = answers.refusal(found.task, needs, found, names)
        if thin and view in ("Cheapest stack", "Most for a budget"):
            show.nothing(thin)
        else:
            VIEWS[view](shown)
    show.how_counted("need", "cheapest_stack", "interval", "price", "keep", notes=answers.METHOD)
show.sources_line(recognition.composition(filters))
