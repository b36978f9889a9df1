"""The published figures as the file has them."""

import csv
import re
from dataclasses import dataclass

from etl.paths import PROJECT

FILE = PROJECT / "data" / "reference" / "published_figures.csv"


@dataclass(frozen=True)
class Figure:
    """A row of the file: its id, what it is about, the print, its denominator and interval."""

    id: str
    about: str
    value: float
    denominator: str
    low: float | None
    high: float | None

    @property
    def n(self) -> int:
        """The last number of the denominator, such as ``9 of 1873`` or ``2349 thousand``."""
        return int(re.findall(r"\d+", self.denominator)[-1])

    @property
    def k(self) -> int:
        """The count: printed (``9 of 1873``), or what the printed share makes of n."""
        numbers = re.findall(r"\d+", self.denominator)
        return int(numbers[0]) if len(numbers) > 1 else round(self.value / 100 * self.n)


def figures() -> dict[str, Figure]:
    """The published figures by id, as the file has them."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {
            line["id"]: Figure(
                line["id"],
                line["credential_or_group"],
                float(line["value"]),
                line["denominator"],
                float(line["ci95_low"]) if line["ci95_low"] else None,
                float(line["ci95_high"]) if line["ci95_high"] else None,
            )
            for line in csv.DictReader(lines)
        }
