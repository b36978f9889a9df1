from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.metrics import price
from dashboard.prices import (
    overtakings,
    price_lines,
    to_keep,
    totals_by_year,
    with_keeping_cost,
)

TODAY = date(2026, 11, 23)


def credential(name: str, **changes: object) -> dict[str, object]:
    facts: dict[str, object] = {
        "credential_id": name.lower(),
        "name": name,
        "price_status": "priced",
        "price_usd": 400.0,
        "price_low_usd": np.nan,
        "price_high_usd": np.nan,
        "price_fresh_until": pd.Timestamp("2029-12-31"),
        "renewal_status": "priced",
        "renewal_fee_usd": 150.0,
        "renewal_period_months": 36,
    }
    return facts | changes


def table(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows))
    return frame.astype({"renewal_period_months": "Int64"})


FREE = {"price_status": "free", "price_usd": np.nan, "renewal_status": "none"}
RANGE = {"price_usd": np.nan, "price_low_usd": 100.0, "price_high_usd": 300.0}
SUBSCRIPTION = {"price_status": "subscription", "price_low_usd": 200.0, "price_high_usd": 400.0}
OPEN = {"price_usd": np.nan, "price_low_usd": 100.0}


@pytest.mark.parametrize(
    ("changes", "earn", "total", "is_approximate"),
    [
        ({}, 400, 550, False),
        (RANGE, 200, 350, True),
        (RANGE | {"price_status": "varies"}, 200, 350, True),
        ({"price_status": "varies"}, 400, 550, True),
        (SUBSCRIPTION, 400, 550, True),
        (FREE | {"renewal_fee_usd": np.nan}, 0, 0, False),
        (OPEN, None, None, False),
        ({"price_status": None, "price_usd": np.nan}, None, None, False),
        ({"renewal_fee_usd": np.nan, "renewal_status": None}, 400, None, False),
        ({"renewal_period_months": None}, 400, None, False),
        ({"renewal_period_months": 0, "renewal_fee_usd": np.nan}, 400, 400, False),
    ],
)
def test_a_price_is_one_amount_the_middle_of_a_range_or_not_known(
    changes: dict[str, object], earn: float | None, total: float | None, is_approximate: bool
) -> None:
    row = with_keeping_cost(table(credential("A", **changes)), 5, TODAY).iloc[0]
    assert (None if pd.isna(row["earn_usd"]) else row["earn_usd"]) == earn
    assert (None if pd.isna(row["total_usd"]) else row["total_usd"]) == total
    assert row["is_approximate"] == is_approximate


@pytest.mark.parametrize(
    ("changes", "stale"),
    [
        ({}, False),
        ({"price_fresh_until": pd.Timestamp("2026-11-22")}, True),
        ({"price_fresh_until": pd.NaT}, True),
        (OPEN | {"price_fresh_until": pd.NaT}, True),
        ({"price_usd": np.nan, "price_status": None, "price_fresh_until": pd.NaT}, False),
    ],
)
def test_a_price_is_stale_a_missing_one_is_not(changes: dict[str, object], stale: bool) -> None:
    assert with_keeping_cost(table(credential("A", **changes)), 5, TODAY)["is_stale"][0] == stale


def test_what_is_only_earned_needs_no_renewal_to_be_known() -> None:
    row = credential("A", renewal_period_months=None, renewal_fee_usd=np.nan, renewal_status=None)
    assert with_keeping_cost(table(row), 0, TODAY)["total_usd"][0] == 400


def test_a_line_steps_when_a_renewal_falls_due_but_not_on_the_last_day() -> None:
    lines = price_lines(table(credential("A"), credential("B", price_usd=np.nan)), 6)
    assert lines[["name", "year", "total_usd"]].to_numpy().tolist() == [
        ["A", 0.0, 400.0],
        ["A", 3.0, 550.0],
        ["A", 6.0, 550.0],
    ]


@pytest.mark.parametrize("years", [1, 4, 7, 10])
def test_a_line_ends_at_the_price_to_keep(years: int) -> None:
    rows = table(credential("A"), credential("B", renewal_period_months=18))
    totals = with_keeping_cost(rows, years, TODAY).set_index("name")["total_usd"]
    lines = price_lines(rows, years)
    for name, line in lines.groupby("name"):
        assert line["total_usd"].iloc[-1] == totals[name]
        assert line["total_usd"].iloc[-2] == totals[name]


def test_what_grows_dearer_is_named_with_its_year() -> None:
    rows = table(
        credential("Cheap", price_usd=300.0, renewal_period_months=12, renewal_fee_usd=100.0),
        credential("Once", price_usd=500.0, renewal_period_months=0),
    )
    found = overtakings(price_lines(rows, 5), {"certificate": 650.0, "degree": 9000.0})
    assert found.to_numpy().tolist() == [
        [3.0, 600.0, "Cheap", "Once"],
        [4.0, 700.0, "Cheap", "certificate"],
    ]


def test_nothing_crosses_where_nothing_is_known() -> None:
    lines = price_lines(table(credential("A", price_usd=np.nan)), 5)
    assert lines.empty
    assert overtakings(lines, {"degree": 1.0}).empty


def test_totals_by_year_are_the_lines_as_a_table() -> None:
    lines = price_lines(table(credential("A")), 5)
    assert totals_by_year(lines, 5).to_dict("records") == [
        {"Credential": "A", "To earn": 400, "1 year": 400, "2 years": 400, "3 years": 550,
         "5 years": 550}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("priced", 400.0, 2026.0), "$400 (2026)"),
        (("priced", 400.0, np.nan), "$400 (undated)"),
        (("priced", np.nan, 2025.0, 150.0, 350.0), "$150 to $350 (2025)"),
        (("priced", np.nan, 2020.0, 250.0, np.nan), "from $250 (2020)"),
        (("varies", 125.0, 2026.0), "about $125 (2026), varies"),
        (("subscription", 294.0, 2020.0, 147.0, 294.0), "$147 to $294 (2020), by subscription"),
        (("free", 0.0, 2026.0), "free"),
        (("not_published", np.nan, np.nan), "price not published"),
        (("priced", np.nan, np.nan), "not found yet"),
        ((None, np.nan, np.nan), "not found yet"),
    ],
)
def test_a_price_says_its_year_its_range_or_why_it_is_missing(
    args: tuple[str | None, float, float], words: str
) -> None:
    assert price(*args) == words


def test_the_horizon_in_words() -> None:
    assert to_keep(0) == "to earn"
    assert to_keep(1) == "to earn and keep for 1 year"
