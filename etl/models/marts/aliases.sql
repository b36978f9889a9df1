-- a form by which postings name a credential, with its sense rules
-- grain: credential_id, alias
SELECT
    credential_id,
    alias,
    lower(case_sensitive) = 'true' AS is_case_sensitive,
    needs_near,
    refuses_near,
    other_senses,
    source,
    as_of
FROM raw.catalog_aliases
ORDER BY ALL
