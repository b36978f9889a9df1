"""Advertised pay: the postings a premium is fitted on, which ask for what, wages of the roles."""

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.recognition import POSTINGS_CHOSEN
from dashboard.warehouse import query

MENTIONS_CHOSEN = f"""
    {POSTINGS_CHOSEN}
    AND is_asked
    AND list_contains($kinds, kind)
    AND list_contains($strengths, strength)
"""
DRAWN = f"""
    FROM marts.pay_postings
    WHERE {POSTINGS_CHOSEN}
    AND ($every = 1 OR pay_no <= (SELECT count(*) FROM marts.pay_postings) // $every)
"""
"""One posting of so many. They lie in an order of chance: the first so many are a fair sample, and
the rest is not read."""


def postings(filters: Filters, every: int = 1) -> pd.DataFrame:
    """A row per posting with pay and an occupation, by its ``pay_no``.

    ``every``: one posting of so many is drawn.

    pay_no, pay_usd; employer (its number; -1 where unknown); source and the controls as
    categories: occupation (detailed where the title tells it, else the major group) in its
    country, place (source, country, region), period (source, quarter), basis (source, how the
    amount was stated) and seniority in its country; cell (source and occupation): postings that are
    like each other.
    """
    return query(
        f"""
        SELECT pay_no, pay_usd, coalesce(employer_no, -1) AS employer, source,
            occupation, place, period, basis, seniority, cell
        {DRAWN} ORDER BY pay_no
        """,
        **filters.parameters(),
        every=every,
    )


def mentions(filters: Filters, every: int = 1) -> pd.DataFrame:
    """Which of those postings asks for which credential: credential_id, pay_no; in this order."""
    return query(
        f"""
        SELECT credential_id::VARCHAR AS credential_id, pay_no
        FROM (
            FROM marts.pay_mentions
            WHERE list_contains($kinds, kind::VARCHAR)
            AND list_contains($strengths, strength::VARCHAR)
        )
        SEMI JOIN (SELECT pay_no {DRAWN}) USING (pay_no)
        ORDER BY ALL
        """,
        **filters.parameters(),
        every=every,
    )


def named(credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """credential_id, name, kind; by their ids."""
    return query(
        """
        SELECT credential_id, name, kind FROM marts.credentials
        WHERE list_contains($credential_ids, credential_id) ORDER BY credential_id
        """,
        credential_ids=credential_ids,
    )


def source_titles() -> dict[str, str]:
    """The title of each source by its id."""
    rows = query("SELECT source_id, title FROM marts.sources")
    return dict(zip(rows["source_id"], rows["title"], strict=True))


def coverage(filters: Filters) -> pd.Series:
    """How much of the postings under the filters a premium can be fitted on.

    One row: postings, with_pay, fitted (with pay and an occupation), detailed (of these with a
    detailed occupation), with_seniority, employers, sources, top_source, top_source_share.
    """
    return query(
        f"""
        WITH chosen AS (
            SELECT *, CASE WHEN soc_group IS NULL THEN 0 ELSE with_pay END AS k
            FROM marts.posting_cells WHERE {POSTINGS_CHOSEN}
        ),
        by_source AS (SELECT source, sum(k) AS k FROM chosen WHERE k > 0 GROUP BY source),
        largest AS (FROM by_source ORDER BY k DESC, source LIMIT 1)
        SELECT
            coalesce(sum(postings), 0)::BIGINT AS postings,
            coalesce(sum(with_pay), 0)::BIGINT AS with_pay,
            coalesce(sum(k), 0)::BIGINT AS fitted,
            coalesce(sum(CASE WHEN k > 0 THEN with_pay_and_soc_code END), 0)::BIGINT AS detailed,
            coalesce(sum(CASE WHEN k > 0 THEN with_pay_and_seniority END), 0)::BIGINT
                AS with_seniority,
            count(DISTINCT CASE WHEN k > 0 THEN employer_no END) AS employers,
            (SELECT count(*) FROM by_source) AS sources,
            (SELECT s.title FROM largest JOIN marts.sources s ON s.source_id = largest.source)
                AS top_source,
            (SELECT k FROM largest) / sum(k) AS top_source_share
        FROM chosen
        """,
        **filters.parameters(),
    ).iloc[0]


def roles(filters: Filters, credential_id: str) -> pd.DataFrame:
    """The occupation groups of the postings that ask for a credential, and what they are paid.

    Wages are the published ones of the whole group (OEWS, United States): of the chosen state over
    all industries, else of the chosen industry in the whole country, else of all industries.
    soc_group, group_name, postings (that ask for it, with or without pay), share (of those whose
    group is known), wages_of, employment, annual_p25_usd, annual_median_usd, annual_p75_usd (null
    where not published).
    """
    return query(
        f"""
        WITH asked AS (
            SELECT soc_group, count(*) AS postings
            FROM marts.posting_mentions
            WHERE {MENTIONS_CHOSEN} AND credential_id = $credential_id AND soc_group IS NOT NULL
            GROUP BY soc_group
        ),
        state AS (
            FROM marts.wages_by_state
            WHERE $country = 'US' AND region = $region AND right(occupation_code, 4) = '0000'
        ),
        wages AS (
            SELECT
                soc_group, region_name AS wages_of, employment,
                annual_p25_usd, annual_median_usd, annual_p75_usd
            FROM state
            UNION ALL
            SELECT
                w.soc_group, coalesce(i.short_name, 'All industries') AS wages_of, w.employment,
                w.annual_p25_usd, w.annual_median_usd, w.annual_p75_usd
            FROM marts.wages_by_industry w
            LEFT JOIN marts.industries i USING (naics_sector)
            WHERE w.naics_sector = $industry AND w.occupation_level = 0
                AND NOT EXISTS (FROM state)
        )
        SELECT
            a.soc_group, g.short_name AS group_name, a.postings,
            a.postings / sum(a.postings) OVER () AS share,
            w.wages_of, w.employment, w.annual_p25_usd, w.annual_median_usd, w.annual_p75_usd
        FROM asked a
        JOIN marts.occupation_groups g USING (soc_group)
        LEFT JOIN wages w USING (soc_group)
        ORDER BY a.postings DESC, a.soc_group
        """,
        **filters.parameters(),
        credential_id=credential_id,
    )
