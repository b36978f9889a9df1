"""A share over time: a line with its band, gaps where too few, a mark where the mix changes."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import pandas as pd
import plotly.graph_objects as go

from analysis.statistics import MEASURED
from dashboard.charts.style import Chart, Palette, house_figure
from dashboard.metrics import count, interval, percent, plural

HEIGHT = 340
TOP_PX = 56
BAND_OPACITY = 0.18
GAP_OPACITY = 0.08
BREAK_WORD = "mix changes"
WORD_SHARE = 0.1
"""Part of the width that a word takes: what stands nearer to the last word goes without."""
MOST_TICKS = 7


def trend(
    rows: pd.DataFrame, breaks: Sequence[int], palette: Palette, period: str = "month"
) -> Chart:
    """How a share changed, period by period.

    Within one mix of postings the line is drawn through; across a change of mix it is only dotted,
    because the two sides count different employers. A period that is not measured interrupts both.

    Args:
        rows: a row per period in order of time, none left out; posted_month (first day of the
            period), share, low, high (shares of 1), k, n, state.
        breaks: positions in ``rows`` of the periods whose mix differs from that of the one before.
        period: ``month``, ``quarter`` or ``year``.
    """
    rows = rows.reset_index(drop=True).assign(posted_month=lambda r: pd.to_datetime(r.posted_month))
    measured = (rows["state"] == MEASURED).to_numpy()
    runs = list(_runs(measured, breaks))
    told = rows[measured]
    top = max(float(told["high"].max()) * 115, 0.5) if len(told) else 1.0
    figure = house_figure(
        palette,
        height=HEIGHT,
        margin={"t": TOP_PX, "r": 24},
        xaxis=_time_axis(rows, period),
        yaxis={
            "range": [0, min(top, 103)],
            "ticksuffix": " %",
            "nticks": 6,
            "title": "of 100 postings",
            "tickfont": {"color": palette.quiet},
        },
        showlegend=False,
    )
    for start, end in runs:
        _run(figure, rows.iloc[start:end], palette)
    for (_, end), (start, _) in pairwise(runs):
        if end == start:
            _across(figure, rows.iloc[end - 1 : start + 1], palette)
    _gaps(figure, rows, measured, palette)
    _marks(figure, rows, breaks, palette)
    figure.add_scatter(
        x=told["posted_month"],
        y=told["share"] * 100,
        mode="markers",
        marker={"color": palette.accent, "size": 9},
        hovertext=[_hover(row, period) for row in told.to_dict("records")],
        hoverinfo="text",
    )
    return Chart(figure, _alt(rows, measured, breaks, period))


def _runs(measured: Sequence[bool], breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches (first, one past last) of measured periods within one mix."""
    start: int | None = None
    for place, is_measured in enumerate(measured):
        if start is not None and (not is_measured or place in breaks):
            yield start, place
            start = None
        if is_measured and start is None:
            start = place
    if start is not None:
        yield start, len(measured)


def _run(figure: go.Figure, run: pd.DataFrame, palette: Palette) -> None:
    """A line with its band; a single period has an upright interval instead."""
    x, share = list(run["posted_month"]), run["share"] * 100
    low, high = run["low"] * 100, run["high"] * 100
    if len(run) == 1:
        figure.add_scatter(
            x=x * 2,
            y=[low.iloc[0], high.iloc[0]],
            mode="lines",
            line={"color": palette.accent, "width": 2},
            hoverinfo="skip",
        )
        return
    figure.add_scatter(
        x=[*x, *reversed(x)],
        y=[*high, *reversed(list(low))],
        mode="lines",
        fill="toself",
        fillcolor=_faint(palette.accent, BAND_OPACITY),
        line={"width": 0},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=x,
        y=share,
        mode="lines",
        line={"color": palette.accent, "width": 2.5},
        hoverinfo="skip",
    )


def _across(figure: go.Figure, ends: pd.DataFrame, palette: Palette) -> None:
    """A dotted line between two mixes: what it joins cannot be compared."""
    figure.add_scatter(
        x=ends["posted_month"],
        y=ends["share"] * 100,
        mode="lines",
        line={"color": palette.quiet, "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
    )


def _gaps(
    figure: go.Figure, rows: pd.DataFrame, measured: Sequence[bool], palette: Palette
) -> None:
    """Grey stretches, with their word, where there is too little to say."""
    edges = _edges(rows)
    words: list[tuple[pd.Timestamp, str]] = []
    for state, places in groupby(range(len(rows)), key=lambda place: rows["state"].iloc[place]):
        run = list(places)
        if measured[run[0]]:
            continue
        start, end = edges[run[0]], edges[run[-1] + 1]
        figure.add_shape(
            type="rect",
            yref="paper",
            x0=start,
            x1=end,
            y0=0,
            y1=1,
            fillcolor=_faint(palette.quiet, GAP_OPACITY),
            line={"width": 0},
            layer="below",
        )
        words.append((start + (end - start) / 2, str(state)))
    _words(figure, words, edges, 0, palette.quiet)


def _marks(figure: go.Figure, rows: pd.DataFrame, breaks: Sequence[int], palette: Palette) -> None:
    """An upright line, with its word, before each period whose mix is another."""
    edges = _edges(rows)
    for place in breaks:
        figure.add_shape(
            type="line",
            yref="paper",
            x0=edges[place],
            x1=edges[place],
            y0=0,
            y1=1,
            line={"color": palette.ink, "width": 1.5, "dash": "dash"},
        )
    _words(figure, [(edges[place], BREAK_WORD) for place in breaks], edges, 1, palette.ink)


def _words(
    figure: go.Figure,
    words: Sequence[tuple[pd.Timestamp, str]],
    edges: Sequence[pd.Timestamp],
    height: float,
    colour: str,
) -> None:
    """Words at their moments; one that would lie on the word before it is left out."""
    free_from: pd.Timestamp | None = None
    for moment, word in words:
        if free_from is not None and moment < free_from:
            continue
        free_from = moment + (edges[-1] - edges[0]) * WORD_SHARE
        figure.add_annotation(
            x=moment,
            y=height,
            yref="paper",
            yanchor="bottom",
            text=word.replace(" ", "<br>"),
            showarrow=False,
            font={"size": 12, "color": colour},
        )


def _edges(rows: pd.DataFrame) -> list[pd.Timestamp]:
    """Where each period's column begins, midway to its neighbour, and where the last one ends."""
    moments = list(rows["posted_month"])
    if not moments:
        return []
    half = (moments[1] - moments[0]) / 2 if len(moments) > 1 else pd.Timedelta(days=15)
    between = [a + (b - a) / 2 for a, b in pairwise(moments)]
    return [moments[0] - half, *between, moments[-1] + half]


def _time_axis(rows: pd.DataFrame, period: str) -> dict[str, object]:
    """The periods' names, every so many of them where there are many."""
    edges = _edges(rows)
    ticks = list(rows["posted_month"])[:: max(1, -(-len(rows) // MOST_TICKS))]
    ends = {"range": [edges[0], edges[-1]]} if edges else {}
    names = [f"{day:%b %Y}" if period == "month" else named(day, period) for day in ticks]
    return {"type": "date", "tickvals": ticks, "ticktext": names, **ends}


def named(day: pd.Timestamp, period: str) -> str:
    """A period in words: ``January 2024``, ``2024 Q1``, ``2024``."""
    if period == "quarter":
        return f"{day.year} Q{day.quarter}"
    return f"{day:%Y}" if period == "year" else f"{day:%B %Y}"


def _faint(colour: str, opacity: float) -> str:
    """A ``#RRGGBB`` colour that lets the grid through."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def _hover(row: dict[object, object] | dict[str, object], period: str) -> str:
    values = {str(k): v for k, v in row.items()}
    share, low, high, k, n = (float(str(values[c])) for c in ("share", "low", "high", "k", "n"))
    when = named(pd.Timestamp(str(values["posted_month"])), period)
    return (
        f"<b>{when}</b><br>{percent(share)} ({interval(low, high)})"
        f"<br>{count(k)} of {plural(n, 'posting')}"
    )


def _alt(rows: pd.DataFrame, measured: Sequence[bool], breaks: Sequence[int], period: str) -> str:
    told = rows[list(measured)]
    if told.empty:
        return f"No period of {len(rows)} has enough postings for a share."
    first, last = told.iloc[0], told.iloc[-1]
    ends = " to ".join(
        f"{percent(r['share'])} ({interval(r['low'], r['high'])}) in "
        + named(r["posted_month"], period)
        for r in ([first] if len(told) == 1 else [first, last])
    )
    left_out = len(rows) - len(told)
    gaps = f" {plural(left_out, 'period')} without enough postings." if left_out else ""
    changed = ", ".join(named(rows["posted_month"].iloc[b], period) for b in breaks)
    return (
        f"Share of postings over {plural(len(rows), 'period')}, with 95 % intervals: {ends}.{gaps}"
        + (f" The mix of postings changes in {changed}." if changed else "")
    )
