"""How far the credentials of each industry stack."""

from math import ceil

import pandas as pd

from dashboard.charts.style import Chart, Palette, house_figure, plain, shortened
from dashboard.metrics import plural

FEW = 10
"""Fewest credentials of an industry for its shares to be read without a mark."""


def industry_stackability(rows: pd.DataFrame, palette: Palette, chosen: str | None = None) -> Chart:
    """How far the credentials filed under each industry stack, as dots on one line.

    Args:
        rows: industry, credentials, with_onward_step, credit_bearing, onward_edges,
            receiving_issuers, onward_share, credit_share (shares of 1); top row first.
        chosen: the industry to set off from the others.
    """
    positions = list(range(len(rows)))
    top = ceil(max([0.25, *rows["onward_share"], *rows["credit_share"]]) * 4) * 25
    figure = house_figure(
        palette,
        height=100 + 28 * len(rows),
        xaxis={
            "range": [-0.03 * top, 1.2 * top],
            "tickvals": [*range(0, top + 1, 25), 1.05 * top],
            "ticktext": [*(f"{tick} %" for tick in range(0, top + 1, 25)), "n"],
            "showgrid": False,
            "tickangle": 0,
            "title": "of the industry's credentials",
        },
        yaxis={
            "tickvals": positions,
            "ticktext": [
                f"<b>{plain(str(i))}</b>" if i == chosen else shortened(str(i), 26)
                for i in rows["industry"]
            ],
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
        },
    )
    figure.add_scatter(
        x=[x for _ in positions for x in (0, top, None)],
        y=[y for at in positions for y in (at, at, None)],
        mode="lines",
        line={"color": palette.grid, "width": 1},
        hoverinfo="skip",
        showlegend=False,
    )
    if chosen in set(rows["industry"]):
        at = list(rows["industry"]).index(chosen)
        figure.add_scatter(
            x=[-0.02 * top, 1.2 * top],
            y=[at, at],
            mode="lines",
            line={"color": palette.grid, "width": 24},
            hoverinfo="skip",
            showlegend=False,
        )
    for column, counted, name, symbol, colour in (
        ("onward_share", "with_onward_step", "lead on", "circle", palette.accent),
        ("credit_share", "credit_bearing", "bear academic credit", "diamond", palette.ink),
    ):
        few = rows["credentials"] < FEW
        figure.add_scatter(
            x=rows[column] * 100,
            y=positions,
            mode="markers",
            name=name,
            marker={
                "symbol": [symbol + ("-open" if f else "") for f in few],
                "size": 11,
                "color": colour,
                "line": {"width": [2 if f else 0 for f in few], "color": colour},
            },
            hoverinfo="text",
            hovertext=[
                f"<b>{plain(str(r.industry))}</b><br>{getattr(r, counted)} of "
                f"{plural(r.credentials, 'credential')} {name}"
                + (f"<br>fewer than {FEW} credentials" if r.credentials < FEW else "")
                for r in rows.itertuples()
            ],
        )
    figure.add_scatter(
        x=[1.04 * top] * len(rows),
        y=positions,
        mode="text",
        text=[
            f"{r.credentials}{' · few' if r.credentials < FEW else ''}" for r in rows.itertuples()
        ],
        textposition="middle right",
        textfont={"size": 12, "color": palette.quiet},
        hoverinfo="skip",
        showlegend=False,
    )
    return Chart(
        figure,
        "Share of each industry's credentials that lead on, and that bear academic credit. "
        + "; ".join(
            f"{r.industry} {r.onward_share:.0%} and {r.credit_share:.0%} of {r.credentials}"
            for r in rows.itertuples()
        )
        + ".",
    )
