"""What a measure says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A measure's title, what it means in a sentence, and its formula."""

    title: str
    help: str
    formula: str
