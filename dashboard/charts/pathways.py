"""Pathways: from what a credential needs (left) to what it leads to (right)."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.layering import Arrangement, Point, arrange
from analysis.stacks import Edge, Pathway
from dashboard.charts.style import (
    KIND_SYMBOLS,
    Chart,
    Palette,
    house_figure,
    plain,
    two_lines,
)
from dashboard.metrics import KIND_LABELS, RELATION_LABELS

DASHES = {"prerequisite": "solid", "credit_toward": "dash", "part_of": "dot"}
ROW_PX = 106
CARD = 0.82
"""Width of a node's card, of the distance between two layers."""
LAYER_PX = 163
"""Least distance between two layers; narrower screens scroll."""
PAGE_PX = 960
"""Width of the picture on an ordinary screen, over which the layers are spread."""
CARD_HALF = 0.41
"""Half the height of a card, in rows."""
SHORT = 16
"""Letters below which a part of a note stays on one line."""
BEND = 12
"""Points of a curve between two layers."""


def pathway_graph(
    path: Pathway,
    nodes: pd.DataFrame,
    palette: Palette,
    evidence: Mapping[tuple[str, str, str], str],
) -> Chart:
    """A layered graph around one credential, its nodes as cards.

    Args:
        path: layers and edges, from ``analysis.stacks.pathway``.
        nodes: indexed by node_id; node_name, node_kind, is_catalogued, note (a line on price,
            hours and recognition).
        evidence: (from_id, to_id, relation) -> what stands behind the step.
    """
    links = [(e.from_id, e.to_id) for e in path.edges]
    placed = arrange(path.layers, links)
    first, last = min(path.layers.values()), max(path.layers.values())
    # A single layer would stretch one card over the page.
    room = max(0.0, 2.2 - (last - first)) / 2
    middle, half = placed.rows / 2, max(placed.rows, 1.4) / 2 + 0.05
    figure = house_figure(
        palette,
        height=int(96 + ROW_PX * max(placed.rows, 1.4)),
        hoverdistance=60,
        xaxis={"visible": False, "range": [first - 0.45 - room, last + 0.45 + room]},
        yaxis={"visible": False, "range": [middle + half, middle - half]},
    )
    tips = _draw_edges(figure, path, placed, palette)
    _draw_cards(figure, path, placed, palette)
    _draw_tips(figure, path.edges, tips, palette, evidence)
    _draw_names(figure, path, nodes, placed, palette)
    for kind, ids in _by_kind(path, nodes).items():
        figure.add_scatter(
            x=[placed.nodes[i][0] - CARD / 2 + 0.05 for i in ids],
            y=[placed.nodes[i][1] - CARD_HALF + 0.13 for i in ids],
            mode="markers",
            name=KIND_LABELS.get(kind, "Other award"),
            marker={
                "symbol": KIND_SYMBOLS[kind],
                "color": palette.kinds[kind],
                "size": 11,
                "line": {"width": 2, "color": palette.kinds[kind]},
            },
            customdata=ids,
            hoverinfo="text",
            hovertext=[_hover(i, nodes) for i in ids],
        )
    for relation in dict.fromkeys(e.relation for e in path.edges):
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="lines",
            name=RELATION_LABELS[relation],
            line={"color": palette.quiet, "dash": DASHES[relation], "width": 2},
        )
    return Chart(figure, _alt(path, nodes))


def least_width(path: Pathway) -> int:
    """The width below which a pathway's cards would run into each other, in pixels."""
    return LAYER_PX * (max(path.layers.values()) - min(path.layers.values()) + 1)


def _draw_edges(
    figure: go.Figure,
    path: Pathway,
    placed: Arrangement,
    palette: Palette,
) -> list[Point]:
    """Curves in one trace for each style; returns where each edge meets its card."""
    starts, ends = _ports(path.edges, placed, outgoing=True), _ports(path.edges, placed)
    styles: dict[tuple[str, bool], tuple[list[float | None], list[float | None]]] = {}
    tips = []
    for edge in path.edges:
        link = (edge.from_id, edge.to_id)
        xs, ys = styles.setdefault((edge.relation, edge.strength == "required"), ([], []))
        route = list(placed.routes[link])
        route[0] = (route[0][0] + CARD / 2, starts[edge])
        tip = (route[-1][0] - CARD / 2, ends[edge])
        # Passed layers are crossed level, in the room kept between their cards.
        level = [(x + side * CARD / 2, y) for x, y in route[1:-1] for side in (-1, 1)]
        points = [route[0], *level, (tip[0] - 0.022, tip[1])]
        for i in range(0, len(points) - 1, 2):
            curve = _curve(points[i], points[i + 1])
            xs += [x for x, _ in curve]
            ys += [y for _, y in curve]
        xs.append(None)
        ys.append(None)
        tips.append(tip)
    for (relation, is_entry_rule), (xs, ys) in styles.items():
        figure.add_scatter(
            x=xs,
            y=ys,
            mode="lines",
            line={
                "color": palette.quiet,
                "dash": DASHES[relation],
                "width": 2.6 if is_entry_rule else 1.2,
            },
            hoverinfo="skip",
            showlegend=False,
        )
    return tips


def _draw_tips(
    figure: go.Figure,
    edges: Sequence[Edge],
    tips: Sequence[Point],
    palette: Palette,
    evidence: Mapping[tuple[str, str, str], str],
) -> None:
    """Arrowheads, drawn over the cards' edges, with the evidence of the step in the hover."""
    figure.add_scatter(
        x=[x - 0.022 for x, _ in tips],
        y=[y for _, y in tips],
        mode="markers",
        marker={"symbol": "triangle-right", "size": 9, "color": palette.quiet},
        hovertext=[evidence[(e.from_id, e.to_id, e.relation)] for e in edges],
        hoverinfo="text",
        showlegend=False,
    )


def _draw_cards(figure: go.Figure, path: Pathway, placed: Arrangement, palette: Palette) -> None:
    for is_focus in (False, True):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for node, (x, y) in placed.nodes.items():
            if (path.layers[node] == 0) == is_focus:
                left, right = x - CARD / 2, x + CARD / 2
                up, down = y - CARD_HALF, y + CARD_HALF
                xs += [left, right, right, left, left, None]
                ys += [up, up, down, down, up, None]
        figure.add_scatter(
            x=xs,
            y=ys,
            mode="lines",
            fill="toself",
            fillcolor=palette.scale[0] if is_focus else palette.paper,
            line={
                "color": palette.accent if is_focus else palette.grid,
                "width": 2 if is_focus else 1.5,
            },
            hoverinfo="skip",
            showlegend=False,
        )


def _draw_names(
    figure: go.Figure,
    path: Pathway,
    nodes: pd.DataFrame,
    placed: Arrangement,
    palette: Palette,
) -> None:
    ids = list(placed.nodes)
    columns = max(path.layers.values()) - min(path.layers.values()) + 1
    card_px = CARD * max(LAYER_PX, PAGE_PX / max(columns, 3))
    name_width, note_width = int((card_px - 24) / 6.2), int((card_px - 8) / 5.5)
    figure.add_scatter(
        x=[placed.nodes[i][0] - CARD / 2 + 0.115 for i in ids],
        y=[placed.nodes[i][1] - CARD_HALF + 0.05 for i in ids],
        mode="text",
        text=[
            f"<b>{name}</b>" if path.layers[i] == 0 else name
            for i in ids
            for name in [two_lines(str(nodes.at[i, "node_name"]), name_width, 3)]
        ],
        textposition="bottom right",
        textfont={"size": 12, "color": palette.ink},
        customdata=ids,
        hoverinfo="text",
        hovertext=[_hover(i, nodes) for i in ids],
        showlegend=False,
    )
    figure.add_scatter(
        x=[placed.nodes[i][0] - CARD / 2 + 0.02 for i in ids],
        y=[placed.nodes[i][1] + CARD_HALF - 0.04 for i in ids],
        mode="text",
        text=[two_lines(_unbroken(str(nodes.at[i, "note"])), note_width) for i in ids],
        textposition="top right",
        textfont={"size": 11, "color": palette.quiet},
        customdata=ids,
        hoverinfo="text",
        hovertext=[_hover(i, nodes) for i in ids],
        showlegend=False,
    )


def _unbroken(note: str) -> str:
    """A note that is broken between its facts and not within one; names may be."""
    return " · ".join(
        part.replace(" ", "\u00a0") if len(part) < SHORT else part for part in note.split(" · ")
    )


def _ports(
    edges: Sequence[Edge], placed: Arrangement, *, outgoing: bool = False
) -> dict[Edge, float]:
    """The height at which each edge leaves or enters its card, spread so that none coincide."""
    by_node: dict[str, list[Edge]] = {}
    for edge in edges:
        by_node.setdefault(edge.from_id if outgoing else edge.to_id, []).append(edge)
    heights = {}
    for node, own in by_node.items():
        own.sort(key=lambda e: placed.routes[(e.from_id, e.to_id)][1 if outgoing else -2][1])
        gap = min(0.16, 0.6 / len(own))
        for i, edge in enumerate(own):
            heights[edge] = placed.nodes[node][1] + (i - (len(own) - 1) / 2) * gap
    return heights


def _curve(start: Point, end: Point) -> list[Point]:
    """A curve that leaves and arrives level (smoothstep)."""
    (x0, y0), (x1, y1) = start, end
    parts = [i / BEND for i in range(BEND + 1)]
    return [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3 - 2 * t)) for t in parts]


def _hover(node: str, nodes: pd.DataFrame) -> str:
    lines = [
        f"<b>{plain(str(nodes.at[node, 'node_name']))}</b>",
        plain(str(nodes.at[node, "note"])),
    ]
    if nodes.at[node, "is_catalogued"]:
        lines.append("<i>click: see the steps from here</i>")
    else:
        lines.append("not in the catalog itself")
    return "<br>".join(line for line in lines if line)


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
