-- a form of the name of a credential of our catalog, folded, by which an offer may be recognised
-- grain: credential_id, form, rank
-- Aliases that hold only near certain words are left out: a name alone does not show those.
WITH forms AS (
    SELECT credential_id, name AS form, 1 AS rank FROM raw.catalog_credentials
    UNION ALL
    SELECT credential_id, regexp_replace(name, '\s*\([^()]*\)\s*$', ''), 1
    FROM raw.catalog_credentials
    UNION ALL
    SELECT credential_id, alias, 2 FROM raw.catalog_aliases WHERE needs_near IS NULL
    UNION ALL
    SELECT credential_id, abbreviation, 3 FROM raw.catalog_credentials
),

folded AS (
    SELECT
        credential_id,
        trim(regexp_replace(
            replace(lower(strip_accents(form)), '&', ' and '), '[^a-z0-9+#]+', ' ', 'g'
        )) AS form,
        rank
    FROM forms
)

SELECT DISTINCT
    credential_id,
    form,
    -- A short acronym among the aliases is no more than an abbreviation.
    CASE WHEN rank = 2 AND length(form) < 6 AND form NOT LIKE '% %' THEN 3 ELSE rank END AS rank
FROM folded
WHERE length(form) >= 3
