"""Pathways: from what a credential needs (left) to what it leads to (right)."""

import pandas as pd
import plotly.graph_objects as go

from analysis.stacks import Pathway
from dashboard.charts.style import KIND_SYMBOLS, Chart, Palette, layout, shortened
from dashboard.metrics import KIND_LABELS, RELATION_LABELS, plural

DASHES = {"prerequisite": "solid", "credit_toward": "dash", "part_of": "dot"}


def pathway_graph(path: Pathway, nodes: pd.DataFrame, palette: Palette) -> Chart:
    """A layered graph around one credential.

    Args:
        path: layers and edges, from ``analysis.stacks.pathway``.
        nodes: indexed by node_id; node_name, node_kind, is_catalogued, note (a line on price,
            hours and recognition).
    """
    places = _places(path)
    figure = go.Figure()
    for edge in path.edges:
        x0, y0 = places[edge.from_id]
        x1, y1 = places[edge.to_id]
        middle = (x0 + x1) / 2
        figure.add_scatter(
            x=[x0, middle, x1],
            y=[y0, (y0 + y1) / 2, y1],
            mode="lines",
            line={
                "color": palette.quiet,
                "dash": DASHES[edge.relation],
                "width": 2 if edge.strength == "required" else 1.2,
            },
            hoverinfo="skip",
            showlegend=False,
            opacity=0.7,
        )
        figure.add_annotation(
            x=x0 + (x1 - x0) * 0.62,
            y=y0 + (y1 - y0) * 0.62,
            ax=x0 + (x1 - x0) * 0.58,
            ay=y0 + (y1 - y0) * 0.58,
            xref="x",
            yref="y",
            axref="x",
            ayref="y",
            text="",
            showarrow=True,
            arrowhead=2,
            arrowsize=1.4,
            arrowcolor=palette.quiet,
        )
    for kind, ids in _by_kind(path, nodes).items():
        colour = palette.kinds[kind]
        figure.add_scatter(
            x=[places[i][0] for i in ids],
            y=[places[i][1] for i in ids],
            mode="markers",
            name=KIND_LABELS.get(kind, "Other award"),
            marker={
                "symbol": KIND_SYMBOLS[kind],
                "color": colour,
                "size": [20 if path.layers[i] == 0 else 14 for i in ids],
                "line": {"width": 2, "color": colour},
            },
            customdata=ids,
            hoverinfo="text",
            hovertext=[f"<b>{nodes.at[i, 'node_name']}</b><br>{nodes.at[i, 'note']}" for i in ids],
        )
    for node, (x, y) in places.items():
        focus = path.layers[node] == 0
        name = shortened(str(nodes.at[node, "node_name"]), 34)
        figure.add_annotation(
            x=x,
            y=y,
            text=f"<b>{name}</b>" if focus else name,
            showarrow=False,
            yshift=20,
            font={"size": 13 if focus else 12, "color": palette.ink},
        )
        if nodes.at[node, "note"]:
            figure.add_annotation(
                x=x,
                y=y,
                text=nodes.at[node, "note"],
                showarrow=False,
                yshift=-19,
                font={"size": 11, "color": palette.quiet},
            )
    tallest = max(
        sum(1 for v in path.layers.values() if v == layer) for layer in set(path.layers.values())
    )
    layout(figure, palette, height=max(320, 110 + 76 * tallest), hovermode="closest")
    xs = [x for x, _ in places.values()]
    figure.update_xaxes(visible=False, range=[min(xs) - 0.55, max(xs) + 0.55])
    ys = [y for _, y in places.values()]
    figure.update_yaxes(visible=False, range=[min(ys) - 0.8, max(ys) + 0.8])
    return Chart(figure, _alt(path, nodes))


def industry_stackability(rows: pd.DataFrame, palette: Palette) -> Chart:
    """How far the credentials filed under each industry stack, as dots on one line.

    Args:
        rows: industry, credentials, onward_share, credit_share (shares of 1); top row first.
    """
    figure = go.Figure()
    for column, name, symbol, colour in (
        ("onward_share", "lead on to something named", "circle", palette.accent),
        ("credit_share", "bear academic credit", "diamond", palette.preferred),
    ):
        figure.add_scatter(
            x=rows[column] * 100,
            y=rows["industry"],
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 11, "color": colour},
            hoverinfo="text",
            hovertext=[
                f"<b>{r.industry}</b><br>{getattr(r, column):.0%} of "
                f"{plural(r.credentials, 'credential')} {name}"
                for r in rows.itertuples()
            ],
        )
    for row in rows.itertuples():
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="right",
            y=row.industry,
            showarrow=False,
            text=f"n = {row.credentials}",
            font={"size": 12, "color": palette.quiet},
        )
    layout(figure, palette, height=90 + 28 * len(rows), hovermode="closest")
    figure.update_xaxes(
        range=[-3, 118],
        ticksuffix=" %",
        tickvals=[0, 20, 40, 60, 80, 100],
        title="of the industry's credentials in the catalog",
    )
    figure.update_yaxes(autorange="reversed", showgrid=True)
    first = rows.head(5)
    return Chart(
        figure,
        "Share of each industry's credentials that lead on, and that bear academic credit. "
        + "; ".join(
            f"{r.industry} {r.onward_share:.0%} and {r.credit_share:.0%} of {r.credentials}"
            for r in first.itertuples()
        )
        + ".",
    )


def _places(path: Pathway) -> dict[str, tuple[float, float]]:
    by_layer: dict[int, list[str]] = {}
    for node, layer in sorted(path.layers.items()):
        by_layer.setdefault(layer, []).append(node)
    return {
        node: (float(layer), (len(nodes) - 1) / 2 - position)
        for layer, nodes in by_layer.items()
        for position, node in enumerate(nodes)
    }


def _by_kind(path: Pathway, nodes: pd.DataFrame) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for node in path.layers:
        kind = str(nodes.at[node, "node_kind"]) if nodes.at[node, "is_catalogued"] else "award"
        groups.setdefault(kind, []).append(node)
    return dict(sorted(groups.items()))


def _alt(path: Pathway, nodes: pd.DataFrame) -> str:
    focus = next(node for node, layer in path.layers.items() if layer == 0)
    steps = "; ".join(
        f"{nodes.at[e.from_id, 'node_name']} {RELATION_LABELS[e.relation]} "
        f"{nodes.at[e.to_id, 'node_name']}"
        for e in path.edges[:12]
    )
    name = nodes.at[focus, "node_name"]
    return f"Pathway around {name}: {steps or 'no steps known'}."
