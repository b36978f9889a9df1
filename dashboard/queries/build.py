"""Which build the figures come from."""

from typing import Any

from dashboard.warehouse import query


def build_details() -> dict[str, Any]:
    """build_id, built_at (UTC) and content_hash of the session's build."""
    found = query("SELECT build_id, built_at, content_hash FROM marts.build")
    return dict(found.iloc[0])
