import pandas as pd
import pytest

from analysis.stacks import Edge
from dashboard.pathways import firmness
from dashboard.way_words import RENEW, STANDS, UNTOLD, answer, not_taken, note, table
from dashboard.ways import AIMS, CHEAPEST, FEWEST, SHORTEST, Facts, Plan, plan

ANY, ADVISED = "one_of_required", "recommended"


def step(
    a: str,
    b: str,
    strength: str = "required",
    relation: str = "prerequisite",
    credits: float | None = None,
    of: float | None = None,
) -> Edge:
    return Edge(a, b, relation, strength, None, None, False, credits, of)


def rows(edges: list[Edge]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (e.from_id, e.to_id, e.relation, e.strength, "documented", "a page", "2026")
            for e in edges
        ],
        columns=["from_id", "to_id", "relation", "strength", "evidence", "source", "as_of"],
    )


EDGES = [step("a", "g"), step("b", "g", ANY), step("c", "g", ANY), step("x", "g", ADVISED)]
NAMES = {n: n.upper() for n in "abcghwx"} | {"new": "NEW"}
FACTS = Facts(
    {"a": 100.0, "b": 50.0, "c": 10.0, "g": 40.0},
    {"a": 26.0, "b": 10.0, "c": 78.0, "g": 52.0},
    {"a": 12.0, "b": 36.0, "c": 0.0},
)


def planned(
    edges: list[Edge] = EDGES,
    held: tuple[str, ...] = (),
    aim: str = FEWEST,
    facts: Facts = FACTS,
    goal: str = "g",
    pace: float = 1.0,
) -> Plan:
    return plan(edges, goal, held, facts, aim, pace)


@pytest.mark.parametrize(("aim", "route"), [(FEWEST, "c"), (CHEAPEST, "c"), (SHORTEST, "b")])
def test_the_aim_decides_between_routes(aim: str, route: str) -> None:
    assert set(planned(aim=aim).order) == {"a", route, "g"}
    assert aim in AIMS


def test_an_unknown_price_never_counts_as_the_lowest() -> None:
    facts = Facts({"a": 1.0, "b": 999.0, "g": 1.0}, {}, {})
    assert "b" in planned(aim=CHEAPEST, facts=facts).order


def test_the_answer_says_what_to_earn_what_it_costs_and_what_expires() -> None:
    told = answer(planned(aim=SHORTEST), NAMES, 1.0)
    assert told == (
        "G takes 3 credentials to earn: B, then A, then G. $190 in all; 88 hours, 20 months at 1 "
        "hour a week."
    )
    late = answer(planned(aim=SHORTEST, facts=Facts({}, FACTS.hours, {"a": 6.0})), NAMES, 1.0)
    assert "No price is known; 88 hours" in late
    assert late.endswith("A would fall due for renewal before the goal is reached.")


def test_what_is_not_known_makes_a_total_a_least_one() -> None:
    facts = Facts({"a": 100.0, "g": 40.0}, {"a": 26.0}, {})
    told = answer(planned(edges=[step("a", "b"), step("b", "g")], facts=facts), NAMES, 1.0)
    assert "At least $140 in all (the price of B is not known); at least 26 hours" in told
    nothing = answer(planned(edges=[], facts=Facts({}, {}, {})), NAMES, 1.0)
    assert nothing.endswith("No price is known; study hours are not known.")


@pytest.mark.parametrize(
    ("edges", "held", "words"),
    [
        ([], (), "The catalog documents nothing that has to be earned before G."),
        ([], ("h",), "before G; no documented step leads there from what you hold."),
        (
            [step("h", "g", ADVISED)],
            ("h",),
            "as far as the catalog knows; H, which you hold, leads",
        ),
        (
            [step("h", "x", ADVISED), step("x", "g", ADVISED)],
            ("h",),
            "H, which you hold, leads there by way of X, not required.",
        ),
        ([step("h", "g")], ("h",), "G takes 1 credential to earn; H, which you hold, leads there"),
        ([], ("g",), "G is held already, or something that counts as it."),
        (
            [step("new", "g", "automatic", "supersedes")],
            (),
            "G is not offered any more: NEW has replaced it.",
        ),
        (
            [step("a", "g"), step("new", "a", "automatic", "supersedes")],
            (),
            "No way to G can be told: what it needs is not offered any more.",
        ),
    ],
)
def test_where_there_is_no_way_it_is_said(
    edges: list[Edge], held: tuple[str, ...], words: str
) -> None:
    assert words in answer(planned(edges=edges, held=held), NAMES, 5.0)


def test_a_whole_holds_the_hours_and_the_price_of_its_parts() -> None:
    edges = [step("a", "w", "required", "part_of"), step("b", "w", "required", "part_of")]
    facts = Facts({"a": 100.0, "b": 50.0, "w": 160.0}, {"a": 26.0, "b": 10.0, "w": 36.0}, {})
    found = planned(edges=edges, facts=facts, goal="w")
    assert found.added.prices == {"a": 100.0, "b": 50.0, "w": 10.0}
    assert found.added.hours["w"] == 0.0
    assert "$160 in all; 36 hours" in answer(found, NAMES, 5.0)


def test_a_part_that_is_needed_several_times_is_said() -> None:
    edges = [step("a", "w", "required", "part_of", 1.0, 8.0)]
    told = answer(planned(edges=edges, goal="w"), NAMES, 5.0)
    assert "A is needed more than once" in told
    whole = Facts({"a": 96.0, "w": 530.0}, {}, {})
    assert "$530 in all" in answer(planned(edges=edges, goal="w", facts=whole), NAMES, 5.0)


def test_the_table_is_in_order_with_reasons_validity_and_evidence() -> None:
    edges = [*EDGES, step("h", "x", ADVISED)]
    found = planned(edges=edges, held=("h",), aim=SHORTEST)
    shown = table(found, NAMES, FACTS, {"a": 0.02}, firmness(rows(edges)))
    assert shown["Order"].tolist() == ["held", "1", "2", "3", "not required"]
    assert shown["Credential"].tolist() == ["H", "B", "A", "G", "X"]
    assert shown["Why"].tolist() == [
        "recommended before X",
        "one of 2 routes to G",
        "required for G",
        "the goal",
        "recommended before G",
    ]
    assert shown["At the goal"].tolist() == ["", STANDS, STANDS, STANDS, ""]
    assert shown["Validity"].tolist()[1:4] == ["valid 3 y", "valid 1 y", "not found yet"]
    assert shown["Asked for in"].dropna().tolist() == [2.0]
    assert shown["Evidence"].tolist()[1] == "documented: a page (2026)"
    kept = not_taken(found, rows(edges))
    assert kept[["from_id", "to_id"]].to_numpy().tolist() == [["c", "g"]]


def test_whether_it_still_stands_at_the_goal_is_valid_due_or_untold() -> None:
    edges = [step("a", "b"), step("b", "c"), step("c", "g")]
    facts = Facts({}, {"a": 10.0, "b": 10.0, "c": 10.0, "g": 520.0}, {"a": 12.0, "b": 0.0})
    shown = table(planned(edges=edges, facts=facts), NAMES, facts, {}, firmness(rows(edges)))
    assert shown["At the goal"].tolist() == [RENEW, STANDS, UNTOLD, STANDS]


def test_the_note_says_that_routes_may_be_missing_only_where_there_are_routes() -> None:
    assert "further routes" in note(planned(), 1000, is_measured=True)
    assert "1,000 postings" in note(planned(), 1000, is_measured=True)
    alone = note(planned(edges=[step("a", "g")]), 10, is_measured=False)
    assert "further routes" not in alone
    assert "postings" not in alone


def test_of_many_credentials_the_sentence_names_the_first_and_the_last() -> None:
    edges = [step(f"s{i}", f"s{i + 1}") for i in range(7)]
    names = {f"s{i}": f"S{i}" for i in range(8)}
    told = answer(planned(edges=edges, goal="s7", facts=Facts({"s0": 0.0}, {}, {})), names, 5.0)
    assert "takes 8 credentials to earn: S0, then S1, then S2, then 4 more, then S7." in told
    assert "What is known is free (the prices of S1, S2 and 5 more are not known)" in told
