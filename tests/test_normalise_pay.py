"""Advertised pay: shapes that occur, and what each becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.pay import Pay, parse_pay
from etl.normalise.pay_rules import (
    ANNUALISED_BY_SOURCE,
    ASSUMED_ANNUAL,
    ESTIMATED,
    PERIOD_FACTORS,
    PLAUSIBLE_ANNUAL,
    STATED,
)


@pytest.mark.parametrize(
    ("text", "country", "low", "high", "currency", "period", "basis"),
    [
        # British health service
        ("£21,400 - £26,900 per annum", "GB", 21_400, 26_900, "GBP", "year", STATED),
        ("£21,400 to £26,900 pa", "GB", 21_400, 26_900, "GBP", "year", STATED),
        ("£38,800 - £44,500 per annum excl HCAs", "GB", 38_800, 44_500, "GBP", "year", STATED),
        ("£38,800 - £44,500 p.a. pro rata", "GB", 38_800, 44_500, "GBP", "year", STATED),
        ("£38,800 - £44,500 pa/pr", "GB", 38_800, 44_500, "GBP", "year", STATED),
        ("£29,800 -£36,700 pa inc HCAS", "GB", 29_800, 36_700, "GBP", "year", STATED),
        ("£24,900 - £30,600", "GB", 24_900, 30_600, "GBP", "year", ASSUMED_ANNUAL),
        ("24,900.00 to 30,600.00", "GB", 24_900, 30_600, "GBP", "year", ASSUMED_ANNUAL),
        ("33,000", "GB", 33_000, 33_000, "GBP", "year", ASSUMED_ANNUAL),
        ("£24, 900 - £30, 600 pa", "GB", 24_900, 30_600, "GBP", "year", STATED),
        ("£24,900 - 30,600 pa", "GB", 24_900, 30_600, "GBP", "year", STATED),
        ("£38-44k", "GB", 38_000, 44_000, "GBP", "year", ASSUMED_ANNUAL),
        ("£38k - £44k per annum", "GB", 38_000, 44_000, "GBP", "year", STATED),
        ("£11.50 an hour", "GB", 23_920, 23_920, "GBP", "hour", STATED),
        ("£9.20 - £16.80ph", "GB", 19_136, 34_944, "GBP", "hour", STATED),
        ("£15.60 - 25.00 per hour", "GB", 32_448, 52_000, "GBP", "hour", STATED),
        ("£21.60 p/h", "GB", 44_928, 44_928, "GBP", "hour", STATED),
        ("13.20 per hour", "GB", 27_456, 27_456, "GBP", "hour", STATED),
        ("£200 per day", "GB", 52_000, 52_000, "GBP", "day", STATED),
        ("From £18,000 per annum", "GB", 18_000, None, "GBP", "year", STATED),
        ("Up to £33,000", "GB", None, 33_000, "GBP", "year", ASSUMED_ANNUAL),
        ("£50,000+", "GB", 50_000, None, "GBP", "year", ASSUMED_ANNUAL),
        ("AfC Band 6: £31,300 rising to £37,800", "GB", 31_300, 37_800, "GBP", "year",
         ASSUMED_ANNUAL),
        ("Band 7 £38,000-£44,000 Band 8a £45,000-£51,000", "GB", 38_000, 51_000, "GBP", "year",
         ASSUMED_ANNUAL),
        ("£32,000 - £51,000 pa, 37.5 hours per week", "GB", 32_000, 51_000, "GBP", "year", STATED),
        ("£16.40 per hour (£32,900 per annum)", "GB", 32_900, 32_900, "GBP", "year", STATED),
        ("Up to £18,200 pa (FTE £45,700 pa)", "GB", None, 45_700, "GBP", "year", STATED),
        ("Up to £17,600 (£44,100FTE) DoE", "GB", None, 44_100, "GBP", "year", ASSUMED_ANNUAL),
        # cut off, misspelt and shortened
        ("Band 5 £24,900 - £30,600 per ann", "GB", 24_900, 30_600, "GBP", "year", STATED),
        ("£24,900 - £30,600 pro rata per a", "GB", 24_900, 30_600, "GBP", "year", STATED),
        ("£20.50 per hou", "GB", 42_640, 42_640, "GBP", "hour", STATED),
        ("£15.60-25.00 / hour", "GB", 32_448, 52_000, "GBP", "hour", STATED),
        ("from£38,800 per annum", "GB", 38_800, None, "GBP", "year", STATED),
        ("£30 - £35,000 per annum", "GB", 30_000, 35_000, "GBP", "year", STATED),
        ("$500–$1K a month", "SG", 6_000, 12_000, "SGD", "month", STATED),
        ("£37,100 (£18.50 p/h)", "GB", 37_100, 37_100, "GBP", "year", STATED),
        # bonuses and allowances stay out
        ("£28,000 - £33,400 with £3000 Welcome Bonus", "GB", 28_000, 33_400, "GBP", "year",
         ASSUMED_ANNUAL),
        ("£16.50 plus 12.1% annual leave (£18.40ph)", "GB", 34_320, 34_320, "GBP", "hour", STATED),
        ("£24,900 - £30,600 pa plus £5,000 bonus", "GB", 24_900, 30_600, "GBP", "year", STATED),
        ("£37,600.50 + £1500 Welcome Bonus", "GB", 37_600.5, 37_600.5, "GBP", "year",
         ASSUMED_ANNUAL),
        ("£82,000 - £110,000+£2,100 LW per annum", "GB", 82_000, 110_000, "GBP", "year", STATED),
        ("£31,300 - £37,800 pro rata (£18,800 - £22,700 actual)", "GB", 31_300, 37_800, "GBP",
         "year", ASSUMED_ANNUAL),
        # boards
        ("$82,500 - $110,000 ", "US", 82_500, 110_000, "USD", "year", ASSUMED_ANNUAL),
        ("From $70,000 a year", "US", 70_000, None, "USD", "year", STATED),
        ("$64,800.00/yr - $142,700.00/yr", "US", 64_800, 142_700, "USD", "year", STATED),
        ("$20.00/hr - $33.00/hr", "US", 41_600, 68_640, "USD", "hour", STATED),
        ("45 000,00 EUR/an - 55 000,00 EUR/an", "FR", 45_000, 55_000, "EUR", "year", STATED),
        ("₹400,000.00/yr - ₹1,000,000.00/yr", "IN", 400_000, 1_000_000, "INR", "year", STATED),
        ("Employer Provided Salary:$150K-$160K", "US", 150_000, 160_000, "USD", "year",
         ASSUMED_ANNUAL),
        ("$4.5K–$7K a month", "SG", 54_000, 84_000, "SGD", "month", STATED),
        ("$45K–$54K a year", "SG", 45_000, 54_000, "SGD", "year", STATED),
        ("$60,000 a year", "CA", 60_000, 60_000, "CAD", "year", STATED),
        ("$60,000 a year", "AU", 60_000, 60_000, "AUD", "year", STATED),
        ("$60,000 a year", None, 60_000, 60_000, "USD", "year", STATED),
        ("$61,600 to $90,100; $66,200 to $96,800; and $82,400", "US", 61_600, 96_800, "USD",
         "year", ASSUMED_ANNUAL),
        ("$83,300 (flat-rated)", "US", 83_300, 83_300, "USD", "year", ASSUMED_ANNUAL),
        # estimates are read, and said to be no offer
        ("$68K-$112K (Glassdoor est.)", "US", 68_000, 112_000, "USD", "year", ESTIMATED),
        ("$21-$34 Per Hour(Glassdoor est.)", "US", 43_680, 70_720, "USD", "hour", ESTIMATED),
        ("Estimated $61.5K - $78K a year", "US", 61_500, 78_000, "USD", "year", ESTIMATED),
        # codes before or after, and other ways to write thousands
        ("SGD 5,000 - 7,000 Monthly", "SG", 60_000, 84_000, "SGD", "month", STATED),
        ("8000 to 12000 EGP Per Month", "EG", 96_000, 144_000, "EGP", "month", STATED),
        ("AED 10,000 - 15,000 monthly", "AE", 120_000, 180_000, "AED", "month", STATED),
        ("EUR 60,000 a year", "DE", 60_000, 60_000, "EUR", "year", STATED),
        ("€50.000 - €60.000 per year", "DE", 50_000, 60_000, "EUR", "year", STATED),
        ("50 000 € - 60 000 € par an", "FR", 50_000, 60_000, "EUR", "year", STATED),
        ("₹10,00,000 - ₹15,00,000 a year", "IN", 1_000_000, 1_500_000, "INR", "year", STATED),
        ("£24.907 - £30.615 per annum", "GB", 24_907, 30_615, "GBP", "year", STATED),
        ("$1,500 - $2,000 biweekly", "US", 39_000, 52_000, "USD", "week", STATED),
        ("$2,000 every two weeks", "US", 52_000, 52_000, "USD", "week", STATED),
        ("£12,000 actual salary (£24,000 full time equivalent)", "GB", 24_000, 24_000, "GBP",
         "year", ASSUMED_ANNUAL),
        # fields of programs
        ("80400.0-105000.0 yearly", "US", 80_400, 105_000, "USD", "year", STATED),
        ("28.0-45.0 hourly", "US", 58_240, 93_600, "USD", "hour", STATED),
        ("75500.0--1.0 yearly", "US", 75_500, None, "USD", "year", STATED),
        ("39000.0-nan yearly", "US", 39_000, None, "USD", "year", STATED),
        ("1730.0-2500.0 weekly", "US", 89_960, 130_000, "USD", "week", STATED),
        ("61380.8-72716.8 hourly", "US", 61_380.8, 72_716.8, "USD", "hour",
         ANNUALISED_BY_SOURCE),
        ("57672.0-71964.0 monthly", "US", 57_672, 71_964, "USD", "month", ANNUALISED_BY_SOURCE),
        ("5855.0-7327.0 monthly", "US", 70_260, 87_924, "USD", "month", STATED),
        ("22.5-42 USD per HOUR", "US", 46_800, 87_360, "USD", "hour", STATED),
        ("130700-182900 USD per YEAR", "US", 130_700, 182_900, "USD", "year", STATED),
        ("{'@type': 'MonetaryAmount', 'currency': 'USD', 'value': {'@type': 'QuantitativeValue', "
         "'minValue': '55', 'maxValue': '70', 'unitText': 'hour'}}", "US", 114_400, 145_600,
         "USD", "hour", STATED),
    ],
)  # fmt: skip
def test_reads(
    text: str,
    country: str | None,
    low: float | None,
    high: float | None,
    currency: str,
    period: str,
    basis: str,
) -> None:
    assert parse_pay(text, country) == Pay(low, high, currency, period, basis)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("", "US"),
        ("-1", "US"),
        ("Competitive", "GB"),
        ("TBC", "GB"),
        ("Band 7", "GB"),
        ("AfC Band 8a equivalent", "GB"),
        ("Full-time", "US"),
        ("Full-time, P", "US"),
        ("N", "US"),
        ("$500", "US"),
        ("$25 - $40", "US"),
        ("£9.20 - £12.90", "GB"),
        ("$3,000 - $4,000", "US"),
        ("$50 per g", "US"),
        ("$2,800 per cl", "US"),
        ("$20 - $36 per session - P", "US"),
        ("£10k/session", "GB"),
        ("£10,000 per PA", "GB"),
        ("£100 per shift", "GB"),
        ("Potential to earn £43,200", "GB"),
        ("OTE £60,000", "GB"),
        ("$40M a month", "SG"),
        ("$80K-$112K a month", "SG"),
        ("$1–$300 a month", "SG"),
        ("$2,882 a year", "SG"),
        ("14000-18000", "EG"),
        ("0-0", "EG"),
        ("0.0-0.0 paid", "US"),
        ("5883.0-47343.0 unknown", "US"),
        ("£50,575 - 352,500", "GB"),
        ("£24,900 - £30,6155", "GB"),
        ("45,0000 to 50,000", "GB"),
        ("£24.907.00 per annum", "GB"),
        ("8114 pro rata per annum", "GB"),
        ("37.5 hours per week", "GB"),
        ("8.0", "US"),
        ("$3,000,000 a year", "US"),
        ("£30,000 or $40,000 a year", "GB"),
    ],
)
def test_refuses(text: str, country: str) -> None:
    assert parse_pay(text, country) is None


@given(st.text(max_size=80), st.sampled_from([None, "US", "GB", "SG", "EG", "FR"]))
def test_never_fails_on_any_text(text: str, country: str | None) -> None:
    pay = parse_pay(text, country)
    if pay is not None:
        assert_is_plausible(pay)


@given(
    low=st.floats(1, 500_000).map(lambda value: round(value, 2)),
    high=st.floats(1, 500_000).map(lambda value: round(value, 2)),
    ending=st.sampled_from(["", " per annum", " per hour", " a month", " pa pro rata", " a day"]),
    sign=st.sampled_from(["$", "£", "€"]),
)
def test_a_range_is_ordered_and_plausible(low: float, high: float, ending: str, sign: str) -> None:
    pay = parse_pay(f"{sign}{low:,.2f} - {sign}{high:,.2f}{ending}", "US")
    if pay is not None:
        assert_is_plausible(pay)


@given(st.integers(20_000, 400_000))
def test_a_bare_salary_reads_as_written(amount: int) -> None:
    assert parse_pay(f"${amount:,}", "US") == Pay(amount, amount, "USD", "year", ASSUMED_ANNUAL)


def assert_is_plausible(pay: Pay) -> None:
    floor, ceiling = PLAUSIBLE_ANNUAL[pay.currency]
    amounts = [amount for amount in (pay.min_annual, pay.max_annual) if amount is not None]
    assert amounts
    assert amounts == sorted(amounts)
    assert all(floor <= amount <= ceiling for amount in amounts)
    assert pay.period in PERIOD_FACTORS
