-- an organisation that issues credentials of the catalog
-- grain: issuer_id
SELECT issuer_id, name AS issuer_name, type AS issuer_type, country, website, source, as_of
FROM raw.catalog_issuers
ORDER BY issuer_id
