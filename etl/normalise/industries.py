"""Which industry a posting belongs to, and how that is known.

A label counts as an industry only where the source's label is one: in most job-board sets it is
the search term or an occupation, which says nothing of the employer. Without a label the
employer's name may tell (a hospital, a bank, a city). Else the posting has no industry.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.errors import DataError
from etl.normalise.employers import employer_key
from etl.normalise.titles import SOC_GROUPS

NAICS_SECTORS = frozenset({
    "11", "21", "22", "23", "31-33", "42", "44-45", "48-49", "51", "52", "53", "54", "55", "56",
    "61", "62", "71", "72", "81", "92",
})  # fmt: skip
LABEL_MEANINGS = frozenset({"industry", "search_term", "occupation", "soc_code", "none"})
LABEL_IS_SECTOR = "naics_sector"
"""`Source.label_meaning` of sources whose label is a NAICS sector that the analyst chose."""
BY_LABEL, BY_EMPLOYER, NO_BASIS = "label", "employer", "none"

_SOC_CODE = re.compile(r"\b(?P<group>\d{2})-\d{4}\.\d{2}\b")
_LIST_JOINER = re.compile(r"(?:,\s+and\s+|,\s+|\s+and\s+|\s+et\s+)")


@dataclass(frozen=True)
class LabelRule:
    """What one label of one source (or family of sources) means."""

    source: str
    label: str
    meaning: str
    naics_sector: str | None
    soc_group: str | None


@dataclass(frozen=True)
class EmployerRule:
    """A pattern on the employer's key; no sector refuses (a recruiter hires for others)."""

    pattern: re.Pattern[str]
    naics_sector: str | None


@dataclass(frozen=True)
class Industry:
    """NAICS sector with its basis (label, employer or none), and the label's occupation group."""

    naics_sector: str | None
    industry_basis: str
    soc_group: str | None


def read_label_rules(path: Path) -> dict[tuple[str, str], LabelRule]:
    """The rules of `industry_labels.csv` by source and casefolded label.

    Raises:
        DataError: an unknown meaning, sector or group, or a label that occurs twice.
    """
    rules: dict[tuple[str, str], LabelRule] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), 2):
            sector, group = row["naics_sector"] or None, row["soc_group"] or None
            key = (row["source"], row["label_pattern"].casefold())
            if row["meaning"] not in LABEL_MEANINGS:
                raise DataError(f"{path}: line {number}: unknown meaning {row['meaning']}.")
            if sector is not None and sector not in NAICS_SECTORS:
                raise DataError(f"{path}: line {number}: {sector} is not a NAICS sector.")
            if group is not None and group not in SOC_GROUPS:
                raise DataError(f"{path}: line {number}: {group} is not a SOC major group.")
            if key in rules:
                raise DataError(f"{path}: line {number}: the label occurs twice for its source.")
            rules[key] = LabelRule(
                row["source"], row["label_pattern"], row["meaning"], sector, group
            )
    return rules


def read_employer_rules(path: Path) -> tuple[EmployerRule, ...]:
    """The rules of `employer_sectors.csv`, in order: the first that matches decides.

    Raises:
        DataError: a pattern does not compile or names no NAICS sector.
    """
    rules = []
    with path.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), 2):
            sector = row["naics_sector"] or None
            if sector is not None and sector not in NAICS_SECTORS:
                raise DataError(f"{path}: line {number}: {sector} is not a NAICS sector.")
            try:
                rules.append(EmployerRule(re.compile(row["pattern"]), sector))
            except re.error as error:
                raise DataError(f"{path}: line {number}: {error}.") from error
    return tuple(rules)


def source_label_rules(
    rules: Mapping[tuple[str, str], LabelRule], source_id: str
) -> dict[str, LabelRule]:
    """The label rules that hold for one source: its own, and those of its family.

    A rule's source `linkedin` holds for every source whose id begins with it; a source's own rule
    for a label wins.
    """
    family = {
        label: rule for (source, label), rule in rules.items() if source_id.startswith(f"{source}_")
    }
    own = {label: rule for (source, label), rule in rules.items() if source == source_id}
    return {**family, **own}


def classify_industry(
    label: str | None,
    employer: str | None,
    label_rules: Mapping[str, LabelRule],
    employer_rules: Sequence[EmployerRule],
) -> Industry:
    """The industry of a posting from its label or its employer, and the label's occupation.

    `label_rules` are the source's (`source_label_rules`). A label that is a list ("Banking and
    Insurance") gives a sector only where all its parts agree.
    """
    sector, soc_group = _from_label(label, label_rules)
    if sector is not None:
        return Industry(sector, BY_LABEL, soc_group)
    sector = _from_employer(employer, employer_rules)
    if sector is not None:
        return Industry(sector, BY_EMPLOYER, soc_group)
    return Industry(None, NO_BASIS, soc_group)


def labelled_sector(label: str) -> Industry:
    """The industry of a posting whose label is the code of a NAICS sector.

    Raises:
        DataError: it is no code of a sector.
    """
    code = label.strip()
    if code not in NAICS_SECTORS:
        raise DataError(f"industry_label: {code!r} is not a NAICS sector.")
    return Industry(code, BY_LABEL, None)


def _from_label(label: str | None, rules: Mapping[str, LabelRule]) -> tuple[str | None, str | None]:
    if label is None:
        return None, None
    folded = label.strip().casefold()
    rule = rules.get(folded)
    if rule is None:
        rule = next(
            (found for name, found in rules.items()
             if name.endswith("*") and folded.startswith(name[:-1])),
            None,
        )  # fmt: skip
    if rule is None:
        return _list_sector(folded, rules), None
    if rule.meaning == "soc_code":
        code = _SOC_CODE.search(label)
        group = code["group"] if code else None
        return None, group if group in SOC_GROUPS else None
    return (rule.naics_sector if rule.meaning == "industry" else None), rule.soc_group


def _list_sector(folded: str, rules: Mapping[str, LabelRule]) -> str | None:
    """The one sector of a list of known labels, read from the left, the longest label first."""
    sectors: set[str | None] = set()
    rest = folded
    while rest:
        fitting = [
            name
            for name in rules
            if rest.startswith(name)
            and (len(rest) == len(name) or _LIST_JOINER.match(rest, len(name)))
        ]
        if not fitting:
            return None
        longest = max(fitting, key=len)
        sectors.add(rules[longest].naics_sector)
        joiner = _LIST_JOINER.match(rest, len(longest))
        rest = rest[joiner.end() :] if joiner else ""
    return sectors.pop() if len(sectors) == 1 else None


def _from_employer(employer: str | None, rules: Sequence[EmployerRule]) -> str | None:
    if employer is None:
        return None
    key = employer_key(employer)
    for rule in rules:
        if rule.pattern.search(key):
            return rule.naics_sector
    return None
