"""Counts -> shares with intervals, sorted by evidence. Pure; frames in, frames out."""

import numpy as np
import pandas as pd

from analysis.clustering import Clusters, clustered_interval, effective_n
from analysis.ranks import rank_intervals
from analysis.shrinkage import shrink
from analysis.statistics import MEASURED, figure_state, tied_with_first, wilson_interval
from dashboard.metrics import KIND_LABELS

SUMS = ("postings", "k_squared", "k_times_n")
TOP = 5
"""The ranks that P(among the first) is told for."""


def state_of(base: pd.Series) -> str:
    """Whether shares over this denominator are measured, too few, or not collected.

    Args:
        base: postings, employers, least; as from ``queries.recognition.denominators``.
    """
    return figure_state(int(base["postings"]), int(base["employers"]), int(base["least"]))


def with_shares(rows: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    """Add shares with their intervals and ranks to counts, best lower end first.

    Args:
        rows, base: as of ``with_intervals``; rows with credential_id.

    Returns:
        Its columns, and rank_low, rank_high (95 %), p_top (chance to be among the first TOP).
    """
    ranked = (
        with_intervals(rows, base)
        .sort_values(["low", "postings", "credential_id"], ascending=[False, False, True])
        .reset_index(drop=True)
    )
    ranks = rank_intervals(ranked["share"].to_numpy(), ranked["n_effective"].to_numpy(), top=TOP)
    return ranked.assign(rank_low=ranks.low, rank_high=ranks.high, p_top=ranks.p_top)


def with_intervals(rows: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    """Add shares with their intervals to counts.

    Args:
        rows: postings (k), k_squared, k_times_n (sums over employers).
        base: postings, n_squared, clusters of the denominator.

    Returns:
        The rows with n, share, low, high (95 %, postings of one employer taken as alike as they
        are), plain_low, plain_high (Wilson, as if postings were independent), n_effective.
    """
    n = float(base["postings"])
    k, k_squared, k_times_n = (rows[name].to_numpy(float) for name in SUMS)
    clusters = clusters_of(base)
    bounds = clustered_interval(k, k_squared, k_times_n, clusters)
    plain = wilson_interval(k, n)
    return rows.assign(
        n=int(n),
        share=k / n if n else k,
        low=bounds.low,
        high=bounds.high,
        plain_low=plain.low,
        plain_high=plain.high,
        n_effective=effective_n(k, k_squared, k_times_n, clusters),
    )


def clusters_of(base: pd.Series) -> Clusters:
    """The denominator by employer, as ``analysis.clustering`` takes it."""
    return Clusters(float(base["postings"]), float(base["n_squared"]), int(base["clusters"]))


def intensity(rows: pd.DataFrame) -> pd.Series:
    """How strongly a credential is asked for where it is named: 1 if all require it, else less.

    Args:
        rows: required, preferred, mentioned.
    """
    named = rows[["required", "preferred", "mentioned"]].sum(axis=1)
    return (rows["required"] + rows["preferred"] / 2) / named


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
        counts: credential_id, ``key``, postings, employers, k_squared, k_times_n (pairs without
            any are absent).
        groups: ``key``, label, postings, employers, n_squared, clusters, least of every group, in
            display order: the denominators.
        credentials: credential_id, name, abbreviation, in display order.
        key: the column that names a group, such as ``naics_sector``.

    Returns:
        credential_id, name, short (a name that fits a column head), key, label, postings,
        employers, n, employers_n, state, share, low, high (95 %, clustered by employer),
        n_effective; shrunk, shrunk_low, shrunk_high: the share drawn toward the credential's
        share in all measured groups as far as chance allows (NA where not measured).
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
        .merge(counts.rename(columns={key: "key"}), on=["credential_id", "key"], how="left")
    )
    sums = ["employers", *SUMS]
    pairs[sums] = pairs[sums].fillna(0)
    pairs[["postings", "employers"]] = pairs[["postings", "employers"]].astype(int)
    pairs["share"] = pairs["postings"] / pairs["n"].where(pairs["n"] > 0, 1)
    pairs["state"] = np.tile([state_of(group) for _, group in groups.iterrows()], len(credentials))
    # Credentials follow each other, each with all groups: a row of the table is a credential.
    k, k_squared, k_times_n = (
        pairs[name].to_numpy(float).reshape(len(credentials), len(groups)) for name in SUMS
    )
    low, high, counted = np.zeros(k.shape), np.ones(k.shape), np.zeros(k.shape)
    for place, (_, group) in enumerate(groups.iterrows()):
        if group["postings"]:
            its = k[:, place], k_squared[:, place], k_times_n[:, place]
            bounds = clustered_interval(its[0], its[1], its[2], clusters_of(group))
            low[:, place], high[:, place] = bounds.low, bounds.high
            counted[:, place] = effective_n(its[0], its[1], its[2], clusters_of(group))
    pairs["low"], pairs["high"] = low.ravel(), high.ravel()
    pairs["n_effective"] = counted.ravel()
    return pairs.assign(**_shrunk(pairs, (len(credentials), len(groups))))


def _shrunk(pairs: pd.DataFrame, shape: tuple[int, int]) -> dict[str, np.ndarray]:
    """The measured shares of each credential, drawn toward its share in all groups."""
    share = pairs["share"].to_numpy().reshape(shape)
    counted = pairs["n_effective"].to_numpy().reshape(shape)
    told = (pairs["state"] == MEASURED).to_numpy().reshape(shape)
    found = np.full((3, *share.shape), np.nan)
    for row in range(len(share)):
        own = told[row]
        drawn = shrink(share[row, own] * counted[row, own], counted[row, own])
        found[:, row, own] = drawn.share, drawn.low, drawn.high
    names = ("shrunk", "shrunk_low", "shrunk_high")
    return {name: values.ravel() for name, values in zip(names, found, strict=True)}


def _short_names(credentials: pd.DataFrame) -> pd.Series:
    """Abbreviations where there is one of its own, else names: several may share letters."""
    known = credentials["abbreviation"].replace("", None)
    alone = known.notna() & ~known.duplicated(keep=False)
    return known.where(alone, credentials["name"])
