-- employment and pay of an occupation in a US state or territory, OEWS
-- grain: region, occupation_code
SELECT
    coalesce(r.region, s.area_name) AS region,
    s.area_name AS region_name,
    left(s.occupation_code, 2) AS soc_group,
    s.occupation_code,
    s.occupation_name,
    s.employment,
    s.annual_mean_usd,
    s.annual_p10_usd,
    s.annual_p25_usd,
    s.annual_median_usd,
    s.annual_p75_usd,
    s.annual_p90_usd
FROM raw.oews_state s
LEFT JOIN raw.reference_regions r ON r.country = 'US' AND r.region_name = s.area_name
ORDER BY 1, 4
