"""All that is kept about one person, as one document to hand over to them."""

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.paths import Paths
from etl.people import desk_purge, purge_refused
from etl.people.hires import KIND as HIRES
from etl.people.hires import current_hires
from etl.people.imported import kept_files
from etl.people.publish import is_real
from etl.people.purge_files import BATCH_ROWS, about_people, candidates_of
from etl.people.purge_plan import STORES, Plan, normalised, plan_for
from etl.publish import Shelf, open_build

SHOWN = {
    "candidate": "FROM people.candidates WHERE candidate_id IN (SELECT unnest($1))",
    "badges_held": "FROM people.awards WHERE candidate_id IN (SELECT unnest($1))",
    "badges_not_held": "FROM people.awards_not_held WHERE candidate_id IN (SELECT unnest($1))",
    "badge_files": "FROM people.badge_files WHERE candidate_id IN (SELECT unnest($1))",
}
OWN_HIRES = {
    "applications": "FROM hires.applications WHERE applicant_id IN (SELECT unnest($1))",
    "badges": "FROM hires.applicant_badges WHERE applicant_id IN (SELECT unnest($1))",
}
NOT_TOLD = frozenset({"email_key"})
"""Columns that only join rows; they say nothing about the person."""


def record_of(paths: Paths, term: str) -> dict[str, Any]:
    """Everything kept about the person with an id or e-mail address.

    Returns:
        ids; imported (rows by store, each with its file and the day of import), shown (as the pages
        show the person), shortlists and audit (decisions, who and when), refused_rows. All lists
        are empty where nothing is kept.

    Raises:
        DataError: the address is that of several people, or the text is neither id nor address.
    """
    plan = plan_for(paths, [normalised(term)])
    shown: dict[str, Any] = {}
    if is_real(paths):
        shown |= _rows(Shelf(paths.people), SHOWN, plan)
    if current_hires(paths) is not None:
        shown |= {HIRES: _rows(Shelf(paths.people / HIRES), OWN_HIRES, plan)}
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "ids": list(plan.people),
        "imported": _imported(paths, plan),
        "shown": shown,
        **desk_purge.about(paths, plan.people),
        "refused_rows": purge_refused.surely_about(paths, plan),
    }


def is_empty(record: dict[str, Any]) -> bool:
    """Whether nothing is kept about the person."""
    kept = (*record["imported"].values(), *record["shown"].values(), record["shortlists"],
            record["audit"], record["refused_rows"])  # fmt: skip
    return not any(any(rows.values()) if isinstance(rows, dict) else rows for rows in kept)


def _imported(paths: Paths, plan: Plan) -> dict[str, list[dict[str, Any]]]:
    known = candidates_of(paths, plan)
    found: dict[str, list[dict[str, Any]]] = {store: [] for store in STORES}
    for store, rows in found.items():
        for file in kept_files(paths, store):
            with pq.ParquetFile(file) as source:
                for batch in source.iter_batches(BATCH_ROWS):
                    table = pa.Table.from_batches([batch])
                    own = table.filter(about_people(table, store, plan, known))
                    rows += [_told(row) for row in own.to_pylist()]
    return found


def _rows(shelf: Shelf, selects: dict[str, str], plan: Plan) -> dict[str, list[dict[str, Any]]]:
    current = shelf.current()
    if current is None:
        return {}
    with open_build(current) as build:
        found = {}
        for name, sql in selects.items():
            rows = build.execute(sql, [list(plan.people)])
            columns = [column[0] for column in rows.description or ()]
            found[name] = [_told(dict(zip(columns, r, strict=True))) for r in rows.fetchall()]
        return found


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row without empty cells and joining keys; days and moments as ISO texts."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
        if value is not None and value != [] and name not in NOT_TOLD
    }
