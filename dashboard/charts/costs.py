"""Price against recognition, with the frontier drawn and its members named."""

from math import log10

import pandas as pd
import plotly.graph_objects as go

from analysis.costs import pareto_frontier
from dashboard.charts.scales import FREE_GAP, round_values
from dashboard.charts.style import KIND_SYMBOLS, Chart, Palette, house_figure, plain, shortened
from dashboard.metrics import KIND_LABELS, count, dollars, interval, percent, plural

PLOT_PX, LABEL_PX = 460, 20
"""Height of the scatter's plotting area and of a label in it."""
LEAST_PLOT_PX, CHAR_PX = 600, 6
"""Width of the plotting area at least, and of a letter of a label."""


def price_against_recognition(rows: pd.DataFrame, palette: Palette, over: str) -> Chart:
    """A dot per credential: its total cost, and share of postings; both logarithmic.

    Args:
        rows: credential_id, name, kind, total_usd, is_stale, is_approximate, share, low, high,
            postings, n; all known, at least one posting each.
        over: what ``total_usd`` is for, as ``to earn and keep for 5 years``.
    """
    rows = rows.reset_index(drop=True).astype({"total_usd": float})
    paid = rows.loc[rows["total_usd"] > 0, "total_usd"]
    start = log10(paid.min()) - 0.12 if len(paid) else 0.0
    end = log10(paid.max()) + 0.15 if len(paid) else 1.0
    has_free = len(paid) < len(rows)
    free = start - FREE_GAP
    x = [log10(v) if v > 0 else free for v in rows["total_usd"]]
    y = [log10(v * 100) for v in rows["share"]]
    bottom = min(y) - 0.12
    # The lower end of the interval decides the frontier: luck does not put a point on it.
    best = pareto_frontier(list(rows["total_usd"]), list(rows["low"]))
    ticks = round_values(start, end)
    figure = house_figure(
        palette,
        height=PLOT_PX + 110,
        xaxis={
            "title": f"total cost {over}, US dollars, logarithmic scale",
            "tickvals": [*([free] if has_free else []), *map(log10, ticks)],
            "ticktext": [*(["free"] if has_free else []), *map(dollars, ticks)],
            "range": [free - 0.2 if has_free else start - 0.05, end + 0.05],
        },
        yaxis={"title": "asked for in, of 100 postings, logarithmic scale"},
    )
    figure.add_scatter(
        x=[x[i] for i in best] + [end],
        y=[y[i] for i in best] + [y[best[-1]]],
        mode="lines",
        name="Nothing cheaper is asked for more",
        line={"color": palette.quiet, "width": 1.5, "dash": "dot", "shape": "hv"},
        hoverinfo="skip",
    )
    _frontier_intervals(figure, rows, x, best, palette)
    for kind in KIND_LABELS:
        group = rows[rows["kind"] == kind]
        if len(group):
            # Fresh ones first: the legend shows the mark of the first.
            group = group.sort_values("is_stale", kind="stable")
            _dots(figure, group, x, y, palette, over)
    if rows["is_stale"].any():
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            name="hollow: stale price",
            marker={
                "symbol": "circle-open",
                "size": 11,
                "color": palette.quiet,
                "line": {"width": 2},
            },
        )
    top = _frontier_labels(figure, rows, x, y, best, bottom, palette)
    levels = round_values(bottom, min(top, 2.0))
    axis = figure.layout.yaxis
    axis.tickvals = [log10(s) for s in levels]
    axis.ticktext = [f"{s:g} %" for s in levels]
    axis.range = [bottom, top]
    members = "; ".join(
        f"{rows.at[i, 'name']} ({_price(rows.loc[i])}, {percent(rows.at[i, 'share'])})"
        for i in best
    )
    return Chart(
        figure,
        f"Scatter of {len(rows)} credentials on logarithmic scales, total "
        f"cost {over} against the share of {count(rows.at[0, 'n'])} postings that ask "
        f"for them. On the frontier, cheapest first: {members}.",
    )


def _dots(
    figure: go.Figure,
    group: pd.DataFrame,
    x: list[float],
    y: list[float],
    palette: Palette,
    over: str,
) -> None:
    kind = group["kind"].iloc[0]
    symbol, colour = KIND_SYMBOLS[kind], palette.kinds[kind]
    figure.add_scatter(
        x=[x[i] for i in group.index],
        y=[y[i] for i in group.index],
        mode="markers",
        name=KIND_LABELS[kind],
        marker={
            "symbol": [symbol + ("-open" if stale else "") for stale in group["is_stale"]],
            "size": 10,
            "color": colour,
            "opacity": 0.85,
            "line": {
                "width": [2 if stale else 1 for stale in group["is_stale"]],
                "color": [colour if stale else palette.paper for stale in group["is_stale"]],
            },
        },
        customdata=group["credential_id"],
        hovertext=[_hover(row, over) for _, row in group.iterrows()],
        hoverinfo="text",
    )


def _frontier_intervals(
    figure: go.Figure, rows: pd.DataFrame, x: list[float], best: list[int], palette: Palette
) -> None:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for i in best:
        xs += [x[i], x[i], None]
        # A lower end of zero lies beyond every logarithmic scale: the line runs out of the picture.
        low = max(rows.at[i, "low"], rows.at[i, "share"] / 1000)
        ys += [log10(low * 100), log10(rows.at[i, "high"] * 100), None]
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="lines",
        line={"color": palette.quiet, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )


def _frontier_labels(
    figure: go.Figure,
    rows: pd.DataFrame,
    x: list[float],
    y: list[float],
    best: list[int],
    bottom: float,
    palette: Palette,
) -> float:
    """Name the frontier's members above the picture; returns the upper end of the y axis.

    The cheapest is named highest: a line down to its dot then meets no other name, and nothing
    lies above and left of the frontier that it could cross.
    """
    highest = max(log10(rows.at[i, "high"] * 100) for i in best) + 0.05
    rise = (highest - bottom) / (PLOT_PX / LABEL_PX - len(best))
    heights = [highest + rise * (len(best) - 1 - position) for position in range(len(best))]
    names = [(shortened(rows.at[i, "name"], 34), _price(rows.loc[i])) for i in best]
    left, right = figure.layout.xaxis.range
    # What a label is longer than the plotting area right of its line goes into the margin.
    beyond = [
        CHAR_PX * len(f" {name}, {price}") - LEAST_PLOT_PX * (right - x[i]) / (right - left)
        for i, (name, price) in zip(best, names, strict=True)
    ]
    figure.update_layout(margin_r=max(figure.layout.margin.r or 0, *map(round, beyond)))
    figure.add_scatter(
        x=[x[i] for i in best],
        y=heights,
        mode="text",
        text=[f" <b>{name}</b>, {price}" for name, price in names],
        textposition="top right",
        textfont={"size": 12, "color": palette.ink},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    leaders_x: list[float | None] = []
    leaders_y: list[float | None] = []
    for i, height in zip(best, heights, strict=True):
        leaders_x += [x[i], x[i], None]
        leaders_y += [y[i], height + rise * 0.8, None]
    figure.add_scatter(
        x=leaders_x,
        y=leaders_y,
        mode="lines",
        line={"color": palette.quiet, "width": 0.8},
        hoverinfo="skip",
        showlegend=False,
    )
    return highest + rise * len(best)


def _price(row: pd.Series) -> str:
    about = "about " if row["is_approximate"] else ""
    return "free" if row["total_usd"] == 0 else about + dollars(row["total_usd"])


def _hover(row: pd.Series, over: str) -> str:
    year = "undated" if pd.isna(row["price_year"]) else f"price of {int(row['price_year'])}"
    stale = f"<br>{year}" + (", stale" if row["is_stale"] else "")
    return (
        f"<b>{plain(row['name'])}</b><br>{_price(row)} {over}{stale}<br>"
        f"{percent(row['share'])} of {count(row['n'])} postings "
        f"({interval(row['low'], row['high'])})<br>{plural(row['postings'], 'posting')}"
        "<br><i>click: open it</i>"
    )
