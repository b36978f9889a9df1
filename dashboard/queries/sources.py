"""Where every figure comes from."""

import json

import pandas as pd

from dashboard.warehouse import query


def sources() -> pd.DataFrame:
    """A row of ``marts.sources`` each: publisher, licence, rows in, kept, rejected, dates."""
    return query("FROM marts.sources")


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


def tables() -> dict[str, int]:
    """Rows of each mart, as the build counted them."""
    found = query("SELECT tables FROM marts.build").iloc[0]["tables"]
    return {name: table["rows"] for name, table in json.loads(found).items()}
