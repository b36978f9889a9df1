"""How much credentials teach alike: a matrix with the values in its cells."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.heatmap import readable
from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import percent, plural

ROW_PX = 38


def overlap_matrix(pairs: pd.DataFrame, palette: Palette) -> Chart:
    """Every pair of credentials with how much of what either teaches both do.

    Args:
        pairs: ``overlap.pairs``, in display order.
    """
    names = list(dict.fromkeys(pairs["one"]))
    size = len(names)
    values = pairs["value"].to_numpy(float, na_value=np.nan).reshape(size, size)
    # A credential is wholly like itself: that cell says nothing, and would pale all others.
    np.fill_diagonal(values, np.nan)
    top = float(np.nanmax(values)) if np.isfinite(values).any() and np.nanmax(values) > 0 else 1.0
    rows = pairs.assign(
        y=[names.index(n) for n in pairs["one"]], x=[names.index(n) for n in pairs["other"]]
    )
    apart = rows[rows["x"] != rows["y"]]
    known, unknown = apart.dropna(subset=["value"]), apart[apart["value"].isna()]
    ticks = [two_lines(name, 24) for name in names]
    figure = house_figure(
        palette,
        height=190 + ROW_PX * size,
        barmode="overlay",
        legend={"y": 0, "yanchor": "top"},
        margin={"r": 60},
        xaxis={
            "side": "top",
            "tickangle": -45,
            "showgrid": False,
            "tickvals": list(range(size)),
            "ticktext": ticks,
            "range": [-0.5, size - 0.5],
            "tickfont": {"size": 12, "color": palette.ink},
        },
        yaxis={
            "showgrid": False,
            "tickvals": list(range(size)),
            "ticktext": ticks,
            "range": [size - 0.5, -0.5],
            "tickfont": {"size": 12, "color": palette.ink},
        },
    )
    figure.add_trace(
        go.Heatmap(
            z=values,
            hoverinfo="skip",
            xgap=2,
            ygap=2,
            colorscale=[[i / (len(palette.scale) - 1), c] for i, c in enumerate(palette.scale)],
            zmin=0,
            zmax=top,
            showscale=False,
        )
    )
    if len(unknown):
        figure.add_bar(
            x=unknown["x"],
            y=[0.92] * len(unknown),
            base=unknown["y"] - 0.46,
            width=0.94,
            name="skills not known",
            marker={
                "color": "rgba(0,0,0,0)",
                "line": {"width": 0},
                "pattern": {"shape": "/", "fgcolor": palette.quiet, "fgopacity": 0.45, "size": 7},
            },
            hoverinfo="skip",
            showlegend=True,
        )
    figure.add_scatter(
        x=known["x"],
        y=known["y"],
        mode="text",
        text=[percent(float(v), digits=0).removesuffix(" %") for v in known["value"]],
        textfont={
            "size": 12,
            "color": [readable(palette, float(v) / top) for v in known["value"]],
        },
        hoverinfo="text",
        hovertext=[
            f"<b>{plain(r.one)}</b><br>{plain(r.other)}<br>{percent(float(r.value), digits=0)} "
            f"alike, {plural(r.shared, 'skill')} in common"
            for r in known.itertuples()
        ],
        showlegend=False,
    )
    return Chart(figure, _alt(known, size))


def _alt(known: pd.DataFrame, size: int) -> str:
    if known.empty:
        return f"Matrix of {size} credentials; of none are the skills known."
    best = known.loc[known["value"].idxmax()]
    return (
        f"Matrix of {size} credentials by how much they teach alike. Most alike: {best['one']} and "
        f"{best['other']}, {percent(float(best['value']), digits=0)}."
    )
