"""Counts -> shares with intervals, sorted by evidence. Pure; frames in, frames out."""

import pandas as pd

from analysis.statistics import figure_state, tied_with_first, wilson_interval


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


def heatmap_cells(
    counts: pd.DataFrame, denominators: pd.DataFrame, credentials: pd.DataFrame
) -> pd.DataFrame:
    """A row for each pair of a credential and an industry, with its state and interval.

    Args:
        counts: credential_id, naics_sector, postings, employers (pairs without any are absent).
        denominators: naics_sector, short_name, postings, employers, of every industry.
        credentials: credential_id, name, in display order.
    """
    pairs = (
        credentials[["credential_id", "name"]]
        .merge(
            denominators.rename(
                columns={"short_name": "industry", "postings": "n", "employers": "employers_n"}
            )[["naics_sector", "industry", "n", "employers_n"]],
            how="cross",
        )
        .merge(counts, on=["credential_id", "naics_sector"], how="left")
    )
    pairs["postings"] = pairs["postings"].fillna(0).astype(int)
    pairs["employers"] = pairs["employers"].fillna(0).astype(int)
    bounds = wilson_interval(pairs["postings"], pairs["n"])
    pairs["state"] = [
        figure_state(n, e) for n, e in zip(pairs["n"], pairs["employers_n"], strict=True)
    ]
    pairs["share"] = pairs["postings"] / pairs["n"].where(pairs["n"] > 0, 1)
    pairs["low"], pairs["high"] = bounds.low, bounds.high
    return pairs
