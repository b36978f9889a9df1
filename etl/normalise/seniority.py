"""How senior a post is, as far as its title says."""

import re

SENIORITIES = ("intern", "junior", "standard", "senior", "lead", "manager", "director")
"""Closed list, from the most junior on; ``standard`` where a title says nothing."""

# The first that matches decides: "assistant director of nursing" is run by a director's rules.
_RULES = tuple(
    (level, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for level, words in (
        ("intern", r"interns?|internship|apprentice(?:ship)?|trainee|student|placement|work study"),
        (
            "director",
            r"directors?|head of|vice president|vp|svp|evp|avp|chief (?!resident)\w+|c[efiost]o"
            r"|president|superintendent|dean|executive director",
        ),
        ("manager", r"managers?|mgr|management lead|supervisors?|superintendent|matron|foreman"),
        ("lead", r"lead|leader|principal|staff (?=engineer|software|scientist|designer)|architect"),
        ("senior", r"senior|snr|sr|advanced practice lead|experienced|iii|iv|expert"),
        ("junior", r"junior|jnr|jr|entry[- ]level|graduate|newly qualified|new grad|assistant"),
    )
)


def seniority(title: str) -> str:
    """One of ``SENIORITIES`` for a job title."""
    for level, pattern in _RULES:
        if pattern.search(title):
            return level
    return "standard"
