"""Counts -> shares with intervals, sorted by evidence. Pure; frames in, frames out."""

import pandas as pd

from analysis.statistics import figure_state, tied_with_first, wilson_interval
from dashboard.metrics import KIND_LABELS


def with_shares(rows: pd.DataFrame, n: int) -> pd.DataFrame:
    """Add n, share, low and high (Wilson, 95 %) to counts, best lower end first.

    Args:
        rows: a column ``postings`` with the counts k.
        n: postings in the denominator.
    """
    bounds = wilson_interval(rows["postings"], n)
    share = rows["postings"] / n if n else rows["postings"].astype(float)
    return (
        rows.assign(n=n, share=share, low=bounds.low, high=bounds.high)
        .sort_values(["low", "postings", "credential_id"], ascending=[False, False, True])
        .reset_index(drop=True)
    )


def leaders(ranked: pd.DataFrame) -> pd.DataFrame:
    """The rows whose interval reaches that of the first: they cannot be told apart from it."""
    return ranked[tied_with_first(ranked["low"], ranked["high"])]


def leader_of_each_kind(ranked: pd.DataFrame, filed: pd.DataFrame) -> pd.DataFrame:
    """A row for each kind in the catalog: how many are named, and the one with most evidence.

    Args:
        ranked: from ``with_shares``, with ``kind``.
        filed: the catalog's credentials under the choices, with ``kind``.

    Returns:
        kind, catalogued, named, and the columns of ``ranked`` for the leader (NA where none).
    """
    kinds = filed.groupby("kind").size().rename("catalogued").to_frame()
    kinds["named"] = ranked.groupby("kind").size().reindex(kinds.index, fill_value=0)
    first = ranked.drop_duplicates("kind").set_index("kind")
    order = [kind for kind in KIND_LABELS if kind in kinds.index]
    return kinds.join(first).loc[order].reset_index(names="kind")


def heatmap_cells(
    counts: pd.DataFrame, groups: pd.DataFrame, credentials: pd.DataFrame, key: str
) -> pd.DataFrame:
    """A row for each pair of a credential and a group of postings, with its state and interval.

    Args:
        counts: credential_id, ``key``, postings (pairs without any are absent).
        groups: ``key``, label, postings, employers of every group, in display order: the
            denominators.
        credentials: credential_id, name, abbreviation, in display order.
        key: the column that names a group, such as ``naics_sector``.

    Returns:
        credential_id, name, short (a name that fits a column head), key, label, postings, n,
        state, share, low, high.
    """
    pairs = (
        credentials[["credential_id", "name"]]
        .assign(short=_short_names(credentials))
        .merge(
            groups[[key, "label", "postings", "employers"]].rename(
                columns={key: "key", "postings": "n", "employers": "employers_n"}
            ),
            how="cross",
        )
        .merge(
            counts[["credential_id", key, "postings"]].rename(columns={key: "key"}),
            on=["credential_id", "key"],
            how="left",
        )
    )
    pairs["postings"] = pairs["postings"].fillna(0).astype(int)
    bounds = wilson_interval(pairs["postings"], pairs["n"])
    state = {
        label: figure_state(int(n), int(e))
        for label, n, e in zip(groups[key], groups["postings"], groups["employers"], strict=True)
    }
    pairs["state"] = pairs["key"].map(state)
    pairs["share"] = pairs["postings"] / pairs["n"].where(pairs["n"] > 0, 1)
    pairs["low"], pairs["high"] = bounds.low, bounds.high
    return pairs


def by_size(groups: pd.DataFrame) -> pd.DataFrame:
    """Groups of postings, largest first, with their ``short_name`` or ``title`` as ``label``."""
    return groups.rename(columns={"short_name": "label", "title": "label"}).sort_values(
        "postings", ascending=False, kind="stable"
    )


def neighbour(ranked: pd.DataFrame, credential_id: str) -> tuple[str, ...]:
    """The credential and the one ranked next to it, so that there is something to compare."""
    ids = ranked["credential_id"].tolist()
    if credential_id not in ids:
        return (credential_id,)
    place = ids.index(credential_id)
    other = ids[place - 1 : place] or ids[place + 1 : place + 2]
    return (credential_id, *other)


def _short_names(credentials: pd.DataFrame) -> pd.Series:
    """Abbreviations where there is one of its own, else names: several may share letters."""
    known = credentials["abbreviation"].replace("", None)
    alone = known.notna() & ~known.duplicated(keep=False)
    return known.where(alone, credentials["name"])
