"""Which sources and employers make a figure, in words. Pure; no Streamlit."""

import pandas as pd

from analysis.statistics import MEASURED
from dashboard.metrics import count, of_100, percent, plural

MOST = 0.5
"""Share of the postings above which one source or one employer is said to make the figure."""
NAMED = 4


def line(sources: pd.DataFrame) -> str:
    """The largest sources with their shares, on one line.

    Args:
        sources: from ``queries.recognition.composition``, largest first.
    """
    total = int(sources["postings"].sum())
    parts = [
        f"{title} {percent(k / total)}"
        for title, k in sources.head(NAMED)[["title", "postings"]].itertuples(index=False)
    ]
    more = len(sources) - len(parts)
    if more > 0:
        parts.append(plural(more, "more source"))
    return f"Made of {count(total)} postings: " + " · ".join(parts)


def warnings(sources: pd.DataFrame, base: pd.Series) -> list[str]:
    """When one source or one employer makes most of the postings: whom the figures speak of.

    Args:
        sources: from ``queries.recognition.composition``, largest first.
        base: from ``queries.recognition.denominators``.
    """
    total = int(base["postings"])
    if not total:
        return []
    found = []
    first = sources.iloc[0]
    if len(sources) > 1 and first["postings"] / total > MOST:
        found.append(
            f"{first['title']} makes {percent(first['postings'] / total)} of these postings: the "
            "figures speak mostly of that source. Recognition, “By source”, shows each by itself."
        )
    elif len(sources) == 1:
        found.append(
            f"All these postings come from one source, {first['title']}: what holds there may not "
            "hold elsewhere."
        )
    if pd.notna(base["top_employer_postings"]):
        share = int(base["top_employer_postings"]) / total
        if share > MOST:
            found.append(
                f"{base['top_employer']} makes {percent(share)} of these postings: the figures "
                "speak mostly of one employer."
            )
    return found


def by_source_note(cells: pd.DataFrame) -> str:
    """How far the sources agree on the credential that leads."""
    first = cells[(cells["credential_id"] == cells.iloc[0]["credential_id"])]
    told = first[first["state"] == MEASURED].sort_values(["share", "n"], ascending=[True, False])
    if len(told) < 2:
        return "Fewer than two sources have enough postings to compare."
    low, high = told.iloc[0], told.iloc[-1]
    return (
        f"{first.iloc[0]['name']}: from {of_100(low['share'])} postings in {low['label']} to "
        f"{of_100(high['share'])} in {high['label']}. Where sources differ this much, the pooled "
        "share depends on which were collected."
        if high["low"] > low["high"]
        else f"{first.iloc[0]['name']}: the sources agree within their intervals."
    )
