"""Pictures of a role: what it needs, which credential covers what, and what a budget buys."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import NEED_STATUS_LABELS, count, dollars, interval, percent, plural
from dashboard.role_stack import COVERED, GENERAL, LEFT, UNCOVERED, UNPRICED, Solved

ROW_PX, TOP_PX, STEP_PX = 30, 76, 74
SYMBOLS = {
    COVERED: "circle",
    LEFT: "circle-open",
    UNPRICED: "diamond-open",
    UNCOVERED: "x-thin-open",
    GENERAL: "square-open",
}


def needs_chart(rows: pd.DataFrame, palette: Palette) -> Chart:
    """The share of a role's postings that asks for each need, and what the stack does about it.

    Args:
        rows: need_id, name, share, low, high, postings, n, status, largest share first.
    """
    rows = rows.reset_index(drop=True)
    figure = house_figure(
        palette,
        height=TOP_PX + 56 + ROW_PX * len(rows),
        margin={"t": TOP_PX},
        yaxis=_names(rows["name"], palette),
        xaxis={
            "ticksuffix": " %",
            "nticks": 6,
            "rangemode": "tozero",
            "title": f"share of {count(rows.iloc[0]['n'])} postings, with its 95 % interval",
        },
    )
    for status, symbol in SYMBOLS.items():
        own = rows[rows["status"] == status]
        if own.empty:
            continue
        colour = palette.accent if status in (COVERED, LEFT) else palette.quiet
        figure.add_scatter(
            x=own["share"] * 100,
            y=own.index,
            mode="markers",
            name=NEED_STATUS_LABELS[status],
            marker={"symbol": symbol, "size": 11, "color": colour, "line": {"width": 2}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (own["high"] - own["share"]) * 100,
                "arrayminus": (own["share"] - own["low"]) * 100,
                "color": colour,
                "thickness": 1.5,
                "width": 0,
            },
            hovertext=[
                f"<b>{plain(r.name)}</b><br>{percent(r.share)} ({interval(r.low, r.high)}), "
                f"{plural(r.postings, 'posting')}<br>{NEED_STATUS_LABELS[status]}"
                for r in own[["name", "share", "low", "high", "postings"]].itertuples(
                    index=False, name="Need"
                )
            ],
            hoverinfo="text",
        )
    told = "; ".join(
        f"{r.name} {percent(r.share)} ({NEED_STATUS_LABELS[r.status]})"
        for r in rows[["name", "share", "status"]].head(8).itertuples(index=False, name="Need")
    )
    return Chart(figure, f"{len(rows)} needs by the share of postings that ask for them. {told}.")


def coverage_matrix(
    steps: pd.DataFrame, needs: pd.DataFrame, found: Solved, palette: Palette
) -> Chart:
    """Which step of the stack covers which need: a filled dot where it is the first to do so.

    Args:
        steps: ``role_stack.steps``, in order: credential_id, name, cost_usd, study_hours,
            new_needs.
        needs: need_id, name, share of the needs that are drawn, largest share first.
    """
    covers = {o.option_id: o.skills for o in found.task.problem.options}
    counted = needs[needs["need_id"].isin(found.task.problem.weights)].reset_index(drop=True)
    ids = list(counted["need_id"])
    figure = house_figure(
        palette,
        height=150 + ROW_PX * len(ids),
        margin={"t": 110},
        legend={"y": 0, "yanchor": "top"},
        yaxis=_names(counted["name"], palette),
        xaxis={
            "side": "top",
            "showgrid": True,
            "range": [-0.8, len(steps) - 0.4],
            "tickvals": list(range(len(steps))),
            "ticktext": [
                f"{r.step}<br>{two_lines(r.name, 13, 3)}<br>{dollars(r.cost_usd) or 'free'}"
                for r in steps.itertuples()
            ],
            "tickfont": {"size": 11, "color": palette.ink},
            "tickangle": 0,
        },
    )
    rows = list(steps.itertuples())
    new = [(x, ids.index(n)) for x, r in enumerate(rows) for n in r.new_needs if n in ids]
    again = [
        (x, ids.index(n))
        for x, r in enumerate(rows)
        for n in sorted(covers[r.credential_id])
        if n in ids and n not in r.new_needs
    ]
    held = frozenset().union(
        *(covers[i] for i in found.task.problem.held if i in covers), frozenset[str]()
    )
    _dots(figure, new, "covers it first", "circle", palette.accent, rows, counted)
    _dots(figure, again, "covers it too", "circle-open", palette.accent, rows, counted)
    best = found.answer.stacks[0].covered
    bare = [(-0.55, y) for y, i in enumerate(ids) if i not in best]
    figure.add_scatter(
        x=[x for x, _ in bare],
        y=[y for _, y in bare],
        mode="markers",
        name="not covered",
        marker={"symbol": "x-thin-open", "size": 9, "color": palette.quiet, "line": {"width": 2}},
        hoverinfo="skip",
        showlegend=bool(bare),
    )
    kept = [(-0.55, y) for y, i in enumerate(ids) if i in held]
    figure.add_scatter(
        x=[x for x, _ in kept],
        y=[y for _, y in kept],
        mode="markers",
        name="held already",
        marker={"symbol": "square", "size": 9, "color": palette.quiet},
        hoverinfo="skip",
        showlegend=bool(kept),
    )
    told = "; ".join(
        f"{r.step} {r.name} covers {', '.join(_known(r.new_needs, counted)) or 'nothing new'}"
        for r in rows
    )
    return Chart(figure, f"Steps of the stack and the needs that each covers. {told}.")


def budgets_chart(rows: pd.DataFrame, palette: Palette) -> Chart:
    """How much of the needs each budget covers at most, as a stepped line.

    Args:
        rows: budget_usd, coverage (of all needs' weight), cost_usd, ceiling (what all credentials
            with known prices cover), by budget.
    """
    figure = house_figure(
        palette,
        height=380,
        xaxis={"title": "budget", "tickprefix": "$", "tickformat": ",.0f", "rangemode": "tozero"},
        yaxis={"title": "of the needs, weighted", "ticksuffix": " %", "range": [0, 104]},
    )
    figure.add_scatter(
        x=rows["budget_usd"],
        y=rows["coverage"] * 100,
        mode="lines+markers",
        line={"shape": "hv", "color": palette.accent, "width": 2.5},
        marker={"size": 8, "color": palette.accent},
        hovertext=[
            f"<b>{dollars(r.budget_usd) or '$0'}</b><br>covers {percent(r.coverage)} for "
            f"{dollars(r.cost_usd) or '$0'}"
            for r in rows.itertuples()
        ],
        hoverinfo="text",
        showlegend=False,
    )
    ceiling = float(rows["ceiling"].iloc[0])
    figure.add_hline(
        y=ceiling * 100,
        line={"color": palette.quiet, "dash": "dot", "width": 1.5},
        annotation_text=f"all that the catalog covers at known prices: {percent(ceiling)}",
        annotation_position="top left",
        annotation_font={"size": 12, "color": palette.quiet},
    )
    told = "; ".join(
        f"{dollars(r.budget_usd) or '$0'} covers {percent(r.coverage)}" for r in rows.itertuples()
    )
    return Chart(figure, f"Most coverage for each budget. {told}.")


def _dots(
    figure: go.Figure,
    places: list[tuple[int, int]],
    name: str,
    symbol: str,
    colour: str,
    steps: list,
    needs: pd.DataFrame,
) -> None:
    figure.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        name=name,
        marker={"symbol": symbol, "size": 13, "color": colour, "line": {"width": 2}},
        hovertext=[
            f"<b>{plain(steps[x].name)}</b><br>{name}: {plain(needs['name'][y])}, asked for in "
            f"{percent(needs['share'][y])} of postings"
            for x, y in places
        ],
        hoverinfo="text",
        showlegend=bool(places),
    )


def _known(new_needs: tuple[str, ...], needs: pd.DataFrame) -> list[str]:
    return [str(name) for name in needs.loc[needs["need_id"].isin(list(new_needs)), "name"]]


def _names(names: pd.Series, palette: Palette) -> dict[str, object]:
    return {
        "tickvals": list(range(len(names))),
        "ticktext": [two_lines(name, 34) for name in names],
        "range": [len(names) - 0.5, -0.5],
        "showgrid": False,
        "tickfont": {"size": 12, "color": palette.ink},
    }
