"""Single cells: dates, numbers, and the words people write."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.importing.reading_csv import find_dialect
from etl.importing.values import (
    AMBIGUOUS_DATE,
    AMBIGUOUS_NUMBER,
    DAY_FIRST,
    MONTH_FIRST,
    NOT_A_DATE,
    NOT_A_NUMBER,
    amount,
    day,
    email,
    iso_moment,
    listed,
    moment,
    plain_number,
    truth,
    whole_number,
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-03-04", "2025-03-04"),
        ("2025/3/4", "2025-03-04"),
        ("20250304", "2025-03-04"),
        ("25/03/2025", "2025-03-25"),
        ("03/25/25", "2025-03-25"),
        ("03.04.2025", "2025-04-03"),
        ("03/03/2025", "2025-03-03"),
        ("Nov 3, 2025", "2025-11-03"),
        ("3-Nov-25", "2025-11-03"),
        ("Monday, 3rd November 2025", "2025-11-03"),
        ("4 mars 2025", "2025-03-04"),
        ("45719", "2025-03-03"),
        ("45719.5", "2025-03-03T12:00:00"),
        ("1741046400", "2025-03-04T00:00:00+00:00"),
        ("1741046400000", "2025-03-04T00:00:00+00:00"),
        ("2025-03-04T10:00:00Z", "2025-03-04T10:00:00+00:00"),
        ("2025-03-04 10:00:00.123 -0500", "2025-03-04T10:00:00-05:00"),
        ("03/25/2025 2:30 PM", "2025-03-25T14:30:00"),
        ("25/03/2025 12:05 am", "2025-03-25T00:05:00"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert iso_moment(text) == iso
    assert day(text) == date.fromisoformat(iso[:10])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/2025", AMBIGUOUS_DATE),
        ("3-4-25", AMBIGUOUS_DATE),
        ("soon", NOT_A_DATE),
        ("31/02/2025", NOT_A_DATE),
        ("2025", NOT_A_DATE),
        ("0025-01-01", NOT_A_DATE),
        ("2025-03-04 25:00", NOT_A_DATE),
    ],
)
def test_dates_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        day(text)


def test_the_order_of_the_column_decides() -> None:
    assert iso_moment("03/04/2025", DAY_FIRST) == "2025-04-03"
    assert iso_moment("03/04/2025", MONTH_FIRST) == "2025-03-04"
    assert moment("2025-03-04T10:00:00+02:00") == datetime(2025, 3, 4, 8, tzinfo=UTC)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from([DAY_FIRST, MONTH_FIRST]))
def test_every_date_is_read_back(one: date, order: str) -> None:
    written = one.strftime("%d/%m/%Y" if order == DAY_FIRST else "%m/%d/%Y")
    if min(one.day, one.month) <= 12 and one.day <= 12:
        assert iso_moment(written, order) == one.isoformat()
    assert iso_moment(one.strftime("%b %d, %Y")) == one.isoformat()


@pytest.mark.parametrize(
    ("text", "decimal", "plain"),
    [
        ("1,234.56", None, "1234.56"),
        ("1.234,56", None, "1234.56"),
        ("1 234,5", None, "1234.5"),
        ("1,234,567", None, "1234567"),
        ("12,5", None, "12.5"),
        ("0.125", None, "0.125"),
        ("$1,299.00", None, "1299.00"),
        ("€ 1.299,00", None, "1299.00"),
        ("1234 USD", None, "1234"),
        ("(5.00)", None, "-5.00"),
        ("12 %", None, "12"),
        ("1'234.50", None, "1234.50"),
        ("1.234", ",", "1234"),
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("12", ",", "12"),
    ],
)
def test_numbers(text: str, decimal: str | None, plain: str) -> None:
    assert plain_number(text, decimal) == plain


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1.234", AMBIGUOUS_NUMBER), ("1,234", AMBIGUOUS_NUMBER), ("ten", NOT_A_NUMBER),
     ("1,2,3", NOT_A_NUMBER), ("", NOT_A_NUMBER), ("1.2.3,4", NOT_A_NUMBER)],
)  # fmt: skip
def test_numbers_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        plain_number(text)


def test_other_cells() -> None:
    assert whole_number("12.0") == 12
    with pytest.raises(ValueError, match="not a whole number"):
        whole_number("12.5")
    assert amount("Free") == 0
    with pytest.raises(ValueError, match="below zero"):
        amount("-1")
    assert (truth("Yes"), truth("0")) == (True, False)
    with pytest.raises(ValueError, match="neither"):
        truth("perhaps")
    assert email("Ann <Ann@Example.org>") == "ann@example.org"
    with pytest.raises(ValueError, match="not an e-mail"):
        email("ann at example.org")
    assert listed("a; b | c;") == ("a", "b", "c")
    assert listed("a, b, a") == ("a", "b")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3\n", ";"),
        ("a\tb\n1, 2\t3\n", "\t"),
        ("a|b\n1, 2|3\n", "|"),
        ("sep=;\na;b\n", ";"),
        ("only\none\n", ","),
        ('title\na, b\n\n"x;y",z\n"p;q",r\n"s;t",u\n', ","),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert find_dialect(text).delimiter == delimiter
