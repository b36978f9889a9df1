"""What tells of a credential's depth and fit: its exam, and who asks for it."""

from collections.abc import Mapping

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.recognition import ASKED, EMPLOYER_SUMS, POSTINGS_CHOSEN
from dashboard.warehouse import query

EVERY_OCCUPATION = POSTINGS_CHOSEN.replace(
    "($occupation = 'all' OR soc_group = $occupation)", "soc_group IS NOT NULL"
)
"""Occupations are what is compared here, so that a chosen one does not narrow them."""


_SUMS = f"""
        sizes AS (
            SELECT credential_id, employer_no, sum(k) AS n FROM named GROUP BY ALL
        ),
        whole AS (
            SELECT
                credential_id,
                sum(n) AS n,
                sum(CASE WHEN employer_no IS NULL THEN n ELSE n * n END) AS n_squared,
                sum(CASE WHEN employer_no IS NULL THEN n ELSE 1 END)::BIGINT AS clusters,
                count(employer_no) AS n_employers
            FROM sizes GROUP BY credential_id
        ),
        grouped AS (
            SELECT credential_id, {{key}}, {EMPLOYER_SUMS}
            FROM named LEFT JOIN sizes USING (credential_id, employer_no)
            GROUP BY credential_id, {{key}}
        )
"""
"""From postings by group and employer (``named``) to sums by group and over all of them."""


def exams(credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """The exam of each named credential that has a known one: a row of ``marts.exams`` each."""
    return query(
        "SELECT * FROM marts.exams WHERE list_contains($ids, credential_id)", ids=credential_ids
    )


def by_occupation(filters: Filters, credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """Postings that ask for each named credential, by occupation group.

    A row per credential and group: credential_id, label, postings, employers, k_squared and
    k_times_n (n: all postings of the employer that ask for the credential and have a group); on
    every row the whole: n, n_squared, clusters, n_employers, least.
    """
    return query(
        f"""
        WITH named AS (
            SELECT
                credential_id::VARCHAR AS credential_id, soc_group::VARCHAR AS soc_group,
                employer_no, sum({ASKED})::DOUBLE AS k
            FROM marts.mention_cells
            WHERE {EVERY_OCCUPATION} AND list_contains($ids, credential_id::VARCHAR)
            GROUP BY ALL HAVING k > 0
        ),
        {_SUMS.format(key="soc_group")}
        SELECT g.*, w.* EXCLUDE (credential_id), $least::INTEGER AS least, o.short_name AS label
        FROM grouped g
        JOIN whole w USING (credential_id)
        JOIN marts.occupation_groups o USING (soc_group)
        ORDER BY g.credential_id, g.postings DESC, g.soc_group
        """,
        **filters.parameters(),
        ids=credential_ids,
    )


def by_seniority(
    filters: Filters, credential_ids: tuple[str, ...], bands: Mapping[str, int]
) -> pd.DataFrame:
    """Postings that ask for each named credential, by the seniority that their title tells.

    A row per credential and band: credential_id, band, postings, employers, k_squared and k_times_n
    (as in ``by_occupation``); on every row the whole: n, n_squared, clusters, n_employers, least.

    Args:
        bands: seniority -> band; postings of other seniorities, or none, are left out.
    """
    return query(
        f"""
        WITH asking AS (
            SELECT posting_id, credential_id FROM marts.posting_mentions
            WHERE list_contains($ids, credential_id) AND is_asked
                AND list_contains($strengths, strength)
        ),
        named AS (
            SELECT
                credential_id, employer_key AS employer_no,
                $bands[list_position($seniorities, seniority)]::INTEGER AS band,
                count(*)::DOUBLE AS k
            FROM asking JOIN marts.postings USING (posting_id)
            WHERE list_contains($seniorities, seniority) AND {POSTINGS_CHOSEN}
            GROUP BY ALL
        ),
        {_SUMS.format(key="band")}
        SELECT g.*, w.* EXCLUDE (credential_id), $least::INTEGER AS least
        FROM grouped g JOIN whole w USING (credential_id)
        ORDER BY g.credential_id, g.band
        """,
        **filters.parameters(),
        ids=credential_ids,
        seniorities=tuple(bands),
        bands=tuple(bands.values()),
    )
