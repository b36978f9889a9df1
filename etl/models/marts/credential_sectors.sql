-- a NAICS sector that the catalog files a credential under (editorial)
-- grain: credential_id, naics_sector
SELECT DISTINCT credential_id, unnest(naics_sectors) AS naics_sector
FROM staging.credentials
ORDER BY ALL
