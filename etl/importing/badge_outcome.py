"""What came of an import of badges: counts, the ones that are not kept, and each badge in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.importing import Fault
from etl.importing.outcome import LISTED, Outcome
from etl.importing.quarantine import Heap
from etl.paths import Paths
from etl.people.badge_judging import Asked
from etl.people.badge_links import with_links
from etl.people.badge_owners import MOST_TRIED, People
from etl.people.badge_rows import OFFLINE
from etl.people.private import QUARANTINE

KIND = "awards"
SHOWN = (
    "file", "badge_index", "format", "verdict", "reason", "sentence", "recipient_match",
    "issuer_trust", "issuer", "issuer_domain", "badge_name", "earned_on", "expires_on",
    "candidate", "candidate_name", "credential_id", "credential_name", "linked_by", "is_kept",
)  # fmt: skip
"""What is told of a badge."""


@dataclass
class Counts:
    """What came of the badges so far, and where each was first seen."""

    rows_in: int = 0
    kept: int = 0
    rejects: list[tuple[Fault, dict[str, Any]]] = field(default_factory=list)
    ignored: list[tuple[Fault, dict[str, Any]]] = field(default_factory=list)
    shown: list[dict[str, Any]] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, row: dict[str, Any]) -> bool:
        """Count a badge; whether it is kept."""
        self.rows_in += 1
        number = self.rows_in
        fault = None
        if row["refused"]:
            fault = Fault(number, *row["refused"])
            self.rejects.append((fault, row))
        else:
            self.verdicts[row["verdict"]] += 1
            first = self.seen.setdefault((row["candidate"], row["award"]["badge_sha256"]), number)
            if first != number:
                fault = Fault(number, "", f"the same badge of the same person as number {first}")
                self.ignored.append((fault, row))
        self.kept += fault is None
        if len(self.shown) < LISTED:
            self.shown.append(row | {"is_kept": fault is None})
        return fault is None


def badge_outcome(
    paths: Paths,
    path: Path,
    rows: Iterable[dict[str, Any]],
    asked: Asked,
    people: People,
    *,
    sentence: str = "",
    began: datetime | None = None,
) -> Outcome:
    """The outcome of judged badges (``badge_judging``); of a dry run where it never began."""
    counts = Counts()
    for row in rows:
        counts.take(row)
    files = [
        _heap(paths, path, listed, ending, began)
        for listed, ending in ((counts.rejects, ""), (counts.ignored, "-ignored"))
    ]
    if began is None:
        sentence = f"A dry run: nothing was kept; {counts.kept:,} badges would be."
    return Outcome(
        kind=KIND,
        rows_in=counts.rows_in,
        kept=counts.kept,
        quarantined=len(counts.rejects),
        ignored=len(counts.ignored),
        mapping={},
        rejects=tuple(fault for fault, _ in counts.rejects[:LISTED]),
        ignored_lines=tuple(fault for fault, _ in counts.ignored[:LISTED]),
        unused=(),
        notes=tuple(_notes(path, counts, asked, people)),
        sentence=sentence,
        quarantine_file=files[0],
        ignored_file=files[1],
        is_dry_run=began is None,
        badges=tuple(
            {name: row.get(name) for name in SHOWN} for row in with_links(paths, counts.shown)
        ),
    )


def _heap(
    paths: Paths,
    path: Path,
    listed: list[tuple[Fault, dict[str, Any]]],
    ending: str,
    began: datetime | None,
) -> Path | None:
    """A file of the badges that are not kept, by what tells them apart; the badge stays where it
    was. Of an import that goes on after a crash it is the same file."""
    if began is None:
        return None
    name = f"{KIND}-{path.stem}-{began:%Y%m%dT%H%M%S%f}{ending}.csv"
    with Heap(paths.people / QUARANTINE / name, path) as heap:
        for fault, row in listed:
            told = {n: str(row[n] or "") for n in ("file", "badge_name", "issuer", "recipient")}
            if row["candidate"]:
                # So that a purge finds it; of a badge that was refused nobody is known.
                told["candidate_id"] = str(row["candidate"])
            heap.add(fault.line, fault.column, fault.reason, told)
    return heap.written


def _notes(path: Path, counts: Counts, asked: Asked, people: People) -> Iterator[str]:
    verdicts = ", ".join(f"{n:,} {v.replace('_', ' ')}" for v, n in counts.verdicts.most_common())
    yield f"{path.name}: badges" + (f"; {verdicts}." if verdicts else ".")
    if asked.mode == OFFLINE:
        yield (
            "Nobody was asked: what only an issuer can tell stays unverifiable. --online asks them."
        )
    if len(people.addresses) > MOST_TRIED:
        yield (
            f"{len(people.addresses):,} addresses are known, too many to compare with the hashed "
            f"ones in badges (at most {MOST_TRIED:,}): say whose badges they are with --person, or "
            "by a folder named after each person."
        )
    if asked.person and not people.by_term(asked.person).name:
        yield f"Nobody was known as {asked.person} before."
