"""Shares of postings: a dot with its interval, sorted by evidence."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.statistics import wilson_interval
from dashboard.charts.style import (
    KIND_SYMBOLS,
    STRENGTH_SYMBOLS,
    Chart,
    Palette,
    house_figure,
    plain,
    two_lines,
)
from dashboard.metrics import KIND_LABELS, STRENGTH_LABELS, count, interval, percent, plural

ROW_PX = 36
"""Height of a row whose label may take two lines."""
TOP_PX = 72
"""Room above the rows for the legend and the heading of the counts."""
COUNTS_PX = 72
"""Right margin that holds the counts, so that no interval runs into them."""


def ranking(rows: pd.DataFrame, palette: Palette) -> Chart:
    """Ranked shares with their intervals.

    Args:
        rows: best evidence first; name, kind, share, low, high (shares of 1), postings, n,
            employers, credential_id.
    """
    rows = rows.reset_index(drop=True)
    positions = list(range(len(rows)))
    share, low, high = rows["share"] * 100, rows["low"] * 100, rows["high"] * 100
    hover = [
        f"<b>{plain(name)}</b><br>{percent(s)} of {count(n)} postings ({interval(lo, hi)})"
        f"<br>{plural(k, 'posting')}, {plural(e, 'employer')}"
        for name, s, lo, hi, k, n, e in rows[
            ["name", "share", "low", "high", "postings", "n", "employers"]
        ].itertuples(index=False)
    ]
    figure = _rows(
        palette,
        rows,
        "share of {} postings, with its 95 % interval",
        # Room for the percentage that stands after the longest interval.
        {"range": [0, (float(high.max()) if len(rows) else 1.0) * 1.45]},
    )
    for kind in [k for k in KIND_LABELS if k in set(rows["kind"])]:
        own = (rows["kind"] == kind).to_numpy()
        figure.add_scatter(
            x=share[own],
            y=rows.index[own],
            mode="markers",
            name=KIND_LABELS[kind],
            cliponaxis=False,  # a mark at zero is drawn whole
            marker={"color": palette.kinds[kind], "symbol": KIND_SYMBOLS[kind], "size": 12},
            # A click opens the credential; the other dots must not fade for it.
            unselected={"marker": {"opacity": 1}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (high - share)[own],
                "arrayminus": (share - low)[own],
                "color": palette.kinds[kind],
                "thickness": 2,
                "width": 0,
            },
            hovertext=[h for h, mine in zip(hover, own, strict=True) if mine],
            hoverinfo="text",
            customdata=rows["credential_id"][own],
            showlegend=True,
        )
    figure.add_scatter(
        x=high,
        y=positions,
        mode="text",
        # An en space more keeps the text off a mark that is wider than its interval.
        text=[f"\u2002 {percent(s)}" for s in rows["share"]],
        textposition="middle right",
        textfont={"size": 13, "color": palette.ink},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    _counts(
        figure,
        palette,
        [
            f"{count(k)} · {count(e)}"
            for k, e in zip(rows["postings"], rows["employers"], strict=True)
        ],
        "postings ·<br>employers",
    )
    return Chart(figure, _ranking_alt(rows))


def strengths(rows: pd.DataFrame, palette: Palette, shown: tuple[str, ...]) -> Chart:
    """Required against preferred (and mentioned): dots on one line per credential.

    Args:
        rows: name, postings, n, n_effective, credential_id, and a column of counts for each of
            ``shown``.
    """
    rows = rows.reset_index(drop=True)
    positions = list(range(len(rows)))
    values = rows[list(shown)].div(rows["n"], axis=0) * 100
    figure = _rows(
        palette, rows, "share of {} postings, with 95 % intervals", {"rangemode": "tozero"}
    )
    ends_x, ends_y = [], []
    for y, (first, last) in enumerate(zip(values.min(axis=1), values.max(axis=1), strict=True)):
        ends_x += [first, last, None]
        ends_y += [y, y, None]
    figure.add_scatter(
        x=ends_x,
        y=ends_y,
        mode="lines",
        line={"color": palette.grid, "width": 4},
        hoverinfo="skip",
        showlegend=False,
    )
    # Mentioned is drawn first, so that the dots that decide lie on top.
    for strength in reversed(shown):
        # Each strength takes the design effect of all the credential's mentions.
        counted = rows["n_effective"]
        bounds = wilson_interval(rows[strength] / rows["n"] * counted, counted)
        figure.add_scatter(
            x=values[strength],
            y=positions,
            mode="markers",
            name=STRENGTH_LABELS[strength],
            cliponaxis=False,
            legendrank=shown.index(strength),
            marker={
                "color": getattr(palette, strength),
                "symbol": STRENGTH_SYMBOLS[strength],
                "size": 12 if strength == "required" else 11,
                "line": {"width": 2, "color": getattr(palette, strength)},
            },
            unselected={"marker": {"opacity": 1}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": bounds.high * 100 - values[strength],
                "arrayminus": values[strength] - bounds.low * 100,
                "color": getattr(palette, strength),
                "thickness": 1.5,
                "width": 0,
            },
            hovertext=[
                f"<b>{plain(name)}</b><br>{STRENGTH_LABELS[strength]} in {count(k)} of "
                f"{count(n)} postings ({percent(k / n)})"
                for name, k, n in zip(rows["name"], rows[strength], rows["n"], strict=True)
            ],
            hoverinfo="text",
            customdata=rows["credential_id"],
        )
    _counts(figure, palette, [count(k) for k in rows["postings"]], "postings")
    sentences = [
        f"{name}: " + ", ".join(f"{count(k)} {s}" for s, k in zip(shown, counts, strict=True))
        for name, *counts in rows[["name", *shown]].head(8).itertuples(index=False)
    ]
    return Chart(
        figure, "Postings by how the credential is asked for. " + "; ".join(sentences) + "."
    )


def _rows(palette: Palette, rows: pd.DataFrame, title: str, xaxis: Mapping[str, Any]) -> go.Figure:
    """The frame of a ranking: a labelled row each, the scale below, counts at the right edge.

    ``title`` has a place for the number of postings in the denominator.
    """
    n = count(rows.iloc[0]["n"]) if len(rows) else "0"
    return house_figure(
        palette,
        height=TOP_PX + 56 + ROW_PX * len(rows),
        margin={"r": COUNTS_PX, "t": TOP_PX},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [two_lines(name) for name in rows["name"]],
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
            "tickfont": {"size": 12, "color": palette.ink},
            "ticklabelstandoff": 6,  # room for half a mark at zero
        },
        xaxis={"ticksuffix": " %", "nticks": 6, "title": title.format(n), **xaxis},
        xaxis2={"overlaying": "x", "range": [0, 1], "visible": False},
    )


def _counts(figure: go.Figure, palette: Palette, texts: list[str], head: str) -> None:
    """Counts in the right margin, one a row, under a heading; one trace, not a note for each."""
    figure.add_scatter(
        x=[1] * len(texts),
        y=list(range(len(texts))),
        xaxis="x2",
        mode="text",
        text=[f" {t}" for t in texts],
        textposition="middle right",
        textfont={"size": 12, "color": palette.quiet},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_annotation(
        x=1,
        xref="paper",
        xshift=8,
        xanchor="left",
        y=1,
        yref="paper",
        yshift=2,
        yanchor="bottom",
        align="left",
        showarrow=False,
        text=head,
        font={"size": 12, "color": palette.quiet},
    )


def _ranking_alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No credential to show."
    first = "; ".join(
        f"{r['name']} {percent(r['share'])} ({interval(r['low'], r['high'])})"
        for _, r in rows.head(5).iterrows()
    )
    return (
        f"Ranking of {len(rows)} credentials by the share of {count(rows.iloc[0]['n'])} postings "
        f"that ask for them, each with its 95 % interval. {first}."
    )
