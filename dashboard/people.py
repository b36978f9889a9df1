"""The pool of candidates, read-only: apart from the warehouse, read in the same way."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import jobs
from dashboard.warehouse import POLL_SECONDS, query_build

SESSION_KEY = "people_path"


class PoolDetails(NamedTuple):
    """The pool's build, the day it takes for today, and whether its people are invented."""

    build_id: str
    reference_on: date
    is_sample: bool


def query(sql: str, **parameters: Any) -> pd.DataFrame:
    """Rows of a SELECT over the people tables of the session's pool; values are bound."""
    return query_build(session_pool(), sql, parameters)


def session_pool() -> Path:
    """The pool that this session reads; it stays the same while the session lasts."""
    path = st.session_state.get(SESSION_KEY)
    if path is None or not path.is_file():
        path = _newest_pool()
        st.session_state[SESSION_KEY] = path
    return path


def details() -> PoolDetails:
    """What is known of the session's pool as a whole."""
    row = query("SELECT build_id, reference_on, is_sample FROM people.build").iloc[0]
    return PoolDetails(
        str(row["build_id"]), pd.Timestamp(row["reference_on"]).date(), bool(row["is_sample"])
    )


@st.cache_data(ttl=POLL_SECONDS, show_spinner=False)
def _newest_pool() -> Path:
    return jobs.ensure_people()
