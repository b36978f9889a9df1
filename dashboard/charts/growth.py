"""What a stack of credentials costs as it grows, beside what it competes with."""

from collections.abc import Mapping

import pandas as pd

from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import dollars, plural

IN_SIGHT = 4
"""References up to this multiple of the stack's end are drawn; higher ones are named."""
LABEL_CHARS, LABEL_LINES = 15, 4


def growth(
    rows: pd.DataFrame, references: Mapping[str, float], crossed: pd.DataFrame, palette: Palette
) -> Chart:
    """A step for each member, the references level, and where the stack passes them.

    Args:
        rows: from ``stack_cost.growing``: name, step, cost_words, sum_usd, is_whole.
        references: name -> US dollars.
        crossed: from ``stack_cost.crossings``.
    """
    end = max(float(rows["sum_usd"].max()), 1.0)
    near = {name: usd for name, usd in references.items() if usd <= end * IN_SIGHT}
    far = {name: usd for name, usd in references.items() if name not in near}
    top = max([end, *near.values()]) * (1.14 + 0.08 * len(far))
    figure = house_figure(
        palette,
        height=470,
        xaxis={
            "tickvals": [step - 0.5 for step in rows["step"]],
            "ticktext": [
                _label(step, name) for step, name in zip(rows["step"], rows["name"], strict=True)
            ],
            "range": [0, len(rows) + 0.02],
            "showgrid": False,
            "tickangle": 0,
            "tickfont": {"size": 11, "color": palette.ink},
        },
        yaxis={"tickprefix": "$", "tickformat": ",", "range": [0, top]},
    )
    xs, ys = [0.0], [0.0]
    for step, usd in zip(rows["step"], rows["sum_usd"], strict=True):
        xs += [step - 1.0, float(step)]
        ys += [usd, usd]
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="lines",
        name="the stack so far",
        line={"color": palette.kinds["microcredential"], "width": 3},
        fill="tozeroy",
        fillcolor=palette.scale[0],
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=rows["step"] - 0.5,
        y=rows["sum_usd"],
        mode="markers+text",
        text=[
            ("" if whole else "≥ ") + dollars(v)
            for v, whole in rows[["sum_usd", "is_whole"]].itertuples(index=False)
        ],
        textposition="top center",
        textfont={"size": 12, "color": palette.ink},
        marker={
            "size": 9,
            "color": palette.kinds["microcredential"],
            "symbol": ["circle" if whole else "circle-open" for whole in rows["is_whole"]],
            "line": {"width": 2, "color": palette.kinds["microcredential"]},
        },
        hovertext=[
            f"<b>{plain(name)}</b><br>{plain(words)}<br>so far {dollars(usd)}"
            for name, words, usd in rows[["name", "cost_words", "sum_usd"]].itertuples(index=False)
        ],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )
    for kind, (name, usd) in zip(("certificate", "degree"), near.items(), strict=False):
        colour = palette.kinds["degree" if "degree" in name else kind]
        figure.add_scatter(
            x=[0, len(rows)],
            y=[usd, usd],
            mode="lines",
            line={"color": colour, "width": 2, "dash": "dash" if "degree" in name else "dot"},
            hoverinfo="skip",
            showlegend=False,
        )
        figure.add_annotation(
            x=0,
            y=usd,
            xanchor="left",
            yanchor="bottom",
            yshift=2,
            showarrow=False,
            text=f"{plain(name)}: {dollars(usd)}",
            font={"size": 12, "color": colour},
        )
    figure.add_scatter(
        x=[0.0] * len(far),
        y=[top * (0.96 - 0.07 * i) for i in range(len(far))],
        mode="text",
        text=[f" ↑ {plain(name)}: {dollars(usd)}, above this picture" for name, usd in far.items()],
        textposition="middle right",
        textfont={"size": 12, "color": palette.quiet},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=crossed["step"] - 1,
        y=crossed["usd"],
        mode="markers+text",
        text=[chr(97 + i) for i in range(len(crossed))],
        textposition="bottom right",
        textfont={"size": 14, "color": palette.ink},
        marker={"symbol": "circle-open", "size": 13, "color": palette.ink, "line": {"width": 2}},
        hoverinfo="skip",
        showlegend=False,
    )
    beside = "; ".join(f"{name} {dollars(usd)}" for name, usd in references.items())
    steps = "; ".join(
        f"{name} {'' if whole else 'at least '}{dollars(usd)}"
        for name, usd, whole in rows[["name", "sum_usd", "is_whole"]].itertuples(index=False)
    )
    return Chart(
        figure,
        f"What a stack of {plural(len(rows), 'credential')} costs as it grows: {steps}."
        + (f" For comparison: {beside}." if beside else ""),
    )


def _label(step: int, name: str) -> str:
    return two_lines(f"{step}. {name}", LABEL_CHARS, LABEL_LINES)
