"""What changed: recognition before and after the middle of one source's dates. Pure."""

import pandas as pd

from dashboard.metrics import of_100, range_of_100
from dashboard.ranking import state_of, with_intervals

MIN_POSTINGS_NAMED = 5
"""Fewest postings that name a credential in one of the halves for a change to be said."""
SAID = 3


def source_for(sources: pd.DataFrame) -> pd.Series | None:
    """The source with most dated postings over more than one month; a trend lives in one source.

    Args:
        sources: from ``queries.recognition.composition``.
    """
    dated = sources[sources["first_month"] < sources["last_month"]]
    if dated.empty:
        return None
    return dated.loc[dated["with_month"].idxmax()]


def changed(halves: pd.DataFrame, least: int) -> pd.DataFrame | None:
    """Credentials whose intervals before and after do not overlap, the largest change first.

    Args:
        halves: from ``queries.recognition_groups.halves``.
        least: fewest postings of a half.

    Returns:
        name, before, before_low, before_high, after, after_low, after_high, change (shares of 1);
        None where a half has too few postings.
    """
    sides = []
    for later in (False, True):
        side = halves[halves["later"] == later]
        bases = side[side["credential_id"].isna()].assign(least=least)
        if bases.empty or state_of(bases.iloc[0]) != "measured":
            return None
        named = side[side["credential_id"].notna()][["credential_id", "name", *_SUMS]]
        sides.append((bases.iloc[0], named))
    ids = pd.concat([named[["credential_id", "name"]] for _, named in sides]).drop_duplicates()
    found = []
    for base, named in sides:
        counts = ids.merge(named.drop(columns="name"), on="credential_id", how="left").fillna(0)
        found.append(with_intervals(counts, base).set_index("credential_id"))
    before, after = found[0], found[1].loc[found[0].index]
    rows = pd.DataFrame(
        {
            "name": before["name"],
            "before": before["share"],
            "before_low": before["low"],
            "before_high": before["high"],
            "after": after["share"],
            "after_low": after["low"],
            "after_high": after["high"],
            "change": after["share"] - before["share"],
        }
    )
    is_enough = pd.concat([before["postings"], after["postings"]], axis=1).max(axis=1)
    moved = (after["low"] > before["high"]) | (after["high"] < before["low"])
    rows = rows[moved & (is_enough >= MIN_POSTINGS_NAMED)]
    return rows.sort_values("change", key=abs, ascending=False).reset_index()


def _months(base: pd.Series) -> str:
    first, last = f"{base['first_month']:%B %Y}", f"{base['last_month']:%B %Y}"
    return first if first == last else f"{first} to {last}"


_SUMS = ["postings", "k_squared", "k_times_n"]


def sentence(rows: pd.DataFrame | None, halves: pd.DataFrame, title: str) -> str:
    """What changed within one source, and between when and when.

    Args:
        rows: from ``changed``.
        halves: from ``queries.recognition_groups.halves``.
        title: the source's.
    """
    if rows is None:
        return f"What changed cannot be told: {title} has too few dated postings here."
    bases = halves[halves["credential_id"].isna()].sort_values("later")
    first, second = (_months(base) for _, base in bases.iterrows())
    when = f"Within {title}, {second} against {first}"
    if rows.empty:
        return f"{when}, no credential's share changed beyond chance."
    parts = [
        f"{row['name']} {'rose' if row['change'] > 0 else 'fell'} from {of_100(row['before'])} "
        f"({range_of_100(row['before_low'], row['before_high'])}) to {of_100(row['after'])} "
        f"({range_of_100(row['after_low'], row['after_high'])})"
        for _, row in rows.head(SAID).iterrows()
    ]
    more = len(rows) - SAID
    return f"{when}: {'; '.join(parts)}{f'; and {more} more' if more > 0 else ''}."
