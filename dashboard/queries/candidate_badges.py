"""Candidates' badges one by one: what is held, what does not count, the files behind them."""

import numpy as np
import pandas as pd

from analysis.holders import Numbers
from analysis.listing import listed, summary
from dashboard.people import arrays, query
from dashboard.queries.conditions import CandidateFilter, found

CHECK = """
    badge_sha256, badge_format, linked_by, a.source_file, verdict, reason, recipient_match,
    issuer_trust, issuer_domain, issuer_fits, checked_at, checked_mode, verified_on
"""


def matching_badges(chosen: CandidateFilter, limit: int, sort: str) -> pd.DataFrame:
    """The badges that meet a condition, a row each, of the first candidates of a list.

    Args:
        limit: candidates at most.
        sort: one of ``queries.candidates.SORTS``.

    Returns:
        The columns of ``badges_of``, in the order of the list.
    """
    pool, asked = arrays(), chosen.matching_badges()
    positions = listed(pool, found(chosen), sort, asked, chosen.counting, limit)
    matched = summary(pool.holders, positions, asked, chosen.counting)
    return _awards_at(matched.rows[np.argsort(matched.owner, kind="stable")])


def badges_of(candidate_id: str) -> pd.DataFrame:
    """Every badge that a candidate holds, the newest first, whether it meets a condition or not.

    candidate_id, display_name (of the candidate), is_invented, credential_id, name, kind,
    issuer_name, earned_on, expires_on, expiry_state (dated, does_not_expire or not_known), skills
    (names in one text, missing where none is known); and of the newest check badge_sha256,
    badge_format, linked_by, source_file, verdict, reason, recipient_match, issuer_trust,
    issuer_domain, issuer_fits, checked_at (UTC), checked_mode, verified_on.
    """
    places = query(
        "SELECT display_order FROM people.candidates WHERE candidate_id = $candidate_id",
        candidate_id=candidate_id,
    )["display_order"]
    holders = arrays().holders
    own = [holders.own_awards[slice(*holders.own_starts[n - 1 : n + 1])] for n in places]
    rows = _awards_at(np.concatenate(own).astype(np.int64) if own else np.zeros(0, np.int64))
    return rows.sort_values(
        ["earned_on", "name"], ascending=[False, True], na_position="last", ignore_index=True
    )


def not_held_of(candidate_id: str) -> pd.DataFrame:
    """Every badge that a file gives a candidate and that does not count, the newest first.

    The columns of ``badges_of`` but is_invented, expiry_state and skills; and state (why).
    """
    return query(
        f"""
        SELECT candidate_id, display_name, credential_id, name, kind, issuer_name, earned_on,
            expires_on, state, {CHECK}
        FROM people.awards_not_held a
        JOIN people.credentials USING (credential_id)
        JOIN people.candidates USING (candidate_id)
        WHERE candidate_id = $candidate_id
        ORDER BY earned_on DESC NULLS LAST, name, state
        """,
        candidate_id=candidate_id,
    )


def badge_files_of(candidate_id: str) -> dict[str, str]:
    """The badges of a candidate as they came: SHA-256 -> a document, a signed token, an address."""
    rows = query(
        "SELECT badge_sha256, badge_text FROM people.badge_files "
        "WHERE candidate_id = $candidate_id AND badge_text IS NOT NULL",
        candidate_id=candidate_id,
    )
    return dict(zip(rows["badge_sha256"], rows["badge_text"], strict=True))


def _awards_at(rows: Numbers) -> pd.DataFrame:
    """The awards at some rows, in their order."""
    return query(
        f"""
        SELECT candidate_id, display_name, is_invented, credential_id, name, kind, issuer_name,
            earned_on, expires_on, expiry_state, (
                SELECT string_agg(skill_name, ', ' ORDER BY skill_name)
                FROM people.badge_skills s JOIN people.skills USING (skill_id)
                WHERE s.badge_no = a.badge_no
            ) AS skills,
            {CHECK}
        FROM (SELECT unnest($awards::BIGINT[]) AS row_no, unnest(range(len($awards))) AS n)
        JOIN people.awards a ON a.rowid = row_no
        JOIN people.credentials USING (credential_id)
        JOIN people.candidates USING (candidate_id)
        ORDER BY n
        """,
        awards=tuple(int(n) for n in rows),
    )
