"""What is known of one credential beyond the postings: costs, and what others say of it."""

import pandas as pd

from dashboard.warehouse import query


def costs(credential_id: str) -> pd.DataFrame:
    """Every price of it: item, audience, status, amounts in US dollars, period, basis, source."""
    return query(
        """
        SELECT item, audience, status, amount, currency, amount_usd, amount_low_usd,
            amount_high_usd, period_months, requirement, basis, price_year, fresh_until, source,
            as_of, source_quality
        FROM marts.costs WHERE credential_id = $credential_id
        ORDER BY list_position(
            ['earn', 'retake', 'training', 'materials', 'membership', 'renewal'], item
        ), audience
        """,
        credential_id=credential_id,
    )


def published(credential_id: str) -> pd.DataFrame:
    """Figures and survey answers that others published of it, newest first.

    about, metric (what was counted or asked), value, unit, denominator, method, year, region,
    source, verified (where the figure was seen), url, is_issuers (the source is its issuer). A
    figure is of it where what the figure is of is one of its forms in the catalog and no other
    credential's, or where its name, or its abbreviation as a word of its own, stands in it. An
    issuer is known by its name or its initials. Answers that were not seen are left out.
    """
    return query(
        """
        WITH others AS (
            SELECT credential_or_group AS about, metric, value, unit, denominator, method, year,
                region, source, verified, url, credential_or_group AS searched
            FROM marts.published_figures
            UNION ALL
            SELECT population, statement, share * 100, 'percent of those asked', n, 'survey', year,
                region, source, verified, NULL, statement
            FROM marts.employer_surveys
            WHERE verified NOT ILIKE 'not verified%' AND share IS NOT NULL
        ),
        own AS (
            SELECT name, coalesce(abbreviation, '') AS abbreviation, issuer_name,
                array_to_string(
                    regexp_extract_all(issuer_name, '\\b([A-Z])[a-z]', 1), ''
                ) AS initials
            FROM marts.credentials WHERE credential_id = $credential_id
        ),
        forms AS (
            SELECT lower(alias) AS form FROM marts.aliases GROUP BY lower(alias)
            HAVING count(DISTINCT credential_id) = 1 AND any_value(credential_id) = $credential_id
        )
        SELECT others.* EXCLUDE (searched), contains(lower(source), lower(issuer_name)) OR (
                length(initials) >= 3
                AND list_contains(regexp_extract_all(source, '[A-Za-z]+'), initials)
            ) AS is_issuers
        FROM others, own
        WHERE lower(searched) IN (FROM forms)
            OR contains(lower(searched), lower(name))
            OR searched = abbreviation
            OR (length(abbreviation) >= 3 AND list_contains(
                regexp_extract_all(searched, '[A-Za-z0-9+]+'), abbreviation))
        ORDER BY year DESC, about, metric, value
        """,
        credential_id=credential_id,
    )


def offers(credential_id: str) -> pd.DataFrame:
    """What fetched catalogs say of it: name, issuer, price, hours, level, source, date."""
    return query(
        """
        SELECT o.name, o.issuer, o.price_amount, o.price_currency, o.hours, o.level,
            s.title AS source, o.as_of, o.url
        FROM marts.offered_credentials o
        LEFT JOIN marts.sources s ON s.source_id = o.source_id
        WHERE o.credential_id = $credential_id
        ORDER BY ALL
        """,
        credential_id=credential_id,
    )


def labels() -> dict[str, str]:
    """NAICS sector code -> short name, and the catalog's word for all of them."""
    rows = query("SELECT naics_sector, short_name FROM marts.industries")
    names = dict(zip(rows["naics_sector"], rows["short_name"], strict=True))
    return names | {"cross": "all industries"}
