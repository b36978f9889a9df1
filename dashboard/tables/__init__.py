"""The tables behind the pictures: columns with titles, units and help."""

from dashboard.tables.credentials import kind_leaders, overview, recognition, recognition_table
from dashboard.tables.depth import depth, depth_table
from dashboard.tables.freshness import freshness, offers, unlinked_offers
from dashboard.tables.industries import cells, industries, industry_states
from dashboard.tables.prices import kinds, side_by_side, totals
from dashboard.tables.sources import (
    build_tables,
    completeness,
    coverage,
    hiring_sources,
    measures,
    other_sources,
    rejects,
)
from dashboard.tables.stacks import (
    left_out,
    overlap,
    overlap_table,
    stackability,
    stackability_table,
    steps,
    steps_table,
    way,
)

__all__ = [
    "build_tables",
    "cells",
    "completeness",
    "coverage",
    "depth",
    "depth_table",
    "freshness",
    "hiring_sources",
    "industries",
    "industry_states",
    "kind_leaders",
    "kinds",
    "left_out",
    "measures",
    "offers",
    "other_sources",
    "overlap",
    "overlap_table",
    "overview",
    "recognition",
    "recognition_table",
    "rejects",
    "side_by_side",
    "stackability",
    "stackability_table",
    "steps",
    "steps_table",
    "totals",
    "unlinked_offers",
    "way",
]
