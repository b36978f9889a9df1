-- a credential with its issuer, its price to earn and its price to keep
-- grain: credential_id
WITH earn AS (
    SELECT * FROM staging.costs WHERE item = 'earn' AND audience IN ('all', 'non_member')
    QUALIFY row_number() OVER (PARTITION BY credential_id ORDER BY audience, amount_usd) = 1
),

renewal AS (
    SELECT * FROM staging.costs WHERE item = 'renewal' AND audience IN ('all', 'non_member')
    QUALIFY row_number() OVER (PARTITION BY credential_id ORDER BY audience, amount_usd) = 1
),

reduced AS (
    SELECT
        credential_id,
        any_value(amount_usd) FILTER (audience = 'member') AS member_usd,
        any_value(basis) FILTER (audience = 'member') AS member_basis,
        any_value(amount_usd) FILTER (audience = 'subsidised') AS subsidised_usd,
        any_value(basis) FILTER (audience = 'subsidised') AS subsidised_basis
    FROM staging.costs WHERE item = 'earn' GROUP BY credential_id
)

SELECT
    c.credential_id,
    c.name,
    c.abbreviation,
    c.kind,
    c.issuer_id,
    i.name AS issuer_name,
    i.type AS issuer_type,
    c.level,
    c.eqf_level,
    c.eqf_source,
    c.hours,
    c.hours_basis,
    c.assessment,
    c.delivery,
    c.languages,
    c.prerequisites,
    c.accreditation,
    c.country,
    c.naics_sectors,
    earn.status AS price_status,
    earn.amount_usd AS price_usd,
    earn.amount_low_usd AS price_low_usd,
    earn.amount_high_usd AS price_high_usd,
    earn.basis AS price_basis,
    earn.price_year,
    earn.as_of AS price_as_of,
    earn.fresh_until AS price_fresh_until,
    earn.source AS price_source,
    reduced.member_usd AS earn_member_usd,
    reduced.member_basis AS earn_member_basis,
    reduced.subsidised_usd AS earn_subsidised_usd,
    reduced.subsidised_basis AS earn_subsidised_basis,
    renewal.status AS renewal_status,
    renewal.amount_usd AS renewal_fee_usd,
    renewal.period_months AS renewal_period_months,
    renewal.requirement AS renewal_requirement,
    renewal.as_of AS renewal_as_of,
    renewal.source AS renewal_source,
    (SELECT count(*) FROM raw.catalog_credential_skills s WHERE s.credential_id = c.credential_id)
        AS skill_count,
    c.source,
    c.as_of,
    c.source_quality,
    c.note
FROM staging.credentials c
LEFT JOIN raw.catalog_issuers i USING (issuer_id)
LEFT JOIN earn USING (credential_id)
LEFT JOIN renewal USING (credential_id)
LEFT JOIN reduced USING (credential_id)
ORDER BY c.credential_id
