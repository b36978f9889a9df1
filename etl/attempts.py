"""What came of the last fetch of a source, beside its snapshots: a success, or why not."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "last_attempt.json"


@dataclass(frozen=True)
class Attempt:
    """One try at fetching a source.

    Attributes:
        outcome: fetched | nothing new | skipped | failed.
        sentence: for the analyst; of a failure, what and where.
        new_rows, refused, passed_over: rows that came, by reason where they were not kept.
        is_complete: false where a limit cut the fetch short.
        edition: the snapshot that was made.
        succeeded_at: when the last complete fetch began, this one or one before.
    """

    source_id: str
    at: str
    outcome: str
    sentence: str
    new_rows: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    passed_over: dict[str, int] = field(default_factory=dict)
    is_complete: bool = True
    edition: str | None = None
    succeeded_at: str | None = None


def write_attempt(folder: Path, attempt: Attempt) -> None:
    """Remember an attempt in its source's folder; the one before is replaced."""
    partial = folder / f"{FILE}.partial"
    partial.write_text(json.dumps(asdict(attempt), indent=2) + "\n", encoding="utf-8")
    partial.replace(folder / FILE)


def read_attempt(folder: Path) -> Attempt | None:
    """The last attempt of one source's folder; None where it was never asked."""
    path = folder / FILE
    return Attempt(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def read_attempts(snapshots: Path) -> Iterator[Attempt]:
    """The last attempt of every source that was ever asked, in order of source."""
    for path in sorted(snapshots.glob(f"*/{FILE}")):
        yield Attempt(**json.loads(path.read_text(encoding="utf-8")))
