"""One measured figure beside its target."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A figure, its target (None for a peer or a remark) and what it means.

    The target is the most it may be, or, with `is_floor`, the least.
    """

    id: str
    ours: float
    target: float | None
    unit: str
    note: str = ""
    is_floor: bool = False

    @property
    def passes(self) -> bool | None:
        if self.target is None:
            return None
        return self.ours >= self.target if self.is_floor else self.ours <= self.target

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
