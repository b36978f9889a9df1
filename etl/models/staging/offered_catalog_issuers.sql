-- a form of the name of an issuer of our catalog, folded and without its legal form
-- grain: issuer_id, form
WITH forms AS (
    SELECT issuer_id, name AS form FROM raw.catalog_issuers
    UNION ALL
    SELECT issuer_id, regexp_replace(name, '\s*\([^()]*\)\s*', ' ', 'g') FROM raw.catalog_issuers
    UNION ALL
    SELECT issuer_id, regexp_extract(name, '\(([^()]*)\)', 1) FROM raw.catalog_issuers
),

folded AS (
    SELECT
        issuer_id,
        trim(regexp_replace(
            ' ' || trim(regexp_replace(
                replace(lower(strip_accents(form)), '&', ' and '), '[^a-z0-9+#]+', ' ', 'g'
            )),
            '^ the | (inc|llc|ltd|limited|corp|corporation|plc|gmbh)$', '', 'g'
        )) AS form
    FROM forms
)

SELECT DISTINCT issuer_id, form FROM folded WHERE length(form) >= 2
