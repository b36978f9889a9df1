-- a region (US state, UK nation) that postings name
-- grain: country, region
SELECT country, region, region_name FROM raw.reference_regions ORDER BY ALL
