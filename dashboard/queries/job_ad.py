"""What a job ad is held against: who holds its credentials, how many its neighbours name."""

from datetime import date

import numpy as np

from analysis.holders import holding
from dashboard.filters import Filters
from dashboard.people import arrays
from dashboard.queries.badge_groups import numbers
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.recognition import POSTINGS_CHOSEN
from dashboard.warehouse import query


def holders(credential_ids: tuple[str, ...], valid_on: date | None) -> dict[str, int]:
    """credential_id -> candidates of the pool who hold it on a day; 0 where nobody does.

    Valid as on the page of candidates: earned by that day and not expired on it; whenever it was
    held where no day is given.
    """
    holders, counting = arrays().holders, CandidateFilter(valid_on=valid_on).counting
    return {
        i: int(np.count_nonzero(holding(holders, numbers([i]), counting))) for i in credential_ids
    }


def postings_naming_at_least(filters: Filters, credentials: int) -> int:
    """Postings under the filters that ask for at least so many (1 or more) of the credentials."""
    rows = query(
        f"""
        SELECT count(*) AS postings FROM (
            SELECT posting_no FROM marts.posting_mentions
            WHERE {POSTINGS_CHOSEN} AND is_asked AND list_contains($kinds, kind)
            GROUP BY posting_no HAVING count(*) >= $credentials
        )
        """,
        **filters.parameters(),
        credentials=credentials,
    )
    return int(rows["postings"].iloc[0])
