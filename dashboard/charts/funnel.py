"""How many each condition of a filter removes: descending bars with counts."""

import pandas as pd

from dashboard.charts.style import Chart, Palette, house_figure, plain, shortened
from dashboard.metrics import count

STEP_PX = 54
"""Height of a step: its words above, its bar below."""
LABEL_CHARACTERS = 60


def funnel(steps: pd.DataFrame, palette: Palette) -> Chart:
    """Candidates left after each condition, and how many it removes.

    The words of a step stand above its bar rather than beside it, so that they have room on a
    narrow screen too. What a step removes is hatched after the end of its bar.

    Args:
        steps: in the order of the conditions, the whole pool first; condition, candidates.
    """
    steps = steps.reset_index(drop=True)
    left = steps["candidates"]
    removed = left.shift(1, fill_value=left.iloc[0]) - left
    positions = list(range(len(steps)))
    hover = [
        f"{plain(condition)}<br>{_sentence(n, r)}"
        for condition, n, r in zip(steps["condition"], left, removed, strict=True)
    ]
    figure = house_figure(
        palette,
        height=24 + STEP_PX * len(steps),
        barmode="stack",
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        yaxis={"range": [len(steps) - 0.6, -0.75], "visible": False},
        # Room after the longest bar for its count and what it removes.
        xaxis={"range": [0, max(int(left.iloc[0]), 1) * 1.42], "visible": False},
    )
    for values, marker in (
        (left, {"color": palette.accent}),
        (
            removed,
            {
                "color": palette.grid,
                "line": {"color": palette.quiet, "width": 1},
                "pattern": {"shape": "/", "fgcolor": palette.quiet, "size": 6, "solidity": 0.2},
            },
        ),
    ):
        figure.add_bar(
            x=values,
            y=positions,
            orientation="h",
            width=0.38,
            marker=marker,
            hovertext=hover,
            hoverinfo="text",
            showlegend=False,
        )
    for y, row in enumerate(steps.itertuples()):
        condition = str(row.condition)
        words = shortened(condition[:1].upper() + condition[1:], LABEL_CHARACTERS)
        figure.add_annotation(
            x=0,
            y=y - 0.22,
            text=words,
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            xshift=-4,
            align="left",
            font={"size": 14, "color": palette.ink},
        )
        figure.add_annotation(
            x=left[y] + removed[y],
            y=y,
            text=f"<b>{count(left[y])}</b>" + _minus(removed[y]),
            showarrow=False,
            xanchor="left",
            yanchor="middle",
            xshift=6,
            font={"size": 14, "color": palette.ink},
        )
    return Chart(figure, _alt(steps["condition"], left, removed))


def _minus(removed: int) -> str:
    return f"  −{count(removed)}" if removed else ""


def _sentence(left: int, removed: int) -> str:
    return f"{count(left)} left" + (f", {count(removed)} removed" if removed else "")


def _alt(conditions: pd.Series, left: pd.Series, removed: pd.Series) -> str:
    steps = "; ".join(
        f"{c}: {_sentence(n, r)}" for c, n, r in zip(conditions, left, removed, strict=True)
    )
    return f"Candidates left after each condition. {steps}."
