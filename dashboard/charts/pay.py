"""Pay premiums: a dot with its interval, and the raw gap as a hollow mark on the same line."""

import pandas as pd
import plotly.graph_objects as go

from analysis.wages import HIGHER, LOWER, NONE, SELECTION, SELECTION_PREMIUM
from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import count, plural
from dashboard.pay import VERDICTS, sentence, signed, signed_range

ROW_PX = 40
TOP_PX = 72
"""Room for the legend and the heading of the counts."""
COUNTS_PX = 124
SYMBOLS = {HIGHER: "circle", LOWER: "circle", NONE: "square", SELECTION: "diamond"}
LABELS = {
    HIGHER: "higher or lower pay",
    NONE: "none: the interval holds zero",
    SELECTION: "likely selection",
}


def premiums(rows: pd.DataFrame, palette: Palette) -> Chart:
    """Premiums with their intervals, beside the raw gaps.

    Args:
        rows: of ``pay_fit.Fit.rows``, measured ones only.
    """
    rows = rows.reset_index(drop=True)
    figure = _frame(rows, palette)
    ends_x: list[float | None] = []
    ends_y: list[int | None] = []
    for y, (start, end) in enumerate(zip(rows["estimate"], rows["raw"], strict=True)):
        ends_x += [start * 100, end * 100, None]
        ends_y += [y, y, None]
    figure.add_scatter(
        x=ends_x,
        y=ends_y,
        mode="lines",
        line={"color": palette.grid, "width": 4},
        hoverinfo="skip",
        showlegend=False,
    )
    _raw_gaps(figure, rows, palette)
    for verdict in (HIGHER, NONE, SELECTION):
        _dots(figure, rows, verdict, palette)
    _counts(figure, rows, palette)
    return Chart(figure, _alt(rows))


def one(row: pd.Series, palette: Palette) -> Chart:
    """The same for one credential, without its name at the side; for its own page."""
    return premiums(pd.DataFrame([row]).assign(name="Premium"), palette)


def _frame(rows: pd.DataFrame, palette: Palette) -> go.Figure:
    values = pd.concat([rows["low"], rows["high"], rows["raw"]]) * 100
    limit = SELECTION_PREMIUM * 100
    low, high = min(float(values.min()), -limit), max(float(values.max()), limit)
    room = (high - low) * 0.05
    figure = house_figure(
        palette,
        height=TOP_PX + 80 + ROW_PX * len(rows),
        margin={"r": COUNTS_PX, "t": TOP_PX},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [two_lines(name) for name in rows["name"]],
            "range": [len(rows) + 0.1, -0.5],
            "showgrid": False,
            "tickfont": {"size": 12, "color": palette.ink},
        },
        xaxis={
            "ticksuffix": " %",
            "nticks": 7,
            "range": [low - room, high + room],
            "title": "advertised pay against like postings, with its 95 % interval",
        },
        xaxis2={"overlaying": "x", "range": [0, 1], "visible": False},
    )
    figure.add_vline(x=0, line={"color": palette.ink, "width": 1.5})
    for value in (-limit, limit):
        figure.add_vline(x=value, line={"color": palette.quiet, "width": 1, "dash": "dash"})
    figure.add_annotation(
        x=limit,
        y=len(rows) - 0.25,
        xanchor="left",
        xshift=4,
        showarrow=False,
        text=f"beyond {limit:.0f} %: likely selection",
        font={"size": 12, "color": palette.quiet},
    )
    return figure


def _raw_gaps(figure: go.Figure, rows: pd.DataFrame, palette: Palette) -> None:
    figure.add_scatter(
        x=rows["raw"] * 100,
        y=rows.index,
        mode="markers",
        name="raw gap, nothing held equal",
        marker={
            "color": palette.quiet,
            "symbol": "circle-open",
            "size": 12,
            "line": {"width": 2, "color": palette.quiet},
        },
        unselected={"marker": {"opacity": 1}},
        hovertext=[
            f"<b>{plain(r['name'])}</b><br>raw gap {signed(r['raw'])} "
            f"({signed_range(r['raw_low'], r['raw_high'])})"
            for r in rows.to_dict("records")
        ],
        hoverinfo="text",
        customdata=rows["credential_id"],
        legendrank=2000,
    )


def _dots(figure: go.Figure, rows: pd.DataFrame, verdict: str, palette: Palette) -> None:
    """The premiums of one verdict; higher and lower share a mark, their side of zero tells."""
    kept = rows["verdict"].isin([HIGHER, LOWER] if verdict == HIGHER else [verdict])
    own = rows[kept]
    if own.empty:
        return
    colour = {HIGHER: palette.accent, NONE: palette.ink, SELECTION: palette.preferred}[verdict]
    figure.add_scatter(
        x=own["estimate"] * 100,
        y=own.index,
        mode="markers",
        name=LABELS[verdict],
        marker={"color": colour, "symbol": SYMBOLS[verdict], "size": 12},
        unselected={"marker": {"opacity": 1}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (own["high"] - own["estimate"]) * 100,
            "arrayminus": (own["estimate"] - own["low"]) * 100,
            "color": colour,
            "thickness": 2,
            "width": 0,
        },
        hovertext=[_hover(r) for r in own.to_dict("records")],
        hoverinfo="text",
        customdata=own["credential_id"],
    )


def _hover(row: dict[str, object]) -> str:
    low, high = float(str(row["low"])), float(str(row["high"]))
    return (
        f"<b>{plain(str(row['name']))}</b><br>{signed(float(str(row['estimate'])))} "
        f"({signed_range(low, high)}): {VERDICTS[str(row['verdict'])]}"
        f"<br>{plural(int(str(row['with_n'])), 'posting')}, "
        f"{plural(int(str(row['employers'])), 'employer')}"
    )


def _counts(figure: go.Figure, rows: pd.DataFrame, palette: Palette) -> None:
    """Premium and counts in the right margin, one row each, under a heading."""
    figure.add_scatter(
        x=[1] * len(rows),
        y=rows.index,
        xaxis="x2",
        mode="text",
        text=[
            f"  <b>{signed(estimate)}</b> · {count(n)} · {count(employers)}"
            for estimate, n, employers in rows[["estimate", "with_n", "employers"]].itertuples(
                index=False
            )
        ],
        textposition="middle right",
        textfont={"size": 12, "color": palette.ink},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_annotation(
        x=1,
        xref="paper",
        xshift=8,
        xanchor="left",
        y=1,
        yref="paper",
        yshift=2,
        yanchor="bottom",
        align="left",
        showarrow=False,
        text="premium ·<br>postings ·<br>employers",
        font={"size": 12, "color": palette.quiet},
    )


def _alt(rows: pd.DataFrame) -> str:
    first = " ".join(f"{r['name']}: {sentence(r)}" for r in rows.head(4).to_dict("records"))
    return (
        f"Premiums in advertised pay of {plural(len(rows), 'credential')}, each with its 95 % "
        f"interval and the raw gap beside it. {first}"
    )
