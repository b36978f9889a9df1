-- a source with its publisher, its licence and what came of its rows
-- grain: source_id
WITH kept AS (
    SELECT
        source AS source_id,
        count(*) AS rows_kept,
        count(DISTINCT employer_key) AS employers,
        count(naics_sector) AS rows_with_industry,
        count(soc_group) AS rows_with_occupation,
        count(country) AS rows_with_country,
        count(posted_month) AS rows_with_month,
        count(pay_usd) AS rows_with_pay,
        min(posted_month) AS first_month,
        max(posted_month) AS last_month
    FROM marts.postings
    GROUP BY source
),

mentioned AS (
    SELECT source AS source_id, count(DISTINCT posting_id) AS rows_with_credential
    FROM marts.posting_mentions
    WHERE is_asked
    GROUP BY source
),

curated AS (
    SELECT 'credence_catalog' AS source_id, count(*) AS rows FROM raw.catalog_credentials
    UNION ALL SELECT 'employer_surveys', count(*) FROM raw.reference_employer_surveys
    UNION ALL SELECT 'published_figures', count(*) FROM raw.reference_published_figures
    UNION ALL SELECT 'exchange_rates', count(*) FROM raw.reference_fx_rates
),

rejected AS (
    SELECT source_id, sum(rows) AS rows_rejected FROM intermediate.rejects GROUP BY source_id
)

SELECT
    s.source_id,
    s.title,
    s.publisher,
    s.licence,
    s.kind,
    s.document_type,
    coalesce('release ' || n.release, s.period) AS period,
    s.cadence,
    s.cadence_days,
    s.terms,
    s.note,
    coalesce(n.as_of, left(s.collected_on, 7)) AS as_of,
    n.kind AS snapshot_kind,
    n.derived_from,
    n.retrieved_at,
    n.snapshots,
    n.passed_over AS rows_passed_over,
    n.is_complete,
    coalesce(n.rows_in, u.rows) AS rows_in,
    CASE WHEN s.kind = 'hiring' THEN coalesce(k.rows_kept, 0) ELSE coalesce(n.rows_in, u.rows) END
        AS rows_kept,
    coalesce(r.rows_rejected, 0)::BIGINT AS rows_rejected,
    k.employers,
    k.rows_with_industry,
    k.rows_with_occupation,
    k.rows_with_country,
    k.rows_with_month,
    k.rows_with_pay,
    coalesce(m.rows_with_credential, 0) AS rows_with_credential,
    k.first_month,
    k.last_month
FROM raw.sources s
LEFT JOIN raw.snapshots n USING (source_id)
LEFT JOIN kept k USING (source_id)
LEFT JOIN mentioned m USING (source_id)
LEFT JOIN rejected r USING (source_id)
LEFT JOIN curated u USING (source_id)
ORDER BY s.kind, s.source_id
