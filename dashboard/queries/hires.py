"""What became of applications at the employer's own company, with a credential and without it."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard import jobs
from dashboard.warehouse import POLL_SECONDS, let_go, query_build

SESSION_KEY = "hires_path"


class HiresDetails(NamedTuple):
    """The build of hires and what is in it.

    ``observed_on`` is the last day that its files describe. ``compared`` applications come from
    files that name badges; the others say nothing about who holds what. ``hires_undated`` are those
    of ``hires_not_yet_known`` without a day of hiring; ``day_not_stated`` applications come from
    files that do not say which day they describe.
    """

    build_id: str
    observed_on: pd.Timestamp
    applications: int
    compared: int
    roles: int
    interviews: int
    interviews_known: int
    hires: int
    hires_observed: int
    hires_not_yet_known: int
    hires_undated: int
    day_not_stated: int


def is_imported() -> bool:
    """Whether the employer has imported hires at all."""
    return session_hires() is not None


def session_hires() -> Path | None:
    """The build of hires that this session reads; it stays the same while the session lasts."""
    path: Path | None = st.session_state.get(SESSION_KEY)
    if path is not None and not path.is_file():
        let_go(path)
        forget()
        path = None
    if path is None:
        path = _newest()
        st.session_state[SESSION_KEY] = path
    return path


def forget() -> None:
    """Let this session read the newest hires, after an import."""
    st.session_state.pop(SESSION_KEY, None)
    _newest.clear()


@st.cache_data(ttl=POLL_SECONDS, show_spinner=False)
def _newest() -> Path | None:
    return jobs.current_hires()


def _query(sql: str) -> pd.DataFrame:
    build = session_hires()
    if build is None:
        raise LookupError("no hires have been imported; ask is_imported() first")
    return query_build(build, sql, {})


def details() -> HiresDetails:
    """What is known of the session's hires as a whole."""
    row = _query(
        """
        SELECT
            b.build_id, b.observed_on,
            count(*) AS applications,
            count(*) FILTER (is_badges_known) AS compared,
            count(DISTINCT role_key) AS roles,
            count(*) FILTER (is_interviewed) AS interviews,
            count(is_interviewed) AS interviews_known,
            count(*) FILTER (is_hired) AS hires,
            count(*) FILTER (is_observed_12m AND is_retained_12m IS NOT NULL) AS hires_observed,
            count(*) FILTER (is_hired AND NOT (is_observed_12m AND is_retained_12m IS NOT NULL))
                AS hires_not_yet_known,
            count(*) FILTER (is_hired AND hired_on IS NULL) AS hires_undated,
            count(*) FILTER (NOT is_day_stated) AS day_not_stated
        FROM hires.applications CROSS JOIN hires.build b GROUP BY ALL
        """
    ).iloc[0]
    return HiresDetails(
        str(row["build_id"]), pd.Timestamp(row["observed_on"]), *(int(n) for n in row.iloc[2:])
    )


def counts_by_role() -> pd.DataFrame:
    """Counts with and without each credential, by measure and role.

    One row per credential, measure and role: credential_id, name, kind, measure
    (company_interview, company_hire or company_retention), role_key, with_k, with_n, without_k,
    without_n. Only applications from files that name badges are counted.
    """
    return _query(
        """
        WITH known AS (FROM hires.applications WHERE is_badges_known),
        measured AS (
            SELECT application_id, role_key, 'company_interview' AS measure, is_interviewed AS met
            FROM known WHERE is_interviewed IS NOT NULL
            UNION ALL
            SELECT application_id, role_key, 'company_hire', is_hired FROM known
            UNION ALL
            SELECT application_id, role_key, 'company_retention', is_retained_12m
            FROM known WHERE is_observed_12m AND is_retained_12m IS NOT NULL
        ),
        totals AS (
            SELECT measure, role_key, count(*) AS n, count(*) FILTER (met) AS k
            FROM measured GROUP BY ALL
        ),
        held AS (
            SELECT credential_id, measure, role_key, count(*) AS n, count(*) FILTER (met) AS k
            FROM measured JOIN hires.applicant_badges USING (application_id) GROUP BY ALL
        )
        SELECT
            c.credential_id, c.name, c.kind, t.measure, t.role_key,
            coalesce(h.k, 0) AS with_k, coalesce(h.n, 0) AS with_n,
            t.k - coalesce(h.k, 0) AS without_k, t.n - coalesce(h.n, 0) AS without_n
        FROM hires.credentials c
        CROSS JOIN totals t
        LEFT JOIN held h USING (credential_id, measure, role_key)
        ORDER BY c.credential_id, t.measure, t.role_key
        """
    )
