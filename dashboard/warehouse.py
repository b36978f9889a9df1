"""The published warehouse, read-only: one connection for each build, a cursor for each query."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard import jobs

PARAMETER = re.compile(r"\$(\w+)")
SESSION_KEY = "build_path"
POLL_SECONDS = 5


def query(sql: str, **parameters: Any) -> pd.DataFrame:
    """Rows of a SELECT over the marts of the session's build; values are bound, never pasted.

    Parameters that the statement does not name are left out, so that a whole ``Filters`` can be
    handed to any statement.
    """
    return query_build(session_build(), sql, parameters)


def query_build(build: Path, sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
    """The same over a named build of any shelf."""
    named = set(PARAMETER.findall(sql))
    bound = tuple(sorted((k, _frozen(v)) for k, v in parameters.items() if k in named))
    return _query(str(build), sql, bound)


def let_go(build: Path) -> None:
    """Close a build that is gone from the disk and forget what was read from it.

    People are purged by deleting the builds they are in; as long as a file is open its bytes stay.
    """
    _connection.clear(str(build))
    _query.clear()


def session_build() -> Path:
    """The build that this session reads; it changes only when the reader asks for newer data."""
    path = st.session_state.get(SESSION_KEY)
    if path is None or not path.is_file():
        path = newest_build()
        st.session_state[SESSION_KEY] = path
    return path


def newer_build_available() -> bool:
    """Whether a build newer than the session's has been published."""
    return newest_build() != session_build()


def use_newest_build() -> None:
    """Move this session to the newest build."""
    st.session_state[SESSION_KEY] = newest_build()


@st.cache_data(ttl=POLL_SECONDS, show_spinner=False)
def newest_build() -> Path:
    """The served build's file, asked of the disk every few seconds at most."""
    return jobs.current_build()


@st.cache_data(max_entries=1000, show_spinner=False)
def _query(build: str, sql: str, bound: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    # One connection shared by threads gives wrong rows; a cursor of it does not.
    with _connection(build).cursor() as cursor:
        return cursor.execute(sql, {k: _thawed(v) for k, v in bound}).df()


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    connection.close()


@st.cache_resource(max_entries=6, on_release=_close, show_spinner=False)
def _connection(build: str) -> duckdb.DuckDBPyConnection:
    return jobs.open_build(Path(build))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
