"""One measured figure beside its target."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A figure, its target (at most so much; None for a peer or a remark) and what it means."""

    id: str
    ours: float
    target: float | None
    unit: str
    note: str = ""

    @property
    def passes(self) -> bool | None:
        return None if self.target is None else self.ours <= self.target

    def as_dict(self) -> dict[str, Any]:
        """The row as the JSON document has it."""
        return {
            "id": self.id,
            "ours": self.ours,
            "target": self.target,
            "unit": self.unit,
            "pass": self.passes,
            "note": self.note,
        }
