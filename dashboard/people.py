"""The pool of candidates, read-only: apart from the warehouse, read in the same way."""

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analysis.holders import Numbers
from analysis.listing import Pool
from dashboard import jobs
from dashboard.warehouse import POLL_SECONDS, let_go, query_build

SESSION_KEY = "people_path"
T = TypeVar("T")
_PINNED: ContextVar[Path | None] = ContextVar("pool", default=None)


def query(sql: str, **parameters: Any) -> pd.DataFrame:
    """Rows of a SELECT over the people tables of the session's pool; values are bound."""
    return query_build(session_pool(), sql, parameters)


def session_pool() -> Path:
    """The pool that this session reads; it stays the same while the session lasts."""
    if (pinned := _PINNED.get()) is not None:
        return pinned
    path = st.session_state.get(SESSION_KEY)
    if path is not None and not path.is_file():
        let_go(path)
        forget()
        path = None
    if path is None:
        path = _newest_pool()
        st.session_state[SESSION_KEY] = path
    return path


def arrays() -> Pool:
    """Candidates and awards of the session's pool as arrays: who holds what, on any date."""
    return _arrays(str(session_pool()))


def shown(positions: Numbers) -> pd.DataFrame:
    """What lists show of the candidates at some positions of the arrays, in their order.

    candidate_id, display_name, headline, role, place, country_name, experience_years, is_invented.
    """
    return jobs.shown_rows(_shown(str(session_pool())), positions)


def with_this_pool(make: Callable[[], T]) -> Callable[[], T]:
    """The same function, reading this session's pool also where no session runs it.

    A download is made outside of its session, perhaps after a newer pool was published.
    """
    pool = session_pool()

    def made() -> T:
        token = _PINNED.set(pool)
        try:
            return make()
        finally:
            _PINNED.reset(token)

    return made


def forget() -> None:
    """Let this session read the newest pool, after an import."""
    st.session_state.pop(SESSION_KEY, None)
    _newest_pool.clear()


@st.cache_data(ttl=POLL_SECONDS, show_spinner=False)
def _newest_pool() -> Path:
    return jobs.ensure_people()


@st.cache_resource(max_entries=6, show_spinner=False)
def _arrays(build: str) -> Pool:
    return jobs.open_pool(Path(build))


@st.cache_resource(max_entries=6, show_spinner=False)
def _shown(build: str) -> jobs.Shown:
    return jobs.open_shown(Path(build))
