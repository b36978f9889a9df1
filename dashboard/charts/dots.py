"""Amounts by row: a dot with its range, words where there is no amount."""

from collections.abc import Sequence
from math import ceil, floor, log10

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import KIND_SYMBOLS, Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import KIND_LABELS

ROW_PX = 36
TOP_PX = 64
RIGHT_PX = 116
BAR_PX = 14
CENTS_BELOW = 8
"""Largest amount below which a scale is written with cents."""
WIDE = 60
"""Ratio of the largest to the smallest amount above which the scale is logarithmic."""


def dots(
    rows: pd.DataFrame,
    palette: Palette,
    *,
    scale: str,
    heading: str,
    alt: str,
    prefix: str = "$",
    ticks: Sequence[tuple[float, str]] = (),
    is_log: bool | None = None,
) -> Chart:
    """A row for each label with its amount, its range and a note in the right margin.

    An amount that is not known is written in words (``gap``), never drawn at zero.

    Args:
        rows: label, value, low, high, note, gap (words), hover; optionally kind, which sets the
            mark, credential_id, which a click gives, and start, from which a bar is drawn to value.
        scale: title of the scale.
        heading: what the notes are.
        alt: the text alternative.
        prefix: of an amount on the scale.
        ticks: amounts and their words where the scale is logarithmic; round ones if empty.
        is_log: whether the scale is logarithmic; if not said, where the amounts are ``WIDE`` apart.
    """
    rows = rows.reset_index(drop=True)
    told = rows[rows["value"].notna()]
    ends = told[["value", "low", "high"]].astype(float)
    paid = ends[ends > 0]
    start = float(paid.min().min()) if paid.notna().any(axis=None) else 1.0
    top = float(ends.max().max()) if len(told) else 1.0
    if is_log is None:
        is_log = bool(len(told)) and float(ends.min().min()) > 0 and top > WIDE * start
    figure = house_figure(
        palette,
        height=TOP_PX + 56 + ROW_PX * len(rows),
        margin={"r": RIGHT_PX, "t": TOP_PX},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [two_lines(label) for label in rows["label"]],
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
            "tickfont": {"size": 12, "color": palette.ink},
        },
        xaxis=_scale(scale, start, top, prefix, ticks, is_log=is_log),
        xaxis2={"overlaying": "x", "range": [0, 1], "visible": False},
    )
    place = (lambda v: log10(v)) if is_log else float
    kinds = told["kind"] if "kind" in told else pd.Series("", index=told.index)
    for kind in [k for k in ("", *KIND_LABELS) if (kinds == k).any()]:
        _marks(figure, told[kinds == kind], kind, palette, place)
    gaps = rows[rows["value"].isna()]
    figure.add_scatter(
        x=[0.01] * len(gaps),
        y=gaps.index,
        xaxis="x2",
        mode="text",
        text=[plain(words) for words in gaps["gap"]],
        textposition="middle right",
        textfont={"size": 12, "color": palette.quiet},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=[1] * len(rows),
        y=list(range(len(rows))),
        xaxis="x2",
        mode="text",
        text=[f" {plain(note)}" for note in rows["note"]],
        textposition="middle right",
        textfont={"size": 12, "color": palette.ink},
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
        text=heading,
        font={"size": 12, "color": palette.quiet},
    )
    return Chart(figure, alt)


def _scale(
    title: str,
    start: float,
    top: float,
    prefix: str,
    ticks: Sequence[tuple[float, str]],
    *,
    is_log: bool,
) -> dict[str, object]:
    if not is_log:
        digits = ",.2f" if top < CENTS_BELOW else ","
        axis: dict[str, object] = {"tickprefix": prefix, "tickformat": digits, "nticks": 7}
        return axis | {"title": title, "range": [-top * 0.02, top * 1.06]}
    values = ticks or [
        (10.0**e, f"{prefix}{10**e:,.10g}")
        for e in range(floor(log10(start)), ceil(log10(top)) + 1)
    ]
    return {
        "title": f"{title}, logarithmic scale",
        "tickvals": [log10(value) for value, _ in values],
        "ticktext": [words for _, words in values],
        "range": [log10(start) - 0.1, log10(top) + 0.1],
    }


def _marks(
    figure: go.Figure, told: pd.DataFrame, kind: str, palette: Palette, place: object
) -> None:
    colour = palette.kinds[kind] if kind else palette.accent
    for y, start, value in (
        told[["start", "value"]].astype(float).itertuples() if "start" in told else ()
    ):
        figure.add_scatter(
            x=[start, value],
            y=[y, y],
            mode="lines",
            line={"color": palette.scale[1], "width": BAR_PX},
            hoverinfo="skip",
            showlegend=False,
        )
    at = [place(v) for v in told["value"].astype(float)]  # type: ignore[operator]
    ends_x: list[float | None] = []
    ends_y: list[int | None] = []
    for y, low, high in told[["low", "high"]].astype(float).itertuples():
        if low != high and not pd.isna(low) and not pd.isna(high):
            ends_x += [place(low), place(high), None]  # type: ignore[operator]
            ends_y += [y, y, None]
    figure.add_scatter(
        x=ends_x,
        y=ends_y,
        mode="lines",
        line={"color": colour, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=at,
        y=told.index,
        mode="markers",
        name=KIND_LABELS.get(kind, ""),
        showlegend=bool(kind),
        marker={"symbol": KIND_SYMBOLS.get(kind, "circle"), "size": 11, "color": colour},
        unselected={"marker": {"opacity": 1}},
        customdata=told.get("credential_id"),
        hovertext=list(told["hover"]),
        hoverinfo="text",
        cliponaxis=False,
    )
