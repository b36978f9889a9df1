"""Widgets of single pages: what is chosen is in the URL and survives a change of page.

The URL carries names ("?compare=CompTIA+Security%2B"). Ids are read too, so that a link made
elsewhere need not know how a credential is named today.
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import show
from dashboard.charts.style import Chart
from dashboard.filters import ALL, Filters
from dashboard.queries.choices import industries

MOST_YEARS = 10
MOST_HOURS = 40
SUGGESTED = 4


def one_of(
    key: str,
    label: str,
    names: Mapping[str, str],
    default: str,
    on_change: Callable[[], None] | None = None,
) -> str:
    """A select box over ids shown by name."""
    ids = list(names)
    _take_ids_from_url(key, names, many=False)
    if key in st.session_state and st.session_state[key] not in names:
        # Chosen on a page that offers others.
        del st.session_state[key]
    return st.selectbox(
        label,
        ids,
        # What the address set is not overruled, and Streamlit does not warn of two values.
        index=ids.index(default) if default in names and key not in st.session_state else 0,
        key=key,
        bind="query-params",
        persist_state="session",
        format_func=lambda credential_id: names.get(credential_id, str(credential_id)),
        on_change=on_change,
        width=560,
    )


def say_unknown(key: str, names: Mapping[str, str]) -> None:
    """Say so where the address names what is not known here; the widget drops it in silence."""
    known = {*names, *names.values()}
    given = [value for value in st.query_params.get_all(key) if value not in known]
    if given:
        st.warning(
            show.escaped(f"The address names what is not known here: “{given[0][:80]}”."),
            icon=":material/link_off:",
        )


def several_of(
    key: str, label: str, names: Mapping[str, str], default: Sequence[str], *, at_most: int
) -> tuple[str, ...]:
    """A multiselect over ids shown by name."""
    _take_ids_from_url(key, names, many=True)
    return tuple(
        st.multiselect(
            label,
            list(names),
            # What the address set is not overruled, and Streamlit does not warn of two values.
            default=None if key in st.session_state else [d for d in default if d in names],
            key=key,
            bind="query-params",
            persist_state="session",
            format_func=lambda credential_id: names.get(credential_id, str(credential_id)),
            max_selections=at_most,
            placeholder="Type a name or an abbreviation",
            select_all=False,  # else Enter takes everything that matches what was typed
            wrap=True,
        )
    )


def years_to_keep(width: int = 360) -> int:
    """How many years a credential is held: one choice for Cost and Compare."""
    return int(
        st.slider(
            "Years to keep it (0: only to earn it)",
            0,
            MOST_YEARS,
            5,
            key="years",
            bind="query-params",
            persist_state="session",
            width=width,
        )
    )


def number(
    key: str,
    label: str,
    most: int,
    step: int,
    value: int = 0,
    *,
    least: int = 0,
    help: str | None = None,
) -> int:
    """A whole number, its least at first unless another is given."""
    return int(
        st.number_input(
            label,
            min_value=least,
            max_value=most,
            value=value if key not in st.session_state else "min",
            step=step,
            key=key,
            bind="query-params",
            persist_state="session",
            help=help,
        )
    )


def hours_a_week(default: int = 6) -> float:
    """How many hours a week are studied: one choice for every page that counts months."""
    return float(
        st.slider(
            "Hours of study a week",
            1,
            MOST_HOURS,
            default,
            key="pace",
            bind="query-params",
            persist_state="session",
        )
    )


def one_word(key: str, label: str, words: Sequence[str]) -> str:
    """One of a few words; the first unless another is chosen."""
    return st.segmented_control(
        label,
        list(words),
        default=words[0],
        required=True,
        key=key,
        bind="query-params",
    )


def industry(filters: Filters, label: str, key: str, help: str) -> None:
    """The sidebar's industry, offered where it is needed."""
    known = industries()
    codes = [ALL, *known]
    # A new key for each industry, so that it follows the sidebar.
    key = f"{key}_{filters.industry}"

    def choose() -> None:
        st.session_state["industry"] = st.session_state[key]

    st.selectbox(
        label,
        codes,
        index=codes.index(filters.industry) if filters.industry in codes else 0,
        key=key,
        format_func=lambda code: known.get(code, "All industries"),
        on_change=choose,
        width=320,
        help=help,
    )


def clickable(chart: Chart, key: str, names: Mapping[str, str], current: str) -> None:
    """A chart whose marks carry an id; a click chooses it in the widget of that key."""
    # A new key for each choice, so that the next picture starts without a selection.
    chart_key = f"{key}_{current}_chart"

    def choose() -> None:
        points = st.session_state[chart_key]["selection"]["points"]
        clicked = next((p["customdata"] for p in points if p.get("customdata") in names), None)
        if clicked is not None:
            st.session_state[key] = clicked

    st.plotly_chart(
        chart.figure,
        key=chart_key,
        alt=chart.alt,
        config=show.CHART_CONFIG,
        on_select=choose,
        selection_mode="points",
    )


def offer_more(
    key: str, rows: pd.DataFrame, similar: Callable[[str, int], Mapping[str, str]]
) -> None:
    """What stands where a comparison needs more credentials: what to do, and some to choose.

    Args:
        key: the multiselect that a button adds to.
        rows: credential_id and name of what is chosen (none or one).
        similar: ids and names of those that share skills with a credential.
    """
    if rows.empty:
        show.nothing("Nothing chosen yet. Type the names of two to six credentials above.")
        return
    first, name = rows["credential_id"].iloc[0], rows["name"].iloc[0]
    show.nothing(f"Choose at least one more credential to set beside {name}.")
    others = similar(first, SUGGESTED)
    if others:
        st.caption("These share most skills with it:")
    with st.container(horizontal=True):
        for other, label in others.items():
            st.button(
                show.escaped(label),
                key=f"add_{other}",
                icon=":material/add:",
                on_click=_choose,
                args=(key, [first, other]),
            )


def _choose(key: str, chosen: list[str]) -> None:
    st.session_state[key] = chosen


def _take_ids_from_url(key: str, names: Mapping[str, str], *, many: bool) -> None:
    """Start over with names for the ids a link gives; unknown ones go, the rest of it stays.

    A widget knows its options by name only, so that it would refuse the ids.
    """
    given = st.query_params.get_all(key)
    # Where an id is its own name there is nothing to put in its place.
    if any(names.get(value, value) != value for value in given):
        ids = {name: credential_id for credential_id, name in names.items()}
        chosen = list(dict.fromkeys(ids.get(v, v) for v in given if v in names or v in ids))
        st.query_params[key] = [names[credential_id] for credential_id in chosen]
        st.session_state[key] = chosen if many else chosen[0]
        st.rerun()
