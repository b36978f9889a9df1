"""When the badges of the pool were last checked."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard.people import query


class Known(NamedTuple):
    """Badges of the pool that can be checked, held or not: how many there are a file of, how many
    of these never were, the days on which the last checks of all others fall, and of how many an
    export gives the address alone."""

    badges: int
    never: int
    oldest_on: date | None
    newest_on: date | None
    addresses: int
    is_sample: bool


def known() -> Known:
    """How many badges can be checked, and when they last were."""
    row = query("""
        SELECT
            count(badge_sha256) AS badges,
            count(badge_sha256) FILTER (checked_at IS NULL) AS never,
            min(checked_at)::DATE AS oldest_on,
            max(checked_at)::DATE AS newest_on,
            count(*) FILTER (badge_sha256 IS NULL AND url LIKE 'http%') AS addresses,
            (SELECT is_sample FROM people.build) AS is_sample
        FROM (
            SELECT badge_sha256, checked_at, url FROM people.awards
            UNION ALL SELECT badge_sha256, checked_at, url FROM people.awards_not_held
        )
    """).iloc[0]
    oldest, newest = (
        None if pd.isna(row[c]) else pd.Timestamp(row[c]).date() for c in ("oldest_on", "newest_on")
    )
    badges, never, addresses = (int(row[c]) for c in ("badges", "never", "addresses"))
    return Known(badges, never, oldest, newest, addresses, bool(row["is_sample"]))
