"""Where every figure comes from."""

import json

import pandas as pd

from dashboard.warehouse import query


def sources() -> pd.DataFrame:
    """The sources that brought rows: publisher, licence, rows in, kept, rejected, dates."""
    return query("FROM marts.sources WHERE rows_in IS NOT NULL")


def rejects() -> pd.DataFrame:
    """source_id, title, reason, rows, share of the source's rows in."""
    return query("""
        SELECT r.source_id, s.title, r.reason, r.rows, r.rows / s.rows_in AS share
        FROM marts.rejects r JOIN marts.sources s USING (source_id)
        ORDER BY r.rows DESC
    """)


def catalog_coverage() -> pd.DataFrame:
    """How much of the catalog is known, one row a fact: fact, known, credentials."""
    return query("""
        WITH c AS (FROM marts.credentials), n AS (SELECT count(*) AS credentials FROM c)
        SELECT fact, known, credentials FROM (
            SELECT 1 AS place, 'Price, or why there is none' AS fact, count(price_status) AS known
            FROM c
            UNION ALL SELECT 2, 'Renewal period', count(renewal_period_months) FROM c
            UNION ALL SELECT 3, 'Renewal fee, or none', count(renewal_status) FROM c
            UNION ALL SELECT 4, 'Hours', count(hours) FROM c
            UNION ALL SELECT 5, 'Delivery', count(*) FILTER (len(delivery) > 0) FROM c
            UNION ALL SELECT 6, 'Skills', count(*) FILTER (skill_count > 0) FROM c
            UNION ALL SELECT 7, 'Dated source', count(*) FILTER (as_of <> 'undated') FROM c
        ), n ORDER BY place
    """)


def offers() -> pd.DataFrame:
    """What fetched and imported catalogs offer, a row a source: offers, those that are
    credentials of ours, those with a price, with hours."""
    return query("""
        SELECT
            s.title, count(*) AS offers, count(o.credential_id) AS linked,
            count(o.price_amount) AS priced, count(o.hours) AS with_hours
        FROM marts.offered_credentials o JOIN marts.sources s USING (source_id)
        GROUP BY s.title ORDER BY offers DESC
    """)


def unlinked_offers(most: int = 200) -> pd.DataFrame:
    """Offers that are no credential of the catalog, those with most facts first."""
    return query(
        """
        SELECT o.name, o.issuer, o.type, o.price_amount, o.price_currency, o.hours,
            CASE WHEN o.url LIKE 'https://%' THEN o.url END AS url, s.title
        FROM marts.offered_credentials o JOIN marts.sources s USING (source_id)
        WHERE o.credential_id IS NULL
        ORDER BY (o.price_amount IS NOT NULL)::INT + (o.hours IS NOT NULL)::INT DESC, o.name
        LIMIT $most
        """,
        most=most,
    )


def tables() -> dict[str, int]:
    """Rows of each mart, as the build counted them."""
    found = query("SELECT tables FROM marts.build").iloc[0]["tables"]
    return {name: table["rows"] for name, table in json.loads(found).items()}
