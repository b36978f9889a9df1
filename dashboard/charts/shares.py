"""Shares of postings: a dot with its interval, sorted by evidence."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import (
    ROW_PX,
    STRENGTH_SYMBOLS,
    Chart,
    Palette,
    layout,
    shortened,
)
from dashboard.metrics import STRENGTH_LABELS, count, interval, percent, plural


def ranking(rows: pd.DataFrame, palette: Palette) -> Chart:
    """Ranked shares with their intervals.

    Args:
        rows: best evidence first; name, share, low, high (shares of 1), postings, n, employers,
            credential_id.
    """
    rows = rows.reset_index(drop=True)
    labels = [shortened(n) for n in rows["name"]]
    share, low, high = rows["share"] * 100, rows["low"] * 100, rows["high"] * 100
    hover = [
        f"<b>{r.name_}</b><br>{percent(r.share)} of {count(r.n)} postings "
        f"({interval(r.low, r.high)})<br>{plural(r.postings, 'posting')}, "
        f"{plural(r.employers, 'employer')}"
        for r in rows.rename(columns={"name": "name_"}).itertuples()
    ]
    figure = go.Figure(
        go.Scatter(
            x=share,
            y=list(range(len(rows))),
            mode="markers",
            marker={"color": palette.accent, "size": 11},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": high - share,
                "arrayminus": share - low,
                "color": palette.accent,
                "thickness": 2,
                "width": 0,
            },
            hovertext=hover,
            hoverinfo="text",
            customdata=rows["credential_id"],
            showlegend=False,
        )
    )
    for position, row in enumerate(rows.itertuples()):
        figure.add_annotation(
            x=row.high * 100,
            y=position,
            text=f"{percent(row.share)}",
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 13, "color": palette.ink},
        )
        figure.add_annotation(
            x=1,
            xref="paper",
            y=position,
            xanchor="right",
            showarrow=False,
            text=f"{count(row.postings)} · {plural(row.employers, 'employer')}",
            font={"size": 12, "color": palette.quiet},
        )
    top = float(high.max()) if len(rows) else 1.0
    layout(figure, palette, height=70 + ROW_PX * len(rows), hovermode="closest")
    figure.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=labels, autorange="reversed", showgrid=False
    )
    figure.update_xaxes(
        range=[0, top * 1.45],
        ticksuffix=" %",
        rangemode="tozero",
        title="of 100 postings, with 95 % interval",
    )
    return Chart(figure, _ranking_alt(rows))


def strengths(rows: pd.DataFrame, palette: Palette, shown: tuple[str, ...]) -> Chart:
    """Required against preferred (and mentioned): dots on one line per credential.

    Args:
        rows: name, n, and a column of counts for each strength in ``shown``.
    """
    rows = rows.reset_index(drop=True)
    figure = go.Figure()
    positions = list(range(len(rows)))
    values = rows[list(shown)].div(rows["n"], axis=0) * 100
    for y in positions:
        figure.add_shape(
            type="line",
            x0=values.loc[y].min(),
            x1=values.loc[y].max(),
            y0=y,
            y1=y,
            line={"color": palette.grid, "width": 4},
            layer="below",
        )
    for strength in shown:
        figure.add_scatter(
            x=values[strength],
            y=positions,
            mode="markers",
            name=STRENGTH_LABELS[strength],
            marker={
                "color": getattr(palette, strength),
                "symbol": STRENGTH_SYMBOLS[strength],
                "size": 11,
                "line": {"width": 2, "color": getattr(palette, strength)},
            },
            hovertext=[
                f"<b>{name}</b><br>{STRENGTH_LABELS[strength]}: {count(k)} of {count(n)} postings"
                for name, k, n in zip(rows["name"], rows[strength], rows["n"], strict=True)
            ],
            hoverinfo="text",
        )
    layout(figure, palette, height=90 + ROW_PX * len(rows), hovermode="closest")
    figure.update_yaxes(
        tickvals=positions,
        ticktext=[shortened(n) for n in rows["name"]],
        autorange="reversed",
        showgrid=False,
    )
    figure.update_xaxes(ticksuffix=" %", rangemode="tozero", title="of 100 postings")
    sentences = [
        f"{r['name']}: " + ", ".join(f"{int(r[s])} {s}" for s in shown) for _, r in rows.iterrows()
    ]
    return Chart(
        figure, "Postings by how the credential is asked for. " + "; ".join(sentences[:8]) + "."
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
