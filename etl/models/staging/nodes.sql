-- anything a stack can name: a credential of the catalog or an award without a row of its own
-- grain: node_id
SELECT
    c.credential_id AS node_id,
    c.name AS node_name,
    c.kind AS node_kind,
    coalesce(i.name, c.issuer_id) AS issuer_name,
    true AS is_catalogued
FROM raw.catalog_credentials c
LEFT JOIN raw.catalog_issuers i USING (issuer_id)
UNION ALL
SELECT award_id, name, kind, issuer, false FROM raw.catalog_awards
