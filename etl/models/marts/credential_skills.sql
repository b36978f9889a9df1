-- a skill that a credential covers, as its issuer describes it
-- grain: credential_id, skill_id
SELECT credential_id, skill_id, source, as_of
FROM raw.catalog_credential_skills
ORDER BY ALL
