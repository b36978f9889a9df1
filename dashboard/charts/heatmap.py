"""Credentials by industry: values in the cells, too few hatched, never coloured as zero."""

import pandas as pd
import plotly.graph_objects as go

from analysis.statistics import MEASURED, TOO_FEW
from dashboard.charts.style import ROW_PX, Chart, Palette, layout, shortened
from dashboard.metrics import count, interval, percent


def industry_heatmap(cells: pd.DataFrame, palette: Palette) -> Chart:
    """Share of each industry's postings that ask for each credential.

    Args:
        cells: a row for each pair, in display order; name, industry, state, share, low, high,
            postings, n.
    """
    names = list(dict.fromkeys(cells["name"]))
    industries = list(dict.fromkeys(cells["industry"]))
    by_pair = {
        (r.name_, r.industry): r for r in cells.rename(columns={"name": "name_"}).itertuples()
    }
    z, text, hover = [], [], []
    for name in names:
        row = [by_pair[name, industry] for industry in industries]
        z.append([r.share * 100 if r.state == MEASURED else None for r in row])
        text.append(
            [
                percent(r.share)
                if r.state == MEASURED and r.postings
                else "0"
                if r.state == MEASURED
                else ""
                for r in row
            ]
        )
        hover.append([_hover(r) for r in row])
    figure = go.Figure(
        go.Heatmap(
            z=z,
            x=industries,
            y=[shortened(n, 34) for n in names],
            text=text,
            texttemplate="%{text}",
            hovertext=hover,
            hoverinfo="text",
            xgap=3,
            ygap=3,
            hoverongaps=True,
            textfont={"size": 12},
            colorscale=[[i / (len(palette.scale) - 1), c] for i, c in enumerate(palette.scale)],
            zmin=0,
            colorbar={"title": {"text": "of 100<br>postings"}, "thickness": 10, "len": 0.6},
        )
    )
    layout(figure, palette, height=150 + ROW_PX * len(names))
    for column, industry in enumerate(industries):
        state = by_pair[names[0], industry].state
        if state != MEASURED:
            _hatch(figure, palette, column, len(names), state)
    figure.update_xaxes(side="top", tickangle=-35, showgrid=False)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return Chart(figure, _alt(cells, names, industries))


def _hatch(figure: go.Figure, palette: Palette, column: int, height: int, state: str) -> None:
    """Grey diagonal lines over a column that has too few postings."""
    for row in range(height):
        for offset in (-0.2, 0.1, 0.4):
            figure.add_shape(
                type="line",
                x0=column - 0.45,
                x1=column + 0.45,
                y0=row + offset,
                y1=row + offset - 0.3,
                line={"color": palette.grid, "width": 2},
                layer="above",
            )
    figure.add_annotation(
        x=column,
        y=height - 0.35,
        text=state if state == TOO_FEW else "none",
        showarrow=False,
        font={"size": 11, "color": palette.quiet},
        yanchor="top",
    )


def _hover(row: object) -> str:
    r = row
    head = f"<b>{r.name_}</b><br>{r.industry}<br>"  # type: ignore[attr-defined]
    if r.state == MEASURED:  # type: ignore[attr-defined]
        return head + (
            f"{percent(r.share)} ({interval(r.low, r.high)})<br>"  # type: ignore[attr-defined]
            f"{count(r.postings)} of {count(r.n)} postings"  # type: ignore[attr-defined]
        )
    return head + f"{r.state}: {count(r.n)} postings"  # type: ignore[attr-defined]


def _alt(cells: pd.DataFrame, names: list[str], industries: list[str]) -> str:
    measured = cells[cells["state"] == MEASURED]
    if measured.empty:
        return "No industry has enough postings to show a share."
    best = measured.loc[measured["share"].idxmax()]
    return (
        f"Heat map of {len(names)} credentials by {len(industries)} industries. The highest share "
        f"is {best['name']} in {best['industry']}: {percent(best['share'])} of "
        f"{count(best['n'])} postings."
    )
