"""Denominators and counts for tests in which every posting has an employer of its own."""

from collections.abc import Iterable

import pandas as pd

from analysis.statistics import MIN_POSTINGS


def base_of(postings: int, **others: object) -> pd.Series:
    """A denominator as ``queries.recognition.denominators`` gives it."""
    known: dict[str, object] = {
        "postings": postings,
        "employers": postings,
        "n_squared": float(postings),
        "clusters": postings,
        "least": MIN_POSTINGS,
    }
    return pd.Series(known | others)


def with_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """Counts with the sums over employers that they have where each posting has its own."""
    k = rows["postings"].astype(float)
    return rows.assign(k_squared=k, k_times_n=k)


def groups_of(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Groups of postings with the columns of ``queries.recognition_groups.groups``."""
    frame = pd.DataFrame(rows)
    n = frame["postings"]
    return frame.assign(n_squared=n.astype(float), clusters=n, least=MIN_POSTINGS)
