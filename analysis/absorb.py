"""Taking categorical controls out of a regression exactly, whatever their number.

By the theorem of Frisch, Waugh and Lovell the slope on a variable in a regression with controls is
the slope between what the controls leave of it and what they leave of the outcome. With controls
that are all categories, what is left is found from two small systems: the largest control is taken
out by the means of its cells, the others by the normal equations of what that leaves of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, hstack

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

TOLERANCE = 1e-10
"""Share of the largest eigenvalue below which a direction is taken to be spanned by the others."""


@dataclass(frozen=True)
class Absorbed:
    """Controls made ready to be taken out of any column; n rows.

    ``cell`` and ``cell_size`` are the largest control (codes of n rows, rows of each cell);
    ``others`` the dummies of all others (n by r); ``means`` their means in each cell; ``root``
    a factor of the pseudo-inverse of their normal equations (r by their rank). ``rank`` is the
    number of independent columns of all controls, the constant among them.
    """

    cell: Codes
    cell_size: Floats
    others: csr_array
    means: csr_array
    root: Floats
    rank: int


def absorb(controls: Sequence[npt.NDArray[np.generic]]) -> Absorbed:
    """Make controls ready; each is an array of n values that stand for categories.

    Raises:
        ValueError: there is no control or no row, or the controls differ in length.
    """
    coded = [np.unique(control, return_inverse=True)[1] for control in controls]
    if not coded or not coded[0].size or len({c.size for c in coded}) > 1:
        raise ValueError("controls must be one or more columns of one length above 0")
    coded.sort(key=lambda codes: int(codes.max()), reverse=True)
    cell, rest = coded[0], coded[1:]
    size = np.bincount(cell).astype(np.float64)
    others = hstack([_dummies(codes) for codes in rest], format="csr") if rest else None
    if others is None:
        empty = csr_array((cell.size, 0)), csr_array((size.size, 0)), np.zeros((0, 0))
        return Absorbed(cell, size, *empty, size.size)
    sums = csr_array(_dummies(cell).T @ others)
    means = csr_array(sums.multiply(1 / size[:, None]))
    left = (others.T @ others).toarray() - (sums.T @ means).toarray()
    values, vectors = np.linalg.eigh(left)
    kept = values > TOLERANCE * max(float(values[-1]), 1.0)
    root = vectors[:, kept] / np.sqrt(values[kept])
    return Absorbed(cell, size, others, means, root, size.size + int(kept.sum()))


def residuals(controls: Absorbed, columns: Floats) -> Floats:
    """What the controls leave of each column (n by k); the same as least squares on all dummies."""
    centred = columns - _cell_means(controls, columns)[controls.cell]
    slopes = controls.root @ (controls.root.T @ (controls.others.T @ centred))
    fitted: Floats = controls.others @ slopes - (controls.means @ slopes)[controls.cell]
    result: Floats = centred - fitted
    return result


def _cell_means(controls: Absorbed, columns: Floats) -> Floats:
    """Means of the columns in each cell of the largest control, cells by k."""
    sums = _dummies(controls.cell).T @ columns
    return np.asarray(sums / controls.cell_size[:, None], dtype=np.float64)


def _dummies(codes: Codes) -> csr_array:
    """A column of 0 and 1 for each code, n by the number of codes."""
    rows = np.arange(codes.size + 1)
    shape = (codes.size, int(codes.max()) + 1)
    return csr_array((np.ones(codes.size), codes, rows), shape=shape)
