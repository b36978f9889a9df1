"""The credentials of a job ad, and the usual ones it leaves out, against its industry."""

from itertools import compress
from typing import Any

import pandas as pd

from analysis.statistics import USUAL_SHARE
from dashboard.charts.style import (
    STRENGTH_SYMBOLS,
    Chart,
    Palette,
    house_figure,
    plain,
    two_lines,
)
from dashboard.job_ad import LEFT_OUT
from dashboard.job_ad_words import STRENGTHS
from dashboard.metrics import count, interval, percent

ROW_PX = 36
TOP_PX = 84
"""Room above the rows for the legend, the name of the line, and the heading of the counts."""
COUNTS_PX = 72
"""Right margin that holds the counts, so that no interval runs into them."""
SYMBOLS = {**STRENGTH_SYMBOLS, LEFT_OUT: "x-thin"}


def against_industry(rows: pd.DataFrame, palette: Palette) -> Chart:
    """Shares of the industry's postings, by what the ad says of each credential.

    Args:
        rows: in display order; name, strength (required, preferred, mentioned or left_out),
            share, low, high (of 1), postings, n.
    """
    rows = rows.reset_index(drop=True)
    records = rows.to_dict("records")
    share, low, high = rows["share"] * 100, rows["low"] * 100, rows["high"] * 100
    line = USUAL_SHARE * 100
    most = max(float(high.max()), line) * 1.08
    n = count(rows["n"].iloc[0])
    figure = house_figure(
        palette,
        height=TOP_PX + 56 + ROW_PX * len(rows),
        margin={"r": COUNTS_PX, "t": TOP_PX},
        yaxis={
            "tickvals": list(rows.index),
            "ticktext": [two_lines(name) for name in rows["name"]],
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
            "tickfont": {"size": 12, "color": palette.ink},
        },
        xaxis={
            "ticksuffix": " %",
            "nticks": 6,
            "range": [-most * 0.01, most],
            "title": f"share of {n} postings, with its 95 % interval",
        },
        xaxis2={"overlaying": "x", "range": [0, 1], "visible": False},
        legend={"y": 1.0 + 26 / (ROW_PX * len(rows))},
        annotations=[
            _head(
                palette,
                f"{USUAL_SHARE * 100:.0f} of 100",
                x=USUAL_SHARE * 100,
                xref="x",
                xanchor="center",
            ),
            _head(palette, "postings", x=1, xref="paper", xanchor="left", xshift=8),
        ],
        shapes=[
            {
                "type": "line",
                "x0": line,
                "x1": line,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "layer": "below",
                "line": {"color": palette.quiet, "width": 1.5, "dash": "dot"},
            }
        ],
    )
    colours = {LEFT_OUT: palette.quiet} | {s: getattr(palette, s) for s in STRENGTH_SYMBOLS}
    for strength, symbol in SYMBOLS.items():
        own = rows["strength"].eq(strength).to_numpy()
        if not own.any():
            continue
        figure.add_scatter(
            x=share[own],
            y=rows.index[own],
            mode="markers",
            name=STRENGTHS[strength],
            marker={
                "color": colours[strength],
                "symbol": symbol,
                "size": 11,
                "line": {"width": 2, "color": colours[strength]},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (high - share)[own],
                "arrayminus": (share - low)[own],
                "color": colours[strength],
                "thickness": 2,
                "width": 0,
            },
            hovertext=[
                f"<b>{plain(str(r['name']))}</b><br>{STRENGTHS[strength]}<br>{percent(r['share'])} "
                f"of {n} postings ({interval(r['low'], r['high'])})"
                for r in compress(records, own)
            ],
            hoverinfo="text",
            showlegend=True,
        )
    figure.add_scatter(
        x=[1] * len(rows),
        y=list(rows.index),
        xaxis="x2",
        mode="text",
        text=[f" {count(k)}" for k in rows["postings"]],
        textposition="middle right",
        textfont={"size": 12, "color": palette.quiet},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    return Chart(figure, _alt(rows))


def _head(palette: Palette, text: str, **place: Any) -> dict[str, Any]:
    """A heading above the rows."""
    return {
        "text": text,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 12, "color": palette.quiet},
        **place,
    }


def _alt(rows: pd.DataFrame) -> str:
    first = "; ".join(
        f"{r['name']} ({STRENGTHS[r['strength']].lower()}) {percent(r['share'])} "
        f"({interval(r['low'], r['high'])})"
        for r in rows.head(8).to_dict("records")
    )
    return (
        f"For {len(rows)} credentials the share of {count(rows['n'].iloc[0])} postings that ask "
        f"for them, by what the ad says of each. {first}."
    )
