"""What is served of every award: its columns, and when it counts as verified."""

AWARD = {
    "award_id": "VARCHAR",
    "candidate_id": "VARCHAR",
    "credential_id": "VARCHAR",
    "issuer_id": "VARCHAR",
    "earned_on": "DATE",
    "expires_on": "DATE",
    "expiry_state": "VARCHAR",
    "badge_name": "VARCHAR",
    "linked_by": "VARCHAR",
    "url": "VARCHAR",
    "stated_in": "VARCHAR",
    "source_file": "VARCHAR",
    "badge_format": "VARCHAR",
    "badge_sha256": "VARCHAR",
    "verdict": "VARCHAR",
    "reason": "VARCHAR",
    "recipient_match": "VARCHAR",
    "issuer_trust": "VARCHAR",
    "issuer_domain": "VARCHAR",
    "issuer_fits": "BOOLEAN",
    "checked_at": "TIMESTAMP",
    "checked_mode": "VARCHAR",
}
"""Columns that a relation of awards may have; one that it lacks is empty in every row. Times are
UTC, without a zone."""
NOT_HELD = {name: kind for name, kind in AWARD.items() if name not in ("award_id", "expiry_state")}
BADGE_FILE = dict.fromkeys(
    ("badge_sha256", "candidate_id", "badge_format", "badge_text", "source_file"), "VARCHAR"
)
NOT_CHECKED = "not_checked"
"""Stands for the verdict of a badge that was never looked at."""
VERIFIED_ON = """
    CASE
        WHEN verdict = 'valid' AND recipient_match IN ('email_hash', 'did')
            AND issuer_trust IN ('allow_listed', 'domain_proven') AND issuer_fits IS NOT false
        THEN checked_at::DATE
    END
"""
"""The day on which a badge was last found to be whole, this person's, and its issuer's."""


def completed(relation: str, columns: dict[str, str]) -> str:
    """SQL of a relation's rows with exactly these columns, in their types."""
    nothing = ", ".join(f"NULL::{kind} AS {name}" for name, kind in columns.items())
    cast = ", ".join(f"{name}::{kind} AS {name}" for name, kind in columns.items())
    return f"(SELECT {cast} FROM (SELECT {nothing} WHERE false UNION ALL BY NAME FROM {relation}))"


def checked(relation: str, columns: dict[str, str]) -> str:
    """The same rows with a verdict in every one of them, and ``verified_on``."""
    return (
        f"(SELECT * REPLACE (coalesce(verdict, '{NOT_CHECKED}') AS verdict), "
        f"{VERIFIED_ON} AS verified_on FROM {completed(relation, columns)})"
    )
