"""The next credential that covers most for its price, against every single choice."""

import pytest
from hypothesis import given, settings

from analysis.cover import cheapest
from analysis.cover_problem import Problem, reachable, weight_of
from analysis.earning_order import Option
from analysis.next_steps import bundles, everything_missing, for_all, for_one, of_person
from analysis.teams import covered, holders
from benchmarks.brute_stacks import every_stack
from tests.test_cover import problems

BASE = Option("base", 100.0, 20.0, frozenset({"a"}))
OTHER_BASE = Option("other_base", 40.0, 20.0)
TOP = Option("top", 60.0, 40.0, frozenset({"b", "c"}), (frozenset({"base", "other_base"}),))
FREE = Option("free", 0.0, 5.0, frozenset({"d"}))
WEIGHTS = {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.01}
ROLE = Problem(WEIGHTS, (BASE, OTHER_BASE, TOP, FREE), share=0.8, most_usd=1.0, most_hours=1.0)


def has(held: set[str]) -> frozenset[str]:
    return frozenset().union(*(o.skills for o in ROLE.options if o.option_id in held))


def of(held: set[str]) -> Problem:
    return of_person(ROLE, held, has(held))


def test_a_credential_is_priced_with_what_comes_before_it_by_the_cheaper_way() -> None:
    found = {s.option_id: s for s in for_one(of(set()))}
    assert found["top"].steps == ("other_base", "top")
    assert (found["top"].cost_usd, found["top"].hours) == (100.0, 60.0)
    assert found["top"].gained == {"b", "c"}
    assert found["base"].steps == ("base",)


def test_what_costs_nothing_comes_first_and_then_most_weight_for_a_dollar() -> None:
    assert [s.option_id for s in for_one(of(set()))] == ["free", "top", "base"]


def test_what_is_held_costs_nothing_and_covers_nothing_new() -> None:
    found = {s.option_id: s for s in for_one(of({"base"}))}
    assert found["top"].steps == ("top",)
    assert "base" not in found
    assert for_one(of({"base", "top", "free"})) == ()


def test_all_that_is_missing_is_bought_at_the_lowest_cost() -> None:
    answer = everything_missing(of({"free"}))
    # With base the other way to top is not needed.
    assert answer.stacks[0].steps == ("base", "top")
    assert answer.stacks[0].cost_usd == 160.0


def test_a_team_closes_gaps_and_single_points_but_not_by_who_is_the_one_holder() -> None:
    holds = {"Ana": frozenset({"base"}), "Ben": frozenset[str]()}
    own = {p: has(set(ids)) for p, ids in holds.items()}
    found = for_all({p: of(set(ids)) for p, ids in holds.items()}, WEIGHTS, holders(own, WEIGHTS))
    assert found[0].option_id == "free"
    best = [(s.person, s.option_id, s.gained) for s in found if s.cost_usd]
    assert best[0] == ("Ana", "top", {"b", "c"})
    assert ("Ben", "base", {"a"}) in best
    assert not any(s.person == "Ana" and "a" in s.gained for s in found)


def test_a_team_in_which_two_have_all_needs_nothing() -> None:
    holds = {p: frozenset({"base", "top", "free"}) for p in ("Ana", "Ben")}
    own = {p: has(set(ids)) for p, ids in holds.items()}
    problems_ = {p: of(set(ids)) for p, ids in holds.items()}
    assert for_all(problems_, WEIGHTS, holders(own, WEIGHTS)) == ()


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_single_credential_is_to_be_had_for_less(problem: Problem) -> None:
    own = covered({"": problem.held}, {o.option_id: o.skills for o in problem.options},
                  problem.weights)[""]  # fmt: skip
    one = of_person(problem, problem.held, own)
    options = {o.option_id: o for o in reachable(one).options}
    for i, bundle in bundles(one).items():
        only = Problem(
            {"it": 1.0},
            tuple(
                Option(o.option_id, o.cost_usd, o.hours,
                       frozenset({"it"}) if o.option_id == i else frozenset(),
                       o.before, o.valid_months)
                for o in one.options
            ),
            held=one.held,
            hours_a_week=one.hours_a_week,
        )  # fmt: skip
        ways = [cost for cost, weight in every_stack(only) if weight == 1.0]
        assert bundle.cost_usd == pytest.approx(min(ways))
        assert bundle.steps[-1] == i
        assert not set(bundle.steps) & one.held
        assert bundle.covered == frozenset().union(*(options[s].skills for s in bundle.steps))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_first_advice_is_the_best_for_its_price_and_says_what_it_gains(
    problem: Problem,
) -> None:
    one = of_person(problem, problem.held, ())
    found = for_one(one)
    for step in found:
        assert step.per_usd <= found[0].per_usd
        assert step.gained and step.gained <= one.weights.keys()
        assert step.weight == pytest.approx(weight_of(one.weights, step.gained))
    whole = cheapest(one)
    if whole.stacks and whole.stacks[0].steps:
        assert found
