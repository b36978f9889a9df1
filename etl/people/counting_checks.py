"""Which of the checks of a badge counts."""

TAKEN_BACK = "'revoked', 'suspended', 'tampered'"
"""What an issuer has said against a badge, until it says something else."""


def counting_checks(checks: str) -> str:
    """SQL of the one check of each person's badge that counts.

    The newest counts; but one that asked nobody says nothing against one that asked, and one that
    could not tell does not undo what the issuer has taken back: its list may just be unreachable.

    Args:
        checks: a relation of checks with person_id.
    """
    return f"""
        SELECT * EXCLUDE (last_told) FROM (
            SELECT *, arg_max(verdict, (mode = 'online', checked_at))
                FILTER (verdict <> 'unverifiable')
                OVER (PARTITION BY person_id, badge_sha256) AS last_told
            FROM {checks}
        )
        QUALIFY row_number() OVER (
            PARTITION BY person_id, badge_sha256
            ORDER BY (verdict = 'unverifiable' AND last_told IN ({TAKEN_BACK})) IS TRUE,
                mode = 'online' DESC, checked_at DESC, imported_at DESC, line DESC) = 1
    """
