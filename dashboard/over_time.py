"""How a credential's recognition changed within one source."""

import pandas as pd

from analysis.statistics import MEASURED
from analysis.trends import change, mix_breaks
from dashboard import choices, exports, show
from dashboard.charts.trend import named, trend
from dashboard.filters import Filters, describe
from dashboard.metrics import of_100, plural, range_of_100
from dashboard.queries import recognition_groups as groups
from dashboard.ranking import state_of, with_shares
from dashboard.tables.trend import draw_trend, trend_table

PERIODS = ("month", "quarter", "year")
FEWEST = 3
"""Fewest measured periods that make a trend."""
CHANCE = 0.05


def part(filters: Filters, credential_id: str, name: str, sources: pd.DataFrame) -> None:
    """Draw the trend of a credential in the source that the reader chooses.

    Args:
        sources: from ``queries.recognition.composition``.
    """
    dated = sources[sources["first_month"] < sources["last_month"]]
    if dated.empty:
        show.nothing("No source under these choices has dated postings of more than one month.")
        return
    counted = groups.by_group(filters, groups.SOURCE, (credential_id,))
    counts = counted.set_index("source_id")["postings"]
    bases = groups.groups(filters, groups.SOURCE)
    told = [str(base["source_id"]) for _, base in bases.iterrows() if state_of(base) == MEASURED]
    # The source that names it most comes first, of those that can be told and whose dates span a
    # trend's periods.
    dated = dated.assign(
        is_told=dated["source_id"].isin(told),
        spans=dated["last_month"] >= dated["first_month"] + pd.DateOffset(months=FEWEST - 1),
        named=dated["source_id"].map(counts).fillna(0),
    ).sort_values(["is_told", "spans", "named"], ascending=False, kind="stable")
    titles = dict(zip(dated["source_id"], dated["title"], strict=True))
    source = choices.one_of("trend_source", "Source", titles, next(iter(titles)))
    rows, breaks, period = periods(filters, credential_id, source)
    said = sentence(rows, breaks, f"{name} in {titles[source]}", period)
    if (rows["state"] == MEASURED).any():
        show.picture(trend(rows, breaks, show.palette(), period), "trend", said)
    else:
        show.nothing(said)
    table = trend_table(rows, breaks, period)
    draw_trend(table, "trend_table")
    exports.offer(table, "trend", f"{name} · {titles[source]} · {describe(filters)}")


def periods(
    filters: Filters, credential_id: str, source_id: str
) -> tuple[pd.DataFrame, tuple[int, ...], str]:
    """The shortest periods of which most are measured: rows, positions of breaks, their name.

    A row per period, none left out: posted_month (its first), k, n, n_effective, employers,
    state, share, low, high.
    """
    for period in PERIODS:
        counted = groups.by_period(filters, credential_id, source_id, period)
        rows = _shares(counted, period)
        if (rows["state"] == MEASURED).mean() > 0.5 or period == PERIODS[-1]:
            break
    mix = groups.mix(filters, source_id, period).pivot_table(
        index="posted_month", columns="soc_group", values="postings", fill_value=0
    )
    mix = mix.reindex(rows["posted_month"], fill_value=0)
    return rows, tuple(mix_breaks(mix.to_numpy(float))), period


def _shares(counted: pd.DataFrame, period: str) -> pd.DataFrame:
    rows = []
    for _, base in counted.iterrows():
        one = pd.DataFrame(
            {
                "credential_id": [""],
                "postings": [base["k"]],
                "k_squared": [base["k_squared"]],
                "k_times_n": [base["k_times_n"]],
            }
        )
        share = with_shares(one, base).iloc[0]
        rows.append(
            {
                "posted_month": base["posted_month"],
                "k": int(base["k"]),
                "n": int(base["postings"]),
                "employers": int(base["employers"]),
                "state": state_of(base),
                "share": share["share"],
                "low": share["low"],
                "high": share["high"],
                "n_effective": share["n_effective"],
            }
        )
    known = pd.DataFrame(rows).set_index("posted_month")
    step = {"month": "MS", "quarter": "QS", "year": "YS"}[period]
    every = pd.date_range(known.index.min(), known.index.max(), freq=step)
    filled = known.reindex(every)
    filled["state"] = filled["state"].fillna("not collected")
    counts = ["k", "n", "employers"]
    filled[counts] = filled[counts].fillna(0).astype(int)
    return filled.rename_axis("posted_month").reset_index()


def sentence(rows: pd.DataFrame, breaks: tuple[int, ...], what: str, period: str) -> str:
    """Whether the share rises or falls by more than periods differ anyway, within one mix.

    Args:
        rows: from ``periods``, with n_effective.
        breaks: positions of the periods whose mix of occupations is another; only what comes
            after the last of them is judged.
    """
    told = rows[rows["state"] == MEASURED]
    if told.empty:
        return f"{what}: no {period} has enough postings of enough employers for a share."
    if len(told) < FEWEST:
        return (
            f"{what}: only {plural(len(told), f'measured {period}')}, too few for a trend; we ask "
            f"for {FEWEST}."
        )
    inside = [b for b in breaks if told.index[0] < b <= told.index[-1]]
    alike = told.loc[inside[-1] :] if inside else told
    since = ""
    if inside:
        since = f" since {moment(alike.iloc[0], period)}, when the mix of occupations last changed"
        if len(alike) < FEWEST:
            return (
                f"{what}: {plural(len(alike), f'measured {period}')}{since}, too few for a trend; "
                f"we ask for {FEWEST}. What comes before counts different occupations."
            )
    first, last = alike.iloc[0], alike.iloc[-1]
    ends = (
        f"from {of_100(first['share'])} ({range_of_100(first['low'], first['high'])}) in "
        f"{moment(first, period)} to {of_100(last['share'])} "
        f"({range_of_100(last['low'], last['high'])}) in {moment(last, period)}"
    )
    found = change(
        alike["share"] * alike["n_effective"], alike["n_effective"], alike.index.to_numpy(float)
    )
    if found.ratio is None or found.p_value is None or found.low is None or found.high is None:
        return f"{what}: {ends}{since}; too few postings to tell a trend from chance."
    if found.p_value >= CHANCE:
        return f"{what}: no trend beyond chance{since}, {ends}."
    way = "rises" if found.ratio > 1 else "falls"
    return (
        f"{what}: {way} by more than the {period}s differ anyway{since}, {ends}. Along the line "
        f"through them all, the odds of being asked for end at {found.ratio:.2g} times "
        f"({found.low:.2g} to {found.high:.2g}) where they began."
    )


def moment(row: pd.Series, period: str) -> str:
    """The period of a row in words."""
    return named(pd.Timestamp(row["posted_month"]), period)
