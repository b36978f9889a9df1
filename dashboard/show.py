"""How a page is laid out: question, answer, picture, table, how it is counted, sources."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from analysis.statistics import (
    MIN_EMPLOYERS,
    MIN_POSTINGS,
    NOT_COLLECTED,
    TOO_FEW,
)
from dashboard.charts.style import DARK, LIGHT, Chart, Palette
from dashboard.metrics import MEASURES, count, percent, plural
from dashboard.warehouse import build_details

CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def palette() -> Palette:
    """The palette of the theme that the reader's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def question(text: str, answer: str) -> None:
    """The page's title as a question, and one sentence that answers it."""
    st.title(text, anchor=False)
    st.markdown(f"##### {escaped(answer)}")


def escaped(text: str) -> str:
    """Text from a source or a figure, safe to stand in Markdown as it is."""
    for sign in "\\`*_{}[]<>#$|~:":
        text = text.replace(sign, f"\\{sign}")
    return text


def picture(chart: Chart, key: str, caption: str | None = None) -> None:
    """A chart with its text alternative."""
    st.plotly_chart(chart.figure, key=key, alt=chart.alt, config=CHART_CONFIG)
    if caption:
        st.caption(escaped(caption))


def no_figure(state: str, postings: int, employers: int) -> None:
    """What stands where a figure cannot: too few postings, or none collected."""
    if state == TOO_FEW:
        st.info(
            f"Too few postings to say: {plural(postings, 'posting')} of "
            f"{plural(employers, 'employer')}. We ask for {MIN_POSTINGS} postings of "
            f"{MIN_EMPLOYERS} employers. Choose fewer conditions in the sidebar.",
            icon=":material/data_thresholding:",
        )
    elif state == NOT_COLLECTED:
        st.info(
            "Not collected: no posting in these data matches the choices in the sidebar. That is "
            "no sign that employers there do not ask; it is a gap in what was collected.",
            icon=":material/inbox:",
        )


def how_counted(*measures: str, notes: Iterable[str] = ()) -> None:
    """The folded explanation of the page's measures."""
    with st.expander("How this is counted", icon=":material/calculate:"):
        for name in measures:
            measure = MEASURES[name]
            st.markdown(f"**{measure.title}.** {measure.help}  \n`{measure.formula}`")
        for note in notes:
            st.markdown(escaped(note))


def composition(rows: pd.DataFrame) -> None:
    """One line on which sources make the figure, and a warning when one makes most of it."""
    total = int(rows["postings"].sum())
    if not total:
        return
    first = rows.iloc[0]
    parts = [f"{r.title} {percent(r.postings / total)}" for r in rows.head(4).itertuples()]
    more = len(rows) - len(parts)
    line = (
        "Made of " + ", ".join(parts) + (f" and {plural(more, 'more source')}" if more > 0 else "")
    )
    st.caption(escaped(line + "."))
    if len(rows) > 1 and first["postings"] / total > 0.5:
        st.caption(
            f":material/warning: {escaped(str(first['title']))} makes "
            f"{percent(first['postings'] / total)} of these postings: the figure speaks mostly "
            "of that source. Choose a place or an industry to separate them."
        )


def sources_line(rows: pd.DataFrame) -> None:
    """The page's last line: sources, build and date."""
    build = build_details()
    months = pd.concat([rows["first_month"], rows["last_month"]]).dropna()
    when = f", {months.min():%B %Y} to {months.max():%B %Y}" if len(months) else ""
    st.divider()
    st.caption(
        f"{plural(len(rows), 'source')}, {count(rows['postings'].sum())} postings{when} · "
        f"build {build['build_id']} of {build['built_at']:%d %B %Y} · "
        "[sources and methods](sources)"
    )


def nothing(text: str) -> None:
    """A designed empty state: what is missing and why."""
    st.info(escaped(text), icon=":material/search_off:")


def headline(figures: Iterable[tuple[str, str, str]]) -> None:
    """At most four figures in a row: title, value, explanation."""
    figures = list(figures)
    for column, (title, value, text) in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(title, value, help=text, border=True)
