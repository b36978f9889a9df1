"""The candidates of a shortlist, as the pool knows them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.people import query, shown


def people_of(candidate_ids: Sequence[str]) -> pd.DataFrame:
    """Those of these candidates whom the session's pool has, in no order.

    candidate_id, display_name, role, place, country_name, experience_years, is_invented, badges
    (names of what is held, by name, in one text), verified_badges (how many of them are verified).
    """
    counted = query(
        """
        SELECT
            candidate_id, display_order - 1 AS position,
            coalesce(string_agg(c.name, '; ' ORDER BY c.name), '') AS badges,
            count(a.verified_on) AS verified_badges
        FROM people.candidates
        LEFT JOIN people.awards a USING (candidate_id)
        LEFT JOIN people.credentials c USING (credential_id)
        WHERE candidate_id IN (SELECT unnest($candidate_ids))
        GROUP BY ALL
        """,
        candidate_ids=tuple(candidate_ids),
    )
    # As the list of candidates shows them, places that are not known included.
    people = shown(counted["position"].to_numpy(np.int64))
    joined = people.merge(counted, on="candidate_id", validate="one_to_one")
    return joined.drop(columns=["headline", "position"])
