"""One ink, one accent, one quiet grey, and three meanings that never change."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

ROW_PX = 30
"""Height of one labelled row of a ranking."""


@dataclass(frozen=True)
class Palette:
    """Colours of one theme; meaning is always repeated by shape, position or a word."""

    ink: str
    quiet: str
    grid: str
    paper: str
    accent: str
    required: str
    preferred: str
    mentioned: str
    scale: tuple[str, ...]
    kinds: dict[str, str]


LIGHT = Palette(
    ink="#1D2B33",
    quiet="#66727A",
    grid="#E4E1D8",
    paper="#FCFBF8",
    accent="#0F6B66",
    required="#1F4E8C",
    preferred="#B86A00",
    mentioned="#766A92",
    scale=("#EAF2EF", "#B9DAD3", "#74B5AB", "#2F8A81", "#0B4F4B"),
    kinds={
        "microcredential": "#0F6B66",
        "certification": "#1F4E8C",
        "certificate": "#B86A00",
        "licence": "#766A92",
        "degree": "#A23B4A",
        "award": "#66727A",
    },
)
DARK = Palette(
    ink="#E7ECEC",
    quiet="#9AA8AF",
    grid="#2B3840",
    paper="#11181C",
    accent="#5CC7BB",
    required="#86B6F2",
    preferred="#EDB45C",
    mentioned="#BBB0D6",
    scale=("#16292B", "#1F4A49", "#2B7570", "#47A69C", "#9FE6DB"),
    kinds={
        "microcredential": "#5CC7BB",
        "certification": "#86B6F2",
        "certificate": "#EDB45C",
        "licence": "#BBB0D6",
        "degree": "#E58C98",
        "award": "#9AA8AF",
    },
)

STRENGTH_SYMBOLS = {"required": "circle", "preferred": "diamond", "mentioned": "circle-open"}
KIND_SYMBOLS = {
    "microcredential": "circle",
    "certification": "diamond",
    "certificate": "square",
    "licence": "triangle-up",
    "degree": "star",
    "award": "circle-open",
}


@dataclass(frozen=True)
class Chart:
    """A figure and the sentence that says what it shows to somebody who cannot see it."""

    figure: go.Figure
    alt: str


def house_figure(
    palette: Palette,
    *,
    height: int,
    xaxis: Mapping[str, Any] | None = None,
    yaxis: Mapping[str, Any] | None = None,
    margin: Mapping[str, int] | None = None,
    legend: Mapping[str, Any] | None = None,
    **settings: Any,
) -> go.Figure:
    """An empty figure in the house style: quiet grid, no decoration, room for labels.

    The whole layout is given at once: Plotly takes ten times as long to merge it piece by piece.
    """
    quiet = {"color": palette.quiet}
    axis = {"gridcolor": palette.grid, "zeroline": False, "automargin": True}
    return go.Figure(
        layout={
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 28, "b": 8, **(margin or {})},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": palette.ink, "size": 14},
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": palette.paper,
                "font": {"color": palette.ink, "size": 13},
                "bordercolor": palette.quiet,
            },
            "legend": {
                "orientation": "h",
                "yanchor": "bottom",
                "y": 1.0,
                "x": 0,
                "font": {"size": 13},
                "title": {"text": ""},
                **(legend or {}),
            },
            "dragmode": False,
            "xaxis": {**axis, "tickfont": quiet, **_titled(xaxis, quiet)},
            "yaxis": {**axis, "tickfont": {"color": palette.ink}, **_titled(yaxis, quiet)},
            **settings,
        }
    )


def _titled(axis: Mapping[str, Any] | None, font: Mapping[str, str]) -> dict[str, Any]:
    """An axis whose title, if it has one, is quiet."""
    given = dict(axis or {})
    if "title" in given:
        given["title"] = {"text": given["title"], "font": {"size": 13, **font}}
    return given


def plain(text: str) -> str:
    """Text from a source as it is: Plotly reads tags in labels, which strangers must not set."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, length: int = 38) -> str:
    """A label that fits beside a chart; the full name stays in the hover text and the table.

    Returns:
        ``plain`` text, which must not be made plain again.
    """
    return plain(text if len(text) <= length else text[: length - 1].rstrip() + "…")


def two_lines(text: str, width: int = 30, lines: int = 2) -> str:
    """A label of at most so many lines; the rest stays in the hover text and the table.

    Returns:
        ``plain`` text with breaks, which must not be made plain again.
    """
    # Wrapped first: an escaped sign counts once and is never cut in two.
    wrapped = textwrap.wrap(text, width, max_lines=lines, placeholder="…")
    return "<br>".join(plain(line) for line in wrapped)
