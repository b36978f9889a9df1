"""Selection rates by group: a dot with its interval, the line of four fifths, ratio and verdict."""

import pandas as pd

from analysis.fairness import BELOW, BELOW_BY_CHANCE, FOUR_FIFTHS, REFERENCE, TOO_FEW
from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.fairness import bounds, p_words, ratio_words
from dashboard.metrics import count, interval, percent

ROW_PX = 72
"""Height of a row with three lines of words above its dot: a narrow screen has room for no more
than ``VERDICT_CHARS`` in a line."""
VERDICT_CHARS = 40
TOP_PX = 40
SYMBOLS = {REFERENCE: "diamond", BELOW: "circle", BELOW_BY_CHANCE: "circle"}
"""Shapes: the group compared with, groups below the line; all others are open circles."""


def impact(final: pd.DataFrame, palette: Palette) -> Chart:
    """The share of each group that a filter keeps.

    Args:
        final: from ``dashboard.fairness.whole_filter``; group_name, people, selected, rate,
            rate_low, rate_high, ratio, low, high, p_value, verdict.
    """
    rows = final.reset_index(drop=True)
    told = rows[rows["verdict"] != TOO_FEW]
    top = float(told["rate_high"].max()) * 100 if len(told) else 100.0
    figure = house_figure(
        palette,
        height=TOP_PX + 60 + round(ROW_PX * (len(rows) + 0.3)),
        margin={"t": TOP_PX, "r": 24},
        yaxis={
            "tickvals": list(rows.index),
            "ticktext": [two_lines(name, 24) for name in rows["group_name"]],
            "range": [len(rows) - 0.6, -0.9],
            "showgrid": False,
        },
        xaxis={
            "title": "of 100 people of the group, kept by the filter",
            "range": [0, min(top * 1.12, 104)],
            "nticks": 7,
        },
        showlegend=False,
    )
    for y, row in told.iterrows():
        below = row["verdict"] in (BELOW, BELOW_BY_CHANCE)
        colour = palette.preferred if below else palette.accent
        figure.add_scatter(
            x=[row["rate"] * 100],
            y=[y],
            mode="markers",
            marker={
                "size": 12,
                "color": colour,
                "symbol": SYMBOLS.get(row["verdict"], "circle-open"),
                "line": {"width": 2, "color": colour},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [(row["rate_high"] - row["rate"]) * 100],
                "arrayminus": [(row["rate"] - row["rate_low"]) * 100],
                "color": colour,
                "thickness": 2,
                "width": 0,
            },
            hovertext=[_hover(row)],
            hoverinfo="text",
        )
    for y, row in rows.iterrows():
        figure.add_annotation(
            x=0,
            y=y,
            text=_lines(row),
            align="left",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            yshift=9,
            font={"size": 12, "color": palette.quiet},
        )
    highest = rows[rows["verdict"] == REFERENCE]
    if len(highest):
        line = float(highest["rate"].iloc[0]) * FOUR_FIFTHS * 100
        figure.add_vline(x=line, line={"color": palette.ink, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=line, y=1, yref="paper", yanchor="bottom", showarrow=False,
            text="four fifths of the highest", font={"size": 12, "color": palette.quiet},
        )  # fmt: skip
    return Chart(figure, _alt(rows))


def _figures(row: pd.Series) -> str:
    n = f"n {count(row['people'])}"
    if row["verdict"] == TOO_FEW:
        return f"{TOO_FEW} ({n})"
    if row["verdict"] == REFERENCE:
        return f"{percent(row['rate'])}, the highest ({n})"
    return f"{percent(row['rate'])}, ratio {ratio_words(row['ratio'])} ({n})"


def _lines(row: pd.Series) -> str:
    """The figures, and below them what follows for a group that is compared."""
    if row["verdict"] in (TOO_FEW, REFERENCE):
        return _figures(row)
    return f"{_figures(row)}<br>{two_lines(row['verdict'], VERDICT_CHARS)}"


def _hover(row: pd.Series) -> str:
    said = (
        f"<b>{plain(row['group_name'])}</b><br>{count(row['selected'])} of {count(row['people'])} "
        f"kept: {percent(row['rate'])} ({interval(row['rate_low'], row['rate_high'])})"
    )
    if row["verdict"] == REFERENCE:
        return said + "<br>the highest rate"
    return (
        f"{said}<br>ratio {ratio_words(row['ratio'])} ({bounds(row['low'], row['high'])}), "
        f"p {p_words(row['p_value'])}<br>{row['verdict']}"
    )


def _alt(rows: pd.DataFrame) -> str:
    groups = "; ".join(
        f"{row['group_name']}: " + _lines(row).replace("<br>", ": ", 1).replace("<br>", " ")
        for _, row in rows.iterrows()
    )
    return f"Share of each group that the filter keeps. {groups}."
