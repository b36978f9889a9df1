"""Price against recognition, with the frontier drawn and its members named."""

import pandas as pd
import plotly.graph_objects as go

from analysis.costs import pareto_frontier
from dashboard.charts.style import KIND_SYMBOLS, Chart, Palette, layout, shortened
from dashboard.metrics import KIND_LABELS, count, dollars, interval, percent, plural


def price_against_recognition(rows: pd.DataFrame, palette: Palette, years: int) -> Chart:
    """A dot per credential: total price over the years, and share of postings.

    Args:
        rows: credential_id, name, kind, total_usd, share, low, high, postings, n; all known.
        years: the horizon of ``total_usd``.
    """
    rows = rows.reset_index(drop=True)
    # The lower end of the interval decides the frontier: luck does not put a point on it.
    best = rows.iloc[pareto_frontier(list(rows["total_usd"]), list(rows["low"]))]
    figure = go.Figure()
    figure.add_scatter(
        x=best["total_usd"],
        y=best["share"] * 100,
        mode="lines",
        name="Nothing cheaper is asked more",
        line={"color": palette.quiet, "width": 1.5, "dash": "dot", "shape": "hv"},
        hoverinfo="skip",
    )
    for kind, group in rows.groupby("kind", sort=True):
        figure.add_scatter(
            x=group["total_usd"],
            y=group["share"] * 100,
            mode="markers",
            name=KIND_LABELS[kind],
            marker={
                "symbol": KIND_SYMBOLS[kind],
                "size": 11,
                "color": palette.kinds[kind],
                "line": {"width": 1, "color": palette.paper},
            },
            customdata=group["credential_id"],
            hovertext=[_hover(r, years) for _, r in group.iterrows()],
            hoverinfo="text",
        )
    for position, (_, row) in enumerate(best.iterrows()):
        figure.add_annotation(
            x=row["total_usd"],
            y=row["share"] * 100,
            text=shortened(row["name"], 30),
            showarrow=True,
            arrowcolor=palette.grid,
            arrowhead=0,
            ax=14,
            ay=-18 - 14 * (position % 2),
            xanchor="left",
            font={"size": 12, "color": palette.ink},
        )
    layout(figure, palette, height=540, hovermode="closest")
    figure.update_xaxes(
        title=f"price to earn and keep for {plural(years, 'year')}, US dollars",
        tickprefix="$",
        tickformat=",",
        rangemode="tozero",
        showgrid=True,
    )
    figure.update_yaxes(title="asked for in, of 100 postings", ticksuffix=" %", rangemode="tozero")
    figure.update_layout(margin={"r": 150})
    members = "; ".join(
        f"{r['name']} ({dollars(r['total_usd'])}, {percent(r['share'])})"
        for _, r in best.iterrows()
    )
    return Chart(
        figure,
        f"Scatter of {len(rows)} credentials, price over {plural(years, 'year')} against the share "
        f"of postings that ask for them. On the frontier: {members}.",
    )


def price_steps(lines: pd.DataFrame, palette: Palette) -> Chart:
    """What each credential has cost by the end of each year, as stepped lines.

    Args:
        lines: credential_id, name, year (0 to the horizon), total_usd; known values only.
    """
    figure = go.Figure()
    colours = list(palette.kinds.values())
    dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"]
    ends = []
    for i, (name, group) in enumerate(lines.groupby("name", sort=False)):
        colour = colours[i % len(colours)]
        figure.add_scatter(
            x=group["year"],
            y=group["total_usd"],
            mode="lines",
            name=shortened(str(name), 30),
            line={"shape": "hv", "width": 2.5, "color": colour, "dash": dashes[i % len(dashes)]},
            hovertemplate=f"<b>{name}</b><br>after %{{x}} years: $%{{y:,.0f}}<extra></extra>",
        )
        ends.append(f"{name} {dollars(group['total_usd'].iloc[-1])}")
    layout(figure, palette, height=380, hovermode="closest")
    figure.update_xaxes(title="years held", dtick=1)
    figure.update_yaxes(tickprefix="$", tickformat=",", rangemode="tozero")
    return Chart(figure, "What each credential has cost over the years: " + "; ".join(ends) + ".")


def _hover(row: pd.Series, years: int) -> str:
    return (
        f"<b>{row['name']}</b><br>{dollars(row['total_usd'])} for {plural(years, 'year')}<br>"
        f"{percent(row['share'])} of {count(row['n'])} postings "
        f"({interval(row['low'], row['high'])})"
    )
