"""How many employers stand behind a figure, and how evenly."""

import numpy as np
import numpy.typing as npt

ONE_EMPLOYER = 0.5
"""Beyond this share of the postings that name a credential, one employer makes the figure."""


def effective_employers(k: npt.ArrayLike, k_squared: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Equal employers that would make the same concentration: inverse Simpson, 0 for none.

    Args:
        k: postings that name the credential, of known and unknown employers, any shape.
        k_squared: sum over employers of their k squared, the same shape.

    Source: Simpson (1949), Nature 163, 688; 1 / Herfindahl-Hirschman index.
    """
    total, squared = np.asarray(k, dtype=np.float64), np.asarray(k_squared, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(squared > 0, total**2 / squared, 0.0)


def is_one_employer(top_share: float) -> bool:
    """Whether the largest employer's share makes the figure one employer's habit."""
    return top_share > ONE_EMPLOYER
