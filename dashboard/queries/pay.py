"""Advertised pay: the postings a premium is fitted on, who names what, and wages of the roles."""

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
WITH_PAY = f"{POSTINGS_CHOSEN} AND pay_usd > 0"
# One posting of so many, at random but always the same ones, where there are very many.
DRAWN = "($every = 1 OR hash(posting_no) % $every = 0)"
MENTIONS_FITTED = f"{MENTIONS_CHOSEN} AND {DRAWN} AND pay_usd > 0 AND soc_group IS NOT NULL"


def postings(filters: Filters, every: int = 1) -> pd.DataFrame:
    """A row per posting with pay and an occupation, in an order of its own that ``mentions`` uses.

    ``every``: one posting of so many is drawn.

    pay_usd, source; employer (a code; -1 where unknown); and the controls as texts: occupation
    (detailed where the title tells it, else the major group) in its country, place (source,
    country, region), period (source, quarter), basis (source, how the amount was stated) and
    seniority in its country; cell (source and occupation): postings that are like each other.
    """
    return query(
        f"""
        WITH chosen AS (
            SELECT *, coalesce(soc_code, soc_group) AS occupation
            FROM marts.postings WHERE {WITH_PAY} AND soc_group IS NOT NULL AND {DRAWN}
        )
        SELECT
            pay_usd, source,
            CASE WHEN employer_key IS NULL THEN -1
                 ELSE dense_rank() OVER (ORDER BY employer_key) END AS employer,
            concat_ws('|', country, occupation) AS occupation,
            concat_ws('|', source, country, region) AS place,
            concat_ws('|', source, year(posted_month), quarter(posted_month)) AS period,
            concat_ws('|', source, pay_basis) AS basis,
            concat_ws('|', country, coalesce(seniority, 'unknown')) AS seniority,
            concat_ws('|', source, occupation) AS cell
        FROM chosen
        ORDER BY posting_no
        """,
        **filters.parameters(),
        every=every,
    )


def mentions(filters: Filters, every: int = 1) -> pd.DataFrame:
    """Which of those postings asks for which credential.

    posting (the row number there), credential_id.
    """
    return query(
        f"""
        WITH numbered AS (
            SELECT posting_no, row_number() OVER (ORDER BY posting_no) - 1 AS posting
            FROM marts.postings WHERE {WITH_PAY} AND soc_group IS NOT NULL AND {DRAWN}
        )
        SELECT n.posting, m.credential_id
        FROM (FROM marts.posting_mentions WHERE {MENTIONS_FITTED}) m
        JOIN numbered n USING (posting_no)
        ORDER BY m.credential_id, n.posting
        """,
        **filters.parameters(),
        every=every,
    )


def named(filters: Filters, every: int = 1) -> pd.DataFrame:
    """What is known of each of those credentials apart from its premium.

    credential_id, name, kind, issuer_name, top_source, top_source_share, top_employer,
    top_employer_share (of the postings with pay that ask for it).
    """
    return query(
        f"""
        WITH asked AS (FROM marts.posting_mentions WHERE {MENTIONS_FITTED}),
        counted AS (SELECT credential_id, count(*) AS n FROM asked GROUP BY ALL),
        by_source AS (
            SELECT credential_id, arg_max(s.title, k) AS top_source, max(k) AS top_source_n
            FROM (SELECT credential_id, source, count(*) AS k FROM asked GROUP BY ALL) a
            JOIN marts.sources s ON s.source_id = a.source
            GROUP BY credential_id
        ),
        by_employer AS (
            SELECT credential_id, arg_max(employer, k) AS top_employer, max(k) AS top_employer_n
            FROM (SELECT credential_id, employer_key, any_value(employer) AS employer,
                         count(*) AS k
                  FROM asked WHERE employer_key IS NOT NULL GROUP BY credential_id, employer_key)
            GROUP BY credential_id
        )
        SELECT
            c.credential_id, c.name, c.kind, c.issuer_name,
            s.top_source, s.top_source_n / n.n AS top_source_share,
            e.top_employer, e.top_employer_n / n.n AS top_employer_share
        FROM counted n
        JOIN marts.credentials c USING (credential_id)
        JOIN by_source s USING (credential_id)
        LEFT JOIN by_employer e USING (credential_id)
        ORDER BY c.credential_id
        """,
        **filters.parameters(),
        every=every,
    )


def coverage(filters: Filters) -> pd.Series:
    """How much of the postings under the filters a premium can be fitted on.

    One row: postings, with_pay, fitted (with pay and an occupation), detailed (of these with a
    detailed occupation), with_seniority, employers, sources, top_source, top_source_share.
    """
    return query(
        f"""
        WITH chosen AS (FROM marts.postings WHERE {POSTINGS_CHOSEN}),
        fitted AS (FROM chosen WHERE pay_usd > 0 AND soc_group IS NOT NULL),
        by_source AS (SELECT source, count(*) AS k FROM fitted GROUP BY source),
        largest AS (FROM by_source ORDER BY k DESC, source LIMIT 1)
        SELECT
            (SELECT count(*) FROM chosen) AS postings,
            (SELECT count(*) FROM chosen WHERE pay_usd > 0) AS with_pay,
            count(*) AS fitted,
            count(soc_code) AS detailed,
            count(seniority) AS with_seniority,
            count(DISTINCT employer_key) AS employers,
            count(DISTINCT source) AS sources,
            (SELECT s.title FROM largest JOIN marts.sources s ON s.source_id = largest.source)
                AS top_source,
            (SELECT k FROM largest) / count(*) AS top_source_share
        FROM fitted
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
