"""Numbers in words: as many digits as they support, separators, and what is unknown said."""

import pytest

from dashboard.metrics import (
    MEASURE_GROUPS,
    MEASURES,
    count,
    dollars,
    interval,
    of_100,
    percent,
    plural,
    range_of_100,
)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0 %"),
        (1, "100 %"),
        (0.4142, "41 %"),
        (0.1, "10 %"),
        (0.0152, "1.5 %"),
        (0.00468, "0.47 %"),
        (0.0004, "0.04 %"),
        # One posting of 34,844 is not none of them.
        (1 / 34844, "0.003 %"),
    ],
)
def test_percentages_have_as_many_digits_as_their_size_supports(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.0904, 0.151, "9 to 15 %"),
        (0.0140, 0.0166, "1.4 to 1.7 %"),
        (0.0045, 0.0060, "0.45 to 0.60 %"),
        (0, 1, "0 to 100 %"),
        (0.0002, 0.0008, "0.02 to 0.08 %"),
        (0.000005, 0.00019, "0.001 to 0.019 %"),
    ],
)
def test_both_ends_of_an_interval_have_the_same_digits(low: float, high: float, text: str) -> None:
    assert interval(low, high) == text
    assert range_of_100(low, high) + " %" == text


def test_shares_are_said_of_100() -> None:
    assert of_100(0.0152) == "1.5 of 100"
    assert of_100(0.33) == "33 of 100"


def test_counts_have_separators_and_their_plural() -> None:
    assert count(35087) == "35,087"
    assert plural(1, "employer") == "1 employer"
    assert plural(10576, "employer") == "10,576 employers"
    assert plural(0, "posting") == "0 postings"


@pytest.mark.parametrize(
    ("amount", "text"), [(None, ""), (float("nan"), ""), (0, "$0"), (12345.6, "$12,346")]
)
def test_dollars(amount: float | None, text: str) -> None:
    assert dollars(amount) == text


def test_every_measure_stands_in_exactly_one_group_and_is_explained() -> None:
    grouped = [name for names in MEASURE_GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(MEASURES)
    assert all(m.title and m.formula and m.help.endswith(".") for m in MEASURES.values())
