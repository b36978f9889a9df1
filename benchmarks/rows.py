"""One measured figure beside its target."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A figure, its target (None for a peer or a remark) and what it means.

    The target is the most it may be; with `is_floor` the least; with a `tolerance` what it must
    equal, give or take so much (in the row's unit; both ends count).
    """

    id: str
    ours: float
    target: float | None
    unit: str
    note: str = ""
    is_floor: bool = False
    tolerance: float | None = None

    def __post_init__(self) -> None:
        # NumPy's numbers are no JSON.
        object.__setattr__(self, "ours", float(self.ours))

    @property
    def passes(self) -> bool | None:
        if self.target is None:
            return None
        if self.tolerance is not None:
            # A hair more than stated, or rounding in the last bit would decide at the ends.
            return abs(self.ours - self.target) <= self.tolerance + 1e-9
        return self.ours >= self.target if self.is_floor else self.ours <= self.target

    @property
    def remark(self) -> str:
        """The note, and the tolerance where the figure must equal its target."""
        stated = "" if self.tolerance is None else f"tolerance {self.tolerance:g}"
        return "; ".join(part for part in (self.note, stated) if part)

    def as_dict(self) -> dict[str, Any]:
        """The row as the JSON document has it."""
        return {
            "id": self.id,
            "ours": self.ours,
            "target": self.target,
            "unit": self.unit,
            "pass": self.passes,
            "note": self.remark,
        }
