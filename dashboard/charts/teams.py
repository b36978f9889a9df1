"""People against the needs of a role: who holds, what expires soon, what is missing."""

from collections.abc import Mapping

import pandas as pd

from analysis.teams import EXPIRES, HOLDS, MISSING, SOON_DAYS
from dashboard.charts.style import Chart, Palette, house_figure, plain, shortened, two_lines
from dashboard.metrics import percent, plural

ROW_PX, COLUMN_PX = 30, 46
LABEL_PX = 250
LABELS = {
    HOLDS: "covered",
    EXPIRES: f"covered, but it ends within {SOON_DAYS} days",
    MISSING: "not covered",
}
SYMBOLS = {HOLDS: "circle", EXPIRES: "diamond-open", MISSING: "line-ew-open"}
SIZES = {HOLDS: 15, EXPIRES: 15, MISSING: 9}


def width_px(people: int) -> int:
    """The narrowest width at which the names of so many people can be read."""
    return LABEL_PX + COLUMN_PX * people + 60


def team_matrix(
    cells: pd.DataFrame, holders: Mapping[str, int], names: Mapping[str, str], palette: Palette
) -> Chart:
    """People across, needs down, a mark in each cell; at the right edge how many cover it.

    Args:
        cells: ``team.matrix``.
        holders: need_id -> people of the whole team who cover it.
        names: credential_id -> name.
    """
    people = list(dict.fromkeys(cells["person"]))
    needs = cells.drop_duplicates("need_id")
    x_of = {person: i for i, person in enumerate(people)}
    y_of = {need: i for i, need in enumerate(needs["need_id"])}
    figure = house_figure(
        palette,
        height=190 + ROW_PX * len(y_of),
        margin={"t": 40, "r": 76},
        legend={"y": 0, "yanchor": "top"},
        annotations=_counts(y_of, holders, palette),
        xaxis={
            "side": "top",
            "showgrid": True,
            "range": [-0.6, len(people) - 0.4],
            "tickvals": list(range(len(people))),
            "ticktext": [shortened(person, 16) for person in people],
            "tickangle": -45,
            "ticklabeloverflow": "allow",
            "tickfont": {"size": 12, "color": palette.ink},
        },
        yaxis={
            "tickvals": list(range(len(y_of))),
            "ticktext": [
                f"{two_lines(r.need, 30, 1)} · {percent(r.share)}" for r in needs.itertuples()
            ],
            "range": [len(y_of) - 0.5, -0.5],
            "showgrid": True,
            "tickfont": {"size": 12, "color": palette.ink},
        },
    )
    colours = {HOLDS: palette.accent, EXPIRES: palette.ink, MISSING: palette.quiet}
    for state, label in LABELS.items():
        own = cells[cells["state"] == state]
        figure.add_scatter(
            x=[x_of[p] for p in own["person"]],
            y=[y_of[n] for n in own["need_id"]],
            mode="markers",
            name=label,
            marker={
                "symbol": SYMBOLS[state],
                "size": SIZES[state],
                "color": colours[state],
                "line": {"width": 2.5 if state == EXPIRES else 1.5, "color": colours[state]},
            },
            hovertext=[_hover(row, label, names) for row in own.to_dict("records")],
            hoverinfo="text",
            showlegend=len(own) > 0,
        )
    return Chart(figure, _alt(cells, people, holders))


def _counts(
    y_of: Mapping[str, int], holders: Mapping[str, int], palette: Palette
) -> list[dict[str, object]]:
    """How many cover each need, in words where it is none or one."""
    return [
        {
            "x": 1,
            "xref": "paper",
            "y": y,
            "text": {0: "nobody", 1: "one only"}.get(holders[need], f"{holders[need]}"),
            "xanchor": "left",
            "xshift": 8,
            "showarrow": False,
            "font": {"size": 12, "color": palette.ink if holders[need] < 2 else palette.quiet},
        }
        for need, y in y_of.items()
    ]


def _hover(row: Mapping[str, object], label: str, names: Mapping[str, str]) -> str:
    head = f"<b>{plain(str(row['person']))}</b><br>{plain(str(row['need']))}: {label}"
    by = row["by"]
    if not isinstance(by, tuple) or not by:
        return head
    held = "<br>".join(plain(names.get(i, i)) for i in by[:3])
    until = row["until"]
    ends = "no end known" if until is None or pd.isna(until) else f"until {until:%d %B %Y}"
    return f"{head}<br>{held}<br>{ends}"


def _alt(cells: pd.DataFrame, people: list[str], holders: Mapping[str, int]) -> str:
    shown = list(dict.fromkeys(cells["need_id"]))
    bare = [n for n in shown if holders[n] == 0]
    single = [n for n in shown if holders[n] == 1]
    return (
        f"Matrix of {plural(len(people), 'person').replace('persons', 'people')} and "
        f"{plural(len(shown), 'need')} of the role. Covered by one person only: {len(single)}; by "
        f"nobody: {len(bare)}."
    )
