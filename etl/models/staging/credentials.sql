-- a credential of the catalog, typed
-- grain: credential_id
SELECT
    credential_id,
    name,
    abbreviation,
    kind,
    issuer_id,
    string_split(naics_sectors, '|') AS naics_sectors,
    level,
    eqf_level::INTEGER AS eqf_level,
    eqf_source,
    hours::DOUBLE AS hours,
    hours_basis,
    coalesce(string_split(assessment, '|'), []) AS assessment,
    coalesce(string_split(delivery, '|'), []) AS delivery,
    coalesce(string_split(languages, '|'), []) AS languages,
    prerequisites,
    accreditation,
    country,
    source,
    as_of,
    source_quality,
    note
FROM raw.catalog_credentials
