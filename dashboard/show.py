"""How a page is laid out: question, answer, picture, table, how it is counted, sources."""

import re
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from analysis.statistics import MIN_EMPLOYERS, NOT_COLLECTED, TOO_FEW
from dashboard import composition as words
from dashboard.charts.style import DARK, LIGHT, Chart, Palette
from dashboard.metrics import MEASURES, count, plural
from dashboard.queries import catalog
from dashboard.queries.build import build_details
from dashboard.ranking import state_of
from dashboard.scrolling import at_least

CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}
MOST_COMPARED = 6
MADE_A_LINK = re.compile(r"https?|www|@", re.IGNORECASE)
JOINER = "\N{WORD JOINER}"
"""A sign without width: what follows a letter or such a sign is no link to Markdown."""
HEATMAP_PX = 920
"""Narrowest heat map whose cells can still be read."""


def palette() -> Palette:
    """The palette of the theme that the reader's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def question(text: str, answer: str) -> None:
    """The page's title as a question, and one sentence that answers it."""
    st.title(text, anchor=False)
    st.markdown(f"##### {escaped(answer)}")


def escaped(text: str) -> str:
    """Text from a source or a figure, safe to stand in Markdown as it is.

    An address in it stays text: Markdown would make a link of it even where it is escaped, and a
    stranger's badge could lead anywhere.
    """
    for sign in "\\`*_{}[]<>#$|~:":
        text = text.replace(sign, f"\\{sign}")
    return MADE_A_LINK.sub(f"{JOINER}\\g<0>", text)


def caption(text: str) -> None:
    """A quiet line below or above a picture."""
    st.caption(escaped(text))


def picture(chart: Chart, key: str, caption: str | None = None) -> None:
    """A chart with its text alternative."""
    st.plotly_chart(chart.figure, key=key, alt=chart.alt, config=CHART_CONFIG)
    if caption:
        st.caption(escaped(caption))


def picture_of_credentials(chart: Chart, key: str, caption: str | None) -> None:
    """A chart whose dots carry a credential's id; a click opens the credential's own page."""
    event = st.plotly_chart(
        chart.figure,
        key=key,
        alt=chart.alt,
        config=CHART_CONFIG,
        on_select="rerun",
        selection_mode="points",
    )
    if caption:
        st.caption(escaped(caption))
    clicked = [p["customdata"] for p in event["selection"]["points"] if p.get("customdata")]
    if clicked:
        open_credential(str(clicked[0]))


def picture_of_industries(chart: Chart, key: str, caption: str) -> None:
    """A chart whose cells carry an industry's code; a click chooses that industry.

    It keeps its width on a narrow screen and scrolls there: its cells would be too small.
    """
    # A new key for each industry, so that the same cell can be clicked again later.
    key = f"{key}_{st.session_state.get('industry')}"

    def choose() -> None:
        points = st.session_state[key]["selection"]["points"]
        if points:
            st.session_state["industry"] = str(points[0]["customdata"])

    with at_least(HEATMAP_PX, f"wide_{key}"):
        st.plotly_chart(
            chart.figure,
            key=key,
            alt=chart.alt,
            config=CHART_CONFIG,
            on_select=choose,
            selection_mode="points",
        )
    st.caption(escaped(caption))


def wide_picture(chart: Chart, key: str, caption: str) -> None:
    """A chart that keeps its width on a narrow screen and scrolls there."""
    with at_least(HEATMAP_PX, f"wide_{key}"):
        st.plotly_chart(chart.figure, key=key, alt=chart.alt, config=CHART_CONFIG)
    st.caption(escaped(caption))


def views(names: Sequence[str], key: str = "view") -> str:
    """Which of a page's pictures or parts to show; the choice is in the URL."""
    return st.segmented_control(
        "View",
        list(names),
        default=names[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )


def offer_to_compare(credential_ids: Sequence[str]) -> None:
    """A button that opens the ticked credentials on the Compare page."""
    pressed = st.button(
        f"Compare {len(credential_ids)} ticked" if credential_ids else "Tick rows to compare them",
        icon=":material/compare_arrows:",
        disabled=not 2 <= len(credential_ids) <= MOST_COMPARED,
        help=f"Two to {MOST_COMPARED} credentials side by side.",
        key="compare_ticked",
    )
    if pressed:
        compare(credential_ids)


def compare(credential_ids: Sequence[str]) -> None:
    """Leave for the Compare page with these credentials; the shared choices stay.

    Only the credentials are put into the address here: the shared choices are bound to their
    widgets, which write them there themselves.
    """
    names = catalog.names()
    chosen = [names[credential_id] for credential_id in credential_ids[:MOST_COMPARED]]
    st.switch_page("pages/compare.py", query_params={"compare": chosen})


def button_to(label: str, page: str, icon: str) -> None:
    """A button that opens another page; the shared choices stay."""
    if st.button(label, icon=icon, key=f"to_{page}"):
        st.switch_page(f"pages/{page}.py")


def open_credential(credential_id: str) -> None:
    """Leave for a credential's own page; the shared choices stay."""
    name = catalog.names()[credential_id]
    st.switch_page("pages/credential.py", query_params={"credential": name})


def no_figure(base: pd.Series, relaxed: Sequence[tuple[str, int]] = ()) -> None:
    """What stands where a figure cannot: too few postings, or none collected.

    Args:
        base: from ``queries.recognition.denominators``.
        relaxed: choices that could be given up, each with the postings there would be then.
    """
    state, postings, employers = state_of(base), int(base["postings"]), int(base["employers"])
    ways = [f"{count(n)} without the {name}" for name, n in relaxed if n > postings]
    way_out = f" There are {', '.join(ways)}." if ways else ""
    if state == TOO_FEW:
        st.info(
            escaped(
                f"Too few postings to say: {plural(postings, 'posting')} of "
                f"{plural(employers, 'known employer')}. We ask for {count(base['least'])} "
                f"postings of {MIN_EMPLOYERS} employers.{way_out}"
            ),
            icon=":material/data_thresholding:",
        )
    elif state == NOT_COLLECTED:
        st.info(
            escaped(
                "Not collected: no posting in these data matches the choices in the sidebar. That "
                "is no sign that employers there do not ask; it is a gap in what was collected."
                f"{way_out}"
            ),
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


def composition(sources: pd.DataFrame, base: pd.Series) -> None:
    """One line on which sources make the figure, and a warning when one makes most of it."""
    if sources.empty:
        return
    st.caption(escaped(words.line(sources)))
    for warning in words.warnings(sources, base):
        st.warning(escaped(warning), icon=":material/balance:")


def sources_line(rows: pd.DataFrame) -> None:
    """The page's last line: sources, build and date."""
    build = build_details()
    months = pd.concat([rows["first_month"], rows["last_month"]]).dropna()
    total, dated = int(rows["postings"].sum()), int(rows["with_month"].sum())
    known = "" if dated == total else f" (month known for {count(dated)})"
    when = f", {months.min():%B %Y} to {months.max():%B %Y}{known}" if len(months) else ""
    st.divider()
    st.caption(
        f"{plural(len(rows), 'source')}, {count(total)} postings{when} · "
        f"build {build['build_id']} of {build['built_at']:%d %B %Y} · "
        "[sources and methods](sources)"
    )


def nothing(text: str) -> None:
    """A designed empty state: what is missing and why."""
    st.info(escaped(text), icon=":material/search_off:")


def headline(figures: Iterable[tuple[str, str, str]]) -> None:
    """At most four figures in a row: title, value, explanation."""
    figures = list(figures)
    # A grid, so that a narrow screen shows two beside each other rather than a tall stack.
    with st.grid(columns=len(figures), min_column_width=160):
        for title, value, text in figures:
            st.metric(title, value, help=text, border=True)
