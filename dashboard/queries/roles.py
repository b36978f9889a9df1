"""What the postings of a role ask for: its skills, and the credentials they require."""

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.recognition import POSTINGS_CHOSEN
from dashboard.warehouse import query

# A role is an occupation of its own: the sidebar's occupation group does not narrow it.
_CHOSEN = POSTINGS_CHOSEN.replace("AND ($occupation = 'all' OR soc_group = $occupation)", "")
_EMPLOYER_SUMS = """
    count(employer_key) FILTER (k > 0) AS employers,
    sum(CASE WHEN employer_key IS NULL THEN k ELSE k * k END)::DOUBLE AS k_squared,
    sum(CASE WHEN employer_key IS NULL THEN k ELSE k * n END)::DOUBLE AS k_times_n
"""


def roles(filters: Filters) -> pd.DataFrame:
    """Every detailed occupation with a posting under the choices.

    soc_code, occupation_name, minor_group, minor_group_name, postings, employers (known ones),
    n_squared, clusters (as ``recognition.denominators``), minor_postings, minor_employers (of its
    minor group), by name.
    """
    return query(
        f"""
        WITH by_employer AS (
            SELECT soc_code, employer_key, count(*)::DOUBLE AS n
            FROM marts.postings WHERE {_CHOSEN} AND soc_code IS NOT NULL GROUP BY ALL
        ),
        counted AS (
            SELECT
                soc_code, sum(n)::BIGINT AS postings, count(employer_key) AS employers,
                sum(CASE WHEN employer_key IS NULL THEN n ELSE n * n END) AS n_squared,
                sum(CASE WHEN employer_key IS NULL THEN n ELSE 1 END)::BIGINT AS clusters
            FROM by_employer GROUP BY soc_code
        ),
        minor AS (
            SELECT left(soc_code, 4) AS minor_group, sum(n)::BIGINT AS minor_postings,
                count(DISTINCT employer_key) AS minor_employers
            FROM by_employer GROUP BY ALL
        )
        SELECT o.soc_code, o.occupation_name, o.minor_group, o.minor_group_name,
            c.* EXCLUDE (soc_code), m.minor_postings, m.minor_employers
        FROM counted c
        JOIN marts.occupations o USING (soc_code)
        JOIN minor m USING (minor_group)
        ORDER BY lower(o.occupation_name)
        """,
        **filters.parameters(),
    )


def skills_by_occupation(filters: Filters, minor_group: str) -> pd.DataFrame:
    """Postings that ask for each skill, by occupation of a minor group, with their employer sums.

    soc_code, skill_id, postings, employers, k_squared, k_times_n; pairs without any have no row.
    """
    return query(
        f"""
        WITH sizes AS (
            SELECT soc_code, employer_key, count(*)::DOUBLE AS n
            FROM marts.postings
            WHERE {_CHOSEN} AND starts_with(soc_code, $minor_group) GROUP BY ALL
        ),
        named AS (
            SELECT soc_code, skill_id, employer_key, count(*)::DOUBLE AS k
            FROM marts.posting_skills
            WHERE {_CHOSEN} AND starts_with(soc_code, $minor_group) GROUP BY ALL
        )
        SELECT soc_code, skill_id, sum(k)::BIGINT AS postings, {_EMPLOYER_SUMS}
        FROM named LEFT JOIN sizes USING (soc_code, employer_key)
        GROUP BY soc_code, skill_id ORDER BY soc_code, skill_id
        """,
        **filters.parameters(),
        minor_group=minor_group,
    )


def credentials_by_occupation(filters: Filters, minor_group: str) -> pd.DataFrame:
    """Postings that require each credential, by occupation of a minor group, with employer sums.

    soc_code, credential_id, postings, employers, k_squared, k_times_n (of postings that require
    it); named, naming_employers (that ask for it however strongly).
    """
    return query(
        f"""
        WITH sizes AS (
            SELECT soc_code, employer_key, count(*)::DOUBLE AS n
            FROM marts.postings
            WHERE {_CHOSEN} AND starts_with(soc_code, $minor_group) GROUP BY ALL
        ),
        named AS (
            SELECT soc_code, credential_id, employer_key,
                count(*) FILTER (strength = 'required')::DOUBLE AS k, count(*) AS named
            FROM marts.posting_mentions
            WHERE {_CHOSEN} AND starts_with(soc_code, $minor_group)
                AND is_asked AND kind <> 'degree'
            GROUP BY ALL
        )
        SELECT soc_code, credential_id, sum(k)::BIGINT AS postings, {_EMPLOYER_SUMS},
            sum(named)::BIGINT AS named, count(employer_key) AS naming_employers
        FROM named LEFT JOIN sizes USING (soc_code, employer_key)
        GROUP BY soc_code, credential_id ORDER BY soc_code, credential_id
        """,
        **filters.parameters(),
        minor_group=minor_group,
    )


def skills_everywhere(filters: Filters) -> pd.DataFrame:
    """The share of all postings under the choices that asks for each skill: skill_id, share."""
    return query(
        f"""
        SELECT skill_id,
            count(*) / (SELECT count(*) FROM marts.postings WHERE {_CHOSEN}) AS share
        FROM marts.posting_skills WHERE {_CHOSEN} GROUP BY skill_id ORDER BY skill_id
        """,
        **filters.parameters(),
    )


def skills() -> pd.DataFrame:
    """Every skill: skill_id, skill_name, skill_type, skill_group."""
    return query("SELECT skill_id, skill_name, skill_type, skill_group FROM marts.skills")


def technologies(soc_code: str) -> pd.DataFrame:
    """What O*NET lists for an occupation: technology, commodity, is_hot, is_in_demand, skill_id."""
    return query(
        """
        SELECT technology, any_value(commodity) AS commodity, bool_or(is_hot) AS is_hot,
            bool_or(is_in_demand) AS is_in_demand, any_value(skill_id) AS skill_id
        FROM marts.role_technologies WHERE starts_with(soc_code, $soc_code)
        GROUP BY technology ORDER BY is_in_demand DESC, is_hot DESC, technology
        """,
        soc_code=soc_code,
    )


def ratings(soc_code: str) -> pd.DataFrame:
    """What O*NET rates for an occupation, most important first; empty until a release is fetched.

    element_name, element_type (skill or knowledge), importance (1 to 5), level (0 to 7), skill_id.
    """
    return query(
        """
        SELECT element_name, element_type, avg(importance) AS importance, avg(level) AS level,
            any_value(skill_id) AS skill_id
        FROM marts.role_ratings WHERE starts_with(soc_code, $soc_code)
        GROUP BY ALL ORDER BY importance DESC NULLS LAST, element_name
        """,
        soc_code=soc_code,
    )


def credential_skills() -> pd.DataFrame:
    """Which credential covers which skill: credential_id, skill_id."""
    return query("SELECT credential_id, skill_id FROM marts.credential_skills ORDER BY ALL")
