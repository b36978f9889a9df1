"""Texts and patterns for the matching benchmark: the given postings and catalog, or made-up ones.

Made-up texts are sentences of common words with a credential's name in about one of six; made-up
patterns are names put together from the words of the catalog's names.
"""

import csv
import random
from pathlib import Path

import pyarrow.parquet as pq

from analysis.resolving import Alias
from etl.paths import default_paths
from etl.vocabulary import read_vocabulary

GENERATED = "generated"
GENERATED_POSTINGS, GENERATED_SENTENCES = 6_000, 45
_SENTENCES = (
    "You will work with the team on projects for customers across the region.",
    "Responsibilities include planning, reporting and support of daily operations.",
    "Experience with spreadsheets and scheduling is part of the role.",
    "We value people who listen, learn and share what they know with others.",
    "The position is full time, with benefits after the first months.",
    "Requirements:",
    "Communicates clearly with staff, vendors and the public, in writing and in person.",
)
_ASKED = ("{} required.", "{} preferred.", "A current {} is a plus.", "- {}")


def read_texts(place: str) -> list[str]:
    """Texts of a Parquet file of postings (column `text`), or made-up ones for `generated`."""
    if place != GENERATED:
        return pq.read_table(Path(place), columns=["text"])["text"].to_pylist()
    draw = random.Random(11)
    forms = [alias.form for alias in _catalog_aliases()]
    return [
        "\n".join(
            draw.choice(_ASKED).format(draw.choice(forms))
            if draw.random() < 1 / 6
            else draw.choice(_SENTENCES)
            for _ in range(GENERATED_SENTENCES)
        )
        for _ in range(GENERATED_POSTINGS)
    ]


def aliases_for(patterns: int) -> list[Alias]:
    """That many aliases with their sense rules: a draw of the catalog's, then made-up names."""
    known = _catalog_aliases()
    draw = random.Random(12)
    if patterns <= len(known):
        return draw.sample(known, patterns)
    with (default_paths().catalog / "credentials.csv").open(encoding="utf-8", newline="") as handle:
        names = [row["name"].split() for row in csv.DictReader(handle)]
    words = sorted({w for name in names for w in name if w.isalpha() and w.isascii()})
    made: dict[str, None] = {}
    while len(made) < patterns - len(known):
        made[" ".join(draw.choices(words, k=draw.randint(3, 5)))] = None
    return known + [Alias(f"made-{number}", form) for number, form in enumerate(made)]


def _catalog_aliases() -> list[Alias]:
    return list(read_vocabulary(default_paths().catalog).aliases)
