"""Prices that add up over the years, beside what certificates and degrees cost."""

from collections.abc import Callable, Mapping
from math import log10

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.scales import FREE_GAP, round_values
from dashboard.charts.style import Chart, Palette, house_figure, plain, shortened
from dashboard.metrics import dollars, plural
from dashboard.prices import overtakings

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
NAMED_CROSSINGS = 4
WIDE = 12
"""Ratio of the highest to the lowest price above which the scale is logarithmic."""
IN_SIGHT = 2.5
"""References up to this multiple of the highest line are drawn; higher ones are named."""


def price_steps(
    lines: pd.DataFrame, references: Mapping[str, float], palette: Palette, years: int
) -> Chart:
    """What each credential has cost by each moment, as stepped lines beside flat references.

    The scale is logarithmic where the prices differ by more than ``WIDE`` times.

    Args:
        lines: from ``prices.price_lines``, not empty.
        references: name -> US dollars, drawn level; one far above the lines is named at the edge.
        years: the last year of the lines.
    """
    paid = lines.loc[lines["total_usd"] > 0, "total_usd"]
    highest = float(paid.max()) if len(paid) else 100.0
    is_log = len(paid) > 0 and highest > WIDE * float(paid.min())
    near = {n: usd for n, usd in references.items() if is_log or usd <= highest * IN_SIGHT}
    far = sorted(set(references) - set(near), key=references.__getitem__, reverse=True)
    figure = house_figure(
        palette,
        height=360 + 20 * lines["name"].nunique(),
        xaxis={"title": "years held", "dtick": 1, "range": [0, years + 0.1], "showgrid": False},
    )
    place = _scale(figure, lines, near, len(far), highest, is_log=is_log)
    _draw_lines(figure, lines, palette, place)
    for name, usd in near.items():
        figure.add_scatter(
            x=[0, years],
            y=[place(usd)] * 2,
            mode="lines+text",
            text=[f" {plain(name)}: {dollars(usd)}", ""],
            textposition="top right",
            textfont={"size": 12, "color": palette.quiet},
            line={"color": palette.quiet, "width": 1.5, "dash": "dot"},
            showlegend=False,
            hoverinfo="skip",
        )
    top = figure.layout.yaxis.range[1]
    figure.add_scatter(
        x=[0.0] * len(far),
        y=[top * (0.97 - 0.075 * i) for i in range(len(far))],
        mode="text",
        text=[f" ↑ {plain(name)}: {dollars(references[name])}, above this picture" for name in far],
        textposition="middle right",
        textfont={"size": 12, "color": palette.quiet},
        showlegend=False,
        hoverinfo="skip",
    )
    crossed = overtakings(lines, references).head(NAMED_CROSSINGS)
    figure.add_scatter(
        x=crossed["year"],
        y=[place(v) for v in crossed["total_usd"]],
        mode="markers+text",
        text=[chr(97 + i) for i in range(len(crossed))],
        textposition="top left",
        textfont={"size": 14, "color": palette.ink},
        marker={"symbol": "circle-open", "size": 12, "color": palette.ink, "line": {"width": 2}},
        hovertext=[plain(crossing(row)) for _, row in crossed.iterrows()],
        hoverinfo="text",
        showlegend=False,
    )
    last = lines.groupby("name", sort=False)["total_usd"].last()
    said = "; ".join(f"{name} {dollars(usd)}" for name, usd in last.items())
    beside = "; ".join(f"{name} {dollars(usd)}" for name, usd in references.items())
    return Chart(
        figure,
        f"What each credential has cost after {plural(years, 'year')}: {said}."
        + (f" For comparison: {beside}." if beside else ""),
    )


def crossings_note(lines: pd.DataFrame, references: Mapping[str, float]) -> str:
    """The crossing points that ``price_steps`` letters, in words; empty if there are none."""
    found = overtakings(lines, references)
    named = [
        f"({chr(97 + i)}) {crossing(row)}"
        for i, (_, row) in enumerate(found.head(NAMED_CROSSINGS).iterrows())
    ]
    more = len(found) - len(named)
    return "; ".join(named) + (f"; and {more} more" if more > 0 else "") + ("." if named else "")


def crossing(row: pd.Series) -> str:
    """One crossing point as a sentence without its full stop."""
    return f"from year {row['year']:.3g} {row['name']} has cost more than {row['other']}"


def _scale(
    figure: go.Figure,
    lines: pd.DataFrame,
    near: Mapping[str, float],
    far: int,
    highest: float,
    *,
    is_log: bool,
) -> Callable[[float], float]:
    """Set the price axis; returns where an amount stands on it."""
    top, axis = max([highest, *near.values()]), figure.layout.yaxis
    if not is_log:
        top *= 1.12 + 0.1 * far
        axis.tickprefix, axis.tickformat, axis.range = "$", ",", [-top * 0.02, top]
        return float
    start = log10(float(lines.loc[lines["total_usd"] > 0, "total_usd"].min())) - 0.1
    has_free = bool((lines["total_usd"] == 0).any())
    free = start - FREE_GAP if has_free else start
    values = round_values(start, log10(top) + 0.3)
    axis.title.text = "US dollars, logarithmic scale"
    axis.tickvals = [*([free] if has_free else []), *map(log10, values)]
    axis.ticktext = [*(["free"] if has_free else []), *map(dollars, values)]
    axis.range = [free - 0.1, log10(top) + 0.3]
    return lambda usd: log10(usd) if usd > 0 else free


def _draw_lines(
    figure: go.Figure, lines: pd.DataFrame, palette: Palette, place: Callable[[float], float]
) -> None:
    colours = list(palette.kinds.values())
    for i, (name, group) in enumerate(lines.groupby("name", sort=False)):
        figure.add_scatter(
            x=group["year"],
            y=[place(v) for v in group["total_usd"]],
            mode="lines",
            name=shortened(str(name), 34),
            line={
                "shape": "hv",
                "width": 2.5,
                "color": colours[i % len(colours)],
                "dash": DASHES[i % len(DASHES)],
            },
            hovertext=[
                f"<b>{plain(str(name))}</b><br>after {year:.3g} years: {dollars(usd)}"
                for year, usd in zip(group["year"], group["total_usd"], strict=True)
            ],
            hoverinfo="text",
        )
