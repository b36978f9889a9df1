import pandas as pd
import pytest

from analysis.stacks import Edge
from dashboard.stack_answers import how_far, industry_stackability, onward_note


def step(to: str, issuer: str, part: float | None = None, relation: str = "credit_toward") -> Edge:
    of = None if part is None else 100.0
    credits = None if part is None else part * 100
    return Edge("a", to, relation, "automatic", "own", issuer, False, credits, of)


@pytest.mark.parametrize(
    ("onward", "said"),
    [
        ([], "No other organisation is known to take it as a step."),
        ([step("b", "x", relation="renews")], "No other organisation is known"),
        ([step("b", "own")], "No organisation but its own issuer is known to take it as a step."),
        ([step("b", "x"), step("c", "x")], "Taken as a step by 1 other organisation: x."),
        (
            [step("b", "x", 0.25), step("c", "y", 0.5), step("d", "y")],
            "Taken as a step by 2 other organisations: x and y. It covers 25 to 50 % of the higher "
            "award, as far as both numbers of credits are known (2 of 3 onward steps).",
        ),
        ([step("b", "x", 0.5)], "It covers 50 % of the higher award"),
    ],
)
def test_who_takes_it_and_how_much_it_covers(onward: list[Edge], said: str) -> None:
    assert said in onward_note(onward)


ROWS = pd.DataFrame(
    {
        "industry": ["Health care", "Finance", "Utilities"],
        "credentials": [100, 20, 5],
        "with_onward_step": [40, 5, 5],
        "onward_edges": [60, 6, 5],
        "credit_bearing": [10, 0, 0],
        "onward_share": [0.4, 0.25, 1.0],
        "credit_share": [0.1, 0.0, 0.0],
        "into": [(("licence", 45), ("degree", 15)), (), ()],
        "longest": [("a", "b", "c"), ("d", "b", "c"), ()],
        "steps": [2, 2, 0],
    }
)


def test_industries_say_into_what_most_steps_lead() -> None:
    assert industry_stackability(ROWS, None) == (
        "Most in Health care: 40 of 100 credentials lead on to something named, most often of the "
        "kind licence (45 of 60 steps); academic credit is most common in Health care (10 of 100)."
    )


def test_how_far_names_the_longest_chain_and_who_else_has_one() -> None:
    names = {"a": "A", "b": "B", "c": "C", "d": "D"}
    assert how_far(ROWS, names) == (
        "How far: the longest chain has 2 steps and starts in Health care: A, then B, then C; as "
        "long in Finance."
    )
    assert how_far(ROWS.tail(1), names).startswith("No industry's credentials lead further")
