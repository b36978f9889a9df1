"""What is said above what is done: one dot a row with its interval, all on one scale."""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.style import STRENGTH_SYMBOLS, Chart, Palette, house_figure, plain, two_lines
from dashboard.metrics import interval, percent, range_of_100
from dashboard.say_do import DO
from dashboard.survey_answers import HIRES, NOT_STATED, SAY, STATED

ROW_PX = 36
TOP_PX = 44
GAP = "\u00a0" * 4
"""Between a dot and its percentage; Plotly drops ordinary spaces."""
COUNTS_PX = 116
"""Right margin that holds how many were asked or counted."""
LABEL_WIDTH = 58
"""Letters of a label's line; two lines at most."""
MARKS = {
    STATED: ("A survey's answer, with its interval", "quiet", "circle"),
    NOT_STATED: ("A survey's answer, n not stated or unclear", "quiet", "circle-open"),
    "any": ("Counted in postings, with its interval", "accent", "square"),
    "required": ("", "required", STRENGTH_SYMBOLS["required"]),
    "preferred": ("", "preferred", STRENGTH_SYMBOLS["preferred"]),
    "mentioned": ("", "mentioned", STRENGTH_SYMBOLS["mentioned"]),
    "employers": ("", "accent", "diamond-tall"),
}
"""What each kind of dot is called in the legend (where its row does not), its colour and shape."""


def say_do(rows: pd.DataFrame, palette: Palette) -> Chart:
    """Survey answers and shares of postings on one scale from 0 to 100.

    Args:
        rows: in display order, those of a group together; section (say, do or hires), group,
            label, mark (a key of ``MARKS``), share, low, high (shares of 1; missing without an
            interval), n_words.
    """
    rows = rows.reset_index(drop=True)
    lines, heads = _lines(rows)
    total = len(rows) + len(heads)
    figure = house_figure(
        palette,
        height=TOP_PX + 56 + ROW_PX * total,
        margin={"r": COUNTS_PX, "t": TOP_PX},
        yaxis={
            "tickvals": lines,
            "ticktext": [two_lines(label, LABEL_WIDTH) for label in rows["label"]],
            "range": [total - 0.5, -0.5],
            "showgrid": False,
            "tickfont": {"size": 12, "color": palette.ink},
        },
        xaxis={
            # Room for the percentage that stands after the longest interval.
            "range": [-1, 118],
            "tickvals": [0, 20, 40, 60, 80, 100],
            "ticksuffix": " %",
            "showgrid": True,
            "title": "of 100 people asked (say) or of 100 postings or employers (do)",
        },
        xaxis2={"overlaying": "x", "range": [0, 1], "visible": False},
    )
    for mark in [m for m in MARKS if m in set(rows["mark"])]:
        _dots(figure, rows, lines, mark, palette)
    _texts(figure, rows, lines, palette)
    _headings(figure, heads, palette)
    return Chart(figure, _alt(rows))


def _lines(rows: pd.DataFrame) -> tuple[list[int], list[tuple[int, str, str]]]:
    """The line of each row, and (line, group, section) of each heading above its group."""
    lines: list[int] = []
    heads: list[tuple[int, str, str]] = []
    line, before = 0, None
    for group, section in zip(rows["group"], rows["section"], strict=True):
        if group != before:
            heads.append((line, str(group), str(section)))
            line, before = line + 1, group
        lines.append(line)
        line += 1
    return lines, heads


def _dots(
    figure: go.Figure, rows: pd.DataFrame, lines: list[int], mark: str, palette: Palette
) -> None:
    name, colour_name, symbol = MARKS[mark]
    colour = getattr(palette, colour_name)
    own = rows[rows["mark"] == mark]
    share, low, high = (own[c] * 100 for c in ("share", "low", "high"))
    figure.add_scatter(
        x=share,
        y=[lines[i] for i in own.index],
        mode="markers",
        name=name,
        showlegend=bool(name),
        cliponaxis=False,
        marker={
            "color": colour,
            "symbol": symbol,
            "size": 10,
            "line": {"width": 2, "color": colour},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (high - share).fillna(0),
            "arrayminus": (share - low).fillna(0),
            "color": colour,
            "thickness": 2,
            "width": 0,
        },
        hovertext=[_hover(row) for row in own.to_dict("records")],
        hoverinfo="text",
    )


def _texts(figure: go.Figure, rows: pd.DataFrame, lines: list[int], palette: Palette) -> None:
    """The percentage after each dot or interval, and how many were counted in the margin."""
    figure.add_scatter(
        x=rows["high"].fillna(rows["share"]) * 100,
        y=lines,
        mode="text",
        text=[
            GAP + percent(share) + ("" if pd.isna(low) else f" ({range_of_100(low, high)})")
            for share, low, high in rows[["share", "low", "high"]].itertuples(index=False)
        ],
        textposition="middle right",
        textfont={"size": 12, "color": palette.ink},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=[1] * len(rows),
        y=lines,
        xaxis="x2",
        mode="text",
        text=[f" {plain(words).replace(', ', ',<br> ')}" for words in rows["n_words"]],
        textposition="middle right",
        textfont={"size": 11, "color": palette.quiet},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _headings(figure: go.Figure, heads: list[tuple[int, str, str]], palette: Palette) -> None:
    """A word above each group, and a line where saying ends and doing begins."""
    figure.add_scatter(
        x=[0] * len(heads),
        y=[line for line, _, _ in heads],
        mode="text",
        text=[f"<b>{plain(group)}</b>" for _, group, _ in heads],
        textposition="middle right",
        textfont={"size": 12.5, "color": palette.ink},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    for (_, _, above), (line, _, below) in pairwise(heads):
        if above != below:
            figure.add_shape(
                type="line",
                xref="paper",
                x0=0,
                x1=1,
                y0=line - 0.5,
                y1=line - 0.5,
                line={"color": palette.quiet, "width": 1.5},
            )


def _hover(row: dict[object, object] | dict[str, object]) -> str:
    values = {str(k): v for k, v in row.items()}
    share, low, high = (float(str(values[c])) for c in ("share", "low", "high"))
    ends = "no interval" if pd.isna(low) else interval(low, high)
    said = values.get("statement")
    quoted = f"<br>“{plain(str(said))}”" if isinstance(said, str) else ""
    return (
        f"<b>{plain(str(values['label']))}</b><br>{percent(share)} ({ends})"
        f"<br>{plain(str(values['n_words']))}{quoted}"
    )


def _alt(rows: pd.DataFrame) -> str:
    sentences = []
    for section, words in (
        (SAY, "Said in surveys"),
        (DO, "Done in postings"),
        (HIRES, "Published on hires"),
    ):
        own = rows[rows["section"] == section]
        groups = [
            f"{group.partition(': ')[2]}: "
            + ", ".join(f"{r['label']} {percent(r['share'])}" for _, r in part.iterrows())
            for group, part in own.groupby("group", sort=False)
        ]
        if groups:
            sentences.append(f"{words}. " + "; ".join(groups) + ".")
    return "One scale from 0 to 100 percent. " + " ".join(sentences)
