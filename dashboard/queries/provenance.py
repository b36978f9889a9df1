"""Where the record of a candidate comes from, and what consent is recorded."""

from typing import NamedTuple

import pandas as pd

from dashboard.people import query


class Provenance(NamedTuple):
    """Of a real candidate: the file, the day of its import, and what the file says.

    ``source`` (where the employer has the record from), ``consent`` and ``consent_on`` are missing
    where the file says nothing; ``source_file`` where the import was made before it was recorded.
    """

    source_file: str | None
    imported_on: pd.Timestamp
    source: str | None
    consent: str | None
    consent_on: pd.Timestamp | None


def of_candidate(candidate_id: str) -> Provenance | None:
    """The provenance of a candidate; None for invented ones and for who is not in the pool."""
    if query("SELECT is_sample FROM people.build")["is_sample"].iloc[0]:
        return None
    rows = query(
        "SELECT source_file, imported_on, source, consent, consent_on FROM people.candidates "
        "WHERE candidate_id = $candidate_id",
        candidate_id=candidate_id,
    )
    if rows.empty:
        return None
    return Provenance(*(None if pd.isna(v) else v for v in rows.iloc[0]))
