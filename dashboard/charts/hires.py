"""Outcomes with and without a credential: two dots on a row, and their difference within roles."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.company_table import points, points_range
from dashboard.metrics import count, interval, percent

ROW_PX = 44
"""Height of a row: two dots above each other, and a label of up to two lines."""
TOP_PX = 72
COUNTS_PX = 96
"""Right margin that holds the counts, so that no interval runs into them."""
SHARES, DIFFERENCES = [0.0, 0.6], [0.66, 1.0]
"""Widths of the two panels."""
APART = 0.14
"""Half the distance between the two dots of a row, so that their intervals can be told apart."""


def with_and_without(rows: pd.DataFrame, outcome: str, palette: Palette) -> Chart:
    """Shares with and without each credential, and beside them the difference within roles.

    The two dots of a row mix roles: where a role that is hard to get draws most holders, they lie
    the wrong way round. The panel beside them shows what is left when roles are held equal.

    Args:
        rows: in display order; name, with_share, with_low, with_high, with_k, with_n and the same
            for without; adjusted, adjusted_low, adjusted_high or missing (shares of 1).
        outcome: what the shares are of, in words ("of applications led to a hire").
    """
    rows = rows.reset_index(drop=True)
    positions = list(range(len(rows)))
    most = max(float(rows[["with_high", "without_high"]].max().max()) * 100, 1.0)
    figure = house_figure(
        palette,
        height=TOP_PX + 56 + ROW_PX * len(rows),
        margin={"r": COUNTS_PX, "t": TOP_PX},
        yaxis={
            "tickvals": positions,
            "ticktext": [two_lines(name) for name in rows["name"]],
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
            "tickfont": {"size": 12, "color": palette.ink},
        },
        xaxis={
            "ticksuffix": " %",
            "nticks": 6,
            "range": [0, min(most * 1.08, 103)],
            "domain": SHARES,
            "title": f"share {outcome}, with 95 % intervals",
        },
        # The counts stand right of the second panel.
        xaxis2={"overlaying": "x3", "range": [0, 1], "visible": False},
        xaxis3={
            "domain": DIFFERENCES,
            "anchor": "y",
            "gridcolor": palette.grid,
            "zeroline": True,
            "zerolinecolor": palette.ink,
            "zerolinewidth": 1.5,
            "nticks": 5,
            "tickfont": {"color": palette.quiet},
            "title": {
                "text": "difference within the same role, points",
                "font": {"size": 13, "color": palette.quiet},
            },
        },
    )
    for group, words, colour, symbol, shift in (
        ("with", "With the credential", palette.accent, "circle", -APART),
        ("without", "Without it", palette.quiet, "circle-open", APART),
    ):
        share, low, high = (rows[f"{group}_{c}"] * 100 for c in ("share", "low", "high"))
        figure.add_scatter(
            x=share,
            y=[p + shift for p in positions],
            mode="markers",
            name=words,
            marker={
                "color": colour,
                "symbol": symbol,
                "size": 11,
                "line": {"width": 2, "color": colour},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": high - share,
                "arrayminus": share - low,
                "color": colour,
                "thickness": 2,
                "width": 0,
            },
            hovertext=[_hover(r, group, words) for r in rows.to_dict("records")],
            hoverinfo="text",
        )
    _differences(figure, rows, palette)
    figure.add_scatter(
        x=[1] * len(rows),
        y=positions,
        xaxis="x2",
        mode="text",
        text=[
            f" {count(w)} · {count(o)}"
            for w, o in zip(rows["with_n"], rows["without_n"], strict=True)
        ],
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
        text="with it ·<br>without it",
        font={"size": 12, "color": palette.quiet},
    )
    return Chart(figure, _alt(rows, outcome))


def _differences(figure: go.Figure, rows: pd.DataFrame, palette: Palette) -> None:
    """The panel of differences; a row without one is empty, and its hover text says why."""
    known = rows["adjusted"].notna()
    value, low, high = (
        rows.loc[known, c].astype(float) * 100
        for c in ("adjusted", "adjusted_low", "adjusted_high")
    )
    figure.add_scatter(
        x=value,
        y=list(rows.index[known]),
        xaxis="x3",
        mode="markers",
        name="Difference within the same role",
        marker={"color": palette.ink, "symbol": "diamond", "size": 10},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": high - value,
            "arrayminus": value - low,
            "color": palette.ink,
            "thickness": 2,
            "width": 0,
        },
        hovertext=[
            f"<b>{plain(name)}</b><br>{points(v / 100)} within the same role "
            f"({points_range(lo / 100, hi / 100)})"
            for name, v, lo, hi in zip(rows.loc[known, "name"], value, low, high, strict=True)
        ],
        hoverinfo="text",
    )


def _hover(row: dict[str, object], group: str, words: str) -> str:
    share, low, high, k, n = (
        float(str(row[f"{group}_{c}"])) for c in ("share", "low", "high", "k", "n")
    )
    return (
        f"<b>{plain(str(row['name']))}</b><br>{words}: {percent(share)} "
        f"({interval(low, high)})<br>{count(k)} of {count(n)}"
    )


def _alt(rows: pd.DataFrame, outcome: str) -> str:
    if rows.empty:
        return "No credential to compare."
    first = "; ".join(
        f"{r['name']} {percent(r['with_share'])} with it, {percent(r['without_share'])} without"
        + _within_words(r["adjusted"])
        for _, r in rows.head(5).iterrows()
    )
    return (
        f"For {len(rows)} credentials the share {outcome}, with and without the credential. "
        f"{first}."
    )


def _within_words(adjusted: float) -> str:
    return "" if pd.isna(adjusted) else f", {points(adjusted)} within the same role"
