"""How deep credentials go: a strip of dots for each component, never one figure."""

import pandas as pd

from analysis.depth import MOST
from dashboard.charts.style import Chart, Palette, house_figure, plain, shortened, two_lines

ROW_PX, LABEL_PX = 56, 130
WIDE_PX, NARROW_PX = 230, 168
"""Least width of a column: of up to ``FEW`` credentials, of more."""
FEW = 3
COLUMN = MOST + 2.2
"""Width of a credential's column in steps of the scale, its gap to the next included."""


def depth_strips(parts: pd.DataFrame, palette: Palette) -> Chart:
    """Components down, credentials across: the place from 0 to 5, the value in words below it.

    What is not known is hatched and said; so is what is known without its size.

    Args:
        parts: ``depth.components_table``.
    """
    ids = list(dict.fromkeys(parts["credential_id"]))
    names = dict(zip(parts["credential_id"], parts["name"], strict=True))
    rows = list(dict.fromkeys(parts["component"]))
    right = COLUMN * len(ids) - (COLUMN - MOST) + 0.6
    cells = [
        (COLUMN * ids.index(r.credential_id), rows.index(r.component), r)
        for r in parts.itertuples()
    ]
    is_one = len(ids) == 1
    letters = (_column_px(len(ids)) - 10) // 6 * (2 if is_one else 1)
    figure = house_figure(
        palette,
        height=(30 if is_one else 74) + ROW_PX * len(rows),
        barmode="overlay",
        margin={"t": 8, "b": 8},
        xaxis={"visible": False, "range": [-0.5, MOST * 1.5 if is_one else right]},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": rows,
            "range": [len(rows) - 0.3, -0.6 if is_one else -1.4],
            "showgrid": False,
        },
    )
    placed = [(x, y, r) for x, y, r in cells if not pd.isna(r.ordinal)]
    hatched = [(x, y, r) for x, y, r in cells if pd.isna(r.ordinal)]
    figure.add_scatter(
        x=[x + i for x, _, _ in placed for i in range(MOST + 1)],
        y=[y for _, y, _ in placed for _ in range(MOST + 1)],
        mode="markers",
        marker={"symbol": "circle-open", "size": 8, "color": palette.quiet},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_bar(
        x=[MOST + 0.4 for _ in hatched],
        y=[y for _, y, _ in hatched],
        base=[x - 0.2 for x, _, _ in hatched],
        width=0.3,
        orientation="h",
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "pattern": {"shape": "/", "fgcolor": palette.quiet, "fgopacity": 0.45, "size": 7},
        },
        hoverinfo="text",
        hovertext=[_hover(r) for _, _, r in hatched],
        showlegend=False,
    )
    figure.add_scatter(
        x=[x + int(r.ordinal) for x, _, r in placed],
        y=[y for _, y, _ in placed],
        mode="markers",
        marker={"size": 14, "color": palette.accent},
        hoverinfo="text",
        hovertext=[_hover(r) for _, _, r in placed],
        showlegend=False,
    )
    figure.add_scatter(
        x=[x - 0.25 for x, _, _ in cells],
        y=[y + 0.2 for _, y, _ in cells],
        mode="text",
        text=[shortened(_told(r), letters) for _, _, r in cells],
        textposition="bottom right",
        textfont={"size": 11, "color": palette.quiet},
        hoverinfo="text",
        hovertext=[_hover(r) for _, _, r in cells],
        showlegend=False,
    )
    if not is_one:
        figure.add_scatter(
            x=[COLUMN * i - 0.25 for i in range(len(ids))],
            y=[-1.35] * len(ids),
            mode="text",
            text=[f"<b>{two_lines(names[i], 22)}</b>" for i in ids],
            textposition="bottom right",
            textfont={"size": 12, "color": palette.ink},
            hoverinfo="skip",
            showlegend=False,
        )
    return Chart(figure, _alt(parts))


def least_width(parts: pd.DataFrame) -> int:
    """The width below which the columns would run into each other, in pixels."""
    credentials = parts["credential_id"].nunique()
    return LABEL_PX + _column_px(credentials) * max(credentials, 1)


def _column_px(credentials: int) -> int:
    return WIDE_PX if credentials <= FEW else NARROW_PX


def _told(row: pd.Series) -> str:
    if row.value is None or pd.isna(row.value):
        return "not known"
    return str(row.value)


def _hover(row: pd.Series) -> str:
    place = "no place on the scale" if pd.isna(row.ordinal) else f"{row.ordinal} of {MOST}"
    head = f"<b>{plain(row.name)}</b><br>{plain(row.component)}"
    return f"{head}: {place}<br>{plain(_told(row))}"


def _alt(parts: pd.DataFrame) -> str:
    told = [
        f"{name}: "
        + ", ".join(
            f"{r.component} " + (_told(r) if pd.isna(r.ordinal) else f"{r.ordinal} of {MOST}")
            for r in own.itertuples()
        )
        for name, own in parts.groupby("name", sort=False)
    ]
    return "Depth by component, from 0 to 5, not averaged. " + "; ".join(told) + "."
