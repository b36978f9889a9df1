"""When the badges of the pool were last checked."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard.people import query


class Known(NamedTuple):
    """Badges of the pool that can be checked, held or not: how many, how many never were, and the
    days on which the last checks of all others fall."""

    badges: int
    never: int
    oldest_on: date | None
    newest_on: date | None
    is_sample: bool


def known() -> Known:
    """Of the badges with a file or an address behind them: how many, and when last checked."""
    row = query("""
        SELECT
            count(*) AS badges,
            count(*) FILTER (checked_at IS NULL) AS never,
            min(checked_at AT TIME ZONE 'UTC')::DATE AS oldest_on,
            max(checked_at AT TIME ZONE 'UTC')::DATE AS newest_on,
            (SELECT is_sample FROM people.build) AS is_sample
        FROM (
            SELECT badge_sha256, checked_at FROM people.awards
            UNION ALL SELECT badge_sha256, checked_at FROM people.awards_not_held
        )
        WHERE badge_sha256 IS NOT NULL
    """).iloc[0]
    oldest, newest = (
        None if pd.isna(row[c]) else pd.Timestamp(row[c]).date() for c in ("oldest_on", "newest_on")
    )
    return Known(int(row["badges"]), int(row["never"]), oldest, newest, bool(row["is_sample"]))
