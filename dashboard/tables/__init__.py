"""The tables behind the pictures: columns with titles, units and help."""

from dashboard.tables.credentials import (
    cells,
    industries,
    industry_states,
    overview,
    recognition,
)
from dashboard.tables.prices import costs, kinds, side_by_side
from dashboard.tables.sources import (
    build_tables,
    completeness,
    coverage,
    hiring_sources,
    measures,
    other_sources,
    rejects,
)
from dashboard.tables.stacks import stackability, steps

__all__ = [
    "build_tables",
    "cells",
    "completeness",
    "costs",
    "coverage",
    "hiring_sources",
    "industries",
    "industry_states",
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
