"""The short names that the labelled windows use, as credential ids of the catalog."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from etl.vocabulary import ALIASES

OTHER_NAMES = {
    "BLS (life support)": ("basic-life-support-bls-provider",),
    "CIA (internal auditor)": ("certified-internal-auditor",),
    "EIT/FE": ("engineer-in-training-engineer-intern", "fundamentals-of-engineering-exam"),
    "PE licence": ("professional-engineer-licence-pe-exam",),
    "CSM/Scrum Master cert": ("certified-scrummaster",),
    "NMLS licence": ("mortgage-loan-originator-licence",),
    "CPR/First Aid": ("cpr-first-aid-aed-certificate-any-provider",),
    "Azure cert": ("microsoft-certified-azure-solutions-architect-expert",),
    "CDL": ("commercial-drivers-license-class-a", "commercial-drivers-license-class-b"),
    "Google Analytics cert": ("google-ads-google-analytics-certification-skillshop",),
    "Forklift": ("forklift-powered-industrial-truck-operator-osha-1910-178",),
    "ServSafe": ("servsafe-manager-food-protection-manager",),
    "OSHA 10/30": ("osha-30-hour-construction", "osha-30-hour-general-industry"),
    "Series 7/63/65/66": ("nasaa-series-63-uniform-securities-agent-state-law-examination",),
    "APICS/CPIM/CSCP": ("certified-in-planning-and-inventory-management",),
    "ITIL": ("itil-4-foundation",),
}
"""Where the catalog has no alias like the label."""


def accepted_ids(catalog: Path, labels: Iterable[str]) -> dict[str, set[str]]:
    """Ids that count as the right credential for each label: its own aliases, or its parts'."""
    owners: dict[str, set[str]] = defaultdict(set)
    with (catalog / ALIASES).open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            owners[row["alias"].lower()].add(row["credential_id"])
    return {
        label: set(OTHER_NAMES.get(label, ())).union(
            *(owners[part.strip().lower()] for part in [label, *re.split(r"[/()]", label)])
        )
        for label in labels
    }
