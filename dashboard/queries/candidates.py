"""Who holds which badges: the questions a recruiter asks of the pool."""

import pandas as pd

from dashboard.people import query
from dashboard.queries.conditions import VALID, CandidateFilter, conditions_of, parameters_of

SORTS = {
    "days_left": "CASE expiry_state WHEN 'does_not_expire' THEN 0 WHEN 'dated' THEN 1 "
    "WHEN 'not_known' THEN 2 ELSE 3 END, days_left DESC",
    "badges": "badge_count DESC",
    "experience": "experience_years DESC",
    "name": "display_name",
}
"""What the list can be sorted by; what does not expire has the longest left, and an expiry that
is not known comes after every one that is."""


def matching(
    chosen: CandidateFilter, limit: int | None = None, sort: str = "days_left"
) -> pd.DataFrame:
    """The candidates that meet every condition, a row each.

    Args:
        chosen: the conditions.
        limit: at most so many rows; all where None.
        sort: a key of ``SORTS``.

    Returns:
        candidate_id, display_name, headline, role, place, country_name, experience_years,
        is_invented, matching_badges (names of the badges that meet a condition, or of all that
        count where no condition asks for a badge), badge_count, earned_on (the last of them to be
        earned), expires_on (the first of them to expire, of those with a date), days_left (days
        from ``valid_on`` to that), expiry_state (dated, does_not_expire, not_known, or missing
        without any badge).
    """
    conditions = conditions_of(chosen)
    parameters = parameters_of(chosen, conditions)
    rows = " AND ".join(["true", *(c.sql for c in conditions)])
    counts = VALID if chosen.valid_on else "true"
    first = "" if limit is None else "LIMIT $limit"
    return query(
        f"""
        WITH chosen AS (FROM people.candidates AS p WHERE {rows}),
        meeting AS (
            SELECT
                a.candidate_id,
                string_agg(c.name, '; ' ORDER BY c.name) AS matching_badges,
                count(*) AS badge_count,
                max(a.earned_on) AS earned_on,
                min(a.expires_on) AS expires_on,
                CASE
                    WHEN min(a.expires_on) IS NOT NULL THEN 'dated'
                    WHEN bool_or(a.expiry_state = 'not_known') THEN 'not_known'
                    ELSE 'does_not_expire'
                END AS expiry_state
            FROM people.awards a
            JOIN chosen USING (candidate_id)
            JOIN people.credentials c USING (credential_id)
            WHERE {counts} AND {_meets_a_condition(chosen)}
            GROUP BY a.candidate_id
        )
        SELECT
            candidate_id, display_name, headline, role,
            city || ', ' || coalesce(region_name, country_name) AS place, country_name,
            experience_years, is_invented,
            coalesce(matching_badges, '') AS matching_badges,
            coalesce(badge_count, 0) AS badge_count,
            earned_on, expires_on, expiry_state,
            expires_on - $valid_on::DATE AS days_left
        FROM chosen
        LEFT JOIN meeting USING (candidate_id)
        ORDER BY {SORTS[sort]}, display_order
        {first}
        """,
        **parameters,
        limit=limit,
    )


def count_after_each_condition(chosen: CandidateFilter) -> pd.DataFrame:
    """How many candidates are left after each condition, the whole pool first.

    The order is: all of, any of, issuers, skills, places, experience, validity, none of. Validity
    comes after the conditions that ask for badges, so that its row tells how many hold them but
    not on that date; what nobody may hold is asked last, on that date.

    Returns:
        condition (in words), candidates (left after it and all before it).
    """
    conditions = conditions_of(chosen)
    counted = [
        "count(*) FILTER (" + " AND ".join(f"met_{n}" for n in range(last + 1)) + ")"
        for last in range(len(conditions))
    ]
    met = [f"({c.sql}) AS met_{n}" for n, c in enumerate(conditions)]
    row = query(
        f"SELECT {', '.join(['count(*)', *counted])} "
        f"FROM (SELECT {', '.join(['candidate_id', *met])} FROM people.candidates AS p)",
        **parameters_of(chosen, conditions),
    ).iloc[0]
    return pd.DataFrame(
        {
            "condition": ["Everybody in the pool", *(c.words for c in conditions)],
            "candidates": [int(n) for n in row],
        }
    )


def badges_of(candidate_id: str) -> pd.DataFrame:
    """Every badge of a candidate, the newest first, whether it meets a condition or not.

    award_id, credential_id, name, kind, issuer_name, earned_on, expires_on, expiry_state (dated,
    does_not_expire or not_known).
    """
    return query(
        """
        SELECT award_id, credential_id, name, kind, issuer_name, earned_on, expires_on,
            expiry_state
        FROM people.awards JOIN people.credentials USING (credential_id)
        WHERE candidate_id = $candidate_id
        ORDER BY earned_on DESC, name
        """,
        candidate_id=candidate_id,
    )


def _meets_a_condition(chosen: CandidateFilter) -> str:
    """Whether an award is one of those that the conditions ask for."""
    if not chosen.asks_for_badges:
        return "true"
    return """(
        list_contains($all_of, a.credential_id)
        OR list_contains($any_of, a.credential_id)
        OR list_contains($issuers, a.issuer_id)
        OR a.award_id IN (
            SELECT award_id FROM people.award_skills WHERE list_contains($skills, skill_id))
    )"""
