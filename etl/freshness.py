"""How fresh and how complete each source is: its last success, its rows, what it lacks."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from etl.attempts import Attempt, read_attempts
from etl.errors import DataError
from etl.paths import Paths
from etl.publish import Shelf, open_build


@dataclass(frozen=True)
class Freshness:
    """One source in the served build, and the last attempt to fetch it.

    Attributes:
        last_success: day of the rows served; None where none were ever got.
        age_days: from then until today; `is_due` says that it is above the source's cadence.
        rejects: rows left out, by reason.
        without: shares of the kept postings that state no industry, pay or month; empty for
            sources of other kinds.
    """

    source_id: str
    title: str
    publisher: str
    kind: str
    licence: str
    cadence: str
    cadence_days: int | None
    last_success: str | None
    age_days: int | None
    is_due: bool
    rows_in: int | None
    rows_kept: int | None
    rejects: dict[str, int] = field(default_factory=dict)
    without: dict[str, float] = field(default_factory=dict)
    last_attempt: Attempt | None = None


def freshness(paths: Paths) -> list[Freshness]:
    """Every source of the served build, hiring sources first, the largest first.

    Raises:
        DataError: no build can be served.
    """
    current = Shelf(paths.warehouse).current()
    if current is None:
        raise DataError("No build yet. Run `python -m etl build` to make one.")
    with open_build(current) as connection:
        found = connection.execute("FROM marts.sources")
        names = [column[0] for column in found.description]
        sources = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        rejects: dict[str, dict[str, int]] = defaultdict(dict)
        for source_id, reason, rows in connection.execute(
            "SELECT source_id, reason, rows FROM marts.rejects ORDER BY rows DESC"
        ).fetchall():
            rejects[source_id][reason] = rows
    attempts = {attempt.source_id: attempt for attempt in read_attempts(paths.snapshots)}
    today = datetime.now(UTC).date()
    rows = [
        _fresh(s, rejects[s["source_id"]], attempts.get(s["source_id"]), today) for s in sources
    ]
    return sorted(rows, key=lambda r: (r.kind != "hiring", r.kind, -(r.rows_kept or 0)))


def _fresh(
    source: dict[str, Any], rejects: dict[str, int], attempt: Attempt | None, today: date
) -> Freshness:
    got = source["rows_in"] is not None
    last = (source["retrieved_at"] or source["as_of"]) if got else None
    if attempt is not None and attempt.succeeded_at:
        # A fetch that found nothing new has succeeded, too.
        last = max(last or "", attempt.succeeded_at)
    age = (today - _day(last)).days if last else None
    due = source["cadence_days"]
    kept = source["rows_kept"] if got else None
    return Freshness(
        **{
            name: source[name]
            for name in ("source_id", "title", "publisher", "kind", "licence", "cadence",
                         "cadence_days", "rows_in")
        },
        last_success=last[:10] if last else None,
        age_days=age,
        is_due=due is not None and age is not None and age > due,
        rows_kept=kept,
        rejects=rejects,
        without={
            what: 1 - source[column] / kept
            for what, column in (
                ("industry", "rows_with_industry"),
                ("pay", "rows_with_pay"),
                ("month", "rows_with_month"),
            )
            if source["kind"] == "hiring" and kept
        },
        last_attempt=attempt,
    )  # fmt: skip


def _day(text: str) -> date:
    """A day, or the first day of a month or year."""
    return date.fromisoformat((text[:10] + "-01-01")[:10])


def lines(rows: list[Freshness]) -> list[str]:
    """The same for a terminal, a line or two a source."""
    shown = []
    for row in rows:
        if row.last_success is None:
            state = "never fetched"
        else:
            state = f"{row.last_success}, {row.age_days:,} days old" + (
                " (due)" if row.is_due else ""
            )
        counts = "" if row.rows_in is None else f", {row.rows_kept:,} of {row.rows_in:,} rows"
        lacks = ", ".join(f"{share:.0%} without {what}" for what, share in row.without.items())
        shown.append(f"  {row.source_id:<24} {state}{counts}" + (f"; {lacks}" if lacks else ""))
        shown.append(f"  {'':<24} licence: {row.licence}")
        if row.rejects:
            left_out = "; ".join(f"{rows:,} {reason}" for reason, rows in row.rejects.items())
            shown.append(f"  {'':<24} left out: {left_out}")
        attempt = row.last_attempt
        if attempt is not None:
            what = f"{attempt.at[:16]} {attempt.outcome}: {attempt.sentence}"
            shown.append(f"  {'':<24} last try {what}")
    return shown


def document(rows: list[Freshness]) -> list[dict[str, Any]]:
    """The same as plain values."""
    return json.loads(json.dumps([_plain(row) for row in rows]))


def _plain(row: Freshness) -> dict[str, Any]:
    attempt = row.last_attempt
    return vars(row) | {"last_attempt": vars(attempt) if attempt else None}
