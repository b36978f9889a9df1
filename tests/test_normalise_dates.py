"""Posting dates: shapes that occur, and those that tell nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.dates import EARLIEST_POSTED_ON, parse_posted

COLLECTED_ON = date(2025, 9, 10)


@pytest.mark.parametrize(
    ("text", "posted_on"),
    [
        ("2025-04-22", date(2025, 4, 22)),
        ("2020-10-27T13:46:10+0000", date(2020, 10, 27)),
        ("2025-02-12T14:35:31-05:00", date(2025, 2, 12)),
        ("2025-02-12T00:00:00.000Z", date(2025, 2, 12)),
        ("2024-04 (by job id)", date(2024, 4, 1)),
        ("1700000000", date(2023, 11, 14)),
        ("1700000000000", date(2023, 11, 14)),
        ("10/12/2023", date(2023, 10, 12)),
        ("8/29/2023", date(2023, 8, 29)),
        ("03-10-17", date(2017, 3, 10)),
        ("02-05-99", date(1999, 2, 5)),
        ("Friday, September 19, 2014 to Friday, October 3, 2014", date(2014, 9, 19)),
        ("Sat, 22 Aug 2020 7:00:00 GMT", date(2020, 8, 22)),
        ("2022 24-Feb", date(2022, 2, 24)),
        ("2024 Feb-29", date(2024, 2, 29)),
        ("2025 04-09", date(2025, 4, 9)),
        ("13 days ago", date(2025, 8, 28)),
        ("Posted 2 Days Ago", date(2025, 9, 8)),
        ("Reposted 1 week ago", date(2025, 9, 3)),
        ("il y a 2 semaines", date(2025, 8, 27)),
        ("21 hours ago", COLLECTED_ON),
        ("Posted Today", COLLECTED_ON),
        ("Yesterday", date(2025, 9, 9)),
        ("3 Days (seen 2025-09-04)", date(2025, 9, 1)),
        ("Posted Yesterday (seen 2025-09-03)", date(2025, 9, 2)),
        ("2025-08-17T00:00:00.000+0000 (seen 2025-08-19)", date(2025, 8, 17)),
    ],
)
def test_reads(text: str, posted_on: date) -> None:
    assert parse_posted(text, COLLECTED_ON) == posted_on


@pytest.mark.parametrize(
    "text",
    [
        "", "########", "2023", "2023 (commit)", "2023 (commit 2023-12)", "Recently",
        "30+ Days (seen 2025-09-04)", "Over 1 month ago", "3 months ago", "1 year ago",
        "13/45/2023", "2023-02-30", "1994-12-31", "2025-09-12", "99999999999",
        "3 Days (seen 2025-13-40)", "99999 days ago",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    assert parse_posted(text, COLLECTED_ON) is None


def test_relative_dates_need_the_day_of_collection() -> None:
    assert parse_posted("3 days ago", None) is None
    assert parse_posted("2025-04-22", None) == date(2025, 4, 22)


def test_a_day_after_collection_is_a_time_zone() -> None:
    assert parse_posted("2025-09-11", COLLECTED_ON) == date(2025, 9, 11)


@given(st.one_of(st.text(max_size=40), st.integers(0, 10**13).map(str)))
def test_never_fails_and_stays_in_bounds(text: str) -> None:
    posted_on = parse_posted(text, COLLECTED_ON)
    assert posted_on is None or EARLIEST_POSTED_ON <= posted_on <= date(2025, 9, 11)


@given(st.dates(EARLIEST_POSTED_ON, COLLECTED_ON))
def test_iso_dates_return_themselves(day: date) -> None:
    assert parse_posted(day.isoformat(), COLLECTED_ON) == day
