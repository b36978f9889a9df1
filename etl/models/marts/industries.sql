-- a NAICS sector
-- grain: naics_sector
SELECT naics_sector, industry_name, short_name, source, as_of
FROM raw.reference_naics_sectors
ORDER BY naics_sector
