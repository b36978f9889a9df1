"""The employer's own list of trusted issuers, ``data/people/trusted_issuers.csv``.

Columns ``issuer_id``, ``name`` and ``key`` as ``badges.trust`` reads them, and if wanted
``catalog_issuer_id``: which issuer of the catalog that is. It names no candidate.
"""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from badges import Trusted, read_trust
from etl.errors import DataError
from etl.paths import Paths

FILE = "trusted_issuers.csv"


@dataclass(frozen=True)
class TrustList:
    """Who is trusted by issuer id, which issuer of the catalog that is, and the file's SHA-256
    (empty where there is no list)."""

    issuers: Mapping[str, Trusted] = field(default_factory=dict)
    catalog_issuer: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""


def trust_file(paths: Paths) -> Path:
    """Where the list is kept."""
    return paths.people / FILE


def read_trust_list(paths: Paths) -> TrustList:
    """The list; an empty one where there is none.

    Raises:
        DataError: a line of it cannot be used.
    """
    file = trust_file(paths)
    if not file.is_file():
        return TrustList()
    try:
        issuers = read_trust(file)
        data = file.read_bytes()
        rows = csv.DictReader(data.decode("utf-8-sig").splitlines())
        own = {
            str(row["issuer_id"]).strip(): str(row.get("catalog_issuer_id") or "").strip()
            for row in rows
        }
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"The list of trusted issuers cannot be read: {error}") from error
    known = {issuer_id: issuer for issuer_id, issuer in own.items() if issuer}
    return TrustList(issuers, known, hashlib.sha256(data).hexdigest())
