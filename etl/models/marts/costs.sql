-- one price item of a credential, as the catalog has it
-- grain: credential_id, item, audience
SELECT * EXCLUDE (usd_per_unit) FROM staging.costs ORDER BY credential_id, item, audience
