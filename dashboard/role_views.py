"""The views of the page Roles and gaps: each draws its picture, its table and its export."""

import streamlit as st

from dashboard import exports, show
from dashboard import role_answers as answers
from dashboard.charts.roles import budgets_chart, coverage_matrix, needs_chart
from dashboard.queries import catalog
from dashboard.queries import roles as queries
from dashboard.role import Shown, frontier
from dashboard.role_stack import status_of_needs, steps
from dashboard.scrolling import at_least
from dashboard.tables import roles as tables
from dashboard.team_views import people

SHOWN_NEEDS = 30


def needed(shown: Shown) -> None:
    found = shown.solved()
    status = status_of_needs(shown.needs, found.answer, found.task)
    rows = shown.needs.assign(status=status)
    chart = needs_chart(rows.head(SHOWN_NEEDS), show.palette())
    show.picture(chart, "needs", answers.needs_note(rows, shown.role, SHOWN_NEEDS))
    table = tables.needs_table(rows, queries.technologies(str(shown.role.row["soc_code"])))
    tables.needs(table)
    exports.offer(table, "needs", shown.words)
    _onet(shown)


def stack(shown: Shown) -> None:
    found = shown.solved()
    if not found.answer.stacks:
        show.nothing(answers.no_stack(found.answer))
        return
    best = found.answer.stacks[0]
    show.headline(answers.headline(found, shown.needs))
    if not best.steps:
        show.nothing("What is held covers it already; there is nothing left to earn.")
        return
    rows = steps(best, found.task, catalog.named(best.steps))
    chart = coverage_matrix(rows, shown.needs.head(SHOWN_NEEDS), found, show.palette())
    with at_least(160 + 74 * len(rows), "stack_scroll"):
        show.picture(chart, "stack")
    show.caption(answers.stack_note(found, rows, shown.question.wishes))
    table = tables.steps_table(rows, shown.needs)
    tables.steps(table)
    exports.offer(table, "stack", shown.words)
    st.subheader("What else would do, and what a quick choice would cost", anchor=False)
    others = tables.alternatives_table(found, catalog.names())
    tables.alternatives(others)
    exports.offer(others, "stacks", shown.words)
    for line in answers.left_out(found, shown.needs, catalog.names()):
        st.markdown(show.escaped(line))


def budget(shown: Shown) -> None:
    points = frontier(shown.question)
    task = shown.solved().task
    if not points:
        show.nothing(answers.no_stack(shown.solved().answer))
        return
    rows = tables.budgets(points, task)
    show.picture(budgets_chart(rows, show.palette()), "budgets", answers.budgets_note(rows))
    table = tables.budgets_table(rows, catalog.names())
    tables.draw_budgets(table)
    exports.offer(table, "budgets", shown.words)


VIEWS = {
    "What it needs": needed,
    "Cheapest stack": stack,
    "Most for a budget": budget,
    "People and teams": people,
}


def _onet(shown: Shown) -> None:
    """What O*NET says of the occupation, beside the postings."""
    code = str(shown.role.row["soc_code"])
    listed = tables.technologies_table(queries.technologies(code), shown.needs)
    rated = tables.ratings_table(queries.ratings(code), shown.needs)
    with st.expander("What O*NET lists for this occupation", icon=":material/memory:"):
        if listed.empty:
            show.caption("O*NET lists no technology for this occupation.")
        else:
            tables.technologies(listed)
            exports.offer(listed, "technologies", shown.words)
        if rated.empty:
            show.caption(answers.NO_RATINGS)
        else:
            tables.ratings(rated)
            exports.offer(rated, "ratings", shown.words)
