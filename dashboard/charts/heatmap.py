"""Shares of many groups at once: values in the cells, too few hatched, never coloured as zero."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from analysis.statistics import MEASURED, NOT_COLLECTED, TOO_FEW
from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import count, interval, percent

ROW_PX = 34
STEPS = 200
TEXT_CONTRAST = 4.5
"""Least contrast of text that WCAG 2 asks for (level AA)."""
PATTERNS = {TOO_FEW: "/", NOT_COLLECTED: "."}
"""How a cell without a share is filled: hatched, or dotted where nothing was collected."""


class Axis(NamedTuple):
    """Labels along one side, and the column of the cells that they come from."""

    column: str
    labels: list[str]
    ticks: list[str]


def industry_heatmap(cells: pd.DataFrame, palette: Palette) -> Chart:
    """Share of each industry's postings that ask for each credential.

    Args:
        cells: from ``ranking.heatmap_cells``, in display order: credential_id, name, short, key
            (the industry's code), label (its name), state, share, low, high, postings, n.
    """
    figure = _matrix(
        cells,
        _axis(cells, "name"),
        _axis(cells, "label", with_n=True, separator=" · "),
        palette,
        angle=-45,
    )
    return Chart(figure, _alt(cells, "industries"))


def source_heatmap(cells: pd.DataFrame, palette: Palette) -> Chart:
    """Share of each source's postings that ask for each credential: sources down, names across.

    Args:
        cells: from ``ranking.heatmap_cells`` with the sources for ``label``.
    """
    rows = _axis(cells, "label", with_n=True, separator="<br>n = ")
    return Chart(
        _matrix(cells, rows, _axis(cells, "short"), palette, angle=-45),
        _alt(cells, "sources"),
    )


def _matrix(
    cells: pd.DataFrame, rows: Axis, columns: Axis, palette: Palette, *, angle: int
) -> go.Figure:
    y_of = {label: i for i, label in enumerate(rows.labels)}
    x_of = {label: i for i, label in enumerate(columns.labels)}
    shape = (len(rows.labels), len(columns.labels))
    # The square root keeps small shares apart where one cell is many times the others.
    z = np.full(shape, np.nan)
    text = np.full(shape, "", dtype=object)
    ink = np.full(shape, palette.quiet, dtype=object)
    hover = np.full(shape, "", dtype=object)
    keys = np.full(shape, "", dtype=object)
    gaps: dict[str, tuple[list[int], list[float]]] = {state: ([], []) for state in PATTERNS}
    for cell in cells.to_dict("records"):
        y, x = y_of[cell[rows.column]], x_of[cell[columns.column]]
        hover[y, x], keys[y, x] = _hover(cell), cell["key"]
        if cell["state"] == MEASURED:
            z[y, x] = np.sqrt(cell["share"] * 100)
            text[y, x] = _digits(cell["share"])
        else:
            gaps[cell["state"]][0].append(x)
            gaps[cell["state"]][1].append(y - 0.46)
    top = float(np.nanmax(z)) if np.isfinite(z).any() and np.nanmax(z) > 0 else 1.0
    for y, x in np.argwhere(z > 0):
        ink[y, x] = readable(palette, z[y, x] / top)
    figure = house_figure(
        palette,
        height=150 + ROW_PX * shape[0],
        barmode="overlay",
        legend={"y": 0, "yanchor": "top"},
        margin={"l": 8, "r": 56},
        xaxis={
            "side": "top",
            "tickangle": angle,
            "showgrid": False,
            "tickvals": list(range(shape[1])),
            "ticktext": list(columns.ticks),
            "ticklabeloverflow": "allow",
            "range": [-0.5, shape[1] - 0.5],
            "tickfont": {"size": 12, "color": palette.ink},
        },
        yaxis={
            "showgrid": False,
            "tickvals": list(range(shape[0])),
            "ticktext": list(rows.ticks),
            "range": [shape[0] - 0.5, -0.5],
            "tickfont": {"size": 12, "color": palette.ink},
        },
    )
    figure.add_trace(
        go.Heatmap(
            z=z,
            hoverinfo="skip",
            xgap=2,
            ygap=2,
            colorscale=[[i / (len(palette.scale) - 1), c] for i, c in enumerate(palette.scale)],
            zmin=0,
            zmax=top,
            showscale=False,
        )
    )
    for state, (at_x, base) in gaps.items():
        if at_x:
            _gap(figure, palette, state, at_x, base)
    grid_y, grid_x = np.indices(shape)
    # Cells of a heat map cannot be selected: unseen squares over them take the click. They carry
    # the text too, whose colour must suit each cell.
    figure.add_scatter(
        x=grid_x.ravel(),
        y=grid_y.ravel(),
        mode="markers+text",
        text=text.ravel(),
        textfont={"size": 12, "color": ink.ravel()},
        marker={"symbol": "square", "size": 26, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        hovertext=hover.ravel(),
        hoverinfo="text",
        customdata=keys.ravel(),
        showlegend=False,
    )
    return figure


def _gap(figure: go.Figure, palette: Palette, state: str, x: list[int], base: list[float]) -> None:
    """Cells that show no share, and the word for it in the legend."""
    figure.add_bar(
        x=x,
        y=[0.92] * len(x),
        base=base,
        width=0.94,
        name="too few postings or employers to say" if state == TOO_FEW else state,
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "pattern": {
                "shape": PATTERNS[state],
                "fgcolor": palette.quiet,
                "fgopacity": 0.45,
                "size": 7,
                "solidity": 0.18,
            },
        },
        hoverinfo="skip",
        showlegend=True,
    )


def readable(palette: Palette, place: float) -> str:
    """A text colour for the scale's colour at ``place`` (0 to 1): ink or paper where they do.

    On the middle of the scale neither reaches the contrast; black or white always does.
    """
    return _text_colours(palette.scale, palette.ink, palette.paper)[round(place * STEPS)]


@lru_cache(maxsize=8)
def _text_colours(scale: tuple[str, ...], ink: str, paper: str) -> tuple[str, ...]:
    """Text colours along the scale, in equal steps."""
    colours = np.stack([_rgb(c) for c in scale])
    at, known = np.linspace(0, 1, STEPS + 1), np.linspace(0, 1, len(scale))
    cells = np.stack([np.interp(at, known, colours[:, i]) for i in range(3)], axis=1)

    def contrast(colour: str, light: float) -> float:
        other = _luminance(_rgb(colour))
        return (max(light, other) + 0.05) / (min(light, other) + 0.05)

    def clearest(light: float) -> str:
        for choice in ((ink, paper), ("#000000", "#FFFFFF")):
            reached, colour = max((contrast(c, light), c) for c in choice)
            if reached >= TEXT_CONTRAST:
                break
        return colour

    return tuple(clearest(_luminance(cell)) for cell in cells)


def _rgb(colour: str) -> npt.NDArray[np.float64]:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def _luminance(rgb: npt.NDArray[np.float64]) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def _axis(cells: pd.DataFrame, column: str, *, with_n: bool = False, separator: str = "") -> Axis:
    first = cells.drop_duplicates(column)
    labels = first[column].tolist()
    if with_n:
        ticks = [
            f"{plain(label)}{separator}{count(n)}"
            for label, n in zip(labels, first["n"], strict=True)
        ]
    else:
        ticks = [two_lines(label) for label in labels]
    return Axis(column, labels, ticks)


def _digits(share: float) -> str:
    return percent(share).removesuffix(" %")


def _hover(cell: dict[Any, Any]) -> str:
    head = f"<b>{plain(cell['name'])}</b><br>{plain(cell['label'])}<br>"
    if cell["state"] == MEASURED:
        return head + (
            f"{percent(cell['share'])} ({interval(cell['low'], cell['high'])})<br>"
            f"{count(cell['postings'])} of {count(cell['n'])} postings"
        )
    if cell["state"] == NOT_COLLECTED:
        return head + "not collected: no postings"
    return head + f"too few postings or employers to say ({count(cell['n'])} postings)"


def _alt(cells: pd.DataFrame, groups: str) -> str:
    measured = cells[cells["state"] == MEASURED]
    if measured.empty:
        return f"None of the {groups} has enough postings to show a share."
    best = measured.loc[measured["share"].idxmax()]
    number = cells["key"].nunique()
    return (
        f"Heat map of {cells['credential_id'].nunique()} credentials by {number} {groups}, "
        f"{measured['key'].nunique()} of them with enough postings. The highest share is "
        f"{best['name']} in {best['label']}: {percent(best['share'])} of "
        f"{count(best['n'])} postings."
    )
