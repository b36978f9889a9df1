"""What is said of a team, its matrix and its tables, on small teams made by hand."""

from datetime import date, timedelta

import pandas as pd
import pytest

from analysis.cover_problem import Problem
from analysis.earning_order import Option
from analysis.next_steps import everything_missing, for_all, for_one
from analysis.teams import EXPIRES, HOLDS, MISSING, Holding
from dashboard import team_words as words
from dashboard.charts.style import DARK, LIGHT
from dashboard.charts.teams import team_matrix
from dashboard.role_stack import Task, offer
from dashboard.tables.teams import endings_table, people_table, steps_table, thin_table
from dashboard.team import Team, matrix, problem_of, team, together

DAY = date(2026, 11, 30)
NEEDS = pd.DataFrame(
    {
        "need_id": ["net", "sec", "talk", "cook"],
        "name": ["Networks", "Security", "Talking", "Cooking"],
        "share": [0.6, 0.3, 0.5, 0.1],
    }
).sort_values("share", ascending=False)
WEIGHTS = {"net": 0.6, "sec": 0.3, "cook": 0.1}
COVERS = {"n": frozenset({"net"}), "s": frozenset({"sec", "net"})}
NAMES = {"n": "Net One", "s": "Sec One", "gone": "Gone"}
OPTIONS = (
    Option("n", 100.0, 10.0, frozenset({"net"})),
    Option("s", 300.0, 50.0, frozenset({"sec", "net"}), (frozenset({"n"}),)),
)
PROBLEM = Problem(WEIGHTS, OPTIONS)
EMPTY = frozenset[str]()
TASK = Task(PROBLEM, offer((), ()), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY)


def of(*holdings: Holding) -> Team:
    return team(holdings, NEEDS, WEIGHTS, COVERS, DAY)


TWO = of(
    Holding("Ana", "s", DAY + timedelta(days=10)),
    Holding("Ben", "n"),
    Holding("Ben", "s", DAY - timedelta(days=1)),
)


def test_the_sentence_of_a_team() -> None:
    said = words.answer(TWO, "Net People")
    assert said == (
        "Together 2 people cover 90 % of what is asked of net people, weighted. 1 need hangs on "
        "one person (Security), and 1 need is covered by nobody (Cooking). 1 credential ends "
        "within 90 days: not renewed, the team is left with 60 %. 1 credential is over already."
    )
    alone = words.answer(of(Holding("Ana", "gone")), "Net People")
    assert alone.startswith("1 person covers 0 % of what")
    assert "No need hangs on one person, and 3 needs are covered by nobody" in alone


def test_general_needs_that_do_not_count_are_not_shown() -> None:
    assert list(TWO.needs["need_id"]) == ["net", "sec", "cook"]
    cells = matrix(TWO, 30, 20)
    assert set(cells["need"]) == {"Networks", "Security", "Cooking"}


def test_the_matrix_has_a_state_and_a_reason_for_each_pair() -> None:
    cells = matrix(TWO, 30, 20).set_index(["person", "need_id"])
    assert cells.loc[("Ana", "sec"), "state"] == EXPIRES
    assert cells.loc[("Ana", "sec"), "until"] == DAY + timedelta(days=10)
    assert cells.loc[("Ben", "net"), "state"] == HOLDS
    assert cells.loc[("Ben", "net"), "by"] == ("n",)
    assert cells.loc[("Ben", "net"), "until"] is None or pd.isna(cells.loc[("Ben", "net"), "until"])
    assert cells.loc[("Ben", "sec"), "state"] == MISSING
    assert list(dict.fromkeys(i[0] for i in cells.index)) == ["Ana", "Ben"]
    assert len(matrix(TWO, 1, 2)) == 2


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_picture_tells_states_by_shape_and_colour(palette: object) -> None:
    cells = matrix(TWO, 30, 20)
    counts = {n: len(who) for n, who in TWO.holders.items()}
    chart = team_matrix(cells, counts, NAMES, palette)  # type: ignore[arg-type]
    symbols = {t.name: (t.marker.symbol, t.marker.color) for t in chart.figure.data}
    assert len(set(symbols.values())) == len(symbols) == 3
    assert "Covered by one person only: 1; by nobody: 1" in chart.alt
    texts = [a.text for a in chart.figure.layout.annotations]
    assert texts == ["2", "one only", "nobody"]


def test_names_of_people_cannot_set_tags_in_the_picture() -> None:
    one = of(Holding("<b>A</b>", "n"))
    figure = team_matrix(matrix(one, 5, 5), {"net": 1, "sec": 0, "cook": 0}, NAMES, LIGHT).figure
    shown = [*figure.layout.xaxis.ticktext, *(h for t in figure.data for h in t.hovertext)]
    assert not any("<b>A" in text.removeprefix("<b>") for text in shown)


def test_tables_of_a_team() -> None:
    people = people_table(TWO, NAMES).set_index("Person")
    assert people.loc["Ana", "Covers, % of the needs"] == pytest.approx(90)
    assert people.loc["Ana", "Once it has ended, %"] == 0
    assert people.loc["Ana", "Alone with"] == "Security"
    thin = thin_table(TWO, {"sec": ["Sec One"]})
    assert list(thin["Covered by"]) == ["Ana", "nobody"]
    assert list(thin["Credentials that cover it"]) == ["Sec One", "none with a known price"]
    fees = pd.DataFrame({"renewal_fee_usd": {"s": 50.0}})
    ends = endings_table(TWO, NAMES, fees).set_index("Person")
    assert ends.loc["Ana", "The person loses"] == "Networks and Security"
    assert ends.loc["Ana", "The team loses"] == "Security"
    assert ends.loc["Ana", "Renewal fee"] == "$50"
    assert ends.loc["Ben", "When"] == "over since 1 day: not counted"


def test_next_steps_in_words_and_numbers() -> None:
    problems = {p: problem_of(TWO, PROBLEM, p) for p in TWO.has}
    advice = together(for_all(problems, WEIGHTS, TWO.holders))
    assert [(who, s.option_id) for s, who in advice] == [(("Ben",), "s")]
    assert words.step(*advice[0], TWO, NAMES) == (
        "Ben: Sec One, for $300 and about 50 hours: closes Security."
    )
    table = steps_table(advice, TWO, NAMES)
    assert table.loc[0, "Who"] == "Ben"
    assert table.loc[0, "Of the needs, %"] == pytest.approx(30)
    assert table.loc[0, "Points for $100"] == pytest.approx(10)
    nobody = of(Holding("Eve", "gone"))
    own = together(for_one(problem_of(nobody, PROBLEM, "Eve")))
    assert "Who" not in steps_table(own, nobody, NAMES)
    assert "Sec One, after Net One, for $400" in words.step(
        *next(s for s in own if s[0].option_id == "s"), nobody, NAMES
    )


def test_a_step_that_is_the_same_for_several_stands_once() -> None:
    three = of(Holding("A", "gone"), Holding("B", "gone"), Holding("C", "gone"))
    problems = {p: problem_of(three, PROBLEM, p) for p in three.has}
    advice = together(for_all(problems, WEIGHTS, three.holders))
    assert [(s.option_id, who) for s, who in advice] == [
        ("n", ("A", "B", "C")),
        ("s", ("A", "B", "C")),
    ]
    assert words.step(*advice[0], three, NAMES).startswith("A or any of 2 others: Net One")
    assert steps_table(advice, three, NAMES).loc[0, "Who"] == "A, B and C"


def test_the_whole_way_says_what_stays_open() -> None:
    eve = of(Holding("Eve", "gone"))
    own = problem_of(eve, PROBLEM, "Eve")
    task = Task(own, TASK.offer, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY)
    said = words.way(everything_missing(own), eve, task, "Eve")
    assert "2 credentials for $400 and about 60 hours. No way is cheaper." in said
    assert "No credential with a known price covers Cooking" in said
    nothing = Problem({"cook": 1.0}, ())
    task = Task(nothing, TASK.offer, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY)
    assert "Nothing that can be had" in words.way(everything_missing(nothing), eve, task, "Eve")


def test_no_step_says_why() -> None:
    assert "covers what is missing: Cooking" in words.no_step(
        of(Holding("A", "s"), Holding("B", "s"))
    )
    full = team([Holding(p, "s") for p in "AB"], NEEDS, {"net": 1.0}, COVERS, DAY)
    assert words.no_step(full) == "Every need is covered by two people or more."
