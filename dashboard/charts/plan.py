"""A plan over time: a bar for each step, what it costs, and what has been spent by then."""

import pandas as pd

from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import dollars, plural

ROW_PX = 46


def plan_chart(rows: pd.DataFrame, palette: Palette) -> Chart:
    """Steps down, months across.

    Args:
        rows: step, name, cost_usd, so_far_usd, study_hours, hours_assumed, start and end (months
            from now), in order.
    """
    records = rows.to_dict("records")
    last = max(float(rows["end"].max()), 0.5)
    figure = house_figure(
        palette,
        height=110 + ROW_PX * len(records),
        margin={"r": 90, "t": 40},
        showlegend=False,
        annotations=[
            _at_edge(-0.6, "spent by then", palette.quiet, up=14),
            *(
                _at_edge(y, dollars(r["so_far_usd"]) if r["so_far_usd"] else "$0", palette.ink)
                for y, r in enumerate(records)
            ),
        ],
        xaxis={"title": "months from now", "range": [0, last * 1.02], "side": "bottom"},
        yaxis={
            "tickvals": list(range(len(records))),
            "ticktext": [f"{r['step']} · {two_lines(str(r['name']), 30)}" for r in records],
            "range": [len(records) - 0.4, -0.6],
            "showgrid": False,
        },
    )
    for y, r in enumerate(records):
        # An open bar repeats in form what the words say of assumed hours.
        is_assumed = bool(r["hours_assumed"])
        figure.add_bar(
            x=[max(r["end"] - r["start"], last * 0.006)],
            y=[y],
            base=[r["start"]],
            orientation="h",
            width=0.46,
            marker={
                "color": "rgba(0,0,0,0)" if is_assumed else palette.accent,
                "line": {"color": palette.accent, "width": 2},
            },
            hovertext=[
                f"<b>{plain(str(r['name']))}</b><br>{r['study_hours']:,.0f} hours"
                + (" (assumed)" if is_assumed else "")
                + f"<br>{dollars(r['cost_usd']) if r['cost_usd'] else 'free'}"
            ],
            hoverinfo="text",
        )
    told = "; ".join(
        f"{r['step']} {r['name']}, {dollars(r['cost_usd']) if r['cost_usd'] else 'free'}, until "
        f"month {r['month_to']}"
        for r in records
    )
    return Chart(figure, f"Plan of {plural(len(records), 'step')} over time. {told}.")


def _at_edge(y: float, text: str, colour: str, up: int = 0) -> dict[str, object]:
    """A label at the right edge of a row."""
    return {
        "x": 1,
        "xref": "paper",
        "y": y,
        "text": text,
        "xanchor": "left",
        "xshift": 8,
        "yshift": up,
        "showarrow": False,
        "font": {"size": 13, "color": colour},
    }
