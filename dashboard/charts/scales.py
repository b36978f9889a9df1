"""Logarithmic scales with round values and a place for what is free."""

from math import ceil, floor, log10

FREE_GAP = 0.45
"""How far below the lowest price "free" stands, in powers of ten."""


def round_values(start: float, end: float) -> list[float]:
    """Round values between two powers of ten; the shorter the range, the more of them."""
    span = end - start
    steps = (1, 3) if span > 1.3 else (1, 2, 5) if span > 0.8 else (1, 1.5, 2, 3, 4, 5, 6, 8)
    values = [v * 10.0**e for e in range(floor(start), ceil(end) + 1) for v in steps]
    return [v for v in values if start <= log10(v) <= end]
