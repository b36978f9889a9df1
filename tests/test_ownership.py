"""What holds of every total cost, and how each part is counted."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.costs import (
    LOADING,
    Amount,
    cost_to_keep,
    exactly,
    loaded_hourly_usd,
    published_amount,
)
from analysis.ownership import (
    AUDIENCES,
    COUNTED,
    EARN,
    EDUCATION,
    EXTRAS,
    LEFT_OUT,
    MATERIALS,
    MEMBER,
    MEMBERSHIP,
    MOST_ATTEMPTS,
    NOT_ON_RECORD,
    RENEWALS,
    RETAKES,
    STUDY,
    SUBSIDISED,
    TRAINING,
    UNKNOWN,
    Facts,
    Ownership,
    Part,
    Price,
    Terms,
    expected_attempts,
    ownership,
    present_value,
)

PLAIN = Terms(years=5, discount_rate=0.0)
EXAM = Price(EARN, "all", "priced", exactly(400))
RENEWAL = Price(RENEWALS, "all", "priced", exactly(150), 36, ce_hours=60)


def part(one: Ownership, name: str) -> Part:
    return next(p for p in one.parts if p.name == name)


def cost(*prices: Price, terms: Terms = PLAIN, **facts: Any) -> Ownership:
    return ownership(Facts(prices, **facts), terms)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    ends = sorted(draw(st.lists(st.floats(0, 1e4), min_size=3, max_size=3)))
    return draw(
        st.sampled_from(
            [exactly(ends[0]), Amount(ends[1], ends[0], ends[2]), Amount(None, ends[0], None),
             Amount(None, None, None)]
        )
    )  # fmt: skip


PRICES = st.builds(
    Price,
    st.sampled_from((EARN, RETAKES, TRAINING, MATERIALS, MEMBERSHIP, RENEWALS)),
    st.sampled_from(("all", "member", "non_member", "subsidised")),
    st.sampled_from(("priced", "varies", None)),
    amounts(),
    st.sampled_from((None, 0, 6, 12, 24, 36, 60)),
    st.booleans(),
    st.none() | st.floats(0, 200),
)
FACTS = st.builds(
    Facts,
    st.lists(PRICES, max_size=9).map(tuple),
    st.none() | st.floats(0, 3000),
    st.none() | st.floats(0, 1),
    st.booleans(),
    st.booleans(),
    st.sampled_from(("", "state fee extra")),
)
TERMS = st.builds(
    Terms,
    st.integers(0, 12),
    st.integers(1, 50),
    st.sampled_from(list(AUDIENCES)),
    st.none() | st.floats(0, 200),
    st.floats(0, 0.2),
)


@given(FACTS, TERMS)
def test_low_typical_and_high_are_in_order_and_what_is_missing_is_none(
    facts: Facts, terms: Terms
) -> None:
    found = ownership(facts, terms)
    for amount in (found.total, *(p.amount for p in found.parts)):
        known = [end for end in (amount.low, amount.typical, amount.high) if end is not None]
        assert all(b - a >= -1e-6 * max(1, b) for a, b in itertools.pairwise(known))
    for one in found.parts:
        assert (one.state == COUNTED) == (one.amount.typical is not None)
        if one.state in (NOT_ON_RECORD, LEFT_OUT):
            assert one.amount == Amount(None, None, None)
            assert one.why
    assert (found.total.typical is None) == bool(found.named(UNKNOWN))


@given(FACTS, TERMS)
def test_the_total_is_the_sum_of_its_counted_parts(facts: Facts, terms: Terms) -> None:
    found = ownership(facts, terms)
    if found.total.typical is not None:
        parts = [p.amount.typical for p in found.parts if p.state == COUNTED]
        assert found.total.typical == pytest.approx(sum(v for v in parts if v is not None))


@given(FACTS, TERMS, st.integers(1, 40))
def test_people_multiply(facts: Facts, terms: Terms, seats: int) -> None:
    one = ownership(facts, replace(terms, seats=1)).total
    many = ownership(facts, replace(terms, seats=seats)).total
    for single, several in ((one.low, many.low), (one.typical, many.typical)):
        assert (single is None) == (several is None)
        if single is not None:
            assert several == pytest.approx(single * seats)


@given(FACTS, TERMS)
def test_longer_never_costs_less(facts: Facts, terms: Terms) -> None:
    now, later = (ownership(facts, replace(terms, years=terms.years + more)) for more in (0, 1))
    for one, other in zip(now.parts, later.parts, strict=True):
        if one.amount.low is not None and other.amount.low is not None:
            assert other.amount.low >= one.amount.low - 1e-9


@given(FACTS, TERMS)
def test_a_discount_never_costs_more_and_none_is_the_plain_sum(facts: Facts, terms: Terms) -> None:
    plain = ownership(facts, replace(terms, discount_rate=0.0))
    discounted = ownership(facts, terms).total
    if discounted.low is not None:
        assert plain.total.low is not None
        assert discounted.low <= plain.total.low * (1 + 1e-9)
    renewals = part(plain, RENEWALS)
    if renewals.amount.typical is not None and renewals.times:
        single = renewals.amount.typical / terms.seats / renewals.times
        prices = [p.amount.typical for p in facts.prices if p.item == RENEWALS]
        assert any(single == pytest.approx(p) for p in prices if p is not None)


@given(
    st.integers(0, 12),
    st.sampled_from(("priced", "free", "varies", None)),
    st.none() | st.floats(0, 1e4),
    st.sampled_from(("priced", "none", None)),
    st.none() | st.floats(0, 1e3),
    st.sampled_from((None, 0, 12, 24, 36)),
)
def test_without_the_other_parts_it_is_the_price_to_keep(
    years: int, status: str | None, price: float | None, renewal: str | None, fee: float | None,
    period: int | None,
) -> None:  # fmt: skip
    kept = cost_to_keep(
        years=years,
        price_status=status,
        price_usd=price,
        renewal_status=renewal,
        renewal_fee_usd=fee,
        renewal_period_months=period,
    )
    prices = (
        Price(EARN, "all", status, published_amount(status, price, None, None)),
        Price(RENEWALS, "all", renewal, published_amount(renewal, fee, None, None), period),
    )
    found = ownership(Facts(prices), Terms(years=years, discount_rate=0.0)).total.typical
    assert found == (None if kept.total_usd is None else pytest.approx(kept.total_usd))


@pytest.mark.parametrize(
    ("rate", "attempts"),
    [(1.0, 1), (0.5, 2), (0.8, 1.25), (0.25, 4), (0.1, MOST_ATTEMPTS), (0.0, MOST_ATTEMPTS)],
)
def test_attempts_are_one_by_the_pass_rate_four_at_most(rate: float, attempts: float) -> None:
    assert expected_attempts(rate) == attempts


@pytest.mark.parametrize("rate", [-0.1, 1.1, float("nan")])
def test_what_is_no_rate_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="pass rate"):
        expected_attempts(rate)


def test_retakes_cost_the_price_of_a_second_attempt_else_of_the_exam() -> None:
    again = Price(RETAKES, "all", "priced", exactly(100))
    assert part(cost(EXAM, RENEWAL, again, pass_rate=0.5), RETAKES).amount == exactly(100)
    assert part(cost(EXAM, RENEWAL, pass_rate=0.5), RETAKES).amount == exactly(400)
    course = part(cost(EXAM, RENEWAL, pass_rate=0.5, covers_course=True), RETAKES)
    assert (course.state, course.amount.typical) == (UNKNOWN, None)
    assert part(cost(EXAM, pass_rate=1.0, covers_course=True), RETAKES).amount == exactly(0)
    none = part(cost(EXAM, RENEWAL), RETAKES)
    assert (none.state, none.why) == (
        NOT_ON_RECORD, "no pass rate on record: one attempt is counted"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("years", "period", "paid"), [(5, 12, 5), (0, 12, 1), (5, 24, 3), (5, 0, 1), (1, 60, 1)]
)
def test_a_required_membership_is_paid_for_every_period_that_begins(
    years: int, period: int, paid: int
) -> None:
    fee = Price(MEMBERSHIP, "all", "priced", exactly(50), period)
    found = part(cost(EXAM, fee, terms=replace(PLAIN, years=years)), MEMBERSHIP)
    assert (found.amount, found.times) == (exactly(50 * paid), paid)


def test_an_optional_membership_counts_only_with_a_member_price() -> None:
    fee = Price(MEMBERSHIP, "all", "priced", exactly(50), 12, is_optional=True)
    cheaper = Price(EARN, MEMBER, "priced", exactly(300))
    member = replace(PLAIN, audience=MEMBER)
    assert part(cost(EXAM, fee), MEMBERSHIP).state == LEFT_OUT
    assert part(cost(EXAM, fee, terms=member), MEMBERSHIP).state == LEFT_OUT
    found = cost(EXAM, cheaper, fee, terms=member)
    assert part(found, EARN).amount == exactly(300)
    assert part(found, MEMBERSHIP).amount == exactly(250)
    unpriced = part(cost(EXAM, cheaper, terms=member), MEMBERSHIP)
    assert (unpriced.state, unpriced.why) == (
        UNKNOWN, "member price taken, membership fee not known"
    )  # fmt: skip


def test_a_subsidised_price_is_what_is_left_and_its_lack_is_said() -> None:
    left = Price(EARN, SUBSIDISED, "priced", exactly(40))
    terms = replace(PLAIN, audience=SUBSIDISED)
    assert part(cost(EXAM, left, terms=terms), EARN).amount == exactly(40)
    usual = part(cost(EXAM, terms=terms), EARN)
    assert usual.amount == exactly(400)
    assert "no subsidy price on record" in usual.why


def test_what_is_optional_stands_in_the_high_figure_only() -> None:
    usual = Price(TRAINING, "all", "priced", exactly(900), is_optional=True)
    assert part(cost(EXAM, usual), TRAINING).amount == Amount(0, 0, 900)
    required = Price(TRAINING, "all", "priced", exactly(900))
    assert part(cost(EXAM, required), TRAINING).amount == exactly(900)


def test_a_course_without_a_price_and_fees_on_top_keep_the_total_open() -> None:
    free = Price(RENEWALS, "all", "none", exactly(0), 0)
    assert cost(EXAM, free).total == exactly(400)
    assert cost(EXAM, free, needs_course=True).named(UNKNOWN) == (TRAINING,)
    assert cost(EXAM, free, covers_course=True).named(LEFT_OUT)[0] == TRAINING
    found = cost(EXAM, free, extras="state fee extra")
    assert (found.named(UNKNOWN), found.total.low) == ((EXTRAS,), 400)
    assert part(found, EXTRAS).why == "state fee extra"


def test_time_counts_only_if_it_is_valued_and_unknown_hours_stay_unknown() -> None:
    valued = replace(PLAIN, hourly_usd=20.0)
    assert cost(EXAM, RENEWAL, hours=100.0).total == exactly(550)
    found = cost(EXAM, RENEWAL, hours=100.0, terms=valued)
    assert part(found, STUDY).amount == exactly(2000)
    assert part(found, EDUCATION).amount == exactly(1200)
    assert found.total == exactly(400 + 150 + 2000 + 1200)
    silent = replace(RENEWAL, ce_hours=None)
    assert cost(EXAM, silent, terms=valued).named(UNKNOWN) == (STUDY, EDUCATION)


def test_a_payment_is_worth_less_the_later_it_falls_due() -> None:
    assert present_value([0, 12, 24], 0.0) == 3
    assert present_value([12], 0.25) == pytest.approx(0.8)
    assert present_value([6], 0.21) == pytest.approx(1 / 1.1)


def test_an_hour_costs_its_wage_and_the_benefits() -> None:
    # 48.05 of compensation for 33.02 of wages; 2,080 hours a year.
    assert pytest.approx(1.4552, abs=1e-4) == LOADING
    assert loaded_hourly_usd(2080 * 33.02) == pytest.approx(48.05)


@pytest.mark.parametrize(
    "wrong",
    [{"years": -1}, {"seats": 0}, {"discount_rate": -0.1}, {"audience": "all"}, {"hourly_usd": -1}],
)
def test_terms_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"negative|no such"):
        Terms(**wrong)
