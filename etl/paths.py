"""Where the data lives: one value, handed to every step."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Paths:
    """The data folders below one root (``data/`` of the project unless told otherwise)."""

    root: Path

    @property
    def catalog(self) -> Path:
        return self.root / "catalog"

    @property
    def reference(self) -> Path:
        return self.root / "reference"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def people(self) -> Path:
        return self.root / "people"


def default_paths() -> Paths:
    """The project's own ``data/``, or the folder that ``CREDENCE_DATA`` names."""
    return Paths(Path(os.environ.get("CREDENCE_DATA", PROJECT / "data")))
