"""The tables behind the pictures: columns with titles, units and help."""

from dashboard.tables.credentials import industries, overview, recognition
from dashboard.tables.prices import costs, kinds, side_by_side
from dashboard.tables.sources import (
    build_tables,
    coverage,
    hiring_sources,
    measures,
    other_sources,
    rejects,
)
from dashboard.tables.stacks import stackability, steps

__all__ = [
    "build_tables",
    "costs",
    "coverage",
    "hiring_sources",
    "industries",
    "kinds",
    "measures",
    "other_sources",
    "overview",
    "recognition",
    "rejects",
    "side_by_side",
    "stackability",
    "steps",
]
