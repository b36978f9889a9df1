"""Abbreviations listed beside a known credential: "CEH, GCIH, GNFA or comparable certification"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.senses import is_certified_beside

_NAME = r"([A-Z][A-Za-z]?[A-Z]{1,6}[0-9+]?(?:-[A-Z]{1,3})?)"
_LINK = r"\s?(?:,\s?(?:or|and)\b|,|/|&|\b(?:and/or|or|and)\b)\s?"
_NEXT = re.compile(rf"{_LINK}{_NAME}(?![\w-])")
_BRACKET = re.compile(
    rf"(?:\s(?:is|are)\s(?:an?\s)?(?:plus|preferred|required|desirable|desired))?\s?"
    rf"\((?:(?:e\.g\.|i\.e\.|such as|like),?\s)?{_NAME}(?![\w-])"
)
"""Names in the bracket that follows "certification"."""
_PREVIOUS = re.compile(rf"(?<![\w-]){_NAME}{_LINK}$")
_PREVIOUS_REACH = 24
_NO_NAME_WORDS = """
AND OR THE FOR NOT WITH USA UK US EU IT HR QA QC AI ML SQL API ETC CE DOD VA MS BS BA MA PHD MBA BSN
MSN DNP AWS GCP SAP IBM ISO NIST SIEM VPN LAN WAN TCP IP DNS SOX GAAP EHR EMR HIPAA FDA CLIA TJC PTO
CEU ICU ER OR ED NICU PICU ISACA COBIT DR PT OT AIX
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
MOST = 12
"""Abbreviations taken from one list."""


def listed_names(text: str, known: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of abbreviations in the lists that `known` spans stand in, beside a certifying word."""
    found: dict[tuple[int, int], None] = {}
    for start, end in known:
        at = end
        for _ in range(MOST):
            match = _NEXT.match(text, at + (text[at : at + 1] == ")"))
            if match is None and at == end:
                match = _BRACKET.match(text, at)
            if match is None or not _is_name(text, *match.span(1)):
                break
            found[match.span(1)] = None
            at = match.end()
        at = start
        for _ in range(MOST):
            left = max(0, at - _PREVIOUS_REACH)
            match = _PREVIOUS.search(text, left, at)
            if match is None or not _is_name(text, *match.span(1)):
                break
            found[match.span(1)] = None
            at = match.start(1)
    return sorted(found)


def _is_name(text: str, start: int, end: int) -> bool:
    return text[start:end] not in _NO_NAMES and is_certified_beside(text, start, end)
