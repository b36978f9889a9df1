"""The stack of fewest hours against every possible one."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from analysis.cover import TAKES_LONGER, cheapest, soonest
from analysis.cover_problem import HOURS, Problem, coverable, reachable, weight_of
from analysis.earning_order import Option
from benchmarks.brute_stacks import lasts
from tests.test_cover import problems


def hours_and_costs(problem: Problem) -> list[tuple[float, float]]:
    """(hours, cost) of every stack that covers enough within the limits and lasts."""
    usable = reachable(problem)
    goal = problem.share * weight_of(problem.weights, coverable(usable))
    if not problem.must <= {o.option_id for o in usable.options} | problem.held:
        return []
    found = []
    for size in range(len(usable.options) + 1):
        for chosen in combinations(usable.options, size):
            skills = frozenset().union(*(o.skills for o in chosen))
            earned = [o for o in chosen if o.option_id not in problem.held]
            cost, hours = sum(o.cost_usd for o in earned), sum(o.hours for o in earned)
            within = (problem.most_usd is None or cost <= problem.most_usd + 1e-9) and (
                problem.most_hours is None or hours <= problem.most_hours
            )
            must = problem.must - problem.held <= {o.option_id for o in chosen}
            enough = weight_of(problem.weights, skills) >= goal - 1e-9
            if must and enough and within and lasts(chosen, problem):
                found.append((hours, cost))
    return found


@settings(max_examples=80, deadline=None)
@given(problems())
def test_no_stack_is_sooner_and_of_the_soonest_none_is_cheaper(problem: Problem) -> None:
    possible = hours_and_costs(problem)
    answer = soonest(problem, alternatives=2)
    if not possible or not (problem.must or coverable(reachable(problem))):
        assert answer.stacks == () and answer.reason is not None
        return
    best = answer.stacks[0]
    assert (best.hours, best.cost_usd) == pytest.approx(min(possible))
    assert answer.is_proved and answer.bound == pytest.approx(best.hours) and answer.gap == 0
    assert [s.hours for s in answer.stacks] == sorted(s.hours for s in answer.stacks)
    assert len({frozenset(s.steps) for s in answer.stacks}) == len(answer.stacks)


QUICK = Option("quick", 900.0, 10.0, frozenset({"a"}))
CHEAP = Option("cheap", 50.0, 200.0, frozenset({"a"}))
QUICK_TOO = Option("quick_too", 500.0, 10.0, frozenset({"a"}))


def test_soonest_and_cheapest_differ_where_time_costs_money() -> None:
    problem = Problem({"a": 1.0}, (QUICK, CHEAP, QUICK_TOO))
    assert cheapest(problem).stacks[0].steps == ("cheap",)
    answer = soonest(problem, alternatives=2)
    assert answer.stacks[0].steps == ("quick_too",)
    assert [s.steps for s in answer.stacks[1:]] == [("quick",), ("cheap",)]
    assert answer.least_of == HOURS


def test_the_reason_is_said_where_there_is_too_little_time() -> None:
    answer = soonest(Problem({"a": 1.0}, (CHEAP,), most_hours=100.0))
    assert (answer.stacks, answer.reason) == ((), TAKES_LONGER)


def test_what_is_minimised_must_be_known() -> None:
    with pytest.raises(ValueError, match="minimise"):
        replace(Problem({"a": 1.0}, (CHEAP,)), minimise="price")
