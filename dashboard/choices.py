"""Widgets of single pages: what is chosen is in the URL and survives a change of page."""

from collections.abc import Mapping, Sequence

import streamlit as st


def one_of(key: str, label: str, names: Mapping[str, str], default: str) -> str:
    """A select box over ids shown by name."""
    ids = list(names)
    return st.selectbox(
        label,
        ids,
        index=ids.index(default) if default in names else 0,
        key=key,
        bind="query-params",
        persist_state="session",
        format_func=names.__getitem__,
        width=520,
    )


def several_of(
    key: str, label: str, names: Mapping[str, str], default: Sequence[str], *, at_most: int
) -> tuple[str, ...]:
    """A multiselect over ids shown by name."""
    return tuple(
        st.multiselect(
            label,
            list(names),
            default=[d for d in default if d in names],
            key=key,
            bind="query-params",
            persist_state="session",
            format_func=names.__getitem__,
            max_selections=at_most,
        )
    )
