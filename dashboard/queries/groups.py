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
Positions = npt.NDArray[np.integer] | npt.NDArray[np.bool_] | None
Selected = Sequence[str] | Positions


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
class Coded:
    """Groups as numbers. Each way in which groups of all questions meet is one kind of person, so
    that everybody is counted once for all questions.

    Attributes:
        names: question -> its groups by code.
        kind: the kind of each candidate, in display order.
        codes: question -> the code of each kind, or ``NOBODY``.
    """

    names: dict[str, list[str]]
    kind: npt.NDArray[np.int32]
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
    people = _by_kind(coded, None)
    left = [_by_kind(coded, _positions(step.selected)) for step in steps]
    rows = []
    for dimension, names in coded.names.items():
        codes = coded.codes[dimension]
        all_of_it = _by_code(codes, people, len(names))
        for step, kinds in zip(steps, left, strict=True):
            kept = _by_code(codes, kinds, len(names))
            rows += [
                (dimension, step.condition, step.basis, name, int(n), int(k))
                for name, n, k in zip(names, all_of_it, kept, strict=True)
                if n
            ]
    columns = ["dimension", "condition", "basis", "group_name", "people", "selected"]
    return pd.DataFrame(rows, columns=columns)


def everybody() -> Step:
    """The step before the first condition."""
    return Step("Everybody in the pool", POOL, None)


def _by_kind(coded: Coded, positions: Positions) -> npt.NDArray[np.intp]:
    """How many candidates there are of each kind, of all or of some."""
    kind = coded.kind if positions is None else coded.kind[positions]
    kinds = max((len(codes) for codes in coded.codes.values()), default=0)
    return np.bincount(kind, minlength=kinds)


def _by_code(
    codes: npt.NDArray[np.int32], people: npt.NDArray[np.intp], size: int
) -> npt.NDArray[np.int64]:
    """The same for each group of a question."""
    counted = np.zeros(size, dtype=np.int64)
    stated = codes != NOBODY
    np.add.at(counted, codes[stated], people[stated])
    return counted


def _positions(selected: Selected) -> Positions:
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


def as_coded(people: int, members: pd.DataFrame) -> Coded:
    """Groups of so many people as numbers.

    Args:
        members: display_order, dimension, group_name; a row a person and question.
    """
    names: dict[str, list[str]] = {}
    codes: dict[str, npt.NDArray[np.int32]] = {}
    kind = np.zeros(people, dtype=np.int64)
    places = members["display_order"].to_numpy(dtype=np.int64) - 1
    stated, groups = pd.factorize(members["group_name"], sort=True)
    asked, dimensions = pd.factorize(members["dimension"], sort=True)
    for number, dimension in enumerate(dimensions):
        own = asked == number
        levels, code = np.unique(stated[own], return_inverse=True)
        filled = np.full(people, NOBODY, dtype=np.int32)
        filled[places[own]] = code
        # Numbered anew at each question, so that there are never more kinds than people.
        kind, found = pd.factorize(kind * (len(levels) + 1) + filled + 1)
        before, code = np.divmod(found, len(levels) + 1)
        codes = {name: known[before] for name, known in codes.items()}
        names[str(dimension)] = [str(groups[n]) for n in levels]
        codes[str(dimension)] = (code - 1).astype(np.int32)
    return Coded(names, kind.astype(np.int32), codes)


@st.cache_resource(max_entries=2, show_spinner=False)
def _coded(pool: str, stamp: str) -> Coded:
    """The groups of a pool; ``stamp`` changes with the files they come from."""
    people = int(query("SELECT count(*) AS people FROM people.candidates")["people"].iloc[0])
    return as_coded(people, jobs.group_members(Path(pool)))
