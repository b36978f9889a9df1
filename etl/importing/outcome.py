"""What came of an import, for people and as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from etl.importing import Fault

KEPT, NOTHING_KEPT, WRONG_CALL = 0, 1, 2
PRINTED = 20
"""Rejected and ignored rows that are printed for people."""
LISTED = 1_000
"""Faults and badges that the JSON document lists."""


@dataclass(frozen=True)
class Outcome:
    """What came of an import; rows_in = kept + quarantined + ignored.

    `mapping` is column -> field; `rejects` and `ignored_lines` hold the first 1,000 (the files
    named hold all); `notes` say what was found and decided, `sentence` where the rows are.
    `badges` holds the first 1,000 badges of badge files, None for other files.
    """

    kind: str
    rows_in: int
    kept: int
    quarantined: int
    ignored: int
    mapping: Mapping[str, str]
    rejects: tuple[Fault, ...]
    ignored_lines: tuple[Fault, ...]
    unused: tuple[str, ...]
    notes: tuple[str, ...]
    sentence: str
    quarantine_file: Path | None
    ignored_file: Path | None
    is_dry_run: bool
    badges: tuple[dict[str, Any], ...] | None = None

    @property
    def exit_code(self) -> int:
        """0 when anything was kept (or would be), else 1."""
        return KEPT if self.kept else NOTHING_KEPT

    def as_json(self) -> dict[str, Any]:
        """The document that `--json` prints."""
        return {
            "kind": self.kind,
            "rows_in": self.rows_in,
            "kept": self.kept,
            "quarantined": self.quarantined,
            "ignored": self.ignored,
            "mapping": dict(self.mapping),
            "rejects": [asdict(fault) for fault in self.rejects],
            "ignored_lines": [{"line": f.line, "reason": f.reason} for f in self.ignored_lines],
            "unused": list(self.unused),
            "notes": list(self.notes),
            "quarantine_file": str(self.quarantine_file) if self.quarantine_file else None,
            "ignored_file": str(self.ignored_file) if self.ignored_file else None,
            "dry_run": self.is_dry_run,
        } | ({} if self.badges is None else {"badges": list(self.badges)})


def refused(kind: str | None, error: str) -> dict[str, Any]:
    """The document for a file of which no row could be read."""
    empty = Outcome(kind or "", 0, 0, 0, 0, {}, (), (), (), (), "", None, None, False)
    return empty.as_json() | {"kind": kind, "error": error}


def lines(outcome: Outcome) -> list[str]:
    """An outcome for people."""
    said = [*outcome.notes, *(["Columns:"] if outcome.mapping or outcome.unused else [])]
    said += [f"  {column:<32} {meaning}" for column, meaning in outcome.mapping.items()]
    said += [f"  {column:<32} (not used)" for column in outcome.unused]
    for title, faults, count, file in (
        ("Quarantined", outcome.rejects, outcome.quarantined, outcome.quarantine_file),
        ("Ignored", outcome.ignored_lines, outcome.ignored, outcome.ignored_file),
    ):
        said += [f"{title}:"] if count else []
        for f in faults[:PRINTED]:
            said.append(f"  {f.line}: {f'{f.column}: ' if f.column else ''}{f.reason}")
        said += [f"  and {count - PRINTED:,} more"] if count > PRINTED else []
        said += [f"  all of them: {file}"] if file else []
    said.append(
        f"{outcome.rows_in:,} rows of {outcome.kind}: {outcome.kept:,} kept, "
        f"{outcome.quarantined:,} quarantined, {outcome.ignored:,} ignored."
    )
    return [*said, outcome.sentence]
