"""Widgets of single pages: what is chosen is in the URL and survives a change of page.

The URL carries names ("?compare=CompTIA+Security%2B"). Ids are read too, so that a link made
elsewhere need not know how a credential is named today.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

MOST_YEARS = 10


def one_of(key: str, label: str, names: Mapping[str, str], default: str) -> str:
    """A select box over ids shown by name."""
    ids = list(names)
    given = _ids_in_url(key, names)
    if given:
        st.session_state[key] = given[0]
    return st.selectbox(
        label,
        ids,
        index=ids.index(default) if default in names else 0,
        key=key,
        bind="query-params",
        persist_state="session",
        format_func=lambda credential_id: names.get(credential_id, str(credential_id)),
        width=560,
    )


def several_of(
    key: str, label: str, names: Mapping[str, str], default: Sequence[str], *, at_most: int
) -> tuple[str, ...]:
    """A multiselect over ids shown by name."""
    given = _ids_in_url(key, names)
    if given:
        st.session_state[key] = given[:at_most]
    return tuple(
        st.multiselect(
            label,
            list(names),
            default=[d for d in default if d in names],
            key=key,
            bind="query-params",
            persist_state="session",
            format_func=lambda credential_id: names.get(credential_id, str(credential_id)),
            max_selections=at_most,
            placeholder="Type a name or an abbreviation",
        )
    )


def years_to_keep() -> int:
    """How many years a credential is held: one choice for Cost and Compare."""
    return int(
        st.slider(
            "Years to keep it",
            1,
            MOST_YEARS,
            5,
            key="years",
            bind="query-params",
            persist_state="session",
            width=360,
        )
    )


def _ids_in_url(key: str, names: Mapping[str, str]) -> list[str]:
    """Ids that a link names, together with those it gives by name; empty if it names no id."""
    given = st.query_params.get_all(key)
    if not any(value in names for value in given):
        return []
    by_name = {name: credential_id for credential_id, name in names.items()}
    found = [value if value in names else by_name.get(value) for value in given]
    return list(dict.fromkeys(value for value in found if value is not None))
