"""How widely and how strongly credentials are asked for, counted from the facts tables."""

from dataclasses import replace

import pandas as pd

from dashboard.filters import ALL, Filters
from dashboard.warehouse import query

POSTINGS_CHOSEN = """
    ($industry = 'all' OR naics_sector = $industry)
    AND ($country = 'all' OR country = $country)
    AND ($region = 'all' OR region = $region)
    AND ($occupation = 'all' OR soc_group = $occupation)
    AND ($with_questionnaires OR document_type = 'posting')
"""
NAMED = f"""
    {POSTINGS_CHOSEN}
    AND is_asked
    AND list_contains($kinds, kind)
"""
MENTIONS_CHOSEN = f"{NAMED} AND list_contains($strengths, strength)"
ALL_INDUSTRIES_CHOSEN = POSTINGS_CHOSEN.replace(
    "($industry = 'all' OR naics_sector = $industry)", "naics_sector IS NOT NULL"
)


def denominators(filters: Filters) -> pd.Series:
    """Postings, employers, sources and months under the filters, and questionnaires left out.

    One row: postings, employers, sources, first_month, last_month, with_pay, top_employer,
    top_employer_postings, questionnaires_left_out.
    """
    return query(
        f"""
        WITH chosen AS (FROM marts.postings WHERE {POSTINGS_CHOSEN}),
        by_employer AS (
            SELECT employer_key, any_value(employer) AS employer, count(*) AS n
            FROM chosen WHERE employer_key IS NOT NULL GROUP BY employer_key
        ),
        largest AS (FROM by_employer ORDER BY n DESC, employer_key LIMIT 1)
        SELECT
            count(*) AS postings,
            (SELECT count(*) FROM by_employer) AS employers,
            count(DISTINCT source) AS sources,
            min(posted_month) AS first_month,
            max(posted_month) AS last_month,
            count(pay_usd) AS with_pay,
            (SELECT employer FROM largest) AS top_employer,
            (SELECT n FROM largest) AS top_employer_postings,
            (SELECT count(*) FROM marts.postings
             WHERE document_type = 'questionnaire' AND NOT $with_questionnaires
             AND ($industry = 'all' OR naics_sector = $industry)
             AND ($country = 'all' OR country = $country)
             AND ($region = 'all' OR region = $region)
             AND ($occupation = 'all' OR soc_group = $occupation)) AS questionnaires_left_out
        FROM chosen
        """,
        **filters.parameters(),
    ).iloc[0]


def credentials(filters: Filters) -> pd.DataFrame:
    """A row per credential asked for under the filters.

    credential_id, name, abbreviation, kind, issuer_name, price and renewal columns; postings (k),
    employers, top_employer, top_employer_share (of k), sources, top_source, top_source_share, all
    under the chosen strengths; required, preferred, mentioned: postings by strength, whichever
    strengths are chosen, so that a strength left out is never taken for zero.
    """
    return query(
        f"""
        WITH named AS (FROM marts.posting_mentions WHERE {NAMED}),
        asked AS (FROM named WHERE list_contains($strengths, strength)),
        by_strength AS (
            SELECT
                credential_id,
                count(*) FILTER (strength = 'required') AS required,
                count(*) FILTER (strength = 'preferred') AS preferred,
                count(*) FILTER (strength = 'mentioned') AS mentioned
            FROM named GROUP BY credential_id
        ),
        counted AS (
            SELECT
                credential_id,
                count(*) AS postings,
                count(DISTINCT employer_key) AS employers,
                count(DISTINCT source) AS sources
            FROM asked GROUP BY credential_id
        ),
        by_employer AS (
            SELECT
                credential_id,
                max(n) AS top_employer_postings,
                arg_max(employer, n) AS top_employer
            FROM (SELECT credential_id, any_value(employer) AS employer, count(*) AS n
                  FROM asked WHERE employer_key IS NOT NULL GROUP BY credential_id, employer_key)
            GROUP BY credential_id
        ),
        by_source AS (
            SELECT
                a.credential_id,
                max(a.n) AS top_source_postings,
                arg_max(s.title, a.n) AS top_source
            FROM (SELECT credential_id, source, count(*) AS n FROM asked GROUP BY ALL) a
            JOIN marts.sources s ON s.source_id = a.source
            GROUP BY a.credential_id
        )
        SELECT
            c.credential_id, c.name, c.abbreviation, c.kind, c.issuer_name,
            c.price_status, c.price_usd, c.price_low_usd, c.price_high_usd,
            c.price_year, c.price_fresh_until,
            c.renewal_status, c.renewal_fee_usd, c.renewal_period_months, c.hours,
            n.postings, b.required, b.preferred, b.mentioned, n.employers, n.sources,
            e.top_employer, e.top_employer_postings / n.postings AS top_employer_share,
            s.top_source, s.top_source_postings / n.postings AS top_source_share
        FROM counted n
        JOIN by_strength b USING (credential_id)
        JOIN marts.credentials c USING (credential_id)
        LEFT JOIN by_employer e USING (credential_id)
        LEFT JOIN by_source s USING (credential_id)
        ORDER BY n.postings DESC, c.credential_id
        """,
        **filters.parameters(),
    )


def industry_denominators(filters: Filters) -> pd.DataFrame:
    """Every NAICS sector with its postings and employers under the other filters (0 where none).

    naics_sector, short_name, postings, employers, sources, top_source_share, top_employer_share.
    """
    return query(
        f"""
        WITH chosen AS (FROM marts.postings WHERE {ALL_INDUSTRIES_CHOSEN}),
        by_source AS (SELECT naics_sector, source, count(*) AS n FROM chosen GROUP BY ALL),
        by_employer AS (
            SELECT naics_sector, employer_key, count(*) AS n FROM chosen
            WHERE employer_key IS NOT NULL GROUP BY ALL
        )
        SELECT
            i.naics_sector,
            i.short_name,
            (SELECT count(*) FROM chosen c WHERE c.naics_sector = i.naics_sector) AS postings,
            (SELECT count(*) FROM by_employer e WHERE e.naics_sector = i.naics_sector) AS employers,
            (SELECT count(*) FROM by_source s WHERE s.naics_sector = i.naics_sector) AS sources,
            (SELECT max(n) / sum(n) FROM by_source s WHERE s.naics_sector = i.naics_sector)
                AS top_source_share,
            (SELECT max(n) / sum(n) FROM by_employer e WHERE e.naics_sector = i.naics_sector)
                AS top_employer_share
        FROM marts.industries i
        ORDER BY i.naics_sector
        """,
        **filters.parameters(),
    )


def by_industry(filters: Filters, credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """Postings that ask for each named credential, by NAICS sector.

    credential_id, naics_sector, postings; pairs without postings have no row.
    """
    return query(
        f"""
        SELECT credential_id, naics_sector, count(*) AS postings
        FROM marts.posting_mentions
        WHERE {ALL_INDUSTRIES_CHOSEN}
            AND is_asked
            AND list_contains($strengths, strength)
            AND list_contains($credential_ids, credential_id)
        GROUP BY ALL
        """,
        **filters.parameters(),
        credential_ids=credential_ids,
    )


def by_source(filters: Filters, credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """Postings that ask for each named credential, by source.

    credential_id, source_id, postings; pairs without postings have no row.
    """
    return query(
        f"""
        SELECT credential_id, source AS source_id, count(*) AS postings
        FROM marts.posting_mentions
        WHERE {MENTIONS_CHOSEN} AND list_contains($credential_ids, credential_id)
        GROUP BY ALL
        """,
        **filters.parameters(),
        credential_ids=credential_ids,
    )


def without_each(filters: Filters) -> list[tuple[str, int]]:
    """Postings when one of the choices is given up: (the choice, postings), most first."""
    relaxed = {
        "industry": replace(filters, industry=ALL),
        "country or region": replace(filters, place=ALL),
        "occupation group": replace(filters, occupation=ALL),
        "applicant questionnaires left out": replace(filters, with_questionnaires=True),
    }
    counts = [
        (name, int(denominators(chosen)["postings"]))
        for name, chosen in relaxed.items()
        if chosen != filters
    ]
    return sorted(counts, key=lambda pair: -pair[1])


def composition(filters: Filters) -> pd.DataFrame:
    """The sources that make the figures under the filters, largest first.

    source_id, title, document_type, period, postings, employers, with_month (postings whose month
    is known), first_month, last_month.
    """
    return query(
        """
        SELECT
            p.source AS source_id, s.title, s.document_type, s.period,
            count(*) AS postings,
            count(DISTINCT p.employer_key) AS employers,
            count(p.posted_month) AS with_month,
            min(p.posted_month) AS first_month, max(p.posted_month) AS last_month
        FROM marts.postings p
        JOIN marts.sources s ON s.source_id = p.source
        WHERE ($industry = 'all' OR p.naics_sector = $industry)
            AND ($country = 'all' OR p.country = $country)
            AND ($region = 'all' OR p.region = $region)
            AND ($occupation = 'all' OR p.soc_group = $occupation)
            AND ($with_questionnaires OR p.document_type = 'posting')
        GROUP BY ALL
        ORDER BY postings DESC
        """,
        **filters.parameters(),
    )
