"""The steps between the catalog and the page Cost: facts, ratios, payback, stacks, flexibility."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.ownership import Terms, ownership
from analysis.payback import LOWER_PAY, NO_PREMIUM, PAID_BACK
from analysis.wages import HIGHER, LOWER, NONE, SELECTION, TOO_FEW
from dashboard import cost_answers, cost_payback, flexibility, stack_cost
from dashboard.charts.cost_rows import parts_chart, payback_chart, units_chart
from dashboard.charts.growth import growth
from dashboard.charts.style import DARK, LIGHT
from dashboard.cost_buys import with_units
from dashboard.ownership import facts_of, parts_table, told, total_in_words, with_total_cost


def item(**changed: Any) -> dict[str, Any]:
    return {
        "credential_id": "a",
        "item": "earn",
        "audience": "all",
        "status": "priced",
        "amount_usd": 400.0,
        "amount_low_usd": np.nan,
        "amount_high_usd": np.nan,
        "period_months": np.nan,
        "requirement": None,
        "ce_hours": np.nan,
        "basis": None,
    } | changed


NEVER = item(item="renewal", status="none", amount_usd=np.nan, period_months=0)


def row(**changed: Any) -> dict[str, Any]:
    return {
        "credential_id": "a",
        "name": "A <b>",
        "kind": "certification",
        "hours": 40.0,
        "assessment": "exam",
        "pass_rate": np.nan,
        "price_status": "priced",
        "price_usd": 400.0,
        "price_low_usd": np.nan,
        "price_high_usd": np.nan,
        "price_fresh_until": pd.Timestamp("2030-01-01"),
    } | changed


def facts(basis: str | None, *others: dict[str, Any], **changed: Any) -> Any:
    items = pd.DataFrame([item(basis=basis), NEVER, *others])
    return facts_of(pd.DataFrame([row(**changed)]), items)[0]


COURSE = {"assessment": "course_completion|exam"}


@pytest.mark.parametrize(
    ("basis", "changed", "covers", "needs", "extras"),
    [
        ("one-off exam", {}, False, False, ""),
        (None, COURSE, False, True, ""),
        (None, COURSE | {"kind": "certificate"}, True, False, ""),
        ("course fee (exam included)", COURSE, True, False, ""),
        ("application fee, exam included", COURSE, False, True, ""),
        ("exam fee (350 with the prep course)", {}, False, False, ""),
        ("exam fee; hours are the median of 31 programmes", {}, False, False, ""),
        ("exam; the required education programme (about 2,000) is extra", COURSE, False, True,
         "the required education programme (about 2,000) is extra"),
        ("course 725 + exam 45; licence fee extra", COURSE, True, False, "licence fee extra"),
        ("exam (499 for two; AAPC membership 222 extra)", {}, False, False,
         "AAPC membership 222 extra"),
    ],
)  # fmt: skip
def test_what_the_words_of_a_price_say_that_it_covers(
    basis: str | None, changed: dict[str, Any], covers: bool, needs: bool, extras: str
) -> None:
    found = facts(basis, **changed)
    assert (found.covers_course, found.needs_course, found.extras) == (covers, needs, extras)


def test_what_is_left_out_of_a_price_but_has_one_of_its_own_is_no_extra() -> None:
    fee = item(item="membership", period_months=12, requirement="required: membership")
    assert facts("exam; membership 222 extra", fee).extras == ""
    assert facts("exam; state fee extra", fee).extras == "state fee extra"
    course = item(item="training", requirement="required: course")
    assert facts("exam; course tuition extra", course).extras == ""


def test_totals_of_a_table_keep_what_is_missing_apart_from_zero() -> None:
    rows = pd.DataFrame(
        [
            row(),
            row(credential_id="b", price_usd=np.nan, price_status=None),
            row(credential_id="c", price_status="free", price_usd=np.nan),
            row(credential_id="d", price_usd=np.nan, price_status=None),
        ]
    )
    free = item(credential_id="c", status="free", amount_usd=np.nan)
    lasting = [NEVER | {"credential_id": one} for one in "cd"]
    items = pd.DataFrame([item(), NEVER, free, *lasting])
    found = with_total_cost(rows, items, Terms(), pd.Timestamp("2026-11-30").date())
    assert found["total_usd"].tolist() == [400.0, pd.NA, 0.0, pd.NA]
    assert found["unknown"].tolist() == ["", "price to earn, renewals", "", "price to earn"]
    assert found["at_least_usd"].tolist() == [400.0, pd.NA, 0.0, pd.NA]
    assert found["is_stale"].tolist() == [False, False, False, False]


def test_where_half_are_free_it_is_said_in_words() -> None:
    free = units(total_usd=pd.array([0.0, 0.0, 5.0, None], dtype="Float64"))
    said = cost_answers.recognition(free, free.head(0), "to earn")
    assert said == (
        "Half of the 3 credentials whose cost is known in full are free to earn; for 1 more a "
        "part of it is not known."
    )


@pytest.mark.parametrize(
    ("total", "least", "words"),
    [
        (0.0, 0.0, "nothing"),
        (1200.4, 1000.0, "$1,200"),
        (pd.NA, 75.0, "at least $75 (renewals not known)"),
        (pd.NA, pd.NA, "not known (renewals)"),
        (pd.NA, 0.0, "not known (renewals)"),
    ],
)
def test_a_total_in_words(total: Any, least: Any, words: str) -> None:
    assert total_in_words(total, least, "renewals") == words


def test_one_cost_is_told_drawn_and_tabled_with_its_range_and_its_gaps() -> None:
    course = item(amount_usd=np.nan, amount_low_usd=1000.0, amount_high_usd=1500.0)
    rows = pd.DataFrame([row(**COURSE, kind="certificate")])
    one = ownership(facts_of(rows, pd.DataFrame([course, NEVER]))[0], Terms())
    assert told(one) == "$1,250 ($1,000 to $1,500)"
    table = parts_table(one).set_index("Part")
    assert table.loc["Price to earn", ["Low", "Typical", "High"]].tolist() == [1000, 1250, 1500]
    assert pd.isna(table.loc["Membership", "Typical"])
    assert table.loc["Training", "Why"] == "in the price to earn it"
    chart = parts_chart(one, "A <b>", LIGHT)
    assert "Total: $1,250 ($1,000 to $1,500)" in chart.alt
    words = " ".join(t for trace in chart.figure.data if trace.mode == "text" for t in trace.text)
    assert "no pass rate on record: one attempt is counted" in words
    said = cost_answers.parts("A", one, "to earn")
    assert said == "A costs $1,250 ($1,000 to $1,500) to earn."
    assert "no proof that there is none: retakes, materials, membership" in (
        cost_answers.parts_note(one)
    )


SKILLS = pd.DataFrame(
    [("a", "x", "G"), ("a", "y", "G"), ("b", "y", "G"), ("b", "z", "H"), ("d", "x", "G")],
    columns=["credential_id", "skill_id", "skill_group"],
)

TAUGHT = {"a": {"x", "y"}, "b": {"y", "z"}, "d": {"x"}}


def units(**changed: Any) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "credential_id": ["a", "b", "c", "d"],
            "name": ["A", "B", "C", "D"],
            "kind": ["microcredential", "microcredential", "certificate", "microcredential"],
            "hours": [10.0, np.nan, 0.0, 5.0],
            "total_usd": pd.array([100.0, 60.0, 30.0, None], dtype="Float64"),
            "at_least_usd": pd.array([100.0, 60.0, 30.0, 20.0], dtype="Float64"),
            "unknown": ["", "", "", "renewals"],
            "covers_learning": [True, True, True, True],
            "postings": [3.0, 9.0, np.nan, 1.0],
        }
    )
    return frame.assign(**changed)


def test_ratios_are_of_one_person_and_missing_where_a_number_is() -> None:
    found = with_units(units(), TAUGHT, (), 2)
    assert found["per_hour_usd"].tolist() == [5.0, pd.NA, pd.NA, pd.NA]
    assert found["per_skill_usd"].tolist() == [25.0, 15.0, pd.NA, pd.NA]
    assert found["per_new_skill_usd"].tolist() == [25.0, 15.0, pd.NA, pd.NA]
    assert found["new_skills"].tolist() == [2.0, 2.0, pd.NA, 1.0]
    exam = with_units(units(covers_learning=False), TAUGHT, (), 2)
    assert exam["per_hour_usd"].isna().all()


def test_only_skills_that_nothing_held_teaches_are_new_and_what_is_held_is_left_out() -> None:
    found = with_units(units(), TAUGHT, ("b",), 1).set_index("credential_id")
    assert list(found.index) == ["a", "c", "d"]
    assert (found.loc["a", "new_skills"], found.loc["a", "per_new_skill_usd"]) == (1, 100)
    found = with_units(units(), TAUGHT, ("a",), 1).set_index("credential_id")
    assert found.loc["d", "new_skills"] == 0
    assert pd.isna(found.loc["d", "per_new_skill_usd"])


def test_what_it_buys_in_words_and_in_a_picture() -> None:
    found = with_units(units(), TAUGHT, (), 1)
    said = cost_answers.buys(found, "per_skill_usd", "skill", "to earn")
    assert said == (
        "Half of the 2 credentials for which it is known cost at most $40.00 for a skill "
        "(to earn); the cheapest that is not free, B, $30.00. Not known for 2 more."
    )
    none = with_units(units(covers_learning=False), TAUGHT, (), 1)
    assert cost_answers.buys(none, "per_hour_usd", "learning hour", "to earn").startswith("Of none")
    paid = found[found["per_skill_usd"] > 0].sort_values("per_skill_usd").reset_index(drop=True)
    chart = units_chart(paid, "per_skill_usd", "skill", DARK)
    assert "B $30.00 (2 skills); A $50.00 (2 skills)" in chart.alt
    ids = [
        i for trace in chart.figure.data if trace.customdata is not None for i in trace.customdata
    ]
    assert ids == ["b", "a"]


def premium(name: str, verdict: str, estimate: float, low: float, high: float) -> dict[str, Any]:
    return {"credential_id": name, "verdict": verdict, "estimate": estimate, "low": low,
            "high": high, "with_n": 40, "employers": 12}  # fmt: skip


def paybacks() -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "credential_id": list("abcdef"),
            "name": list("ABCDEF"),
            "kind": "certification",
            "total_usd": pd.array([2000.0, 2000, 2000, 2000, None, 2000], dtype="Float64"),
            "unknown": ["", "", "", "", "renewals", ""],
        }
    )
    premiums = pd.DataFrame(
        [
            premium("a", HIGHER, 0.05, 0.02, 0.10),
            premium("b", NONE, 0.05, -0.02, 0.10),
            premium("c", LOWER, -0.05, -0.08, -0.02),
            premium("d", SELECTION, 0.4, 0.3, 0.5),
            premium("e", HIGHER, 0.05, 0.02, 0.10),
            premium("f", TOO_FEW, np.nan, np.nan, np.nan),
        ]
    )
    pay = pd.DataFrame({"credential_id": list("abcdef"), "pay_n": 40, "median_pay_usd": 63_000.0})
    return cost_payback.paybacks(rows, premiums, pay, 2)


def test_a_payback_or_the_reason_why_there_is_none() -> None:
    found = paybacks().set_index("credential_id")
    assert found["outcome"].to_dict() == {
        "a": PAID_BACK, "b": NO_PREMIUM, "c": LOWER_PAY, "d": SELECTION,
        "e": cost_payback.NO_COST, "f": TOO_FEW,
    }  # fmt: skip
    # 2,000 for two; 63,000 with a premium of 5 % are 60,000 without, so 250 a month more.
    assert found.loc["a", "months"] == pytest.approx(1000 / 250)
    assert found.loc["a", "low_months"] == pytest.approx(1000 / 500)
    assert found.loc["a", "high_months"] == pytest.approx(1000 / 100)
    assert found["months"].notna().sum() == 1


def test_the_payback_in_words_and_in_a_picture() -> None:
    rows = paybacks()
    said = cost_payback.answer(rows, "to earn")
    assert said == (
        "A pays back $1,000 (to earn) in 4 months (2 months to 10 months), if its premium is what "
        "one earns more. Of 5 credentials whose premium can be told 1 pays back; 1 with none (the "
        "premium's interval holds zero), 1 with lower pay, 1 with a gap that is likely selection "
        "and 1 with a cost that is not known in full."
    )
    few = rows[rows["outcome"] == TOO_FEW]
    assert cost_payback.answer(few, "to earn").startswith("Too few to say")
    none = rows[rows["outcome"] == NO_PREMIUM]
    assert cost_payback.answer(none, "to earn").startswith("None of 1 credential whose")
    chart = payback_chart(rows[rows["outcome"] != TOO_FEW], LIGHT)
    words = [t for trace in chart.figure.data if trace.mode == "text" for t in trace.text]
    assert "never: lower pay" in words
    assert "A 4 months" in chart.alt


@pytest.mark.parametrize(
    ("months", "words"),
    [(0, "at once"), (0.01, "1 day"), (0.5, "15 days"), (1, "1 month"), (23, "23 months"),
     (30, "2.5 years"), (1200, "100 years")],
)  # fmt: skip
def test_months_in_words(months: float, words: str) -> None:
    assert cost_payback.in_time(months) == words


EDGES = pd.DataFrame(
    [("a", "b", "prerequisite", "required", "A"), ("d", "a", "prerequisite", "recommended", "D")],
    columns=["from_id", "to_id", "relation", "strength", "from_name"],
)


def test_a_stack_grows_by_its_members_and_says_what_is_only_known_at_least() -> None:
    rows = stack_cost.growing(units(), TAUGHT)
    assert rows["sum_usd"].tolist() == [100, 160, 190, 210]
    assert rows["is_whole"].tolist() == [True, True, True, False]
    assert rows["skills"].tolist() == [2, 3, 3, 3]
    assert rows["new_skills"].tolist() == [2, 1, 0, 0]
    assert rows["hours"].isna().tolist() == [False, True, True, True]
    assert rows["cost_words"].tolist()[3] == "at least $20 (renewals not known)"


def test_where_a_stack_passes_what_it_competes_with_is_named() -> None:
    rows = stack_cost.growing(units(), TAUGHT)
    beside = {"median degree in G (n = 9)": 5000.0, "median certificate in G (n = 7)": 150.0}
    crossed = stack_cost.crossings(rows, beside)
    assert crossed.to_dict("records") == [
        {"step": 2, "member": "B", "usd": 150.0, "name": "median certificate in G (n = 7)"}
    ]
    said = stack_cost.answer(rows, beside, crossed, "to earn")
    assert said == (
        "4 credentials together cost at least $210 to earn and teach 3 skills; with the 2nd, B, "
        "they pass the median certificate in G (n = 7) at $150; they are not shown to pass the "
        "median degree in G (n = 9) at $5,000."
    )
    chart = growth(rows, beside, crossed, LIGHT)
    assert "D at least $210" in chart.alt
    assert "above this picture" in " ".join(
        t for trace in chart.figure.data if trace.text for t in trace.text
    )
    marks = next(t for t in chart.figure.data if t.text == ("a",))
    assert (marks.x[0], marks.y[0]) == (1, 150.0)


def test_references_are_of_the_area_else_of_the_industry_else_of_the_catalog() -> None:
    many = pd.DataFrame(
        {
            "credential_id": [f"c{i}" for i in range(12)],
            "kind": ["certificate"] * 6 + ["degree"] * 6,
            "total_usd": [10.0, 20, 30, 40, 50, 60, 1000, 2000, 3000, 4000, 5000, 6000],
        }
    )
    inside = [f"c{i}" for i in range(7)]
    found = stack_cost.references(many, many.tail(7), inside, "Data and AI", "Health care")
    assert found == {
        "median certificate in Data and AI (n = 6)": 35.0,
        "median degree in health care (n = 6)": 3500.0,
    }
    assert list(stack_cost.references(many, many.head(0), [], "G", "H")) == [
        "median certificate in the whole catalog (n = 6)",
        "median degree in the whole catalog (n = 6)",
    ]
    assert not stack_cost.references(many.head(4), many.head(4), inside, "G", "H")


def test_a_suggested_stack_is_most_asked_for_first_but_prerequisites_go_before() -> None:
    rows = units(total_usd=[100.0, 60.0, 30.0, 20.0])
    assert stack_cost.suggested(SKILLS, rows, EDGES, "G") == ["d", "a", "b"]
    kinds = ["certification", "microcredential", "microcredential", "certification"]
    assert stack_cost.suggested(SKILLS, rows.assign(kind=kinds), EDGES, "G") == ["d", "a", "b"]
    assert stack_cost.suggested(SKILLS, rows.assign(kind=kinds), EDGES.head(0), "G") == [
        "b", "a", "d"
    ]  # fmt: skip
    assert stack_cost.areas(SKILLS, rows) == {"G": "G"}
    names = {"a": "A", "b": "B", "d": "D"}
    assert stack_cost.missing_before(["b", "a"], EDGES, names) == ["B needs A first"]
    assert not stack_cost.missing_before(["a", "b"], EDGES, names)


TRAITS = pd.DataFrame(
    {
        "credential_id": list("abc"),
        "delivery": ["online|self_paced|exam_at_home", "on_site", ""],
        "supervision": ["both", None, "test_centre"],
        "exam_form": ["multiple_choice", None, ""],
        "languages": ["en", "", ""],
        "exam_languages": ["en|de", np.nan, "es"],
    }
)


@pytest.mark.parametrize(
    ("wanted", "kept", "unknown"),
    [
        ({}, "abc", {}),
        ({"learning": ["online"]}, "a", {"learning": 1}),
        ({"learning": ["online", "on_site"]}, "ab", {"learning": 1}),
        ({"pace": ["self_paced"]}, "a", {"pace": 2}),
        ({"supervision": ["online_proctored"]}, "a", {"supervision": 1}),
        ({"supervision": ["test_centre"]}, "ac", {"supervision": 1}),
        ({"language": ["de", "es"]}, "ac", {"language": 1}),
        ({"learning": ["on_site"], "supervision": ["none"]}, "", {"learning": 1, "supervision": 1}),
    ],
)
def test_flexibility_keeps_what_has_a_wanted_value_and_counts_what_is_not_known(
    wanted: dict[str, list[str]], kept: str, unknown: dict[str, int]
) -> None:
    rows, gone = flexibility.matching(TRAITS, wanted)
    assert "".join(rows["credential_id"]) == kept
    assert gone == unknown
    if wanted:
        said = cost_answers.left_out(len(rows), 3, gone, "online")
        assert said.startswith(f"Only online: {len(rows)} of 3 credentials.")
        assert ("Not found yet, so left out" in said) == bool(unknown)


def test_traits_in_words_say_what_is_not_found() -> None:
    found = flexibility.columns(TRAITS)
    assert found["Learning"] == ["online", "on site", "not found yet"]
    assert found["Pace"] == ["self-paced", "not found yet", "not found yet"]
    assert found["Language"] == ["English, German", "not found yet", "Spanish"]
    assert found["Supervision"][0] == "centre or online"
