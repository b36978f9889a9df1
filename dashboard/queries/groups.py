"""How many of each self-reported group a filter keeps: the one place where groups meet people.

Who is of which group is looked up in memory, counted, and forgotten: only counts leave here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from dashboard import jobs
from dashboard.fairness import POOL
from dashboard.people import query, session_pool

NOBODY = -1
Selected = Sequence[str] | npt.NDArray[np.integer] | npt.NDArray[np.bool_] | None


@dataclass(frozen=True)
class Step:
    """Who is left at a step of a filter.

    Attributes:
        condition: in words.
        basis: ``POOL``, ``IN_ORDER`` or ``WITHOUT`` of ``dashboard.fairness``.
        selected: a mask over all candidates in display order, or their numbers
            (``display_order`` in ``people.candidates``, an integer array), or their ids; None for
            everybody.
    """

    condition: str
    basis: str
    selected: Selected


@dataclass(frozen=True)
class _Coded:
    """Groups by candidate number less one: a code, or ``NOBODY``; and the names of the codes."""

    names: dict[str, list[str]]
    codes: dict[str, npt.NDArray[np.int32]]


def are_imported() -> bool:
    """Whether there are self-reported groups at all (invented ones for the invented pool)."""
    return bool(jobs.groups_stamp(session_pool()))


def counts(steps: Sequence[Step]) -> pd.DataFrame:
    """People of each group at each step.

    Args:
        steps: everybody first (``POOL``), then the conditions in order, then without each.

    Returns:
        dimension, condition, basis, group_name, people (of the group in the pool), selected (of
        them at the step). A group of which the pool has nobody is left out.
    """
    coded = _coded(str(session_pool()), jobs.groups_stamp(session_pool()))
    at = [_positions(step.selected) for step in steps]
    rows = []
    for dimension, names in coded.names.items():
        codes = coded.codes[dimension]
        people = _by_code(codes, len(names))
        for step, positions in zip(steps, at, strict=True):
            left = people if positions is None else _by_code(codes[positions], len(names))
            rows += [
                (dimension, step.condition, step.basis, name, int(n), int(k))
                for name, n, k in zip(names, people, left, strict=True)
                if n
            ]
    columns = ["dimension", "condition", "basis", "group_name", "people", "selected"]
    return pd.DataFrame(rows, columns=columns)


def everybody() -> Step:
    """The step before the first condition."""
    return Step("Everybody in the pool", POOL, None)


def _by_code(codes: npt.NDArray[np.int32], size: int) -> npt.NDArray[np.intp]:
    return np.bincount(codes[codes != NOBODY], minlength=size)


def _positions(
    selected: Selected,
) -> npt.NDArray[np.integer] | npt.NDArray[np.bool_] | None:
    if selected is None:
        return None
    if isinstance(selected, np.ndarray) and selected.dtype == bool:
        return selected
    if isinstance(selected, np.ndarray) and np.issubdtype(selected.dtype, np.integer):
        return selected - 1
    found = query(
        "SELECT display_order FROM people.candidates "
        "WHERE candidate_id IN (SELECT unnest($candidate_ids))",
        candidate_ids=tuple(selected),
    )
    return found["display_order"].to_numpy(dtype=np.int64) - 1


@st.cache_resource(max_entries=2, show_spinner=False)
def _coded(pool: str, stamp: str) -> _Coded:
    """The groups of a pool; ``stamp`` changes with the files they come from."""
    people = int(query("SELECT count(*) AS people FROM people.candidates")["people"].iloc[0])
    members = jobs.group_members(Path(pool))
    names: dict[str, list[str]] = {}
    codes: dict[str, npt.NDArray[np.int32]] = {}
    for dimension, part in members.groupby("dimension", sort=True):
        own, levels = pd.factorize(part["group_name"], sort=True)
        filled = np.full(people, NOBODY, dtype=np.int32)
        filled[part["display_order"].to_numpy(dtype=np.int64) - 1] = own
        names[str(dimension)], codes[str(dimension)] = [str(n) for n in levels], filled
    return _Coded(names, codes)
