"""One credential across groups of postings: a dot with its interval for each group."""

import pandas as pd

from analysis.statistics import MEASURED, NOT_COLLECTED, TOO_FEW
from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import count, interval, listed, percent, plural

ROW_PX = 34
TOP_PX = 64
COUNTS_PX = 96
MOST = 30
"""Rows drawn; more of them would no longer be read."""
WORDS = {NOT_COLLECTED: "not collected", TOO_FEW: "too few postings to say"}
SCALE = "share of the group's postings that ask for it, with its 95 % interval"


def by_group(
    rows: pd.DataFrame, palette: Palette, *, groups: str, most: int = MOST, scale: str = SCALE
) -> Chart:
    """Share of each group's postings that ask for one credential, most evidence first.

    What is not measured is written in words, never drawn at zero. A hollow dot is the share drawn
    toward that of all groups.

    Args:
        rows: from ``ranking.heatmap_cells`` for one credential: label, state, postings (k), n,
            employers_n, share, low, high, shrunk, shrunk_low, shrunk_high.
        groups: what the rows are, such as ``industries``.
        most: rows drawn; the others stand in the table.
        scale: title of the scale.
    """
    told = rows[rows["state"] == MEASURED].sort_values(["low", "share"], ascending=False)
    untold = rows[rows["state"] != MEASURED].sort_values("n", ascending=False)
    shown = pd.concat([told, untold]).head(most).reset_index(drop=True)
    told = shown[shown["state"] == MEASURED]
    top = float(told["high"].max() * 100) if len(told) else 1.0
    figure = house_figure(
        palette,
        height=TOP_PX + 56 + ROW_PX * len(shown),
        margin={"r": COUNTS_PX, "t": TOP_PX},
        yaxis={
            "tickvals": list(range(len(shown))),
            "ticktext": [two_lines(label) for label in shown["label"]],
            "range": [len(shown) - 0.5, -0.5],
            "showgrid": False,
            "tickfont": {"size": 12, "color": palette.ink},
        },
        xaxis={
            "ticksuffix": " %",
            "nticks": 6,
            "title": scale,
            "range": [-top * 0.02, top * 1.08],
        },
        xaxis2={"overlaying": "x", "range": [0, 1], "visible": False},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
    )
    figure.add_scatter(
        x=told["shrunk"] * 100,
        y=told.index,
        mode="markers",
        name="drawn to the whole",
        marker={"symbol": "circle-open", "size": 13, "color": palette.quiet, "line": {"width": 2}},
        hovertext=[
            f"<b>{plain(label)}</b><br>drawn to the whole: {percent(s)} ({interval(lo, hi)})"
            for label, s, lo, hi in told[
                ["label", "shrunk", "shrunk_low", "shrunk_high"]
            ].itertuples(index=False)
        ],
        hoverinfo="text",
        cliponaxis=False,
        showlegend=bool(len(told)),
    )
    share = told["share"] * 100
    figure.add_scatter(
        x=share,
        y=told.index,
        mode="markers",
        name="as counted",
        marker={"size": 10, "color": palette.accent},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": told["high"] * 100 - share,
            "arrayminus": share - told["low"] * 100,
            "color": palette.accent,
            "thickness": 2,
            "width": 0,
        },
        hovertext=[
            f"<b>{plain(label)}</b><br>{percent(s)} of {count(n)} postings ({interval(lo, hi)})"
            f"<br>{plural(k, 'posting')}; {plural(e, 'employer')} in the group"
            for label, s, n, lo, hi, k, e in told[
                ["label", "share", "n", "low", "high", "postings", "employers_n"]
            ].itertuples(index=False)
        ],
        hoverinfo="text",
        cliponaxis=False,
        showlegend=bool(len(told)),
    )
    gaps = shown[shown["state"] != MEASURED]
    figure.add_scatter(
        x=[0] * len(gaps),
        y=gaps.index,
        mode="text",
        text=[f" {WORDS[state]}" for state in gaps["state"]],
        textposition="middle right",
        textfont={"size": 12, "color": palette.quiet},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=[1] * len(shown),
        y=list(range(len(shown))),
        xaxis="x2",
        mode="text",
        text=[f" {count(k)} of {count(n)}" for k, n in shown[["postings", "n"]].to_numpy()],
        textposition="middle right",
        textfont={"size": 12, "color": palette.quiet},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_annotation(
        x=1,
        xref="paper",
        xshift=3,
        xanchor="left",
        y=1,
        yref="paper",
        yshift=2,
        yanchor="bottom",
        align="left",
        showarrow=False,
        text="name it,<br>of postings",
        font={"size": 12, "color": palette.quiet},
    )
    return Chart(figure, _alt(rows, groups))


def _alt(rows: pd.DataFrame, groups: str) -> str:
    told = rows[rows["state"] == MEASURED].sort_values("low", ascending=False)
    name = rows["name"].iloc[0] if len(rows) else "Nothing"
    first = "; ".join(
        f"{label} {percent(share)} ({interval(low, high)})"
        for label, share, low, high in told[["label", "share", "low", "high"]]
        .head(5)
        .itertuples(index=False)
    )
    words = f"{name} across {len(rows)} {groups}, {len(told)} of them with enough postings."
    for state, said in ((TOO_FEW, "Too few to say"), (NOT_COLLECTED, "Not collected")):
        labels = rows[rows["state"] == state]["label"]
        first += f". {said}: {listed(labels, 5)}" if len(labels) else ""
    return f"{words} {first.removeprefix('. ')}." if first else words
