import numpy as np
import pandas as pd
import pytest

from analysis.statistics import MEASURED, TOO_FEW
from dashboard.catalog_answers import compare, references
from dashboard.comparison import counts_of, kinds_note, kinds_side_by_side, side_by_side
from dashboard.metrics import NOT_COUNTED
from dashboard.ranking import with_shares
from dashboard.show import JOINER
from dashboard.tables.prices import _cell
from tests.bases import base_of, with_sums

BASE = base_of(1000, employers=100)


def rows(**totals: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "credential_id": [n.lower() for n in totals],
            "name": list(totals),
            "kind": "certification",
            "issuer_name": "Body",
            "total_usd": pd.array(list(totals.values()), dtype="Float64"),
            "earn_usd": pd.array(list(totals.values()), dtype="Float64"),
            "renewals": 1,
            "renewals_usd": 50.0,
            "is_approximate": False,
            "is_stale": False,
            "price_status": "priced",
            "price_usd": list(totals.values()),
            "price_low_usd": np.nan,
            "price_high_usd": np.nan,
            "price_year": 2026,
            "price_basis": None,
            "price_source": "list",
            "price_as_of": "2026",
            "renewal_status": "priced",
            "renewal_fee_usd": 50.0,
            "renewal_period_months": 36,
            "hours": 10.0,
            "delivery": [np.array(["exam_at_home"]) for _ in totals],
            "assessment": [np.array(["exam"]) for _ in totals],
            "level": "entry",
            "prerequisites": None,
            "source": "list",
            "as_of": "2026",
        }
    )


def shares(**postings: int) -> pd.DataFrame:
    counts = pd.DataFrame(
        {
            "credential_id": [n.lower() for n in postings],
            "name": list(postings),
            "kind": "certification",
            "postings": list(postings.values()),
            "required": list(postings.values()),
            "preferred": 0,
            "employers": 7,
        }
    )
    return with_shares(with_sums(counts), base_of(1000))


@pytest.mark.parametrize(
    ("postings", "words"),
    [
        (
            {"A": 200, "B": 10},
            "A is asked for in 20 of 100 postings (18 to 23), more than the other.",
        ),
        ({"A": 200, "B": 10, "C": 0}, "more than the others."),
        ({"A": 20, "B": 19}, "too close to call with B."),
        ({"A": 20, "B": 20, "C": 19}, "too close to call with B and C."),
        ({"A": 0, "B": 0}, "None of them is named in 1,000 postings."),
    ],
)
def test_the_answer_says_who_is_most_asked_for_and_what_is_luck(
    postings: dict[str, int], words: str
) -> None:
    known = rows(**dict.fromkeys(postings, 100.0))
    assert words in compare(shares(**postings), known, BASE, 5)


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        ({"A": 100.0, "B": 300.0}, "A costs least OVER: $100."),
        ({"A": 0.0, "B": 300.0}, "A costs nothing OVER."),
        ({"A": 9.0, "B": 9.0}, "A and B cost the same OVER: $9."),
        (
            {"A": 9.0, "B": 9.0, "C": 20.0},
            "A and B cost least OVER: $9 each.",
        ),
        (
            {"A": 9.0, "B": None},
            "A costs $9 OVER; a part of the price of B is",
        ),
        (
            {"A": 9.0, "B": 20.0, "C": None},
            ", as far as prices are known (a part is missing for C).",
        ),
        (
            {"A": None, "B": None},
            "Of none is the price OVER known in full.",
        ),
    ],
)
def test_the_answer_says_what_costs_least_as_far_as_it_is_known(
    totals: dict[str, float | None], words: str
) -> None:
    answer = compare(shares(**dict.fromkeys(totals, 20)), rows(**totals), BASE, 5)
    assert words.replace("OVER", "to earn and keep for 5 years") in answer


def test_too_few_postings_are_said_and_one_credential_is_no_comparison() -> None:
    few = base_of(12, employers=3)
    assert "too few: 12 postings" in compare(shares(A=1, B=2), rows(A=1.0, B=2.0), few, 5)
    assert compare(shares(A=1), rows(A=1.0), BASE, 5).startswith("Choose two to six")


SKILLS = pd.DataFrame({"credential_id": ["a", "a", "b"], "skill_name": ["S1", "S2", "S1"]})
EDGES = pd.DataFrame(
    {
        "from_id": ["x", "r", "a"],
        "from_name": ["Advised", "Needed", "A"],
        "to_id": ["a", "a", "n"],
        "to_name": ["A", "A", "Next"],
        "relation": "prerequisite",
        "strength": ["recommended", "required", "required"],
    }
)


FIT = {"a": {"Supervision": "in a centre · 5 of 5"}, "b": {"Supervision": "not found yet"}}


def test_every_measure_stands_side_by_side_and_unknown_is_said() -> None:
    chosen = rows(A=100.0, B=None)
    table = side_by_side(chosen, shares(A=20, B=0), SKILLS, EDGES, MEASURED, 5, FIT)
    a, b = table["A"], table["B"]
    assert a["Asked for in"] == "2.0 of 100 postings (1.3 to 3.1); 20 of 1,000"
    assert a["Comes before it"] == "Needed (required); Advised (recommended)"
    assert a["Leads on to"] == "Next"
    assert a["Skills in common"] == "S1 (1 of 2)"
    assert a["Skills only here"] == "S2"
    assert b["Skills only here"] == "none"
    assert a["Delivery"] == "exam at home"
    assert a["Source of the price"] == "the same"
    assert b["Price to keep, 5 years"] == "cannot be told: price not known"
    assert b["Comes before it"] == "none known"
    assert table.loc["Supervision"].tolist() == ["in a centre · 5 of 5", "not found yet"]
    assert not table.isna().any().any()


def test_shares_of_too_few_postings_are_not_written() -> None:
    table = side_by_side(rows(A=1.0, B=1.0), shares(A=1, B=0), SKILLS, EDGES, TOO_FEW, 0, FIT)
    assert table.loc["Asked for in"].tolist() == [TOO_FEW, TOO_FEW]
    assert not any(name.startswith("Price to keep") for name in table.index)


def test_degrees_are_not_counted_and_never_zero() -> None:
    degree = shares(A=0).assign(kind="degree")
    table = side_by_side(rows(A=1.0), degree, SKILLS, EDGES, MEASURED, 0, FIT)
    assert table.loc["Asked for in"].tolist() == [NOT_COUNTED]
    assert table.loc["Required in"].tolist() == [NOT_COUNTED]


def test_what_no_posting_names_counts_as_zero() -> None:
    asked = (
        shares(A=5)
        .drop(columns=["n", "share", "low", "high"])
        .assign(mentioned=0, sources=1, kind="licence")
    )
    assert counts_of(rows(A=1.0, B=1.0), asked)["postings"].tolist() == [5, 0]


SUMMARY = pd.DataFrame(
    {
        "kind": ["degree", "certificate"],
        "credentials": [3, 2],
        "with_price": [6, 4],
        "median_price_usd": [20000.0, 900.0],
        "with_hours": [0, 1],
        "median_hours": [np.nan, 40.0],
        "with_renewal": [3, 0],
        "expiring": [0, 0],
        "with_skills": [1, 1],
        "median_skills": [4.0, 5.0],
        "median_area_skills": [1.0, 2.5],
        "median_area_share": [0.25, 0.5],
        "academic": [3, 0],
        "with_delivery": [1, 1],
        "online": [1, 0],
        "with_onward": [0, 1],
        "credit_bearing": [0, 1],
    }
)


def test_kinds_carry_n_and_medians_of_a_few_are_no_references() -> None:
    asked = pd.DataFrame({"kind": ["certificate"], "name": ["C1"], "postings": [20]})
    table = kinds_side_by_side(SUMMARY, asked, BASE)
    assert list(table.columns) == ["Certificate", "Degree"]
    assert table.loc["Asked for"].tolist() == ["1 of 2", NOT_COUNTED]
    assert table.loc["Most asked for"].tolist() == ["2.0 of 100: C1", NOT_COUNTED]
    assert table.loc["Median price"].tolist() == ["$900 (n = 4)", "$20,000 (n = 6)"]
    assert table.loc["By a college or university"].tolist() == ["0 % of 2", "100 % of 3"]
    assert "Skills of this area, median" not in table.index
    assert references(SUMMARY) == {"median degree (n = 6)": 20000.0}


def test_within_a_skill_area_scope_and_specificity_are_told_with_n() -> None:
    asked = pd.DataFrame({"kind": ["certificate"], "name": ["C1"], "postings": [20]})
    table = kinds_side_by_side(SUMMARY, asked, BASE, in_area=True)
    assert table.loc["Skills of this area, median"].tolist() == ["2.5 (n = 1)", "1 (n = 1)"]
    assert table.loc["Part of all its skills, median"].tolist() == ["50 % (n = 1)", "25 % (n = 1)"]


def test_kinds_without_a_credential_are_named() -> None:
    assert kinds_note(SUMMARY, "Patient care") == (
        "Of 5 credentials under your choices that teach a skill of Patient care. None of them is a "
        "microcredential or certification or licence."
    )
    assert kinds_note(SUMMARY.head(0), None).startswith("Of 0 credentials under your choices.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5 to 9 % *", r"5 to 9 % \*"),
        (
            "see https://a.example/x_y ; b",
            r"see [{}https\://a.example/x\_y](<https://a.example/x_y>) ; b",
        ),
        ("(https://a.example)", r"([{}https\://a.example](<https://a.example>))"),
    ],
)
def test_addresses_that_the_catalog_names_are_links(text: str, said: str) -> None:
    assert _cell(text) == said.format(JOINER)
