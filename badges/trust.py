"""The allow-list of issuers: data that people edit, a CSV of issuer_id, name and key."""

import csv
from pathlib import Path
from typing import Final

from badges.values import Trusted

COLUMNS: Final = ("issuer_id", "name", "key")


def read_trust(path: Path) -> dict[str, Trusted]:
    """Issuers by id. `key` (multibase) may be empty; an issuer with several keys has several rows.

    Raises OSError, or ValueError with the line of a fault.
    """
    found: dict[str, Trusted] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not set(COLUMNS[:1]) <= set(rows.fieldnames or ()):
            raise ValueError(f"{path}: no column issuer_id")
        for row in rows:
            name = (row.get("issuer_id") or "").strip()
            if ":" not in name:
                raise ValueError(f"{path}: line {rows.line_num}: {name!r} is no identifier")
            key = (row.get("key") or "").strip()
            before = found.get(name, Trusted(name))
            keys = before.keys | ({key} if key else set())
            found[name] = Trusted(name, before.name or (row.get("name") or "").strip(), keys)
    return found
