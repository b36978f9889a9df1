"""People and teams against a role: a view of the page Roles and gaps."""

from collections.abc import Mapping
from dataclasses import replace
from time import monotonic

import streamlit as st

from analysis.cover import Answer
from analysis.next_steps import everything_missing, for_all, for_one, of_person
from dashboard import exports, holdings, role, show
from dashboard import team_words as words
from dashboard.charts.teams import team_matrix, width_px
from dashboard.pathways import as_edges
from dashboard.queries import catalog
from dashboard.queries import roles as queries
from dashboard.role import Shown
from dashboard.role_stack import Task, Wishes, covered_needs, steps
from dashboard.scrolling import at_least
from dashboard.tables import roles as role_tables
from dashboard.tables import teams as tables
from dashboard.team import Team, matrix, problem_of, team, together
from dashboard.warehouse import session_build

MOST_PEOPLE, MOST_NEEDS, MOST_STEPS = 30, 20, 10


def people(shown: Shown) -> None:
    """Who covers which need, what hangs on one person or ends soon, and what to earn next."""
    names = catalog.names()
    task = _task(shown)
    weights = task.problem.weights
    covers = covered_needs(weights, queries.credential_skills(), as_edges(catalog.edges()))
    reading = holdings.team(_example(task, names), shown.question.today)
    if not reading.holdings:
        show.caption(words.PROMISE)
        return
    one = team(reading.holdings, shown.needs, weights, covers, shown.question.today)
    st.markdown(f"##### {show.escaped(words.answer(one, shown.role.name))}")
    cells = matrix(one, MOST_PEOPLE, MOST_NEEDS)
    with at_least(width_px(min(len(one.has), MOST_PEOPLE)), "team_scroll"):
        counts = {need: len(who) for need, who in one.holders.items()}
        show.picture(team_matrix(cells, counts, names, show.palette()), "team_matrix")
    show.caption(words.note(one, MOST_PEOPLE, MOST_NEEDS))
    _next(shown, one, task, names)
    _tables(shown, one, task, names)
    with st.expander("How a team is counted", icon=":material/calculate:"):
        for text in words.METHOD:
            st.markdown(show.escaped(text))


def _next(shown: Shown, one: Team, task: Task, names: Mapping[str, str]) -> None:
    """The next step for all and for one."""
    st.subheader("The next step for the team", anchor=False)
    problems = {person: problem_of(one, task.problem, person) for person in one.has}
    advice = together(for_all(problems, one.weights, one.holders))
    if advice:
        st.markdown(show.escaped(words.step(*advice[0], one, names)))
        table = tables.steps_table(advice[:MOST_STEPS], one, names)
        tables.draw(table, "team_steps", "next step")
        exports.offer(table, "team_next_steps", shown.words)
    else:
        show.nothing(words.no_step(one))
    st.subheader("The next step for one person", anchor=False)
    # Not bound to the address: no name of a person may stand there.
    person = st.selectbox("Person", list(one.has), key="team_person", width=360)
    own = together(for_one(problems[person]))
    if own:
        st.markdown(show.escaped(words.step(*own[0], one, names)))
        table = tables.steps_table(own[:MOST_STEPS], one, names)
        tables.draw(table, "person_steps", "next step")
        exports.offer(table, "person_next_steps", shown.words)
    held, has = tuple(sorted(one.held[person])), tuple(sorted(one.has[person]))
    found = _way(str(session_build()), _question(shown), held, has, task)
    whole = replace(task, problem=problems[person])
    st.markdown(show.escaped(words.way(found, one, whole, person)))
    if found.stacks and found.stacks[0].steps:
        rows = steps(found.stacks[0], whole, catalog.named(found.stacks[0].steps))
        table = role_tables.steps_table(rows, shown.needs)
        role_tables.steps(table)
        exports.offer(table, "person_way", shown.words)


def _tables(shown: Shown, one: Team, task: Task, names: Mapping[str, str]) -> None:
    st.subheader("Coverage by person", anchor=False)
    table = tables.people_table(one, names)
    tables.draw(table, "team_people", "row")
    exports.offer(table, "team_coverage", shown.words)
    thin = tables.thin_table(one, _options(task, names))
    if len(thin):
        st.subheader("Covered by one person or nobody", anchor=False)
        tables.draw(thin, "team_thin", "need")
        exports.offer(thin, "team_single_points", shown.words)
    if one.endings:
        st.subheader("What ends or has ended", anchor=False)
        ids = tuple(sorted({e.holding.credential_id for e in one.endings}))
        renewals = catalog.named(ids).set_index("credential_id")
        table = tables.endings_table(one, names, renewals)
        tables.draw(table, "team_endings", "credential")
        exports.offer(table, "team_endings", shown.words)


def _plain(wishes: Wishes) -> Wishes:
    """Only what changes which credentials count; the rest is asked of the stack."""
    return Wishes(
        hours_a_week=wishes.hours_a_week,
        least_recognition=wishes.least_recognition,
        with_general=wishes.with_general,
    )


def _task(shown: Shown) -> Task:
    return role.task_of(_question(shown))


def _question(shown: Shown) -> role.RoleQuestion:
    return replace(shown.question, wishes=_plain(shown.question.wishes))


def _example(task: Task, names: Mapping[str, str]) -> list[str]:
    """Credentials that cover needs of the role, those that cover most first."""
    weights = task.problem.weights
    useful = [o for o in task.problem.options if o.skills]
    useful.sort(key=lambda o: (-sum(weights[s] for s in o.skills), o.option_id))
    return [names[o.option_id] for o in useful]


def _options(task: Task, names: Mapping[str, str]) -> dict[str, list[str]]:
    """need -> names of the credentials that cover it, the cheapest first."""
    found: dict[str, list[str]] = {}
    for o in sorted(task.problem.options, key=lambda o: (o.cost_usd, o.option_id)):
        for need in o.skills:
            found.setdefault(need, []).append(names[o.option_id])
    return found


@st.cache_data(max_entries=300, show_spinner=False)
def _way(
    build: str,
    question: role.RoleQuestion,
    held: tuple[str, ...],
    has: tuple[str, ...],
    _task: Task,
) -> Answer:
    """The cheapest way to all that is missing. The key holds credentials, and no person."""
    return everything_missing(of_person(_task.problem, held, has), clock=monotonic)
