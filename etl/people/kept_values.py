"""What is kept of an imported row about a person."""

import hmac
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from etl.importing import Row
from etl.importing.people_values import ACCEPTED
from etl.normalise.places import parse_place

TEXT, DAY = pa.string(), pa.date32()
META = (
    ("line", pa.int64()),
    ("imported_at", pa.timestamp("us", "UTC")),
    ("file_sha256", TEXT),
    ("source_file", TEXT),
)
"""Where a kept row comes from: recorded of every row about a person."""
SCHEMAS = {
    "candidates": pa.schema(
        [
            *META,
            *((n, TEXT) for n in ("candidate_id", "email", "email_key", "display_name", "role")),
            *((n, TEXT) for n in ("city", "region", "country", "source", "consent")),
            ("experience_years", pa.float64()),
            ("applied_on", DAY),
            ("consent_on", DAY),
            ("badges", pa.list_(TEXT)),
        ]
    ),
    "awards": pa.schema(
        [
            *META,
            *((n, TEXT) for n in ("candidate_id", "email_key", "display_name", "badge_name")),
            *((n, TEXT) for n in ("achievement", "issuer", "url", "state")),
            ("earned_on", DAY),
            ("expires_on", DAY),
            *((n, TEXT) for n in ("badge_text", "badge_format", "badge_sha256")),
            ("alignments", pa.list_(TEXT)),
        ]
    ),
    "checks": pa.schema(
        [
            *META,
            *((n, TEXT) for n in ("candidate_id", "email_key", "badge_sha256")),
            ("checked_at", pa.timestamp("us", "UTC")),
            *((n, TEXT) for n in ("mode", "verdict", "reason", "recipient_match", "issuer_trust")),
            *((n, TEXT) for n in ("issuer_id", "issuer_name", "issuer_domain", "checks")),
        ]
    ),
}
"""Columns of the kept files. The email address is kept with the candidate alone; elsewhere a key
made of it says that two rows are about the same person."""


def email_key(address: str | None, key: bytes) -> str | None:
    """What stands for an address: the same for the same one, of no use without the secret."""
    return address and hmac.new(key, address.encode(), "sha256").hexdigest()[:20]


def display_name(values: dict[str, Any]) -> str | None:
    parts = " ".join(values[p] for p in ("first_name", "last_name") if values.get(p))
    return values.get("name") or parts or None


def candidate(values: dict[str, Any], key: bytes) -> dict[str, Any]:
    """A row of a candidates file as it is kept: one name, and a place that filters know."""
    given = [values[p] for p in ("city", "region", "country") if values.get(p)]
    location = values.get("location") or ", ".join(given)
    place = parse_place(", ".join(given) or location, None)
    city = values.get("city") or (location.split(",")[0].strip() if location else None)
    kept = {n: values.get(n) for n in SCHEMAS["candidates"].names if n not in dict(META)}
    return kept | {
        "email_key": email_key(values.get("email"), key),
        "display_name": display_name(values),
        "city": city,
        "country": place.country,
        "region": place.region,
    }


def award(values: dict[str, Any], key: bytes) -> dict[str, Any]:
    """A row of a badge export as it is kept; an export without states lists awards held."""
    kept = {n: values.get(n) for n in SCHEMAS["awards"].names if n not in dict(META)}
    return kept | {
        "email_key": email_key(values.get("email"), key),
        "display_name": display_name(values),
        "state": values.get("state") or ACCEPTED,
    }


def kept_badge(row: Row) -> dict[str, Any]:
    """A row of badges or of checks as it is kept: days and moments that were written as text."""
    return {
        name: datetime.fromisoformat(value)
        if name == "checked_at"
        else date.fromisoformat(value)
        if name in ("earned_on", "expires_on") and value is not None
        else value
        for name, value in row.values.items()
    }
