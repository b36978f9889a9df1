"""The cheapest stack against every possible one, and what no stack may ever hold."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cover import (
    COSTS_MORE,
    EXPIRES,
    NOT_TO_BE_HAD,
    NOTHING_COVERS,
    TAKES_LONGER,
    cheapest,
    most_coverage,
)
from analysis.cover_greedy import greedy
from analysis.cover_problem import Problem, weight_of
from analysis.earning_order import Option, months_of, order_of
from benchmarks.brute_stacks import every_stack, least_cost

IDS = [f"c{i}" for i in range(8)]
SKILLS = [f"s{i}" for i in range(6)]
COSTS = [0.0, 0.0, 49.99, 50.0, 120.0, 300.0, 300.0, 725.0]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    ids = IDS[: draw(st.integers(2, len(IDS)))]
    groups = st.lists(st.sets(st.sampled_from(IDS), min_size=1, max_size=2), max_size=2)
    options = tuple(
        Option(
            option_id,
            draw(st.sampled_from(COSTS)),
            draw(st.sampled_from([0.0, 10.0, 40.0, 200.0])),
            frozenset(draw(st.sets(st.sampled_from(SKILLS), max_size=3))),
            tuple(frozenset(g) for g in draw(groups)) if draw(st.booleans()) else (),
            draw(st.sampled_from([None, None, 3.0, 12.0])),
        )
        for option_id in ids
    )
    return Problem(
        {s: draw(st.sampled_from([0.1, 0.25, 0.5])) for s in SKILLS[: draw(st.integers(1, 6))]},
        options,
        held=frozenset(draw(st.sets(st.sampled_from(IDS), max_size=2))),
        must=frozenset(draw(st.sets(st.sampled_from(IDS), max_size=1))),
        share=draw(st.sampled_from([1.0, 1.0, 0.7])),
        always=frozenset(draw(st.sets(st.sampled_from(SKILLS), max_size=1))),
        most_usd=draw(st.sampled_from([None, None, 400.0])),
        most_hours=draw(st.sampled_from([None, None, 100.0])),
        hours_a_week=draw(st.sampled_from([5.0, 20.0])),
    )


@settings(max_examples=120, deadline=None)
@given(problems())
def test_no_stack_is_cheaper_than_the_cheapest(problem: Problem) -> None:
    least = least_cost(problem)
    answer = cheapest(problem, alternatives=2)
    if least is None:
        assert answer.stacks == () and answer.reason is not None
        return
    assert answer.is_proved and answer.reason is None
    assert answer.stacks[0].cost_usd == pytest.approx(least)
    assert answer.bound == pytest.approx(answer.stacks[0].cost_usd)
    assert answer.relaxed <= answer.stacks[0].cost_usd + 0.01
    assert [s.cost_usd for s in answer.stacks] == sorted(s.cost_usd for s in answer.stacks)
    assert len({frozenset(s.steps) for s in answer.stacks}) == len(answer.stacks)


@settings(max_examples=80, deadline=None)
@given(problems())
def test_no_stack_covers_more_within_the_limits(problem: Problem) -> None:
    stacks = every_stack(problem)
    answer = most_coverage(problem)
    if not stacks:
        assert answer.stacks == ()
        return
    weight = max(weight for _, weight in stacks)
    assert weight_of(problem.weights, answer.stacks[0].covered) == pytest.approx(weight)
    least = min(cost for cost, covered in stacks if covered >= weight - 1e-9)
    assert answer.stacks[0].cost_usd == pytest.approx(least)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_each_step_comes_after_what_it_needs_and_lasts(problem: Problem) -> None:
    by_id = {o.option_id: o for o in problem.options}
    greedy_stack = greedy(problem)
    for stack in (
        *cheapest(problem, alternatives=3).stacks,
        *most_coverage(problem).stacks,
        *([greedy_stack] if greedy_stack else []),
    ):
        assert not set(stack.steps) & problem.held
        done, left = set(problem.held), stack.hours
        for step in stack.steps:
            option = by_id[step]
            left -= option.hours
            assert all(group & done for group in option.before)
            if option.valid_months is not None:
                assert months_of(left, problem.hours_a_week) <= option.valid_months + 1e-9
            done.add(step)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_greedy_never_costs_less(problem: Problem) -> None:
    unlimited = Problem(
        problem.weights, problem.options, problem.held, problem.must, always=problem.always
    )
    found, exact = greedy(unlimited), cheapest(unlimited)
    if found is not None:
        assert exact.stacks[0].cost_usd <= found.cost_usd + 1e-9


def test_greedy_walks_into_the_trap() -> None:
    """Chvatal's worst case: one set for all, and cheap single ones that seem the better buy."""
    n = 6
    skills = [f"s{i}" for i in range(n)]
    singles = [
        Option(f"c{i}", round(600 / (n - i), 2), 10, frozenset({s})) for i, s in enumerate(skills)
    ]
    whole = Option("all", 606.0, 60, frozenset(skills))
    problem = Problem(dict.fromkeys(skills, 1.0), (*singles, whole))
    answer, hurried = cheapest(problem), greedy(problem)
    assert hurried is not None
    assert answer.stacks[0].steps == ("all",)
    assert hurried.cost_usd >= 1.5 * answer.stacks[0].cost_usd


A = Option("a", 100, 50, frozenset({"x"}))
B = Option("b", 300, 10, frozenset({"y"}), (frozenset({"a"}),))
NEEDS = {"x": 1.0, "y": 1.0}


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (Problem({"z": 1.0}, (A, B)), NOTHING_COVERS),
        (Problem(NEEDS, (A, B), must=frozenset({"nowhere"})), NOT_TO_BE_HAD),
        (Problem(NEEDS, (A, B), most_usd=399), COSTS_MORE),
        (Problem(NEEDS, (A, B), most_hours=59), TAKES_LONGER),
        (
            Problem(
                NEEDS,
                (Option("a", 1, 1, frozenset({"x"}), (), 0.0), B),
                hours_a_week=1,
            ),
            EXPIRES,
        ),
    ],
)
def test_why_there_is_no_stack(problem: Problem, reason: str) -> None:
    answer = cheapest(problem)
    assert (answer.stacks, answer.reason) == ((), reason)


def test_a_prerequisite_is_part_of_the_price_unless_it_is_held() -> None:
    assert cheapest(Problem({"y": 1.0}, (A, B))).stacks[0].steps == ("a", "b")
    held = cheapest(Problem({"y": 1.0}, (A, B), held=frozenset({"a"}))).stacks[0]
    assert (held.steps, held.cost_usd, held.hours) == (("b",), 300, 10)


def test_two_that_need_each_other_are_never_chosen() -> None:
    circle = (
        Option("a", 1, 1, frozenset({"x"}), (frozenset({"b", "c"}),)),
        Option("b", 1, 1, frozenset({"x"}), (frozenset({"a", "c"}),)),
        Option("c", 500, 1),
    )
    assert set(cheapest(Problem({"x": 1.0}, circle)).stacks[0].steps) in ({"a", "c"}, {"b", "c"})


def test_what_lasts_shortest_is_earned_last() -> None:
    short = Option("short", 10, 10, frozenset({"x"}), (), 1.0)
    long = Option("long", 10, 400, frozenset({"y"}), (), 24.0)
    order = order_of((short, long), 10.0)
    assert order.steps == ("long", "short") and order.holds
    assert not order_of(
        (short, long, Option("z", 1, 400, before=(frozenset({"short"}),))), 10
    ).holds


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Option("a", -1, 0),
        lambda: Option("a", 0, -1),
        lambda: Problem({"x": 0.0}, ()),
        lambda: Problem({}, (), share=0),
        lambda: Problem({}, (), share=1.1),
        lambda: Problem({}, (), hours_a_week=0),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError):
        wrong()  # type: ignore[operator]


@settings(max_examples=150, deadline=None)
@given(problems(), st.sampled_from([0.5, 1.0, 2.0]))
def test_a_slow_pace_leaves_just_the_stacks_that_last(problem: Problem, pace: float) -> None:
    slow = replace(problem, hours_a_week=pace)
    least = least_cost(slow)
    answer = cheapest(slow)
    assert bool(answer.stacks) == (least is not None)
    if answer.stacks:
        assert answer.stacks[0].cost_usd == pytest.approx(least)
